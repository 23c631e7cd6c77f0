"""What is said of a field while it is typed: what it is, the words it may become, the answer."""

from __future__ import annotations

from collections.abc import Sequence

from nettui.case.base.faults import CaseFault
from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.base.words import plain
from nettui.case.editing.edit import Edited
from nettui.case.editing.meant import how_to_say, marks_of, words_of
from nettui.case.picture.presumed_dates import CHECK_DATE
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.conversions import usual_units
from nettui.case.record.paths import facts_in, place
from nettui.desk.session import Unfinished
from nettui.tui.rows.entered_at import LISTS
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import ListRow

_LEVELS = {
    "CORE": "core field",
    "DEP": "needed in some cases",
    "REC": "recommended",
    "OPT": "optional",
}
_EXAMPLES = {
    "pathology[+]": "biopsy 12.8.26 NET ki67 3 %, or biopsy; 2026-08-12; ki67 = 2-3 %",
    "imaging[+]": "ct 12.3.26 liver 3 lesions 22 mm, or 68Ga-DOTATATE; 2026-09-02",
    "labs[+]": "chromogranin 240 ug/L 3.2026, or creatinine 1.2 mg/dL; 2026-09-01",
    "treatments[+]": "lanreotide 120 mg from 5.2025 stable, or T01; 2026-03-01",
}


def about(field: FieldRow) -> tuple[str, str]:
    """Return what is to be known where one stands: name, unit and limits; why it matters."""
    fact = field.fact
    if fact is None:
        return f"New {LISTS[field.part]}", f"Such as: {_EXAMPLES[f'{field.part}[+]']}"
    parts = [f"{fact.label} ({fact.unit})" if fact.unit else fact.label]
    if fact.hard:
        parts.append("{:g} to {:g}".format(*fact.hard))
    if fact.plausible:
        parts.append("usually {:g} to {:g}".format(*fact.plausible))
    if fact.kind is Kind.DATE:
        parts.append("such as 2026-03-01")
    if fact.kind is Kind.CHOICE and fact.open:
        parts.append("or as the report has it")
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
    if fact is None or fact.kind is Kind.TEXT:
        return ()
    if fact.kind in (Kind.NUMBER, Kind.DATE):
        return _begun(marks_of(fact), text) if text.strip()[:1].isalpha() else ()
    words = (*words_of(fact), *marks_of(fact))
    if fact.kind is Kind.SET:
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
    result: Edited | CaseFault | Unfinished,
    text: str,
    words: Sequence[str] = (),
    fact: Fact | None = None,
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
        return ListRow(sign="!", tone="stop", title=_refused(result, fact))
    if result.warnings:
        return ListRow(sign="!", tone="held", title=" ".join(result.warnings))
    if not text.strip():
        return ListRow(sign="-", title="empty: nothing is recorded")
    if not result.kept:
        return ListRow(sign="+", tone="do", title=f"{text.strip()} is kept")
    dated = _dated(result)
    if result.entered != text and result.path.endswith("]"):
        return ListRow(sign="+", tone="do", title=f"Enter keeps {result.kept}{dated}")
    return ListRow(sign="+", tone="do", title=f"{text.strip()} is kept as {result.kept}{dated}")


def _refused(fault: CaseFault, fact: Fact | None) -> str:
    """Return why a text is not taken, and what to type instead."""
    if fact is not None and fact.kind is Kind.CHOICE and not fact.open and not fault.fix:
        return how_to_say(fact)
    fix = f" {fault.fix}" if fault.fix else ""
    return f"found {fault.found}; expected {fault.expected}.{fix}"


def _dated(result: Edited) -> str:
    """Return the day on which an entry is presumed to be, to be checked; empty for one given."""
    where = place(result.case, result.path)
    if not isinstance(where.index, int):
        return ""
    entry = getattr(result.case, where.part)[where.index]
    return f", dated {entry.date}: {CHECK_DATE}" if entry.date_presumed else ""
