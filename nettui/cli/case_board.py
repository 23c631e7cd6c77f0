"""Commands on what boards resolved."""

from __future__ import annotations

import argparse
import datetime
from typing import TYPE_CHECKING

from nettui.cli import arguments, output, store_access

if TYPE_CHECKING:
    from nettui.store.records import Resolution

_OUTCOMES = {
    "accept": "accepted",
    "modify": "modified",
    "decline": "declined",
    "defer": "deferred",
}


def add_resolutions(parser: argparse.ArgumentParser) -> None:
    """Let a command say what was resolved on which option."""
    parser.add_argument(
        "--accept", metavar="OPTION", action="append", default=[], help="as the plan offers it"
    )
    for word in ("modify", "decline", "defer"):
        parser.add_argument(
            f"--{word}",
            metavar="OPTION=CODE[:TEXT]",
            action="append",
            default=[],
            help="with the code of the reason, and words if there are any",
        )
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=arguments.date,
        default=None,
        help="the day of the board (else today)",
    )
    parser.add_argument(
        "--attendee", metavar="WHO", action="append", default=[], help="may be given several times"
    )
    parser.add_argument("--note", default="", help="one line; recorded")
    parser.add_argument(
        "--corrects",
        metavar="N",
        type=arguments.count,
        default=0,
        help="the decision that this one corrects",
    )
    parser.add_argument("--reason", default="", help="why it is corrected, one line; recorded")


def run_decide(args: argparse.Namespace) -> int:
    """Record what a board resolved on the plan of the newest revision; the exit code."""
    from nettui.engine.plan.plan import plan
    from nettui.store.records import BoardResult

    resolutions = tuple(
        _resolution(word, text) for word in _OUTCOMES for text in getattr(args, word)
    )
    if not resolutions and not args.note:
        raise output.BadInput(
            "Say what was resolved: --accept, --modify, --decline, --defer, --note."
        )
    result = BoardResult(
        resolutions=resolutions,
        held_on=args.on or datetime.date.today(),
        attendees=tuple(args.attendee),
        note=args.note,
        corrects=args.corrects,
        reason=args.reason,
    )
    with store_access.opened(args) as store:
        found = store.open(store_access.case_id(store, args.case))
        made = plan(found.file.case, arguments.day(args, found.file), arguments.protocol(args))
        decision = store.decide(made, found.revision.rev, result)
    if args.json:
        store_access.out_json(decision)
    else:
        output.out(f"{args.case}: decision {decision.number} on revision {decision.rev}")
    return 0


def _resolution(word: str, text: str) -> Resolution:
    from nettui.store.records import Resolution

    option, _, why = text.partition("=")
    name, _, role = option.partition("/")
    code, _, told = why.partition(":")
    return Resolution(
        option=name, role=role or "primary", outcome=_OUTCOMES[word], code=code, text=told.strip()
    )


def day_or_none(text: str) -> datetime.date | None:
    """Return a day, None for the word that takes a case off the board."""
    return None if text == "none" else arguments.date(text)


def run_board(args: argparse.Namespace) -> int:
    """Put a case before the board of a day, or take it off; the exit code."""
    from nettui.engine.plan.plan import plan
    from nettui.store.board_day import assign

    protocol = arguments.protocol(args)
    with store_access.opened(args) as store:
        case_id = store_access.case_id(store, args.case)
        head = assign(
            store, case_id, args.day, lambda f: plan(f.case, arguments.day(args, f), protocol)
        )
    if args.json:
        store_access.out_json(head)
    else:
        board = head.columns.board_date
        on = f"before the board of {board}" if board else "before no board"
        output.out(f"{head.case_id}: revision {head.rev}, {on}")
    return 0


def run_decisions(args: argparse.Namespace) -> int:
    """Print what boards resolved, newest first; the exit code."""
    with store_access.opened(args) as store:
        found = store.decisions(store_access.case_id(store, args.case))
    if args.json:
        store_access.out_json(found)
        return 0
    for decision in found:
        corrects = f", corrects {decision.result.corrects}" if decision.result.corrects else ""
        output.out(
            f"{decision.number}  board of {decision.result.held_on}, revision {decision.rev}, "
            f"recorded by {decision.who.name} {store_access.moment(decision.at)}{corrects}"
        )
        if decision.erased:
            output.out("    erased")
        for one in decision.result.resolutions:
            why = ": ".join(word for word in (one.code, one.text) if word)
            output.out(
                f"    {one.outcome}  {one.option} ({one.role})" + (f"  {why}" if why else "")
            )
        for told in (decision.result.note, decision.result.reason):
            if told:
                output.out(f"    {told}")
    if not found:
        output.out(f"{args.case}: no decision is recorded.")
    return 0
