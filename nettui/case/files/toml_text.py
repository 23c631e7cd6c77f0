"""A TOML text cut into what a person sees in it, so that one piece can change and no other.

A piece is the fewest lines that are TOML by themselves: a key with its value, a header, a comment
or an empty line. Joined again, the pieces are the text. A comment directly above something belongs
to it; one below the last key of a table belongs to the table, unless an empty line parts the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from nettui import toml

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TEXT_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|(?P<comment>#[^\n]*)',
    re.DOTALL,
)
_MOST_LINES = 1000  # of one value: each line is tried with those before it


Keys = tuple[str, ...]
"""The names that lead to a value: of a table, of a table in it, of the value."""


@frozen
class Piece:
    """Lines of a text, and the data that they give: none for a comment and an empty line."""

    text: str
    data: Mapping[str, Any] = field(factory=dict)

    @property
    def is_comment(self) -> bool:
        """It is one, alone on its line."""
        return not self.data and self.text.lstrip().startswith("#")

    @property
    def is_empty(self) -> bool:
        """It is an empty line."""
        return not self.text.strip()

    def value(self, path: Keys) -> Any:
        """Return what is given here at a path, or below it; None for nothing."""
        data: Any = self.data
        for key in path:
            data = data.get(key) if isinstance(data, Mapping) else None
        return data

    def gives_only(self, path: Keys) -> bool:
        """Say whether nothing else is given here than what is at this path or below it."""
        data: Any = self.data
        for key in path:
            if len(data) > 1:
                return False
            data = data[key]
        return True


@frozen
class Part:
    """A header with what belongs to it.

    ``above``: what is parted from it by an empty line, with that line; ``lead``: comments directly
    above it; ``path``: what it is the header of, nothing at the top of a text and at its end;
    ``pieces``: what is below it.
    """

    above: tuple[Piece, ...] = ()
    lead: tuple[Piece, ...] = ()
    header: Piece | None = None
    path: Keys = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The part as it is in the text."""
        header = (self.header,) if self.header else ()
        return "".join(piece.text for piece in (*self.above, *self.lead, *header, *self.pieces))

    def giving(self, path: Keys) -> tuple[int, ...]:
        """Return which of its pieces give a value at a path of the whole text, or below it."""
        if path[: len(self.path)] != self.path or path == self.path:
            return ()
        rest = path[len(self.path) :]
        return tuple(n for n, piece in enumerate(self.pieces) if piece.value(rest) is not None)

    def with_pieces(self, start: int, stop: int, *new: Piece) -> Part:
        """Return the part with other pieces in place of some."""
        return evolve(self, pieces=(*self.pieces[:start], *new, *self.pieces[stop:]))

    def start_of_lead(self, at: int) -> int:
        """Return where the comments begin that are directly above a piece; without any, ``at``."""
        while at and self.pieces[at - 1].is_comment:
            at -= 1
        return at

    @property
    def unbound(self) -> list[Part]:
        """What stays when the part is removed: comments that are parted from it."""
        is_any = any(piece.is_comment for piece in self.above)
        return [Part(above=self.above)] if is_any else []

    @property
    def end(self) -> int:
        """How many of its pieces there are up to its last key."""
        return max((n for n, piece in enumerate(self.pieces, 1) if piece.data), default=0)


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text that is TOML. Raises `NotToml` for any other."""
    lines: list[str] = []
    for line in _LINE.findall(text):
        lines.append(line)
        try:
            data = toml.read("".join(lines))
        except toml.NotToml:
            if len(lines) == _MOST_LINES:
                raise
            continue
        yield Piece("".join(lines), data)
        lines = []
    if lines:
        raise toml.NotToml("a value without an end")


def parts(text: str) -> tuple[Part, ...]:
    """Return the parts of a text: what is above all headers, each header, what is left at the end.

    Raises `NotToml`.
    """
    blocks: list[list[Piece]] = [[]]
    for piece in pieces(text):
        if piece.text.lstrip().startswith("["):
            blocks.append([])
        blocks[-1].append(piece)
    found = []
    above: list[Piece] = []
    lead: list[Piece] = []
    for n, block in enumerate(blocks):
        header = block[0] if n else None
        below = block[1:] if n else block
        own, free, next_lead = _divided(below, is_last=n == len(blocks) - 1)
        path = _path(header.data) if header else ()
        found.append(Part(tuple(above), tuple(lead), header, path, tuple(own)))
        above, lead = free, next_lead
    if above:
        found.append(Part(tuple(above)))
    return tuple(found)


def _path(data: Any) -> Keys:
    """Return the names in a header, from the data that it gives alone."""
    if isinstance(data, list):
        data = data[0]
    return tuple(name for key, inner in data.items() for name in (key, *_path(inner)))


def _divided(
    below: Sequence[Piece], *, is_last: bool
) -> tuple[Sequence[Piece], list[Piece], list[Piece]]:
    """Divide what is below a header: its own, what belongs to nothing, what leads the next one."""
    end = Part(pieces=tuple(below)).end
    empty = [n for n, piece in enumerate(below) if piece.is_empty and n >= end]
    if not empty:
        return (below, [], []) if is_last else (below[:end], [], list(below[end:]))
    free = len(below) if is_last else empty[-1] + 1
    return below[: empty[0]], list(below[empty[0] : free]), list(below[free:])


def comments(text: str) -> list[str]:
    """Return the comments of a TOML text; a ``#`` inside a text of it is none."""
    found = (match["comment"] for match in _TEXT_OR_COMMENT.finditer(text))
    return [comment.rstrip() for comment in found if comment]
