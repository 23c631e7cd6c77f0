"""A dated entry as one line of a letter: "ct 12.3.26 liver 3 lesions 22 mm".

The reader proposes what it has understood and names what it has not; whoever types looks at both
before it is kept, and the words that were not understood go into the note of the entry. It reads
by tables of words and patterns, and guesses at nothing. A line with semicolons is not read here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from nettui.case.base.plain import Plain
from nettui.case.base.wordlist import key, known_word
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.facts import FACTS
from nettui.case.record.history import THERAPIES
from nettui.case.record.imaging import FDG, HEART, MODALITIES, SSTR

_LONGEST_NAME = 5  # words
_CENTURY = 2000  # of years in two digits

# What examinations, results and specimens are called at the beginning of a line, beside the names
# that a record knows them by.
EXAMINATIONS: Mapping[str, str] = {
    "pet": "SSTR_PET",
    "pet ct": "SSTR_PET",
    "dotatate": "68Ga-DOTATATE",
    "dotatoc": "68Ga-DOTATOC",
    "octreoscan": "111In-pentetreotide",
    "fdg": "18F-FDG",
    "fdg pet": "18F-FDG",
    "echo": "echocardiogram",
}
RESULTS: Mapping[str, str] = {
    "chromogranin": "serum_cga",
    "chromogranin a": "serum_cga",
    "cga": "serum_cga",
    "5hiaa": "u5hiaa_24h",
    "5-hiaa": "u5hiaa_24h",
    "haemoglobin": "hb",
    "hemoglobin": "hb",
    "neutrophils": "anc",
    "leucocytes": "wcc",
    "crea": "creatinine",
    "nt-probnp": "nt_probnp",
    "ntprobnp": "nt_probnp",
    "potassium": "potassium",
}
SPECIMENS: Mapping[str, str] = {
    "biopsy": "biopsy",
    "histology": "biopsy",
    "surgical specimen": "surgical_resection",
    "resection specimen": "surgical_resection",
    "polypectomy": "endoscopic_resection",
    "emr": "endoscopic_resection",
    "esd": "endoscopic_resection",
    "cytology": "cytology",
    "fna": "cytology",
}

_NUMBER = r"\d+(?:[.,]\d+)?"
# By what a line is about: pattern, field of the entry, its value ("{}": what the pattern holds).
FIELDS: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "sstr": (
        (r"\b(positive|negative|heterogeneous)\b", "sstr_result", "{}"),
        (r"\bkrenning (?:score )?([0-4])\b", "krenning_score", "{}"),
        (rf"\bsuv ?(?:max)? ({_NUMBER})", "sstr_suv_max", "{}"),
    ),
    "fdg": (
        (r"\b(positive|negative)\b", "fdg_result", "{}"),
        (rf"\bsuv ?(?:max)? ({_NUMBER})", "fdg_suv_max", "{}"),
    ),
    "heart": ((r"\b(normal)\b", "echocardiography", "{}"),),
    "pathology": (
        (
            rf"\bki-?67 ?(?:index)? ?(?:of)? ?([<>~]? ?{_NUMBER}(?: ?- ?{_NUMBER})?) ?%?",
            "ki67",
            "{}",
        ),
        (rf"\bmitoses ({_NUMBER})", "mitoses_per_2mm2", "{}"),
        (r"\b(g[123])\b", "reported_grade", "{}"),
        (r"\b(net|nec|minen)\b", "histology_family", "{}"),
        (r"\b(well|poorly?)[ -]differentiated\b", "differentiation", "{}"),
    ),
    "treatments": (
        (r"\b(\d+) cycles\b", "cycles", "{}"),
        (r"\bx ?(\d+)\b", "cycles", "{}"),
        (r"\b(stable)(?: disease)?\b", "best_response", "stable"),
        (r"\b(partial)(?: response)?\b", "best_response", "partial"),
        (r"\b(progression|progressive|progressed)\b", "best_response", "progression"),
    ),
}
# What an examination says of the tumour: only beside the word "liver".
LIVER: Sequence[tuple[str, str, str]] = (
    (r"\b(\d+) (?:lesions?|metastas[ei]s|mets)\b", "disease.liver_lesion_count", "{}"),
    (rf"\b({_NUMBER} ?(?:mm|cm))\b", "disease.liver_largest_mm", "{}"),
)
_OF_TUMOUR = r"\b(?:lesions?|metastas[ei]s|mets)\b"
_DOUBT = re.compile(
    r"[?]|\b(?:no|not|non|without|never|or|possibl[ey]|probabl[ey]|suspected|suspicious|unclear"
    r"|equivocal|denies|excluded|negative for)\b",
    re.IGNORECASE,
)
"""What leaves open, or denies, what a word beside it says."""

_LIMIT = (rf"\b(?:uln|upper limit) ?({_NUMBER})", rf"\(<? ?({_NUMBER})\)")

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
DATES: Sequence[str] = (
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
    r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4}|\d{2})(?![\d.])",
    rf"(?P<d>\d{{1,2}})\.? (?P<name>{_MONTH})\.? (?P<y>\d{{4}})",
    rf"(?P<name>{_MONTH})\.? (?P<y>\d{{4}})",
    r"(?P<y>\d{4})-(?P<m>\d{1,2})(?![\d-])",
    r"(?P<m>\d{1,2})[./](?P<y>\d{4})",
)
_FROM = r"(?:\b(?:on|from|since|in) )?"
_UNTIL = r"\b(?:to|until|till|-) ?"


@frozen(repr=False, eq=False)
class Line(Plain):
    """What a line says: a text to be added at ``path``, what is ``beside`` it in other fields.

    ``left`` is what was not understood.
    """

    path: str
    text: str
    beside: Mapping[str, str] = field(factory=dict)
    left: str = ""


def read_line(written: str) -> Line | None:
    """Return what a line says, None where it begins with nothing that can be added."""
    text = " ".join(written.split())
    if not text or ";" in text:
        return None
    found = _named(text)
    if found is None:
        return None
    part, name, rest = found
    if part == "labs":
        return _result(name, rest)
    pieces = [name]
    taken = _Rest(rest)
    if part == "treatments":
        end = taken.date(_UNTIL)
        pieces += [f"end {end}"] if end else []
    day = taken.date(_FROM)
    if day:
        pieces.insert(1, day)
    for pattern, at, value in FIELDS.get(_about(part, name), ()):
        held = taken.take(pattern)
        if held is not None and not any(piece.startswith(f"{at} ") for piece in pieces):
            pieces.append(f"{at} = {value.format(_word(at, held))}")
    beside: dict[str, str] = {}
    is_of_tumour = part == "imaging" and re.search(_OF_TUMOUR, rest, re.IGNORECASE)
    if is_of_tumour and taken.take(r"\b(liver|hepatic)\b") is not None:
        for pattern, path, value in LIVER:
            held = taken.take(pattern)
            if held is not None:
                beside[path] = value.format(held)
        if not beside:
            taken.put_back("liver")
    left = taken.left()
    if left:
        pieces.append(f"note = {left}")
    return Line(f"{part}[+]", "; ".join(pieces), beside, left)


def _result(name: str, rest: str) -> Line | None:
    """Return a laboratory result with its unit, limit and day."""
    taken = _Rest(rest)
    day = taken.date(_FROM)
    limits = (taken.take(pattern) for pattern in _LIMIT)
    limit = next((held for held in limits if held is not None), None)
    value = taken.take(rf"(?<![\w.])([<>]? ?{_NUMBER}(?: [^\W\d_%][^\s;]*| %)?)")
    if value is None:
        value = taken.take(r"\b(normal|raised|elevated|low)\b")
    if value is None:
        return None
    pieces = [
        f"{name} {value.strip()}",
        *([day] if day else []),
        *([f"uln {limit}"] if limit else []),
    ]
    left = taken.left()
    if left:
        pieces.append(f"note = {left}")
    return Line("labs[+]", "; ".join(pieces), {}, left)


def _named(text: str) -> tuple[str, str, str] | None:
    """Return the list that the beginning of a line names an entry of, its word, and the rest."""
    words = text.split(" ")
    for n in range(min(len(words), _LONGEST_NAME), 0, -1):
        name, rest = " ".join(words[:n]), " ".join(words[n:])
        found = _called(name)
        if found is not None:
            return (*found, rest)
    return None


def _called(name: str) -> tuple[str, str] | None:
    folded = name.casefold()
    if folded in EXAMINATIONS:
        return "imaging", EXAMINATIONS[folded]
    specimen = SPECIMENS.get(folded, folded.replace(" ", "_"))
    if specimen in SPECIMENS.values():
        return "pathology", specimen
    if folded in RESULTS or folded in ANALYTES:
        return "labs", RESULTS.get(folded, folded)
    for analyte, declared in ANALYTES.items():
        if key(declared.label) == key(name):
            return "labs", analyte
    modality = known_word("modality", MODALITIES, name)
    if modality is not None:
        return "imaging", modality
    therapy = known_word("therapy", THERAPIES, name)
    return ("treatments", name) if therapy is not None else None


def _about(part: str, name: str) -> str:
    if part != "imaging":
        return part
    kinds = ((SSTR, "sstr"), (FDG, "fdg"), (HEART, "heart"))
    return next((kind for names, kind in kinds if name in names), "")


def _word(at: str, held: str) -> str:
    """Return a word of a pattern as its field has it."""
    if at == "differentiation":
        return "well" if held.casefold() == "well" else "poor"
    return held.upper() if at == "reported_grade" else held.replace(",", ".")


class _Rest:
    """The part of a line that is not understood yet."""

    def __init__(self, text: str) -> None:
        self._text = text

    def take(self, pattern: str) -> str | None:
        """Return what a pattern holds, and take all of it out; None where it is not clear.

        What is said of several things, or a word that the line denies or doubts, is left alone.
        """
        all_found = list(re.finditer(pattern, self._text, re.IGNORECASE))
        if len({found[1].casefold() for found in all_found}) != 1:
            return None
        found = all_found[0]
        if not found[1][:1].isdigit() and _DOUBT.search(self._text):
            return None
        self._cut(found)
        return found[1]

    def put_back(self, text: str) -> None:
        """Count something as not understood after all."""
        self._text = f"{text} {self._text}"

    def date(self, before: str) -> str:
        """Return the first date with the words before it, and take it out; empty for none."""
        for pattern in DATES:
            found = re.search(rf"{before}(?<![\w.]){pattern}\b", self._text, re.IGNORECASE)
            day = _day(found.groupdict()) if found else ""
            if found and day:
                self._cut(found)
                return day
        return ""

    def left(self) -> str:
        """Return what is left."""
        return " ".join(self._text.split()).strip(" ,.")

    def _cut(self, found: re.Match[str]) -> None:
        self._text = f"{self._text[: found.start()]} {self._text[found.end() :]}"


def _day(parts: Mapping[str, str | None]) -> str:
    """Return a date as it is kept, days before months; empty for one that is none."""
    year = int(parts["y"] or 0)
    year += _CENTURY if year < 100 else 0
    name = parts.get("name")
    month = _MONTHS.index(name[:3].casefold()) + 1 if name else int(parts.get("m") or 0)
    day = parts.get("d")
    try:
        whole = datetime.date(year, month, int(day) if day else 1)
    except ValueError:
        return ""
    return whole.isoformat() if day else f"{year}-{month:02}"


def understood(line: Line) -> Iterator[str]:
    """Yield what a line was understood to say, piece by piece, without what is left of it."""
    for piece in line.text.split("; "):
        if not piece.startswith("note = "):
            yield piece
    for path, text in line.beside.items():
        yield f"{FACTS[path].label.lower()} {text}"
