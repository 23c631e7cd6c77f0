"""``nettui run``: the plan of each case."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from nettui.cli import arguments, output
from nettui.cli.words import FileName

if TYPE_CHECKING:
    from pathlib import Path

    from nettui.case.record.case import CaseFile
    from nettui.engine.plan.plan import Plan
    from nettui.engine.protocol.protocol import Protocol

_EXIT_CODES = """
exit codes: 0 every case has its plan; 1 a case could not be planned; 2 something given could not
be used (a file with faults, an unknown name or option). With several cases the others still run,
and 2 goes before 1.
"""
_WIDEST = 100


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "run",
        help="print the plan of one or more cases",
        description="Print the plan of each case: what to do, what not, why, and what is missing.",
        epilog=_EXIT_CODES,
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        type=FileName,
        help="a case file, a folder, or a library case's name",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="text (default), markdown, or json: one plan a line, by plan.schema.json",
    )
    parser.add_argument("--all", action="store_true", help="also every rule that does not hold")
    arguments.add_day(parser)
    arguments.add_protocol(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the plans; the exit code."""
    protocol = arguments.protocol(args)
    worst = 0
    first = True
    ids: list[tuple[str, str]] = []
    for word in args.paths:
        try:
            found = arguments.paths_of(word)
        except output.BadInput as refused:
            output.error(str(refused))
            worst = 2
            continue
        for path in found:
            code, text = _plan(path, args, protocol, ids)
            worst = max(worst, code)
            if text:
                if not first and args.format != "json":
                    output.out("")
                output.out(text)
                first = False
    arguments.note_shared_ids(ids)
    return worst


def _plan(
    path: Path,
    args: argparse.Namespace,
    protocol: Protocol,
    ids: list[tuple[str, str]],
) -> tuple[int, str]:
    """Return the exit code and the report of one file, empty when there is none.

    The id of a case that was read goes to ``ids``, with its file.
    """
    try:
        file = arguments.case_file(path)
        ids.append((str(path), file.case.case_id))
        return 0, report(file, args, protocol)
    except output.BadInput as refused:
        output.error(str(refused))
        return 2, ""
    except Exception as problem:
        # One case that cannot be planned must not keep the others from their plans.
        if args.debug:
            raise
        output.error(f"{path} could not be planned: {output.unforeseen(problem)}")
        return 1, ""


def report(file: CaseFile, args: argparse.Namespace, protocol: Protocol) -> str:
    """Return the report of a case in the form asked for."""
    from nettui.engine.plan.plan import plan

    return _FORMS[args.format](
        plan(file.case, arguments.day(args, file), protocol), file.title, args
    )


def _text(made: Plan, title: str, args: argparse.Namespace) -> str:
    from nettui.exchange.text import report as text

    return text(made, width(), title, every=args.all, unicode=output.unicode())


def _markdown(made: Plan, title: str, args: argparse.Namespace) -> str:
    from nettui.exchange.markdown import report as markdown

    return markdown(made, title, every=args.all)


def _json(made: Plan, title: str, _args: argparse.Namespace) -> str:
    from nettui.exchange.plan_json import dumps

    return dumps(made, title)


_FORMS = {"text": _text, "markdown": _markdown, "json": _json}


def width() -> int:
    """Return the width of the terminal, 80 where the output goes elsewhere."""
    if not sys.stdout.isatty():
        return 80
    return max(40, min(output.columns(), _WIDEST))
