"""Workup check: what must be known before any therapy (S04-S13, S45-S46, A02)."""

from __future__ import annotations

from nettui.guideline.inferences import SYNDROMES
from nettui.guideline.nec import MARKERS_ASKED, SSTR_ASKED
from nettui.guideline.tissue import no_tissue
from nettui.plugin.api import BLOCK, INFO, STRONG, Caps, Guard, Judgement, Need, Rule, fact
from nettui.plugin.terms import (
    class_without_ki67,
    functional_,
    in_scope,
    ki67,
    localized,
    metastatic,
    nec,
    pancreas,
    present,
    recorded,
    resected_without_spread,
    scope,
    site,
    sstr,
    syndrome,
    thoracic,
    tumour_class,
    well,
)

# A data gate never removes urgent surgery, symptom control, diagnostic steps or supportive care
# (A02, INV-72).
_NOT_GATED = ("symptom", "supportive", "diagnostic")
_BLOCKS = Caps(status="blocked", classes=("definitive",), except_roles=_NOT_GATED)
_PROVISIONAL = Caps(status="provisional")
_CHEMOTHERAPY_ALLOWED = (ki67 > 20) | pancreas | nec
_sites = fact("disease.metastasis_sites")
_status = fact("disease.disease_status")
_family = fact("pathology.histology_family")
_differentiation = fact("pathology.differentiation")

# Stains or uptake that speak for NET G3 or NEC have been looked at.
_mitoses = fact("pathology.mitoses_per_2mm2")
_other_tumours = fact("patient.other_tumours")
_well_confirmed = (
    fact("pathology.p53_abnormal").known
    | fact("pathology.rb1_loss").known
    | fact("pathology.daxx_atrx_loss").known
    | recorded(sstr.is_("positive"), sstr)
)

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
        when=~class_without_ki67,
        caps=_BLOCKS,
        statements=("S06", "S49", "A19", "RT-02"),
        says="Ki-67 proliferation index.",
    ),
    Need(
        id="workup.ki67_of_class",
        facts=("pathology.ki67",),
        when=class_without_ki67,
        caps=_PROVISIONAL,
        statements=("S49",),
        sources=("Z06",),
        mark="E",
        says="Ki-67 proliferation index; treatment does not wait for it.",
    ),
    Need(
        id="workup.extent",
        facts=("disease.extent",),
        when=~resected_without_spread,
        caps=_BLOCKS,
        statements=("A02", "RT-03"),
        says="Extent of disease (CT or MRI, and SSTR imaging).",
    ),
    Need(
        id="workup.extent_of_resected",
        facts=("disease.extent",),
        when=resected_without_spread,
        caps=_PROVISIONAL,
        statements=("A02", "RT-04"),
        sources=("Z03",),
        mark="E",
        says="Extent before the operation; follow-up does not wait for it.",
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
        caps=_PROVISIONAL,
        statements=("S09", "RT-05"),
        says="Local invasion by CT or MRI.",
    ),
    Need(
        id="workup.sstr",
        facts=("imaging.sstr_result",),
        when=SSTR_ASKED,
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
        when=MARKERS_ASKED,
        caps=_PROVISIONAL,
        statements=("S12", "A15", "A16", "RT-05"),
        says="Baseline chromogranin A in blood.",
    ),
    Need(
        id="workup.hiaa",
        facts=("labs.u5hiaa_24h",),
        when=MARKERS_ASKED,
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
        id="workup.margin",
        facts=("disease.margin",),
        when=recorded(_status.is_("resected_no_residual"), _status),
        caps=_PROVISIONAL,
        statements=("A31",),
        sources=("INV-73",),
        mark="E",
        says="Margin of the resection: nothing left means R0.",
    ),
    Need(
        id="workup.ecog",
        facts=("patient.ecog",),
        caps=_PROVISIONAL,
        sources=("DICT",),
        mark="E",
        says="ECOG performance status.",
    ),
    Need(
        id="workup.age",
        facts=("patient.age",),
        caps=_PROVISIONAL,
        sources=("DICT",),
        mark="E",
        says="Age.",
    ),
    Need(
        id="workup.specimen",
        facts=("pathology.specimen_type",),
        caps=_PROVISIONAL,
        sources=("DICT",),
        mark="E",
        says="Kind of specimen: how far the grade can be trusted.",
    ),
    Need(
        id="workup.size",
        facts=("disease.size_mm",),
        when=present & localized,
        caps=_PROVISIONAL,
        sources=("DICT",),
        mark="E",
        says="Size of the tumour.",
    ),
    Need(
        id="workup.metastases",
        facts=("disease.metastasis_sites",),
        when=metastatic,
        caps=_PROVISIONAL,
        sources=("DICT",),
        mark="E",
        says="Where the metastases are.",
    ),
    Need(
        id="workup.brain",
        facts=("disease.cns_disease",),
        when=recorded(_sites.include("brain"), _sites),
        caps=_BLOCKS,
        sources=("DICT",),
        mark="E",
        says="Brain metastasis: blocked until its control has been reviewed.",
    ),
    Need(
        id="workup.thoracic_class",
        facts=("pathology.mitoses_per_2mm2", "pathology.necrosis"),
        when=recorded(thoracic, site) & well,
        statements=("A33",),
        sources=("DICT",),
        mark="E",
        says="Mitoses and necrosis, for typical or atypical carcinoid.",
    ),
    Need(
        id="workup.course",
        when=metastatic,
        caps=_PROVISIONAL,
        sources=("DICT",),
        mark="E",
        facts=("disease.progression_status", "history.prior_therapies"),
        says="Course of the disease and treatments so far.",
    ),
    Rule(
        id="workup.staging_incomplete",
        statements=("S45",),
        strength=STRONG,
        status="provisional",
        when=sstr.missing & SSTR_ASKED,
        flags=("pitfall",),
        says="Staging incomplete: CT or MRI alone is never complete staging; SSTR imaging is "
        "missing.",
    ),
    Rule(
        id="workup.why_sstr",
        statements=("S46",),
        strength=INFO,
        when=sstr.missing,
        says="Conventional imaging misses SSTR-expressing tumours.",
    ),
    Rule(
        id="workup.second_tumour",
        sources=("DICT",),
        strength=INFO,
        mark="E",
        flags=("pitfall",),
        when=recorded(_other_tumours.include("another_NET", "active_cancer"), _other_tumours),
        says="A second tumour is recorded: ask which of them metastases and markers come from.",
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
        when=(_family.is_("NET") & _differentiation.is_("poor"))
        | (_family.is_("NEC") & _differentiation.is_("well")),
        says="Histological family and differentiation contradict each other: expert pathology "
        "review.",
    ),
    Rule(
        id="workup.pathology_review",
        statements=("A04",),
        strength=STRONG,
        role="diagnostic",
        options=("pathology_review",),
        mark="C",
        when=tumour_class.missing & ~no_tissue,
        says="Expert pathology review of differentiation (if Ki-67 > 20 %: RB1, p53, DAXX/ATRX, "
        "SSTR, FDG).",
    ),
    Rule(
        id="workup.net_g3_or_nec",
        statements=("A04",),
        sources=("Z01",),
        strength=STRONG,
        status="provisional",
        role="diagnostic",
        options=("pathology_review",),
        mark="C",
        when=_family.is_("NET")
        & ((ki67 > 20) | recorded(_mitoses > 20, _mitoses))
        & ~_well_confirmed,
        says="Ki-67 or mitoses above 20 in a tumour called a NET: is it a NEC? Expert pathology "
        "review (morphology; p53, RB1, DAXX/ATRX, SSTR).",
    ),
    Rule(
        id="workup.cytology",
        sources=("DICT",),
        strength=INFO,
        mark="E",
        when=fact("pathology.specimen_type").is_("cytology"),
        says="Cytology only: the grade is less certain.",
    ),
    Rule(
        id="workup.ki67_estimate",
        sources=("DICT",),
        strength=INFO,
        mark="E",
        when=fact("pathology.ki67_method").is_("estimate"),
        says="Ki-67 was estimated, not counted.",
    ),
    Rule(
        id="workup.function_contradiction",
        sources=("INV-73",),
        strength=STRONG,
        status="provisional",
        mark="E",
        when=functional_.is_("no") & syndrome.one_of(*SYNDROMES),
        says="Recorded as not functional beside a syndrome: please correct.",
    ),
    Rule(
        id="workup.resection_contradiction",
        sources=("INV-73",),
        strength=STRONG,
        status="provisional",
        mark="E",
        when=_status.is_("resected_no_residual")
        & fact("disease.margin").one_of("R1", "R2", "not_resected"),
        says="Recorded as resected with nothing left, but the margin is not R0: please correct.",
    ),
    Rule(
        id="workup.record_contradiction",
        sources=("INV-73", "Z30"),
        strength=STRONG,
        status="provisional",
        mark="E",
        when=fact("record.contradictions").known,
        says="The record contradicts itself: please correct, or date the entries.",
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
        # Out of scope keeps what controls a syndrome, and precautions (Z18).
        except_roles=("symptom", "supportive"),
        when=~in_scope & ~scope.is_("dipnech"),
        statements=("A27", "RT-01"),
        sources=("Z18",),
        mark="E",
        says="Not covered by this protocol (family or site; thoracic NEC: its own pathway).",
    ),
    Guard(
        id="workup.dipnech",
        kind="stop",
        classes=("definitive",),
        # RT-01 keeps LUN-10 for DIPNECH: a trial of an analogue against its symptoms.
        except_roles=("symptom",),
        when=scope.is_("dipnech"),
        statements=("A27", "RT-01"),
        mark="E",
        says="DIPNECH is no NET: nothing against a tumour; symptoms may be treated.",
    ),
    Guard(
        id="workup.nothing_left",
        kind="stop",
        classes=("systemic_antitumour", "liver_directed"),
        # Whether tumour is left is never asked before a syndrome is controlled (Z04, INV-72).
        except_roles=("symptom",),
        when=~present & ~tumour_class.is_("poor"),
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
