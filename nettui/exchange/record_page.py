"""The record as a readable page: every field, what may be written in it, and how that is read.

Made from the declarations of the fields and the tables of words, so it says what the program does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nettui.case.base import synonyms
from nettui.case.base.vocabulary import NONE_WORD, Fact, Kind
from nettui.case.base.words import plain
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.case import LISTS, SECTIONS
from nettui.case.record.conversions import usual_units
from nettui.case.record.labs import LabResult
from nettui.case.record.paths import facts_in
from nettui.exchange.markdown import escape

_TITLES: Mapping[str, str] = {
    "patient": "The patient",
    "pathology": "Tissue: one entry per specimen",
    "disease": "The disease",
    "imaging": "Examinations: one entry per scan",
    "function": "Hormones and symptoms",
    "labs": "Laboratory values: one entry per result",
    "organ": "Organs",
    "history": "History and plans",
    "treatments": "Treatments: one entry each",
    "heredity": "Heredity",
    "board": "The board",
}
_INTRODUCTION = """\
# The record, field by field

Made from the program: what stands here is what it reads. Write what the report says. What is not
stated stays empty; empty, "unknown" and a word that is not understood are never read as no.

- **Numbers** may have a sign, a range or a unit: `<2`, `2-3 %`, `> 20`, `2.4 cm`. "About 15" is
  kept, but gives rules no number.
- **Words** may be spelt in any way. Where other words are listed, they are read as the word before
  them; those listed as open are kept and asked about.
- **Dates** may be a day, a month or a year: `2026-03-01`, `2026-03`, `2026`.
- **Unknown**, **not done** and **not applicable** can be said of every field.
"""


def record_page() -> str:
    """Return the page as Markdown."""
    return "\n".join(_lines()).rstrip("\n") + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for part, title in _TITLES.items():
        yield from (f"## {title}", "")
        cls = SECTIONS.get(part) or LISTS[part]
        for name, fact in facts_in(part).items():
            if name not in ANALYTES or cls is not LabResult:
                yield from _field(f"{part}.{name}", fact)
        if cls is LabResult:
            yield from ("", "### Analytes", "")
            for name in ANALYTES:
                yield from _analyte(name)
        yield ""


def _field(path: str, fact: Fact) -> Iterator[str]:
    label = fact.label[:1].upper() + fact.label[1:]
    yield f"- **{escape(label)}** (`{path}`){_what(fact)}"
    named = synonyms.NAMES.get(fact.field, {})
    for word, phrases in named.items():
        said = phrases.split("|")
        called = synonyms.CALLED.get(word)
        shown = f"{plain(word)} ({called})" if called else plain(word)
        yield f"  - {escape(shown)}: {escape(', '.join(one for one in said if one != called))}"
    for phrases, words in synonyms.ONE_OF.get(fact.field, {}).items():
        meant = " or ".join(synonyms.CALLED.get(one, plain(one)) for one in words.split())
        yield f"  - open, {escape(meant)}: {escape(', '.join(phrases.split('|')))}"


def _what(fact: Fact) -> str:
    """Return what may be written, with unit and limits, and what waits for it."""
    said = []
    if fact.kind is Kind.NUMBER:
        limits = "{:g} to {:g}".format(*fact.hard) if fact.hard else "a number"
        said.append(f"{limits} {fact.unit}".rstrip())
    elif fact.yes_no:
        said.append("yes, no")
    elif fact.kind in (Kind.CHOICE, Kind.SET):
        words = (*fact.words, NONE_WORD) if fact.kind is Kind.SET else fact.words
        others = ", or any other word" if fact.open else ""
        said.append(", ".join(map(plain, words)) + others)
    elif fact.kind is Kind.DATE:
        said.append("a date")
    if fact.needed_when:
        said.append(f"needed for: {fact.needed_when}")
    if fact.blocks:
        said.append(f"without it waits: {fact.blocks}")
    return f": {escape('; '.join(said))}." if said else "."


def _analyte(name: str) -> Iterator[str]:
    analyte = ANALYTES[name]
    units = ", ".join(usual_units(name)) or "no unit"
    limit = "; give the laboratory's upper limit of normal" if analyte.uln else ""
    refused = f" {analyte.not_converted}" if analyte.not_converted else ""
    yield f"- **{escape(analyte.label)}** (`{name}`): {escape(units)}{limit}.{escape(refused)}"
