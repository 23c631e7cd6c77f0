"""Dated entries added to the record, and taken off it."""

from __future__ import annotations

from nettui.case.base.faults import CaseFault
from nettui.plain.fields import field_at
from nettui.plain.record import entry_words, fault_words, set_field, set_value, settled
from nettui.plain.session import Session
from nettui.plain.talk import chosen, number_in
from nettui.tui.rows.entered_at import LISTS
from nettui.tui.rows.field import FieldRow

_KINDS = {
    "specimen": "pathology",
    "pathology": "pathology",
    "examination": "imaging",
    "imaging": "imaging",
    "scan": "imaging",
    "treatment": "treatments",
    "laboratory value": "labs",
    "result": "labs",
}
"""What an entry is called, and the list that it is of."""


def run_add(session: Session, rest: str) -> None:
    """Add a dated entry: a specimen, an examination, a treatment or a laboratory value."""
    kind, _, text = rest.partition(" ")
    names = list(_KINDS)
    at = chosen(kind, names) if kind and number_in(kind) is None else None
    part = _KINDS[names[at]] if at is not None else _part_begun(kind)
    if part is None:
        if kind:
            session.say(f"'{kind}' is no kind of entry. Which is added?")
        kinds = ("specimen", "examination", "treatment", "laboratory value")
        found = session.talk.choose(kinds)
        if found is None:
            session.say("Nothing was added.")
            return
        part, text = _KINDS[kinds[found]], ""
    field = FieldRow(f"{part}[+]")
    if text.strip():
        set_value(session, field, text.strip())
        return
    set_field(session, field)


def _part_begun(kind: str) -> str | None:
    """Return the list that several names of one kind mean (``lab``), None for none."""
    typed = kind.casefold()
    found = {part for word, part in _KINDS.items() if typed and word.startswith(typed)}
    return found.pop() if len(found) == 1 else None


def run_remove(session: Session, rest: str) -> None:
    """Remove an entry, by the number of one of its lines or after asking which."""
    case = session.opened
    number = number_in(rest)
    field = field_at(session, number) if number is not None else None
    entry = field.entry if field is not None else ""
    if not entry:
        entries = [
            f"{part}[{n}]" for part in LISTS for n in range(len(getattr(case.editing.case, part)))
        ]
        if not entries:
            session.say("There is no dated entry to be removed. 'clear' empties a field.")
            return
        session.say("Which entry is removed?")
        at = session.talk.choose([entry_words(session, one) for one in entries])
        if at is None:
            session.say("Nothing was removed.")
            return
        entry = entries[at]
    before, words = case.editing.plan, entry_words(session, entry)
    result = case.editing.remove(entry)
    if isinstance(result, CaseFault):
        session.say(f"Not removed. {fault_words(result)}")
        return
    session.say(f"Removed: {words}. 'undo' brings it back.")
    session.listed = ()  # their numbers may mean other entries now
    settled(session, before, result.warnings)
