"""The record of a case as a form: every field by its declaration, in groups as clinicians think.

Without ``every``, only what is recorded, what the plan needs and the core fields
stand there, and what stood there since the case was opened; the rest is one key or one search away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from nettui.case.base.words import plain
from nettui.case.editing.edit import text_of
from nettui.case.files.header import OF_FILE, text_of_file
from nettui.case.picture.presumed_dates import CHECK_DATE
from nettui.case.picture.unused import recorded
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.case import Case, CaseFile, Mark
from nettui.case.record.facts import FACTS
from nettui.case.record.labs import LabResult, why_unusable
from nettui.case.record.paths import facts_in
from nettui.engine.plan.plan import Plan
from nettui.tui.rows.entered_at import LISTS, target, wanted_paths
from nettui.tui.rows.field import (
    KEPT,
    LABEL,
    STOOD,
    WANTED,
    FieldRow,
    field_row,
    presumed_row,
    rounded,
    said_of_mark,
    value_text,
)
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow

_PATIENT = ("patient",)
IDENTITY = ("patient.sex_at_birth",)  # which the head of every screen says, as core fields

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
_FIRST = {
    "pathology": ("date", "specimen_type", "ki67", "mitoses", "differentiation", "family"),
    "imaging": ("date", "modality"),
    "labs": ("date", "value", "uln"),
    "treatments": ("date", "therapy", "end"),
}
_ASKED = ("!", "?")
_COLUMNS = {"labs": ("date", "value", "uln", "source", "note")}
_PRESUMED = "date_presumed"  # shown with the date


def record_rows(
    plan: Plan,
    file: CaseFile | None = None,
    *,
    every: bool = False,
    kept: Mapping[str, bool] | None = None,
    typed: str = "",
) -> tuple[ListRow, ...]:
    """Return the record as rows, each field that can be set with the key of its path.

    ``file`` is the case with its title and remark, which stand under the patient. ``kept`` are
    paths that stood there, and whether they were asked: an answer may leave another field unasked,
    which then says so, and never vanishes under the hands of who types. The field that is
    ``typed`` has its row in any case.
    """
    wanted = wanted_paths(plan)
    if typed:
        wanted.setdefault(typed, STOOD)
    for path, was_asked in (kept or {}).items():
        now = _path_now(plan.case, path)
        if now is not None:
            wanted.setdefault(now, KEPT if was_asked else STOOD)
    rows: list[ListRow] = []
    for title, parts in GROUPS:
        made: list[ListRow] = []
        for part in parts:
            shown = [*_part(plan.case, part, wanted, every=every)]
            made += _with_marks(plan.case, part, shown)
        if file is not None and parts == _PATIENT:
            made += _of_file(file)
        # No count of its own: how much is missing is said once, of the plan.
        rows.append(heading(title, "", title))
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
    last = len(rows) - (part in LISTS)  # the last line of a list adds to it
    return [*rows[:last], *made, *rows[last:]]


def _mark_row(case: Case, part: str, name: str, mark: Mark) -> ListRow:
    field = name.partition(".")[2]
    known = facts_in(part).get(field)
    if known is not None:
        return field_row(case, f"{part}[+].{field}" if part in LISTS else name, known)
    label = FACTS[name].label  # worked out: it is entered nowhere
    title = plain(mark.status)
    return ListRow(
        sign=" ", word=label, column=LABEL, title=title, tail=said_of_mark(mark), key=f"mark:{name}"
    )


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
        return target(case, part, field) or (path if part == "pathology" else None)
    return path if not index or int(index[:-1]) < len(getattr(case, part)) else None


def _has_result(case: Case, analyte: str) -> bool:
    return any(result.analyte == analyte for result in case.labs)


def _part(case: Case, part: str, wanted: Mapping[str, str], *, every: bool) -> Iterator[ListRow]:
    if part not in LISTS:
        for field, fact in facts_in(part).items():
            path = f"{part}.{field}"
            shown = fact.level == "CORE" or path in IDENTITY or path in wanted
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
    what = LISTS[part]
    sign, tone = WANTED[wanted.get(f"{part}[+]", "")]
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
            yield presumed_row(case, f"{at}.date", facts_in(part)["date"])
        if not every:
            return
    else:
        name = getattr(entry, {"imaging": "modality", "treatments": "therapy"}.get(part, ""), None)
        name = str(name or getattr(entry, "specimen_type", None) or LISTS[part])
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
            yield presumed_row(case, path, fact)
        elif every or first or core or path in wanted or text_of(case, path):
            yield field_row(case, path, fact, wanted.get(path, ""), depth=1)


def _fields(part: str) -> Sequence[str]:
    known = tuple(_COLUMNS.get(part, facts_in(part)))
    first = [name for name in _FIRST[part] if name in known]
    return (*first, *(name for name in known if name not in (*first, _PRESUMED)))


def _result(case: Case, n: int, day: str) -> ListRow:
    """Return a laboratory result on one line, as entered and as kept."""
    result = case.labs[n]
    analyte = ANALYTES[result.analyte]
    unit = result.unit or analyte.unit
    text = f"{result.value} {unit}".strip()
    if result.unit and result.unit != analyte.unit:
        text += f" = {rounded(result.canonical, analyte.unit)}"
    uln = f", upper limit {result.uln:g}" if result.uln is not None else ""
    why = why_unusable(result)
    if why:
        text, uln = recorded(result), ""
    return ListRow(
        notes=((f"{_not_used(result)}: {why}.", "held"),) if why else (),
        word=analyte.label,
        column=LABEL,
        sign=" ",
        title=f"{text}{uln}",
        tail=day,
        key=f"labs[{n}].value",
        subject=FieldRow(f"labs[{n}].value", facts_in("labs")[result.analyte]),
    )


def _not_used(result: LabResult) -> str:
    return "Recorded, not used" if result.ratio is None else "Recorded as a word"


def field_choices(plan: Plan, file: CaseFile | None = None) -> tuple[ListRow, ...]:
    """Return every field that can be set, to be found by typing part of its name."""
    wanted = wanted_paths(plan)
    rows = []
    for title, parts in GROUPS:
        for part in parts:
            for field, fact in facts_in(part).items():
                path = target(plan.case, part, field) if field != _PRESUMED else None
                if path is None:
                    continue
                held = text_of(plan.case, path) if "[+]" not in path else ""
                sign = WANTED[wanted.get(path, "")][0]
                tail = f"{title} · {path}" + (f" · {value_text(held, fact)}" if held else "")
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
