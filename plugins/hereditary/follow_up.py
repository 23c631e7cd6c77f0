"""Surveillance of MEN1 (HER-03)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Rule

from .workup import men1

ACTS = (
    Rule(
        id="follow_up.men1",
        statements=("HER-03",),
        sources=("CHALLIS-2019", "ENETS-MEN1-2024"),
        strength=CONDITIONAL,
        mark="C",
        when=men1,
        says="MEN1: MRI of the pancreas (preferred) yearly, every 2-3 years if clean, from 10-16 "
        "years of age; CT of the thorax for thymus and lung less often.",
    ),
)
