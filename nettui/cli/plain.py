"""``nettui plain``: cases worked on line by line, for screen readers and the slowest lines."""

from __future__ import annotations

import argparse
import datetime
from typing import Any

from nettui.cli import arguments, output
from nettui.cli.words import FileName


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "plain",
        help="work on cases line by line, for screen readers and the slowest lines",
        description="Work on cases by lines that are only ever appended: no screen, no colours, no "
        "moving cursor. It reads one command a line, from a terminal or a pipe; 'help' says them.",
        epilog="exit codes: 0 ended by 'quit' or the end of the input; 2 something given could not "
        "be used.",
    )
    parser.add_argument(
        "case",
        nargs="?",
        metavar="CASE",
        type=FileName,
        help="a case file, a folder, a library case's name, or the id of a case of the store; "
        "without one the store of this account, else the case library",
    )
    parser.add_argument("--store", metavar="PLACE", default="", help="a store's file or database")
    parser.add_argument(
        "--more", action="store_true", help="stop long answers every 20 lines and ask 'more?'"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Work on cases until the input ends; the exit code."""
    from nettui.desk import opening
    from nettui.plain import loop
    from nettui.store.errors import StoreRefusal
    from nettui.store.location import place

    word = args.case or ""
    try:
        if args.store:
            desk = opening.stored(place(args.store), datetime.date.today())
            return loop.run(desk, word, asks_for_more=args.more)
        path = arguments.existing(word)
        desk = opening.opened(path)
        if word and path is None and desk.store is None:
            raise arguments.no_such_case(word)
        return loop.run(desk, "" if path is not None else word, asks_for_more=args.more)
    except StoreRefusal as refused:
        raise output.BadInput(str(refused)) from None
    except BrokenPipeError:
        raise
    except OSError as problem:  # every other fault has been said by then
        raise output.NoOutput(f"the output cannot be written: {problem.strerror}.") from None
