"""A store whose writers are killed at any moment keeps every save that it acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sample import examples
from tests.store.torture import hurt


@pytest.mark.slow
def test_killed_writers_lose_nothing(tmp_path: Path) -> None:
    """Twenty processes, 100 saves each; ``make torture`` kills very many times as often."""
    report = hurt(tmp_path, kills=examples(60), saves=100)
    assert report.is_clean, str(report)
    assert report.kills >= examples(60)
    assert report.acknowledged >= 2000
