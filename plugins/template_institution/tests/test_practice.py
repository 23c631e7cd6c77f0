"""Local practice, sentence by sentence."""

from __future__ import annotations

import pytest

from nettui.testing.cases import RunCase


def test_lanreotide_alone_is_offered_where_the_base_offers_both(run_case: RunCase) -> None:
    plan = run_case("si-g2")
    groups = {offer.option: offer.group for offer in plan.offers if offer.role == "primary"}
    assert groups["lanreotide"] == "do"
    assert groups["octreotide_lar"] not in ("do", "consider")


def test_the_base_rule_stays_visible_with_the_reason(run_case: RunCase) -> None:
    finding = run_case("si-g2").finding("base:systemic.ssa_si")
    assert finding.status_word == "overridden"


@pytest.mark.parametrize(("clearance", "stopped"), [(39.9, True), (40.0, False)])
def test_the_local_limit_is_stricter(run_case: RunCase, clearance: float, stopped: bool) -> None:
    plan = run_case("si-g2", {"labs": [_measured(clearance)]})
    (prrt,) = [o for o in plan.offers if o.option == "prrt" and o.role == "primary"]
    assert (prrt.group == "contraindicated") is stopped


def _measured(clearance: float) -> dict[str, object]:
    return {"date": "2026-09-10", "analyte": "crcl_measured", "value": clearance}
