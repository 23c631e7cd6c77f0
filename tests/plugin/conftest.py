"""Fixtures for tests of plugins."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def as_administrators_do() -> Iterator[None]:
    """What tests write can be changed by its owner alone, whoever runs them."""
    old = os.umask(0o022)
    yield
    os.umask(old)
