"""Commands that show recorded cases."""

from __future__ import annotations

import argparse
import datetime
from typing import TYPE_CHECKING, Any

from nettui.cli import arguments, output, store_access
from nettui.cli.run import width
from nettui.display import safe

if TYPE_CHECKING:
    from nettui.store.records import Columns, Head, Page

EVERY: dict[str, Any] = {
    "site": "",
    "grade": "",
    "extent": "",
    "status": "",
    "decision": "",
    "group": "",
    "archived": False,
    "order": "changed",
    "limit": 50,
    "offset": 0,
}
"""The filters of a list that filters nothing."""

_ARCHIVED = "archived"

_TITLES = (
    "case",
    "rev",
    "site",
    "grade",
    "extent",
    "work-up",
    "status",
    "board",
    "due by",
    "decision",
    "title",
)


def run_list(args: argparse.Namespace) -> int:
    """Print the worklist; the exit code."""
    return _list(args, "")


def run_search(args: argparse.Namespace) -> int:
    """Print what is found; the exit code."""
    return _list(args, " ".join(args.words))


def _list(args: argparse.Namespace, words: str) -> int:
    from nettui.store.records import Query

    asked = {name: getattr(args, name) for name in EVERY}
    if args.group == _ARCHIVED:
        asked |= {"group": "", "archived": True}
    with store_access.opened(args, create=True) as store:
        page = store.worklist(Query(words=words, today=_today(), **asked))
    if args.json:
        store_access.out_json({"total": page.total, "cases": page.heads})
        return 0
    _table(page, args.offset)
    return 0


def _table(page: Page, offset: int) -> None:
    if page.heads:
        store_access.out_table(_TITLES, map(_row, page.heads))
    first = offset + 1 if page.heads else 0
    output.out(f"{first} to {offset + len(page.heads)} of {page.total} cases")


def _row(head: Head) -> tuple[object, ...]:
    c = head.columns
    if head.damaged:
        return (head.case_id, head.rev, *["DAMAGED: run 'nettui store verify'", *[""] * 8])
    grade, status = (c.grade, c.status) if c.protocol else ("not planned", "not planned")
    return (
        *(head.case_id, head.rev, c.site or "-", grade or "cannot tell", c.extent or "-"),
        *(f"{c.workup_known}/{c.workup_needed}", status, c.board_date or "-", _due(c)),
        *("erased" if head.erased else head.decision or "-", c.title),
    )


def _due(columns: Columns) -> str:
    """Return the last day of the first follow-up due; a question mark where it cannot be told."""
    return columns.due_by or ("?" if columns.undated or not columns.protocol else "-")


def run_groups(args: argparse.Namespace) -> int:
    """Print how many cases there are of each group; archived ones are in no other.

    Returns the exit code.
    """
    from nettui.store.records import Query

    with store_access.opened(args) as store:
        archived = store.worklist(Query(archived=True, limit=1)).total
        found = {**store.groups(Query(today=_today())), _ARCHIVED: archived}
    if args.json:
        store_access.out_json(found)
        return 0
    for name, count in found.items():
        output.out(f"{name.replace('_', ' '):14}{count:>8}")
    return 0


def _today() -> str:
    return datetime.date.today().isoformat()


def run_show(args: argparse.Namespace) -> int:
    """Print a case as a file, with who recorded it; the exit code."""
    from nettui.case.files.codec import dumps_toml, whole

    with store_access.opened(args) as store:
        found = store.open(store_access.case_id(store, args.case), args.rev)
    if args.json:
        draft = found.draft
        store_access.out_json(
            {
                "head": found.head,
                "revision": found.revision,
                "case": whole(found.file),
                "draft": None
                if draft is None
                else {"base_rev": draft.base_rev, "at": draft.at, "typed": dict(draft.typed)},
            }
        )
        return 0
    revision = found.revision
    output.out(
        f"# {found.head.case_id}, revision {revision.rev} of {found.head.rev}, "
        f"by {revision.who.name} on {store_access.moment(revision.at)}"
    )
    output.out(dumps_toml(found.file))
    if found.draft:
        output.warn("you have a draft of this case that is not saved.")
    return 0


def run_history(args: argparse.Namespace) -> int:
    """Print the revisions of a case; the exit code."""
    with store_access.opened(args) as store:
        found = store.history(store_access.case_id(store, args.case))
    if args.json:
        store_access.out_json(found)
        return 0
    store_access.out_table(
        ("rev", "saved", "by", "protocol", "reason"),
        (
            (
                *(r.rev, store_access.moment(r.at), r.who.name, r.protocol[:12] or "-"),
                "erased" if r.erased else r.reason,
            )
            for r in found
        ),
    )
    return 0


def run_diff(args: argparse.Namespace) -> int:
    """Print what changed between two revisions; the exit code."""
    with store_access.opened(args) as store:
        case_id = store_access.case_id(store, args.case)
        history = store.history(case_id)
        new = args.new or history[0].rev
        old = args.old or max(new - 1, 1)
        changes = store.diff(case_id, old, new)
    between = range(min(old, new) + 1, max(old, new) + 1)
    told = [r for r in history[::-1] if r.rev in between and r.reason]
    if args.json:
        reasons = {r.rev: r.reason for r in told}
        store_access.out_json({"old": old, "new": new, "changes": changes, "reasons": reasons})
        return 0
    for one in told:
        output.out(f"# revision {one.rev}, by {one.who.name}: {one.reason}")
    for change in changes:
        output.out(str(change))
    if not changes:
        output.out(f"Nothing differs between revision {old} and revision {new}.")
    return 0


def run_plan(args: argparse.Namespace) -> int:
    """Print the plan of a case, and how it differs from the one decided on; the exit code."""
    from nettui.engine.plan.plan import plan
    from nettui.exchange.document import wrap
    from nettui.exchange.plan_json import plan_data
    from nettui.exchange.text import report
    from nettui.sheet.patient import whose
    from nettui.store.board_result import since_recorded

    with store_access.opened(args) as store:
        found = store.open(store_access.case_id(store, args.case))
        decisions = store.decisions(found.head.case_id)
        made = plan(found.file.case, arguments.day(args, found.file), arguments.protocol(args))
        changed = None
        if decisions:
            changed = since_recorded(store, decisions[0], made, found.file)
    if args.json:
        store_access.out_json(
            {
                "revision": found.revision.rev,
                "decision": decisions[0].number if decisions else None,
                "plan": plan_data(made, found.file.title),
                "since_decision": changed,
            }
        )
        return 0
    decided = (decisions[0].number, decisions[0].result.held_on) if decisions else None
    line = whose(found.file.case, found.revision.rev, decided)
    head = "\n".join(wrap(safe(line), width()))
    told = report(made, width(), found.file.title, every=args.all, unicode=output.unicode())
    output.out(f"{head}\n\n{told}")
    if changed and changed.differences:
        output.out(
            f"\nPlan changed since decision {decisions[0].number}: {', '.join(changed.causes)}"
        )
        for one in changed.differences:
            why = f" (by {', '.join(one.causes)})" if len(changed.causes) > 1 else ""
            output.out(f"  {one.what}: {one.then or 'nothing'} -> {one.now or 'nothing'}{why}")
        for fact in changed.facts:
            output.out(f"  since then recorded: {fact}")
        for version in changed.versions:
            output.out(f"  protocol since then: {version}")
    return 0
