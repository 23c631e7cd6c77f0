"""Laboratory values: one entry per result, in the laboratory's unit, with its own upper limit.

Kept in one canonical unit per analyte (`nettui.case.record.analytes`). What rules cannot read is
kept as it was written, is unknown to them, and `why_unusable` says why: a word, a number without
bounds, a unit that is not known, a number without the unit that it needs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from nettui.case.base.declare import DatedEntry
from nettui.case.base.quantity import Number, Quantity, parse, possible
from nettui.case.base.vocabulary import Fact, Kind, Range, inside
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.conversions import asked, refusal, scale, usual_units

__all__ = ["ANALYTES"]


@cache
def value_fact(name: str, unit: str | None = None) -> Fact:
    """Return the fact that holds the newest value of an analyte, in its canonical unit.

    With ``unit`` the same with its limits in that unit; one that is not known has no limits.
    """
    a = ANALYTES[name]
    by = scale(name, unit)
    return Fact(
        f"labs.{name}",
        a.label,
        Kind.NUMBER,
        unit=a.unit if unit is None else unit,
        level=a.level,
        blocks=a.blocks,
        plausible=None if by is None else (by.back(a.plausible[0]), by.back(a.plausible[1])),
        hard=None if by is None else (by.back(a.hard[0]), by.back(a.hard[1])),
        code=a.code,
        pick="newest",
        question=f"What is the {_noun(name)}?",
        noun=_noun(name),
    )


def _noun(name: str) -> str:
    """Return what an analyte is called in a sentence."""
    return ANALYTES[name].noun or inside(ANALYTES[name].label)


def ratio_fact(name: str) -> Fact:
    """Return the fact that holds the newest value over the laboratory's own upper limit."""
    a = ANALYTES[name]
    return Fact(
        f"labs.{name}_uln_ratio",
        f"{a.label} over the upper limit of normal",
        Kind.NUMBER,
        unit="x ULN",
        level="DEP",
        blocks=a.blocks,
        plausible=a.plausible_ratio,
        hard=(0, 100000),
        pick="newest",
        question=f"What is the {_noun(name)}, and what is its upper limit of normal?",
        noun=f"{_noun(name)} (x ULN)",
        reads=f"{_noun(name)} is {{}}",
    )


FACTS_OF_LABS: tuple[Fact, ...] = tuple(
    fact
    for name, analyte in ANALYTES.items()
    for fact in ((value_fact(name), ratio_fact(name)) if analyte.uln else (value_fact(name),))
)


# What a laboratory says instead of a number, and the ways to say it.
_SAYS: Mapping[str, tuple[str, ...]] = {
    "normal": (
        *("norm", "n", "wnl", "within normal limits", "within normal range", "within the normal"),
        *("in range", "within range", "in normal range", "unremarkable", "not raised"),
        *("not elevated", "not increased", "ok"),
    ),
    "raised": ("elevated", "high", "increased", "above normal", "h", "hi", "↑", "↑↑"),
    "low": ("lowered", "decreased", "reduced", "below normal", "l", "lo", "↓", "↓↓", "deficient"),
    "negative": ("neg", "neg.", "-ve", "absent", "none"),
    "positive": ("pos", "pos.", "+ve", "present", "detected"),
    "not detected": ("undetectable", "undetected", "not detectable", "none detected", "nil"),
    "trace": ("traces", "(+)", "+/-", "±"),
    "abnormal": ("pathological", "out of range"),
    "borderline": ("equivocal", "indeterminate"),
}
# What a word says of the value over the upper limit of normal [E]. "Positive", "abnormal" and
# "borderline" say nothing of it.
_UP_TO_THE_LIMIT = Range(0.0, 1.0)
_ABOVE_THE_LIMIT = Range(math.nextafter(1.0, math.inf), 100000.0)
_BOUNDS: Mapping[str, tuple[Range, str]] = {
    **dict.fromkeys(
        ("normal", "low", "negative", "not detected"),
        (_UP_TO_THE_LIMIT, "at most the upper limit of normal"),
    ),
    "raised": (_ABOVE_THE_LIMIT, "above the upper limit of normal"),
}
_WORD = {said: word for word, ways in _SAYS.items() for said in (word, *ways)}
_DEGREE = re.compile(
    r"(?:very|slightly|mildly|moderately|markedly|grossly|severely|strongly|clearly|weakly)\s+"
)
_DIPSTICK = re.compile(r"\+{1,4}|[1-4]\s?\+")


def said(text: str) -> str | None:
    """Return which word a laboratory says instead of a number; None for any other text."""
    key = re.sub(r"[\s_-]+", " ", text.strip().casefold()) or text
    word = _WORD.get(key) or _WORD.get(text.strip().casefold())
    if word is None and _DIPSTICK.fullmatch(text.strip()):
        return "positive"
    return word or _WORD.get(_DEGREE.sub("", key))


def measured(text: str, unit: str) -> Quantity:
    """Read the value of a result: a number with a sign, a range or a unit, or a word.

    Raises `nettui.case.base.quantity.Refusal` for anything else.
    """
    return parse(text, unit) if said(text) is None else Quantity(0.0, 0.0, "word", text)


@frozen(kw_only=True, repr=False, eq=False)
class LabResult(DatedEntry):
    """One result. ``value`` in ``unit``; ``uln`` is the laboratory's own upper limit, same unit.

    ``canonical`` is the value in the analyte's own unit, None where rules cannot use it.
    """

    analyte: str = field(metadata={"lab": True})
    value: Number = field(metadata={"lab": True})
    unit: str | None = field(default=None, metadata={"lab": True})
    uln: float | None = field(default=None, metadata={"lab": True})
    canonical: float | Range | None = field(init=False, eq=False, repr=False)
    ratio: float | Range | None = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        # There are more of these than of all else in a case, and none has a row of its own.
        put = object.__setattr__
        put(self, "row", ())
        put(self, "unusable", ())
        self._set_days()
        is_word = isinstance(self.value, Quantity) and self.value.sign == "word"
        if is_word:  # whatever the unit of its limit
            put(self, "canonical", None)
            put(self, "ratio", _by_word(str(self.value)))
            return
        by = scale(self.analyte, self.unit)
        if by is None or (self.unit is None and asked(self.analyte, self.value, self.uln)):
            put(self, "canonical", None)
            put(self, "ratio", None)
            return
        value = self.value
        given = _given(value, self) if isinstance(value, Quantity) else float(value)
        if isinstance(given, Range):
            put(self, "canonical", Range(by.into(given.low), by.into(given.high)))
        else:
            put(self, "canonical", None if given is None else by.into(given))
        put(self, "ratio", None if self.uln is None else _over(given, self.uln))


def _given(value: Quantity, result: LabResult) -> float | Range | None:
    return possible(value, value_fact(result.analyte, result.unit))


def _by_word(text: str) -> Range | None:
    bounds = _BOUNDS.get(said(text) or "")
    return bounds[0] if bounds else None


def _over(value: float | Range | None, limit: float) -> float | Range | None:
    if isinstance(value, Range):
        return Range(round(value.low / limit, 9), round(value.high / limit, 9))
    return None if value is None else round(value / limit, 9)


def unit_question(result: LabResult) -> str:
    """Return what to ask of a number without a unit that may be in another; empty for none."""
    if result.unit is not None:
        return ""
    others = asked(result.analyte, result.value, result.uln)
    if not others:
        return ""
    own = ANALYTES[result.analyte].unit
    ways = [f"{unit}{_as_own(result, unit)}" for unit in others]
    return f"is it {', '.join(ways)} or {own}? Write the unit"


def _as_own(result: LabResult, unit: str) -> str:
    """Return in brackets what a number in a unit is in the analyte's own; empty for a range."""
    by = scale(result.analyte, unit)
    if by is None or isinstance(result.value, Quantity):
        return ""
    return f" ({by.into(float(result.value)):.3g} {ANALYTES[result.analyte].unit})"


def why_unusable(result: LabResult) -> str:
    """Return in words why rules cannot use a result, and what to do; empty where they can."""
    value = result.value
    if isinstance(value, Quantity) and not value.bounded:
        return no_bounds(value, result.analyte)
    if scale(result.analyte, result.unit) is None:
        known = ", ".join(usual_units(result.analyte)) or "no unit"
        why = refusal(result.analyte, result.unit or "").fix
        return f'the unit "{result.unit}" is not one of {known}. {why}'.strip().rstrip(".")
    return unit_question(result)


def no_bounds(value: Quantity, name: str = "") -> str:
    """Return why a value without any bound cannot be used, and what to do.

    A word tells rules of some analytes (by ``name``) whether it is above the upper limit.
    """
    if value.sign != "word":
        return "it gives no bounds, so rules cannot use it: give a number or < / >"
    bounds = _BOUNDS.get(said(value.as_entered) or "")
    if bounds and name in ANALYTES and ANALYTES[name].uln:
        return f"it is read as {bounds[1]}; what needs a number is not cleared: give the number"
    return "rules read numbers only: give the number"


# When the newest result of a group was taken, as facts: what follow-up counts from.
DATED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "markers_date": (
        "Date of the tumour markers",
        (
            "serum_cga",
            "serum_cga_nmol",
            "u5hiaa_24h",
            "p5hiaa",
            "insulin",
            "gastrin",
            "glucagon",
            "vip",
            "somatostatin",
            "acth",
            "cortisol",
            "pthrp",
            "calcitonin",
        ),
    ),
    "hiaa_date": ("Date of 5-HIAA", ("u5hiaa_24h", "p5hiaa")),
    "nt_probnp_date": ("Date of NT-proBNP", ("nt_probnp",)),
    "blood_count_date": ("Date of the blood count", ("hb", "anc", "wcc", "platelets")),
    "creatinine_date": ("Date of creatinine", ("creatinine", "crcl_measured")),
    "liver_tests_date": ("Date of the liver tests", ("bilirubin", "alt", "ast")),
    "glucose_date": ("Date of glucose or HbA1c", ("glucose_fasting", "hba1c")),
    "urine_protein_date": ("Date of protein in urine", ("urine_protein",)),
}
DATED_BY: Mapping[str, tuple[str, ...]] = {
    analyte: tuple(name for name, (_, group) in DATED.items() if analyte in group)
    for analyte in ANALYTES
}
DATES_OF_LABS: tuple[Fact, ...] = tuple(
    Fact(
        f"labs.{name}",
        label,
        Kind.DATE,
        pick="newest",
        question=f"What is the {inside(label)}?",
    )
    for name, (label, _) in DATED.items()
)
# A check before treatment counts while all that it is made of is recent. Of several results the
# newest is in force; as old as the oldest of those in force is the check, and undated with them.
AGED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "blood_count": ("blood count", ("hb", "anc", "wcc", "platelets")),
    "creatinine": ("creatinine", ("creatinine", "crcl_measured")),
    "liver_tests": ("bilirubin", ("bilirubin",)),
}
AGED_BY: Mapping[str, str] = {
    analyte: f"{name}_since" for name, (_, group) in AGED.items() for analyte in group
}
SINCE_OF_LABS: tuple[Fact, ...] = tuple(
    Fact(
        f"labs.{name}_since",
        f"Date from which the {label} is known",
        Kind.DATE,
        pick="only",
        question=f"When was the {label} last taken?",
        noun=f"date of the {label}",
    )
    for name, (label, _) in AGED.items()
)
GROUP_OF_AGE: Mapping[str, tuple[str, ...]] = {
    f"labs.{name}_age_months": tuple(f"labs.{analyte}" for analyte in group)
    for name, (_, group) in AGED.items()
}
AGES_OF_LABS: tuple[Fact, ...] = tuple(
    Fact(
        f"labs.{name}_age_months",
        f"Age of the {label}",
        Kind.NUMBER,
        unit="months",
        hard=(0, 1500),
        pick="only",
        question=f"When was the {label} last taken?",
        noun=f"date of the {label}",
        reads=f"the {label} is {{}} old",
    )
    for name, (label, _) in AGED.items()
)
