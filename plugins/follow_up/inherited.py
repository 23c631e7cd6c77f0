"""Refinements for inherited syndromes (rows F80 to F82)."""

from __future__ import annotations

from nettui.plugin.api import Condition, fact
from nettui.plugin.terms import in_scope, pancreas, present, recorded

from .refine import imaging, markers, refinement

hereditary = fact("heredity.hereditary")


def _has(*syndromes: str) -> Condition:
    return in_scope & recorded(hereditary.one_of(*syndromes), hereditary)


ACTS = (
    refinement(
        "men1_pancreas",
        "F80",
        "MEN1, MRI of the pancreas every 12 months (every 24-36 if clean).",
        _has("MEN1"),
        "CHALLIS-2019",
        "ENETS-MEN1-2024",
        due=imaging(12, 12),
        less=True,
        mark="C",
    ),
    refinement(
        "men1_chest",
        "F80",
        "MEN1, CT of the chest every 24-36 months.",
        _has("MEN1"),
        "CHALLIS-2019",
        "ENETS-MEN1-2024",
        due=imaging(24, 36),
        less=True,
        mark="C",
    ),
    refinement(
        "men1_biochemistry",
        "F80",
        "MEN1, biochemistry yearly.",
        _has("MEN1"),
        "CHALLIS-2019",
        "ENETS-MEN1-2024",
        due=markers(12, 12),
        less=True,
        mark="C",
    ),
    refinement(
        "vhl_watched",
        "F81",
        "VHL under surveillance, MRI every 12 months (sooner with an exon 3 variant or a doubling "
        "time below 500 days).",
        _has("VHL") & pancreas & present,
        "BLANSFIELD-2007",
        due=imaging(12, 12),
        less=True,
    ),
    refinement(
        "nf1_tsc",
        "F82",
        "NF1 or TSC: per organ; NF1 before any operation: metanephrines.",
        _has("NF1", "TSC"),
    ),
)
