"""``nettui cases``: the case library, or the cases of a folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from nettui.cli import given, say
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

    place = Path(args.place) if args.place else library.folder()
    if place is None:
        raise say.BadInput("The case library is not installed here. Name a folder of cases.")
    if not library.exists(place):
        raise say.BadInput(f"{args.place}: no such folder.")
    found = library.case_files(place)
    if not found:
        raise say.BadInput(f"{args.place}: no case files (*.toml, *.json) in this folder.")
    code = 0
    for path in found:
        try:
            file = given.case_file(path)
        except say.BadInput as refused:
            say.error(str(refused))
            code = 2
            continue
        say.out(f"{path.stem}  {file.case.case_id}  {file.title}\n    {path}")
    return code
