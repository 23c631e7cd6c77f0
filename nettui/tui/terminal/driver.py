"""The keyboard and the size of a terminal, as Textual is given them.

Textual's own driver gives every byte to a parser whose fault ends the thread that reads the
keyboard, and believes COLUMNS and LINES. Here a sieve comes before that parser, a fault of it costs
one sequence, and the size is asked of the terminal.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import time
from collections.abc import Iterable

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from nettui.tui.terminal import size
from nettui.tui.terminal.sieve import Pasted, Sent, Sieve

_AT_ONCE = 4096  # bytes
_TURN = 0.1  # seconds after which it is looked at whether the program ends

_WANTED = (
    events.Key,
    events.MouseEvent,
    events.AppFocus,
    events.AppBlur,
    TerminalSupportsSynchronizedOutput,
)
"""What may come of the keyboard. A size or a place that a terminal reports is none of it."""


class Reader:
    """Makes of what was pressed or pasted what Textual takes.

    ``mouse``: whether the mouse was asked for. Where it was not, an earlier program may have.
    """

    def __init__(self, *, mouse: bool) -> None:
        self._wanted = _WANTED if mouse else tuple(w for w in _WANTED if w is not events.MouseEvent)
        self._parser = XTermParser()

    def messages(self, sent: Sent) -> list[Message]:
        """Return the keys of what was sent, or the paste; nothing of what Textual cannot read."""
        if isinstance(sent, Pasted):
            return [events.Paste(sent.text)]
        if sent == "\x1b":
            return [events.Key("escape", sent)]
        try:
            found = [*self._parser.feed(sent)]
            is_alt = len(sent) == 2 and sent[0] == "\x1b"
            if is_alt:
                found += self._parser.feed("")  # nothing more comes
        except Exception:  # whatever Textual raises of a sequence, that sequence is no key
            self._parser = XTermParser()
            return []
        if is_alt or not found:
            self._parser = XTermParser()  # the old one still waits for a rest
        return [message for message in found if isinstance(message, self._wanted)]


class TerminalDriver(LinuxDriver):
    """Reads the keyboard through a sieve; knows the size of the terminal from the terminal."""

    def run_input_thread(self) -> None:
        """Read keys until the program ends. If that fails, the program ends with a message."""
        try:
            self._read_keys()
        except Exception as error:  # nobody else would hear of it, and no key would be taken
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def _read_keys(self) -> None:
        sieve = Sieve(constants.ESCAPE_DELAY)
        reader = Reader(mouse=self._mouse)
        decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        while not self.exit_event.is_set():
            due = sieve.due
            turn = _TURN if due is None else min(max(due - time.monotonic(), 0), _TURN)
            ready, _, _ = select.select([self.fileno], [], [], turn)
            if ready:
                read = self._read()
                if not read:
                    return
                self._tell(reader, sieve.feed(decode(read), time.monotonic()))
            else:
                self._tell(reader, sieve.tick(time.monotonic()))

    def _read(self) -> bytes:
        """Read what is there; of a terminal that is gone nothing, and the program has to end."""
        read = b""
        with contextlib.suppress(OSError):
            read = os.read(self.fileno, _AT_ONCE)
        if not read:
            os.kill(os.getpid(), signal.SIGHUP)
        return read

    def _tell(self, reader: Reader, sent: Iterable[Sent]) -> None:
        for one in sent:
            for message in reader.messages(one):
                self.process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and lines of the terminal itself, whatever a shell has exported."""
        return size() or super()._get_terminal_size()
