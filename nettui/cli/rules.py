"""``nettui rules``: what the protocol in force holds, rule by rule."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from nettui.cli import arguments, output
from nettui.cli.run import width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettui.engine.protocol.entry import Entry
    from nettui.engine.protocol.protocol import Protocol


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "rules",
        help="list, show and search the rules in force",
        description="List, show and search what is in force: rules, overrides, judgements, needs, "
        "guards and orders. Without a command: list all.",
    )
    parser.set_defaults(run=run_list, stage=None, origin=None, base_only=False, without=[])
    commands = parser.add_subparsers(metavar="COMMAND", dest="rules_command")
    listing = commands.add_parser("list", help="list them, one a line")
    listing.add_argument("--stage", metavar="STAGE", help="only those of a stage")
    listing.add_argument("--origin", metavar="ORIGIN", help="only those of one plugin")
    arguments.add_protocol(listing)
    listing.set_defaults(run=run_list)
    showing = commands.add_parser("show", help="show one with all that it rests on")
    showing.add_argument("id", metavar="ID", help="its id; the origin may be left out")
    arguments.add_protocol(showing)
    showing.set_defaults(run=run_show)
    searching = commands.add_parser("search", help="list those in which all the words occur")
    searching.add_argument("words", nargs="+", metavar="WORD")
    arguments.add_protocol(searching)
    searching.set_defaults(run=run_search)


def run_list(args: argparse.Namespace) -> int:
    """Print the entries of a stage or an origin; the exit code."""
    protocol = arguments.protocol(args)
    stages = dict.fromkeys(e.stage for e in protocol.entries)
    origins = dict.fromkeys(e.origin for e in protocol.entries)
    _must_be(args.stage, stages, "stage")
    _must_be(args.origin, origins, "origin")
    _print(
        e
        for e in protocol.entries
        if args.stage in (None, e.stage) and args.origin in (None, e.origin)
    )
    return 0


def _must_be(word: str | None, known: Iterable[str], what: str) -> None:
    if word is not None and word not in known:
        from nettui.case.base.nearest import did_you_mean

        raise output.BadInput(f"There is no {what} '{word}'. {did_you_mean(word, known)}")


def _print(entries: Iterable[Entry]) -> int:
    from nettui.exchange.document import Line, Part, as_text
    from nettui.sheet.basis import cited

    stages: dict[str, list[Line]] = {}
    for entry in entries:
        line = Line(entry.says, f"{cited((entry,))} · {_kind(entry)}", entry.id)
        stages.setdefault(entry.stage, []).append(line)
    count = sum(map(len, stages.values()))
    head = Part(f"{count} {'entry' if count == 1 else 'entries'}", ())
    parts = (head, *(Part(stage, tuple(lines)) for stage, lines in stages.items()))
    output.out(as_text(parts, width(), unicode=output.unicode()))
    return count


def _kind(entry: Entry) -> str:
    """Return what an entry is to a reader: the kind of a guard, the strength of a rule."""
    from nettui.engine.language.rules import Guard

    return entry.act.kind if isinstance(entry.act, Guard) else entry.strength or entry.kind


def run_show(args: argparse.Namespace) -> int:
    """Print one entry; the exit code."""
    from nettui.exchange.document import Part, as_text
    from nettui.exchange.layout import note_lines
    from nettui.sheet.entry import entry_items
    from nettui.sheet.ids import UnknownId, find

    protocol = arguments.protocol(args)
    try:
        kind, name = find(protocol, args.id)
    except UnknownId as unknown:
        raise output.BadInput(str(unknown)) from None
    if kind not in ("entry", "inference"):
        raise output.BadInput(
            f"'{args.id}' names something else ({kind}), not a rule. "
            f"'nettui rules search {args.id}' lists the rules that name it."
        )
    is_rule = kind == "entry"
    entry = protocol.entries[protocol.position[name]] if is_rule else protocol.inferred[name]
    document = (Part(entry.says, tuple(note_lines(entry_items(protocol, entry), 0))),)
    output.out(as_text(document, width(), unicode=output.unicode()))
    return 0


def run_search(args: argparse.Namespace) -> int:
    """Print the entries in which all words occur; the exit code."""
    protocol = arguments.protocol(args)
    words = [word.casefold() for word in args.words]
    found = [e for e in protocol.entries if all(w in _text(protocol, e) for w in words)]
    if not found:
        output.out("No rule in force has all of these words.")
        return 0
    _print(found)
    return 0


def _text(protocol: Protocol, entry: Entry) -> str:
    """Return everything of an entry in which words are looked for."""
    parts = (
        entry.id,
        entry.says,
        *entry.cites,
        *(protocol.statements.get(name, "") for name in entry.cites),
        *entry.options,
        *(protocol.option_labels.get(option, "") for option in entry.options),
        protocol.words(entry),
        *entry.flags,
    )
    return " ".join(parts).casefold()
