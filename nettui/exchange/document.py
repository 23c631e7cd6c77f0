"""A document before it has a form: titled parts of lines, each line with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.display import ascii_only, cells, clip, measure, safe
from nettui.sheet.doses import checked


@frozen(repr=False, eq=False)
class Line(Plain):
    """One line: ``label: text [basis]``, under the line above it by ``depth``.

    ``tells``: ids of the entries that it stands for, named in it or counted.
    """

    text: str
    basis: str = ""
    label: str = ""
    depth: int = 0
    tells: tuple[str, ...] = ()


@frozen(repr=False, eq=False)
class Part(Plain):
    """A title and its lines. The first part of a document is its head."""

    title: str
    lines: tuple[Line, ...]


Document = tuple[Part, ...]


def as_text(document: Iterable[Part], width: int = 80, *, unicode: bool = True) -> str:
    """Return the document as plain text of at most ``width`` cells a line.

    Everything in it is made safe to show; without ``unicode`` it is ASCII. A line with a dose says
    to check it.
    """
    shown = _shown if unicode else _shown_ascii
    lines: list[str] = []
    for n, part in enumerate(document):
        if n:
            lines += _titled(shown(part.title), width, "─" if unicode else "-")
        else:
            lines += wrap(clip(shown(part.title), 2 * width), width, "", "  ")
        for line in part.lines:
            text = checked(line.text)
            text = f"{line.label}: {text}" if line.label else text
            if line.basis:
                text += f" [{line.basis}]"
            # The head and first-level lines hang by two, what stands under them by two more.
            lines += wrap(shown(text), width, "  " * line.depth, "  " * (line.depth + 1))
    return "\n".join(lines) + "\n"


def _titled(title: str, width: int, rule: str) -> list[str]:
    """Return a title with a rule around it, over several lines where it is long."""
    lines = wrap(f"{rule * 2} {title}", width, "", "   ")
    room = width - cells(lines[-1]) - 1
    if room > 0:
        lines[-1] += f" {rule * room}"
    return lines


def _shown(text: str) -> str:
    return safe(text)


def _shown_ascii(text: str) -> str:
    return ascii_only(safe(text))


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return one line of safe text as several of at most ``width`` cells; long words are cut."""
    lines: list[str] = []
    line, room = first, width - cells(first)
    empty = True
    taken = measure(text)
    for word in text.split():
        needed = taken(word) + (not empty)
        if needed > room and not empty:
            lines.append(line)
            line, room, empty = rest, width - cells(rest), True
            needed = taken(word)
        while needed > room:
            head = clip(word, max(room, 1), "") or word[0]
            lines.append(line + head)
            word = word[len(head) :]  # noqa: PLW2901 - what is left of it is still the word
            line, room, needed = rest, width - cells(rest), taken(word)
        line += word if empty else f" {word}"
        room -= needed
        empty = False
    return [*lines, line]
