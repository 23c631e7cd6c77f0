"""When each agent comes into question (indication column of the therapy table)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, OPTION, Act, Guard, Order, Rule, derived, fact
from nettui.plugin.terms import (
    feasible_borderline,
    feasible_yes,
    functional_,
    functioning,
    in_reach,
    ki67,
    liver_spread,
    localized,
    metastatic,
    nec,
    pancreas,
    present,
    progressive,
    recorded,
    site,
    sstr_positive,
    thoracic,
    unresectable,
    well,
)

from .terms import (
    extrapancreatic,
    first_line,
    g1_g2,
    gastroenteropancreatic,
    jurisdiction,
    later_line,
    net_g3,
    prior,
    progressing,
)

_bulky = derived("burden").is_("high") | derived("mass_symptoms").is_("present")
_had_prrt = prior.include("T20", "T21", "T22", "T23") | (fact("history.prior_prrt_cycles") > 0)
# Lung and thymus have no grades (COM-02): the base leaves their regimen to the board (A14).
_thoracic = recorded(thoracic, site)
_eu = recorded(jurisdiction.is_("EU"), jurisdiction)

AGENTS = (
    Rule(
        id="systemic.edotreotide",
        statements=("T21",),
        sources=("COMPETE",),
        strength=OPTION,
        mark="C",
        options=("edotreotide",),
        when=progressing & gastroenteropancreatic & (ki67 <= 20) & sstr_positive,
        says="177Lu-edotreotide: G1-G2, progressive, SSTR positive; only where approved.",
    ),
    Rule(
        id="systemic.prrt_retreatment",
        statements=("T22",),
        sources=("NANETS-SNMMI-2020",),
        strength=OPTION,
        role="later_line",
        mark="R",
        options=("prrt_retreatment",),
        when=progressing & sstr_positive & _had_prrt,
        says="Progression after PRRT that helped for 12 months or more: PRRT again.",
    ),
    Rule(
        id="systemic.everolimus",
        statements=("T30",),
        sources=("RADIANT4", "FDA-EVEROLIMUS", "EMA-EVEROLIMUS"),
        strength=CONDITIONAL,
        mark="C",
        options=("everolimus",),
        when=progressing & site.is_("lung") & functional_.is_("no"),
        says="Non-functional lung NET, progressive: everolimus.",
    ),
    # In the gut an analogue comes first (S39); in the lung everolimus may (LUN-06).
    Rule(
        id="systemic.everolimus_gut",
        statements=("T30",),
        sources=("RADIANT4", "FDA-EVEROLIMUS", "EMA-EVEROLIMUS"),
        strength=CONDITIONAL,
        role="later_line",
        mark="C",
        options=("everolimus",),
        when=progressing & extrapancreatic & ~site.is_("lung") & functional_.is_("no"),
        says="Non-functional gastrointestinal NET, progressive: everolimus.",
    ),
    Rule(
        id="systemic.cabozantinib",
        statements=("T32",),
        sources=("CABINET", "FDA-CABO-2025", "EMA-CABO-2025"),
        strength=CONDITIONAL,
        role="later_line",
        mark="C",
        options=("cabozantinib",),
        when=progressing & later_line,
        says="Previously treated, progressive: cabozantinib.",
    ),
    Rule(
        id="systemic.surufatinib",
        statements=("T33",),
        sources=("SANET-EP", "SANET-P"),
        strength=OPTION,
        mark="C",
        options=("surufatinib",),
        when=progressing & jurisdiction.known,
        says="Progressive: surufatinib, only where licensed.",
    ),
    Rule(
        id="systemic.belzutifan",
        statements=("T34",),
        sources=("FDA-BELZUTIFAN", "LITESPARK004"),
        strength=OPTION,
        mark="C",
        options=("belzutifan",),
        # What can be resected is resected: "not immediate surgery" as HER-05 reads it.
        when=well
        & present
        & pancreas
        & ~feasible_yes
        & recorded(fact("heredity.hereditary").is_("VHL"), fact("heredity.hereditary")),
        says="Germline VHL, pancreatic NET that needs therapy but not immediate surgery: "
        "belzutifan.",
    ),
    Rule(
        id="systemic.everolimus_lanreotide",
        statements=("T30", "T02"),
        sources=("STARTER-NET",),
        strength=OPTION,
        mark="C",
        options=("everolimus_lanreotide",),
        when=g1_g2
        & present
        & metastatic
        & gastroenteropancreatic
        & functional_.is_("no")
        & first_line
        & ((ki67 >= 5) | liver_spread.is_("diffuse")),
        says="First line, non-functional G1-G2 with Ki-67 5-20 % or diffuse liver disease "
        "(Japan): everolimus with lanreotide.",
    ),
    Rule(
        id="systemic.streptozocin",
        statements=("T42",),
        sources=("SEQTOR",),
        strength=OPTION,
        mark="C",
        options=("streptozocin_5fu",),
        when=well & in_reach & pancreas & (_bulky | feasible_borderline),
        says="Pancreas, shrinkage needed: streptozocin with 5-FU.",
    ),
    Rule(
        id="systemic.temozolomide_g3",
        statements=("T40", "T41"),
        sources=("ENETS-G3-2025", "E2211"),
        strength=CONDITIONAL,
        mark="C",
        options=("captem", "temozolomide"),
        when=net_g3 & in_reach & ~pancreas & ~_thoracic,
        says="NET G3: temozolomide, alone or with capecitabine.",
    ),
    Rule(
        id="systemic.folfox_g3",
        statements=("T43",),
        sources=("ENETS-G3-2025",),
        strength=OPTION,
        mark="C",
        options=("folfox",),
        when=net_g3 & in_reach & ~_thoracic,
        says="NET G3 not suited to temozolomide: FOLFOX or another 5-FU-based regimen.",
    ),
    Rule(
        id="systemic.folfox_later",
        statements=("T43",),
        sources=("ENETS-G3-2025",),
        strength=OPTION,
        role="later_line",
        mark="C",
        options=("folfox",),
        when=(progressing & pancreas & prior.include("T40", "T41", "T42"))
        | (nec & present & prior.include("T44", "T45", "T46")),
        says="Refractory pancreas, or NEC after platinum: FOLFOX or another 5-FU-based regimen.",
    ),
    Rule(
        id="systemic.carboplatin",
        statements=("T45",),
        sources=("ENETS-NEC-2023",),
        strength=CONDITIONAL,
        mark="C",
        options=("carboplatin_etoposide",),
        when=nec & present & (metastatic | unresectable),
        says="NEC: carboplatin and etoposide, preferred by guideline, and where cisplatin is "
        "unsuitable.",
    ),
    Rule(
        id="systemic.carboplatin_perioperative",
        statements=("T45",),
        sources=("ENETS-NEC-2023", "U13"),
        strength=CONDITIONAL,
        role="adjunct",
        mark="C",
        options=("carboplatin_etoposide",),
        when=nec & present & localized & (feasible_yes | feasible_borderline),
        says="NEC with surgery, cisplatin unsuitable: carboplatin and etoposide around it.",
    ),
    Rule(
        id="systemic.cisplatin_irinotecan",
        statements=("T46",),
        sources=("TOPIC-NEC",),
        strength=OPTION,
        mark="C",
        options=("cisplatin_irinotecan",),
        when=nec & present & metastatic,
        says="NEC, alternative: cisplatin and irinotecan (no difference in survival).",
    ),
    Rule(
        id="systemic.folfiri",
        statements=("T47",),
        sources=("ENETS-NEC-2023",),
        strength=CONDITIONAL,
        role="later_line",
        mark="C",
        options=("folfiri",),
        when=nec & present & prior.include("T44", "T45", "T46"),
        says="NEC after platinum: irinotecan with a fluoropyrimidine.",
    ),
    Rule(
        id="systemic.one_of_a_class",
        sources=("INV-54",),
        strength=INFO,
        mark="E",
        when=well & in_reach,
        says="Options of one class are alternatives: never two at once.",
    ),
    Order(
        id="systemic.rank_temozolomide_frail",
        statements=("T41",),
        sources=("E2211",),
        mark="C",
        first=("temozolomide",),
        over=("captem",),
        when=well & in_reach & fact("patient.ecog").equals(2),
        says="ECOG 2: temozolomide alone before the combination.",
    ),
)

GUARDS = (
    Guard(
        id="systemic.everolimus_off_label",
        kind="caution",
        classes=("everolimus",),
        when=extrapancreatic & functioning,
        sources=("T30", "INV-44"),
        mark="C",
        says="Off label (US and EU): functional GI or lung tumour.",
    ),
    Guard(
        id="systemic.everolimus_eu_g3",
        kind="caution",
        classes=("everolimus",),
        when=extrapancreatic & _eu & (ki67 > 20),
        sources=("T30", "EMA-EVEROLIMUS"),
        mark="C",
        says="Off label (EU, June 2016): G1-G2 only for GI and lung.",
    ),
    Guard(
        id="systemic.prrt_eu",
        kind="caution",
        options=("prrt",),
        when=_eu & (~progressive | (ki67 > 20)),
        sources=("T20", "EMA-LUTATHERA"),
        mark="C",
        says="Outside the EU label (date not re-read): progressive G1-G2 only.",
    ),
    Guard(
        id="systemic.prrt_age",
        kind="caution",
        options=("prrt", "cabozantinib"),
        when=fact("patient.age") < 18,
        sources=("T20", "T32"),
        mark="C",
        says="Under 18: US from 12 years (FDA 2024, 2025), EU adults only.",
    ),
    Guard(
        id="systemic.cabozantinib_symptom_ssa",
        kind="caution",
        options=("cabozantinib",),
        when=functioning & later_line & derived("non_ssa_line").is_("no"),
        sources=("T32", "INV-45"),
        mark="E",
        says="Only an analogue so far, in a functional tumour: a line only if given against the "
        "tumour.",
    ),
    Guard(
        id="systemic.kidney_radioligand",
        kind="caution",
        classes=("radioligand",),
        when=recorded(fact("history.prior_prrt_cycles") >= 4, fact("history.prior_prrt_cycles")),
        sources=("T22",),
        mark="R",
        says="Four cycles or more so far: cumulative dose to the kidneys.",
    ),
)

ACTS: tuple[Act, ...] = (*AGENTS, *GUARDS)
