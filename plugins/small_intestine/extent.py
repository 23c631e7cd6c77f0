"""Surgery of small-intestinal tumours (SI-02 to SI-04, SI-11)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Guard, Rule, fact
from nettui.plugin.terms import (
    asymptomatic_primary,
    feasible_no,
    feasible_yes,
    localized,
    metastatic,
    present,
    progressive,
    recorded,
    well,
)

complication = fact("disease.primary_complication")
echo = fact("imaging.echocardiography")

_stage_iv: Condition = well & present & metastatic
# Removed or not resectable (A23); where nobody has said, the surgeon is asked, it stays listed.
_resectable = fact("disease.primary_resectable")
_primary_not_removable: Condition = recorded(
    _resectable.one_of("no", "not_applicable"), _resectable
)

ACTS = (
    Rule(
        id="extent.segmental_resection",
        statements=("SI-02", "S14", "S15"),
        strength=STRONG,
        sources=("NANETS-MIDGUT-SURGERY",),
        mark="R",
        options=("curative_resection",),
        when=well & present & localized & feasible_yes,
        says="Segmental resection with mesenteric lymphadenectomy preserving the vessels; palpate "
        "the whole bowel for further primaries; 8 nodes or more as quality mark.",
    ),
    Rule(
        id="extent.symptomatic_primary",
        statements=("SI-03", "S16", "S25"),
        sources=("ENETS-SI-2024",),
        strength=STRONG,
        mark="R",
        intent="complication_prevention",
        options=("primary_resection",),
        when=_stage_iv
        & ~_primary_not_removable
        & (
            complication.include("obstruction", "bleeding", "ischaemia")
            | (fact("disease.local_invasion").is_("mesenteric_mass") & progressive)
        ),
        says="Stage IV with a symptomatic primary (obstruction, bleeding, ischaemia) or a "
        "progressing mesenteric mass: resect the primary (if not yet told: ask the surgeon).",
    ),
    Rule(
        id="extent.asymptomatic_primary",
        statements=("SI-04",),
        sources=("DASK-2018", "ENETS-SI-2024"),
        strength=CONDITIONAL,
        mark="R",
        against=("base:extent.primary_removal", "base:extent.primary_removal_to_board"),
        when=_stage_iv & feasible_no & asymptomatic_primary & ~_primary_not_removable,
        says="Stage IV, asymptomatic, metastases unresectable: prophylactic resection of the "
        "primary is optional, not routine.",
    ),
    Guard(
        id="extent.valve_first",
        kind="first",
        classes=("major_procedure",),
        except_roles=("supportive",),  # an urgent operation does not wait (A02)
        when=echo.is_("CHD_severe"),
        statements=("SI-11",),
        sources=("ENETS-CS-2022",),
        mark="R",
        says="Severe carcinoid heart disease: assess for valve surgery before a major liver or "
        "abdominal procedure.",
    ),
)
