"""What a terminal must be, how it is taken over and given back, and what of it Textual sees."""

from __future__ import annotations

import os
import select
import signal
import termios
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

# What ends every mode that a full screen switches on: mouse, focus, paste, keyboard protocol,
# hidden cursor, alternate screen.
_RESTORE = (
    b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l\x1b[<u\x1b[?25h\x1b[?1049l"
)
_ENDING = {signal.SIGHUP, signal.SIGTERM}


def refusal(environ: Mapping[str, str]) -> str:
    """Return why no screen can be shown here, empty when one can."""
    if not (os.isatty(0) and os.isatty(2)):
        return (
            "nettui needs a terminal for its screens, and its input or error output is none.\n"
            "Over ssh use: ssh -t. Line by line, without screens: nettui plain."
        )
    if environ.get("TERM") == "dumb":
        return (
            "nettui needs a terminal that can place text, and TERM says 'dumb'.\n"
            "Set TERM to what the terminal is (xterm, linux), or work line by line: nettui plain."
        )
    return ""


def size() -> tuple[int, int] | None:
    """Return columns and lines as the terminal says; None for one that does not know."""
    for descriptor in (2, 0):  # the output is on 2
        with suppress(OSError):
            columns, lines = os.get_terminal_size(descriptor)
            if columns and lines:
                return columns, lines
    return None


Modes = list[Any]
"""What termios tells of a terminal."""


@contextmanager
def keys_as_typed() -> Iterator[Modes | None]:
    """Have keys kept as they are pressed from the very start; yield the modes there were before.

    Until Textual takes the keyboard, which is a fifth of a second after the start, a terminal
    makes another key of Return, holds its output on ^S, swallows ^Q and shows what is typed.
    ^C still ends the program, and TERM does so cleanly. Afterwards all is as it was before.
    """
    try:
        before = termios.tcgetattr(0)
    except (termios.error, OSError):
        yield None  # no terminal, which `refusal` tells
        return
    changed = [*before]
    changed[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    changed[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    signal.signal(signal.SIGTERM, _end)
    try:
        termios.tcsetattr(0, termios.TCSANOW, changed)
        yield before
    finally:
        with suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSANOW, before)


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def keep_watch(rescue: Callable[[], None], before: Modes | None) -> None:
    """End the program cleanly when the line is dropped (HUP, sent or not) or on TERM.

    ``before``: the modes that the terminal has again after TERM. ``rescue`` is called first, in a
    thread of its own: a dead peer can hold up every other one. A signal handler would not do, since
    Python runs those in the main thread, which may be waiting for a terminal that never takes its
    bytes.
    """
    if before is not None:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # an inherited "ignore" would spin for ever
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        threading.Thread(target=_watch, args=(rescue, before), daemon=True).start()
        threading.Thread(target=_watch_line, daemon=True).start()


def _watch_line() -> None:
    """Take a terminal that is gone for a HUP: only the owner of a terminal is sent one.

    Nothing is read: a poll that asks for nothing returns when the other end has been closed.
    """
    line = select.poll()
    line.register(0, 0)
    line.poll()
    os.kill(os.getpid(), signal.SIGHUP)


def _watch(rescue: Callable[[], None], before: Modes) -> None:
    number = signal.sigwait(_ENDING)
    try:
        rescue()
    finally:
        if number == signal.SIGTERM:
            with suppress(OSError, termios.error):
                os.set_blocking(2, False)
                os.write(2, _RESTORE)
                termios.tcsetattr(0, termios.TCSANOW, before)
        os._exit(128 + number)
