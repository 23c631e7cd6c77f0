"""Fixtures for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.installation import installed, wheel
from tests.screens import TextSnapshot

__all__ = ["installed", "text_snapshot", "wheel"]

# What nettui publishes for itself stays out of the home of whoever runs the tests.
os.environ["XDG_STATE_HOME"] = str(Path(__file__).parent.parent / ".pytest_cache" / "state")


# Nor does what their terminal is or likes change what is tested.
for _name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLORFGBG", "COLUMNS", "LINES"):
    os.environ.pop(_name, None)


@pytest.fixture
def text_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a screen or a plan with its own ``.txt`` file."""
    return snapshot.use_extension(TextSnapshot)
