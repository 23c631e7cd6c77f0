"""What type 1 needs beside its endoscopy (GAS-06)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Rule, fact
from nettui.plugin.terms import extent_, recorded, well

from .tables import type_1

# Excluded by positive nodes and by metastases (Z26).
_n = fact("disease.n_category")

ACTS = (
    Rule(
        id="follow_up.type_1",
        statements=("GAS-06",),
        sources=("EXARCHOU-2022", "Z26"),
        strength=CONDITIONAL,
        mark="C",
        when=well & type_1 & extent_.is_("localized") & ~recorded(~_n.is_("N0"), _n),
        says="Type 1: B12 and iron; gastroscopy every 1-3 years also for the risk of "
        "adenocarcinoma.",
    ),
)
