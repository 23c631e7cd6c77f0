"""A case saved, and left: with what has to be asked before either."""

from __future__ import annotations

from attrs import evolve

from nettui.desk.identity import doubts
from nettui.desk.reasons import AMENDMENTS, UNSEEN
from nettui.desk.source import ListedCase, NotSaved, ReasonNeeded
from nettui.plain import conflict
from nettui.plain.lines import change_words
from nettui.plain.session import Session
from nettui.plain.talk import number_in
from nettui.sheet.patient import who

NOT_SAVED = "Not saved. Your draft is kept."


def run_save(session: Session, _rest: str) -> None:
    """Save the open case in its file or store."""
    if save(session):
        session.say_where()


def save(session: Session) -> bool:
    """Save the open case after what has to be asked; say whether it was saved."""
    case = session.opened
    if not case.editing.is_changed:
        session.say("Nothing is changed, so there is nothing to save.")
        return False
    refusal = session.desk.refusal(case.entry)
    if refusal:
        session.say(f"Not saved: {refusal} Your draft is kept.")
        return False
    losses = session.desk.losses(case.entry, case.editing.file)
    if losses and losses != case.losses_said:
        case.losses_said = losses
        session.say(f"Not saved yet: {losses} would be lost. 'save' again saves.")
        return False
    if not once_sure(session, f"Save {case.case_id}"):
        session.say(NOT_SAVED)
        return False
    return _save(session, "")


def _save(session: Session, reason: str) -> bool:
    case = session.opened
    mine = case.editing.file
    try:
        saved = session.desk.save(case.entry, mine, case.editing.plan, reason)
    except ReasonNeeded:
        found = _reason(session)
        if not found:
            session.say(NOT_SAVED)
            return False
        return _save(session, found)
    except NotSaved as refused:
        if refused.theirs is None:
            session.say(str(refused))
            session.say(case.keep_draft())
            return False
        base, theirs = case.editing.base, refused.theirs
        merged = conflict.put_together(session, str(refused), base, mine, theirs)
        if merged is None:
            session.say(NOT_SAVED)
            return False
        case.entry = evolve(case.entry, file=theirs, rev=refused.rev)
        case.editing.rebase(theirs, merged)
        session.listed = ()  # numbers may mean other entries now
        session.say(case.keep_draft())
        session.say("Put together, and not saved yet. Look at the plan, then 'save' again.")
        session.say_where()
        return False
    _take(session, saved)
    return True


def _take(session: Session, saved: ListedCase) -> None:
    case = session.opened
    case.entry = saved
    case.editing.saved()
    case.identified = case.editing.case
    case.losses_said = ""
    case.typed.clear()
    case.keep_draft()  # it goes, or holds what is worked on besides the case
    session.entries[saved.key] = saved
    revision = f", revision {saved.rev}" if saved.rev else ""
    session.say(f"{saved.name} is saved{revision}.")


def _reason(session: Session) -> str:
    """Ask why a record is changed that a board has decided on; empty for no reason."""
    from nettui.store.diff import changes

    editing = session.opened.editing
    session.say(f"A board has decided on {editing.case.case_id}. Why is its record changed?")
    for change in changes(editing.base, editing.file):
        session.say(change_words(change), 1)
    return reason(session, AMENDMENTS)


def reason(session: Session, usual: tuple[str, ...]) -> str:
    """Ask for a reason: the number of a usual one, or one's own words; empty for none."""
    for n, one in enumerate(usual, 1):
        session.say(f"{n}. {one}")
    text = session.talk.ask(f"1 to {len(usual)}, or your own words")
    number = number_in(text)
    if number is not None and 1 <= number <= len(usual):
        return usual[number - 1]
    if number is not None or not text.isprintable():
        session.say(UNSEEN if number is None else f"There is no reason {number}.")
        return ""
    return text


def once_sure(session: Session, what: str) -> bool:
    """Say whether it is the right patient; where it may be the wrong one, the id is typed."""
    case = session.opened
    found = doubts(case.identified, case.editing.case, session.turns)
    if not found:
        return True
    session.say(f"{what}: is this the right patient? {who(case.editing.case)}")
    for doubt in found:
        session.say(doubt)
    session.say("Type the id of the case to go on. Enter alone goes back.")
    text = session.talk.ask("id of the case")
    if text.casefold() != case.case_id.casefold():
        return False
    case.identified = case.editing.case
    session.turns[:] = [case.case_id]
    return True


# --- leaving -------------------------------------------------------------------------------------


def run_close(session: Session, _rest: str) -> None:
    """Leave the open case; what is not saved is asked about once."""
    if leave(session):
        session.say_where()


def leave(session: Session) -> bool:
    """Leave the open case, when nothing is unsaved or after asking; say whether it was left."""
    case = session.case
    if case is None:
        return True
    if case.editing.is_changed:
        session.say(f"{case.case_id} has changes that are not saved.")
        refusal = session.desk.refusal(case.entry)
        options = (
            *(() if refusal else ("Save and leave",)),
            "Leave; the draft is kept for you",
            "Leave and throw the changes away",
        )
        at = session.talk.choose(options)
        chosen = None if at is None else options[at]
        if chosen is None:
            session.say(f"{case.case_id} is still open.")
            return False
        if chosen == "Save and leave" and not save(session):
            return False
        if chosen == options[-1]:
            case.drop_draft()
            session.say("The changes are thrown away.")
        elif chosen != "Save and leave":
            session.say("Your draft is kept.")
    elif case.texts:
        session.say("Your draft is kept, with what is no value yet or not signed.")
    session.case, session.listed = None, ()
    session.say(f"{case.case_id} is closed.")
    return True
