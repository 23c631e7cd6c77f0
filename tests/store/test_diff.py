"""Differences of two and three states of a case, field by field."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from nettui.case.files.codec import CaseError, loads_toml
from nettui.case.record.case import CaseFile
from nettui.store.diff import changes, merge, three_way
from tests.store.given import case


def labs(*entries: tuple[str, str, float], **patient: object) -> CaseFile:
    """A case with laboratory values: day of September, analyte, value."""
    facts = "".join(f"{key} = {value}\n" for key, value in patient.items())
    return loads_toml(
        'case_id = "P-1"\n[patient]\n'
        + facts
        + "".join(
            f'[[labs]]\ndate = 2026-09-{day}\nanalyte = "{analyte}"\nvalue = {value}\n'
            for day, analyte, value in entries
        )
    )


A, B, C = ("01", "creatinine", 80.0), ("02", "hb", 130.0), ("03", "albumin", 40.0)


def told(old: CaseFile, new: CaseFile) -> list[str]:
    """The changes as a reader sees them."""
    return [str(change) for change in changes(old, new)]


def test_nothing_changed() -> None:
    """The same case has no difference."""
    assert changes(case(), case()) == ()


def test_a_value_that_was_not_recorded_is_nothing() -> None:
    """Not no, and not zero."""
    assert told(case(), case(ecog=0)) == ["ECOG performance status: nothing -> 0"]
    assert told(case(ecog=0), case()) == ["ECOG performance status: 0 -> nothing"]


def test_a_changed_entry_is_named_by_its_day_and_kind() -> None:
    """So that a reader finds it in the record."""
    [change] = changes(labs(A, B), labs(A, ("02", "hb", 90.0)))
    assert (change.path, change.before, change.after) == ("labs[1].value", "130", "90")
    assert change.label == "Labs 2026-09-02 hb: value"


def test_an_entry_added_before_others_is_one_change() -> None:
    """The later ones are not all different."""
    [change] = changes(labs(B, C), labs(A, B, C))
    assert change.path == "labs[+0]"
    assert change.after == "date 2026-09-01; analyte creatinine; value 80"
    [gone] = changes(labs(A, B, C), labs(A, C))
    assert (gone.path, gone.after) == ("labs[1]", "")


def test_a_corrected_date_is_a_change_of_the_entry() -> None:
    """Not an entry gone and another come."""
    [change] = changes(labs(A, B), labs(("05", "creatinine", 80.0), B))
    assert (change.path, change.after) == ("labs[0].date", "2026-09-05")


def test_title_day_and_remark_are_compared() -> None:
    """They are recorded too."""
    file = case()
    assert [
        c.label for c in changes(file, evolve(file, title="x", as_of=None, comment="# y\n"))
    ] == [
        "Title",
        "Day of the plan",
        "Remark",
    ]


def test_both_added_and_neither_is_lost() -> None:
    """Two nurses enter results of the same patient."""
    base, mine, theirs = labs(A), labs(A, B), labs(C, A)
    assert three_way(base, mine, theirs).clashes == ()
    assert set(merge(base, mine, theirs).case.labs) == set(labs(A, B, C).case.labs)


def test_the_same_addition_twice_is_one() -> None:
    """Both saw the same report; a second one of one's own is kept."""
    base, both = labs(A), labs(A, B)
    assert merge(base, both, both) == both
    assert merge(base, labs(A, B, B), both) == labs(A, B, B)


def test_a_clash_is_taken_as_chosen() -> None:
    """Theirs unless said otherwise; what only one changed is kept in both."""
    base, mine, theirs = labs(A, ecog=1), labs(A, ecog=2, age=60), labs(A, B, ecog=3)
    [clash] = three_way(base, mine, theirs).clashes
    assert (clash.path, clash.mine, clash.theirs) == ("patient.ecog", "2", "3")
    assert merge(base, mine, theirs) == labs(A, B, ecog=3, age=60)
    assert merge(base, mine, theirs, {"patient.ecog": "mine"}) == labs(A, B, ecog=2, age=60)


@pytest.mark.parametrize("swap", [False, True])
def test_a_removed_and_a_changed_entry_clash(swap: bool) -> None:
    """Neither removal nor change wins unseen."""
    base, changed, removed = labs(A, B), labs(("01", "creatinine", 99.0), B), labs(B)
    mine, theirs = (removed, changed) if swap else (changed, removed)
    [clash] = three_way(base, mine, theirs).clashes
    assert merge(base, mine, theirs) == theirs
    assert merge(base, mine, theirs, {clash.path: "mine"}) == mine


def test_a_merge_that_cannot_be_true_is_refused() -> None:
    """Each side alone is a case; together they contradict themselves."""

    def nodes(lines: str) -> CaseFile:
        return loads_toml(f'case_id = "x"\n[disease]\nprimary_site = "pancreas"\n{lines}')

    base = nodes("nodes_examined = 12\nnodes_positive = 2\n")
    mine = nodes("nodes_examined = 12\nnodes_positive = 9\n")
    theirs = nodes("nodes_examined = 5\nnodes_positive = 2\n")
    with pytest.raises(CaseError, match="nodes_positive"):
        merge(base, mine, theirs)


entries = st.lists(
    st.tuples(
        st.sampled_from(["01", "02", "03"]),
        st.sampled_from(["creatinine", "hb", "albumin"]),
        st.sampled_from([20.0, 30.0, 40.0]),
    ),
    max_size=4,
)
states = st.builds(lambda some, ecog: labs(*some, ecog=ecog), entries, st.integers(0, 3))


@given(states, states)
def test_applying_the_changes_gives_the_other_state(old: CaseFile, new: CaseFile) -> None:
    """A difference says everything: merged onto the old state it is the new, but for the order."""
    merged = merge(old, new, old)
    assert sorted(map(repr, merged.case.labs)) == sorted(map(repr, new.case.labs))
    assert merged.case.patient == new.case.patient
    assert (changes(old, new) == ()) == (merged == old)


@given(states, states, states)
def test_no_change_of_either_side_is_lost_unseen(
    base: CaseFile, mine: CaseFile, theirs: CaseFile
) -> None:
    """Whatever both did: theirs stays, and mine is in the merge or in a clash."""
    three = three_way(base, mine, theirs)
    merged = merge(base, mine, theirs)
    if not three.clashes:
        left = {c.path for c in changes(merged, mine)} if mine == theirs else set()
        assert left == set()
    clashing = {clash.path for clash in three.clashes}
    if "patient.ecog" not in clashing:
        changed = mine.case.patient.ecog != base.case.patient.ecog
        assert merged.case.patient.ecog == (mine if changed else theirs).case.patient.ecog
