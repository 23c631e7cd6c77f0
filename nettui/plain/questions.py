"""What is not known and decides: the questions, and their answers where they are entered."""

from __future__ import annotations

from functools import partial

from nettui.case.record.paths import path_of
from nettui.engine.plan.findings import Question
from nettui.plain.fields import field_of
from nettui.plain.lines import item_told
from nettui.plain.record import set_field
from nettui.plain.session import Numbered, Session, Told
from nettui.plain.talk import number_in
from nettui.sheet.item import Item, Section
from nettui.sheet.kinds import CONCERNS
from nettui.sheet.questions import asked_items, question_items, question_words, unclear_items
from nettui.tui.rows.field import FieldRow


def run_ask(session: Session, rest: str) -> None:
    """List the questions that decide most, or all; with a number, answer that question."""
    number = number_in(rest)
    if number is not None:
        question = _numbered(session, number)
        if question is None:
            session.say(f"There is no question {number}. 'ask' lists the questions.")
        else:
            ask_question(session, question)
        return
    session.place = "questions"
    if not rest:
        _tell(session)
    elif rest.casefold() == "all":
        _tell_all(session)
    else:
        session.say("'ask' lists the questions that decide most, 'ask all' every one.")
    session.say_where()


def _numbered(session: Session, number: int) -> Question | None:
    """Return the question of a line said last, else of the list of questions."""
    found = session.at(number)
    if found is not None and isinstance(found.about, Question):
        return found.about
    items = _questions(session)
    return question_of(session, items[number - 1].subject) if 0 < number <= len(items) else None


def _tell(session: Session) -> None:
    items = _questions(session)
    session.tell(item_told(Section(title="", items=items), _number, briefly=True))
    none = "Nothing that is not known would change this plan."
    session.say("A number answers a question." if items else none)


def _tell_all(session: Session) -> None:
    """Say every open question, and the options that wait for its answer."""
    lines = []
    for item in question_items(session.opened.editing.plan):
        options = [note.title for note in item.notes if note.kind is CONCERNS]
        concerns = f", concerns {', '.join(options)}" if options else ""
        lines.append(Told(f"{item.title}{concerns}", number=_number(item)))
    session.tell(lines)
    session.say("A number answers a question.")


def _questions(session: Session) -> tuple[Item, ...]:
    """Return what is asked: first what is not clear in the record, then what decides most."""
    made = session.opened.editing.plan
    return (*unclear_items(made, "question"), *asked_items(made))


def _number(item: Item) -> Numbered:
    return Numbered(item.subject, partial(_answer, item))


def _answer(item: Item, session: Session) -> None:
    if isinstance(item.subject, Question):
        ask_question(session, item.subject)
    else:
        session.say(item.title)
        session.say("Correct the entries in the record: 'record', then a number.")


def question_of(session: Session, about: object) -> Question | None:
    """Return the question that a numbered line is, or that a field answers; None for neither."""
    if isinstance(about, Question):
        return about
    if isinstance(about, FieldRow) and about.fact is not None:
        name = about.fact.name
        questions = session.opened.editing.plan.questions
        return next((one for one in questions if one.fact == name), None)
    return None


def ask_question(session: Session, question: Question) -> None:
    """Ask for the answer to a question where it is entered."""
    path = path_of(session.opened.editing.case, question.fact)
    if question.waits:
        session.say(question.waits)
    session.say(f"Question: {question_words(session.opened.editing.plan, question.fact)}")
    set_field(session, field_of(path), question.fact)
