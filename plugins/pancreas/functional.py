"""Syndromes of pancreas and duodenum: control and preparation (PAN-F-03 to PAN-F-13)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Guard, Order, Rule, derived, fact
from nettui.plugin.terms import (
    SYNDROME,
    active_syndrome,
    functioning,
    in_scope,
    insulinoma,
    liver_metastases,
    metastatic,
    pancreas,
    present,
    recorded,
    sstr_positive,
    syndrome,
    well,
)

# A syndrome is controlled whatever the grade, and before it is known (INV-72, RT-30).
_here: Condition = active_syndrome
_gastrinoma: Condition = syndrome.is_("gastrinoma")
_vipoma: Condition = syndrome.is_("VIPoma")
_pthrp: Condition = syndrome.is_("PTHrP")
_diazoxide_failed: Condition = derived("diazoxide_failed").is_("yes")
_SSA = ("octreotide_lar", "lanreotide")
_FPAN = ("ENETS-FPAN-2023",)


def _syndrome(name: str, row: str, when: Condition, options: tuple[str, ...], says: str) -> Rule:
    """Return a strong rule for control of a syndrome."""
    return Rule(
        id=f"functional.{name}",
        statements=(row,),
        sources=_FPAN,
        strength=STRONG,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=options,
        when=_here & when,
        says=says,
    )


ACTS = (
    _syndrome(
        "insulinoma",
        "PAN-F-03",
        insulinoma & ~_diazoxide_failed,
        ("diazoxide",),
        "Insulinoma: frequent complex meals, glucose; diazoxide with a thiazide.",
    ),
    Rule(
        id="functional.insulinoma_again",
        statements=("PAN-F-03",),
        sources=("Z09", *_FPAN),
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("diazoxide",),
        when=_here & insulinoma & _diazoxide_failed,
        says="Insulinoma: frequent complex meals, glucose. Diazoxide was ended for progression: "
        "again only if it held the glucose.",
    ),
    Rule(
        id="functional.insulinoma_everolimus",
        statements=("PAN-F-03", "PAN-F-14"),
        sources=_FPAN,
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("everolimus",),
        when=_here & well & insulinoma & metastatic,
        says="Malignant insulinoma: everolimus raises the glucose.",
    ),
    Rule(
        id="functional.insulinoma_ssa",
        statements=("PAN-F-03",),
        sources=_FPAN,
        strength=STRONG,
        mark="R",
        when=_here & insulinoma,
        says="Somatostatin analogue only after a monitored test dose: it may deepen hypoglycaemia.",
    ),
    Rule(
        id="functional.insulinoma_operation",
        statements=("PAN-F-04",),
        sources=("PMC5637287",),
        strength=STRONG,
        role="supportive",
        mark="C",
        when=_here & insulinoma,
        says="Insulinoma at operation: glucose infusion; octreotide prophylaxis only if tested "
        "before.",
    ),
    _syndrome(
        "gastrinoma",
        "PAN-F-06",
        _gastrinoma,
        ("ppi",),
        "Gastrinoma: high-dose proton-pump inhibitor before, during and after surgery.",
    ),
    _syndrome(
        "glucagonoma",
        "PAN-F-08",
        syndrome.is_("glucagonoma"),
        (*_SSA, "syndrome_support"),
        "Glucagonoma: analogue, nutrition (amino acids, zinc), glucose control, thrombosis "
        "prophylaxis.",
    ),
    _syndrome(
        "vipoma",
        "PAN-F-09",
        _vipoma,
        (*_SSA, "syndrome_support"),
        "VIPoma: correct volume, potassium and acidosis first; then an analogue; steroid if "
        "refractory.",
    ),
    Rule(
        id="functional.vipoma_refractory",
        statements=("PAN-F-09",),
        sources=_FPAN,
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("prrt",),
        when=_here & well & _vipoma & metastatic & sstr_positive,
        says="VIPoma: PRRT or debulking.",
    ),
    Order(
        id="functional.vipoma_support_first",
        statements=("PAN-F-09",),
        sources=_FPAN,
        mark="R",
        first=("syndrome_support",),
        over=_SSA,
        roles=SYNDROME,
        when=_here & _vipoma,
        says="VIPoma: volume, potassium and acidosis before the analogue.",
    ),
    # Before surgery and liver procedures the base protocol says so, by potassium (INV-76).
    Guard(
        id="functional.vipoma_first",
        kind="first",
        classes=("radioligand",),
        when=_vipoma,
        statements=("PAN-F-09",),
        sources=_FPAN,
        mark="R",
        says="VIPoma: correct volume, potassium and acidosis first.",
    ),
    _syndrome(
        "acth",
        "PAN-F-11",
        syndrome.is_("ACTH"),
        ("cortisol_control",),
        "ACTH-producing: control cortisol before anything elective (metyrapone, osilodrostat, "
        "ketoconazole, etomidate, or bilateral adrenalectomy); PJP and thrombosis prophylaxis when "
        "severe; potassium.",
    ),
    _syndrome(
        "pthrp",
        "PAN-F-12",
        _pthrp,
        ("calcium_control",),
        "PTHrP-producing: rehydrate, antiresorptive agent.",
    ),
    _syndrome(
        "pthrp_ssa",
        "PAN-F-12",
        _pthrp,
        _SSA,
        "PTHrP-producing: then an analogue, tumour reduction.",
    ),
    Order(
        id="functional.calcium_first",
        statements=("PAN-F-12",),
        sources=_FPAN,
        mark="R",
        first=("calcium_control",),
        over=_SSA,
        roles=SYNDROME,
        when=_here & _pthrp,
        says="PTHrP-producing: rehydration and antiresorptive agent before the analogue.",
    ),
    Rule(
        id="functional.liver_cytoreduction",
        statements=("PAN-F-13", "S27"),
        sources=_FPAN,
        strength=STRONG,
        mark="R",
        when=_here & in_scope & present & pancreas & liver_metastases,
        says="Functional with liver metastases: cytoreduction by pattern (S27), analogue for the "
        "syndrome (insulinoma: only after a test).",
    ),
    Rule(
        id="functional.refractory_prrt",
        statements=("PAN-F-13",),
        sources=_FPAN,
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("prrt",),
        when=_here
        & well
        & pancreas
        & liver_metastases
        & sstr_positive
        & fact("function.syndrome_refractory").is_("yes"),
        says="Refractory syndrome: PRRT.",
    ),
    Guard(
        id="functional.somatostatinoma_ssa",
        kind="caution",
        classes=("ssa", "ssa_raises_glucose"),
        roles=("symptom",),
        when=recorded(syndrome.is_("somatostatinoma"), syndrome),
        statements=("PAN-F-10",),
        sources=_FPAN,
        mark="R",
        says="Somatostatinoma: an analogue is of uncertain value.",
    ),
    Guard(
        id="functional.everolimus_syndrome",
        kind="caution",
        options=("everolimus",),
        when=functioning & pancreas & ~insulinoma,
        statements=("PAN-F-14",),
        sources=_FPAN,
        mark="R",
        says="Functional tumour other than insulinoma: everolimus raises glucose; check glucose "
        "and stomatitis risk.",
    ),
)
