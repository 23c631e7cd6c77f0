"""``nettui why``: why a rule, an option or anything else is as it is for a case."""

from __future__ import annotations

import argparse
from typing import Any

from nettui.cli import arguments, output
from nettui.cli.run import width
from nettui.cli.words import FileName


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "why",
        help="say why a rule or an option is in the plan of a case, or is not",
        description="Say why anything of the protocol is as it is for a case: each condition with "
        "what was wanted and what was got, what is missing, and what it rests on.",
    )
    parser.add_argument(
        "case", metavar="CASE", type=FileName, help="a case file or a library case's name"
    )
    parser.add_argument(
        "id",
        metavar="ID",
        help="a rule, need, guard or order (base:systemic.ssa; the origin may be left out), an "
        "option, a table, a stage, a statement (S39) or a fact (pathology.ki67)",
    )
    arguments.add_day(parser)
    arguments.add_protocol(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the reasons; the exit code."""
    from nettui.engine.plan.plan import plan
    from nettui.exchange.document import as_text
    from nettui.exchange.layout import reasons_document
    from nettui.sheet.ids import UnknownId
    from nettui.sheet.named import why

    found = arguments.paths_of(args.case)
    if len(found) > 1:
        raise output.BadInput(f"{args.case} is a folder of {len(found)} cases. Name one of them.")
    file = arguments.case_file(found[0])
    made = plan(file.case, arguments.day(args, file), arguments.protocol(args))
    try:
        document = reasons_document(why(made, args.id))
    except UnknownId as unknown:
        raise output.BadInput(str(unknown)) from None
    output.out(as_text(document, width(), unicode=output.unicode()))
    return 0
