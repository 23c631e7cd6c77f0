"""The list of cases: said, searched, in groups; a case of it is opened by number or name."""

from __future__ import annotations

from functools import partial

from nettui.desk import crash
from nettui.desk.source import ListedCase
from nettui.plain.opening import open_case
from nettui.plain.session import Numbered, Session, Told
from nettui.plain.talk import chosen
from nettui.store.errors import StoreRefusal
from nettui.tui.rows.worklist import ALL, groups, matching, ordered

_LATE = "follow-up overdue since {}"
_UNDATED = "follow-up without a date"


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
