"""What would change a plan: the values that rules tell apart, and nothing else."""

from __future__ import annotations

import datetime

from nettui.case.files.codec import loads_toml
from nettui.case.record.facts import FACTS, Range
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import derived, fact
from nettui.engine.language.options import Option, stop
from nettui.engine.language.rules import Caps, Need, Rule
from nettui.engine.language.serialize import Verb, to_data
from nettui.engine.language.tables import Row, Table
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.plan.whatif import Change, changes, most_deciding, tried
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol

DAY = datetime.date(2026, 10, 1)
KI67, AGE, SITE = fact("pathology.ki67"), fact("patient.age"), fact("disease.primary_site")
SITES, PLATELETS = fact("disease.metastasis_sites"), fact("labs.platelets")


def protocol() -> Protocol:
    """Return a protocol of two grades, one treatment with a stop and one need."""
    treatment = Option(
        id="treatment", label="Treatment", guards=(stop(PLATELETS < 75, "Platelets below 75."),)
    )
    burden = Table(
        name="burden",
        label="Burden",
        rows=(Row(when=SITES.include("liver"), value="high"), Row(value="low")),
    )
    given: dict[str, tuple[Verb, ...]] = {
        "options": (treatment,),
        "tables": (burden,),
        "workup": (
            Need(
                id="workup.age",
                says="Age.",
                facts=("patient.age",),
                caps=Caps(status="provisional"),
            ),
        ),
        "grading": (
            Rule(id="grading.g1", says="G1", statements=("S07",), when=KI67 <= 2, answer="G1"),
            Rule(id="grading.g2", says="G2", statements=("S07",), when=KI67 > 2, answer="G2"),
        ),
        "systemic": (
            Rule(
                id="systemic.treat",
                says="Treat.",
                statements=("S39",),
                strength="strong",
                options=("treatment",),
                when=derived("grade").is_("G2")
                & derived("burden").is_("high")
                & SITE.one_of("lung", "thymus"),
            ),
        ),
    }
    card = Card(name="base", version="1", api=1, purpose="Test.", contact="Nobody.")
    acts = {hook: tuple(to_data(act) for act in some) for hook, some in given.items()}
    return assemble([Contribution("base", "base", to_data(card), acts)])


def planned(text: str = "") -> Plan:
    """Return the plan of a lung tumour with liver metastases, treated but for what is given."""
    whole = """
case_id = "a"
[[pathology]]
ki67 = 8
[[labs]]
analyte = "platelets"
value = 200
[disease]
primary_site = "lung"
metastasis_sites = ["liver"]
"""
    return plan(loads_toml(text or whole).case, DAY, protocol())


def told(some: tuple[Change, ...]) -> set[tuple[str, str, str]]:
    """Return fact, value in words and what becomes of it."""
    return {(change.fact, change.words, change.after) for change in some}


def test_a_finding_changes_at_the_bounds_of_the_rules() -> None:
    """Just below, at and above each bound; every word of a choice; each word of a list."""
    made = planned()
    found = told(changes(made, made.finding("base:systemic.treat")))
    assert ("pathology.ki67", "2 %", "not met") in found
    assert [words for name, words, _ in found if name == "pathology.ki67"] == ["2 %"]
    assert ("disease.metastasis_sites", "none", "not met") in found
    assert ("disease.primary_site", "colon", "not met") in found
    assert not any(words == "thymus" for _, words, _ in found)
    assert ("labs.platelets", "74.2 10^9/L", "contraindicated") in found
    assert not any(words == "75 10^9/L" for _, words, _ in found)
    assert not any(name == "patient.age" for name, _, _ in found)


def test_an_offer_changes_its_group() -> None:
    """The stop of the option counts, and so does the condition of the rule."""
    made = planned()
    (offer,) = made.offers
    assert offer.group == "do"
    after = {change.fact: change.after for change in changes(made, offer)}
    assert after["labs.platelets"] == "contraindicated"
    assert after["pathology.ki67"] == "not_now"


def test_the_status_changes_with_what_caps_it() -> None:
    """Any answer to a needed fact lifts the cap."""
    (only,) = changes(planned())
    assert (only.fact, only.before, only.after) == ("patient.age", "provisional", "definitive")
    assert not only.was_known


def test_the_missing_fact_that_matters_most_comes_first() -> None:
    """Ki-67 decides two grades and the treatment, platelets only the treatment's stop."""
    made = planned('case_id = "a"\n[disease]\nprimary_site = "lung"\nmetastasis_sites = ["liver"]')
    first, *others = most_deciding(made)
    assert first.fact == "pathology.ki67"
    assert first.findings == ("base:grading.g1", "base:grading.g2", "base:systemic.treat")
    assert "disease.primary_site" not in {d.fact for d in (first, *others)}
    weights = [d.weight for d in (first, *others)]
    assert weights == sorted(weights, reverse=True)


def test_a_range_is_narrowed_and_never_left() -> None:
    """What is known to lie between 2 and 3 cannot become 8."""
    some = tried(protocol(), FACTS["pathology.ki67"], Range(2.0, 2.5), DAY)
    assert some
    assert all(2.0 <= value <= 2.5 for value in some)


def test_nothing_is_tried_beyond_the_hard_limits() -> None:
    """A platelet count below nought would tell nobody anything."""
    for name, f in FACTS.items():
        for value in tried(protocol(), f, None, DAY):
            if isinstance(value, float) and f.hard:
                assert f.hard[0] <= value <= f.hard[1], name


def test_the_plan_stays_as_it_was() -> None:
    """Trying a value changes nothing that is shown."""
    made = planned()
    before = made.result
    changes(made)
    most_deciding(made)
    assert made.result == before
    assert made.picture.get("pathology.ki67") == 8
