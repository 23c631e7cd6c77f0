"""Fields of the record found by a part of their name, or by a number of what was said last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from nettui.case.editing.edit import text_of
from nettui.case.files.header import OF_FILE, text_of_file
from nettui.case.record.paths import facts_in
from nettui.plain.session import Session
from nettui.plain.talk import number_in
from nettui.tui.rows.entered_at import LISTS, entered_at
from nettui.tui.rows.field import FieldRow, value_text
from nettui.tui.rows.layout import ListRow, by_name
from nettui.tui.rows.record import GROUPS, field_choices

MOST = 12
"""Fields or words that are said at once."""
# What looks like a value never ends the name of a field.
_VALUE = re.compile(r"[\d<>~=+-].*|yes|no|none|unknown|done|applicable|not")


def label_of(field: FieldRow) -> str:
    """Return the name of a field."""
    return field.fact.label if field.fact is not None else f"new {LISTS[field.part]}"


def named(session: Session, text: str) -> tuple[Sequence[FieldRow], str | None]:
    """Return the fields that the beginning of a text names, and the value behind it.

    The name may be a number of what was said last, and a ``=`` may stand behind it.
    """
    name, equals, value = text.partition("=")
    if equals:
        found = called(session, name.strip())
        if found:
            return found, value.strip()
    words = text.split()
    ends = [m.end() for m in re.finditer(r"\S+", text)]
    exact = [n for n in range(len(words), 0, -1) if _exactly(session, " ".join(words[:n]))]
    for n in (*exact, *range(len(words), 0, -1)):
        if n > 1 and n not in exact and _VALUE.fullmatch(words[n - 1].casefold()):
            continue
        found = called(session, " ".join(words[:n]))
        if found:
            return found, text[ends[n - 1] :].strip() or None
    return (), None


def called(session: Session, name: str) -> Sequence[FieldRow]:
    """Return the fields of a name, the nearest alone where one is meant exactly."""
    number = number_in(name)
    if number is not None:
        field = field_at(session, number)
        return (field,) if field is not None else ()
    exact = _exactly(session, name)
    if exact:
        return exact
    # Without what is recorded: a value is no part of a name.
    rows = [_named_row(row) for row in _choices(session)]
    return [row.subject for row in by_name(rows, name) if isinstance(row.subject, FieldRow)]


def _exactly(session: Session, name: str) -> Sequence[FieldRow]:
    key = _key(name)
    found = []
    for row in _choices(session):
        field = row.subject
        if isinstance(field, FieldRow) and field.fact is not None:
            names = (_key(field.fact.label), _key(field.fact.field or field.path))
            if key and (key in names or name.strip() == field.path):
                found.append(field)
    return found


def _named_row(row: ListRow) -> ListRow:
    field = row.subject
    name = field.fact.field if isinstance(field, FieldRow) and field.fact else ""
    return evolve(row, tail=name.replace("_", " "))


def _choices(session: Session) -> Sequence[ListRow]:
    editing = session.opened.editing
    return field_choices(editing.plan, editing.file)


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def field_at(session: Session, number: int) -> FieldRow | None:
    """Return the field that a numbered line is, or waits for; None for neither."""
    found = session.at(number)
    if found is None:
        return None
    if isinstance(found.about, FieldRow):
        return found.about
    path = entered_at(session.opened.editing.plan, found.about)
    return field_of(path) if path is not None else None


def field_of(path: str) -> FieldRow:
    """Return the field at a path."""
    if path in OF_FILE:
        return FieldRow(path, OF_FILE[path])
    part, _, field = path.partition(".")
    return FieldRow(path, facts_in(part.partition("[")[0]).get(field))


def one_of(session: Session, fields: Sequence[FieldRow], typed: str) -> FieldRow | None:
    """Return the one of several fields that is meant, after asking which; None for none.

    Where only the middle of a word was found, one field alone is asked about too.
    """
    if not fields:
        session.say(f"No field is called so: '{typed}'. 'record all' says all fields.")
        return None
    if len(fields) == 1 and _is_clear(fields[0], typed):
        return fields[0]
    shown = fields[:MOST]
    if len(fields) > MOST:
        session.say(f"{len(fields)} fields hold these words. The nearest {MOST}:")
    elif len(fields) == 1:
        session.say("Is this field meant?")
    else:
        session.say(f"{len(fields)} fields hold these words:")
    at = session.talk.choose([_with_value(session, field) for field in shown])
    if at is None:
        session.say("No field was chosen. Nothing was changed.")
        return None
    return shown[at]


def _is_clear(field: FieldRow, typed: str) -> bool:
    """Say whether what was typed begins with a number, a path, or as a word of the name does."""
    if field.fact is None or typed.startswith(field.path) or typed[:1].isdecimal():
        return True
    first = _key(typed.split(maxsplit=1)[0].partition("=")[0])
    names = f"{field.fact.label} {field.fact.field.replace('_', ' ')}".split()
    whole = (_key(field.fact.label), _key(field.fact.field))
    return any(name.startswith(first) for name in (*map(_key, names), *whole))


def _with_value(session: Session, field: FieldRow) -> str:
    now = held(session, field)
    group = next((title for title, parts in GROUPS if field.part in parts), "")
    return ", ".join(filter(None, (label_of(field), group.lower(), now or "not recorded")))


def held(session: Session, field: FieldRow) -> str:
    """Return what a field holds in words, empty for nothing."""
    editing = session.opened.editing
    if field.path in OF_FILE:
        return text_of_file(editing.file, field.path)
    if field.fact is None:
        return ""
    text = text_of(editing.case, field.path)
    return value_text(text, field.fact) if text else ""
