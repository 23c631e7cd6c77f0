"""``nettui audit``: who did what, when."""

from __future__ import annotations

import argparse
import datetime
from typing import Any

from nettui.cli import arguments, output, store_access


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "audit",
        help="list who did what with the recorded cases",
        description="List audit events, oldest first: openings, searches, saves, exports, prints, "
        "refusals. Events hold identifiers only. Listing them is an event too.",
        epilog=store_access.EXIT_CODES,
    )
    parser.add_argument("--case", default="", metavar="ID", help="only on this case")
    parser.add_argument("--user", default="", metavar="U", help="only by this account or number")
    parser.add_argument("--action", default="", help="only of this kind, such as save")
    parser.add_argument(
        "--since", type=_moment, metavar="DATE", help="only from this day or time on"
    )
    parser.add_argument("--limit", type=arguments.count, default=0, help="only the last so many")
    store_access.add_store(parser)
    parser.set_defaults(run=store_access.answering(run))


def _moment(text: str) -> datetime.datetime:
    try:
        at = datetime.datetime.fromisoformat(text)
        at = at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
        return at.astimezone(datetime.UTC)
    except (ValueError, OverflowError):  # too early or too late for a time in UTC
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date or time. Write 2026-10-14 or 2026-10-14T08:00."
        ) from None


def run(args: argparse.Namespace) -> int:
    """Print the events; the exit code."""
    from nettui.store.records import AuditQuery

    query = AuditQuery(
        case_id=args.case, user=args.user, action=args.action, since=args.since, limit=args.limit
    )
    with store_access.opened(args) as store:
        found = store.audit(query)
    if args.json:
        store_access.out_json(found)
        return 0
    store_access.out_table(
        ("event", "time", "account", "action", "case", "rev", "outcome", "from"),
        (
            (
                *(e.seq, store_access.moment(e.at), e.who.name, e.action, e.case_id or "-"),
                *(e.rev or "-", e.outcome, e.who.place),
            )
            for e in found
        ),
    )
    output.out(f"{len(found)} events")
    return 0
