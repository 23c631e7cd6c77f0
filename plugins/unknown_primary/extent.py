"""Midgut features of an unknown primary (UNK-01, A28)."""

from __future__ import annotations

from nettui.plugin.api import STRONG, Condition, Rule, fact
from nettui.plugin.terms import serotonin_producing, well

from .workup import unknown_primary

midgut: Condition = (
    serotonin_producing
    | fact("disease.local_invasion").is_("mesenteric_mass")
    | (
        fact("pathology.ihc_cdx2").is_("positive")
        & fact("pathology.ihc_ttf1").is_("negative")
        & fact("pathology.ihc_isl1").is_("negative")
    )
)

ACTS = (
    Rule(
        id="extent.as_small_intestine",
        statements=("UNK-01", "A28"),
        sources=("ENETS-SI-2024",),
        strength=STRONG,
        mark="R",
        when=unknown_primary & well & midgut,
        says="Midgut features (serotonin, mesenteric mass, or CDX2 with neither TTF1 nor ISL1): "
        "manage as small-intestinal (rows SI-01 to SI-12).",
    ),
)
