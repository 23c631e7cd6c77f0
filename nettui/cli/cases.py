"""``nettui cases``: the case library, or the cases of a folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from nettui.case.base import reach
from nettui.cli import arguments, output
from nettui.cli.words import FileName


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "cases",
        help="list the case library, or the cases of a folder",
        description="List cases: name, case id, title and path. Without a folder: the library "
        "that comes with nettui, whose names 'nettui run' and 'nettui why' take.",
    )
    parser.add_argument(
        "place", nargs="?", metavar="DIR", type=FileName, help="a folder of case files"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the cases; the exit code."""
    from nettui.exchange import library

    own = library.folder()
    if args.place:
        found = _of_folder(args.place)
    elif own is not None:
        found = library.case_files(own)
    else:
        raise output.BadInput("The case library is not installed here. Name a folder of cases.")
    code = 0
    ids = []
    for path in found:
        try:
            file = arguments.case_file(path)
        except output.BadInput as refused:
            output.error(str(refused))
            code = 2
            continue
        output.out(f"{path.stem}  {file.case.case_id}  {file.title}\n    {path}")
        ids.append((str(path), file.case.case_id))
    arguments.note_shared_ids(ids)
    return code


def _of_folder(word: str) -> list[Path]:
    """Return the case files of a folder. Raises `BadInput` when there are none."""
    unreached = reach.fault(Path(word))
    if unreached:
        why = "no such folder" if unreached == reach.MISSING else f"it is {unreached}"
        raise output.BadInput(f"{word}: {why}.")
    return arguments.paths_of(word)
