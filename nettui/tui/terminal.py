"""What a terminal must be, and how its peculiarities are met before Textual sees them."""

from __future__ import annotations

import codecs
import functools
import os
import select
import signal
import termios
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress

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
            "Over ssh use: ssh -t. For text without screens: nettui run FILE."
        )
    if environ.get("TERM") == "dumb":
        return (
            "nettui needs a terminal that can place text, and TERM says 'dumb'.\n"
            "Set TERM to what the terminal is (xterm, linux), or use: nettui run FILE."
        )
    return ""


def take_any_byte() -> None:
    """Let a byte that is not UTF-8 (a key of a Latin-1 terminal) show as a sign.

    Textual reads the keyboard with a decoder that would end the program.
    """
    from textual.drivers import linux_driver

    decoder = codecs.getincrementaldecoder("utf-8")
    linux_driver.getincrementaldecoder = lambda _name: functools.partial(  # type: ignore[attr-defined]
        decoder, errors="replace"
    )


def keep_watch(rescue: Callable[[], None]) -> None:
    """End the program cleanly when the line is dropped (HUP, sent or not) or on TERM.

    ``rescue`` is called first, in a thread of its own: a dead peer can hold up every other one.
    A signal handler would not do, since Python runs those in the main thread, which may be
    waiting for a terminal that never takes its bytes.
    """
    with suppress(termios.error, OSError):
        before = termios.tcgetattr(0)
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


def _watch(rescue: Callable[[], None], before: list[object]) -> None:
    number = signal.sigwait(_ENDING)
    try:
        rescue()
    finally:
        if number == signal.SIGTERM:
            with suppress(OSError, termios.error):
                os.set_blocking(2, False)
                os.write(2, _RESTORE)
                termios.tcsetattr(0, termios.TCSANOW, before)  # type: ignore[arg-type]
        os._exit(128 + number)
