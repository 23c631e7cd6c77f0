"""What was recorded of a case: decisions, what the plan says differently since, all revisions."""

from __future__ import annotations

from functools import partial

from nettui.plain.lines import change_words, row_text, row_told
from nettui.plain.session import Numbered, Session, Told
from nettui.store.board_result import Since, since_recorded
from nettui.store.errors import StoreRefusal
from nettui.store.records import Revision
from nettui.tui.rows.decision import decision_rows
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.revisions import change_rows, revision_rows


def run_history(session: Session, _rest: str) -> None:
    """Say decisions and revisions; a number says what a revision changed."""
    case, store = session.opened, session.desk.store
    session.place = "history"
    if store is None:
        session.say("This case is a file: it has no history here.")
        return
    if case.entry.rev == 0:
        session.say("This case was never saved: it has no history yet.")
        return
    found = store.decisions(case.entry.key)
    saved = store.history(case.entry.key)
    since: Since | str = ""
    if found:
        try:
            since = since_recorded(store, found[0], case.editing.plan, case.editing.file)
        except StoreRefusal as refused:
            since = f"What changed since cannot be told: {refused}"
    lines = [
        line for row in decision_rows(found, case.editing.plan, since) for line in row_told(row)
    ]
    lines = lines or [Told("No decision is recorded.")]
    lines += [line for row in revision_rows(saved) for line in row_told(row, _number)]
    session.tell(lines)
    session.say("A number says what a revision changed. 'correct 1' corrects decision 1.")
    session.say_where()


def _number(row: ListRow) -> Numbered | None:
    revision = row.subject
    if not isinstance(revision, Revision) or revision.erased:
        return None
    return Numbered(revision, partial(_tell_revision, revision))


def _tell_revision(revision: Revision, session: Session) -> None:
    store = session.desk.store
    assert store is not None, "revisions are of a store"
    before = max(revision.rev - 1, 1)
    changes = store.diff(revision.case_id, before, revision.rev)
    head, *_ = change_rows(revision, ())
    session.say(row_text(head))
    session.say(f"Reason: {revision.reason or 'none was given'}")
    for change in changes:
        session.say(change_words(change), 1)
    if revision.rev == 1:
        session.say("The first: nothing was recorded before.")
    session.say_where()
