"""One field of a case, set from text as a person types it: the new case, or what is wrong.

A path is that of case files and of faults: ``patient.ecog``, ``pathology[0].ki67``. ``[+]`` adds
an entry to a dated list, from text whose parts stand between semicolons::

    labs[+]              creatinine 1.2 mg/dL; 2026-09-01; uln 1.2
    labs[+].creatinine   1.2 mg/dL; 2026-09-01; uln 1.2
    imaging[+]           68Ga-DOTATATE; 2026-09-02; sstr_result = positive
    imaging[+].sstr_result   positive; 2026-09-02
    treatments[+]        T01; 2026-03-01
    pathology[+]         biopsy; 2026-08-12; ki67 = 2-3 %

Empty text clears a field. ``unknown``, ``not done`` and ``not applicable`` are kept as the word
where the field has it, else as the mark beside it; they are never no, none or zero. What is typed
is checked as a case file is: a case that has been edited can be written and read again.
"""

from __future__ import annotations

import datetime
from typing import Any

import attrs
from attrs import frozen

from nettui.case.base.declare import Value, facts_of
from nettui.case.base.faults import CaseError, CaseFault
from nettui.case.base.plain import Plain
from nettui.case.base.typed_text import STATES, state, word_for
from nettui.case.base.vocabulary import Fact
from nettui.case.base.words import value_words
from nettui.case.editing.entry_draft import Draft
from nettui.case.files.reader import Reader
from nettui.case.files.writer import given, held
from nettui.case.picture.contradictions import contradictions
from nettui.case.picture.inference import NO_INFERENCES, Inferences
from nettui.case.picture.picture import UNUSABLE_KI67, implausible, picture, unusable_ki67
from nettui.case.picture.questions import another, left_open, not_read
from nettui.case.picture.unused import in_part
from nettui.case.record.case import Case, Mark
from nettui.case.record.facts import FACTS
from nettui.case.record.history import Treatment, therapies
from nettui.case.record.imaging import UNNAMED
from nettui.case.record.labs import ANALYTES, LabResult, ratio_fact, value_fact
from nettui.case.record.paths import FieldPath, facts_in, place


@frozen(repr=False, eq=False)
class Edited(Plain):
    """A case with one field set.

    ``path`` names the field (an added entry with its index), ``entered`` is the text, ``kept``
    what the field now says in the unit it is kept in, ``warnings`` what to look at again.
    """

    case: Case
    path: str
    entered: str
    kept: str
    warnings: tuple[str, ...] = ()


def set_value(
    case: Case, path: str, text: str, rows: Inferences = NO_INFERENCES
) -> Edited | CaseFault:
    """Return the case with one field set from text, or the fault for which it is not taken.

    By the ``rows`` of a protocol it is warned of answers that cannot be true beside each other.
    """
    try:
        if path.strip() == "case_id":
            return _named(case, text)
        return _warned(case, _set(case, place(case, path), text), rows)
    except CaseError as refused:
        return refused.faults[0]


def clear(case: Case, path: str) -> Edited | CaseFault:
    """Return the case without the value of a field and without its mark: nothing is known of it."""
    return set_value(case, path, "")


def remove(case: Case, path: str, rows: Inferences = NO_INFERENCES) -> Edited | CaseFault:
    """Return the case without an entry of a dated list (``labs[2]``)."""
    try:
        where = place(case, path)
        if where.field or not isinstance(where.index, int):
            return CaseFault(path, None, "no entry", "an entry of a dated list, such as labs[0]")
        left = _replaced(getattr(case, where.part), where.index, ())
        now = _with(case, **{where.part: left})
        return _warned(case, Edited(now, path, "", "removed"), rows)
    except CaseError as refused:
        return refused.faults[0]


def text_of(case: Case, path: str) -> str:
    """Return what a field holds, as it would be typed; empty when it holds nothing.

    Raises `CaseError` for a path that is none.
    """
    where = place(case, path)
    entry = _entry(case, where)
    value = None if entry is None else held(entry, where.field)
    if value is None:
        mark = case.marks.get(where.fact)
        return mark.status if mark and mark.status in STATES else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _named(case: Case, text: str) -> Edited:
    reader = Reader()
    case_id = reader.case_id(text.strip())
    reader.finish()
    return Edited(attrs.evolve(case, case_id=case_id), "case_id", text, case_id)


def _held(case: Case, where: FieldPath) -> dict[str, Any]:
    """Return the plain data of the section or entry at a place; none yet for one to be added."""
    entry = _entry(case, where)
    return {} if entry is None else given(entry)


def _entry(case: Case, where: FieldPath) -> Any:
    """Return the section or entry at a place, None for one to be added."""
    if where.index == "+":
        return None
    owner = getattr(case, where.part)
    return owner if where.index is None else owner[where.index]


def _set(case: Case, where: FieldPath, text: str) -> Edited:
    draft = Draft(where.part, where.at(case), _held(case, where))
    marks = dict(case.marks)
    adds_result = where.index == "+" and where.field in ANALYTES
    path = f"{draft.at}.{where.field}" if where.field and not adds_result else draft.at
    if not where.field and where.index != "+":
        draft.fault("", "a whole entry", "one of its fields", f"Or remove {where}.")
    elif where.fact in FACTS and _says_nothing(where, text):
        draft.data.pop(where.field, None)
        marks.pop(where.fact, None)
        if text.strip():
            marks[where.fact] = Mark(status=state(text) or "unknown")
        if where.index == "+":  # a mark alone; there is nothing for an entry to hold
            return Edited(_with(case, marks=marks), str(where), text, "")
    elif not where.field:
        draft.add(text)
    elif adds_result:
        draft.add(f"{where.field} {text}")
    elif where.index == "+":
        if where.part == "imaging" and where.field in UNNAMED:
            draft.add(UNNAMED[where.field])  # what was examined is clear, by which agent is not
        draft.add_of(where.field, text)
    else:
        draft.write(where.field, text)
        if where.field == "date":
            draft.data.pop("date_presumed", None)  # typed again, it is given
    mark = marks.get(where.fact)
    if mark is not None and mark.status in STATES and not _says_nothing(where, text):
        del marks[where.fact]
    new = draft.finished()
    held = getattr(case, where.part)
    if where.index is None:
        before, whole = held, new
    elif isinstance(where.index, int):
        before, whole = held[where.index], _replaced(held, where.index, (new,))
    else:
        before, whole = None, (*held, new)
    reader = Reader()
    reader.agree({where.part: whole})
    reader.finish()
    now = _with(case, marks=marks, **{where.part: whole})
    kept, remarks = _news(before, new)
    return Edited(now, path, text, kept, tuple(remarks))


def _with(case: Case, **parts: Any) -> Case:
    return attrs.evolve(case, **parts)


def _replaced(entries: tuple[Any, ...], index: int, by: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*entries[:index], *by, *entries[index + 1 :])


def _says_nothing(where: FieldPath, text: str) -> bool:
    """Say whether text clears a field, or is an answer that only a mark can hold."""
    if not text.strip():
        return True
    words = facts_in(where.part)[where.field].words if where.field else ()
    return state(text) is not None and word_for(text, words) is None


# --- what was done -----------------------------------------------------------------------------


def _seen(part: Any) -> dict[str, tuple[Fact, Value]]:
    """Return what the picture can read of a section or an entry."""
    if isinstance(part, LabResult):
        return {
            fact.name: (fact, value)
            for fact, value in (
                (value_fact(part.analyte), part.canonical),
                (ratio_fact(part.analyte), part.ratio),
            )
        }
    return {f.name: (f, value) for f, value in zip(facts_of(type(part), ""), part.row, strict=True)}


def _news(before: Any, part: Any) -> tuple[str, list[str]]:
    """Return in words what a change brought, and what about it is implausible."""
    old = {} if before is None else _seen(before)
    new = [
        (fact, value)
        for name, (fact, value) in _seen(part).items()
        if value is not None and (name not in old or old[name][1] != value)
    ]
    told = [value_words(value, fact.unit) for fact, value in new]
    if len(new) > 1:
        told = [f"{fact.label} {words}" for (fact, _), words in zip(new, told, strict=True)]
    remarks = [implausible(fact, value) for fact, value in new]
    remarks += [not_read(fact, value) for fact, value in new]
    remarks += [left_open(fact, value) for fact, value in new]
    remarks += [another(fact, getattr(part, fact.field, None)) for fact, _ in new]
    if isinstance(part, Treatment) and part.therapy != getattr(before, "therapy", None):
        remarks.append(not_read(FACTS["history.prior_therapies"], therapies([part])))
    known = () if before is None else in_part(before)
    unusable = [remark for remark in in_part(part) if remark not in known]
    return "; ".join(told), [*(remark for remark in remarks if remark), *unusable]


def _warned(before: Case, done: Edited, rows: Inferences) -> Edited:
    """Return a change with what it makes of the record as a whole among its warnings."""
    now = done.case
    known = _contradictions(before, rows)
    new = [what for what in _contradictions(now, rows) if what not in known]
    if unusable_ki67(now) and not unusable_ki67(before):
        new.append(UNUSABLE_KI67)
    return attrs.evolve(done, warnings=(*done.warnings, *new)) if new else done


def _contradictions(case: Case, rows: Inferences) -> tuple[str, ...]:
    # The whole record counts, whatever the day.
    excluded = picture(case, datetime.date.max, rows).excluded if rows.excluded else ()
    return contradictions(case, excluded)
