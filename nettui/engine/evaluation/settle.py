"""What happens when rules meet: one table, and the few lines that lead up to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final

from nettui.engine.language.states import (
    APPLIES,
    CANNOT_TELL,
    CLEAR,
    CONFLICT,
    CONTRAINDICATED,
    FALSE,
    NOT_CLEARED,
    NOT_MET,
    OVERRIDDEN,
    TO_CHECK,
    TRUE,
    UNKNOWN,
)


def _settle(truth: int, override: int, conflict: bool, stop: int) -> int:
    if truth != TRUE:
        # A rule that does not speak, or may not, is neither overridden nor stopped.
        return CANNOT_TELL if truth == UNKNOWN else NOT_MET
    if conflict:
        return CONFLICT
    if override == TRUE:
        return OVERRIDDEN
    # An override not known to hold leaves the rule in force: "may be overridden, needs ...".
    return (APPLIES, TO_CHECK, NOT_CLEARED, CONTRAINDICATED)[stop]


# (truth of the rule, truth of what overrides it, conflict between overrides, stop) -> status
SETTLE: Final[Mapping[tuple[int, int, bool, int], int]] = {
    key: _settle(*key)
    for key in product((FALSE, UNKNOWN, TRUE), (FALSE, UNKNOWN, TRUE), (False, True), range(4))
}


Meeting = tuple[
    int, int, tuple[int, ...], tuple[tuple[int, int, tuple[int, ...]], ...], tuple[int, ...]
]
"""Where overrides meet their target: positions of the rules, and of what overrides or stops each.

The position of the rule's truth, that of its settled status; the positions of what overrides it:
what targets it and, for an override, what targets the same rule from a higher layer; groups
``(one, other, higher)``: two overrides of one layer with different answers, and the positions of
those of higher layers, which would decide between them; the positions of the stop states of its
options.
"""


def settle_meeting(out: bytearray, meetings: Sequence[Meeting]) -> None:
    """Settle the rules that overrides are about, once the truths of their stage are known."""
    for rule, status, over, clashes, keys in meetings:
        truth = out[rule]
        if truth == FALSE:
            continue
        override = max((out[i] for i in over), default=FALSE)
        conflict = any(
            out[one] == TRUE and out[other] == TRUE and all(out[i] != TRUE for i in higher)
            for one, other, higher in clashes
        )
        stop = min((out[i] for i in keys), default=CLEAR)
        out[status] = SETTLE[truth, override, conflict, stop]


Answer = tuple[int, int, tuple[int, ...], int]
"""A rule that answers its stage: the positions of its truth, its status and what overrides it, and
the words that it gives as a mask.
"""


def settle_answer(out: bytearray, answers: Sequence[Answer], everything: int) -> tuple[int, bool]:
    """Return the words that are still possible, as a mask, and whether the answer is known.

    Two certain answers that differ are a conflict: both rules say so, and what reads the answer
    cannot tell. No answer at all leaves everything possible.
    """
    certain: list[tuple[int, int]] = []
    possible = 0
    sure = True
    clash = False
    for rule, at, over, mask in answers:
        truth = out[rule]
        if truth == FALSE:
            continue
        status = out[at]
        if status == OVERRIDDEN:
            continue
        if status == CONFLICT:
            clash = True
        elif truth == TRUE and not any(out[i] for i in over):
            certain.append((at, mask))
        else:
            sure = False
        possible |= mask
    if any(mask != certain[0][1] for _, mask in certain):
        clash = True
        for at, _ in certain:
            out[at] = CONFLICT
    if clash or not possible:
        return everything, False
    return possible, sure and bool(certain)
