"""What is taken from inside Textual, which may be another in its next version: all named."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rich.console import Console
from textual import _compositor, _styles_cache, _xterm_parser
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message_pump import MessagePump

import nettui.tui

_TUI = Path(nettui.tui.__file__).parent
_FOLDER = _TUI / "terminal"

INSIDE: Mapping[str, object] = {
    "_app": Driver,  # whom the keyboard is read for
    "_clipboard": App,  # where a copied text stays
    "_close_messages_no_wait": MessagePump,  # how a fault ends the program
    "_closed": MessagePump,
    "_closing": MessagePump,
    "_color_system": Console,  # rich's: how many colours there are
    "_compositor": _compositor,
    "_display": App,  # what is written
    "_exception": App,
    "_exit_renderables": App,  # what is said at the end
    "_fatal_error": App,
    "_get_terminal_size": LinuxDriver,
    "_handle_exception": App,
    "_loop": Driver,
    "_message_queue": MessagePump,  # what a part of the program has to do
    "_mouse": Driver,
    "_registry": App,
    "_styles_cache": _styles_cache,
    "_xterm_parser": _xterm_parser,
}
"""By whom it belongs to."""
NOT_TEXTUAL = {"_exit", "_waiters"}
"""Python's own: of the module os, and of an event that others wait for."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(_TUI.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def of_others(tree: ast.Module) -> Iterator[str]:
    """Yield private names of what is not the program's own: of other objects, and of modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual."):
            yield from filter(is_private, (node.module or "").split("."))


def of_bases(path: Path, tree: ast.Module) -> Iterator[str]:
    """Yield private names that a class has, reads or sets, and that Textual's classes have."""
    name = ".".join(path.relative_to(_TUI.parent.parent).with_suffix("").parts)
    module = importlib.import_module(name.removesuffix(".__init__"))
    for node in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        cls = getattr(module, node.name)
        bases = [base for base in inspect.getmro(cls) if base.__module__.startswith("textual.")]
        used = {n.name for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
        used |= {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
        for attribute in filter(is_private, sorted(used)):
            if any(attribute in names_of(base) for base in bases):
                yield attribute


@cache
def names_of(cls: type) -> set[str]:
    """Return what a class defines, and what its methods set of an instance."""
    tree = ast.parse(inspect.getsource(importlib.import_module(cls.__module__)))
    (node,) = (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == cls.__name__)
    stored = {
        n.attr
        for n in ast.walk(node)
        if isinstance(n, ast.Attribute)
        and isinstance(n.ctx, ast.Store)
        and isinstance(n.value, ast.Name)
        and n.value.id == "self"
    }
    return {*vars(cls), *stored}


def test_everything_from_inside_is_in_one_folder() -> None:
    """And named above, each where it belongs."""
    found: dict[str, set[Path]] = {}
    for path, tree in modules():
        for name in (*of_others(tree), *of_bases(path, tree)):
            found.setdefault(name, set()).add(path)
    outside = {
        name: path.name
        for name, paths in found.items()
        for path in paths
        if name not in NOT_TEXTUAL and _FOLDER not in path.parents
    }
    assert outside == {}
    assert set(found) - NOT_TEXTUAL == set(INSIDE)


def test_everything_from_inside_is_still_there() -> None:
    """In the version of Textual that is installed."""
    missing = [
        name
        for name, owner in INSIDE.items()
        if name not in (names_of(owner) if isinstance(owner, type) else [owner.__name__[8:]])  # type: ignore[attr-defined]
    ]
    assert missing == []
