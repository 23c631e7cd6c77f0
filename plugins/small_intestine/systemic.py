"""Systemic therapy of small-intestinal tumours (SI-05 to SI-09, SI-12)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Guard, Order, Rule, derived, fact
from nettui.plugin.terms import (
    SYNDROME,
    after_ssa,
    functional_,
    grade,
    ki67,
    metastatic,
    present,
    progressive,
    ssa_progressed,
    sstr_positive,
    well,
)

_advanced: Condition = well & present & metastatic
_g1_g2: Condition = grade.one_of("G1", "G2")

ACTS = (
    Rule(
        id="systemic.ssa_first",
        statements=("SI-05", "S39", "S40", "S41"),
        sources=("PROMID", "CLARINET"),
        strength=STRONG,
        mark="C",
        options=("octreotide_lar", "lanreotide"),
        when=_advanced & _g1_g2 & sstr_positive & ~ssa_progressed,
        says="Metastatic G1 or G2, SSTR positive: somatostatin analogue first.",
    ),
    Rule(
        id="systemic.prrt_after_ssa",
        statements=("SI-06",),
        sources=("NETTER1",),
        strength=STRONG,
        role="later_line",
        mark="C",
        options=("prrt",),
        when=_advanced & progressive & after_ssa & sstr_positive,
        says="Progression on an analogue, SSTR positive: PRRT.",
    ),
    Order(
        id="systemic.prrt_before_ssa",
        statements=("SI-06",),
        sources=("NETTER1",),
        mark="C",
        first=("prrt",),
        over=("octreotide_lar", "lanreotide"),
        except_roles=SYNDROME,
        when=_advanced & progressive & after_ssa & sstr_positive,
        says="Progression on an analogue: PRRT before the analogue.",
    ),
    Rule(
        id="systemic.prrt_first",
        statements=("SI-07",),
        sources=("NETTER2",),
        strength=CONDITIONAL,
        mark="C",
        options=("prrt",),
        when=_advanced
        & (ki67 >= 10)
        & (ki67 <= 55)
        & sstr_positive
        & fact("disease.progression_status").is_("newly_diagnosed"),
        says="Newly diagnosed, Ki-67 10-55 %, SSTR positive: PRRT can be first line.",
    ),
    Rule(
        id="systemic.everolimus",
        statements=("SI-08",),
        sources=("RADIANT4",),
        strength=CONDITIONAL,
        role="later_line",
        mark="C",
        options=("everolimus",),
        when=_advanced & progressive & functional_.is_("no"),
        says="Non-functional and progressive: everolimus.",
    ),
    Rule(
        id="systemic.everolimus_off_label",
        statements=("SI-08",),
        sources=("FDA-EVEROLIMUS", "EMA-EVEROLIMUS"),
        strength=CONDITIONAL,
        role="later_line",
        mark="C",
        flags=("off_label",),
        options=("everolimus",),
        when=_advanced & progressive & functional_.is_("yes"),
        says="Functional and progressive: everolimus only off-label (US and EU labels exclude "
        "functional tumours).",
    ),
    Rule(
        id="systemic.cabozantinib",
        statements=("SI-08",),
        sources=("CABINET",),
        strength=CONDITIONAL,
        role="later_line",
        mark="C",
        options=("cabozantinib",),
        when=_advanced & progressive & derived("line").is_("later"),
        says="Later: cabozantinib.",
    ),
    Guard(
        id="systemic.no_chemotherapy_first",
        kind="stop",
        classes=("chemotherapy",),
        except_roles=("later_line",),
        when=well & (ki67 < 3),
        statements=("SI-09", "S47", "S48"),
        sources=("INV-39",),
        says="G1: chemotherapy is not first line.",
    ),
    Guard(
        id="systemic.prrt_surgical_review",
        kind="first",
        classes=("radioligand",),
        when=fact("disease.local_invasion").is_("mesenteric_mass")
        | (fact("disease.mesenteric_mass_mm") > 0)
        | fact("disease.bowel_obstruction").is_("yes"),
        statements=("SI-12",),
        sources=("NANETS-SNMMI-2020",),
        mark="R",
        says="Mesenteric desmoplasia or risk of obstruction: surgical review before PRRT.",
    ),
)
