"""Below 18 years: outside the evidence of this protocol (Z29)."""

from __future__ import annotations

from nettui.plugin.api import STRONG, Act, Condition, Guard, Rule, fact
from nettui.plugin.terms import recorded

_age = fact("patient.age")
child: Condition = recorded(_age < 18, _age)

ACTS: tuple[Act, ...] = (
    Rule(
        id="workup.child",
        sources=("Z29",),
        strength=STRONG,
        mark="R",
        flags=("first",),
        when=child,
        says="Below 18 years: outside the evidence of this protocol. Paediatric board for "
        "neuroendocrine tumours.",
    ),
    Guard(
        id="workup.child_doses",
        kind="caution",
        classes=(
            *("systemic_antitumour", "ssa", "ssa_raises_glucose", "ssa_short", "ssa_cover"),
            "supportive",
        ),
        when=child,
        sources=("Z29",),
        mark="R",
        says="Below 18 years: the doses named here are for adults.",
    ),
)
