"""Which part may import which, that none imports itself, and what starting may not load."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "nettui"
PLUGINS = ROOT / "plugins"

# What each part may import of nettui, besides itself, the version, nettui.display and
# nettui.atomic_files.
MAY_IMPORT: dict[str, set[str]] = {
    "case": set(),
    "boundary": {"case.base.faults", "case.base.nearest"},
    "engine": {"case"},
    "plugin": {"boundary", "engine", "case"},
    "guideline": {"plugin.api", "plugin.terms"},
    "sheet": {"engine", "case"},
    "exchange": {"boundary", "sheet", "engine", "case"},
    "store": {"boundary", "exchange", "sheet", "engine", "case", "plugin.locations"},
    "cohort": {"exchange", "sheet", "engine", "case"},
    "desk": {"exchange", "sheet", "plugin", "engine", "case", "store"},
    "plain": {"desk", "tui.rows", "exchange", "sheet", "plugin", "engine", "case", "store"},
    "testing": {"exchange", "sheet", "plugin", "engine", "case"},
    "cli": {
        "cohort",
        "exchange",
        "sheet",
        "guideline",
        "plugin",
        "engine",
        "case",
        "store",
        "testing",
    },
    "tui": {
        "boundary",
        "cohort",
        "desk",
        "exchange",
        "sheet",
        "guideline",
        "plugin",
        "engine",
        "case",
        "store",
    },
    "display": set(),
    "toml": set(),
    "atomic_files": set(),
    "installation": set(),
    "__init__": set(),
    "__main__": {"cli"},
}
# Allowed inside a function only: the shell opens the terminal when asked to.
MAY_IMPORT_LATE = {"cli": {"desk", "plain", "tui"}}

# The folders of a part in the order of the data: each may import those before it. What lies
# beside the folders is below them all or above them all; that no circle exists keeps it so.
FOLDERS = {
    "case": ("base", "record", "picture", "files", "editing"),
    "engine": ("language", "protocol", "evaluation", "plan"),
    "store": ("core", "sql", "sqlite", "postgres"),
    "tui": ("terminal", "rows", "widgets", "screens"),
}


def parts_present() -> list[str]:
    """Packages and modules directly under nettui."""
    found = [p.parent.name for p in PACKAGE.glob("*/__init__.py")]
    return sorted(found + [p.stem for p in PACKAGE.glob("*.py")])


def imports_of(path: Path, package: str) -> Iterator[tuple[int, str, bool]]:
    """Line, dotted name and whether it is late, of every import in a file of ``package``."""
    yield from _imports(ast.parse(path.read_text("utf-8")), package, late=False)


def _imports(node: ast.AST, package: str, *, late: bool) -> Iterator[tuple[int, str, bool]]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Import(names=names):
                for alias in names:
                    yield child.lineno, alias.name, late
            case ast.ImportFrom(module=module, names=names, level=level):
                start = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                base = ".".join([*start, *([module] if module else [])])
                for alias in names:
                    yield child.lineno, f"{base}.{alias.name}", late
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                # Not run, but still a dependency of the reader: held to the same direction.
                yield from _imports(child, package, late=late)
            case _:
                inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
                yield from _imports(child, package, late=late or inside)


def allowed(part: str, name: str, *, late: bool) -> bool:
    """Whether a file of ``part`` may import ``name``."""
    if name != "nettui" and not name.startswith("nettui."):
        return True
    rest = name.removeprefix("nettui").lstrip(".")
    inside = {
        part,
        "display",
        "toml",
        "atomic_files",
        "installation",
        "__version__",
        *MAY_IMPORT[part],
    }
    if late:
        inside |= MAY_IMPORT_LATE.get(part, set())
    return not rest or any(rest == way or rest.startswith(way + ".") for way in inside)


def files_of(part: str) -> Iterator[tuple[Path, str]]:
    """Every file of a part with the package it lies in."""
    alone = PACKAGE / f"{part}.py"
    for path in [alone] if alone.exists() else sorted((PACKAGE / part).rglob("*.py")):
        yield path, ".".join(path.relative_to(ROOT).parent.parts)


def test_the_core_is_there() -> None:
    """The tests below look at what they find, so they must find this."""
    assert {"case", "engine", "cli", "display"} <= set(parts_present())


def test_every_part_has_its_place() -> None:
    """A new part must say in MAY_IMPORT what it may import."""
    assert set(parts_present()) <= set(MAY_IMPORT)


@pytest.mark.parametrize("part", parts_present())
def test_dependencies_point_one_way(part: str) -> None:
    """Neither upward nor sideways."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path, package in files_of(part)
        for line, name, late in imports_of(path, package)
        if not allowed(part, name, late=late)
    ]
    assert wrong == []


def against_the_data(part: str, folders: Sequence[str], root: Path = PACKAGE) -> list[str]:
    """The imports of a folder that comes later."""
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for n, folder in enumerate(folders)
        for path in sorted((root / part / folder).rglob("*.py"))
        for line, name, _ in imports_of(path, f"nettui.{part}.{folder}")
        if any(f"{name}.".startswith(f"nettui.{part}.{later}.") for later in folders[n + 1 :])
    ]


@pytest.mark.parametrize("part", FOLDERS)
def test_folders_stand_in_the_order_of_the_data(part: str) -> None:
    """A newcomer can read them from the first to the last."""
    found = {p.parent.name for p in (PACKAGE / part).glob("*/__init__.py")}
    assert set(FOLDERS[part]) == found
    assert against_the_data(part, FOLDERS[part]) == []


def test_an_import_against_the_data_is_found(tmp_path: Path) -> None:
    """Late ones and relative ones, too."""
    for name, text in {
        "case/base/low": "import nettui.case.record\ndef f():\n    from ..files import codec\n",
        "case/record/middle": "from nettui.case.recorder import x\nimport nettui.case.base\n",
        "case/files/high": "from nettui.case.base.low import x\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / f"{name}.py").write_text(text, "utf-8")
    assert against_the_data("case", ("base", "record", "files"), tmp_path) == [
        "case/base/low.py:1 imports nettui.case.record",
        "case/base/low.py:3 imports nettui.case.files.codec",
    ]


def test_plugins_import_only_the_plugin_api() -> None:
    """A bundled plugin has no door that an outside one lacks; tests may use nettui.testing."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sorted(PLUGINS.rglob("*.py"))
        if "tests" not in path.relative_to(PLUGINS).parts
        for line, name, _ in imports_of(path, "nettui_plugins")
        if name.startswith("nettui.")
        and not name.startswith(("nettui.plugin.api.", "nettui.plugin.terms."))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("part", "name", "late", "expected"),
    [
        ("case", "nettui.engine.plan.plan", False, False),
        ("case", "nettui.display.number", False, True),
        ("engine", "nettui.case.record.case.Case", False, True),
        ("engine", "nettui.plugin", False, False),
        ("guideline", "nettui.plugin.api.Rule", False, True),
        ("guideline", "nettui.plugin.apiary", False, False),
        ("guideline", "nettui.engine.language.rules.Rule", False, False),
        ("cli", "nettui.tui.app", False, False),
        ("cli", "nettui.tui.app", True, True),
        ("tui", "nettui.cli", True, False),
        ("engine", "nettui", False, True),
        ("engine", "json", False, True),
    ],
)
def test_the_direction_is_what_it_says(part: str, name: str, late: bool, expected: bool) -> None:
    """The check itself, on both sides of each border."""
    assert allowed(part, name, late=late) is expected


def test_relative_and_late_imports_are_seen(tmp_path: Path) -> None:
    """No form of import slips past."""
    path = tmp_path / "module.py"
    path.write_text(
        "from ..engine import plan\nfrom . import x\ndef f():\n    import nettui.tui\n", "utf-8"
    )
    assert list(imports_of(path, "nettui.case")) == [
        (1, "nettui.engine.plan", False),
        (2, "nettui.case.x", False),
        (4, "nettui.tui", True),
    ]


def modules_in(folder: Path) -> Mapping[str, Path]:
    """Every module of a package by its dotted name; a package itself is its ``__init__``."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        name = ".".join(path.relative_to(folder.parent).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def imported(name: str, modules: Mapping[str, Path]) -> set[str]:
    """Which of these modules a module imports, late and for types alone as well.

    ``from package import module`` imports the module and not the package: a package is imported
    where something of its own ``__init__`` is.
    """
    path = modules[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found = {n if n in modules else n.rpartition(".")[0] for _, n, _ in imports_of(path, package)}
    return (found & modules.keys()) - {name}


def circles(graph: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected components of more than one module, after Tarjan."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []

    def visit(name: str) -> Iterator[list[str]]:
        order[name] = lowest[name] = len(order)
        open_.append(name)
        for other in graph[name]:
            if other not in order:
                yield from visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in open_:
                lowest[name] = min(lowest[name], order[other])
        if lowest[name] == order[name]:
            start = open_.index(name)
            component, open_[start:] = open_[start:], []
            if len(component) > 1:
                yield sorted(component)

    for name in graph:
        if name not in order:
            yield from visit(name)


def circles_in(folder: Path) -> list[list[str]]:
    """The circles among the modules of a package."""
    modules = modules_in(folder)
    return sorted(circles({name: sorted(imported(name, modules)) for name in modules}))


def test_nothing_imports_itself() -> None:
    """Each module can be read, tested and moved with those below it alone."""
    assert len(modules_in(PACKAGE)) > 100
    assert circles_in(PACKAGE) == []


def test_a_circle_is_found(tmp_path: Path) -> None:
    """Whichever form its imports have; a package that gathers its modules is none by itself."""
    folder = tmp_path / "made"
    for name, text in {
        "__init__": "from made import alone\n",
        "alone": "from made.inner import low\n",
        "first": "import made.second\n",
        "second": "def late():\n    from . import third\n",
        "third": "if TYPE_CHECKING:\n    from made.inner.fourth import word\n",
        "inner/__init__": "from made.inner import low\n",
        "inner/low": "import json, os.path\n",
        "inner/fourth": "from ..first import word\nfrom . import low\n",
    }.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert circles_in(folder) == [["made.first", "made.inner.fourth", "made.second", "made.third"]]


def test_two_circles_that_share_a_module_are_one() -> None:
    """And what only leads to a circle, or out of it, is no part of it."""
    graph = {"a": "b", "b": "ac", "c": "bd", "d": "", "e": "a", "x": "y", "y": "x"}
    assert sorted(circles(graph)) == [["a", "b", "c"], ["x", "y"]]


def loaded_by(*modules: str) -> set[str]:
    """Top-level packages in memory after a fresh Python imported these modules."""
    code = (
        "import sys, importlib\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def modules_of(*parts: str) -> list[str]:
    """Dotted names of all modules of these parts."""
    paths = [path for part in parts for path, _ in files_of(part)]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    return [name.removesuffix(".__init__") for name in names]


def test_everything_but_the_terminal_works_without_textual() -> None:
    """The engine, the shell and the tools for plugin authors load neither Textual nor Rich."""
    modules = modules_of(*(set(parts_present()) - {"tui", "__main__"}))
    assert {"nettui.engine", "nettui.case", "nettui.cli.main"} <= set(modules)
    assert loaded_by(*modules) & {"textual", "rich"} == set()


def test_the_shell_starts_light() -> None:
    """What only some commands need is imported by those commands."""
    heavy = {"textual", "rich", "cattrs", "pluggy", "tomlkit"}
    assert loaded_by("nettui.cli.main") & heavy == set()


def test_what_changes_a_file_is_loaded_on_saving_alone() -> None:
    """Not by the terminal, nor by any module that reads or writes cases."""
    modules = modules_of("case", "desk", "tui")
    assert {"nettui.case.files.amend", "nettui.desk.folder", "nettui.tui.app"} <= set(modules)
    assert "tomlkit" not in loaded_by(*modules)


def test_a_published_protocol_and_a_case_are_read_without_cattrs(tmp_path: Path) -> None:
    """They are what every start waits for; what is strict about them was looked at before."""
    code = (
        "import sys\n"
        "from nettui.case.files.codec import loads_json, loads_toml\n"
        "from nettui.plugin.publish import in_force\n"
        "in_force().protocol.entries[0].act\n"
        'loads_toml(\'case_id = "P-1"\'), loads_json(\'{"case_id": "P-1"}\')\n'
        "print('cattrs' in sys.modules)"
    )
    environ = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=environ,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert said[1] == "False"  # the first may publish what the second loads
