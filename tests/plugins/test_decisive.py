"""Each clause of what stops, asks, orders and regrades decides something that a person wrote down.

Of the rules themselves: ``python -m bench.clauses`` lists the clauses that decide nothing yet.
"""

from __future__ import annotations

import pytest

from tests.plugins.decisive import undecided
from tests.plugins.records import full

KINDS = ("guard", "need", "order", "override", "judgement")
NAMES = [e.id for e in full().entries if e.kind in KINDS and e.raw.get("when")]

_GRADED = "without tumour_class well"  # only what is well differentiated has a grade
# Clauses that can decide nothing, because another says as much.
IMPLIED = {
    # Named or removed, an insulinoma with a test that was worse is stopped as well.
    "base:octreotide_cover.insulinoma_worse": {"without not function.syndrome known"},
    # Chemotherapy among the therapies given is a later line.
    "pancreas:systemic.after_chemotherapy": {"without line later"},
    "lung:extent.adjuvant_question": {_GRADED},
    "updates:extent.liver_board": {_GRADED},
    "updates:systemic.rank_net_g3": {_GRADED},
    # Ki-67 below 10 % leaves G1 and G2, but for mitoses; the grade leaves the well differentiated.
    "updates:systemic.rank_other_sites": {_GRADED, "without grade G1|G2"},
    "updates:systemic.rank_other_sites_progressed": {_GRADED, "without grade G1|G2"},
}


@pytest.mark.parametrize("name", NAMES)
def test_each_clause_decides_a_record_that_a_person_judged(name: str) -> None:
    """Without the clause, without the word, or with the bound moved, a judged record turns."""
    assert set(undecided(name)) == IMPLIED.get(name, set())
