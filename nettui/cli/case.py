"""``nettui case``: the recorded cases, everything that the terminal does with them."""

from __future__ import annotations

import argparse
from typing import Any

from nettui.cli import (
    arguments,
    case_board,
    case_export,
    case_import,
    case_read,
    case_write,
    store_access,
)
from nettui.cli.words import FileName

_PLAN = "print the plan of a case and how it differs from the last decision"


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "case",
        help="record, find, show and export cases of the case store",
        description="Work with the recorded cases. Without a command: list them.",
        epilog=store_access.EXIT_CODES,
    )
    store_access.add_store(parser)
    parser.set_defaults(run=store_access.answering(case_read.run_list), **case_read.EVERY)
    commands = parser.add_subparsers(metavar="COMMAND", dest="case_command")

    def command(name: str, run: Any, told: str, *names: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name,
            help=told,
            description=f"{told[0].upper()}{told[1:]}.",
            epilog=store_access.EXIT_CODES,
        )
        for one in names:
            made.add_argument(one, metavar=one.upper())
        store_access.add_store(made)
        made.set_defaults(run=store_access.answering(run))
        return made

    new = command("new", case_write.run_new, "record a new case", "case")
    _setting(new)
    edit = command("edit", case_write.run_edit, "save a new revision of a case", "case")
    _setting(edit)
    edit.add_argument(
        "--remove", metavar="ENTRY", action="append", default=[], help="an entry, as labs[2]"
    )
    edit.add_argument(
        "--rev", type=arguments.count, default=0, help="the revision that the edit is based on"
    )
    show = command("show", case_read.run_show, "print a case", "case")
    show.add_argument("--rev", type=arguments.count, default=0, help="an earlier revision")
    listing = command("list", case_read.run_list, "list cases, last changed first")
    _filters(listing)
    command("groups", case_read.run_groups, "say how many cases there are of each group")
    search = command("search", case_read.run_search, "list the cases in which all words occur")
    search.add_argument("words", nargs="+", metavar="WORD")
    _filters(search)
    command("history", case_read.run_history, "list the revisions of a case", "case")
    diff = command("diff", case_read.run_diff, "print what changed in a case", "case")
    diff.add_argument(
        "old", nargs="?", type=arguments.count, default=0, help="a revision (else the last but 1)"
    )
    diff.add_argument(
        "new", nargs="?", type=arguments.count, default=0, help="a revision (else the last)"
    )
    export = command(
        "export", case_export.run_export, "give cases out, as files or one after another"
    )
    export.add_argument("cases", nargs="*", metavar="CASE", help="which; else all not archived")
    export.add_argument(
        "--to",
        metavar="DIR",
        type=FileName,
        help="a folder for one file a case; in the export folder, where one is set",
    )
    export.add_argument("--format", choices=("toml", "json"), default="toml")
    taking = command("import", case_import.run_import, "record the cases of files and folders")
    taking.add_argument("paths", nargs="*", metavar="PATH", type=FileName)
    taking.add_argument("--samples", action="store_true", help="the sample cases of nettui")
    taking.add_argument(
        "--update", action="store_true", help="save a new revision of a case that is there already"
    )
    archive = command("archive", case_write.run_archive, "take a case off the worklist", "case")
    archive.add_argument("--undo", action="store_true", help="put it back")
    erase = command(
        "erase",
        case_write.run_erase,
        "remove the content of a case for ever, on lawful request",
        "case",
    )
    erase.add_argument("--yes", action="store_true", help="it cannot be undone, and is wanted")
    board = command("board", case_board.run_board, "put a case before the board of a day", "case")
    board.add_argument(
        "day", metavar="DATE", type=case_board.day_or_none, help="the day, or 'none' to take it off"
    )
    decide = command("decide", case_board.run_decide, "record what a board resolved", "case")
    case_board.add_resolutions(decide)
    command("decisions", case_board.run_decisions, "list what boards resolved on a case", "case")
    for one in (new, taking):
        one.add_argument(
            "--new-id",
            action="store_true",
            help="it is another case, though its id looks like that of one that is there",
        )
    for one in (new, edit, taking, archive, erase):
        one.add_argument("--reason", default="", help="why, one line; recorded")
    for one in (
        *(new, edit, taking, board, decide),
        _with_all(command("plan", case_read.run_plan, _PLAN, "case")),
    ):
        arguments.add_day(one)
        arguments.add_protocol(one)


def _with_all(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--all", action="store_true", help="also every rule that does not hold")
    return parser


def _setting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        dest="values",
        help="a fact, as patient.ecog=1 or labs[+]='creatinine 80; 2026-09-01'; empty clears it",
    )
    parser.add_argument("--title", help="its title, one line")
    parser.add_argument("--remark", help="a remark on the whole case, one line; empty takes it off")


def _filters(parser: argparse.ArgumentParser) -> None:
    for name in ("site", "grade", "extent", "status"):
        parser.add_argument(f"--{name}", default="", help=f"only those of this {name}")
    parser.add_argument(
        "--decision", choices=("decided", "changed"), default="", help="by how decisions stand"
    )
    parser.add_argument(
        "--group", default="", help="only those of a group ('nettui case groups' lists them)"
    )
    parser.add_argument("--archived", action="store_true", help="those off the worklist")
    parser.add_argument(
        "--order", choices=("changed", "board_date", "due_by", "case_id"), default="changed"
    )
    parser.add_argument("--limit", type=arguments.count, default=50, help="how many (50)")
    parser.add_argument("--offset", type=arguments.count, default=0, help="after how many")
