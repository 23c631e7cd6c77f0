"""What comes with nettui, as every session has it: whole, in any order, each at its own sites."""

from __future__ import annotations

from random import Random

import pytest

from nettui.case.files.codec import load
from nettui.case.picture.picture import picture
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.evaluation.interpret import interpret
from nettui.engine.language.rules import Guard, Need
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import library
from nettui.plugin.assembly import bundled
from nettui.plugin.check import check

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def given() -> list[Contribution]:
    """What each of them gives."""
    made, problems = bundled()
    assert problems == []
    return made


@pytest.fixture(scope="module")
def whole(given: list[Contribution]) -> Protocol:
    """All of them together."""
    return assemble(check(given).taken)


def test_all_are_taken_without_a_word(given: list[Contribution]) -> None:
    found = check(given)
    assert [str(problem) for problem in found.problems] == []
    assert len(found.taken) == len(given) > 10


def test_no_order_changes_the_protocol(given: list[Contribution], whole: Protocol) -> None:
    random = Random(7)
    for _ in range(3):
        mixed = given[:]
        random.shuffle(mixed)
        assert assemble(check(mixed).taken).digest == whole.digest


def test_the_base_protocol_stands_alone(given: list[Contribution]) -> None:
    found = check(c for c in given if c.origin == "base")
    assert found.problems == ()
    assert [c.origin for c in found.taken] == ["base"]


def test_every_class_that_is_guarded_has_options(whole: Protocol) -> None:
    """A misspelt class would be a stop that stops nothing."""
    classes = {name for option in whole.options.values() for name in option.classes}
    named = {
        name
        for entry in whole.entries
        for act in [entry.act]
        if isinstance(act, (Guard, Need))
        for name in (act.classes if isinstance(act, Guard) else act.caps.classes)
    }
    assert named - classes == set()


def test_a_site_plugin_says_nothing_of_other_sites(
    given: list[Contribution], whole: Protocol
) -> None:
    """None of its entries holds or could hold there, over the case library."""
    sites = {c.origin: set(c.card.get("sites", ())) for c in given}
    folder = library.folder()
    assert folder
    for path in library.case_files(folder):
        file = load(path)
        site = file.case.disease.primary_site
        if site in (None, "unknown") or file.as_of is None:
            continue
        made = plan(file.case, file.as_of, whole)
        for n, entry in enumerate(whole.entries):
            served = sites[entry.origin]
            if served and site not in served and entry.stage != "catalogue":
                assert made.truth(n) == 0, f"{path.stem}: {entry.id}"


@pytest.mark.parametrize("seed", range(4))
def test_any_set_of_them_evaluates_as_the_interpreter_does(
    given: list[Contribution], seed: int
) -> None:
    """Also a set that lacks what others are built on: those are refused, the rest stands."""
    random = Random(seed)
    some = [c for c in given if c.origin == "base" or random.random() < 0.7]
    found = check(some)
    assert all(p.grave and p.kind != "mistake" for p in found.problems)
    made = assemble(found.taken)
    folder = library.folder()
    assert folder
    for path in random.sample(library.case_files(folder), 5):
        file = load(path)
        assert file.as_of
        seen = picture(file.case, file.as_of, made.inferences).values
        assert evaluate(made, seen) == interpret(made, seen)
