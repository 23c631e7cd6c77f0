"""Settling: the whole table, entry by entry, against sentences written by hand."""

from __future__ import annotations

import pytest

from nettui.engine.evaluation.interpret import settled
from nettui.engine.evaluation.settle import SETTLE, settle_answer, settle_meeting
from nettui.engine.language.states import (
    APPLIES,
    CANNOT_TELL,
    CHECK,
    CLEAR,
    CONFLICT,
    CONTRAINDICATED,
    FALSE,
    HELD,
    NOT_CLEARED,
    NOT_MET,
    OVERRIDDEN,
    STOPPED,
    TO_CHECK,
    TRUE,
    UNKNOWN,
)

ANY = (FALSE, UNKNOWN, TRUE)

# truth, override, conflict, stop -> status, written out: 72 entries.
EXPECTED = {
    **{(FALSE, o, c, s): NOT_MET for o in ANY for c in (False, True) for s in range(4)},
    **{(UNKNOWN, o, c, s): CANNOT_TELL for o in ANY for c in (False, True) for s in range(4)},
    (TRUE, FALSE, False, CLEAR): APPLIES,
    (TRUE, FALSE, False, CHECK): TO_CHECK,
    (TRUE, FALSE, False, HELD): NOT_CLEARED,
    (TRUE, FALSE, False, STOPPED): CONTRAINDICATED,
    (TRUE, UNKNOWN, False, CLEAR): APPLIES,
    (TRUE, UNKNOWN, False, CHECK): TO_CHECK,
    (TRUE, UNKNOWN, False, HELD): NOT_CLEARED,
    (TRUE, UNKNOWN, False, STOPPED): CONTRAINDICATED,
    (TRUE, TRUE, False, CLEAR): OVERRIDDEN,
    (TRUE, TRUE, False, CHECK): OVERRIDDEN,
    (TRUE, TRUE, False, HELD): OVERRIDDEN,
    (TRUE, TRUE, False, STOPPED): OVERRIDDEN,
    **{(TRUE, o, True, s): CONFLICT for o in ANY for s in range(4)},
}


def test_the_table_has_every_entry_and_no_other() -> None:
    assert set(SETTLE) == set(EXPECTED)
    assert len(SETTLE) == 72


@pytest.mark.parametrize("key", sorted(EXPECTED))
def test_each_entry_of_the_table(key: tuple[int, int, bool, int]) -> None:
    assert SETTLE[key] == EXPECTED[key]


def test_planes_are_settled_as_the_table_says() -> None:
    """All entries of the table as records of one plane."""
    keys = sorted(EXPECTED)

    def plane(at: int, *states: int) -> int:
        return sum(1 << n for n, key in enumerate(keys) if key[at] in states)

    truth = plane(0, TRUE), plane(0, UNKNOWN, TRUE)
    stop = plane(3, STOPPED), plane(3, HELD, STOPPED), plane(3, CHECK, HELD, STOPPED)
    found = settled(truth, plane(1, TRUE), plane(2, True), stop)
    for n, key in enumerate(keys):
        statuses = [status for status, where in found.items() if where >> n & 1]
        assert statuses == [EXPECTED[key]] if EXPECTED[key] != NOT_MET else not statuses, key


def test_nothing_stopped_held_or_unchecked_ever_applies() -> None:
    available = {key for key, status in SETTLE.items() if status == APPLIES}
    assert all(stop == CLEAR and truth == TRUE for truth, _, _, stop in available)


def test_two_overrides_of_one_layer_that_disagree_are_a_conflict_for_all_three() -> None:
    out = bytearray([TRUE, TRUE, TRUE, 9, 9, 9])
    pair = ((1, 2, ()),)
    settle_meeting(
        out,
        (
            (0, 3, (1, 2), pair, ()),
            (1, 4, (), pair, ()),
            (2, 5, (), pair, ()),
        ),
    )
    assert list(out[3:]) == [CONFLICT, CONFLICT, CONFLICT]


def test_a_higher_layer_decides_between_them() -> None:
    out = bytearray([TRUE, TRUE, TRUE, TRUE, 9, 9, 9, 9])
    pair = ((1, 2, (3,)),)
    settle_meeting(
        out,
        (
            (0, 4, (1, 2, 3), pair, ()),
            (1, 5, (3,), pair, ()),
            (2, 6, (3,), pair, ()),
            (3, 7, (), (), ()),
        ),
    )
    assert list(out[4:]) == [OVERRIDDEN, OVERRIDDEN, OVERRIDDEN, APPLIES]


def test_an_override_that_cannot_be_told_leaves_the_rule_in_force() -> None:
    out = bytearray([TRUE, UNKNOWN, 9, 9])
    settle_meeting(out, ((0, 2, (1,), (), ()), (1, 3, (), (), ())))
    assert list(out[2:]) == [APPLIES, CANNOT_TELL]


def test_two_certain_answers_that_differ_are_a_conflict_and_tell_nothing() -> None:
    out = bytearray([TRUE, TRUE, APPLIES, APPLIES])
    answers = ((0, 2, (), 0b01), (1, 3, (), 0b10))
    assert settle_answer(out, answers, 0b111) == (0b111, False)
    assert list(out[2:]) == [CONFLICT, CONFLICT]


def test_the_same_answer_twice_is_one_answer() -> None:
    out = bytearray([TRUE, TRUE, APPLIES, APPLIES])
    answers = ((0, 2, (), 0b01), (1, 3, (), 0b01))
    assert settle_answer(out, answers, 0b111) == (0b01, True)
    assert list(out[2:]) == [APPLIES, APPLIES]


def test_an_answer_beside_one_that_cannot_be_told_is_not_known() -> None:
    out = bytearray([TRUE, UNKNOWN, APPLIES, CANNOT_TELL])
    answers = ((0, 2, (), 0b01), (1, 3, (), 0b10))
    assert settle_answer(out, answers, 0b111) == (0b11, False)


def test_an_overridden_answer_no_longer_counts() -> None:
    out = bytearray([TRUE, TRUE, OVERRIDDEN, APPLIES])
    answers = ((0, 2, (1,), 0b01), (1, 3, (), 0b10))
    assert settle_answer(out, answers, 0b111) == (0b10, True)


def test_no_answer_at_all_leaves_everything_possible() -> None:
    out = bytearray([FALSE, NOT_MET])
    assert settle_answer(out, ((0, 1, (), 0b01),), 0b111) == (0b111, False)
