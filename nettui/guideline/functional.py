"""Functional management: symptom control and precautions at procedures (S27-S32, A05, A10, A11)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, STRONG, Order, Rule, fact
from nettui.plugin.terms import (
    abdominal_surgery,
    any_procedure,
    carcinoid,
    functional_,
    functioning,
    in_scope,
    liver_metastases,
    liver_spread,
    metastatic,
    present,
    surgery_or_anaesthesia,
    surgery_planned,
)

_functioning = in_scope & functioning
_gallbladder = fact("history.gallbladder")

ACTS = (
    Rule(
        id="functional.cytoreduction",
        statements=("S27", "A05"),
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        options=("tace", "tae", "rfa", "sirt"),
        when=_functioning & present & liver_metastases,
        says="Functional: always consider cytoreduction (TACE, TAE, RFA, SIRT) for symptom "
        "control.",
    ),
    Rule(
        id="functional.no_liver_target",
        statements=("S27", "A10"),
        strength=INFO,
        mark="E",
        when=_functioning & present & ~liver_metastases,
        says="Cytoreduction considered: no liver target, resection is the cytoreduction.",
    ),
    Order(
        id="functional.rank_few",
        statements=("A10",),
        mark="E",
        first=("rfa",),
        over=("tace", "tae"),
        when=_functioning & liver_spread.is_("few"),
        says="Few lesions: ablation first (A10).",
    ),
    Order(
        id="functional.rank_diffuse",
        statements=("A10",),
        mark="E",
        first=("tace", "tae"),
        over=("rfa",),
        when=_functioning & liver_spread.is_("diffuse"),
        says="Diffuse: embolisation first (A10).",
    ),
    Order(
        id="functional.rank_sirt",
        statements=("A10",),
        mark="E",
        first=("tace", "tae", "rfa"),
        over=("sirt",),
        when=_functioning,
        says="SIRT last (A10).",
    ),
    Rule(
        id="functional.ssa",
        statements=("A05", "RT-30"),
        strength=CONDITIONAL,
        mark="E",
        role="symptom",
        intent="symptom_control",
        options=("octreotide_lar", "lanreotide"),
        when=_functioning & present,
        says="Somatostatin analogue for control of the syndrome.",
    ),
    Rule(
        id="functional.octreotide_cover",
        statements=("S28", "A11"),
        strength=STRONG,
        role="supportive",
        options=("octreotide_cover",),
        mark="R",
        when=_functioning & carcinoid & any_procedure,
        says="Carcinoid syndrome: octreotide from 12 h before to 48 h after every procedure.",
    ),
    Rule(
        id="functional.octreotide_cover_surgery",
        statements=("S28", "A11"),
        strength=CONDITIONAL,
        role="supportive",
        options=("octreotide_cover",),
        when=_functioning & surgery_planned,
        says="Functional tumour and surgery: prophylactic octreotide, 12 h before to 48 h after; "
        "other syndromes: board, after the preparation of the syndrome.",
    ),
    Rule(
        id="functional.crisis",
        statements=("S29",),
        sources=("U21",),
        strength=INFO,
        when=_functioning & surgery_planned,
        says="Purpose: prevention of carcinoid crisis (evidence contested, U21).",
    ),
    Rule(
        id="functional.avoid_histamine",
        statements=("S30",),
        sources=("T60",),
        strength=STRONG,
        mark="R",
        when=_functioning & (surgery_or_anaesthesia | (carcinoid & any_procedure)),
        says="Avoid histamine-releasing medicines (morphine, atracurium, mivacurium, "
        "suxamethonium, thiopental); agree with local anaesthesia.",
    ),
    Rule(
        id="functional.avoid_sympathetic",
        statements=("S31",),
        sources=("T60", "U21"),
        strength=STRONG,
        mark="R",
        when=_functioning & (surgery_or_anaesthesia | (carcinoid & any_procedure)),
        says="Avoid sympathetic activators as routine; never withhold a vasopressor in an "
        "established crisis.",
    ),
    Rule(
        id="functional.cholecystectomy",
        statements=("S32", "RT-32"),
        strength=CONDITIONAL,
        role="adjunct",
        options=("cholecystectomy",),
        when=in_scope
        & abdominal_surgery
        & fact("history.ssa_long_term_anticipated").is_("yes")
        & (_gallbladder.is_("in_situ") | _gallbladder.missing),
        says="Long-term somatostatin analogue expected: consider cholecystectomy in the same "
        "operation.",
    ),
    Rule(
        id="functional.unknown",
        statements=("A32", "RT-31"),
        strength=STRONG,
        mark="E",
        when=in_scope & functional_.missing & any_procedure,
        says="Functional status unknown: exclude carcinoid syndrome first; if it cannot wait, "
        "have octreotide and the S30-S31 precautions ready.",
    ),
    Rule(
        id="functional.nec_symptoms_only",
        statements=("RT-30",),
        strength=INFO,
        when=_functioning & metastatic & fact("pathology.differentiation").is_("poor"),
        says="NEC: these are for symptoms only.",
    ),
)
