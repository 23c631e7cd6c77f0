"""Fixtures for all tests."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.screens import TextSnapshot


@pytest.fixture
def text_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a screen or a plan with its own ``.txt`` file."""
    return snapshot.use_extension(TextSnapshot)
