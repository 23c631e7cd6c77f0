"""Updates of surgery and liver-directed therapy (U09-U14, U19, U20), metastasis codes (COM-06/07).

Small tumours (U09-U12) are paired with the base protocol by the site plugins; here is the evidence.
"""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, STRONG, Condition, Guard, Judgement, Rule, fact
from nettui.plugin.terms import (
    asymptomatic_primary,
    beyond_liver,
    extent_,
    feasible,
    feasible_borderline,
    feasible_no,
    feasible_yes,
    grade,
    in_scope,
    ki67,
    liver_metastases,
    liver_only,
    localized,
    metastatic,
    nec,
    pancreas,
    present,
    recorded,
    site,
    small_intestine,
    thoracic,
    well,
)

from .note import note, stands

size = fact("disease.size_mm")
resectable = fact("disease.primary_resectable")
complication = fact("disease.primary_complication")
sites = fact("disease.metastasis_sites")
# Of surgery only where it is on the table (A21).
_small: Condition = well & localized & ~recorded(feasible_no, feasible)
_resectable: Condition = ~recorded(resectable.one_of("no", "not_applicable"), resectable)
# Of NETs alone: a NEC is staged with the carcinoma TNM of its organ (COM-03, INV-18).
_gep: Condition = well & ~thoracic & metastatic

ACTS = (
    note(
        "extent.small_pancreas",
        "U09",
        "Sporadic, asymptomatic, up to 2 cm: active surveillance is accepted (prospective ASPEN "
        "cohort; NCCN carries it too); a 2025 meta-analysis found better overall but not "
        "cancer-specific survival with surgery. The board chooses.",
        _small & present & pancreas & (size <= 20),
        "ENETS-NFPAN-2023",
        "NANETS-PAN-SURG-2020",
        "ASPEN",
        "META-2CM-2025",
        relation="C",
        evidence="C/D",
    ),
    note(
        "extent.small_appendix",
        "U10",
        "Appendix 1-2 cm: a cohort of 40 hospitals in 15 countries found no survival gain from "
        "hemicolectomy (recalled: nodes positive in about 20 % of hemicolectomies, distant "
        "metastases about 1 %, no tumour deaths).",
        _small & site.is_("appendix") & (size >= 10) & (size <= 20),
        "NESTI-2023",
        "TCR-2023",
        "ENETS-APP-2023",
        relation="C",
        evidence="C/D",
        mark="R",
    ),
    note(
        "extent.small_rectum",
        "U11",
        "Rectum, metastatic risk in series: below 3 % under 10 mm, 5-15 % at 10-19 mm, about 80 % "
        "from 20 mm.",
        _small & site.is_("rectum"),
        "RECT-2018",
        "ENETS-CR-2023",
        relation="C",
        evidence="C/D",
    ),
    note(
        "extent.small_stomach",
        "U12",
        "Small gastric tumours: type 1 below 1 cm is watched, from 1 cm removed by endoscopy; "
        "selected small G1 type 3 by endoscopy (Europe; North America is more cautious).",
        _small & present & site.is_("stomach"),
        "ENETS-GD-2023",
        "EXARCHOU-2022",
        "DELLUNTO-2024",
        relation="C",
        evidence="C/D",
    ),
    note(
        "extent.small_duodenum",
        "U12",
        "Non-ampullary duodenal tumours up to 1 cm: removal by endoscopy.",
        _small & present & site.is_("duodenum") & (size <= 10),
        "ENETS-GD-2023",
        relation="C",
        evidence="C/D",
        mark="R",
    ),
    Rule(
        id="extent.nec_perioperative",
        statements=("U13",),
        sources=("ENETS-NEC-2023",),
        strength=STRONG,
        role="adjunct",
        mark="C",
        flags=(*stands("C", "C/D"), "NEC: surgery alone inadequate"),
        when=nec & present & localized & (feasible_yes | feasible_borderline),
        says="NEC: surgery only with chemotherapy before or after, after extensive imaging, "
        "decided by the team; never surgery alone.",
    ),
    Guard(
        id="extent.nec_chemotherapy_first",
        kind="first",
        options=("curative_resection",),
        statements=("U13",),
        sources=("ENETS-NEC-2023",),
        mark="C",
        when=nec,
        says="NEC: extensive imaging, and chemotherapy before or after the operation.",
    ),
    Judgement(
        id="extent.liver_board",
        statements=("U14",),
        sources=("MASPERO-2022", "CYTO-ASO-2020"),
        mark="C",
        when=well & present & liver_only & grade.one_of("G1", "G2"),
        says="Liver resection from 70 % of the burden, or transplantation for the highly "
        "selected (unresectable liver-only, Ki-67 below 10 %, primary removed and portal-drained, "
        "up to 50 % of the liver, stable for 6 months, age up to 60): board referral?",
    ),
    note(
        "extent.liver_figures",
        "U14",
        "Transplantation, one centre: 10-year survival 93 % against 75 % with resection (cohort, "
        "highly selected).",
        well & present & liver_only & grade.one_of("G1", "G2") & (ki67 < 10),
        "MASPERO-2022",
        relation="X",
        evidence="C",
    ),
    Rule(
        id="extent.primary_when_symptoms",
        statements=("U19",),
        sources=("DASK-2018", "ENETS-SI-2024"),
        strength=CONDITIONAL,
        mark="R",
        flags=stands("C", "C"),
        against=("base:extent.primary_removal", "base:extent.primary_removal_to_board"),
        when=well
        & present
        & liver_only
        & _resectable
        & ~feasible_yes
        & (pancreas | (small_intestine & asymptomatic_primary)),
        says="Without symptoms, removal of the primary up front gave no survival advantage over "
        "delayed surgery (propensity-matched Uppsala cohort, small intestine; recalled): the board "
        "chooses; symptomatic, obstructing and ischaemic primaries go first.",
    ),
    note(
        "extent.primary_series",
        "U19",
        "Removal of the primary with unresectable metastases: observational series show benefit "
        "with heavy selection bias (cancer database, HR 0.46).",
        well & present & liver_only & ~feasible_yes,
        "SHAIB-2021",
        relation="C",
        evidence="C",
    ),
    Rule(
        id="extent.primary_symptomatic",
        statements=("U19",),
        sources=("ENETS-SI-2024",),
        strength=STRONG,
        mark="R",
        flags=stands("C", "C"),
        options=("primary_resection",),
        when=well
        & present
        & liver_only
        & _resectable
        & complication.include("obstruction", "bleeding", "ischaemia"),
        says="The primary obstructs, bleeds or is ischaemic: remove it first.",
    ),
    note(
        "extent.embolisation_figures",
        "U20",
        "Embolisation, pooled cohorts: response 75 % symptomatic, 56 % biochemical, 50 % "
        "radiological; PFS 12-18 months; low-grade evidence, no proof that TACE beats TAE; best "
        "below 75 % liver involvement.",
        well & present & liver_metastases,
        "DEMESTIER-2017",
        relation="R",
        evidence="C",
    ),
    note(
        "extent.no_beads",
        "U20",
        "TAE or lipiodol TACE rather than drug-eluting beads: the randomised trial now lists only "
        "these two arms (recalled: the bead arm closed for toxicity; its efficacy is not known "
        "here).",
        well & present & liver_metastases,
        "RETNET",
        relation="R",
        evidence="C",
        mark="R",
    ),
    Rule(
        id="extent.m1a",
        statements=("COM-06",),
        sources=("AJCC8",),
        strength=INFO,
        mark="C",
        when=_gep & liver_only,
        says="AJCC8: M1a, liver only.",
    ),
    Rule(
        id="extent.m1b",
        statements=("COM-06",),
        sources=("AJCC8",),
        strength=INFO,
        mark="C",
        when=_gep & beyond_liver & ~sites.include("liver"),
        says="AJCC8: M1b, outside the liver only.",
    ),
    Rule(
        id="extent.m1c",
        statements=("COM-06",),
        sources=("AJCC8",),
        strength=INFO,
        mark="C",
        when=_gep & beyond_liver & sites.include("liver"),
        says="AJCC8: M1c, liver and outside it.",
    ),
    Rule(
        id="extent.stage_iv",
        statements=("COM-07",),
        sources=("AJCC8",),
        strength=INFO,
        mark="C",
        when=in_scope & extent_.known & metastatic,
        says="Distant metastases: stage IV at every site.",
    ),
)
