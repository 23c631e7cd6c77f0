"""Refinements for small intestine, appendix, colon and rectum (rows F30 to F49)."""

from __future__ import annotations

from nettui.plugin.api import Condition, Due, derived, fact
from nettui.plugin.terms import (
    grade,
    localized,
    metastatic,
    present,
    recorded,
    serotonin_producing,
    site,
    small_intestine,
    syndrome,
    well,
)

from .refine import (
    CLOCK,
    after_year,
    current,
    endoscopic,
    g1_g2,
    imaging,
    lvi_present,
    node_negative,
    node_positive,
    r0,
    refinement,
    size,
    to_year,
    years,
)

margin = fact("disease.margin")
nodes = fact("disease.n_category")
invasion = fact("disease.local_invasion")
mass = fact("disease.mesenteric_mass_mm")
mesoappendix = fact("pathology.mesoappendix_invasion_mm")
echo = fact("imaging.echocardiography")
urine = fact("labs.u5hiaa_24h_uln_ratio")
plasma = fact("labs.p5hiaa_uln_ratio")
appendix: Condition = site.is_("appendix")
colon: Condition = site.is_("colon")
rectum: Condition = site.is_("rectum")

_mesenteric: Condition = (
    recorded(nodes.is_("N2"), nodes)
    | recorded(invasion.is_("mesenteric_mass"), invasion)
    | recorded(mass > 0, mass)
)
_serotonin: Condition = (
    well & small_intestine & serotonin_producing & (syndrome.known | derived("serotonin").known)
)
_10_to_20: Condition = (size >= 10) & (size <= 20)
_appendix_risk: Condition = (mesoappendix > 3) | lvi_present | grade.is_("G2") | margin.is_("R1")
_appendix_r0: Condition = g1_g2 & appendix & r0
_rectum_risk: Condition = lvi_present | grade.is_("G2") | margin.is_("R1")
_rectum: Condition = g1_g2 & rectum & localized & margin.one_of("R0", "R1")
_on_ssa_or_prrt: Condition = current.include("T01", "T02", "T05", "T20", "T21", "T22", "T23")

ACTS = (
    refinement(
        "si_resected",
        "F30",
        "R0, every 6-12 months for 5 years; at least 10 years in all.",
        g1_g2 & small_intestine & r0 & ~_mesenteric & to_year(5),
        "COMMNETS-2018",
        "ESMO-GEP-2020",
        due=imaging(6, 12),
        less=True,
        mark="C",
    ),
    refinement(
        "si_resected_later",
        "F30",
        "R0, after 5 years every 12-24 months; at least 10 years in all.",
        g1_g2 & small_intestine & r0 & ~_mesenteric & after_year(5),
        "COMMNETS-2018",
        "ESMO-GEP-2020",
        due=imaging(12, 24),
        less=True,
        mark="C",
    ),
    refinement(
        "si_mesenteric",
        "F31 S53",
        "N2 or mesenteric mass: every 3-6 months, with examination for obstruction, and weight.",
        g1_g2 & small_intestine & margin.one_of("R0", "R1") & _mesenteric,
        due=imaging(3, 6),
        mark="E",
    ),
    refinement(
        "si_hiaa",
        "F32",
        "Serotonin-producing: 5-HIAA at each visit.",
        _serotonin,
        "ENETS-CS-2022",
        due=Due(low=3, high=6, anchor="labs.hiaa_date", after=CLOCK),
    ),
    refinement(
        "si_nt_probnp",
        "F32",
        "Serotonin-producing: NT-proBNP and symptoms at each visit.",
        _serotonin,
        "ENETS-CS-2022",
        due=Due(low=3, high=6, anchor="labs.nt_probnp_date", after=CLOCK),
    ),
    refinement(
        "si_echo_heart_disease",
        "F32",
        "Carcinoid heart disease: echocardiography every 6-12 months.",
        _serotonin & recorded(echo.one_of("CHD_mild", "CHD_severe"), echo),
        "ENETS-CS-2022",
        due=Due(low=6, high=12, anchor="imaging.echocardiography_date", after=CLOCK),
    ),
    refinement(
        "si_echo",
        "F32",
        "5-HIAA raised: echocardiography every 12-24 months.",
        _serotonin
        & ~recorded(echo.one_of("CHD_mild", "CHD_severe"), echo)
        & (recorded(urine > 1, urine) | recorded(plasma > 1, plasma)),
        "ENETS-CS-2022",
        due=Due(low=12, high=24, anchor="imaging.echocardiography_date", after=CLOCK),
    ),
    refinement(
        "si_metastatic",
        "F33 F43 F49",
        "Metastatic on an analogue or PRRT: CT or MRI every 3-6 months; blood tests of PRRT.",
        g1_g2
        & site.one_of("jejunum_ileum", "appendix", "colon", "rectum")
        & present
        & metastatic
        & _on_ssa_or_prrt,
        "FDA-LUTATHERA-2024",
        due=imaging(3, 6),
        mark="C",
    ),
    refinement(
        "appendix_small",
        "F40",
        "below 10 mm, R0: no follow-up; to stop takes the board's decision.",
        _appendix_r0 & node_negative & (size < 10),
        "ESMO-GEP-2020",
        "CZ-NAT",
        less=True,
        mark="C",
    ),
    refinement(
        "appendix_10_20",
        "F41",
        "10-20 mm, R0, no risk factor: none, or at most a single re-imaging.",
        _appendix_r0 & node_negative & _10_to_20 & ~_appendix_risk,
        "CZ-NAT",
        "ENETS-APP-2023",
        less=True,
    ),
    refinement(
        "appendix_10_20_risk",
        "F41",
        "10-20 mm with a risk factor, every 6-12 months for 2 years.",
        _appendix_r0 & localized & _10_to_20 & _appendix_risk & to_year(2),
        "ENETS-APP-2023",
        due=imaging(6, 12),
        less=True,
    ),
    refinement(
        "appendix_10_20_risk_later",
        "F41",
        "10-20 mm with a risk factor, after 2 years yearly to 10 years.",
        _appendix_r0 & localized & _10_to_20 & _appendix_risk & years(2, 10),
        "ENETS-APP-2023",
        due=imaging(12, 12),
        less=True,
    ),
    refinement(
        "appendix_large",
        "F42",
        "above 20 mm or N+, two visits in year 1; chromogranin A only if raised.",
        _appendix_r0 & ((size > 20) | node_positive) & to_year(1),
        "CZ-NAT",
        due=imaging(6, 6),
        less=True,
        mark="C",
    ),
    refinement(
        "appendix_large_later",
        "F42",
        "above 20 mm or N+, after year 1 yearly; chromogranin A only if raised.",
        _appendix_r0 & ((size > 20) | node_positive) & after_year(1),
        "CZ-NAT",
        due=imaging(12, 12),
        less=True,
        mark="C",
    ),
    refinement(
        "rectum_small",
        "F44",
        "below 10 mm, G1, R0, no vascular invasion: no follow-up; to stop takes the board's "
        "decision.",
        _rectum & r0 & grade.is_("G1") & (size < 10) & ~_rectum_risk,
        "ENETS-CR-2023",
        "ESMO-GEP-2020",
        less=True,
    ),
    refinement(
        "rectum_10_20",
        "F45",
        "10-20 mm or a risk factor, endoscopy with EUS or MRI every 12 months for 5 years.",
        _rectum & (size <= 20) & (_10_to_20 | _rectum_risk) & to_year(5),
        "ENETS-CR-2023",
        due=endoscopic(12, 12),
        less=True,
    ),
    refinement(
        "rectum_large",
        "F46",
        "above 20 mm or N+, every 3-12 months: CT, endoscopy, SSTR imaging on suspicion.",
        g1_g2 & rectum & r0 & ((size > 20) | node_positive),
        "ENETS-CR-2023",
        due=imaging(3, 12),
        less=True,
    ),
    refinement(
        "colon_first",
        "F47",
        "Colon, R0: every 3-6 months in years 1 and 2.",
        g1_g2 & colon & r0 & to_year(2),
        "ESMO-GEP-2020",
        due=imaging(3, 6),
    ),
    refinement(
        "colon_to_five",
        "F47",
        "colon, R0, every 6-12 months to year 5.",
        g1_g2 & colon & r0 & years(2, 5),
        "ESMO-GEP-2020",
        due=imaging(6, 12),
        less=True,
    ),
    refinement(
        "colon_to_ten",
        "F47",
        "colon, R0, yearly to year 10.",
        g1_g2 & colon & r0 & years(5, 10),
        "ESMO-GEP-2020",
        due=imaging(12, 12),
        less=True,
    ),
)
