"""Figures of current trials beside the base protocol's historical ones (U15-U18, U23-U36).

Each figure carries what it comes from; an approval carries its jurisdiction and date.
"""

from __future__ import annotations

from nettui.plugin.api import Condition, derived, fact
from nettui.plugin.terms import (
    after_ssa,
    functional_,
    grade,
    in_reach,
    ki67,
    metastatic,
    nec,
    pancreas,
    present,
    progressive,
    recorded,
    site,
    sstr_positive,
    thoracic,
    well,
)

from .note import note

jurisdiction = fact("patient.jurisdiction")
_heredity = fact("heredity.hereditary")
_in: Condition = well & in_reach
_gep: Condition = site.one_of(
    "stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon", "rectum", "pancreas"
)
_g1_g2: Condition = grade.one_of("G1", "G2")
_treated: Condition = fact("history.prior_therapies").include(
    *("T01", "T02", "T05", "T08", "T20", "T21", "T22", "T23", "T30", "T31"),
    *("T33", "T34", "T40", "T41", "T42", "T43", "T44", "T45", "T46", "T47"),
)

ACTS = (
    note(
        "systemic.netter2_figures",
        "U15",
        "NETTER-2 (randomised phase III, n = 226, first line, Ki-67 10-55 %): PFS 22.8 against 8.5 "
        "months, HR 0.276; response 43.0 against 9.3 %; no difference in survival at the primary "
        "analysis; haematological toxicity of grade 3 or more 14 against 1 %.",
        _in & _gep & sstr_positive & (ki67 >= 10) & (ki67 <= 55),
        "NETTER2",
        relation="X",
        evidence="A",
    ),
    note(
        "systemic.captem_figures",
        "U16",
        "E2211 (randomised phase II, n = 144): PFS 22.7 months with CAPTEM against 14.4 with "
        "temozolomide, HR 0.58; survival 58.7 against 53.8 months (not significant); MGMT "
        "deficiency goes with response. The 70 % of S36 is no expectation.",
        _in & pancreas,
        "E2211",
        "STROSBERG-2011",
        relation="R",
        evidence="B",
    ),
    note(
        "systemic.captem_response",
        "U16",
        "E2211 (randomised phase II, recalled): confirmed response about 40 % with CAPTEM, 34 % "
        "with temozolomide.",
        _in & pancreas,
        "E2211",
        relation="R",
        evidence="B",
        mark="R",
    ),
    note(
        "systemic.prrt_us",
        "U17",
        "177Lu-DOTATATE, US label (FDA, 2024): adults and children from 12 years, SSTR-positive "
        "GEP-NET, no limit of grade or line.",
        _in & sstr_positive & ~recorded(jurisdiction.one_of("EU", "UK", "CN"), jurisdiction),
        "FDA-LUTATHERA-2024",
        relation="X",
        evidence="L",
    ),
    note(
        "systemic.prrt_eu",
        "U17",
        "177Lu-DOTATATE, EU label (undated copy): adults, unresectable or metastatic, progressive, "
        "G1-G2, SSTR positive. Check the current label.",
        _in & sstr_positive & ~recorded(jurisdiction.one_of("US", "CN"), jurisdiction),
        "EMA-LUTATHERA",
        relation="X",
        evidence="L",
    ),
    note(
        "systemic.everolimus_label",
        "U18",
        "Everolimus outside the pancreas: labels name non-functional gastrointestinal and lung "
        "tumours only (US label, undated copy; EU decision June 2016, G1-G2).",
        _in & ~pancreas,
        "FDA-EVEROLIMUS",
        "EMA-EVEROLIMUS",
        relation="R",
        evidence="L",
    ),
    note(
        "systemic.newer_agents",
        "U23",
        "Agents that the base protocol does not name: cabozantinib (U24), surufatinib (U26), "
        "telotristat (U27), belzutifan (U28), 177Lu-edotreotide (U29), everolimus with lanreotide "
        "(U30), streptozocin with 5-FU (U31); each under its own conditions.",
        _in,
        "ESMO-GEP-2020",
        relation="X",
        evidence="",
    ),
    note(
        "systemic.cabozantinib_figures",
        "U24",
        "CABINET (randomised phase III, n = 298): pancreas PFS 13.8 against 4.4 months (review of "
        "the FDA: 3.3), HR 0.23 (0.22); outside the pancreas 8.4 against 3.9 (8.5 against 4.2), HR "
        "0.38; response 18 against 0 % in the pancreas. US (26 March 2025): from 12 years, "
        "previously treated; EU (July 2025): after a systemic therapy other than an analogue.",
        _in & _treated,
        "CABINET",
        "FDA-CABO-2025",
        "EMA-CABO-2025",
        relation="X",
        evidence="A/L",
    ),
    note(
        "systemic.nec_first_line",
        "U25",
        "ENETS 2023: carboplatin and etoposide first line, beside cisplatin and etoposide of the "
        "base; fluoropyrimidine and irinotecan is the best supported second line.",
        nec & present,
        "ENETS-NEC-2023",
        relation="C",
        evidence="D",
    ),
    note(
        "systemic.nec_figures",
        "U25",
        "TOPIC-NEC (randomised phase III, n = 170): cisplatin with etoposide against irinotecan, "
        "survival 12.5 against 10.9 months (HR 1.04), response 54.5 against 52.5 %, febrile "
        "neutropenia 26.8 against 12.2 %. NORDIC-NEC2 (registry, n = 639): PFS 3.4, survival 7.4 "
        "months, 41 % immediate progression.",
        nec & present,
        "TOPIC-NEC",
        "NORDIC-NEC2",
        relation="C",
        evidence="A/C",
    ),
    note(
        "systemic.nec_low_ki67",
        "U25",
        "NEC with Ki-67 below 55 % (registry): less response to platinum, longer survival.",
        nec & present & (ki67 < 55),
        "NORDIC-NEC",
        relation="C",
        evidence="C",
    ),
    note(
        "systemic.surufatinib_figures",
        "U26",
        "Surufatinib (China: NMPA December 2020 and June 2021 only; US declined 2022, EU withdrawn "
        "2022): SANET-ep (randomised phase III, n = 198) PFS 9.2 against 3.8 months, HR 0.33; "
        "SANET-p (n = 172) 10.9 against 3.7, HR 0.49.",
        _in & progressive & recorded(jurisdiction.is_("CN"), jurisdiction),
        "SANET-EP",
        "SANET-P",
        relation="X",
        evidence="A/L",
    ),
    note(
        "systemic.belzutifan_figures",
        "U28",
        "Belzutifan (US label, undated copy): germline VHL, pancreatic NET not requiring immediate "
        "surgery; "
        "response 10 of 12 in a single-arm study without metastatic disease; boxed embryo-fetal "
        "toxicity, anaemia, hypoxia, weakens some hormonal contraceptives.",
        well & present & pancreas & recorded(_heredity.is_("VHL"), _heredity),
        "FDA-BELZUTIFAN",
        "LITESPARK004",
        relation="X",
        evidence="C/L",
    ),
    note(
        "systemic.edotreotide_figures",
        "U29",
        "177Lu-edotreotide is not approved as far as known here (US application accepted, target "
        "date 28 August 2026, decision not verified): COMPETE (randomised phase III, n = 309, "
        "progressive G1-G2) PFS 23.9 against 14.1 months, HR 0.67, response 21.9 "
        "against 4.2 %, survival 63.4 against 58.7 (not significant).",
        _in & _gep & _g1_g2 & sstr_positive & progressive,
        "COMPETE",
        relation="X",
        evidence="A/L",
    ),
    note(
        "systemic.everolimus_lanreotide_figures",
        "U30",
        "STARTER-NET (randomised phase III, Japan, first line, non-functioning G1-G2, Ki-67 5-20 % "
        "or diffuse liver disease): everolimus with lanreotide PFS 29.7 against 11.5 months, HR "
        "0.38 (99.91 % CI 0.15-0.96) at interim, later 29.7 against 13.6, HR 0.44; response 23 "
        "against 8 %.",
        _in
        & _gep
        & _g1_g2
        & functional_.no
        & (((ki67 >= 5) & (ki67 <= 20)) | derived("liver_spread").is_("diffuse")),
        "STARTER-NET",
        relation="X",
        evidence="A",
    ),
    note(
        "systemic.streptozocin_figures",
        "U31",
        "SEQTOR (randomised phase III, n = 141): streptozocin with 5-FU first against everolimus "
        "first, 12-month PFS 61.8 against 71.4 % (not significant), response 30.3 against 11.6 %: "
        "an option where shrinkage is needed.",
        _in & pancreas,
        "SEQTOR",
        relation="X",
        evidence="A",
    ),
    note(
        "systemic.prrt_sunitinib_figures",
        "U32",
        "OCLURANDOM (randomised phase II, n = 84, recalled): 12-month PFS about 80 % with "
        "177Lu-DOTATATE against 42 % with sunitinib, median about 20.7 against 11.0 months; "
        "COMPETE points the same way.",
        _in & pancreas & sstr_positive,
        "OCLURANDOM",
        "COMPETE",
        relation="R",
        evidence="B",
        mark="R",
    ),
    note(
        "systemic.ssa_in_g3",
        "U34",
        "Analogue trials covered Ki-67 below 10 % (CLARINET) and midgut G1 (PROMID): an analogue "
        "alone is not established above 20 %.",
        well & present & metastatic & grade.is_("NET_G3"),
        "CLARINET",
        "PROMID",
        relation="R",
        evidence="A",
        mark="R",
    ),
    note(
        "systemic.lung_figures",
        "U35",
        "RADIANT-4 (randomised phase III, gastrointestinal and lung): everolimus PFS 11.0 against "
        "3.9 months, HR 0.48; evidence for analogues in the lung is mostly retrospective.",
        _in & thoracic,
        "RADIANT4",
        "ESMO-LUNG-2021",
        relation="X",
        evidence="A/D",
    ),
    note(
        "systemic.targeted_figures",
        "U36",
        "RADIANT-3 (randomised phase III): everolimus 11.0 against 4.6 months, HR 0.35 (survival "
        "44.0 against 37.7, not significant). SUN1111 (randomised phase III): sunitinib 11.4 "
        "against 5.5, HR 0.42.",
        _in & pancreas,
        "RADIANT3",
        "SUN1111",
        relation="R",
        evidence="A",
    ),
    note(
        "systemic.netter1_figures",
        "U36",
        "NETTER-1 (randomised phase III, G1-G2 midgut after an analogue): PFS not reached against "
        "8.5 months.",
        _in & site.is_("jejunum_ileum") & _g1_g2 & sstr_positive & after_ssa,
        "NETTER1",
        relation="R",
        evidence="A",
    ),
)
