"""What is written to the terminal: only those parts of lines that differ from what stands there.

Textual writes whole widgets anew when anything in them changes. Over a slow line most of that
would be sent for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from nettui.tui.terminal.pen import Pen

Cell = tuple[str, Style | None]


@frozen
class Piece:
    """A part of a line, from the column ``start`` to before the column ``end``."""

    start: int
    end: int
    strip: Strip


class Screenful:
    """What was last written where."""

    def __init__(self) -> None:
        self._lines: dict[int, dict[int, Piece]] = {}

    def forget(self) -> None:
        """Write everything again the next time: something else may have been written there."""
        self._lines.clear()

    def changed(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> str:
        """Return what must be written to bring the terminal up to an update."""
        pieces = _of_layout(update) if isinstance(update, LayoutUpdate) else _of_chops(update)
        written: list[str] = []
        pen = Pen(console._color_system or ColorSystem.TRUECOLOR)  # as Textual has it
        for y, piece in pieces:
            line = self._lines.setdefault(y, {})
            old = line.get(piece.start)
            line[piece.start] = piece
            if old is not None and old.end == piece.end:
                if old.strip.render(console) == piece.strip.render(console):
                    continue
                first, last = _differing(old.strip, piece.strip)
            else:
                first, last = 0, piece.end - piece.start
                for other in tuple(line.values()):
                    if other is not piece and other.start < piece.end and piece.start < other.end:
                        del line[other.start]
            runs = pen.write(piece.strip.crop(first, last))
            written.append(f"\x1b[{y + 1};{piece.start + first + 1}H{runs}")
        return "".join(written) + pen.lift()


class Difference(CompositorUpdate):
    """An update of Textual's, of which only what differs is written."""

    def __init__(self, update: LayoutUpdate | ChopsUpdate, known: Screenful) -> None:
        self._update = update
        self._known = known

    def render_segments(self, console: Console) -> str:
        """Return what to write."""
        return self._known.changed(self._update, console)


def _differing(old: Strip, new: Strip) -> tuple[int, int]:
    """Return the first column that differs and the one after the last.

    Terminals do not agree on the width of everything beyond ASCII: where text is that stands
    after such a sign is not known, so from there on all is written as Textual would.
    """
    before, now = _ascii_cells(old), _ascii_cells(new)
    first, last = 0, new.cell_length
    while first < min(len(before), len(now)) and before[first] == now[first]:
        first += 1
    if len(before) == len(now) == last:
        while last > first and before[last - 1] == now[last - 1]:
            last -= 1
    return first, last


def _ascii_cells(strip: Strip) -> list[Cell]:
    """Return the cells up to the first sign beyond ASCII, which may be a mark upon the last one."""
    cells: list[Cell] = []
    for text, style, _ in strip:
        if not text.isascii():
            known = next(n for n, sign in enumerate(text) if not sign.isascii())
            cells += [(sign, style) for sign in text[:known]]
            return cells[:-1]
        cells += [(sign, style) for sign in text]
    return cells


def _of_layout(update: LayoutUpdate) -> Iterator[tuple[int, Piece]]:
    """Yield every piece of a whole screen with its line."""
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            yield y, Piece(x, x + strip.cell_length, strip)
            x += strip.cell_length


def _of_chops(update: ChopsUpdate) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces of some lines that a part of a screen touches, with their lines.

    Pieces stay whole where only a part of them is asked for: what is not asked for is as it was.
    """
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < last and end > first:
                yield y, Piece(x, end, strip)
