"""What the shell prints: safe to show, in ASCII where the stream knows nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import PurePath
from typing import TextIO

from nettui.display import ascii_only, safe, supports_unicode

_DIGITS = 6  # of a width; no line is as long


class BadInput(Exception):
    """What was asked for or given cannot be used; the text says what, where and how to fix it."""


class NoOutput(Exception):
    """What was to be printed could not be written; the text says why."""


def unicode(stream: TextIO | None = None) -> bool:
    """Say whether a stream (standard output, unless given) takes more than ASCII."""
    encoding = getattr(stream or sys.stdout, "encoding", None)
    return supports_unicode(encoding, os.environ)


def columns() -> int:
    """Return the width that is asked for, else that of the terminal, else 80.

    `shutil` knows it too, and takes all of its archive formats along.
    """
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and len(asked) < _DIGITS and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80


def out(text: str) -> None:
    """Print to standard output; the text may have several lines."""
    _write(sys.stdout, text)


def error(text: str) -> None:
    """Print to standard error what went wrong."""
    _write(sys.stderr, f"nettui: {text}")


def warn(text: str) -> None:
    """Print to standard error what a reader must know."""
    _write(sys.stderr, f"nettui: note: {text}")


def flush() -> None:
    """Write out what is still held back. Raises as `out` does."""
    _written(sys.stdout.flush)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return  # closed by whoever started nettui: there is nobody to tell
    shown = safe(text.removesuffix("\n"), lines=True)
    if not unicode(stream):
        shown = "\n".join(ascii_only(line) for line in shown.split("\n"))
    _written(lambda: stream.write(_encodable(shown, stream) + "\n"))


def _encodable(text: str, stream: TextIO) -> str:
    """Return a text without what the stream, whatever it is told to be, cannot write."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _written(write: Callable[[], object]) -> None:
    try:
        write()
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise NoOutput(f"the output cannot be written: {problem.strerror}.") from None


def shut(problem: BaseException) -> str:
    """Return the message for a file or folder this account may not use, or "" for all else."""
    if not isinstance(problem, PermissionError) or problem.filename is None:
        return ""
    return (
        f"'{problem.filename}' is shut to your account, so this could not be done.\n"
        "Ask whoever installed nettui on this server to let your account use it."
    )


def unforeseen(problem: BaseException) -> str:
    """Return the message for an error that nobody foresaw: where it happened, no values.

    The text of the error is left out, since it can hold what stands in the case.
    """
    import traceback

    place = "an unknown place"
    for frame, line in traceback.walk_tb(problem.__traceback__):
        parts = PurePath(frame.f_code.co_filename).parts
        if "nettui" in parts:
            start = len(parts) - 1 - parts[::-1].index("nettui")
            place = f"{'/'.join(parts[start:])}:{line}"
    return (
        f"unforeseen {type(problem).__name__} at {place}. This is a mistake in nettui, not in "
        "your file. What was saved before stays saved.\nPlease report this line with the output of "
        "'nettui --version'; '--debug' shows more, and may show values of the case."
    )
