"""What every plugin must keep to. An author imports these tests by name into a test file."""

from __future__ import annotations

from collections.abc import Iterator

from nettui.case.files.codec import load
from nettui.engine.language.conditions import ALWAYS
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.assemble import assemble
from nettui.engine.protocol.entry import Entry
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import library
from nettui.plugin.check import check
from nettui.testing.cases import TODAY, UnderTest


def test_it_is_taken_without_a_problem(nettui_under_test: UnderTest) -> None:
    """It would be in force, and nothing is to be noted."""
    own = nettui_under_test.plugin.origin
    problems = [str(p) for p in nettui_under_test.checked.problems if p.plugin == own]
    assert problems == []


def test_it_answers_the_same_twice(nettui_under_test: UnderTest) -> None:
    """No clock, no chance: the same data each time, and the same plan."""
    first, again = nettui_under_test.protocol, assemble(nettui_under_test.checked.taken)
    assert first.digest == again.digest


def test_its_place_among_others_changes_nothing(nettui_under_test: UnderTest) -> None:
    """Whatever order plugins are installed or read in."""
    given = [*nettui_under_test.beside, nettui_under_test.plugin]
    turned = check(given[::-1])
    assert turned == nettui_under_test.checked
    assert assemble(turned.taken[::-1]).digest == nettui_under_test.protocol.digest


def test_every_case_is_met(nettui_under_test: UnderTest) -> None:
    """Each case in cases/ has what was expected of it; there is at least one."""
    files = nettui_under_test.case_files()
    assert files, "cases/ holds no case"
    unmet = {path.name: faults for path in files if (faults := nettui_under_test.unmet(path))}
    assert unmet == {}


def test_every_rule_is_met_by_one_case_and_not_by_another(nettui_under_test: UnderTest) -> None:
    """Of its own cases; what always holds need not fail."""
    plans = list(_plans(nettui_under_test))
    untested = []
    for n, entry in enumerate(nettui_under_test.protocol.entries):
        if entry.origin != nettui_under_test.plugin.origin:
            continue
        states = {_holds(made, n, entry) for made in plans}
        if True not in states:
            untested.append(f"{entry.id}: no case meets it")
        if False not in states and entry.act.when != ALWAYS:
            untested.append(f"{entry.id}: no case leaves it unmet")
    assert untested == []


def test_sites_that_it_does_not_serve_are_left_alone(nettui_under_test: UnderTest) -> None:
    """For a plugin of some sites: every other case of the library says what it said without it."""
    sites = nettui_under_test.plugin.card.get("sites", ())
    if not sites:
        return
    folder = library.folder()
    changed = []
    for path in library.case_files(folder) if folder else []:
        file = load(path)
        if file.case.disease.primary_site in (None, "unknown", *sites):
            continue
        as_of = file.as_of or TODAY
        with_it = plan(file.case, as_of, nettui_under_test.protocol)
        without = plan(file.case, as_of, nettui_under_test.without)
        if _said(without) != _said(with_it, nettui_under_test.without):
            changed.append(path.stem)
    assert changed == []


def _plans(own: UnderTest) -> Iterator[Plan]:
    for path in own.case_files():
        file = load(path)
        yield plan(file.case, file.as_of or TODAY, own.protocol)


def _holds(made: Plan, n: int, entry: Entry) -> bool | None:
    """Say whether an entry's condition holds, None when that is unknown."""
    truth = made.truth(n)
    if entry.kind == "need":
        return truth in (1, 2)
    return {0: False, 2: True}.get(truth)


def _said(made: Plan, of: Protocol | None = None) -> dict[str, int]:
    """Return the settled status of every rule of a protocol."""
    known = (of or made.protocol).position
    return {
        entry.id: made.settled(n)
        for n, entry in enumerate(made.protocol.entries)
        if entry.id in known and n in made.protocol.status_at
    }
