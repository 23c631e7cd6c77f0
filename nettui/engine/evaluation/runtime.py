"""What a written evaluation function calls while it runs, and how it is brought to life."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from nettui.case.base.vocabulary import OneOf, Partly
from nettui.case.record.facts import FACTS, NOT_APPLICABLE, Range
from nettui.engine.evaluation.settle import settle_answer, settle_meeting

Evaluate = Callable[..., bytes]
"""Values of a picture in, result out; see `compile` for what else it takes."""


def items_mask(bits: Mapping[str, int], words: Iterable[str]) -> int:
    """Return the mask of a list; words that no rule can name leave no bit."""
    mask = 0
    for word in words:
        mask |= bits.get(word, 0)
    return mask


def calculate(op: str, left: Any, right: Any) -> Any:
    """Return (low, high, known) of a calculation; unknown when an input is or at a zero divisor."""
    if not (left[2] and right[2]) or (op == "/" and right[0] <= 0 <= right[1]):
        return _UNKNOWN_NUMBER
    if op == "**" and left[0] <= 0:
        return _UNKNOWN_NUMBER
    operate = _OPERATIONS[op]
    (low, high, _), (least, most, _) = left, right
    if low == high and least == most:
        found = operate(low, least)
        return found, found, True
    ends = [operate(a, b) for a in (low, high) for b in (least, most)]
    return min(ends), max(ends), True


_OPERATIONS: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
_INF = float("inf")
_UNKNOWN_NUMBER = (-_INF, _INF, False)


def given(low: float, high: float, known: bool) -> Any:
    """Return a fact's number for a calculation: known only with both bounds."""
    return (low, high, True) if known and low > -_INF and high < _INF else _UNKNOWN_NUMBER


def span(reached: Sequence[Any]) -> Any:
    """Return (low, high, known) of the rows of a table that can be reached: all known, or none."""
    lows, highs, known = zip(*reached, strict=True)
    return (min(lows), max(highs), True) if all(known) else _UNKNOWN_NUMBER


def stop_states(waiting: int, held: int, stopped: int, size: int) -> bytes:
    """Return a state for each option as offered, given numbers with a byte for each: 1 or 0.

    What is stopped is stopped, held or not; what is held is held, whatever else it waits for.
    """
    states = waiting & ~(held | stopped) | (held & ~stopped) << 1 | stopped << 1 | stopped
    return states.to_bytes(size, "little")


_NAMES: dict[str, Any] = {
    "NA": NOT_APPLICABLE,
    "Range": Range,
    "OneOf": OneOf,
    "Partly": Partly,
    "settle_answer": settle_answer,
    "settle_meeting": settle_meeting,
    "items_mask": items_mask,
    "calculate": calculate,
    "given": given,
    "span": span,
    "stop_states": stop_states,
    "BITS": [{word: 1 << k for k, word in enumerate(fact.choices)} for fact in FACTS.values()],
}


def load(code: Any) -> Evaluate:
    """Return the function of a compiled module."""
    names = dict(_NAMES)
    exec(code, names)  # noqa: S102 - written by `source`, holds only numbers and its own names
    evaluate: Evaluate = names["evaluate"]
    return evaluate
