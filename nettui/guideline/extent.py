"""Surgery and liver-directed therapy, beside the route of the case (S01-S03, S14-S26)."""

from __future__ import annotations

from nettui.guideline.extent_routes import ROUTES, diffuse, few, indeterminate, not_yes
from nettui.guideline.tables import diffuse_pattern, resectability
from nettui.plugin.api import (
    CONDITIONAL,
    INFO,
    OPTION,
    STRONG,
    Condition,
    Judgement,
    Order,
    Rule,
    fact,
)
from nettui.plugin.terms import (
    SYNDROME,
    beyond_liver,
    feasible_borderline,
    feasible_open,
    feasible_yes,
    in_scope,
    liver_only,
    localized,
    metastatic,
    nec,
    present,
    resected,
    site,
    unresectable,
    well,
)

_resectable_here: Condition = well & present & localized
# Where surgery is on the table at all: not once the board has judged it not feasible (RT-12).
_operable_here: Condition = _resectable_here & (feasible_yes | feasible_borderline | feasible_open)
_in_liver: Condition = well & present & liver_only
_embolisation: Condition = (
    diffuse | (resectability.is_("resectable") & diffuse_pattern) | (not_yes & indeterminate)
)
_primary_resectable = fact("disease.primary_resectable")
_complication = fact("disease.primary_complication")
_LOCOREGIONAL = (
    "curative_resection",
    "liver_resection",
    "rfa",
    "tace",
    "tae",
    "primary_resection",
)
_SYSTEMIC = (
    "octreotide_lar",
    "lanreotide",
    "chemotherapy_by_board",
    "captem",
    "temozolomide",
    "everolimus",
    "sunitinib",
    "prrt",
)
_NEC_SURGERY = "NEC: surgery alone inadequate"

ACTS = (
    *ROUTES,
    Rule(
        id="extent.surgery",
        statements=("S01", "S14", "RT-10"),
        strength=STRONG,
        options=("curative_resection",),
        when=_resectable_here & feasible_yes,
        says="Complete resection with negative margins (R0).",
    ),
    Rule(
        id="extent.surgery_to_board",
        statements=("S01", "S14", "A01", "RT-11", "RT-13"),
        sources=("INV-21",),
        strength=CONDITIONAL,
        mark="E",
        options=("curative_resection",),
        intent="subject_to_board",
        when=_resectable_here & (feasible_borderline | feasible_open),
        says="Complete resection with negative margins (R0), subject to board: feasibility is "
        "borderline or not judged.",
    ),
    Rule(
        id="extent.surgery_only_cure",
        statements=("S02",),
        strength=INFO,
        when=present & well & (feasible_yes | feasible_borderline),
        says="Surgery is the only potentially curative option.",
    ),
    Rule(
        id="extent.fitness",
        statements=("A01",),
        sources=("INV-24",),
        strength=STRONG,
        mark="E",
        flags=("fitness review",),
        when=in_scope & present & feasible_yes & (fact("patient.ecog") >= 3),
        says="ECOG 3 or more beside a resection judged feasible: fitness review. The board's "
        "judgement is kept.",
    ),
    Rule(
        id="extent.nodes",
        statements=("S15", "A08"),
        strength=STRONG,
        role="adjunct",
        options=("node_dissection",),
        when=present & localized & (well | nec) & feasible_yes,
        says="With regional lymph-node dissection.",
    ),
    Rule(
        id="extent.nodes_to_board",
        statements=("S15", "A01", "A08", "RT-11", "RT-13"),
        sources=("INV-22",),
        strength=CONDITIONAL,
        mark="E",
        role="adjunct",
        options=("node_dissection",),
        intent="subject_to_board",
        when=present
        & localized
        & ((well & (feasible_borderline | feasible_open)) | (nec & feasible_borderline)),
        says="With regional lymph-node dissection, if the board operates.",
    ),
    Rule(
        id="extent.urgent_surgery",
        statements=("A02",),
        sources=("INV-72",),
        strength=CONDITIONAL,
        mark="E",
        role="supportive",
        intent="complication",
        flags=("urgent surgery",),
        options=("urgent_surgery",),
        when=fact("disease.urgent_complication").yes
        & _complication.include("obstruction", "perforation", "bleeding", "ischaemia"),
        says="Urgent complication of the primary (obstruction, perforation, bleeding, ischaemia): "
        "missing work-up never holds surgery back; the surgeon decides.",
    ),
    Rule(
        id="extent.complications",
        statements=("S16",),
        strength=INFO,
        intent="complication_prevention",
        when=_operable_here,
        says="Removing the primary also prevents bleeding and bowel obstruction.",
    ),
    Rule(
        id="extent.any_size",
        statements=("S17", "A20"),
        strength=INFO,
        when=_operable_here,
        says="The indication holds for tumours of any size (site rules may say otherwise).",
    ),
    Rule(
        id="extent.small",
        statements=("S18",),
        strength=INFO,
        when=_operable_here & (fact("disease.size_mm") < 20),
        says="Below 2 cm the risk of metastasis is lower.",
    ),
    Rule(
        id="extent.goal",
        statements=("S19", "A22"),
        strength=INFO,
        mark="E",
        when=_operable_here,
        says="Curative and palliative goals both permit removal of the primary.",
    ),
    Rule(
        id="extent.metastases_no_bar",
        statements=("S03", "A23"),
        strength=INFO,
        when=well & present & metastatic,
        says="Metastases do not by themselves remove surgery from the options (observational, "
        "selection bias likely).",
    ),
    Rule(
        id="extent.surgery_metastatic",
        statements=("S01", "S03", "RT-14"),
        strength=STRONG,
        options=("curative_resection",),
        when=well & present & liver_only & feasible_yes,
        says="Surgery with curative intent first, metastases included.",
    ),
    Rule(
        id="extent.surgery_metastatic_to_board",
        statements=("S01", "S03", "A01", "RT-18"),
        strength=CONDITIONAL,
        mark="E",
        options=("curative_resection",),
        intent="subject_to_board",
        when=well & present & ((metastatic & feasible_borderline) | (beyond_liver & feasible_yes)),
        says="Surgery with curative intent, subject to board.",
    ),
    Rule(
        id="extent.liver_first",
        statements=("S20",),
        strength=STRONG,
        when=_in_liver,
        says="Liver only: surgical and locoregional approaches before systemic therapy.",
    ),
    Rule(
        id="extent.few",
        statements=("S21", "RT-15"),
        sources=("Z05",),
        strength=STRONG,
        options=("liver_resection",),
        when=_in_liver & few & ~feasible_yes,
        says="Few liver lesions: resection, with or without ablation, or ablation alone; subject "
        "to board.",
    ),
    Rule(
        id="extent.liver_resection",
        statements=("S20", "S21", "RT-14"),
        strength=STRONG,
        options=("liver_resection",),
        when=_in_liver & feasible_yes,
        says="Liver only, curative resection feasible: resection of the liver metastases, with or "
        "without ablation.",
    ),
    Rule(
        id="extent.few_ablation",
        statements=("S21", "RT-14", "RT-15"),
        strength=OPTION,
        options=("rfa",),
        when=_in_liver & (few | feasible_yes),
        says="Ablation with the resection, or alone.",
    ),
    Rule(
        id="extent.diffuse",
        statements=("S22", "A07", "RT-16"),
        sources=("Z05",),
        strength=STRONG,
        options=("tace", "tae"),
        when=_in_liver & (diffuse | (resectability.is_("resectable") & diffuse_pattern)),
        says="Multifocal or diffuse liver disease: TACE or TAE (one of the two, no order given).",
    ),
    Rule(
        id="extent.indeterminate",
        statements=("A07", "S21", "S22", "RT-17"),
        sources=("Z05",),
        mark="E",
        strength=CONDITIONAL,
        options=("liver_resection", "rfa", "tace", "tae"),
        when=_in_liver & not_yes & indeterminate,
        says="Pattern indeterminate: resection or ablation, and embolisation, unranked; surgeon "
        "and interventional radiologist decide.",
    ),
    Rule(
        id="extent.response_rate",
        statements=("S23",),
        strength=INFO,
        when=_in_liver & _embolisation,
        says="Embolisation, historical series: symptomatic response 60-95 %.",
    ),
    Rule(
        id="extent.response_duration",
        statements=("S24",),
        strength=INFO,
        when=_in_liver & _embolisation,
        says="Embolisation, historical series: response lasts 18-24 months.",
    ),
    Rule(
        id="extent.primary_removal",
        statements=("S25", "A23"),
        strength=STRONG,
        options=("primary_resection",),
        when=_in_liver & _primary_resectable.is_("yes"),
        says="Also remove the primary tumour.",
    ),
    Rule(
        id="extent.primary_removal_to_board",
        statements=("S25", "A23"),
        strength=CONDITIONAL,
        mark="C",
        options=("primary_resection",),
        when=_in_liver
        & site.known
        & (_primary_resectable.is_("borderline") | _primary_resectable.missing),
        says="Removal of the primary: ask the surgeon whether it can be removed.",
    ),
    Rule(
        id="extent.primary_removed",
        statements=("S25", "A23", "RT-35"),
        strength=INFO,
        mark="C",
        when=_in_liver & (_primary_resectable.one_of("no", "not_applicable") | site.missing),
        says="Removal of the primary (S25) does not apply: not resectable, unknown or removed.",
    ),
    Rule(
        id="extent.primary_prognosis",
        statements=("S26",),
        sources=("U19",),
        strength=INFO,
        when=_in_liver,
        says="Removal of the primary: survival benefit is observational, selection bias likely.",
    ),
    Rule(
        id="extent.unresectable",
        statements=("A09", "RT-12"),
        strength=CONDITIONAL,
        mark="E",
        when=well & present & unresectable,
        says="Localized and unresectable: the base protocol is silent; board review, systemic "
        "options as for metastatic disease.",
    ),
    Rule(
        id="extent.nec_surgery",
        statements=("S01", "S14", "RT-20"),
        sources=("U13",),
        strength=STRONG,
        options=("curative_resection",),
        flags=(_NEC_SURGERY,),
        when=nec & present & localized & feasible_yes,
        says="NEC: S01 and S14 apply literally; surgery alone is inadequate, see U13.",
    ),
    Rule(
        id="extent.nec_surgery_to_board",
        statements=("S01", "S14", "A01", "RT-20"),
        sources=("U13", "INV-21"),
        strength=CONDITIONAL,
        mark="E",
        options=("curative_resection",),
        flags=(_NEC_SURGERY,),
        intent="subject_to_board",
        when=nec & present & localized & feasible_borderline,
        says="NEC: complete resection (R0), subject to board; surgery alone is inadequate, see "
        "U13.",
    ),
    Rule(
        id="extent.nec_metastatic_surgery",
        statements=("S01", "RT-23"),
        sources=("U13",),
        strength=CONDITIONAL,
        options=("curative_resection",),
        flags=(_NEC_SURGERY,),
        when=nec & present & metastatic & feasible_yes,
        says="NEC with metastases, judged feasible: S01 stays visible; the board may reopen.",
    ),
    Rule(
        id="extent.resected_done",
        statements=("A31", "RT-04"),
        strength=INFO,
        mark="E",
        when=in_scope & resected,
        says="S14-S19 are done; no antitumour therapy from the base.",
    ),
    Judgement(
        id="extent.completion",
        statements=("A31",),
        mark="E",
        when=in_scope & fact("disease.margin").one_of("R1", "R2"),
        says="R1 or R2 margin: completion surgery?",
    ),
    Judgement(
        id="extent.completion_nodes",
        statements=("A31", "S15"),
        mark="E",
        when=in_scope & resected & localized & (fact("disease.nodes_examined") <= 0),
        says="Resected without node dissection, where S15 asks for one: completion surgery?",
    ),
    Rule(
        id="extent.unknown_primary",
        statements=("A28",),
        strength=INFO,
        mark="E",
        when=present & fact("disease.primary_site").missing,
        says="Primary unknown: the base protocol is silent; routed by differentiation and extent.",
    ),
    Order(
        id="extent.liver_before_systemic",
        statements=("S20",),
        first=_LOCOREGIONAL,
        over=_SYSTEMIC,
        except_roles=SYNDROME,
        when=_in_liver,
        says="Liver only: surgical and locoregional before systemic (S20).",
    ),
    Order(
        id="extent.surgery_first",
        statements=("S01", "RT-18"),
        first=("curative_resection",),
        over=_SYSTEMIC,
        except_roles=SYNDROME,
        when=well & present & beyond_liver & (feasible_yes | feasible_borderline),
        says="Surgery is listed first where it may be feasible (S01).",
    ),
)
