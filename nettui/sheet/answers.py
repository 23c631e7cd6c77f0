"""Answers to open questions in words: what is supposed of the patient, as a clause after "if"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import Any

from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.base.words import value_words
from nettui.case.record.facts import FACTS
from nettui.engine.plan.branches import Answer, Branch, Way
from nettui.engine.plan.plan import Plan
from nettui.engine.plan.whatif import bounds
from nettui.sheet.basis import number

# How an answer reads after "if": of a yes/no question the clause for each answer, of another one
# the clause around the words.
_YES_NO: Mapping[str, tuple[str, str]] = {
    "function.functional": ("there is a hormone syndrome", "there is no hormone syndrome"),
    "function.syndrome_refractory": (
        "an analogue does not control the syndrome",
        "an analogue controls the syndrome",
    ),
    "function.dipnech_symptomatic": ("DIPNECH causes symptoms", "DIPNECH causes no symptoms"),
    "disease.suspicious_nodes": (
        "regional nodes look suspicious",
        "no regional node is suspicious",
    ),
    "disease.urgent_complication": ("the complication is urgent", "the complication is not urgent"),
    "history.prior_ssa": ("an analogue was given before", "no analogue was given before"),
    "heredity.vhl_exon3_variant": ("the VHL variant is in exon 3", "it is not in exon 3"),
}
_AROUND: Mapping[str, str] = {
    "disease.extent": "the disease is {}",
    "pathology.histology_family": "histology is {}",
    "pathology.differentiation": "the tumour is {}",
    "pathology.ki67": "Ki-67 is {}",
    "pathology.mitoses_per_2mm2": "mitoses are {}",
    "pathology.lvi": "lymphovascular invasion is {}",
    "imaging.sstr_result": "SSTR imaging is {}",
    "disease.disease_status": "{}",
    "disease.primary_site": "the primary is in {}",
    "disease.primary_complication": "the primary causes {}",
    "disease.margin": "the margin is {}",
    "disease.progression_status": "the disease is {}",
    "disease.primary_resectable": "the primary {}",
    "disease.liver_distribution": "the liver metastases are {}",
    "disease.liver_resectability": "the liver metastases are {}",
    "disease.gastric_type": "the gastric NET is of type {}",
    "disease.size_mm": "the tumour measures {}",
    "disease.appendix_position": "it sits at the {} of the appendix",
    "heredity.tumour_doubling_days": "the tumour doubles in {}",
    "patient.ecog": "ECOG is {}",
    "function.symptoms": "the patient has {}",
    "function.syndrome": "the syndrome is {}",
}
# Words of single answers that read otherwise in a sentence.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "disease.extent": {
        "localized": "localized",
        "liver_only": "in the liver only",
        "beyond_liver": "beyond the liver",
    },
    "pathology.differentiation": {
        "well": "well differentiated",
        "poor": "poorly differentiated",
        "indeterminate": "of indeterminate differentiation",
    },
    "disease.disease_status": {
        "not_resected": "the tumour is not resected",
        "resected_no_residual": "all tumour is resected",
        "residual": "tumour is left after resection",
        "recurrent": "the tumour has come back",
    },
    "disease.primary_site": {
        "jejunum_ileum": "the jejunum or ileum",
        "other": "another organ",
        **{
            site: f"the {site}"
            for site in (
                *("stomach", "duodenum", "ampulla", "appendix"),
                *("colon", "rectum", "pancreas", "lung", "thymus"),
            )
        },
    },
    "disease.progression_status": {
        "RECIST_progressive": "progressive (RECIST)",
        "mixed": "in part growing, in part shrinking",
    },
    "disease.primary_resectable": {
        "yes": "can be resected",
        "no": "cannot be resected",
        "borderline": "is borderline resectable",
        "not_applicable": "is not there to resect",
    },
    "disease.primary_complication": {"none": "no complication"},
    "disease.liver_distribution": {
        "unilobar": "in one lobe",
        "bilobar_discrete": "bilobar and discrete",
        "bilobar_diffuse": "bilobar and diffuse",
    },
    "function.symptoms": {"none": "no symptoms"},
    "disease.margin": {"not_resected": "none, without a resection"},
}


def conditions(plan: Plan, way: Way, most: int = 99) -> str:
    """Return what is supposed on the way to a leaf: ``there is no hormone syndrome and ...``."""
    return " and ".join(supposed(plan, branch, one, most) for branch, one in way)


def supposed(plan: Plan, branch: Branch, answer: Answer, most: int = 99) -> str:
    """Return an answer as a clause after "if", with what of the record speaks for it."""
    says = dict.fromkeys(one.says for one in answer.evidence)
    behind = f" ({'; '.join(says)})" if says else ""
    return _clause(plan, branch, answer, most) + behind


def _clause(plan: Plan, branch: Branch, answer: Answer, most: int) -> str:
    fact = FACTS[branch.fact]
    words = answered(plan, branch, answer, most)
    if fact.choices == ("yes", "no") and fact.name in _YES_NO and len(answer.values) == 1:
        yes, no = _YES_NO[fact.name]
        return yes if answer.values == ("yes",) else no
    return _AROUND.get(fact.name, fact.label + ": {}").format(words)


def answered(plan: Plan, branch: Branch, answer: Answer, most: int = 99) -> str:
    """Return the answers that lead to the same, in words: ``above 20 %``, ``positive``."""
    fact = FACTS[branch.fact]
    if fact.kind is Kind.NUMBER:
        every = sorted(v for one in branch.answers for v in one.values if isinstance(v, float))
        return " or ".join(_ranges(plan, fact, set(answer.values), every))
    own = _WORDS.get(fact.name, {})
    words = [own.get(_word(value), value_words(value)) for value in answer.values]
    if len(words) > most + 1:
        more = number(len(words) - most, "other", "others")
        return f"{', '.join(words[:most])} or {more}"
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _word(value: Any) -> str:
    if isinstance(value, frozenset):
        return next(iter(value)) if len(value) == 1 else "" if value else "none"
    return str(value)


def _ranges(plan: Plan, fact: Fact, mine: Set[Any], every: Sequence[float]) -> Iterator[str]:
    """Yield the ranges of numbers that lead to the same, by the bounds that rules ask for."""
    limits = bounds(plan.protocol, fact.name)
    unit = f" {fact.unit}" if fact.unit else ""
    for is_mine, run in groupby(range(len(every)), key=lambda n: every[n] in mine):
        if is_mine:
            numbers = tuple(run)
            first, last = numbers[0], numbers[-1]
            below = every[first - 1] if first else None
            above = every[last + 1] if last + 1 < len(every) else None
            yield _range(every[first], every[last], (below, above), limits) + unit


def _range(
    low: float,
    high: float,
    beside: tuple[float | None, float | None],
    limits: Sequence[float],
) -> str:
    below, above = beside
    start = end = ""
    if below is not None:
        start = f"from {low:g}" if low in limits else f"above {below:g}"
    if above is not None:
        end = f"up to {high:g}" if high in limits else f"below {above:g}"
    if low == high and low in limits:
        return f"{low:g}"
    if start and end:
        return f"{start} {end if high in limits else f'to {end}'}"
    return start or end or "any"
