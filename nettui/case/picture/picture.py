"""The current value of every fact on a day: the newest valid entry, or the worst where it counts.

Entries after the day are not looked at. An entry without a date counts as older than any with one.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from attrs import evolve

from nettui.case.base.dates import Day, earliest, first_day, last_day, latest, months_since
from nettui.case.base.declare import DatedEntry, Value
from nettui.case.base.quantity import KI67_HIGH, worst
from nettui.case.base.synonyms import ANY_OTHER
from nettui.case.base.vocabulary import Contradictory, Fact, Kind, OneOf, Range
from nettui.case.base.words import value_words
from nettui.case.picture.conclusions import concluded
from nettui.case.picture.contradictions import contradictions, extent_contradiction
from nettui.case.picture.inference import (
    NO_INFERENCES,
    ExcludedAnswer,
    ImpliedAnswer,
    Inferences,
)
from nettui.case.picture.merging import UNUSABLE, newest, settled
from nettui.case.picture.presumed_dates import dates_to_check
from nettui.case.picture.questions import another, contradiction, left_open, not_read, question
from nettui.case.picture.unused import PLANNED, Unused, dates_not_used, not_understood, unused
from nettui.case.record import facts as f
from nettui.case.record.case import Case, Mark
from nettui.case.record.history import (
    EMBOLISATION,
    FROM_TREATMENTS,
    PRRT,
    Treatment,
    came_of,
    is_of,
    is_running,
    may_be_of,
    therapies,
)
from nettui.case.record.imaging import ANSWERS, Scan
from nettui.case.record.labs import AGED, AGED_BY, ANALYTES, DATED_BY, LabResult
from nettui.case.record.pathology import DIFFERENTIATION, KI67, MITOSES, REPORTED, Specimen
from nettui.case.record.patient import AGES_OF_PATIENT

_POSITION = f.POSITION
_REPORTED = "pathology.reported_grade"
_WORST_FIRST = ("poor", "indeterminate", "well")
_HIGHEST_FIRST = ("NEC", "G3", "atypical", "G2", "typical", "G1")
_LOWEST_FIRST = tuple(reversed(_HIGHEST_FIRST))

E = TypeVar("E", bound=DatedEntry)
ValueRow = tuple[Value, ...]


class Timeline(Generic[E]):
    """A dated list and its merged row after each entry: merged once, when a day asks for it."""

    __slots__ = ("_merge", "_rows", "entries", "ordinals")

    def __init__(self, entries: Sequence[E], merge: Callable[[Sequence[E]], ValueRow]) -> None:
        self.entries = sorted(entries, key=lambda entry: (entry.ordinal, entry.until))
        self.ordinals = [entry.ordinal for entry in self.entries]
        self._merge = merge
        self._rows: dict[int, ValueRow] = {}

    def upto(self, day: int) -> ValueRow:
        """Return the merged row of the entries up to a day (its ordinal)."""
        count = bisect_right(self.ordinals, day)
        row = self._rows.get(count)
        if row is None:
            row = self._rows[count] = self._merge(self.entries[:count])
        return row


class Timelines:
    """The joined parts of a case: what does not change with the day, and the dated lists."""

    __slots__ = (
        "contradicted",
        "disease",
        "function",
        "history",
        "imaging",
        "labs",
        "last",
        "organ",
        "pathology",
        "treatments",
    )

    def __init__(self, case: Case) -> None:
        self.pathology = Timeline(case.pathology, _specimens)
        self.imaging = Timeline(case.imaging, _scans)
        self.labs = Timeline(case.labs, _labs)
        self.treatments = Timeline(
            case.treatments, partial(_treatments, case.history.treatment_naive)
        )
        self.disease = case.disease.row
        # Neither as it is recorded nor as anything implies it.
        self.contradicted = _contradicted(case)
        if self.contradicted:
            # That there is no metastasis is the other side of it, and as little known.
            unknown = {_EXTENT} if self.disease[_SITES] else {_EXTENT, _SITES}
            self.disease = tuple(
                None if n in unknown else value for n, value in enumerate(self.disease)
            )
        self.function = case.function.row
        self.history = case.history.row
        self.organ = case.organ.row
        self.last = case.heredity.row + case.board.row


_SPECIMEN_COLUMN = {fact.field: n for n, fact in enumerate(f.PATHOLOGY)}


def _first_of(*words: str) -> Callable[[Any], int]:
    return words.index


# What describes a specimen, and differs between two of one day without a contradiction: the one
# with most tissue counts, the method that is least sure, the larger number.
_OF_SPECIMEN: Mapping[int, Callable[[Any], float]] = {
    _SPECIMEN_COLUMN["specimen_type"]: _first_of(
        "surgical_resection", "endoscopic_resection", "biopsy", "cytology"
    ),
    _SPECIMEN_COLUMN["specimen_site"]: _first_of(
        "primary", "liver", "node", "peritoneum", "bone", "lung", "brain", "other"
    ),
    _SPECIMEN_COLUMN["ki67_method"]: _first_of("estimate", "digital", "hot_spot_count"),
    _SPECIMEN_COLUMN["mitoses_counted"]: lambda count: -_high(count),
    _SPECIMEN_COLUMN["mitoses_area_counted"]: lambda area: -_high(area),
    _SPECIMEN_COLUMN["mitoses_hpf"]: lambda fields: -_high(fields),
    _SPECIMEN_COLUMN["hpf_diameter_mm"]: lambda diameter: -_high(diameter),
    _SPECIMEN_COLUMN["field_number"]: lambda number: -_high(number),
}


def _high(value: float | Range) -> float:
    return value.high if isinstance(value, Range) else value


def _specimens(specimens: Sequence[Specimen]) -> ValueRow:
    merged = newest(specimens, [s.row for s in specimens], len(f.PATHOLOGY))
    for column in (KI67, MITOSES):
        numbers = [v for s in specimens if isinstance(v := s.row[column], (float, Range))]
        merged[column] = worst(numbers) if numbers else None
    if any(s.mitoses_undetermined for s in specimens):
        merged[MITOSES] = _perhaps_more(merged[MITOSES])
    if any(s.ki67_undetermined for s in specimens):
        merged[KI67] = _perhaps_higher(merged[KI67])
    for column, order in _OF_SPECIMEN.items():
        several = merged[column]
        if isinstance(several, Contradictory):
            merged[column] = min(several.values, key=order)
    found = {s.row[DIFFERENTIATION] for s in specimens}
    merged[DIFFERENTIATION] = next((w for w in _WORST_FIRST if w in found), None)
    merged[REPORTED] = _highest_reported(specimens)
    merged[-1] = earliest(s.date for s in specimens if s.date is not None)
    return tuple(merged)


def _highest_reported(specimens: Sequence[Specimen]) -> Value:
    """Return the highest grade as reported, or which it may be.

    One that is not understood may be higher than all others.
    """
    found = [value for s in specimens if (value := s.row[REPORTED]) is not None]
    ranks = [
        [_HIGHEST_FIRST.index(word) for word in (v.words if isinstance(v, OneOf) else (v,))]
        for v in found
    ]
    if any(REPORTED in s.unusable for s in specimens):
        ranks.append(list(range(len(_HIGHEST_FIRST))))
    if not found:
        return None
    # The highest of all is at least the highest of what each is at the least.
    least = min(max(each) for each in ranks)
    may = {rank for each in ranks for rank in each if rank <= least}
    words = tuple(word for word in _LOWEST_FIRST if _HIGHEST_FIRST.index(word) in may)
    return words[0] if len(words) == 1 else OneOf(words)


def _perhaps_more(most: Value) -> Value:
    """Return the mitoses when those of one more specimen are of an area that is not known."""
    least = most.low if isinstance(most, Range) else most
    top = (f.FACTS["pathology.mitoses_per_2mm2"].hard or (0, 0))[1]
    return Range(least, float(top)) if isinstance(least, float) else None


def _perhaps_higher(highest: Value) -> Value:
    """Return the Ki-67 when one more specimen gives no usable number, which may be the highest.

    Above 20 % the highest of the others decides whatever it is; else it must be asked for.
    """
    least = highest.low if isinstance(highest, Range) else highest
    if not isinstance(least, float) or least <= KI67_HIGH:
        return None
    return least if least == 100 else Range(least, 100.0)


_ANSWERS_AT = tuple(fact.field for fact in f.IMAGING if fact.field in ANSWERS)


def _scans(scans: Sequence[Scan]) -> ValueRow:
    # The first column of a scan's own row is its modality, which stands with its group instead.
    merged = newest(scans, [s.row for s in scans], len(_ANSWERS_AT) + 1)[1:]
    dates: dict[str, list[Day]] = {}
    agents: dict[str, list[tuple[int, int, Any]]] = {}
    for scan in scans:
        if scan.date is not None:
            for name in {scan.group, scan.modality}:
                dates.setdefault(name, []).append(scan.date)
        agents.setdefault(scan.group, []).append((scan.ordinal, scan.until, scan.modality))

    def on(group: str) -> Value:
        return latest(dates.get(group, ()))

    def agent(group: str) -> Value:
        """Return how it was examined last; CT and MRI of one day are both."""
        found = settled(agents[group]) if group in agents else None
        is_both = group == "conventional" and isinstance(found, Contradictory)
        return "both" if is_both else found

    return (
        *merged,
        agent("conventional"),
        on("conventional"),
        agent("sstr"),
        on("sstr"),
        None,  # the age of SSTR imaging depends on the day
        on("fdg"),
        on("heart"),
        on("endoscopy"),
        on("EUS"),
        on("ultrasound"),
        on("brain_MRI"),
    )


_SINCE: tuple[tuple[int, int], ...] = tuple(
    (_POSITION[date], _POSITION[months])
    for date, months in (
        ("patient.ecog_date", "patient.ecog_age_months"),
        ("patient.wishes_date", "patient.wishes_age_months"),
        ("imaging.sstr_date", "imaging.sstr_age_months"),
        *((f"labs.{name}_since", f"labs.{name}_age_months") for name in AGED),
        ("history.surgery_date", "history.months_since_surgery"),
        ("history.therapy_start_date", "history.months_since_therapy_start"),
        ("pathology.first_date", "history.months_since_diagnosis"),
        ("history.prrt_date", "history.months_since_prrt"),
        ("history.embolisation_date", "history.months_since_embolisation"),
    )
)
# Dates that do not come from entries up to the day: after it they are not used.
_PAST: tuple[int, ...] = tuple(
    _POSITION[fact.name]
    for fact in (*f.PATIENT, *f.HISTORY, *f.HEREDITY)
    if fact.kind is Kind.DATE and fact.name not in PLANNED
)
# A date in the mark beside a value is the date of the value, unless that has a field of its own.
_DATED_BESIDE = (
    ("patient.ecog", _POSITION["patient.ecog_date"]),
    ("patient.wishes", _POSITION["patient.wishes_date"]),
)
_NO_AGES: ValueRow = (None,) * len(AGES_OF_PATIENT)  # they depend on the day
_CURRENT = _POSITION["history.current_therapies"]
_CAME_OF = slice(_CURRENT + 1, _CURRENT + 5)
_DATES = [fact.name for fact in FROM_TREATMENTS].index("history.prrt_date")
# Parts of history.prior_therapies: what cannot be read of them is asked about once, of the whole.
_PARTS = frozenset(fact.name for fact in FROM_TREATMENTS[1:_DATES])
_DISEASE = [fact.field for fact in f.DISEASE]
_EXTENT, _SITES = map(_DISEASE.index, ("extent", "metastasis_sites"))
_EXTENT_NAME = f.DISEASE[_EXTENT].name
# What says how far the disease has spread: one of them may contradict another.
_SPREAD = (_EXTENT_NAME, "disease.metastasis_sites", "disease.m_category", "disease.primary_site")
# Choices whose "other" is kept as it is written.
OTHERS = tuple(fact.name for fact in f.FACTS.values() if fact.field in ANY_OTHER)
_LABS = tuple(fact.field for fact in f.LABS)


def _labs(results: Sequence[LabResult]) -> ValueRow:
    newest_of: dict[str, list[LabResult]] = {}
    dates: dict[str, list[Day]] = {}
    last: dict[str, int] = {}  # the last day that they may be from
    for result in results:
        analyte = result.analyte
        if result.date is not None:
            for dated in DATED_BY[analyte]:
                dates.setdefault(dated, []).append(result.date)
        if result.ordinal > last.get(analyte, -1):
            newest_of[analyte] = [result]
        else:
            newest_of[analyte].append(result)
        last[analyte] = max(result.until, last.get(analyte, -1))
    values: dict[str, Value] = {name: latest(days) for name, days in dates.items()}
    in_force: dict[str, list[Day | None]] = {}
    value: Value
    ratio: Value
    for analyte, of_one_day in newest_of.items():
        if analyte in AGED_BY:
            in_force.setdefault(AGED_BY[analyte], []).extend(result.date for result in of_one_day)
        if len(of_one_day) == 1:
            value, ratio = of_one_day[0].canonical, of_one_day[0].ratio
        else:
            value, ratio = _of_one_day(of_one_day)
        values[analyte] = value
        if ANALYTES[analyte].uln:
            values[f"{analyte}_uln_ratio"] = ratio
    for since, days in in_force.items():
        known = [day for day in days if day is not None]
        values[since] = earliest(known) if len(known) == len(days) else None
    return tuple([values.get(name) for name in _LABS])


def _of_one_day(results: Sequence[LabResult]) -> tuple[Value, Value]:
    """Return the value, and its share of the upper limit, of results that may be of one day."""
    start = max(r.ordinal for r in results)
    together = [r for r in results if r.until >= start]

    def of(values: Sequence[Any]) -> Value:
        return settled([(start, start, UNUSABLE if v is None else v) for v in values])

    value = of([r.canonical for r in together])
    ratios = [r.ratio for r in together]
    if not isinstance(value, Contradictory):
        ratios = [ratio for ratio in ratios if ratio is not None]  # a limit given once will do
    return value, of(ratios) if ratios else None


def _treatments(naive: bool | None, given: Sequence[Treatment]) -> ValueRow:
    row: list[Value] = [None] * len(FROM_TREATMENTS)
    if given:
        row[0] = therapies(given)
    elif naive:
        row[:_DATES] = [frozenset()] * _DATES
    row[_DATES], row[_DATES + 1] = (_last(given, rows) for rows in (PRRT, EMBOLISATION))
    return tuple(row)


def _last(given: Sequence[Treatment], rows: tuple[str, ...]) -> Day | None:
    """Return when one of these therapies was last given: its end, else its start.

    None where a later treatment cannot be read, and may be one of them.
    """
    days = [day for t in given if is_of(t, rows) and (day := t.end or t.date) is not None]
    found = latest(days)
    if found is None:
        return None
    others = (day for t in given if may_be_of(t, rows) and (day := t.end or t.date) is not None)
    return None if any(last_day(day) > last_day(found) for day in others) else found


class Picture:
    """What is known on a day. ``values`` stand in the order of ``FACTS``.

    ``implied`` are the rows of the protocol by which some of them are there, ``excluded`` those by
    which an answer is not; ``recorded`` are the values before both.
    """

    __slots__ = (
        "_unclear",
        "_unused",
        "as_of",
        "case",
        "excluded",
        "implied",
        "recorded",
        "values",
    )

    def __init__(
        self,
        case: Case,
        as_of: datetime.date,
        values: tuple[Value, ...],
        implied: tuple[ImpliedAnswer, ...] = (),
        excluded: tuple[ExcludedAnswer, ...] = (),
        *,
        recorded: tuple[Value, ...] | None = None,
    ) -> None:
        self.case = case
        self.as_of = as_of
        self.values = values
        self.implied = implied
        self.excluded = excluded
        self.recorded = values if recorded is None else recorded
        self._unused: Mapping[str, Unused] | None = None
        self._unclear: Mapping[str, str] | None = None

    def get(self, name: str) -> Value:
        """Return the value of a fact. Raises KeyError for a name that is none."""
        return self.values[_POSITION[name]]

    def mark(self, name: str) -> Mark | None:
        """Return the mark that stands beside a fact."""
        return self.case.marks.get(name)

    @property
    def unused(self) -> Mapping[str, Unused]:
        """Return what is recorded of facts without a value, and why rules cannot use it."""
        if self._unused is None:
            found = unused(self.case, self.as_of)
            self._unused = {name: item for name, item in found.items() if self.get(name) is None}
        return self._unused

    def words(self, name: str) -> str:
        """Return the value of a fact in words, or what is recorded that rules cannot use."""
        item = self.unused.get(name) if self.get(name) is None else None
        return item.short if item else value_words(self.get(name), f.FACTS[name].unit)

    @property
    def unclear(self) -> Mapping[str, str]:
        """Return what the record itself must be asked first, in words, by fact.

        Words that cannot be read, several values of one moment: nothing that depends on them is
        cleared until then.
        """
        if self._unclear is None:
            values = zip(f.FACTS.items(), self.values, strict=True)
            asked = {name: question(fact, value) for (name, fact), value in values if value}
            self._unclear = {
                n: text
                for n, text in asked.items()
                if text and n not in _PARTS and not (n == _REPORTED and is_class_elsewhere(self))
            }
        return self._unclear

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know of the record: the implausible, the contradictory."""
        return notes(self.case, self.as_of, self)


def picture(case: Case, as_of: datetime.date, rows: Inferences = NO_INFERENCES) -> Picture:
    """Return the picture of a case on a day, with what the rows of a protocol imply."""
    lines = Timelines(case)
    day = as_of.toordinal()
    imaging = lines.imaging.upto(day)
    values: Any = (
        case.patient.row
        + _NO_AGES
        + lines.pathology.upto(day)
        + lines.disease
        + imaging
        + lines.function
        + lines.labs.upto(day)
        + lines.organ
        + lines.history
        + lines.treatments.upto(day)
        + lines.last
        + (None,)
    )
    values = list(values)
    for name, date in _DATED_BESIDE if case.marks else ():
        mark = case.marks.get(name)
        if mark is not None and values[date] is None:
            values[date] = mark.date
    for date in _PAST:
        if values[date] is not None and first_day(values[date]) > as_of:
            values[date] = None
    for date, months in _SINCE:
        if values[date] is not None:
            values[months] = months_since(values[date], as_of)
    given = [treatment for treatment in lines.treatments.entries if treatment.ordinal <= day]
    if given:
        values[_CURRENT] = therapies([t for t in given if is_running(t, as_of)])
        values[_CAME_OF] = came_of(given)
    recorded = tuple(values)
    seen = concluded(rows, recorded, case, day, lines.contradicted)
    return Picture(case, as_of, seen.values, seen.implied, seen.excluded, recorded=recorded)


Extents = dict[tuple[tuple[str, Value], ...], Case | None]
"""A case that also says some answers on its extent; None where they contradict it."""


def completed(
    seen: Picture, answers: Mapping[str, Value], rows: Inferences, extents: Extents
) -> Picture | None:
    """Return the picture of a record that also says these answers, by name of the fact.

    None where one of them contradicts the record. ``extents`` keeps what was made of the case of
    this picture, since a search asks of few extents, each beside very many other answers.
    """
    values = list(seen.recorded)
    for name, value in answers.items():
        values[_POSITION[name]] = value
    spread = tuple((name, value) for name, value in answers.items() if name in _SPREAD)
    if spread not in extents:
        extents[spread] = _with_extent(seen.case, spread)
    case = extents[spread]
    if case is None:
        return None
    # With an answer on the extent the record no longer contradicts itself, or there is none.
    contradicted = () if spread else _contradicted(case)
    found = concluded(rows, values, case, seen.as_of.toordinal(), contradicted)
    if len(found.excluded) > len(seen.excluded):
        return None
    recorded = tuple(values)
    return Picture(case, seen.as_of, found.values, found.implied, found.excluded, recorded=recorded)


def _with_extent(case: Case, answers: tuple[tuple[str, Value], ...]) -> Case | None:
    if not answers:
        return case
    told: Any = {name.partition(".")[2]: value for name, value in answers}
    case = evolve(case, disease=evolve(case.disease, **told))
    return case if extent_contradiction(case) is None else None


def _contradicted(case: Case) -> tuple[str, ...]:
    """Return the facts on which a record contradicts itself, which nothing may answer."""
    return () if extent_contradiction(case) is None else (_EXTENT_NAME,)


def is_class_elsewhere(seen: Picture) -> bool:
    """Say whether "carcinoid" is reported of an organ without typical and atypical carcinoids."""
    site = seen.get("disease.primary_site")
    return (
        seen.get(_REPORTED) == OneOf(("typical", "atypical"))
        and isinstance(site, str)
        and site not in ("lung", "thymus")
    )


UNUSABLE_KI67 = "Ki-67 of a specimen is given without a usable number: ask for the number."


def unusable_ki67(case: Case) -> bool:
    """Say whether a specimen's Ki-67 is given in a way that leaves the grade open ("> 10")."""
    return any(s.ki67_undetermined for s in case.pathology)


def notes(case: Case, as_of: datetime.date, seen: Picture) -> tuple[str, ...]:
    """Return the remarks on a record, in the order of the facts."""
    made: list[str] = []
    made += contradictions(case, seen.excluded)
    made += filter(None, (contradiction(fact, seen.get(name)) for name, fact in f.FACTS.items()))
    made += filter(
        None,
        (not_read(fact, seen.get(name)) for name, fact in f.FACTS.items() if name not in _PARTS),
    )
    made += filter(
        None,
        (
            left_open(fact, seen.get(name))
            for name, fact in f.FACTS.items()
            if not (name == _REPORTED and is_class_elsewhere(seen))
        ),
    )
    made += others(case)
    made += filter(None, (dates_to_check(case),))
    made += [row.note for row in seen.implied]
    for name, fact in f.FACTS.items():
        remark = implausible(fact, seen.get(name))
        if remark is not None:
            made.append(remark)
    if unusable_ki67(case):
        made.append(UNUSABLE_KI67)
    if not isinstance(seen.get("pathology.histology_family"), Contradictory):
        families = {
            str(s.histology_family)
            for s in case.pathology
            if s.histology_family not in (None, "unknown") and s.ordinal <= as_of.toordinal()
        }
        if len(families) > 1:
            shown = ", ".join(sorted(families))
            made.append(
                f"Specimens disagree on the histological family: {shown}. The newest is used."
            )
    made += [
        item.says
        for name, item in seen.unused.items()
        if name != "pathology.ki67" and item.on_its_own
    ]
    made += not_understood(case, as_of)
    made += dates_not_used(case, as_of)
    return tuple(made)


def others(case: Case) -> Iterator[str]:
    """Yield in words which words of a choice are read as another one, or as one of several."""
    for name in OTHERS:
        section, _, field = name.partition(".")
        if said := another(f.FACTS[name], getattr(getattr(case, section), field)):
            yield said


def implausible(fact: Fact, value: Value) -> str | None:
    """Return a remark on a number that lies wholly outside the plausible limits of its fact."""
    if fact.plausible is None or not isinstance(value, (float, Range)):
        return None
    low, high = fact.plausible
    least, most = (value.low, value.high) if isinstance(value, Range) else (value, value)
    if most >= low and least <= high:
        return None
    shown = value_words(value, fact.unit)
    return f"{fact.label} {shown} is outside the plausible {low:g} to {high:g}: please check."
