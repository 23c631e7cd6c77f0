"""What type 1 needs beside its endoscopy (GAS-06)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Rule
from nettui.plugin.terms import well

from .tables import type_1

ACTS = (
    Rule(
        id="follow_up.type_1",
        statements=("GAS-06",),
        sources=("EXARCHOU-2022",),
        strength=CONDITIONAL,
        mark="C",
        when=well & type_1,
        says="Type 1: B12 and iron; gastroscopy every 1-3 years also for the risk of "
        "adenocarcinoma.",
    ),
)
