"""A case opened, and its draft gone on with: after a fault, or where it was saved meanwhile."""

from __future__ import annotations

from nettui.desk.after_fault import DraftNote, put_aside
from nettui.desk.deciding import DRAFT, of_draft
from nettui.desk.source import ListedCase
from nettui.plain import conflict, plan, saving
from nettui.plain.open_case import OpenCase
from nettui.plain.session import Session, Told
from nettui.store.errors import StoreRefusal
from nettui.store.records import Draft


def open_case(session: Session, entry: ListedCase) -> None:
    """Open a case, once the one that is open has been left, and say its plan at a glance."""
    if not saving.leave(session):
        return
    if entry.faults:
        session.say(f"{entry.name} was not taken as a case. Correct it, then list the cases again.")
        session.tell(Told(fault) for fault in entry.faults)
        return
    try:
        opened = session.desk.opened(entry)
    except StoreRefusal as refused:
        session.say(str(refused))
        return
    case = OpenCase(opened, session.desk)
    session.case, session.place = case, "plan"
    session.turns.append(case.case_id)
    session.say("Opened.")
    refusal = session.desk.refusal(opened)
    if refusal:
        session.say(f"It cannot be saved: {refusal}")
    if _go_on_with_draft(session, case):
        plan.glance(session)


def _go_on_with_draft(session: Session, case: OpenCase) -> bool:
    """Take one's own draft up where there is one; say whether the case is still open.

    It is asked first where the draft was open as the program failed.
    """
    draft = session.desk.draft(case.entry)
    if draft is None:
        return True
    note = DraftNote(session.desk, case.entry)
    if note.is_there and not _asked_about(session, case, draft, note):
        return session.case is not None
    note.write()
    _take_up(session, case, draft)
    note.remove()
    return True


def _asked_about(session: Session, case: OpenCase, draft: Draft, note: DraftNote) -> bool:
    """Ask whether a draft is to be opened that was open when the program ended by a fault."""
    session.say("nettui stopped by a fault when your draft of this case was open last.")
    answer = session.talk.choose(
        (
            "Open the case as it was saved; the draft is kept in a file",
            "Take the draft up all the same",
        )
    )
    if answer == 1:
        return True
    if answer is None:
        session.case = None
        session.say("Not opened.")
        return False
    try:
        path = put_aside(draft, case.entry.name)
    except OSError as refused:
        session.case = None
        why = refused.strerror or str(refused)
        session.say(f"Not opened: the draft could not be kept in a file ({why}).")
        return False
    case.drop_draft()
    note.remove()
    session.say(f"Your draft is kept in {path}. 'nettui run' shows its plan.")
    return False


def _take_up(session: Session, case: OpenCase, draft: Draft) -> None:
    """Go on with a draft; where the case was saved meanwhile, put both together."""
    texts = dict(draft.typed)
    case.pending = of_draft(texts.pop(DRAFT)) if DRAFT in texts else None
    case.typed = texts
    if case.pending is not None:
        session.say("A decision is not signed yet: 'decide' goes on with it.")
    for path, text in texts.items():
        session.say(f"You typed '{text}' at {path}, and it is no value yet: type it again.")
    if draft.file == case.editing.file:
        return
    overtaken = session.desk.overtaken(case.entry, draft)
    if overtaken is None:
        case.editing.take_over(draft.file)
        when = f" of {draft.at:%Y-%m-%d %H:%M} UTC" if draft.at else ""
        session.say(f"Your draft{when} was taken up. 'undo' goes back to what is saved.")
        return
    why, base = overtaken
    if base == draft.file:  # only something besides the case was worked on
        return
    theirs = case.editing.base
    merged = conflict.put_together(session, why, base, draft.file, theirs)
    if merged is None:
        session.say("The case is open as it was saved. Your draft stays until you change it.")
    else:
        case.editing.rebase(theirs, merged)
        session.say(case.keep_draft())
