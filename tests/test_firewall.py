"""No screen hands Textual a string it would read as markup, or one that was not made safe.

This reads the source of ``nettui/tui``. At each place where Textual takes text, only these may
stand: a literal without brackets; something declared to return Content or Text (``content``,
``cell`` and functions built on them); a variable that holds such; or ``safe(...)`` where Textual
reads no markup or ``markup=False`` is said.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TUI = Path(__file__).parent.parent / "nettui" / "tui"
EVERY = range(99)
SHOWN_TYPES = ("Content", "Text")

# Which arguments Textual shows, by place or name, of widgets and calls that read markup in strings.
MARKUP: dict[str, tuple[range, tuple[str, ...]]] = {
    **dict.fromkeys(("Static", "Label", "update"), (range(1), ("content",))),
    **dict.fromkeys(
        ("Button", "Checkbox", "RadioButton", "Placeholder", "Tab", "Tree", "add_leaf"),
        (range(1), ("label", "tooltip")),
    ),
    **dict.fromkeys(("Option", "Selection", "Select"), (range(1), ("prompt", "options"))),
    **dict.fromkeys(("OptionList", "SelectionList", "add_columns"), (EVERY, ())),
    **dict.fromkeys(("add_option", "add_options", "set_options"), (range(1), ("items",))),
    "add_row": (EVERY, ("label",)),
    "add_column": (range(1), ("label",)),
    "add_rows": (EVERY, ("rows",)),
    "update_cell": (range(2, 3), ("value",)),
    "update_cell_at": (range(1, 2), ("value",)),
    "replace_option_prompt": (range(1, 2), ("prompt",)),
    "replace_option_prompt_at_index": (range(1, 2), ("prompt",)),
    "Collapsible": (range(0), ("title",)),
    "TabPane": (range(1), ("title",)),
    "Hit": (range(1, 2), ("match_display", "help")),
    "DiscoveryHit": (range(1), ("display", "help")),
    "notify": (range(1), ("message",)),
    "exit": (range(2, 3), ("message",)),
}
# The same for what takes strings as they are: no markup there, but control bytes pass.
PLAIN: dict[str, tuple[range, tuple[str, ...]]] = {
    "Input": (range(2), ("value", "placeholder")),
    "TextArea": (range(1), ("text", "placeholder")),
    "load_text": (range(1), ("text",)),
    "Segment": (range(1), ("text",)),
    "Content": (range(1), ("text",)),
    "Text": (range(1), ("text",)),
    "styled": (range(1), ("text",)),
    "assemble": (EVERY, ()),
    "SystemCommand": (range(2), ("title", "help")),
    "Markdown": (EVERY, ("markdown",)),
}
MARKUP_ATTRIBUTES = ("border_title", "border_subtitle", "tooltip", "label")
PLAIN_ATTRIBUTES = ("title", "sub_title", "placeholder")
FORBIDDEN = ("from_markup", "escape")


def name_of(node: ast.expr) -> str:
    """The last name of ``f``, ``self.f`` or ``module.f``."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def is_shown_type(annotation: ast.expr | None) -> bool:
    """Whether an annotation is Content or Text, alone, or None, or a list or tuple of them."""
    if annotation is None:
        return False
    names = {n.id for n in ast.walk(annotation) if isinstance(n, ast.Name)}
    containers = {"list", "tuple", "Sequence", "Iterable", "Iterator", "None"}
    return bool(names & set(SHOWN_TYPES)) and names <= {*SHOWN_TYPES, *containers}


class Firewall:
    """Reads modules; knows which functions return shown types and which names hold them."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.trees = {name: ast.parse(source) for name, source in sources.items()}
        nodes = [node for tree in self.trees.values() for node in ast.walk(tree)]
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        self.makers = {"content", "cell"} | {
            n.name for n in nodes if isinstance(n, functions) and is_shown_type(n.returns)
        }

    def problems(self) -> list[str]:
        return [
            f"{name}:{line}: {what}"
            for name, tree in self.trees.items()
            for line, what in sorted(set(self._in_scope(tree, frozenset())))
        ]

    def _in_scope(self, scope: ast.AST, outer: frozenset[str]) -> Iterator[tuple[int, str]]:
        held = self._held(scope, outer)
        for node in _own_nodes(scope):
            if node is not scope and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if node.name in ("render", "render_label") and name_of_type(node.returns) == "str":
                    yield node.lineno, f"{node.name}() returns str, which Textual reads as markup"
                yield from self._in_scope(node, held)
            elif isinstance(node, ast.Call):
                yield from self._in_call(node, held)
            elif isinstance(node, ast.Assign):
                yield from self._in_assignment(node, held)

    def _held(self, scope: ast.AST, outer: frozenset[str]) -> frozenset[str]:
        """Names that hold only what may be shown, by annotation or by every assignment."""
        good: set[str] = set()
        bad: set[str] = set()
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            args = scope.args
            for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg):
                if arg is not None:
                    (good if is_shown_type(arg.annotation) else bad).add(arg.arg)
        for node in _own_nodes(scope):
            if isinstance(node, ast.AnnAssign) and is_shown_type(node.annotation):
                good.add(name_of(node.target))
        for node in _own_nodes(scope):
            if isinstance(node, ast.Assign):
                names = [name_of(t) for t in node.targets if isinstance(t, ast.Name)]
                right = self._may_show(node.value, outer | frozenset(good - bad))
                (good if right else bad).update(names)
            elif isinstance(node, ast.For | ast.AugAssign):
                bad.update(n.id for n in ast.walk(node.target) if isinstance(n, ast.Name))
        return frozenset(good - bad) | (outer - bad)

    def _in_call(self, call: ast.Call, held: frozenset[str]) -> Iterator[tuple[int, str]]:
        name = name_of(call.func)
        if name in FORBIDDEN:
            yield call.lineno, f"{name}() reads or half-escapes markup: use content() or cell()"
        for table, strings in ((MARKUP, _says_no_markup(call)), (PLAIN, True)):
            if name not in table:
                continue
            places, keywords = table[name]
            shown = [arg for at, arg in enumerate(call.args) if at in places]
            shown += [k.value for k in call.keywords if k.arg in keywords]
            for value in shown:
                if not self._may_show(value, held, strings=strings):
                    yield (
                        value.lineno,
                        f"{name}({ast.unparse(value)}): wrap it in content() or cell()",
                    )

    def _in_assignment(self, node: ast.Assign, held: frozenset[str]) -> Iterator[tuple[int, str]]:
        for target in node.targets:
            if not isinstance(target, ast.Attribute):
                continue
            plain = target.attr in PLAIN_ATTRIBUTES
            if (plain or target.attr in MARKUP_ATTRIBUTES) and not self._may_show(
                node.value, held, strings=plain
            ):
                yield node.lineno, f".{target.attr} = {ast.unparse(node.value)}: use content()"

    def _may_show(self, node: ast.expr, held: frozenset[str], *, strings: bool = False) -> bool:
        match node:
            case ast.Constant(value=str(text)):
                return strings or "[" not in text
            case ast.Constant(value=None):
                return True
            case ast.Name(id=name):
                return name in held
            case ast.Call(func=func):
                name = name_of(func)
                # A nested widget is checked at its own call.
                return name in self.makers or (strings and name == "safe") or name[:1].isupper()
            case ast.IfExp(body=one, orelse=other):
                parts = [one, other]
            case ast.BoolOp(values=parts) | ast.List(elts=parts):
                pass
            case ast.Tuple(elts=parts):
                # (prompt, value) pairs of Select, (text, style) pairs of assemble
                parts = parts[:1]
            case ast.Starred(value=one) | ast.GeneratorExp(elt=one) | ast.ListComp(elt=one):
                parts = [one]
            case _:
                return False
        return all(self._may_show(part, held, strings=strings) for part in parts)


def name_of_type(annotation: ast.expr | None) -> str:
    return name_of(annotation) if annotation is not None else ""


def _says_no_markup(call: ast.Call) -> bool:
    return any(
        k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False
        for k in call.keywords
    )


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope in order, functions inside it given but not entered."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _own_nodes(child)


def problems_in(source: str) -> list[str]:
    return Firewall({"screen.py": source}).problems()


def test_every_screen_shows_only_safe_text() -> None:
    """All modules under nettui/tui, except the one that makes text safe."""
    paths = [path for path in sorted(TUI.rglob("*.py")) if path != TUI / "safe_text.py"]
    sources = {str(path.relative_to(TUI.parent.parent)): path.read_text("utf-8") for path in paths}
    assert sources
    assert Firewall(sources).problems() == []


@pytest.mark.parametrize(
    "source",
    [
        "Static(case.title)",
        "Static(f'grade {grade}')",
        "Label('Ki-67 [not done]')",
        "Label(str(value))",
        "Static(safe(title))",
        "Label(title, markup=False)",
        "table.add_row(cell(a), 2.996)",
        "table.add_row(*row)",
        "table.add_row(*(str(v) for v in row))",
        "app.notify(error.args[0])",
        "self.notify(safe(message))",
        "self.notify(message, markup=False)",
        "widget.update(text)",
        "widget.update('a' + b)",
        "panel.border_title = case.id",
        "self.title = case.id",
        "OptionList(*options)",
        "Option(label, id='x')",
        "Select([(name, 1)])",
        "Input(value=record.name)",
        "Segment(line, style)",
        "Content(note)",
        "Content.from_markup('[b]x')",
        "rich.markup.escape(note)",
        "Markdown(note)",
        "def f(x: str):\n    Static(x)",
        "def f():\n    x = content(a)\n    x = a\n    Static(x)",
        "x = content(a)\ndef f(x: str):\n    Static(x)",
        "x = content(a)\nfor x in names:\n    Static(x)",
        "class W:\n    def render(self) -> str:\n        return 'x'",
    ],
)
def test_text_that_was_not_made_safe_is_found(source: str) -> None:
    """Each line would let markup, control bytes or rounding through."""
    assert len(problems_in(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "Static('Work-up', id='x')",
        "Static(content(case.title))",
        "Static(content(a) if a else None)",
        "Static()",
        "table.add_row(*(cell(v) for v in row), key=name)",
        "table.add_row(cell(a), cell(2.996))",
        "self.notify(safe(message), markup=False)",
        "panel.border_title = content(case.id)",
        "self.title = safe(case.id)",
        "OptionList(*[Option(content(n), id=n) for n in names])",
        "Select([(content(n), n) for n in names])",
        "Input(value=safe(record.name), placeholder='value')",
        "def f(x: Content | None):\n    Static(x)",
        "def f():\n    x = content(a)\n    Static(x)",
        "def line(v: str) -> Content: ...\nStatic(line(v))",
        "Content.assemble((safe(a), 'bold'), ' - ', content(b))",
        "class W:\n    def render(self) -> Content:\n        return content('x')",
    ],
)
def test_text_that_was_made_safe_passes(source: str) -> None:
    """The forms screens are written in."""
    assert problems_in(source) == []
