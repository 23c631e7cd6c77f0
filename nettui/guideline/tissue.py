"""No tissue on record: a biopsy where it is safe and decides, else the board (Z16).

A review of the pathology is asked for only where there is something to review.
"""

from __future__ import annotations

from nettui.plugin.api import (
    CONDITIONAL,
    Act,
    Condition,
    Guard,
    Judgement,
    Row,
    Rule,
    Table,
    derived,
    fact,
)
from nettui.plugin.terms import (
    insulinoma_state,
    operated,
    recorded,
)

_symptoms = fact("function.symptoms")
_urgent = fact("disease.urgent_complication")
_FROM_TISSUE = (
    *("histology_family", "differentiation", "cell_size", "ki67", "mitoses_per_2mm2"),
    *("reported_grade", "specimen_type", "specimen_site", "ihc_cga", "ihc_synaptophysin"),
)
TABLES = (
    Table(
        name="tissue",
        label="Tissue on record",
        on_record=True,
        sources=("Z16",),
        mark="E",
        rows=(
            Row(when=operated, value="recorded", says="the tumour was operated on"),
            *(Row(when=fact(f"pathology.{name}").known, value="recorded") for name in _FROM_TISSUE),
            Row(value="not_recorded"),
        ),
    ),
)
no_tissue: Condition = derived("tissue").is_("not_recorded")
_serotonin = derived("serotonin")
_may_be_carcinoid: Condition = _serotonin.missing & recorded(
    _symptoms.include("flush", "diarrhoea", "bronchospasm"), _symptoms
)

ACTS: tuple[Act, ...] = (
    Rule(
        id="workup.biopsy",
        sources=("Z16",),
        statements=("A02",),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="E",
        options=("biopsy",),
        # An urgent operation gives the tissue.
        when=no_tissue & ~recorded(_urgent.yes, _urgent),
        says="No tissue is on record. If none was taken: biopsy where it is safe and would decide "
        "the treatment.",
    ),
    Judgement(
        id="workup.without_tissue",
        sources=("Z16",),
        mark="E",
        when=no_tissue,
        says="No tissue is on record: where a biopsy is not safe or would not decide, the board "
        "decides without it.",
    ),
    Guard(
        id="workup.biopsy_cover",
        kind="first",
        options=("biopsy",),
        when=_serotonin.is_("yes"),
        statements=("S28", "A11"),
        sources=("Z16", "T04"),
        mark="E",
        says="Serotonin-producing: octreotide cover for the biopsy, vasopressors at hand.",
    ),
    Guard(
        id="workup.biopsy_flush",
        kind="first",
        options=("biopsy",),
        when=_may_be_carcinoid,
        statements=("A32",),
        sources=("Z16",),
        mark="E",
        says="Carcinoid syndrome is possible: 5-HIAA before the biopsy; if it cannot wait, cover "
        "against a crisis at hand.",
    ),
    Guard(
        id="workup.biopsy_glucose",
        kind="caution",
        options=("biopsy",),
        when=insulinoma_state.one_of("named", "possible"),
        sources=("Z15", "Z16"),
        mark="E",
        says="Insulinoma is possible: glucose infusion and glucose measured while fasting for the "
        "biopsy.",
    ),
)
