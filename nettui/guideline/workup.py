"""Workup check: what must be known before any therapy (S04-S13, S45-S46, A02)."""

from __future__ import annotations

from nettui.plugin.api import BLOCK, INFO, STRONG, Caps, Guard, Judgement, Need, Rule, fact
from nettui.plugin.terms import (
    functional_,
    in_scope,
    metastatic,
    nec,
    pancreas,
    present,
    sstr,
    syndrome,
)

# A data gate never removes urgent surgery, symptom control, diagnostic steps or supportive care
# (A02, INV-72).
_NOT_GATED = ("symptom", "supportive", "diagnostic")
_BLOCKS = Caps(status="blocked", classes=("definitive",), except_roles=_NOT_GATED)
_PROVISIONAL = Caps(status="provisional")
_CHEMOTHERAPY_ALLOWED = (fact("pathology.ki67") > 20) | pancreas | nec

ACTS = (
    Rule(
        id="workup.before_therapy",
        statements=("S04",),
        strength=BLOCK,
        says="Before any therapy: the items of the workup, through a tumour board.",
    ),
    Need(
        id="workup.histology",
        facts=("pathology.histology_family",),
        caps=_BLOCKS,
        statements=("S04", "A02", "RT-02"),
        says="Histological family.",
    ),
    Need(
        id="workup.differentiation",
        facts=("tumour_class",),
        caps=_BLOCKS,
        statements=("A04", "RT-02"),
        mark="C",
        says="Differentiation, in agreement with the histological family.",
    ),
    Need(
        id="workup.ki67",
        facts=("pathology.ki67",),
        caps=_BLOCKS,
        statements=("S06", "S49", "A19", "RT-02"),
        says="Ki-67 proliferation index.",
    ),
    Need(
        id="workup.extent",
        facts=("disease.extent",),
        caps=_BLOCKS,
        statements=("A02", "RT-03"),
        says="Extent of disease (CT or MRI, and SSTR imaging).",
    ),
    Need(
        id="workup.ihc",
        facts=("pathology.ihc_cga", "pathology.ihc_synaptophysin"),
        caps=_PROVISIONAL,
        statements=("S05", "A15"),
        says="Tissue stains for chromogranin A and synaptophysin.",
    ),
    Need(
        id="workup.location",
        facts=("disease.primary_site", "imaging.conv_imaging_modality"),
        caps=_PROVISIONAL,
        statements=("S08", "RT-05"),
        says="Location of the primary by CT or MRI.",
    ),
    Need(
        id="workup.invasion",
        facts=("disease.local_invasion",),
        when=present,
        caps=_PROVISIONAL,
        statements=("S09", "RT-05"),
        says="Local invasion by CT or MRI.",
    ),
    Need(
        id="workup.sstr",
        facts=("imaging.sstr_result",),
        caps=_PROVISIONAL,
        statements=("S10", "A25", "RT-05"),
        says="SSTR status by 68Ga-PET or 111In-pentetreotide scintigraphy.",
    ),
    Need(
        id="workup.function",
        facts=("function.functional",),
        caps=_PROVISIONAL,
        statements=("S11", "A32", "RT-05"),
        says="Functional status: is there a clinical syndrome, and which?",
    ),
    Need(
        id="workup.cga",
        facts=("cga_baseline",),
        caps=_PROVISIONAL,
        statements=("S12", "A15", "A16", "RT-05"),
        says="Baseline chromogranin A in blood.",
    ),
    Need(
        id="workup.hiaa",
        facts=("labs.u5hiaa_24h",),
        caps=_PROVISIONAL,
        statements=("S13", "A16", "RT-05"),
        says="Baseline 5-HIAA in 24-hour urine.",
    ),
    Need(
        id="workup.feasibility",
        facts=("disease.curative_resection_feasible",),
        when=present,
        caps=_PROVISIONAL,
        statements=("A01", "RT-13", "RT-22"),
        mark="E",
        says="Board's judgement: is curative resection feasible?",
    ),
    Need(
        id="workup.disease_status",
        facts=("disease.disease_status",),
        caps=_PROVISIONAL,
        statements=("A31", "RT-04"),
        mark="E",
        says="Has the tumour been resected?",
    ),
    Need(
        id="workup.ecog",
        facts=("patient.ecog",),
        caps=_PROVISIONAL,
        sources=("DICT",),
        says="ECOG performance status.",
    ),
    Need(
        id="workup.course",
        when=metastatic,
        caps=_PROVISIONAL,
        sources=("DICT",),
        facts=("disease.progression_status", "history.prior_therapies"),
        says="Course of the disease and treatments so far.",
    ),
    Rule(
        id="workup.staging_incomplete",
        statements=("S45",),
        strength=STRONG,
        status="provisional",
        when=sstr.missing & present,
        flags=("pitfall",),
        says="Staging incomplete: CT or MRI alone is never complete staging; SSTR imaging is "
        "missing.",
    ),
    Rule(
        id="workup.why_sstr",
        statements=("S46",),
        strength=INFO,
        when=sstr.missing & present,
        says="Conventional imaging misses SSTR-expressing tumours.",
    ),
    Rule(
        id="workup.indium",
        statements=("A25",),
        sources=("U04",),
        strength=INFO,
        mark="R",
        when=fact("imaging.sstr_modality").is_("111In-pentetreotide"),
        says="111In scintigraphy is less sensitive: repeat with PET before excluding PRRT.",
    ),
    Rule(
        id="workup.class_contradiction",
        statements=("A04",),
        sources=("INV-73",),
        strength=STRONG,
        status="blocked",
        mark="E",
        when=(
            fact("pathology.histology_family").is_("NET")
            & fact("pathology.differentiation").is_("poor")
        )
        | (
            fact("pathology.histology_family").is_("NEC")
            & fact("pathology.differentiation").is_("well")
        ),
        says="Histological family and differentiation contradict each other: expert pathology "
        "review.",
    ),
    Rule(
        id="workup.pathology_review",
        statements=("A04",),
        strength=STRONG,
        mark="C",
        when=fact("pathology.differentiation").is_("indeterminate")
        | fact("pathology.differentiation").missing,
        says="Expert pathology review of differentiation (if Ki-67 > 20 %: RB1, p53, DAXX/ATRX, "
        "SSTR, FDG).",
    ),
    Rule(
        id="workup.function_contradiction",
        sources=("INV-73",),
        strength=STRONG,
        status="provisional",
        mark="E",
        when=functional_.is_("no")
        & syndrome.one_of(
            "carcinoid",
            "insulinoma",
            "gastrinoma",
            "glucagonoma",
            "VIPoma",
            "somatostatinoma",
            "ACTH",
            "PTHrP",
            "other",
        ),
        says="Recorded as not functional beside a syndrome: please correct.",
    ),
    Guard(
        id="workup.chemotherapy_only_if",
        kind="stop",
        classes=("chemotherapy",),
        except_roles=("later_line",),
        when=~_CHEMOTHERAPY_ALLOWED,
        statements=("S48", "A29"),
        says="Chemotherapy only if highly proliferating, pancreatic, or poorly differentiated.",
    ),
    Guard(
        id="workup.out_of_scope",
        kind="stop",
        classes=("definitive",),
        when=~in_scope,
        statements=("A27", "RT-01"),
        mark="E",
        says="Not covered by this protocol (family or site; thoracic NEC: its own pathway).",
    ),
    Guard(
        id="workup.nothing_left",
        kind="stop",
        classes=("systemic_antitumour", "liver_directed"),
        when=~present,
        statements=("A31", "RT-04"),
        sources=("INV-71",),
        mark="E",
        says="Resected with nothing left: no adjuvant therapy in the base protocol.",
    ),
    Judgement(
        id="workup.team",
        statements=("S50",),
        says="Decision to be made within an experienced multidisciplinary team.",
    ),
    Rule(
        id="workup.aim",
        statements=("S51",),
        strength=INFO,
        says="Aim: highest benefit, least risk, best quality of life.",
    ),
)
