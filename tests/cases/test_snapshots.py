"""The plan of every library case as text, with all plugins: a change of rules reads as a diff.

What a person expected is checked first, so that new snapshots cannot wave a lost stop through.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from nettui.testing.expectations import unmet
from tests.library import CASES, file, planned, report
from tests.protocols import alone, with_all


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_plan_reads_as_before(path: Path, text_snapshot: SnapshotAssertion) -> None:
    """Without the receipt, whose digests change with any rule."""
    case = file(path)
    assert unmet(planned(path, alone()), case.expect) == ()
    lines = report(planned(path, with_all()), case.title).splitlines()
    end = next(n for n, line in enumerate(lines) if line.startswith("nettui "))
    assert "\n".join(lines[:end]) == text_snapshot
