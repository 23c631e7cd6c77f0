"""How runs of styled text are written: what a run has in common with the one before is not said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import frozen
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

_OFF = {"1": "22", "3": "23", "4": "24", "7": "27"}  # bold, italic, underline, reverse
_FAINT = "2"  # ended together with bold
_PLAIN = Style()


@frozen
class Look:
    """Attributes, colour of the text and colour of its ground, as numbers of an SGR sequence."""

    attributes: frozenset[str] = frozenset()
    text: str = ""
    ground: str = ""


class Pen:
    """Writes the runs of one update; each update begins and ends with the terminal's own look."""

    def __init__(self, colours: ColorSystem) -> None:
        self._colours = colours
        self._look = Look()

    def write(self, segments: Iterable[Segment]) -> str:
        """Return the runs with what has to be said before each."""
        written = []
        for text, style, _ in segments:
            look = _look(style or _PLAIN, self._colours)
            if look != self._look:
                written.append(_turn(self._look, look))
                self._look = look
            written.append(text)
        return "".join(written)

    def lift(self) -> str:
        """Return what gives the terminal its own look again."""
        changed, self._look = self._look != Look(), Look()
        return "\x1b[0m" if changed else ""


@lru_cache(1024)
def _look(style: Style, colours: ColorSystem) -> Look:
    """Return the look of a style, read from how rich writes it."""
    before, end, _ = style.render("x", color_system=colours).partition("m")
    attributes, text, ground = set(), "", ""
    for code in _codes(before.removeprefix("\x1b[")) if end else ():
        first = int(code.partition(";")[0])
        if 30 <= first <= 39 or 90 <= first <= 97:
            text = code
        elif 40 <= first <= 49 or 100 <= first <= 107:
            ground = code
        else:
            attributes.add(code)
    return Look(frozenset(attributes), text, ground)


def _codes(sequence: str) -> Iterator[str]:
    """Yield the numbers of a sequence, those of one colour together."""
    numbers = sequence.split(";")
    while numbers:
        count = {"5": 3, "2": 5}[numbers[1]] if numbers[0] in ("38", "48") else 1
        yield ";".join(numbers[:count])
        del numbers[:count]


@lru_cache(1024)
def _turn(old: Look, new: Look) -> str:
    """Return the sequence that turns a look into another."""
    ended = old.attributes - new.attributes
    can_end = ended <= _OFF.keys() and _FAINT not in new.attributes
    if can_end and (new.text or not old.text) and (new.ground or not old.ground):
        said = [_OFF[code] for code in sorted(ended)]
        said += sorted(new.attributes - old.attributes)
        said += [now for was, now in ((old.text, new.text), (old.ground, new.ground)) if was != now]
    else:
        said = ["0", *sorted(new.attributes), new.text, new.ground]
    return f"\x1b[{';'.join(filter(None, said))}m"
