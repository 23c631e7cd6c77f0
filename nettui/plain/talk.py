"""What is typed and what is said, one line after the other.

Lines are only ever appended: nothing here moves a cursor, colours or redraws. Whatever is said is
safe to show, and ASCII where the locale knows nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from nettui.display import ascii_only, clip, safe
from nettui.exchange.document import wrap

LINE = 78
"""Characters of a line on a terminal; elsewhere lines are not broken."""
PAGE = 20
_PROMPT = 60
_LONGEST = 20_000
_BACK = "Enter alone goes back"


class Ended(Exception):
    """There is nothing more to read."""


class Enough(Exception):
    """Somebody has read enough of a long answer."""


class Talk:
    """One input and one output.

    ``read`` gives the next line of at most so many characters with its end, an empty text where
    the input has ended. ``write`` writes a text at once. ``width`` is that of a line, 0 for any.
    ``shows_typing``: what is typed stands in the output already, as on a terminal.
    """

    def __init__(
        self,
        read: Callable[[int], str],
        write: Callable[[str], object],
        *,
        width: int = 0,
        unicode: bool = True,
        shows_typing: bool = False,
    ) -> None:
        self._read, self._write = read, write
        self._width, self._unicode, self._shows_typing = width, unicode, shows_typing
        self.asks_for_more = False
        self._is_paged = False
        self._said = 0  # lines since something was last asked

    # --- saying ---

    def say(self, text: str, depth: int = 0) -> None:
        """Append a text, each of its lines as one fact; ``depth`` is how far it stands in."""
        first = "  " * depth
        for line in text.splitlines():
            shown = self._shown(line)
            room = self._width
            for part in wrap(shown, room, first, f"{first}  ") if room else (first + shown,):
                self._append(part)

    def _append(self, line: str) -> None:
        is_full = self._is_paged and self.asks_for_more and self._said >= PAGE
        if is_full and self.ask("more? n stops").casefold() in ("n", "no", "q", "stop"):
            raise Enough
        self._write(f"{line.rstrip()}\n")
        self._said += 1

    @contextmanager
    def pages(self) -> Iterator[None]:
        """Let a long answer be stopped, where that has been asked for."""
        self._is_paged = True
        try:
            yield
        except Enough:
            self._is_paged = False
            self.say("Stopped.")
        finally:
            self._is_paged = False

    def _shown(self, text: str) -> str:
        return safe(text) if self._unicode else ascii_only(safe(text))

    # --- asking ---

    def ask(self, prompt: str = "") -> str:
        """Return the next line that can be used. Raises `Ended`."""
        while True:
            text = self._asked(prompt)
            fault = _fault(text)
            if not fault:
                return text.strip()
            self.say(fault)

    def _asked(self, prompt: str) -> str:
        shown = clip(self._shown(prompt), _PROMPT, "")
        self._write(f"{shown} > " if shown else "> ")
        self._said = 0
        line = self._read(_LONGEST)
        text = line
        while line and not line.endswith("\n") and len(text) <= 2 * _LONGEST:
            line = self._read(_LONGEST)
            text += line
        while line and not line.endswith("\n"):  # nothing of it is used
            line = self._read(_LONGEST)
        if not (self._shows_typing and text):
            self._write("\n")
        if not text:
            raise Ended
        return text.rstrip("\r\n").replace("\t", " ")

    def choose(self, options: Sequence[str], prompt: str = "") -> int | None:
        """Say options with their numbers; return the one that is chosen, None for none.

        It can be chosen by its number, or by how it begins.
        """
        for n, option in enumerate(options, 1):
            self.say(f"{n}. {option}")
        while True:
            text = self.ask(prompt or f"1 to {len(options)}, {_BACK}")
            if not text:
                return None
            found = chosen(text, options)
            if found is not None:
                return found
            self.say(f"'{text}' is none of them. Type a number from 1 to {len(options)}. {_BACK}.")


def chosen(text: str, options: Sequence[str]) -> int | None:
    """Return which option a number or the beginning of one means, None for none or several."""
    number = number_in(text)
    if number is not None:
        return number - 1 if 1 <= number <= len(options) else None
    words = [option.casefold() for option in options]
    typed = text.casefold()
    if typed in words:
        return words.index(typed)
    found = [n for n, word in enumerate(words) if word.startswith(typed)]
    return found[0] if len(found) == 1 else None


def number_in(text: str) -> int | None:
    """Return the number that a text is, None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _fault(text: str) -> str:
    """Return why a line cannot be used, empty when it can."""
    if len(text) > _LONGEST:
        return f"That line is longer than {_LONGEST} characters. Nothing was done. Type less of it."
    if any("\udc80" <= c <= "\udcff" for c in text):
        return (
            "That line holds bytes that are no text in UTF-8. Nothing was done. Set the terminal "
            "to UTF-8 and type it again."
        )
    if not text.isprintable():
        return (
            "That line holds a sign that cannot be seen, as an arrow key leaves it. Nothing was "
            "done. Type it again."
        )
    return ""
