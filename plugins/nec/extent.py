"""Localized NEC: never surgery alone (NEC-01)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, OPTION, STRONG, Condition, Rule
from nettui.plugin.terms import feasible_no, localized, nec, present

_local: Condition = nec & present & localized

ACTS = (
    Rule(
        id="extent.perioperative_chemotherapy",
        statements=("NEC-01",),
        sources=("ENETS-NEC-2023",),
        strength=STRONG,
        role="adjunct",
        intent="perioperative",
        mark="R",
        options=("carboplatin_etoposide", "cisplatin_etoposide"),
        when=_local & ~feasible_no,
        says="Localized NEC: chemotherapy before or after surgery, if the board operates, after "
        "extensive imaging; surgery alone is not enough.",
    ),
    Rule(
        id="extent.chemoradiotherapy",
        statements=("NEC-01",),
        sources=("ENETS-NEC-2023",),
        strength=OPTION,
        mark="R",
        options=("chemoradiotherapy",),
        when=_local & ~feasible_no,
        says="Or chemoradiotherapy.",
    ),
    Rule(
        id="extent.chemoradiotherapy_unresectable",
        statements=("NEC-01", "RT-21"),
        sources=("ENETS-NEC-2023",),
        strength=CONDITIONAL,
        mark="R",
        options=("chemoradiotherapy",),
        when=_local & feasible_no,
        says="Localized, unresectable NEC: chemoradiotherapy; board.",
    ),
)
