"""The record of a case as a form: every field by its declaration, in groups as clinicians think.

Without ``every``, only what is recorded, what the plan needs and the core fields
stand there, and what stood there since the case was opened; the rest is one key or one search away.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from nettui.case.base.declare import Value
from nettui.case.base.faults import CaseFault
from nettui.case.base.quantity import Quantity
from nettui.case.base.typed_text import STATES
from nettui.case.base.vocabulary import Fact, Kind, Partly
from nettui.case.base.wordlist import listed
from nettui.case.base.words import plain, value_words
from nettui.case.editing.edit import Edited, text_of
from nettui.case.files.header import OF_FILE, text_of_file
from nettui.case.picture.picture import implausible
from nettui.case.picture.presumed_dates import CHECK_DATE
from nettui.case.picture.questions import asked
from nettui.case.picture.unused import recorded
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.case import Case, CaseFile, Mark
from nettui.case.record.conversions import usual_units
from nettui.case.record.facts import FACTS
from nettui.case.record.labs import no_bounds, why_unusable
from nettui.case.record.paths import facts_in, path_of, place
from nettui.engine.plan.findings import Finding, NeedFinding, Offer, Question
from nettui.engine.plan.offers import held_by
from nettui.engine.plan.plan import Plan
from nettui.tui.cases.session import Unfinished
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow, Run

_HAS_UNIT = re.compile(r"[^\W\d_]$")  # a number with a unit behind it
LABEL = 36  # cells of the label of a field

_PATIENT = ("patient",)
_IDENTITY = ("patient.sex_at_birth",)  # which the head of every screen says, as core fields

# The groups in the order in which a history is taken; the names of parts of a case in each.
GROUPS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("Patient", _PATIENT),
    ("Pathology", ("pathology",)),
    ("Tumour and extent", ("disease",)),
    ("Imaging", ("imaging",)),
    ("Function", ("function",)),
    ("Laboratory and markers", ("labs",)),
    ("Organ function", ("organ",)),
    ("Treatments", ("treatments", "history")),
    ("Hereditary", ("heredity",)),
    ("Board", ("board",)),
)
_LISTS: Mapping[str, str] = {
    "pathology": "specimen",
    "imaging": "examination",
    "labs": "result",
    "treatments": "treatment",
}
_FIRST = {
    "pathology": ("date", "specimen_type", "ki67", "mitoses", "differentiation", "family"),
    "imaging": ("date", "modality"),
    "labs": ("date", "value", "uln"),
    "treatments": ("date", "therapy", "end"),
}
_KEPT = "kept"  # asked since the case was opened, and no longer
_STOOD = "stood"  # recorded since then, and emptied
_WANTED = {
    "needed": ("!", "held"),
    "asked": ("?", "unknown"),
    _KEPT: (" ", ""),
    _STOOD: (" ", ""),
    "": (" ", ""),
}
_ASKED = ("!", "?")
_COLUMNS = {"labs": ("date", "value", "uln", "source", "note")}
_PRESUMED = "date_presumed"  # shown with the date


@frozen
class FieldRow:
    """What a row of the record is about: a field at a path, a whole entry, or one to be added."""

    path: str
    fact: Fact | None = None

    @property
    def part(self) -> str:
        """The section or list."""
        return self.path.partition(".")[0].partition("[")[0]

    @property
    def entry(self) -> str:
        """The entry of a dated list that it belongs to, empty for none."""
        head = self.path.partition(".")[0]
        return head if head.endswith("]") and not head.endswith("[+]") else ""


def wanted_paths(plan: Plan) -> dict[str, str]:
    """Return where what the plan waits for is entered, each ``needed`` or only ``asked``."""
    found: dict[str, str] = {}
    for question in plan.questions:
        path = path_of(plan.case, question.fact)
        found.setdefault(path, "needed" if question.needs else "asked")
    return found


def record_rows(
    plan: Plan,
    file: CaseFile | None = None,
    *,
    every: bool = False,
    kept: Mapping[str, bool] | None = None,
) -> tuple[ListRow, ...]:
    """Return the record as rows, each field that can be set with the key of its path.

    ``file`` is the case with its title and remark, which stand under the patient. ``kept`` are
    paths that stood there, and whether they were asked: an answer may leave another field unasked,
    which then says so, and never vanishes under the hands of who types.
    """
    wanted = wanted_paths(plan)
    for path, was_asked in (kept or {}).items():
        now = _path_now(plan.case, path)
        if now is not None:
            wanted.setdefault(now, _KEPT if was_asked else _STOOD)
    rows: list[ListRow] = []
    for title, parts in GROUPS:
        made: list[ListRow] = []
        for part in parts:
            shown = [*_part(plan.case, part, wanted, every=every)]
            made += _with_marks(plan.case, part, shown)
        if file is not None and parts == _PATIENT:
            made += _of_file(file)
        missing = sum(row.sign == "!" for row in made)
        rows.append(heading(title, f"{missing} missing" if missing else "", title))
        rows += made
    return tuple(rows)


def _with_marks(case: Case, part: str, rows: list[ListRow]) -> list[ListRow]:
    """Return the rows of a part with one more for each mark that none of them shows.

    A mark may stand beside an entry that is not there yet ("not done"), or beside a fact that is
    worked out; neither has a field of its own.
    """
    subjects = [row.subject for row in rows if isinstance(row.subject, FieldRow)]
    seen = {s.fact.name for s in subjects if s.fact and not s.path.endswith("].value")}
    made = [
        _mark_row(case, part, name, mark)
        for name, mark in case.marks.items()
        if name.partition(".")[0] == part and name not in seen
    ]
    last = len(rows) - (part in _LISTS)  # the last line of a list adds to it
    return [*rows[:last], *made, *rows[last:]]


def _mark_row(case: Case, part: str, name: str, mark: Mark) -> ListRow:
    field = name.partition(".")[2]
    known = facts_in(part).get(field)
    if known is not None:
        return field_row(case, f"{part}[+].{field}" if part in _LISTS else name, known)
    label = FACTS[name].label  # worked out: it is entered nowhere
    title = plain(mark.status)
    return ListRow(
        sign=" ", word=label, column=LABEL, title=title, tail=_told(mark), key=f"mark:{name}"
    )


def _told(mark: Mark) -> str:
    """Return where a mark comes from, and of which day it is."""
    return " ".join(filter(None, (mark.source, str(mark.date or ""))))


def _of_file(file: CaseFile) -> Iterator[ListRow]:
    for path, fact in OF_FILE.items():
        yield ListRow(
            sign=" ",
            word=fact.label,
            column=LABEL,
            title=text_of_file(file, path) or "-",
            key=path,
            subject=FieldRow(path, fact),
        )


def standing(rows: Iterable[ListRow]) -> dict[str, bool]:
    """Return where the fields stand that rows of a record are about, and whether each is asked."""
    found = ((row, row.subject) for row in rows)
    return {
        subject.path: row.sign in _ASKED
        for row, subject in found
        if isinstance(subject, FieldRow) and subject.fact is not None
    }


def _path_now(case: Case, path: str) -> str | None:
    """Return where a field that stood at a path stands now, None where it is no more."""
    head, _, field = path.partition(".")
    part, _, index = head.partition("[")
    if index == "+]":
        if part == "labs" and _has_result(case, field):
            return None
        return _target(case, part, field) or (path if part == "pathology" else None)
    return path if not index or int(index[:-1]) < len(getattr(case, part)) else None


def _has_result(case: Case, analyte: str) -> bool:
    return any(result.analyte == analyte for result in case.labs)


def _part(case: Case, part: str, wanted: Mapping[str, str], *, every: bool) -> Iterator[ListRow]:
    if part not in _LISTS:
        for field, fact in facts_in(part).items():
            path = f"{part}.{field}"
            shown = fact.level == "CORE" or path in _IDENTITY or path in wanted
            shown = shown or path in case.marks
            if every or shown or text_of(case, path):
                yield field_row(case, path, fact, wanted.get(path, ""))
        return
    entries = getattr(case, part)
    order = sorted(range(len(entries)), key=lambda n: (-entries[n].ordinal, -n))
    for path, why in wanted.items():
        if path.startswith(f"{part}[+]"):
            field = path.partition(".")[2]
            known = facts_in(part).get(field) if field else None
            if known is not None:
                yield field_row(case, path, known, why)
    for n in order:
        yield from _entry(case, part, n, wanted, every=every)
    what = _LISTS[part]
    sign, tone = _WANTED[wanted.get(f"{part}[+]", "")]
    yield ListRow(
        sign=sign.strip() or "=",
        tone=tone,
        column=LABEL,
        title=f"Add a {what}" if what[0] not in "aeiou" else f"Add an {what}",
        key=f"{part}[+]",
        subject=FieldRow(f"{part}[+]"),
    )


def _entry(
    case: Case, part: str, n: int, wanted: Mapping[str, str], *, every: bool
) -> Iterator[ListRow]:
    at = f"{part}[{n}]"
    entry = getattr(case, part)[n]
    day = entry.date.isoformat() if entry.date else "no date"
    if part == "labs":
        yield _result(case, n, f"{day}, {CHECK_DATE}" if entry.date_presumed else day)
        if entry.date_presumed and not every:
            yield _presumed_row(case, f"{at}.date", facts_in(part)["date"])
        if not every:
            return
    else:
        name = getattr(entry, {"imaging": "modality", "treatments": "therapy"}.get(part, ""), None)
        name = str(name or getattr(entry, "specimen_type", None) or _LISTS[part])
        check = CHECK_DATE if entry.date_presumed else ""
        yield ListRow(
            sign="=",
            word=day,
            column=LABEL,
            title=plain(name),
            tail=check,
            key=at,
            subject=FieldRow(at),
        )
    for field in _fields(part):
        path, fact = f"{at}.{field}", facts_in(part)[field]
        first = field in _FIRST[part] and part != "labs"
        core = fact.level == "CORE" and part != "imaging"
        if field == "date" and entry.date_presumed:
            yield _presumed_row(case, path, fact)
        elif every or first or core or path in wanted or text_of(case, path):
            yield field_row(case, path, fact, wanted.get(path, ""), depth=1)


def _fields(part: str) -> Sequence[str]:
    known = tuple(_COLUMNS.get(part, facts_in(part)))
    first = [name for name in _FIRST[part] if name in known]
    return (*first, *(name for name in known if name not in (*first, _PRESUMED)))


def _presumed_row(case: Case, path: str, fact: Fact) -> ListRow:
    """Return the row of a date that nobody gave: marked, and how it becomes one that is given."""
    row = field_row(case, path, fact, depth=1)
    tail = f"{CHECK_DATE}: nobody gave it; Enter twice confirms"
    return evolve(row, sign="?", tone="held", tail=tail)


def _result(case: Case, n: int, day: str) -> ListRow:
    """Return a laboratory result on one line, as entered and as kept."""
    result = case.labs[n]
    analyte = ANALYTES[result.analyte]
    unit = result.unit or analyte.unit
    text = f"{result.value} {unit}".strip()
    if result.unit and result.unit != analyte.unit:
        text += f" = {_rounded(result.canonical, analyte.unit)}"
    uln = f", upper limit {result.uln:g}" if result.uln is not None else ""
    why = why_unusable(result)
    if why:
        text, uln = recorded(result), ""
    return ListRow(
        notes=((f"Recorded, not used: {why}.", "held"),) if why else (),
        word=analyte.label,
        column=LABEL,
        sign=" ",
        title=f"{text}{uln}",
        tail=day,
        key=f"labs[{n}].value",
        subject=FieldRow(f"labs[{n}].value", facts_in("labs")[result.analyte]),
    )


def _rounded(value: object, unit: str) -> str:
    """Return a value that was converted in four digits: more were not measured."""
    if isinstance(value, float) and value:
        value = round(value, 3 - math.floor(math.log10(abs(value))))
    return value_words(value, unit)


def field_row(case: Case, path: str, fact: Fact, wanted: str = "", *, depth: int = 0) -> ListRow:
    """Return the row of a field: its label, what it holds, a mark, a warning."""
    text = text_of(case, path)
    mark = case.marks.get(fact.name)
    sign, tone = _WANTED[wanted]
    notes: list[Run] = []
    if text and fact.kind is Kind.NUMBER:
        remark = _implausible(case, path, fact)
        notes += [(remark, "held")] if remark else []
    notes += [(asked(fact, word), "held") for word in _not_read(case, path, fact)]
    shown = _value(text, fact) if text else "-"
    held = _held(case, path, fact)
    if isinstance(held, Quantity) and not held.bounded:
        notes.append((f"Recorded, not used: {no_bounds(held)}.", "held"))
    elif fact.kind is Kind.NUMBER and text not in STATES and _HAS_UNIT.search(text):
        other = fact.unit and not text.endswith(fact.unit)
        shown = f"{text} = {_rounded(_kept(case, path, fact), fact.unit)}" if other else text
    tail = ""
    if mark is not None:
        tail = f"{plain(mark.status)} {_told(mark)}".strip()
        tail = "" if tail == shown else tail
    elif wanted == _KEPT and not text:
        tail = "not asked now" + (f"; for: {fact.needed_when}" if fact.needed_when else "")
    return ListRow(
        sign=sign,
        word="  " * depth + fact.label,
        column=LABEL,
        tone=tone,
        title=shown,
        tail=tail,
        notes=tuple(notes),
        key=path,
        subject=FieldRow(path, fact),
    )


def _value(text: str, fact: Fact) -> str:
    if text in STATES:
        return plain(text)
    if fact.kind in (Kind.CHOICE, Kind.SET):
        return plain(text)
    return f"{text} {fact.unit}" if fact.unit and fact.unit not in text else text


def _kept(case: Case, path: str, fact: Fact) -> Value:
    """Return the value of a field in the unit of its fact, None where there is none."""
    from nettui.case.base.declare import picture_value

    value = _held(case, path, fact)
    return None if value is None else picture_value(fact, value)


def _not_read(case: Case, path: str, fact: Fact) -> tuple[str, ...]:
    """Return the words of a list, or of a treatment, that no rule can read."""
    value: Value = None
    if fact.kind is Kind.TEXT and fact.choices:
        named = _held(case, path, fact)
        written = frozenset({str(named)} if named else ())
        value = listed(fact.field, fact.choices, written)
    elif fact.kind is Kind.SET:
        value = _kept(case, path, fact)
    return value.unread if isinstance(value, Partly) else ()


def _held(case: Case, path: str, fact: Fact) -> object:
    """Return what a field holds as it is kept, None where there is nothing."""
    where = place(case, path)
    if isinstance(where.index, str):
        return None  # of an entry that is not there yet a mark alone is known
    owner = getattr(case, where.part)
    part = owner if where.index is None else owner[where.index]
    return getattr(part, where.field, None) if where.fact == fact.name else None


def _implausible(case: Case, path: str, fact: Fact) -> str:
    value = _kept(case, path, fact)
    return "" if value is None else implausible(fact, value) or ""


# --- the field being edited --------------------------------------------------------------------

_LEVELS = {
    "CORE": "core field",
    "DEP": "needed in some cases",
    "REC": "recommended",
    "OPT": "optional",
}
_EXAMPLES = {
    "pathology[+]": "biopsy; 2026-08-12; ki67 = 2-3 %",
    "imaging[+]": "68Ga-DOTATATE; 2026-09-02; sstr_result = positive",
    "labs[+]": "creatinine 1.2 mg/dL; 2026-09-01; uln 1.2",
    "treatments[+]": "T01; 2026-03-01",
}


def about(field: FieldRow) -> tuple[str, str]:
    """Return what is to be known where one stands: name, unit and limits; why it matters."""
    fact = field.fact
    if fact is None:
        return f"New {_LISTS[field.part]}", f"Such as: {_EXAMPLES[f'{field.part}[+]']}"
    parts = [f"{fact.label} ({fact.unit})" if fact.unit else fact.label]
    if fact.hard:
        parts.append("{:g} to {:g}".format(*fact.hard))
    if fact.plausible:
        parts.append("usually {:g} to {:g}".format(*fact.plausible))
    if fact.kind is Kind.DATE:
        parts.append("such as 2026-03-01")
    if fact.kind is Kind.SET:
        parts.append("several, with commas; 'none' for none")
    if field.part == "labs" and field.path.endswith(("]", fact.field, "value")):
        units = usual_units(fact.field)[1:] if fact.field in ANALYTES else ()
        parts += [f"also in {', '.join(units)}"] if units else []
    why = [_LEVELS[fact.level]]
    if fact.needed_when:
        why.append(f"needed for: {fact.needed_when}")
    if fact.blocks:
        why.append(f"without it waits: {fact.blocks}")
    if fact.code:
        why.append(fact.code)
    return " · ".join(parts), " · ".join(why)


def suggestions(field: FieldRow, text: str) -> tuple[str, ...]:
    """Return the words of a coded field that what is typed may become."""
    fact = field.fact
    if field.path.endswith("[+]") and field.part in ("labs", "imaging"):
        words = tuple(ANALYTES) if field.part == "labs" else facts_in("imaging")["modality"].words
        return _begun(words, text) if ";" not in text and " " not in text.strip() else ()
    if fact is None or fact.kind not in (Kind.CHOICE, Kind.SET):
        return ()
    words = ("yes", "no") if fact.yes_no else fact.words
    if fact.kind is Kind.SET:
        words = (*words, "none")
        given = {part.strip() for part in text.split(",")[:-1]}
        words = tuple(word for word in words if word not in given)
        text = text.rpartition(",")[2]
    return _begun(words, text)


def _begun(words: Sequence[str], text: str) -> tuple[str, ...]:
    typed = text.strip().casefold().replace(" ", "_")
    first = [word for word in words if word.casefold().startswith(typed)]
    rest = [word for word in words if typed in word.casefold() and word not in first]
    return (*first, *rest)


def completed(field: FieldRow, text: str, word: str) -> str:
    """Return the text with the word it may become."""
    if field.fact is not None and field.fact.kind is Kind.SET and "," in text:
        return f"{text.rpartition(',')[0]}, {word}"
    return word


def answer_row(
    result: Edited | CaseFault | Unfinished, text: str, words: Sequence[str] = ()
) -> ListRow:
    """Return what became of a text: what is kept, with both units, or what is wrong with it.

    While a text may still become one of ``words`` it is not wrong yet.
    """
    if not isinstance(result, Edited) and words:
        return ListRow(sign="?", title=f"Not a whole word yet. Tab takes {plain(words[0])}.")
    if isinstance(result, Unfinished):
        return ListRow(
            sign="?", title=f"{text.strip()} is unfinished; the plan waits for the rest."
        )
    if isinstance(result, CaseFault):
        fix = f" {result.fix}" if result.fix else ""
        title = f"found {result.found}; expected {result.expected}.{fix}"
        return ListRow(sign="!", tone="stop", title=title)
    if result.warnings:
        return ListRow(sign="!", tone="held", title=" ".join(result.warnings))
    if not text.strip():
        return ListRow(sign="-", title="empty: nothing is recorded")
    if not result.kept:
        return ListRow(sign="+", tone="do", title=f"{text.strip()} is kept")
    dated = _dated(result)
    return ListRow(sign="+", tone="do", title=f"{text.strip()} is kept as {result.kept}{dated}")


def _dated(result: Edited) -> str:
    """Return the day on which an entry is presumed to be, to be checked; empty for one given."""
    where = place(result.case, result.path)
    if not isinstance(where.index, int):
        return ""
    entry = getattr(result.case, where.part)[where.index]
    return f", dated {entry.date}: {CHECK_DATE}" if entry.date_presumed else ""


def field_choices(plan: Plan, file: CaseFile | None = None) -> tuple[ListRow, ...]:
    """Return every field that can be set, to be found by typing part of its name."""
    wanted = wanted_paths(plan)
    rows = []
    for title, parts in GROUPS:
        for part in parts:
            for field, fact in facts_in(part).items():
                path = _target(plan.case, part, field) if field != _PRESUMED else None
                if path is None:
                    continue
                held = text_of(plan.case, path) if "[+]" not in path else ""
                sign = _WANTED[wanted.get(path, "")][0]
                tail = f"{title} · {path}" + (f" · {_value(held, fact)}" if held else "")
                rows.append(
                    ListRow(
                        sign=sign,
                        title=fact.label,
                        tail=tail,
                        key=path,
                        subject=FieldRow(path, fact),
                    )
                )
    if file is not None:
        for row in _of_file(file):
            rows.append(evolve(row, word="", title=row.word, tail=f"{GROUPS[0][0]} · {row.title}"))
    return tuple(rows)


def _target(case: Case, part: str, field: str) -> str | None:
    """Return where a field is entered now; None for a column of an entry that is not there."""
    if part not in _LISTS:
        return f"{part}.{field}"
    if f"{part}.{field}" in FACTS:
        return path_of(case, f"{part}.{field}")
    entries = getattr(case, part)
    if not entries or part == "labs":
        return None
    newest = max(range(len(entries)), key=lambda n: (entries[n].ordinal, n))
    return f"{part}[{newest}].{field}"


def entered_at(plan: Plan, subject: object) -> str | None:
    """Return where what the subject of a row waits for is entered, None where it waits for none."""
    facts: Iterable[str] = ()
    match subject:
        case Question():
            facts = (subject.fact,)
        case NeedFinding():
            facts = (q.fact for q in plan.questions if subject.entry.id in q.needs)
        case Finding():
            facts = plan.missing(subject.entry)
        case (Offer() as offer, *_):
            facts = held_by(plan, offer) or tuple(
                fact for finding in offer.findings for fact in plan.missing(finding.entry)
            )
        case (first, *_):
            return entered_at(plan, first)
    return next((path_of(plan.case, fact) for fact in facts), None)


def is_missing(subject: object) -> bool:
    """Say whether a row is about something missing, so that opening it means filling it in."""
    match subject:
        case Question():
            return True
        case NeedFinding():
            return bool(subject.missing)
        case (NeedFinding(), *_):
            return True
    return False
