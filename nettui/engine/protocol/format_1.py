"""What protocols of format 1 infer: they carry no such rows, and are replayed as they were used.

Kept as it was on the day when the rows became part of the protocol. It is used for no other
protocol, and nothing is added to it.
"""

from __future__ import annotations

from nettui.case.picture.inference import ExcludedAnswer, ImpliedAnswer, Inferences


def _implied(
    fact: str, value: str | frozenset[str], given: str, words: str, says: str
) -> ImpliedAnswer:
    return ImpliedAnswer(fact, value, ((given, tuple(words.split()), True),), says)


def _excluded(fact: str, value: str, given: str, word: str, says: str) -> ExcludedAnswer:
    return ExcludedAnswer(fact, value, ((given, (word,), True),), says)


INFERENCES_OF_FORMAT_1 = Inferences(
    implied=(
        _implied(
            "function.syndrome",
            "none",
            "function.functional",
            "no",
            "Syndrome: none, since the tumour is recorded as not functional.",
        ),
        _implied(
            "disease.metastasis_sites",
            frozenset(),
            "disease.extent",
            "localized regional",
            "Metastasis sites: none, since the extent recorded is without distant disease.",
        ),
        _implied(
            "disease.gastric_type",
            "1",
            "disease.gastric_background",
            "atrophic",
            "Gastric NET type: 1, from the gastric background.",
        ),
        _implied(
            "disease.gastric_type",
            "2",
            "disease.gastric_background",
            "gastrinoma_men1",
            "Gastric NET type: 2, from the gastric background.",
        ),
        _implied(
            "disease.gastric_type",
            "3",
            "disease.gastric_background",
            "none",
            "Gastric NET type: 3, from the gastric background.",
        ),
        _implied(
            "history.ssa_long_term_anticipated",
            "yes",
            "history.prior_ssa",
            "yes",
            "Long-term somatostatin analogue: expected, since one was given before.",
        ),
        _implied(
            "history.gallbladder",
            "absent",
            "history.prior_abdominal_surgery",
            "cholecystectomy",
            "Gallbladder: absent, since a cholecystectomy is recorded.",
        ),
        _implied(
            "function.ppi_use",
            "yes",
            "function.cga_confounders",
            "PPI",
            "Proton pump inhibitor: yes, since it is recorded as raising chromogranin A.",
        ),
    ),
    excluded=(
        _excluded(
            "history.gallbladder",
            "in_situ",
            "history.prior_abdominal_surgery",
            "cholecystectomy",
            "the gallbladder is recorded as in place, but a cholecystectomy is listed",
        ),
        _excluded(
            "organ.ild_status",
            "none",
            "patient.comorbidities",
            "interstitial_lung_disease",
            "interstitial lung disease is recorded as none, but is listed among the comorbidities",
        ),
        _excluded(
            "organ.liver_disease",
            "none",
            "patient.comorbidities",
            "cirrhosis",
            "liver function is recorded as normal, but cirrhosis is listed among the comorbidities",
        ),
        _excluded(
            "organ.diabetes_control",
            "none",
            "patient.comorbidities",
            "diabetes",
            "diabetes is recorded as none, but is listed among the comorbidities",
        ),
        _excluded(
            "function.ppi_use",
            "no",
            "function.cga_confounders",
            "PPI",
            "a proton pump inhibitor is recorded as not taken, but as raising chromogranin A",
        ),
    ),
)
