"""Functional management: symptom control and precautions at procedures (S27-S32, A05, A10, A11)."""

from __future__ import annotations

from nettui.plugin.api import (
    CONDITIONAL,
    INFO,
    STRONG,
    Condition,
    Order,
    Rule,
    derived,
    fact,
    listed,
)
from nettui.plugin.terms import (
    abdominal_surgery,
    active_syndrome,
    any_procedure,
    carcinoid,
    extent_,
    feasible,
    functional_,
    functioning,
    in_scope,
    insulinoma,
    liver_metastases,
    liver_spread,
    nec,
    planned,
    possible_insulinoma,
    present,
    recorded,
    serotonin_producing,
    site,
    surgery_or_anaesthesia,
    surgery_planned,
    syndrome,
    thoracic,
)

# The precautions go with every procedure that is planned or that this plan lists (A05).
_abdominal_listed: Condition = listed("liver_resection") | (
    (listed("curative_resection") | listed("primary_resection") | listed("urgent_surgery"))
    & ~recorded(thoracic, site)
)
# While it is not judged, staged or placed, whether there will be an operation cannot be told: what
# goes with one is then not clear (INV-72).
_perhaps: Condition = (
    (feasible.missing & feasible.is_("yes"))
    | (extent_.missing & extent_.is_("localized"))
    | (site.missing & site.is_("jejunum_ileum"))
)
_surgery: Condition = (
    surgery_planned
    | _perhaps
    | listed("curative_resection")
    | listed("liver_resection")
    | listed("primary_resection")
    | listed("urgent_surgery")
    | listed("stoma")
)
_surgery_or_anaesthesia: Condition = surgery_or_anaesthesia | _surgery
_procedure: Condition = (
    any_procedure
    | _surgery
    | listed("rfa")
    | listed("tace")
    | listed("tae")
    | listed("biliary_drainage")
    | listed("bowel_stent")
    | (functioning & present & liver_metastases)
)
# That nobody recorded what is planned is not "none planned": a serotonin-producing tumour has its
# cover all the same (S28).
_procedure_or_open: Condition = _procedure | planned.missing
_gallbladder = fact("history.gallbladder")
# That this plan offers an analogue says nothing where an insulinoma does not bear one, or has not
# been tested for it (INV-28); what the record expects stands (INV-29).
_ssa_borne: Condition = fact("history.ssa_long_term_anticipated").is_("yes") | ~recorded(
    insulinoma & ~fact("function.insulinoma_ssa_test").is_("safe"), syndrome
)

ACTS = (
    Rule(
        id="functional.cytoreduction",
        statements=("S27", "A05"),
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        options=("tace", "tae", "rfa", "sirt"),
        when=in_scope & functioning & present & liver_metastases,
        says="Functional: always consider cytoreduction (TACE, TAE, RFA, SIRT) for symptom "
        "control.",
    ),
    Rule(
        id="functional.no_liver_target",
        statements=("S27", "A10"),
        strength=INFO,
        mark="E",
        when=in_scope & functioning & present & ~liver_metastases,
        says="Cytoreduction considered: no liver target, resection is the cytoreduction.",
    ),
    Order(
        id="functional.rank_few",
        statements=("A10",),
        mark="E",
        first=("rfa",),
        over=("tace", "tae"),
        when=functioning & liver_spread.is_("few"),
        says="Few lesions: ablation first (A10).",
    ),
    Order(
        id="functional.rank_diffuse",
        statements=("A10",),
        mark="E",
        first=("tace", "tae"),
        over=("rfa",),
        when=functioning & liver_spread.one_of("diffuse", "multifocal"),
        says="Diffuse: embolisation first (A10).",
    ),
    Order(
        id="functional.rank_sirt",
        statements=("A10",),
        mark="E",
        first=("tace", "tae", "rfa"),
        over=("sirt",),
        when=functioning,
        says="SIRT last: no proven advantage over TACE or TAE (A10).",
    ),
    Rule(
        id="functional.ssa",
        statements=("A05", "RT-30"),
        strength=CONDITIONAL,
        mark="E",
        role="symptom",
        intent="symptom_control",
        options=("octreotide_lar", "lanreotide"),
        sources=("Z04",),
        when=active_syndrome,
        says="Somatostatin analogue for control of the syndrome, whatever the extent.",
    ),
    Rule(
        id="functional.ssa_carcinoid",
        statements=("A05", "RT-30"),
        sources=("Z14", "ENETS-CS-2022"),
        strength=STRONG,
        mark="R",
        role="symptom",
        intent="symptom_control",
        options=("octreotide_lar", "lanreotide"),
        when=active_syndrome & carcinoid,
        says="Carcinoid syndrome: a long-acting somatostatin analogue, whatever the primary site.",
    ),
    Rule(
        id="functional.crisis_plan",
        statements=("S28", "S30", "S31"),
        sources=("Z14", "ENETS-CS-2022", "U21"),
        strength=STRONG,
        mark="R",
        role="supportive",
        when=functioning & carcinoid,
        says="A crisis plan for every procedure.",
    ),
    Rule(
        id="functional.octreotide_cover",
        statements=("S28", "A11"),
        sources=("INV-26", "Z04"),
        strength=STRONG,
        role="supportive",
        options=("octreotide_cover",),
        mark="R",
        when=serotonin_producing & _procedure_or_open,
        says="Serotonin-producing: octreotide from 12 h before to 48 h after every procedure "
        "(surgery, ablation, embolisation, biopsy of a liver metastasis); at PRRT have it "
        "available.",
    ),
    Rule(
        id="functional.syndrome_not_covered",
        statements=("S11",),
        sources=("DICT-FUNCTION",),
        strength=INFO,
        mark="E",
        when=active_syndrome & recorded(syndrome.is_("other"), syndrome),
        says="The syndrome recorded is none of those that this protocol covers: how it is "
        "controlled, and what it needs before a procedure, is for the board.",
    ),
    Rule(
        id="functional.octreotide_cover_surgery",
        statements=("S28", "A11"),
        sources=("Z04",),
        strength=CONDITIONAL,
        role="supportive",
        options=("octreotide_cover",),
        when=functioning & _surgery,
        says="Functional tumour and surgery: prophylactic octreotide, 12 h before to 48 h after; "
        "other syndromes: board, after the preparation of the syndrome.",
    ),
    Rule(
        id="functional.crisis",
        statements=("S29",),
        sources=("U21", "Z04"),
        strength=INFO,
        when=functioning & _surgery,
        says="Purpose: prevention of carcinoid crisis (evidence contested, U21).",
    ),
    Rule(
        id="functional.avoid_histamine",
        statements=("S30",),
        sources=("T60", "Z04"),
        strength=STRONG,
        mark="R",
        when=(functioning & _surgery_or_anaesthesia) | (serotonin_producing & _procedure_or_open),
        says="Avoid histamine-releasing medicines (morphine, atracurium, mivacurium, "
        "suxamethonium, thiopental); agree with local anaesthesia.",
    ),
    Rule(
        id="functional.avoid_sympathetic",
        statements=("S31",),
        sources=("T60", "U21", "Z04"),
        strength=STRONG,
        mark="R",
        when=(functioning & _surgery_or_anaesthesia) | (serotonin_producing & _procedure_or_open),
        says="Avoid sympathetic activators as routine; never withhold a vasopressor in an "
        "established crisis.",
    ),
    Rule(
        id="functional.cholecystectomy",
        statements=("S32", "RT-32"),
        sources=("INV-29", "Z04"),
        strength=CONDITIONAL,
        role="adjunct",
        options=("cholecystectomy",),
        when=in_scope
        & (abdominal_surgery | _abdominal_listed)
        & derived("long_term_ssa").is_("yes")
        & _ssa_borne
        & (_gallbladder.is_("in_situ") | _gallbladder.missing),
        says="Long-term somatostatin analogue expected: consider cholecystectomy in the same "
        "operation.",
    ),
    Rule(
        id="functional.unknown",
        statements=("A32", "RT-31"),
        sources=("Z04",),
        strength=STRONG,
        mark="E",
        when=functional_.missing & _procedure & ~possible_insulinoma,
        says="Functional status unknown: exclude carcinoid syndrome first; if it cannot wait, "
        "have octreotide and the S30-S31 precautions ready.",
    ),
    Rule(
        id="functional.unknown_hypoglycaemia",
        statements=("A32", "RT-31"),
        sources=("Z04", "Z15"),
        strength=STRONG,
        mark="E",
        when=functional_.missing & _procedure & possible_insulinoma,
        says="Functional status unknown: exclude carcinoid syndrome first; if it cannot wait, "
        "have the S30-S31 precautions ready, and octreotide only against a crisis: an insulinoma "
        "is possible.",
    ),
    Rule(
        id="functional.nec_symptoms_only",
        statements=("RT-30",),
        strength=INFO,
        when=functioning & present & nec,
        says="NEC: these are for symptoms only.",
    ),
)
