"""What is missing, in the order of what blocks most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.language.rules import NO_CAPS
from nettui.engine.language.states import (
    APPLIES,
    CONTRAINDICATED,
    MAYBE_MISSING,
    MISSING,
    NOT_CLEARED,
    TO_CHECK,
)
from nettui.engine.plan.evaluation import Evaluation
from nettui.engine.plan.findings import NeedFinding
from nettui.engine.plan.whatif import tried, with_value
from nettui.engine.protocol.protocol import Protocol

_BLOCKS = "blocked"
_MOST = 110  # values tried
# What counts of an option: that it applies, once checked or at once, is not cleared or is
# contraindicated.
_STANDS = bytes(
    s if s in (APPLIES, TO_CHECK, NOT_CLEARED, CONTRAINDICATED) else 0 for s in range(256)
)


def pressing(evaluation: Evaluation) -> tuple[NeedFinding, ...]:
    """Return what is missing, then what may be needed, of each what blocks most first.

    First what blocks the plan; then what could move an option to do, consider, not cleared or
    contraindicated, or away from there; of that what caps the plan, what holds anything at all,
    and what could move most.
    """
    asked = [n for n in evaluation.needs if n.state in (MISSING, MAYBE_MISSING)]
    open_facts = {
        n.entry.id: evaluation.behind(n.missing) for n in asked if n.need.caps.status != _BLOCKS
    }
    moves = _moves(evaluation, dict.fromkeys(chain(*open_facts.values())))

    def before(need: NeedFinding) -> tuple[int, bool, bool, bool, bool, int]:
        caps = need.need.caps
        blocks = caps.status == _BLOCKS
        moved = max((moves.get(name, 0) for name in open_facts.get(need.entry.id, ())), default=0)
        return need.state, not blocks, not moved, not caps.status, caps == NO_CAPS, -moved

    return tuple(sorted(asked, key=before))


def _moves(evaluation: Evaluation, names: Iterable[str]) -> Mapping[str, int]:
    """Return how many rules on options some value of each fact would move, at most.

    Nothing where so much is missing that no single answer moves much: a plan is made again at
    every key.
    """
    protocol, seen = evaluation.protocol, evaluation.picture
    values = {
        name: tried(protocol, FACTS[name], seen.get(name), evaluation.as_of) for name in names
    }
    if sum(map(len, values.values())) > _MOST:
        return {}
    now = _standing(protocol, evaluation.result)
    most = dict.fromkeys(values, 0)
    for name, given in values.items():
        for value in given:
            then = _standing(protocol, evaluate(protocol, with_value(evaluation, name, value)))
            most[name] = max(most[name], _count((now ^ then) & protocol.offering_mask))
    return most


def _count(changed: int) -> int:
    """Return how many bytes are not zero."""
    size = (changed.bit_length() + 7) // 8
    return size - changed.to_bytes(size).count(0)


def _standing(protocol: Protocol, result: bytes) -> int:
    start, end = len(protocol.entries), protocol.size - len(protocol.key_at)
    return int.from_bytes(result[start:end].translate(_STANDS))
