"""The plan read aloud: at a glance, by section, in full; why a line is as it is; what if."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from attrs import evolve

from nettui.case.base.faults import CaseFault
from nettui.case.editing.edit import Edited
from nettui.desk.source import ListedCase
from nettui.engine.plan.findings import Question
from nettui.engine.plan.plan import Plan
from nettui.plain import questions
from nettui.plain.fields import label_of, named, one_of
from nettui.plain.lines import item_told, reasons_told, row_told, section_told, spoken
from nettui.plain.record import changes_told, fault_words, meant
from nettui.plain.session import Numbered, Session, Told
from nettui.plain.talk import number_in
from nettui.sheet.comparison import change_items
from nettui.sheet.ids import UnknownId
from nettui.sheet.item import Item, Section, Sheet
from nettui.sheet.kinds import ROUTE
from nettui.sheet.named import why as why_named
from nettui.sheet.paper import applying
from nettui.sheet.patient import who
from nettui.sheet.reasons import changeable, what_would_change, with_changes
from nettui.sheet.sheet import sheet
from nettui.sheet.wording import said_answer
from nettui.store.records import Revision
from nettui.tui.rows.changes import since_rows
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.plan import date_rows

_ROUTE_STAGE = "extent"
_ALL, _RULES, _SECTIONS = "all", "rules", "sections"


# --- saying it -----------------------------------------------------------------------------------


def run_plan(session: Session, rest: str) -> None:
    """Say the plan at a glance, in full, a section of it, or its lines with some words."""
    session.place = "plan"
    word = rest.casefold()
    if not rest:
        glance(session)
        return
    if word == _ALL:
        _tell(session, _in_full(session))
    elif word == _RULES:
        _tell(session, _sheet(session))
    elif _SECTIONS.startswith(word):
        _tell_sections(session)
    else:
        _tell_part(session, rest)
    session.say_where()


def glance(session: Session) -> None:
    """Say whose plan it is, how far it may be taken, and what comes first, with the questions."""
    head, first, *_ = _in_full(session)
    whose = " · ".join(filter(None, (who(_plan(session).case), _title(session))))
    lines = [Told(spoken(whose))]
    lines += item_told(head, _nothing, briefly=True)
    decided = since_rows(session.opened.entry.decided, _plan(session))
    lines += [line for row in decided for line in row_told(row)]
    lines += [Told(f"{first.title}:"), *item_told(first, _number, briefly=True)]
    session.tell(lines)
    session.say("A number says why, or asks. 'plan all' says all, 'plan sections' its parts.")
    session.say_where()


def _nothing(_item: Item) -> None:
    """Give a line no number."""


def run_due(session: Session, _rest: str) -> None:
    """Say what follow-up is due, by date."""
    session.place = "follow-up"
    rows = date_rows(_plan(session))
    lines: list[Told] = []
    for row in rows:
        lines += row_told(row, lambda row: _why(row.subject))
    session.tell(lines)
    session.say_where()


def _plan(session: Session) -> Plan:
    return session.opened.editing.plan


def _title(session: Session) -> str:
    return session.opened.editing.file.title


def _in_full(session: Session) -> Sheet:
    """Return all that applies; what does not hold is left out, as on paper."""
    return applying(_sheet(session, reasons=False))


def _sheet(session: Session, *, reasons: bool = True) -> Sheet:
    """Return the plan with the route in the words of the rule that gives it."""
    made = _plan(session)
    head, *parts = sheet(made, _title(session), reasons=reasons)
    route = said_answer(made, _ROUTE_STAGE)
    items = (evolve(one, title=route) if one.kind is ROUTE and route else one for one in head.items)
    return (evolve(head, items=tuple(items)), *parts)


def _tell(session: Session, parts: Iterable[Section]) -> None:
    session.tell(line for part in parts for line in section_told(part, _number))


def _tell_sections(session: Session) -> None:
    lines = []
    for part in _in_full(session):
        title = ", ".join(filter(None, (part.title, part.answer)))
        lines.append(Told(spoken(title), number=Numbered(part, partial(_tell_section, part))))
    session.tell(lines)
    session.say("A number says a section; so does 'plan' with the beginning of its title.")


def _tell_section(part: Section, session: Session) -> None:
    _tell(session, (part,))
    session.say_where()


def _tell_part(session: Session, wanted: str) -> None:
    """Say the sections whose title begins so, else the lines that hold all words."""
    parts = _in_full(session)
    words = wanted.casefold()
    found = [part for part in parts if part.title.casefold().startswith(words)]
    if found:
        _tell(session, found)
        return
    lines = [
        line
        for part in parts
        for line in item_told(part, _number)
        if line.number and all(word in line.text.casefold() for word in words.split())
    ]
    session.tell(lines)
    if not lines:
        session.say(f"No section begins with '{wanted}', and no line of the plan holds it.")


def _number(item: Item) -> Numbered | None:
    """Return what the number of a line does: it says why, or asks the question."""
    if isinstance(item.subject, Question):
        return Numbered(item.subject, partial(_ask, item.subject))
    return _why(item.subject)


def _why(subject: object) -> Numbered | None:
    return Numbered(subject, partial(_say_why_now, subject)) if subject else None


def _ask(question: Question, session: Session) -> None:
    questions.ask_question(session, question)


# --- why -----------------------------------------------------------------------------------------


def run_why(session: Session, rest: str) -> None:
    """Say why a numbered line is as it is, or anything that the protocol names by an id."""
    wanted = rest or session.talk.ask("why which line: its number, or the name of an option")
    number = number_in(wanted)
    if not wanted:
        session.say_where()
    elif number is not None:
        subject = _subject_at(session, number)
        if subject is not None:
            _say_why(subject, session)
    else:
        _say_why_named(session, wanted)


def _subject_at(session: Session, number: int) -> object:
    """Return what a numbered line of a plan is about; None where it has no reasons, with why."""
    found = session.at(number)
    about = found.about if found is not None else None
    if isinstance(about, FieldRow):
        about = questions.question_of(session, about)
    if about is None or isinstance(about, ListedCase | Section | Revision):
        session.say(f"No line of what was said last has the number {number} and reasons.")
        return None
    return None if _is_stale(session) else about


def _is_stale(session: Session) -> bool:
    """Say whether the plan has changed since its lines were said; to the user, too."""
    if session.is_stale:
        session.say(
            "The record has changed since that was said. 'plan' says the plan as it is now."
        )
    return session.is_stale


def _say_why_now(subject: object, session: Session) -> None:
    """Say the reasons of a line, unless the plan has changed since it was said."""
    if not _is_stale(session):
        _say_why(subject, session)


def _say_why(subject: object, session: Session) -> None:
    session.tell_aside(reasons_told(with_changes(_plan(session), subject)))
    session.say_where()


def _say_why_named(session: Session, wanted: str) -> None:
    made = _plan(session)
    words = wanted.casefold()
    labels = made.protocol.option_labels
    named = [name for name, label in labels.items() if label.casefold().startswith(words)]
    try:
        _, *parts = why_named(made, named[0] if len(named) == 1 else wanted)
    except UnknownId as unknown:
        if len(named) > 1:
            session.say(f"Several options begin so: {'; '.join(labels[n] for n in named)}.")
        else:
            session.say(str(unknown))
        return
    session.tell_aside(reasons_told(parts))
    session.say_where()


# --- what if -------------------------------------------------------------------------------------


def run_whatif(session: Session, rest: str) -> None:
    """Say what one fact at another value would change, or which facts would change a line."""
    number = number_in(rest)
    if not rest or number is not None:
        subject = None if number is None else _subject_at(session, number)
        if number is not None and subject is None:
            return
        of = None if number is None else changeable(subject)
        session.tell_aside(reasons_told(what_would_change(_plan(session), of)))
        session.say_where()
        return
    fields, value = named(session, rest)
    field = one_of(session, fields, rest)
    if field is None:
        return
    if value is None:
        value = session.talk.ask(f"what if {label_of(field)} were")
    if value:
        _try(session, field, value)
    session.say_where()


def _try(session: Session, field: FieldRow, value: str) -> None:
    """Say what the plan would be with a value; the record stays as it is."""
    editing = session.opened.editing
    result = editing.attempt(field.path, meant(field, value))
    now = editing.shown
    editing.forget()
    if isinstance(result, CaseFault):
        session.say(fault_words(result))
    elif not isinstance(result, Edited):
        session.say(f"'{value}' is not a whole value.")
    else:
        items = change_items(editing.plan, now)
        session.say(f"If {label_of(field)} were {result.kept or value}:")
        for line in changes_told(items):
            session.say(line)
    session.say("Only tried. The record is as it was.")
