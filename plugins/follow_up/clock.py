"""The clock of follow-up and its modalities (rows F00 to F07)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, STRONG, Condition, Row, Rule, Table, fact
from nettui.plugin.terms import (
    extent_,
    functioning,
    in_scope,
    progressive,
    recorded,
    resected,
    sstr_positive,
    syndrome,
)

from .refine import clock, g1_g2

margin = fact("disease.margin")
since_surgery = fact("history.months_since_surgery")
since_therapy = fact("history.months_since_therapy_start")
since_diagnosis = fact("history.months_since_diagnosis")
cga = fact("labs.serum_cga_uln_ratio")
cga_amount = fact("labs.serum_cga_nmol_uln_ratio")
urine = fact("labs.u5hiaa_24h_uln_ratio")
plasma = fact("labs.p5hiaa_uln_ratio")
ppi = fact("function.ppi_use")
stopped = fact("function.ppi_stopped_days")

_followed: Condition = in_scope & extent_.known
_from_surgery: Condition = recorded(margin.one_of("R0", "R1"), margin) & since_surgery.known
_from_therapy: Condition = ~_from_surgery & since_therapy.known
_from_diagnosis: Condition = ~_from_surgery & since_therapy.missing & since_diagnosis.known
_cga_raised: Condition = recorded(cga > 1, cga) | recorded(cga_amount > 1, cga_amount)
_on_ppi: Condition = recorded(ppi.yes, ppi) | recorded(stopped < 14, stopped)

TABLES = (
    Table(
        name="follow_up_clock",
        label="Months on the clock of follow-up",
        unit="months",
        on_record=True,
        statements=("F00",),
        mark="E",
        rows=(
            Row(when=_from_surgery, value=since_surgery, says="from the R0 or R1 operation"),
            Row(when=since_therapy.known, value=since_therapy, says="from the start of therapy"),
            Row(when=since_diagnosis.known, value=since_diagnosis, says="from the diagnosis"),
        ),
    ),
)


def _clock(name: str, says: str, when: Condition) -> Rule:
    return Rule(
        id=f"follow_up.clock_{name}",
        statements=("F00", "A17"),
        strength=INFO,
        mark="E",
        when=_followed & when,
        says=says,
    )


ACTS = (
    _clock("surgery", "The clock started with the R0 or R1 operation.", _from_surgery),
    _clock("therapy", "The clock started with the current therapy.", _from_therapy),
    _clock("diagnosis", "The clock started with the diagnosis.", _from_diagnosis),
    Rule(
        id="follow_up.every_visit",
        statements=("F01", "S52"),
        strength=STRONG,
        mark="E",
        when=_followed,
        says="Markers and imaging at every visit.",
    ),
    Rule(
        id="follow_up.marker_cga",
        statements=("F02", "S52"),
        sources=("KORSE-2011",),
        strength=CONDITIONAL,
        mark="C",
        when=_followed & _cga_raised & ~_on_ppi,
        says="Chromogranin A is raised: one of the markers to follow.",
    ),
    Rule(
        id="follow_up.marker_cga_ppi",
        statements=("F02",),
        sources=("KORSE-2011", "BAEKDAL-2020"),
        strength=CONDITIONAL,
        mark="C",
        when=_followed & _cga_raised & _on_ppi,
        says="Chromogranin A counts only two weeks after the end of a proton pump inhibitor, which "
        "in gastrinoma is never stopped: read it with that in mind.",
    ),
    Rule(
        id="follow_up.marker_hiaa",
        statements=("F02", "S52"),
        strength=CONDITIONAL,
        mark="E",
        when=_followed & (recorded(urine > 1, urine) | recorded(plasma > 1, plasma)),
        says="5-HIAA is raised: one of the markers to follow.",
    ),
    Rule(
        id="follow_up.marker_hormone",
        statements=("F02", "S52"),
        strength=CONDITIONAL,
        mark="E",
        when=_followed & functioning & recorded(~syndrome.one_of("carcinoid", "none"), syndrome),
        says="Follow the hormone of the syndrome.",
    ),
    Rule(
        id="follow_up.same_modality",
        statements=("F03", "S53"),
        sources=("NO-NAT",),
        strength=CONDITIONAL,
        mark="C",
        when=_followed & fact("imaging.conv_imaging_modality").known,
        says="Imaging by the modality and phase of the baseline (multiphase CT, or MRI of liver or "
        "pancreas).",
    ),
    Rule(
        id="follow_up.young",
        statements=("F03",),
        sources=("NO-NAT",),
        strength=CONDITIONAL,
        mark="C",
        when=_followed & (fact("patient.age") < 50),
        says="Below 50 years: MRI rather than CT, for the radiation.",
    ),
    Rule(
        id="follow_up.sstr_repeats",
        statements=("F04", "S55", "A17"),
        strength=INFO,
        mark="E",
        when=_followed & sstr_positive,
        says="SSTR imaging repeats in its window while follow-up continues; earlier on suspicion.",
    ),
    Rule(
        id="follow_up.restage_when",
        statements=("F05",),
        strength=INFO,
        mark="E",
        when=_followed & ~progressive,
        says="Restage at once on a new symptom, a rising marker (above 25 %, confirmed), RECIST "
        "progression or a new lesion: do not wait for the window.",
    ),
    Rule(
        id="follow_up.restage_now",
        statements=("F05",),
        strength=STRONG,
        role="diagnostic",
        mark="E",
        options=("sstr_pet",),
        when=_followed & progressive,
        says="Progression: restage now, CT or MRI and SSTR PET (FDG PET if discordant).",
    ),
    Rule(
        id="follow_up.after_five_years",
        statements=("F06",),
        sources=("ESMO-GEP-2020",),
        strength=INFO,
        mark="C",
        when=g1_g2 & resected & (clock > 60),
        says="Five years without recurrence: the base goes on unchanged; a refinement may extend "
        "to 12-24 months (not in G3 or NEC).",
    ),
    Rule(
        id="follow_up.lifelong",
        statements=("F07",),
        sources=("ESMO-GEP-2020",),
        strength=INFO,
        mark="C",
        when=_followed,
        says="Lifelong, unless a row says stop; to stop takes the board's recorded decision.",
    ),
)
