"""What else must be known of a thymic tumour (THY-01)."""

from __future__ import annotations

from nettui.plugin.api import STRONG, Need, Rule, fact
from nettui.plugin.terms import well

ACTS = (
    Need(
        id="workup.cortisol",
        facts=("labs.cortisol",),
        when=well,
        statements=("THY-01",),
        sources=("ESMO-LUNG-2021",),
        mark="R",
        says="ACTH-dependent Cushing syndrome is common: cortisol. Classified as in the lung.",
    ),
    Rule(
        id="workup.men1",
        statements=("THY-01",),
        sources=("ESMO-LUNG-2021",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("germline_panel",),
        when=well & fact("heredity.hereditary").missing,
        says="MEN1 in about 25 %: ask and test.",
    ),
)
