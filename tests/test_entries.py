"""Who reads the data of an entry of the protocol: everybody else asks for its properties."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "nettui"

# They handle an entry as data: they keep and compare it, and digest what is signed off. So does all
# of nettui.plugin, which checks and publishes it.
HANDLES_DATA = {
    "engine/protocol/entry.py",
    "engine/evaluation/interpret.py",
    "engine/protocol/marks.py",
    "engine/protocol/protocol.py",
}


def reads_of(text: str) -> Iterator[int]:
    """Yield the lines that read ``raw`` of anything but a protocol."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr == "raw":
            of = node.value
            name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
            if name != "protocol":
                yield node.lineno


def reading() -> dict[str, list[int]]:
    """The lines of nettui that read the data of an entry, by file."""
    files = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
    found = {name: sorted(reads_of(path.read_text("utf-8"))) for name, path in files.items()}
    return {n: lines for n, lines in found.items() if lines and not n.startswith("plugin/")}


def test_nobody_else_reads_the_data_of_an_entry() -> None:
    """The keys of a published protocol can then change without the sheet and the terminal."""
    wrong = {n: ls for n, ls in reading().items() if n not in HANDLES_DATA}
    assert wrong == {}


def test_who_no_longer_reads_it_is_no_longer_excepted() -> None:
    """The list names only who does."""
    assert reading().keys() >= HANDLES_DATA


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("finding.entry.raw['says']", [1]),
        ("\nraw = entry.raw", [2]),
        ("entry_of(plan, name).raw.get('reason')", [1]),
        ("protocol.entries[0].raw", [1]),
        ("protocol.raw['settings']", []),
        ("plan.protocol.raw", []),
        ("raw['says']", []),
    ],
)
def test_every_form_of_reading_is_seen(text: str, expected: list[int]) -> None:
    """The check itself, on both sides."""
    assert list(reads_of(text)) == expected
