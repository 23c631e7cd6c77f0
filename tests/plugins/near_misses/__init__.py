"""One record that meets a rule, records that still do, and records that just miss it.

Each record differs in one thing from the first, so that every clause and every word of a rule
decides something here. What is expected comes from the rows of the protocol.

``no`` holds the records in which something is missing and the rule is still not met rather than
open, because it speaks of what is on record alone; ``open`` those in which it must be left open.
"""

from __future__ import annotations

from tests.plugins.near_misses import (
    base,
    emergencies,
    follow_up,
    guards,
    orders,
    precautions,
    pregnancy,
    questions,
    sequence,
    sites,
    systemic,
    workup,
)

RULES = (
    *(
        *base.RULES,
        *emergencies.RULES,
        *pregnancy.RULES,
        *precautions.RULES,
        *questions.RULES,
        *sequence.RULES,
        *sites.RULES,
        *workup.RULES,
    ),
    *(*guards.RULES, *systemic.RULES, *orders.RULES, *follow_up.RULES),
)
