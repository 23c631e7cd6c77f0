"""What commands are given alike: the protocol in force, cases by path or name, the day."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nettui.cli.output import BadInput, warn

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile
    from nettui.engine.protocol.protocol import Protocol

_DIGITS = 9  # of a number that is given; no store has as many cases or revisions


def add_protocol(parser: argparse.ArgumentParser) -> None:
    """Let a command choose what is in force."""
    parser.add_argument(
        "--base-only", action="store_true", help="the base protocol alone, without any plugin"
    )
    parser.add_argument(
        "--without",
        metavar="PLUGIN",
        action="append",
        default=[],
        help="leave a plugin out; may be given several times",
    )


def add_day(parser: argparse.ArgumentParser) -> None:
    """Let a command choose the day of the plan."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=date,
        help="the day of the plan, such as 2026-10-14 (else the case file's own, else today)",
    )


def date(text: str) -> datetime.date:
    """Return a day written as 2026-10-14."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a date. Write it as 2026-10-14."
        ) from None


def count(text: str) -> int:
    """Return a whole number that is not negative and fits into every store."""
    if text.isascii() and text.isdecimal() and len(text) <= _DIGITS:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a number from 0 to {'9' * _DIGITS}. Write it in digits, such as 50."
    )


def protocol(args: argparse.Namespace) -> Protocol:
    """Return the protocol in force, noting what is wrong with plugins. Raises `BadInput`."""
    from nettui.plugin.problems import Refused
    from nettui.plugin.publish import in_force

    try:
        found = in_force(base_only=args.base_only, without=args.without)
        made = found.protocol
    except Refused as refused:
        raise BadInput(str(refused)) from None
    for line in found.lines:
        warn(f"{line} See: nettui plugins")
    return made


def existing(word: str) -> Path | None:
    """Return the file or folder that a word names, or the library case; None for neither."""
    from nettui.case.base import reach
    from nettui.exchange import library

    path = Path(word)
    return path if word and reach.is_there(path) else library.named(word)


def no_such_case(word: str, commands: Sequence[str] = ()) -> BadInput:
    """Return why a word names no file, folder or library case, and none of the ``commands``."""
    from nettui.case.base import reach
    from nettui.case.base.nearest import did_you_mean
    from nettui.exchange import library

    kinds = "file, folder or command" if commands else "file or folder"
    unreached = reach.fault(Path(word)) if word else reach.MISSING
    if unreached != reach.MISSING:
        return BadInput(f"'{word}' is no {kinds}; it is {unreached}.")
    near = did_you_mean(word, (*commands, *library.names()))
    hint = near if near.startswith("Did") else "Try 'nettui --help'."
    kinds = "file, folder, library case or command" if commands else "file, folder or library case"
    return BadInput(f"'{word}' is no {kinds}. {hint}")


def paths(words: list[str]) -> Iterator[Path]:
    """Yield the case files that words name. Raises `BadInput` for the first that names none.

    A word is a file, a folder (with all folders under it) or the name of a library case.
    """
    for word in words:
        yield from paths_of(word)


def paths_of(word: str) -> list[Path]:
    """Return the case files that one word names. Raises `BadInput` when there are none.

    What else is in a folder is noted, so that no file is taken for one that was read.
    """
    from nettui.case.base import reach
    from nettui.exchange import library

    place = Path(word)
    if not word:
        raise BadInput("An empty name is no file. '.' is this folder.")
    unreached = reach.fault(place)
    if not unreached:
        return _under(place)
    known = library.named(word)
    if known is None:
        from nettui.case.base.nearest import did_you_mean

        if unreached != reach.MISSING:
            raise BadInput(f"{word}: no such file or folder; it is {unreached}.")
        near = did_you_mean(word, library.names())
        hint = near if near.startswith("Did") else "'nettui cases' lists the case library."
        raise BadInput(f"{word}: no such file or folder, and no case of the library. {hint}")
    return [known]


def _under(place: Path) -> list[Path]:
    from nettui.exchange import library

    found = library.looked_through(place)
    told = library.left_out(place, found)
    if not found.files:
        also = f" {told}" if told else ""
        raise BadInput(f"{place}: no case files (*.toml, *.json) in this folder.{also}")
    if told:
        warn(told)
    return list(found.files)


def note_shared_ids(cases: Iterable[tuple[str, str]]) -> None:
    """Note which files have one case id, or ids that look the same; given (file, id) pairs."""
    from nettui.exchange.library import shared_ids

    for line in shared_ids(cases):
        warn(line)


def case_file(path: Path) -> CaseFile:
    """Read a case file. Raises `BadInput` with all of its faults."""
    from nettui.case.files.codec import CaseError, load

    try:
        return load(path)
    except CaseError as refused:
        faults = "\n".join(f"  {fault}" for fault in refused.faults)
        raise BadInput(f"{path} is not taken:\n{faults}") from None


def day(args: argparse.Namespace, file: CaseFile) -> datetime.date:
    """Return the day of the plan: asked for, else the file's own, else today."""
    chosen: datetime.date | None = args.as_of or file.as_of
    # The shell is the only one that looks at the clock, and only where nobody names a day.
    return chosen or datetime.date.today()
