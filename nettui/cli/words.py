"""Words of the command line and the environment that are no text: bytes that are not UTF-8."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping

from nettui.cli.output import BadInput


class FileName(str):
    """A word that names a file or a folder; such a name may be bytes that are no text."""

    __slots__ = ()


def refuse_bytes(args: Namespace) -> None:
    """Raise `BadInput` for a word that is no text, unless it names a file.

    Nothing can be recorded or looked for under such a word.
    """
    for word in _given(vars(args).values()):
        if not _is_text(word):
            raise BadInput(
                f"'{shown(word)}' is no text in {_encoding()}, so nothing was done. Set the "
                "terminal to UTF-8 (PuTTY: Window, Translation, Remote character set) and type it "
                "again."
            )


def refuse_variables(environ: Mapping[str, str]) -> None:
    """Raise `BadInput` for a variable of nettui's own that is no text."""
    for name, value in environ.items():
        if name.startswith("NETTUI_") and not _is_text(value):
            raise BadInput(
                f"The variable {shown(name)} holds '{shown(value)}', which is no text in "
                f"{_encoding()}, so nothing was done. Set it to another value, or unset it."
            )


def shown(word: str) -> str:
    r"""Return a word with each byte that is no text as its number, such as ``M\xfcller``."""
    return "".join(f"\\x{ord(c) - 0xDC00:02x}" if "\udc80" <= c <= "\udcff" else c for c in word)


def _given(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from _given(value)
        elif isinstance(value, str) and not isinstance(value, FileName):
            yield value


def _encoding() -> str:
    return sys.getfilesystemencoding().upper()


def _is_text(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True
