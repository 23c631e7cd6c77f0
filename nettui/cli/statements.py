"""``nettui statements``: each statement, its text, and the rules that carry it out."""

from __future__ import annotations

import argparse
import json
from typing import Any

from nettui.cli import given, say
from nettui.cli.run import width


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "statements",
        help="list the statements of the protocol and the rules that cite each",
        description="List every statement of the protocol with its text and the rules that cite "
        "it. A statement that no rule cites is said to have none.",
    )
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    given.add_protocol(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the matrix; the exit code."""
    from nettui.exchange.cited import citing
    from nettui.exchange.document import Line, Part, as_text

    protocol = given.protocol(args)
    cited = {name: [e.id for e in citing(protocol, name)] for name in protocol.statements}
    if args.json:
        data = {
            name: {"text": protocol.statements[name], "rules": ids} for name, ids in cited.items()
        }
        say.out(json.dumps(data, indent=1).replace("\x7f", "\\u007f"))
        return 0
    lines = []
    for name, ids in cited.items():
        lines.append(Line(protocol.statements[name], label=name))
        lines.append(Line(" ".join(ids) if ids else "NO RULE CITES IT", depth=1))
    without = sum(not ids for ids in cited.values())
    head = Part(f"{len(cited)} statements, {without} cited by no rule", tuple(lines))
    say.out(as_text((head,), width(), unicode=say.unicode()))
    return 0
