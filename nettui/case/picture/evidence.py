"""What of a record speaks for an answer that is not on it.

Nothing is concluded from it: it only says which answer is told first, and why. What follows for
certain is implied instead, by rows of the protocol in force. All rows are judgement [E].
"""

from __future__ import annotations

import math

from attrs import frozen

from nettui.case.base.declare import Value
from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import OneOf
from nettui.case.picture.picture import Picture


@frozen(repr=False, eq=False)
class Evidence(Plain):
    """A fact, the answers to it that another fact (``by``) speaks for, and at which values.

    ``answers`` are words, or the ends of a range of numbers. ``values`` are words of the other
    fact, or the number that it is above. ``unless`` are facts of which one that is known takes it
    away. ``says`` is told behind the answer.
    """

    fact: str
    answers: tuple[str, ...] | tuple[float, float]
    by: str
    values: tuple[str, ...] | float
    says: str
    unless: tuple[str, ...] = ()

    def holds(self, picture: Picture) -> bool:
        """Say whether the record has it."""
        if any(picture.get(name) is not None for name in self.unless):
            return False
        value = picture.get(self.by)
        if isinstance(self.values, (int, float)):
            return isinstance(value, float) and value > self.values
        if isinstance(value, OneOf):
            return set(value.words) <= set(self.values)
        if isinstance(value, frozenset):
            return not value.isdisjoint(self.values)
        return value in self.values

    def is_for(self, value: Value) -> bool:
        """Say whether it speaks for a value of the fact that is asked."""
        if isinstance(value, float):
            low, high = self.answers
            return isinstance(low, float) and isinstance(high, float) and low <= value <= high
        if isinstance(value, frozenset):
            return not value.isdisjoint(self.answers)
        return value in self.answers


def evidence(picture: Picture, name: str) -> tuple[Evidence, ...]:
    """Return what of a record speaks for answers to a question."""
    return tuple(row for row in ROWS if row.fact == name and row.holds(picture))


_FAMILY, _DIFFERENTIATION = "pathology.histology_family", "pathology.differentiation"
_CELLS, _GRADE = "pathology.cell_size", "pathology.reported_grade"
_KI67, _SPECIMEN = "pathology.ki67", "pathology.specimen_type"
_EXTENT, _STATUS, _COURSE = (
    "disease.extent",
    "disease.disease_status",
    "disease.progression_status",
)
_OPERATED = "history.surgery_date"
_SITE, _COMPLICATION = "disease.primary_site", "disease.primary_complication"
_SSTR, _UPTAKE = "imaging.sstr_result", "imaging.uptake_vs_liver"
_FUNCTIONAL, _SYNDROME, _SYMPTOMS = (
    "function.functional",
    "function.syndrome",
    "function.symptoms",
)
_URINE, _PLASMA = "labs.u5hiaa_24h_uln_ratio", "labs.p5hiaa_uln_ratio"
_BELOW_3, _ABOVE_20 = math.nextafter(3.0, 0.0), math.nextafter(20.0, 100.0)
_SMALL_OR_LARGE = ("small", "large")
_OF_NET = ("G1", "G2", "typical", "atypical")
_NODES = ("N1", "N1a", "N1b", "N2", "N3")
_HEART = ("CHD_mild", "CHD_severe")
_FLUSH = ("flush", "bronchospasm")
_CUT_OUT = ("surgical_resection", "endoscopic_resection")

ROWS: tuple[Evidence, ...] = tuple(
    Evidence(*row)
    for row in (
        (_FAMILY, ("NEC",), _CELLS, _SMALL_OR_LARGE, "small or large cells are recorded"),
        (_FAMILY, ("NEC",), _GRADE, ("NEC",), 'the report says "NEC"'),
        (_FAMILY, ("NEC",), _DIFFERENTIATION, ("poor",), "poor differentiation is recorded"),
        (_FAMILY, ("NET",), _DIFFERENTIATION, ("well",), "good differentiation is recorded"),
        (_FAMILY, ("NET",), _GRADE, _OF_NET, "the report gives a grade or class of a NET"),
        (_DIFFERENTIATION, ("poor",), _CELLS, _SMALL_OR_LARGE, "small or large cells are recorded"),
        (_DIFFERENTIATION, ("poor",), _GRADE, ("NEC",), 'the report says "NEC"'),
        (_DIFFERENTIATION, ("poor",), _FAMILY, ("NEC",), "the tumour is called a NEC"),
        (
            _DIFFERENTIATION,
            ("well",),
            _GRADE,
            _OF_NET,
            "the report gives a grade or class of a NET",
        ),
        # The limits of S07; a grade that is only reported is not verified.
        (_KI67, (0.0, _BELOW_3), _GRADE, ("G1",), "G1 is reported"),
        (_KI67, (3.0, 20.0), _GRADE, ("G2",), "G2 is reported"),
        (_KI67, (_ABOVE_20, 100.0), _GRADE, ("G3", "NEC"), "G3 or NEC is reported"),
        (_EXTENT, ("regional",), "disease.n_category", _NODES, "positive nodes are recorded"),
        (_EXTENT, ("regional",), "disease.nodes_positive", 0.0, "positive nodes are recorded"),
        (_EXTENT, ("regional",), "disease.suspicious_nodes", ("yes",), "suspicious nodes are seen"),
        (_EXTENT, ("localized",), "disease.n_category", ("N0",), "N0 is recorded"),
        (_EXTENT, ("liver_only",), "disease.liver_lesion_count", 0.0, "liver lesions are recorded"),
        (_EXTENT, ("liver_only",), "disease.liver_burden_pct", 0.0, "liver lesions are recorded"),
        (_EXTENT, ("liver_only",), "disease.liver_largest_mm", 0.0, "liver lesions are recorded"),
        (_STATUS, ("resected_no_residual",), "disease.margin", ("R0",), "R0 is recorded"),
        (_STATUS, ("residual",), "disease.margin", ("R1", "R2"), "R1 or R2 is recorded"),
        (_STATUS, ("resected_no_residual", "residual"), _SPECIMEN, _CUT_OUT, "it was resected"),
        (
            _STATUS,
            ("not_resected",),
            _SPECIMEN,
            ("biopsy", "cytology"),
            "only a biopsy is recorded",
        ),
        # A tumour that was measured, and nothing of an operation.
        (
            _STATUS,
            ("not_resected",),
            "disease.size_mm",
            0.0,
            "a tumour is measured, and no operation is recorded",
            (_OPERATED, "disease.margin", "history.prior_abdominal_surgery", _SPECIMEN),
        ),
        (_SSTR, ("positive",), _UPTAKE, ("above",), "uptake above the liver is recorded"),
        (_SSTR, ("negative",), _UPTAKE, ("below",), "uptake below the liver is recorded"),
        (_SSTR, ("positive",), "imaging.krenning_score", 2.5, "Krenning score 3 or 4 is recorded"),
        (_SSTR, ("heterogeneous",), "imaging.sstr_all_lesions", ("no",), "not all lesions take up"),
        (_SSTR, ("positive",), "pathology.ihc_sstr2", ("positive",), "tissue positive for SSTR2"),
        (_SSTR, ("negative",), "pathology.ihc_sstr2", ("negative",), "tissue negative for SSTR2"),
        (_COURSE, ("growing_slowly",), "disease.growth_mm_per_year", 0.0, "growth is recorded"),
        (_COURSE, ("stable",), "disease.stable_months", 0.0, "a stable course is recorded"),
        (_FUNCTIONAL, ("yes",), _SYMPTOMS, _FLUSH, "flushing or bronchospasm is recorded"),
        (_FUNCTIONAL, ("yes",), _SYMPTOMS, ("hypoglycaemia",), "hypoglycaemia is recorded"),
        (_FUNCTIONAL, ("yes",), _SYMPTOMS, ("ulcer",), "an ulcer is recorded"),
        (_FUNCTIONAL, ("yes",), _URINE, 1.0, "5-HIAA is raised"),
        (_FUNCTIONAL, ("yes",), _PLASMA, 1.0, "5-HIAA is raised"),
        (_FUNCTIONAL, ("yes",), "imaging.echocardiography", _HEART, "carcinoid heart disease"),
        (_SYNDROME, ("carcinoid",), _SYMPTOMS, _FLUSH, "flushing or bronchospasm is recorded"),
        (_SYNDROME, ("insulinoma",), _SYMPTOMS, ("hypoglycaemia",), "hypoglycaemia is recorded"),
        (_SYNDROME, ("gastrinoma",), _SYMPTOMS, ("ulcer",), "an ulcer is recorded"),
        (_SYNDROME, ("carcinoid",), _URINE, 1.0, "5-HIAA is raised"),
        (_SYNDROME, ("carcinoid",), _PLASMA, 1.0, "5-HIAA is raised"),
        (_SYNDROME, ("carcinoid",), "imaging.echocardiography", _HEART, "carcinoid heart disease"),
        (_COMPLICATION, ("obstruction",), _SYMPTOMS, ("obstruction",), "obstruction is recorded"),
        (_COMPLICATION, ("jaundice",), _SYMPTOMS, ("jaundice",), "jaundice is recorded"),
        (_COMPLICATION, ("bleeding",), _SYMPTOMS, ("bleeding",), "bleeding is recorded"),
        (_SITE, ("jejunum_ileum",), _URINE, 1.0, "5-HIAA is raised"),
        (_SITE, ("jejunum_ileum",), _PLASMA, 1.0, "5-HIAA is raised"),
        (
            _SITE,
            ("pancreas",),
            _SYNDROME,
            ("insulinoma", "glucagonoma"),
            "insulinoma or glucagonoma",
        ),
    )
)
