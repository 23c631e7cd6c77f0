"""The list of cases: said, searched, in groups; a case opened, begun, put before a board, left."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial

from nettui.case.base.identity import spelt
from nettui.desk import board_days, crash
from nettui.desk.after_fault import DraftNote, put_aside
from nettui.desk.deciding import DRAFT, of_draft
from nettui.desk.source import Desk, ListedCase, NotSaved
from nettui.desk.store import Stored
from nettui.plain import conflict, plan, saving
from nettui.plain.open_case import OpenCase
from nettui.plain.session import Numbered, Session, Told
from nettui.plain.talk import chosen
from nettui.store.errors import StoreRefusal
from nettui.store.records import Draft
from nettui.tui.rows.worklist import ALL, groups, matching, ordered

_LATE = "follow-up overdue since {}"
_UNDATED = "follow-up without a date"


# --- listing -------------------------------------------------------------------------------------


def read(session: Session) -> None:
    """Read the list of cases; say what was wrong with files and plugins."""
    desk = session.desk
    try:
        session.entries = {entry.key: entry for entry in desk.read()}
    except StoreRefusal as refused:
        session.say(str(refused))
    except Exception as error:  # the protocol could not be loaded: it must be said
        session.say(crash.no_plan(error))
    for note in (*desk.notes, *desk.file_notes):
        if note not in session.notes_said:
            session.notes_said.add(note)
            session.say(f"Note: {note}")


def run_cases(session: Session, rest: str) -> None:
    """List all cases, or those of a group."""
    read(session)
    only = ALL
    if rest:
        found = groups(list(session.entries.values()), session.desk.today)
        names = [name for name, _ in found]
        at = chosen(rest, names)
        if at is None:
            session.say(f"There is no group '{rest}'. Groups with cases:")
            _tell_groups(session)
            return
        only = names[at]
    _tell_cases(session, "", only)


def run_groups(session: Session, _rest: str) -> None:
    """List the groups of cases, each with how many it has."""
    read(session)
    _tell_groups(session)


def _tell_groups(session: Session) -> None:
    lines = []
    for name, count in groups(list(session.entries.values()), session.desk.today):
        lines.append(Told(f"{name}: {count}", number=Numbered(name, partial(_tell_group, name))))
    session.tell(lines)
    session.say("A number lists the cases of a group.")


def _tell_group(name: str, session: Session) -> None:
    _tell_cases(session, "", name)


def run_find(session: Session, rest: str) -> None:
    """List the cases in which words occur: in id, site, grade, extent, status or title."""
    wanted = rest or session.talk.ask("find what")
    read(session)
    _tell_cases(session, wanted, ALL)


def _tell_cases(session: Session, wanted: str, only: str) -> None:
    every = ordered(list(session.entries.values()), 0)
    today = session.desk.today
    kept = matching(every, wanted, only, today)
    session.tell(
        Told(_words(entry, today), number=Numbered(entry, partial(_open, entry))) for entry in kept
    )
    of = f" with '{wanted}'" if wanted else ("" if only == ALL else f", {only}")
    count = f"{len(kept)} of {len(every)} cases of {session.desk.name}{of}."
    session.say(f"{count} A number opens one." if kept else count)


def _open(entry: ListedCase, session: Session) -> None:
    open_case(session, entry)


def _words(entry: ListedCase, today: str) -> str:
    """Return a case of the list in one line."""
    s = entry.summary
    if s is None:
        faults = f"{len(entry.faults)} fault{'' if len(entry.faults) == 1 else 's'}"
        return f"{entry.name}, cannot be read, {faults}"
    late = _LATE.format(s.due_by) if "" < s.due_by < today else _UNDATED if s.undated else ""
    decided = {"decided": "decided", "changed": "plan changed since the decision"}
    parts = (
        entry.name,
        s.site,
        f"grade {s.grade}",
        f"extent {s.extent}",
        "work-up {} of {}".format(*s.workup),
        s.status,
        f"board {s.board}" if s.board else "",
        decided.get(s.decision, ""),
        late,
        entry.title,
    )
    return ", ".join(filter(None, parts))


# --- opening -------------------------------------------------------------------------------------


def run_open(session: Session, rest: str) -> None:
    """Open a case by its id, its file, or a part of either."""
    wanted = rest or session.talk.ask("open which case")
    if not wanted:
        session.say_where()
        return
    if not session.entries:
        read(session)
    entry = _named(session, wanted)
    if entry is not None:
        open_case(session, entry)


def _named(session: Session, wanted: str) -> ListedCase | None:
    every = ordered(list(session.entries.values()), 0)
    exact = [e for e in every if wanted.casefold() in (e.name.casefold(), e.key.casefold())]
    kept = exact or matching(every, wanted, ALL, session.desk.today)
    if len(kept) == 1:
        return kept[0]
    if not kept:
        session.say(f"No case holds '{wanted}'. 'cases' lists all of them.")
        return None
    _tell_cases(session, wanted, ALL)
    return None


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


# --- beginning -----------------------------------------------------------------------------------


def run_new(session: Session, rest: str) -> None:
    """Begin a case in the store."""
    if not saving.leave(session):
        return
    store = _store(session)
    if store is None:
        return
    if not session.entries:
        read(session)
    if not rest:
        session.say("A pseudonym: never a name, a number of the hospital or a date of birth.")
    wanted = rest or session.talk.ask("id of the new case")
    if not wanted:
        session.say("No case was begun.")
        return
    try:
        entry = store.new(wanted)
        others = store.alike(entry)
    except (NotSaved, StoreRefusal) as refused:
        session.say(str(refused))
        return
    if entry.key in session.entries:
        session.say(f"{entry.key} is there already: 'open {entry.key}'.")
        return
    if others:
        found = _which(session, entry, others)
        if found is None:
            session.say("No case was begun.")
            return
        entry = found
    open_case(session, entry)
    session.say("'ask' lists the questions that decide most, 'record' all core fields.")


def _which(session: Session, entry: ListedCase, others: Sequence[str]) -> ListedCase | None:
    """Ask whether a case is meant that is there, whose id looks the same."""
    known = [other for other in others if other in session.entries]
    told = ", ".join(map(spelt, others))
    session.say(f"A case with an id that looks the same exists: {told}. Which one?")
    options = [f"The case that is there: {spelt(other)}" for other in known]
    at = session.talk.choose((*options, f"Another case: {spelt(entry.key)}"))
    if at is None:
        return None
    return session.entries[known[at]] if at < len(known) else entry


def _store(session: Session) -> Stored | None:
    """Return the store that cases are begun in, made after asking where there is none yet."""
    desk: Desk = session.desk
    if isinstance(desk, Stored):
        return desk
    if desk.first_store is None:
        session.say(
            "These cases are files, and a new one is begun in a store. Nothing was done. "
            "Start 'nettui plain' without a folder, or with --store."
        )
        return None
    from nettui.desk.taking import make_store

    session.say("Cases of your own need a case store, and there is none yet. Make it?")
    session.say(f"It will be {desk.first_store.where}; only this account can read it.")
    answer = session.talk.choose(("Make it, with no case in it", "Make it, with the sample cases"))
    if answer is None:
        session.say("No store was made.")
        return None
    try:
        made = make_store(desk.first_store, with_samples=answer == 1)
    except NotSaved as refused:
        session.say(str(refused))
        return None
    session.desk, session.entries = made, {}
    session.say("The store is made.")
    return made


# --- before a board ------------------------------------------------------------------------------


def run_board(session: Session, rest: str) -> None:
    """Put the open case before the board of a day, or before none."""
    desk, case = session.desk, session.opened
    if not isinstance(desk, Stored):
        session.say("This case is a file: its board day is a field. 'set board date = 2026-11-24'.")
        return
    if case.is_unsaved or case.entry.rev == 0:
        session.say("Save first: a case is put before a board as it is saved.")
        return
    now = case.entry.summary.board if case.entry.summary else ""
    if not rest:
        session.say(f"Now: {now or board_days.NONE}. A day such as 2026-11-24, or none.")
    text = rest or session.talk.ask("day of the board")
    fault = board_days.fault(text) if text else "No day was given. Nothing was done."
    if fault:
        session.say(fault)
        return
    day: datetime.date | None = board_days.day(text)
    try:
        entry = desk.before_board(case.entry, day)
        session.case = OpenCase(desk.opened(entry), desk)
    except StoreRefusal as refused:
        session.say(str(refused))
        return
    session.entries[entry.key] = entry
    session.say(f"{entry.name} is {f'before the board of {day}' if day else 'before no board'}.")
    session.say_where()
