"""The plan of every library case as text, with all plugins: a change of rules reads as a diff.

What a person expected is checked first, so that new snapshots cannot wave a lost stop through.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from nettui.engine.plan.plan import plan
from nettui.exchange.text import report
from nettui.testing.expectations import unmet
from tests.cases.test_library import LIBRARY, file, planned, protocol


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_plan_reads_as_before(path: Path, text_snapshot: SnapshotAssertion) -> None:
    """Without the receipt, whose digests change with any rule."""
    case = file(path)
    assert unmet(planned(path), case.expect) == ()
    assert case.as_of is not None
    made = plan(case.case, case.as_of, protocol(base_only=False))
    lines = report(made, title=case.title).splitlines()
    end = next(n for n, line in enumerate(lines) if line.startswith("nettui "))
    assert "\n".join(lines[:end]) == text_snapshot
