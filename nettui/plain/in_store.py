"""What only a store can do with a case: begin one, and put one before the board of a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from nettui.case.base.identity import spelt
from nettui.desk import board_days
from nettui.desk.source import Desk, ListedCase, NotSaved
from nettui.desk.store import Stored
from nettui.plain import saving
from nettui.plain.cases import read
from nettui.plain.open_case import OpenCase
from nettui.plain.opening import open_case
from nettui.plain.session import Session
from nettui.store.errors import StoreRefusal


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
