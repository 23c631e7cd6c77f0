"""Localized NEC: never surgery alone (NEC-01)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, OPTION, STRONG, Condition, Rule
from nettui.plugin.terms import feasible_no, localized, nec, present, site

_local: Condition = nec & present & localized
# Of the bowel only rectum and anus: not the colon above (Z27).
_irradiable: Condition = site.one_of("rectum", "anus", "oesophagus")

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
        sources=("ENETS-NEC-2023", "Z27"),
        strength=OPTION,
        mark="R",
        options=("chemoradiotherapy",),
        when=_local & ~feasible_no & _irradiable,
        says="Or chemoradiotherapy.",
    ),
    Rule(
        id="extent.chemoradiotherapy_unresectable",
        statements=("NEC-01", "RT-21"),
        sources=("ENETS-NEC-2023", "Z27"),
        strength=CONDITIONAL,
        mark="R",
        options=("chemoradiotherapy",),
        when=_local & feasible_no & _irradiable,
        says="Localized, unresectable NEC: chemoradiotherapy; board.",
    ),
)
