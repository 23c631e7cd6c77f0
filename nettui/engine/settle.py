"""What happens when rules meet: one table, and the few lines that lead up to it.

Truths are 0 false, 1 unknown, 2 true everywhere in the engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final

FALSE, UNKNOWN, TRUE = 0, 1, 2

# What became of a rule.
NOT_MET, CANNOT_TELL, APPLIES, OVERRIDDEN, CONTRAINDICATED, NOT_CLEARED, CONFLICT = range(7)
STATUS_WORDS: Final = (
    "not met",
    "cannot tell",
    "applies",
    "overridden",
    "contraindicated",
    "not cleared",
    "conflict",
)

# What became of a need.
NOT_NEEDED, MET, MISSING, MAYBE_MISSING = range(4)
NEED_WORDS: Final = ("not needed", "known", "missing", "missing, may be needed")

# What holds an offered option (for one role and stage).
CLEAR, HELD, STOPPED = range(3)


def _settle(truth: int, override: int, conflict: bool, stop: int) -> int:
    if truth != TRUE:
        # A rule that does not speak, or may not, is neither overridden nor stopped.
        return CANNOT_TELL if truth == UNKNOWN else NOT_MET
    if conflict:
        return CONFLICT
    if override == TRUE:
        return OVERRIDDEN
    # An override that cannot be told leaves the rule in force: "may be overridden, needs ...".
    return (APPLIES, NOT_CLEARED, CONTRAINDICATED)[stop]


# (truth of the rule, truth of what overrides it, conflict between overrides, stop) -> status
SETTLE: Final[Mapping[tuple[int, int, bool, int], int]] = {
    key: _settle(*key)
    for key in product((FALSE, UNKNOWN, TRUE), (FALSE, UNKNOWN, TRUE), (False, True), range(3))
}


class Meeting:
    """Where overrides meet their target: positions of the rules and what each stands under.

    ``rule`` is the position of the truth, ``status`` that of the settled status. ``over`` are the
    positions of what overrides the rule: what targets it and, for an override, what targets the
    same rule from a higher layer. ``clashes`` are groups ``(one, other, higher)``: two overrides
    of one layer with different answers, and the positions of those of higher layers, which would
    decide between them. ``keys`` are the positions of the stop states of its options.
    """

    __slots__ = ("clashes", "keys", "over", "rule", "status")

    def __init__(
        self,
        rule: int,
        status: int,
        over: Sequence[int],
        clashes: Sequence[tuple[int, int, tuple[int, ...]]],
        keys: Sequence[int],
    ) -> None:
        self.rule = rule
        self.status = status
        self.over = tuple(over)
        self.clashes = tuple(clashes)
        self.keys = tuple(keys)


def settle_meeting(out: bytearray, meetings: Sequence[Meeting]) -> None:
    """Settle the rules that overrides are about, once the truths of their stage are known."""
    for meeting in meetings:
        truth = out[meeting.rule]
        if truth == FALSE:
            continue
        override = max((out[i] for i in meeting.over), default=FALSE)
        conflict = any(
            out[one] == TRUE and out[other] == TRUE and all(out[i] != TRUE for i in higher)
            for one, other, higher in meeting.clashes
        )
        stop = min((out[i] for i in meeting.keys), default=CLEAR)
        out[meeting.status] = SETTLE[truth, override, conflict, stop]


class Answer:
    """A rule that answers its stage: positions, what overrides it, and the words it gives."""

    __slots__ = ("mask", "over", "rule", "status")

    def __init__(self, rule: int, status: int, over: Sequence[int], mask: int) -> None:
        self.rule = rule
        self.status = status
        self.over = tuple(over)
        self.mask = mask


def settle_answer(out: bytearray, answers: Sequence[Answer], everything: int) -> tuple[int, bool]:
    """Return the words that are still possible, as a mask, and whether the answer is known.

    Two certain answers that differ are a conflict: both rules say so, and what reads the answer
    cannot tell. No answer at all leaves everything possible.
    """
    certain: list[Answer] = []
    possible = 0
    sure = True
    clash = False
    for answer in answers:
        truth = out[answer.rule]
        if truth == FALSE:
            continue
        status = out[answer.status]
        if status == OVERRIDDEN:
            continue
        if status == CONFLICT:
            clash = True
        elif truth == TRUE and all(out[i] == FALSE for i in answer.over):
            certain.append(answer)
        else:
            sure = False
        possible |= answer.mask
    if any(answer.mask != certain[0].mask for answer in certain):
        clash = True
        for answer in certain:
            out[answer.status] = CONFLICT
    if clash or not possible:
        return everything, False
    return possible, sure and bool(certain)
