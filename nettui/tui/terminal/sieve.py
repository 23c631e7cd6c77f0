"""What a terminal sends, cut into keys and pastes; all that is neither is dropped.

A terminal also sends what nobody pressed: replies to questions that an earlier program asked, of
its colours, its kind, its size. Textual takes what it does not know for keys, and keys act. So what
comes is cut up first, by its form alone (ECMA-48): a control sequence comes out whole or not at
all, a control string never, and a paste as one text that no key is made of.

Nothing here reads a clock or a terminal: both are given.
"""

from __future__ import annotations

import re

from attrs import frozen

ESCAPE = 0.1
"""Seconds after which an escape byte is the Escape key, and no longer the begin of something."""
SILENCE = 0.5
"""Seconds after which what was begun and not ended is dropped."""
PASTE_SILENCE = 2.0
"""Seconds after which a paste that was not ended has ended."""

_ESC = "\x1b"
_BEL, _ST, _CANCEL, _SUBSTITUTE = "\x07", "\x9c", "\x18", "\x1a"
_STRINGS = "P]X^_"
"""What follows the escape byte of DCS, OSC, SOS, PM and APC."""
_LONGEST = 32
"""Characters of the longest control sequence that can be a key. Textual cuts longer ones up."""
_X10 = f"{_ESC}[M"
"""What begins a report of the mouse in its oldest form; three characters follow."""
_RXVT = re.compile(r"\x1b\[\d+\$")
"""Keys of rxvt with shift look as if one more character would follow."""
_PASTE, _PASTE_END = f"{_ESC}[200~", f"{_ESC}[201~"
_ENDS_PASTE = re.compile("(?:\x1b\\[|[\x9b\udc9b])201~")
_PERHAPS_ENDS = re.compile(r"(?:\x1b\[|[\x9b\udc9b])(?:2|20|201)?\Z|\x1b\Z")
_INTERMEDIATE = re.compile(r"[ -/]")
_MODE = re.compile(r"\x1b\[\?\d+;\d\$y")
"""Whether the terminal has a mode that Textual asked for: the one such sequence that is wanted."""


@frozen
class Pasted:
    """A text that was pasted."""

    text: str


Sent = str | Pasted
"""Characters that are keys each, the one sequence of a key (Escape alone too), or a paste."""


class Sieve:
    """Takes what is read and gives what was pressed or pasted.

    ``escape``: seconds after which an escape byte is the Escape key. Times are seconds of any clock
    that only goes forward. A byte that is no UTF-8 is expected as ``surrogateescape`` has it.
    """

    def __init__(self, escape: float = ESCAPE) -> None:
        self._escape = escape
        self._out: list[Sent] = []
        self._plain: list[str] = []
        self._held = ""  # a sequence that has begun
        self._is_eight_bit = False  # it began with one byte, which is no key
        self._string = ""  # what began a control string; of what follows nothing is kept
        self._string_last = ""  # its last character
        self._paste: str | None = None
        self._last = 0.0

    @property
    def due(self) -> float | None:
        """When `tick` has something to do, None for never."""
        if self._paste is not None:
            return self._last + PASTE_SILENCE
        if self._string:
            return self._last + SILENCE
        if not self._held:
            return None
        is_key = self._held == _ESC or _RXVT.fullmatch(self._held)
        return self._last + (self._escape if is_key else SILENCE)

    def feed(self, text: str, now: float) -> list[Sent]:
        """Take what was read; return what is whole."""
        if text:
            self._last = now
        while text:
            text = self._take_keys(text) if self._paste is None else self._take_paste(text)
        return self._given()

    def tick(self, now: float) -> list[Sent]:
        """End what has waited long enough; return what was whole after all.

        To be called only when there is nothing to be read: what is late is not what is missing.
        """
        if self.due is not None and now >= self.due:
            self._end()
        return self._given()

    def _given(self) -> list[Sent]:
        self._flush()
        given, self._out = self._out, []
        return given

    def _flush(self) -> None:
        if self._plain:
            self._out.append("".join(self._plain))
            self._plain.clear()

    def _give(self, sequence: str) -> None:
        self._flush()
        self._out.append(sequence)
        self._drop()

    def _drop(self) -> None:
        self._held = self._string = self._string_last = ""

    def _end(self) -> None:
        """Take silence for the end of what has begun."""
        if self._paste is not None:
            self._give_paste(_PERHAPS_ENDS.sub("", self._paste))
        elif self._string:
            self._end_string()
        elif len(self._held) > 2 and not _RXVT.fullmatch(self._held):
            self._drop()
        elif self._held and not self._is_eight_bit:
            self._give(self._held)  # Escape, or a key pressed with Alt
        else:
            self._drop()

    def _end_string(self) -> None:
        """Drop a string; what only could have begun one is a key pressed with Alt."""
        begun, is_empty = self._string, not self._string_last
        self._drop()
        if is_empty and not self._is_eight_bit:
            self._give(begun)

    # --- pastes ---

    def _take_paste(self, text: str) -> str:
        """Take text into the paste; return what comes after it."""
        before = self._paste or ""
        whole = before + text
        end = _ENDS_PASTE.search(whole, max(len(before) - len(_PASTE_END), 0))
        if end is None:
            self._paste = whole
            return ""
        self._give_paste(whole[: end.start()])
        return whole[end.end() :]

    def _give_paste(self, text: str) -> None:
        self._paste = None
        self._flush()
        text = "".join(_unread(char) for char in text) if _has_unread(text) else text
        text = text.replace("\0", "")
        if text:
            self._out.append(Pasted(text))

    # --- keys, sequences and strings ---

    def _take_keys(self, text: str) -> str:
        """Take text up to where a paste begins; return what comes after it."""
        for n, char in enumerate(text, 1):
            self._take(char)
            if self._paste is not None:
                return text[n:]
        return ""

    def _take(self, char: str) -> None:
        control = _one_byte(char)
        if self._string:
            self._in_string(char, control)
        elif self._held.startswith(_X10):
            self._in_sequence(char)
        elif control:
            if self._held == _ESC:
                self._give(_ESC)
            self._begin(control)
        elif char == _ESC:
            if self._held == _ESC:
                self._give(_ESC)
            self._held, self._is_eight_bit = _ESC, False
        elif not self._held:
            self._plain.append(_unread(char))
        elif self._held == _ESC:
            self._after_escape(char)
        else:
            self._in_sequence(char)

    def _begin(self, control: str) -> None:
        """Begin what one byte begins that others begin with two; all other such bytes are none."""
        self._drop()
        self._is_eight_bit = True
        if control[-1] in _STRINGS:
            self._string = control
        elif control[-1] in "[O":
            self._held = control

    def _after_escape(self, char: str) -> None:
        if char in _STRINGS:
            self._drop()
            self._string = _ESC + char
        elif char in "[O":
            self._held += char
        elif char == "\\":
            self._drop()  # the end of a string that was dropped before it
        else:
            self._give(_ESC + _unread(char))

    def _in_sequence(self, char: str) -> None:
        held = self._held + char
        if held.startswith(_X10):
            self._held = held
            if len(held) == len(_X10) + 3:
                self._drop()
        elif held == f"{_ESC}[[":
            self._held = held  # of the console of Linux: one more character follows
        elif " " <= char <= "?":
            self._held = held[:_LONGEST]
        elif "@" <= char <= "~":
            self._finish(held)
        elif char in (_CANCEL, _SUBSTITUTE):
            self._drop()
        else:
            begun = self._held
            self._drop()
            if len(begun) == 2 and not self._is_eight_bit:
                self._give(begun)
            self._take(char)  # no part of a sequence: it was pressed

    def _finish(self, sequence: str) -> None:
        if sequence == _PASTE:
            self._drop()
            self._paste = ""
        elif _may_be_key(sequence):
            self._give(sequence)
        else:
            self._drop()

    def _in_string(self, char: str, control: str) -> None:
        """Wait for the end of a string: ST or BEL. An escape byte that begins no ST breaks it off.

        The first half of an ST must never become the Escape key, nor a key pressed with Alt.
        """
        last, self._string_last = self._string_last, char
        is_st = char == _ST or (self._is_eight_bit and control == f"{_ESC}\\")
        if is_st or char in (_BEL, _CANCEL, _SUBSTITUTE):
            self._drop()
        elif last == _ESC and char != _ESC:
            self._drop()
            if char in f"{_STRINGS}[O":
                self._is_eight_bit = False
                self._held = _ESC
                self._after_escape(char)


def _may_be_key(sequence: str) -> bool:
    if sequence == _PASTE_END or len(sequence) > _LONGEST:
        return False
    return not _INTERMEDIATE.search(sequence) or bool(_MODE.fullmatch(sequence))


def _one_byte(char: str) -> str:
    """Return the two characters that a control of one byte stands for (C1), empty for others.

    It may have come as UTF-8, or as the byte alone, which is no UTF-8.
    """
    code = ord(char)
    if 0xDC80 <= code < 0xDCA0:
        code -= 0xDC00
    return _ESC + chr(code - 0x40) if 0x80 <= code < 0xA0 else ""


def _unread(char: str) -> str:
    """Return a sign for a byte that is no UTF-8."""
    return "\ufffd" if "\udc80" <= char <= "\udcff" else char


def _has_unread(text: str) -> bool:
    return not text.isascii() and any("\udc80" <= char <= "\udcff" for char in text)
