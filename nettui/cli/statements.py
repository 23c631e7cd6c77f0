"""``nettui statements`` and ``nettui rows``: what carries each out, and the cases that meet it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import attrs

from nettui.cli import arguments, output
from nettui.cli.run import width
from nettui.cli.words import FileName

if TYPE_CHECKING:
    from nettui.cohort.coverage import Coverage
    from nettui.engine.plan.plan import Plan
    from nettui.engine.protocol.protocol import Protocol

    Names = Callable[[Protocol], tuple[str, ...]]


def add(subparsers: Any) -> None:
    """Add the command."""
    add_as(
        subparsers,
        "statements",
        "list the statements of the base protocol, their rules and the cases that meet them",
        _statements,
    )


def add_as(
    subparsers: Any, name: str, summary: str, names: Names, *, with_plugin_cases: bool = False
) -> None:
    """Add a command that lists what `names` gives."""
    parser = subparsers.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}. Rules: how many rules, needs, guards and "
        "orders cite it. Meet, not, ?: for how many cases one of them speaks, none does, or none "
        "can be told. Name some to see the rules and the cases themselves.",
    )
    parser.add_argument("names", nargs="*", metavar="ID", help="only these, in full")
    parser.add_argument(
        "--cases",
        metavar="PATH",
        type=FileName,
        action="append",
        help="a case file or folder to look at instead of the case library; may be repeated",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as one JSON object, rules and cases")
    form.add_argument("--markdown", action="store_true", help="as a Markdown table")
    arguments.add_protocol(parser)
    parser.set_defaults(run=run, known=names, with_plugin_cases=with_plugin_cases)


def _statements(protocol: Protocol) -> tuple[str, ...]:
    from nettui.cohort.coverage import statement_names

    return statement_names(protocol)


def run(args: argparse.Namespace) -> int:
    """Print the matrix; the exit code."""
    from nettui.cohort.coverage import matrix

    protocol = arguments.protocol(args)
    known = args.known(protocol)
    names = tuple(dict.fromkeys(args.names)) or known
    for name in names:
        if name not in known:
            from nettui.case.base.nearest import did_you_mean

            raise output.BadInput(f"There is no '{name}' here. {did_you_mean(name, known)}")
    rows = matrix(protocol, _plans(args, protocol), names)
    if args.json:
        data = {row.name: {**attrs.asdict(row), "complete": row.is_complete} for row in rows}
        output.out(json.dumps(data, indent=1).replace("\x7f", "\\u007f"))
    elif args.markdown:
        output.out("\n".join(_markdown(rows)))
    elif args.names:
        _print_in_full(rows)
    else:
        _print_table(rows)
    return 0


def _plans(args: argparse.Namespace, protocol: Protocol) -> dict[str, Plan]:
    """Return the plan of each case by its file's name. Raises `BadInput` for a file with faults."""
    from nettui.engine.plan.plan import plan
    from nettui.exchange import library

    if args.cases:
        paths = list(arguments.paths(args.cases))
    else:
        place = library.folder()
        places = [place] if place else []
        places += library.plugin_folders() if args.with_plugin_cases else []
        paths = [path for folder in places for path in library.case_files(folder)]
    if not paths:
        raise output.BadInput("The case library is not installed here. Name cases with --cases.")
    args.as_of = None
    plans: dict[str, Plan] = {}
    for path in paths:
        file = arguments.case_file(path)
        # Cases of two plugins may have one name: the later one says whose it is.
        name = path.stem if path.stem not in plans else f"{path.parents[2].name}/{path.stem}"
        plans[name] = plan(file.case, arguments.day(args, file), protocol)
    return plans


def _counts(rows: Iterable[Coverage]) -> str:
    rows = tuple(rows)
    parts = (
        (sum(bool(r.cited_by) for r in rows), "have rules"),
        (sum(bool(r.met) for r in rows), "are met by a case"),
        (sum(bool(r.unmet) or r.always for r in rows), "are not met by one, or always hold"),
    )
    return "; ".join(f"{count} of {len(rows)} {what}" for count, what in parts)


def _print_table(rows: Iterable[Coverage]) -> None:
    from nettui.display import clip, safe

    rows = tuple(rows)
    first = max([len(row.name) for row in rows], default=2)
    room = width() - first - 24
    lines = [f"{'ID':<{first}}  Rules  Meet   Not    ?  Text"]
    for row in rows:
        unmet = "always" if row.always and not row.unmet else str(len(row.unmet))
        numbers = f"{len(row.cited_by):>5}  {len(row.met):>4}  {unmet:>4}  {len(row.unknown):>3}"
        gap = "" if row.is_complete else " (gap)"
        lines.append(f"{row.name:<{first}}  {numbers}{gap}  {clip(safe(row.text), max(room, 10))}")
    lines.append(_counts(rows))
    output.out("\n".join(lines))


def _print_in_full(rows: Iterable[Coverage]) -> None:
    from nettui.exchange.document import Line, Part, as_text

    parts = []
    for row in rows:
        lines = [
            Line(row.text),
            Line(" ".join(row.cited_by) or "NONE", label=f"Cited by {len(row.cited_by)}"),
            Line(", ".join(row.met) or "none", label=f"Met by {len(row.met)} cases"),
            Line(", ".join(row.unmet) or "none", label=f"Not met by {len(row.unmet)}"),
            Line(", ".join(row.unknown) or "none", label=f"Cannot be told of {len(row.unknown)}"),
        ]
        parts.append(Part(row.name, tuple(lines)))
    head = Part(_counts(rows), ())
    output.out(as_text((head, *parts), width(), unicode=output.unicode()))


def _markdown(rows: Iterable[Coverage]) -> Iterable[str]:
    from nettui.exchange.markdown import escape

    rows = tuple(rows)
    yield f"{_counts(rows)}."
    yield ""
    yield "| ID | Text | Cited by | Met by | Not met by | Cannot tell |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        unmet = ", ".join(row.unmet) or ("always holds" if row.always else "**none**")
        cells = (
            row.name,
            escape(row.text),
            escape(", ".join(row.cited_by)) or "**none**",
            escape(", ".join(row.met)) or "**none**",
            escape(unmet) if row.unmet else unmet,
            escape(", ".join(row.unknown)),
        )
        yield f"| {' | '.join(cells)} |"
