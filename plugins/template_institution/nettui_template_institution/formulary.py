"""LOCAL-1: lanreotide is the only long-acting somatostatin analogue on the formulary.

The stop keeps octreotide LAR out of every recommendation, whoever makes it, and says that the
reason is no medical one. The overrides say it where the base protocol offers both; the base rules
stay visible beside them.
"""

from __future__ import annotations

import datetime

from nettui.plugin.api import CONDITIONAL, STRONG, Guard, Override


def _lanreotide(rule: str, version: int, strength: str) -> Override:
    return Override(
        id=f"systemic.formulary_{rule}",
        target=f"base:systemic.{rule}@{version}",
        says="Lanreotide: the analogue on the local formulary.",
        sources=("LOCAL-1",),
        options=("lanreotide",),
        strength=strength,
        reason_code="formulary",
        reason="One analogue is stocked; both are equal in the base protocol.",
        approved_by="Drug and therapeutics committee",
        review_by=datetime.date(2027, 11, 30),
    )


ACTS = (
    _lanreotide("ssa", 1, CONDITIONAL),
    _lanreotide("ssa_si", 1, STRONG),
    Guard(
        id="systemic.octreotide_not_stocked",
        kind="stop",
        says="Not on the local formulary (no medical reason): lanreotide is.",
        sources=("LOCAL-1",),
        options=("octreotide_lar",),
    ),
)
