"""What an offer is for is printed with it: once, as one of two, and as far as it was judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.case.files.codec import load
from nettui.engine.plan.plan import Plan, plan
from nettui.exchange.text import report
from nettui.sheet.leading import top
from tests.protocols import with_all

ROOT = Path(__file__).parents[2]
CASES = ROOT / "cases"


def planned(name: str) -> Plan:
    """Return the plan of a library case with every plugin."""
    file = load(ROOT / f"{name}.toml" if "/" in name else CASES / f"{name}.toml")
    assert file.as_of is not None
    return plan(file.case, file.as_of, with_all())


def printed(made: Plan, *, unfolded: bool = False) -> str:
    """Return the report in one line, so that words that were broken are found."""
    return " ".join(report(made, every=unfolded).split())


@pytest.mark.parametrize("unfolded", [False, True])
def test_one_procedure_with_two_intents_is_printed_once(unfolded: bool) -> None:
    """A05: embolisation by the pattern of the liver and for the syndrome, in one line."""
    text = printed(planned("si-carcinoid-liver"), unfolded=unfolded)
    assert "Bland embolisation (TAE), also for symptoms" in text
    assert "Bland embolisation (TAE) for symptoms" not in text
    assert "S27" in text


def test_a_drug_keeps_its_line_for_the_syndrome() -> None:
    """The analogue for the syndrome stands in an earlier stage than that against the tumour."""
    text = printed(planned("si-carcinoid-liver"))
    assert "Chemoembolisation (TACE) or Bland embolisation (TAE), also for symptoms" in text
    assert "Lanreotide autogel or Octreotide LAR for symptoms" in text


def test_options_of_the_same_rules_are_one_or_the_other() -> None:
    """INV-54, S22: TACE or TAE, one analogue; what is only listed together is not "or"."""
    text = printed(planned("pancreas-vipoma"))
    assert " or Electrolytes" not in text
    assert "Chemoembolisation, Bland" not in text


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_curative_surgery_never_stands_without_its_qualifier(path: Path) -> None:
    """INV-21: not judged, or borderline, each printed offer of it is subject to board."""
    made = planned(path.stem)
    feasible = made.picture.get("disease.curative_resection_feasible")
    if feasible in ("yes", "no"):
        return
    text = printed(made)
    offered = [o for o in made.offers if o.option == "curative_resection"]
    if any(o.group in ("do", "consider") for o in offered):
        for part in text.split("Resection with curative intent, negative margins")[1:]:
            assert part.removeprefix(" (R0)").startswith(", subject to board")


def test_surgery_to_consider_comes_before_what_follows_it() -> None:
    """RT-18: surgery is listed first, subject to board, and the analogue beside it."""
    assert [o.option for o in top(planned("si-beyond-feasible"))] == ["curative_resection"]


def test_an_option_in_several_roles_at_one_place_is_one_line() -> None:
    """PRRT by S43 and as neoadjuvant therapy (S44), stopped by the same clearance."""
    text = printed(planned("si-g2-prrt-renal"))
    assert "PRRT, 177Lu-DOTATATE, also as an adjunct, neoadjuvant: Creatinine clearance" in text
    assert text.count("Creatinine clearance below 30 mL/min") == 1


def test_resection_and_its_nodes_are_one_side_of_a_conflict() -> None:
    """INV-67: the dissection goes with the resection; the site's row stands against both."""
    made = planned("plugins/rectum/cases/good/rectum-20mm")
    (conflict,) = [c for c in made.conflicts if c.findings[0].stage == "extent"]
    resection, *against = conflict.sides
    assert [f.id for f in resection] == ["base:extent.surgery", "base:extent.nodes"]
    assert [[f.entry.origin for f in side] for side in against] == [["rectum"]]
    assert "(R0). With regional lymph-node dissection. [" in printed(made)
