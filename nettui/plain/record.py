"""The record read and typed: fields set, cleared and marked, undo, and what the plan becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from nettui.case.base.faults import CaseFault
from nettui.case.base.typed_text import STATES, state
from nettui.case.base.vocabulary import Kind
from nettui.case.base.words import plain
from nettui.case.record.case import CaseFile
from nettui.case.record.paths import path_of
from nettui.engine.plan.plan import Plan
from nettui.plain.fields import MOST, called, field_of, held, label_of, named, one_of
from nettui.plain.lines import change_words, row_text, row_told
from nettui.plain.session import Numbered, Session
from nettui.plain.talk import number_in
from nettui.sheet.comparison import change_items
from nettui.sheet.item import Item
from nettui.sheet.kinds import CANNOT_TELL
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.record import GROUPS, record_rows
from nettui.tui.rows.typed_field import about, completed, suggestions

_MARKS = tuple(plain(word) for word in STATES)
_NUMBERED = 30  # words of a choice that are said with numbers


# --- the record said -----------------------------------------------------------------------------


def run_record(session: Session, rest: str) -> None:
    """Say the record: what is recorded, needed or asked for; all fields; or one group."""
    session.place = "record"
    editing = session.opened.editing
    is_all = rest.casefold() == "all"
    rows = record_rows(editing.plan, editing.file, every=is_all)
    if rest and not is_all:
        rows = _of_group(editing_rows(session), rest)
        if not rows:
            names = ", ".join(title.lower() for title, _ in GROUPS)
            session.say(f"The record has no part '{rest}'. Its parts: {names}.")
            return
    _tell_rows(session, rows)
    session.say("A number sets a field. 'record all' says all fields, 'add' adds an entry.")
    session.say_where()


def editing_rows(session: Session) -> tuple[ListRow, ...]:
    """Return every field of the open case as a row."""
    editing = session.opened.editing
    return record_rows(editing.plan, editing.file, every=True)


def _of_group(rows: Iterable[ListRow], wanted: str) -> tuple[ListRow, ...]:
    """Return the rows under the heading that begins with some words, or holds them."""
    words = wanted.casefold()
    titles = [title for title, _ in GROUPS]
    found = [t for t in titles if t.casefold().startswith(words)]
    found = found or [t for t in titles if words in t.casefold()]
    kept: list[ListRow] = []
    is_in = False
    for row in rows:
        if row.heading:
            is_in = row.title in found
        if is_in:
            kept.append(row)
    return tuple(kept)


def _tell_rows(session: Session, rows: Iterable[ListRow]) -> None:
    session.tell(line for row in rows for line in row_told(row, _number))


def _number(row: ListRow) -> Numbered | None:
    field = row.subject
    return Numbered(field, partial(_set_at, field)) if isinstance(field, FieldRow) else None


def _set_at(field: FieldRow, session: Session) -> None:
    if _is_entry(field):
        tell_entry(session, field.entry)
    else:
        set_field(session, field)


def _is_entry(field: FieldRow) -> bool:
    """Say whether it is a whole entry of a list, of which fields are set."""
    return field.fact is None and not field.path.endswith("[+]")


# --- setting -------------------------------------------------------------------------------------


def run_set(session: Session, rest: str) -> None:
    """Set a field, found by its name or its number."""
    text = rest or session.talk.ask("which field: a part of its name")
    if not text:
        session.say_where()
        return
    fields, value = named(session, text)
    field = one_of(session, fields, text)
    if field is None:
        return
    if value is None or _is_entry(field):
        _set_at(field, session)
    else:
        set_value(session, field, value)


def run_clear(session: Session, rest: str) -> None:
    """Empty a field: nothing is known of it then."""
    text = rest or session.talk.ask("which field: a part of its name")
    fields = called(session, text) if text else ()
    field = one_of(session, fields, text) if text else None
    if field is None:
        return
    if not held(session, field):
        session.say(f"{label_of(field)} is empty. Nothing was changed.")
        return
    _change(session, field, "")


def set_field(session: Session, field: FieldRow, for_fact: str = "") -> None:
    """Ask for the value of a field and set it; Enter alone leaves it as it is.

    ``for_fact`` is the fact that a new entry is to answer.
    """
    if field.fact is None:
        _ask_entry(session, field, for_fact)
        return
    name, why = about(field)
    session.say(name.replace(" · ", ", "))
    now = held(session, field)
    code = f" · {field.fact.code}" if field.fact is not None and field.fact.code else ""
    session.say(f"Now: {now}." if now else why.removesuffix(code).replace(" · ", ", "))
    words = _words(field)
    for n, word in enumerate(words, 1):
        session.say(f"{n}. {plain(word)}")
    also = [mark for mark in _MARKS if mark not in map(plain, words)]
    session.say(f"Also: {', '.join(also)}. Enter alone leaves it as it is.")
    text = session.talk.ask(label_of(field))
    if not text:
        session.say(f"{label_of(field)} is left as it was.")
        session.say_where()
        return
    set_value(session, field, _by_number(text, words))


_ENTRY = {
    "pathology": "Which kind of specimen, such as biopsy?",
    "imaging": "Which examination, such as CT or 68Ga-DOTATATE?",
    "treatments": "Which treatment, by its name, such as lanreotide?",
    "labs": "Which value, such as creatinine 80, with its unit where it is another?",
}
"""What is asked first of a new entry."""


def _ask_entry(session: Session, field: FieldRow, for_fact: str) -> None:
    """Ask for a new entry, then its date, then for the fact that it is to answer."""
    session.say(_ENTRY[field.part])
    also = f" Where there is none: {', '.join(_MARKS)}." if for_fact else ""
    session.say(f"Enter alone adds nothing.{also}")
    text = session.talk.ask(label_of(field))
    if not text:
        session.say("Nothing was added.")
        session.say_where()
        return
    if for_fact and state(text):
        name = for_fact.partition(".")[2]
        set_value(session, field_of(f"{field.part}[+].{name}"), text)
        return
    if ";" not in text:
        day = session.opened.editing.as_of.isoformat()
        session.say(f"Of which date? Enter alone: {day}, to be checked.")
        date = session.talk.ask("date")
        text = f"{text}; {date}" if date else text
    before = len(getattr(session.opened.editing.case, field.part))
    set_value(session, field, text)
    case = session.opened.editing.case
    if for_fact and len(getattr(case, field.part)) > before:
        path = path_of(case, for_fact)
        if path.startswith(f"{field.part}[{before}]."):
            set_field(session, field_of(path))


def _words(field: FieldRow) -> Sequence[str]:
    """Return the words of a coded field that can be chosen by number."""
    if field.fact is None or field.fact.kind not in (Kind.CHOICE, Kind.SET):
        return ()
    words = suggestions(field, "")
    can_be_numbers = any(number_in(word) is not None for word in words)
    return () if can_be_numbers or len(words) > _NUMBERED else words


def _by_number(text: str, words: Sequence[str]) -> str:
    """Return the words that numbers mean; in a list several, with commas."""
    parts = [part.strip() for part in text.split(",")]
    numbers = [number_in(part) for part in parts]
    if not words or not all(n is not None and 1 <= n <= len(words) for n in numbers):
        return text
    return ", ".join(words[n - 1] for n in numbers if n is not None)


def meant(field: FieldRow, text: str) -> str:
    """Return a text, or the only word of a coded field that it can become."""
    words = suggestions(field, text) if text.strip() else ()
    is_coded = field.fact is not None and state(text) is None
    return completed(field, text, words[0]) if is_coded and len(words) == 1 else text


def set_value(session: Session, field: FieldRow, text: str) -> None:
    """Set a field from text; a text that is not taken changes nothing and is kept in the draft."""
    _change(session, field, meant(field, text))


def _change(session: Session, field: FieldRow, text: str) -> None:
    case = session.opened
    editing, before, was = case.editing, case.editing.plan, held(session, field)
    result = editing.set(field.path, text)
    if isinstance(result, CaseFault):
        case.typed[field.path] = text
        session.say(f"Not taken. {fault_words(result)}")
        near = suggestions(field, text)
        if near and field.fact is not None:
            session.say(f"It may become: {', '.join(map(plain, near[:MOST]))}.")
        session.say(f"{label_of(field)} stays: {was or 'not recorded'}.")
        session.say(case.keep_draft())
        session.say_where()
        return
    case.typed.pop(field.path, None)
    is_new = "[+]" in field.path and "[" in result.path and "[+]" not in result.path
    if is_new:
        entry = result.path.partition(".")[0]
        session.say(f"Added: {entry_words(session, entry)}.")
        is_result = entry.startswith("labs")
        settled(session, before, result.warnings, is_last=is_result)
        if not is_result:
            tell_entry(session, entry)
        return
    now = held(session, field) if "[+]" not in field.path else plain(state(text) or text)
    what = f"{now or 'nothing recorded'}"
    kept = f", kept as {result.kept}" if result.kept and plain(result.kept) != now else ""
    session.say(f"{label_of(field)}: {what}{kept}. Was: {was or 'not recorded'}.")
    settled(session, before, result.warnings)


def fault_words(fault: CaseFault) -> str:
    """Return what is wrong with a text, and what to type."""
    return f"Found {fault.found}; expected {fault.expected}. {fault.fix}".strip()


def settled(
    session: Session, before: Plan, warnings: Sequence[str] = (), *, is_last: bool = True
) -> None:
    """Keep a change, and say what it makes of the record and of the plan.

    ``is_last``: nothing more is said of it, so that it is said where one is.
    """
    case = session.opened
    session.place = "record"
    for warning in warnings:
        session.say(f"Check: {warning}")
    for line in changes_told(change_items(before, case.editing.plan)):
        session.say(line)
    session.say(case.keep_draft())
    if is_last:
        session.say_where()


def changes_told(items: Iterable[Item]) -> Iterator[str]:
    """Yield what is different in a plan, one thing a line."""
    every = tuple(items)
    untold = [item for item in every if item.kind is CANNOT_TELL]
    for item in every:
        if item.kind is CANNOT_TELL:
            continue
        behind = f" ({item.aside})" if item.aside else ""
        title = item.title.replace(" -> ", ", now ")
        yield f"Plan, {item.kind.word or item.names}: {title}{behind}."
    if untold:
        yield f"Plan, cannot tell now: {'; '.join(item.title for item in untold)}."
    if not every:
        yield "The plan is the same."


# --- one entry ----------------------------------------------------------------------------------


def entry_words(session: Session, entry: str) -> str:
    """Return an entry of a dated list in one line."""
    at = (entry, f"{entry}.value")
    rows = editing_rows(session)
    return next((row_text(row) for row in rows if row.key in at), entry)


def tell_entry(session: Session, entry: str) -> None:
    """Say the fields of an entry, those that are wanted among them."""
    editing = session.opened.editing
    rows = record_rows(editing.plan, editing.file)
    _tell_rows(session, (r for r in rows if r.key.startswith(f"{entry}.")))
    session.say("A number sets a field of it.")
    session.say_where()


# --- undoing -------------------------------------------------------------------------------------


def run_undo(session: Session, _rest: str) -> None:
    """Take back the last change."""
    editing = session.opened.editing
    if not editing.can_undo:
        session.say("There is nothing to undo: the case is as it was opened.")
        return
    _step(session, editing.undo, "Undone.")


def run_redo(session: Session, _rest: str) -> None:
    """Do again what was undone."""
    editing = session.opened.editing
    if not editing.can_redo:
        session.say("There is nothing to do again.")
        return
    _step(session, editing.redo, "Done again.")


def _step(session: Session, take: Callable[[], None], done: str) -> None:
    """Go to the state before or after this one; say so, with what is different now."""
    editing = session.opened.editing
    before, file = editing.plan, editing.file
    take()
    session.say(f"{done} {_differs(session, file)}")
    session.listed = ()
    settled(session, before)


def run_changes(session: Session, _rest: str) -> None:
    """Say what is not saved, and what the plan says differently since opening or saving."""
    editing = session.opened.editing
    found = _changed(editing.base, editing.file)
    session.say("Not saved:" if found else "Nothing is changed since what is saved.")
    for line in found:
        session.say(line, 1)
    if found:
        for line in changes_told(change_items(editing.opened, editing.plan)):
            session.say(line)
    session.say_where()


def _differs(session: Session, before: CaseFile) -> str:
    """Return what is different in the record now, in words."""
    return " ".join(f"{one}." for one in _changed(before, session.opened.editing.file))


def _changed(before: CaseFile, now: CaseFile) -> list[str]:
    """Return what differs between two states of a case, in words."""
    from nettui.store.diff import changes

    return [change_words(one) for one in changes(before, now)]
