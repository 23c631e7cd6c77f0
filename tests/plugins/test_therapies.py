"""The therapy table: every gate met, not met and open in some case; derived facts; approvals."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest

from nettui.case.files.codec import load, loads_toml
from nettui.case.record.case import Case
from nettui.engine.evaluation.possible import Number, Words
from nettui.engine.language import conditions as c
from nettui.engine.language.states import FALSE, TRUE, UNKNOWN
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.assembly import bundled
from nettui.plugin.publish import current

ROOT = Path(__file__).parents[2]
FILES = (
    *sorted((ROOT / "plugins" / "therapies" / "cases").glob("*/*.toml")),
    *sorted((ROOT / "cases").glob("*.toml")),
)
DAY = datetime.date(2026, 10, 1)
WORDS = {FALSE: "not met", UNKNOWN: "unknown", TRUE: "met"}
# Decided by a setting of the administrator, not by any fact of a case.
BY_SETTING = {"therapies:edotreotide.approval"}


@cache
def protocol() -> Protocol:
    return current()


@cache
def plans() -> tuple[Plan, ...]:
    made = []
    for path in FILES:
        file = load(path)
        assert file.as_of is not None
        made.append(plan(file.case, file.as_of, protocol()))
    return tuple(made)


def planned(text: str) -> Plan:
    """Return the plan of a case written as TOML."""
    return plan(read(text), DAY, protocol())


def read(text: str) -> Case:
    return loads_toml('case_id = "one"\n' + text).case


def derived(made: Plan, name: str) -> object:
    """Return a derived number, or the one word that a table answers; None while it is open."""
    value = made.seen().possible(name)
    if isinstance(value, Number):
        return value.low if value.known and value.low == value.high else None
    assert isinstance(value, Words)
    return next(iter(value.possible)) if value.known and value.possible else None


def always_told(condition: c.Condition, known: frozenset[str] = frozenset()) -> bool:
    """Say whether a condition can never be unknown: it asks first whether the fact is known."""
    match condition:
        case c.Known():
            return True
        case c.All(terms):
            known |= {term.fact for term in terms if isinstance(term, c.Known)}
            return all(always_told(term, known) for term in terms)
        case c.Any(terms):
            known |= {
                term.term.fact
                for term in terms
                if isinstance(term, c.Not) and isinstance(term.term, c.Known)
            }
            return all(always_told(term, known) for term in terms)
        case c.Not(term):
            return always_told(term, known)
        case c.Compare(name) | c.Among(name) | c.Include(name):
            return name in known or always_answers(name)
    return False


def always_answers(name: str) -> bool:
    """Say whether a table reads only what is on record and has an answer for everything else."""
    found = protocol().tables.get(name)
    return (
        found is not None
        and found.table.on_record
        and all(row.value is not None for row in found.table.rows)
    )


ONLY_OPEN = {"base:systemic.pregnancy_open"}
"""Holds while a test is not done; what the test says is for `systemic.pregnancy`."""


@pytest.mark.xdist_group("therapies")
def test_every_guard_is_met_not_met_and_open_in_some_case() -> None:
    """A guard that no case trips, clears or leaves open has never been seen to work."""
    missing = []
    for n, entry in enumerate(protocol().entries):
        if entry.kind != "guard" or entry.origin not in ("base", "therapies"):
            continue
        wanted = {TRUE} if entry.act.when == c.ALWAYS else {TRUE, FALSE}
        if not always_told(entry.act.when):
            wanted.add(UNKNOWN)
        if entry.id in BY_SETTING:
            wanted = {TRUE}
        if entry.id in ONLY_OPEN:
            wanted = {FALSE, UNKNOWN}
        lacking = wanted - {made.truth(n) for made in plans()}
        missing += [f"{entry.id}: {WORDS[state]} by no case" for state in sorted(lacking)]
    assert missing == []


@pytest.mark.xdist_group("therapies")
def test_every_rule_of_the_table_is_met_and_not_met_by_a_case() -> None:
    """An indication that no case meets has never been seen to offer its therapy."""
    missing = []
    for n, entry in enumerate(protocol().entries):
        if entry.origin != "therapies" or entry.kind == "guard":
            continue
        states = {made.truth(n) for made in plans()}
        missing += [f"{entry.id}: {WORDS[s]} by no case" for s in (TRUE, FALSE) if s not in states]
    assert missing == []


def test_every_option_prints_its_dose_with_the_formulary() -> None:
    """No dose without "check local formulary" (INV-66)."""
    doses = {o.id: o.dose for o in protocol().options.values() if o.dose}
    assert [name for name, dose in doses.items() if "check local formulary" not in dose] == []


def test_every_medicine_says_how_it_is_watched() -> None:
    """Every row of sections A to D has monitoring and evidence, or the class of its evidence."""
    medicines = [o for o in protocol().options.values() if "systemic_antitumour" in o.classes]
    named = [o for o in medicines if o.therapy]
    assert [o.id for o in named if not o.monitoring] == []
    assert [o.id for o in named if not o.evidence] == []


def test_every_approval_names_where_and_when() -> None:
    """No approval without jurisdiction and date (INV-66)."""
    from nettui_plugins.therapies.approvals import APPROVALS

    for approval in APPROVALS:
        assert approval.where in ("US", "EU", "UK", "CN")
        assert any(year in approval.agency for year in ("20", "date not re-read"))


PERSON = """
[patient]
age = 60
sex_at_birth = "{sex}"
height_cm = 180.0
weight_kg = 80.0
"""


def test_body_surface_area_by_mosteller() -> None:
    """180 cm and 80 kg: the square root of 4 is 2.0 m2; unknown while an input is."""
    assert derived(planned(PERSON.format(sex="male")), "bsa") == pytest.approx(2.0)
    assert derived(planned("[patient]\nweight_kg = 80.0\n"), "bsa") is None


def test_clearance_is_never_the_egfr() -> None:
    """eGFR alone leaves the clearance unknown, and the plan says so."""
    made = planned(
        '[disease]\ndisease_status = "not_resected"\n'
        '[[labs]]\ndate = 2026-09-01\nanalyte = "egfr"\nvalue = 90.0\n'
    )
    assert derived(made, "crcl") is None
    assert made.finding("therapies:workup.egfr_only").truth == TRUE


@pytest.mark.parametrize(
    ("items", "points", "letter"),
    [
        ((33, 36, 1.6, "none", "none"), 5, "A"),
        ((34, 36, 1.6, "none", "none"), 6, "A"),
        ((50, 35, 1.6, "none", "none"), 7, "B7"),
        ((51, 35, 1.6, "none", "none"), 8, "B8_B9"),
        ((51, 28, 1.7, "none", "none"), 9, "B8_B9"),
        ((51, 27, 1.7, "none", "none"), 10, "C"),
        ((51, 27, 2.4, "refractory", "present"), 15, "C"),
    ],
)
def test_child_pugh_at_its_edges(
    items: tuple[float, float, float, str, str], points: int, letter: str
) -> None:
    """Bilirubin, albumin, INR, ascites and encephalopathy add up, each at its edge."""
    *numbers, ascites, encephalopathy = items
    labs = "".join(
        f'[[labs]]\ndate = 2026-09-01\nanalyte = "{name}"\nvalue = {value}\n'
        for name, value in zip(("bilirubin", "albumin", "inr"), numbers, strict=True)
    )
    organ = f'[organ]\nascites = "{ascites}"\nencephalopathy = "{encephalopathy}"\n'
    made = planned(labs + organ)
    assert derived(made, "child_pugh_points") == points
    assert derived(made, "child_pugh") == letter


def test_child_pugh_is_open_while_an_item_is() -> None:
    """Four of five items are no class."""
    assert (
        derived(planned('[organ]\nascites = "none"\nencephalopathy = "none"\n'), "child_pugh")
        is None
    )


@pytest.mark.parametrize(
    ("rows", "line", "non_ssa", "kinds"),
    [
        ((), "first", "no", 0),
        (("T50",), "first", "no", 0),
        (("T02",), "later", "no", 1),
        (("T02", "T20"), "later", "yes", 2),
        (("T02", "T20", "T40", "T44"), "later", "yes", 3),
        (("T30",), "later", "yes", 1),
    ],
)
def test_lines_are_counted_from_the_treatments(
    rows: tuple[str, ...], line: str, non_ssa: str, kinds: int
) -> None:
    """Procedures are no line; kinds are counted once each."""
    given = "".join(f'[[treatments]]\ndate = 2025-01-01\ntherapy = "{row}"\n' for row in rows)
    made = planned(given or "[history]\ntreatment_naive = true\n")
    assert (derived(made, "line"), derived(made, "non_ssa_line")) == (line, non_ssa)
    assert derived(made, "kinds_of_therapy") == kinds


def test_lines_are_open_while_the_treatments_are_not_recorded() -> None:
    """Nothing recorded is not a first line."""
    made = planned("")
    assert derived(made, "line") is None
    assert derived(made, "kinds_of_therapy") is None


@pytest.mark.parametrize(
    ("krenning", "uptake", "gate"),
    [
        (0, None, "failed"),
        (1, None, "failed"),
        (1, "equal", None),
        (2, None, None),
        (2, "below", "failed"),
        (2, "equal", "passed"),
        (2, "above", None),
        (3, None, "passed"),
        (3, "below", None),
        (4, "above", "passed"),
        (None, "below", "failed"),
        (None, "equal", "passed"),
        (None, "above", "passed"),
        (None, None, None),
    ],
)
def test_uptake_gate(krenning: int | None, uptake: str | None, gate: str | None) -> None:
    """Krenning 3-4 pass; 2 only if equal; contradictions and blanks go to nuclear medicine."""
    scan = '[[imaging]]\ndate = 2026-09-01\nmodality = "68Ga-DOTATATE"\nsstr_result = "positive"\n'
    scan += "" if krenning is None else f"krenning_score = {krenning}\n"
    scan += "" if uptake is None else f'uptake_vs_liver = "{uptake}"\n'
    assert derived(planned(scan), "uptake_gate") == gate


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('[patient]\npregnancy_status = "pregnant"\n', "pregnant"),
        ('[patient]\npregnancy_status = "not_pregnant"\n', "no"),
        ('[patient]\nsex_at_birth = "male"\n', "no"),
        ("[patient]\nage = 55\n", "no"),
        ('[patient]\nage = 54\nsex_at_birth = "female"\n', "to_test"),
        ("[patient]\nage = 54\n", "to_test"),
        ('[patient]\nsex_at_birth = "female"\n', "to_test"),
        ('[patient]\nsex_at_birth = "unknown"\n', "to_test"),
    ],
)
def test_pregnancy_possible(text: str, answer: str | None) -> None:
    """A question for a woman under 55, and where age or sex is not recorded (Z12)."""
    assert derived(planned(text), "pregnancy_possible") == answer


@pytest.mark.parametrize(
    ("urine", "plasma", "syndrome", "answer"),
    [
        (1.5, None, "none", "yes"),
        (0.8, None, "none", "no"),
        (0.8, 1.2, "none", "yes"),
        (None, 0.9, "none", "no"),
        (None, None, "none", None),
        (0.8, None, "carcinoid", "yes"),
        (0.8, None, None, None),
    ],
)
def test_serotonin_producing(
    urine: float | None, plasma: float | None, syndrome: str | None, answer: str | None
) -> None:
    """Carcinoid syndrome or raised 5-HIAA; either specimen will do; no specimen is no answer."""
    text = "" if syndrome is None else f'[function]\nsyndrome = "{syndrome}"\n'
    for analyte, unit, value in (("u5hiaa_24h", "µmol/24 h", urine), ("p5hiaa", "nmol/L", plasma)):
        if value is not None:
            text += f'[[labs]]\ndate = 2026-09-01\nanalyte = "{analyte}"\nvalue = {value * 50}\n'
            text += f'unit = "{unit}"\nuln = 50.0\n'
    assert derived(planned(text), "serotonin") == answer


@pytest.mark.parametrize(("functional", "answer"), [("no", "no"), ("unknown", None)])
def test_not_functional_with_normal_5hiaa_is_not_serotonin_producing(
    functional: str, answer: str | None
) -> None:
    """Not functional means no syndrome; where that is not known, normal 5-HIAA tells nothing."""
    text = f'[function]\nfunctional = "{functional}"\n'
    text += '[[labs]]\ndate = 2026-09-01\nanalyte = "u5hiaa_24h"\nvalue = 40.0\n'
    text += 'unit = "µmol/24 h"\nuln = 50.0\n'
    assert derived(planned(text), "serotonin") == answer


def test_an_approval_flag_of_the_administrator_licenses_a_drug() -> None:
    """Set with who, why and until when, the flag lifts the stop; without it nothing does."""
    setting = {
        "verb": "setting",
        "parameter": "edotreotide_approved",
        "value": 1,
        "reason": "Approved by the national agency on a day that this text names.",
        "approved_by": "Drug commission",
        "review_by": "2027-06-30",
        "where": "hospital/flags.py:1",
    }
    hospital = Contribution(
        origin="hospital",
        layer="institution",
        card={"name": "hospital", "version": "1", "api": 1, "purpose": "Flags", "contact": "It"},
        given={"tables": (setting,)},
    )
    made = plan(read(""), DAY, assemble((*bundled()[0], hospital)))
    assert derived(made, "approval_edotreotide") == "licensed"
    assert derived(planned(""), "approval_edotreotide") == "not_licensed"
