"""Fixtures for tests of plugins."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from nettui.plugin import locations


@contextmanager
def administered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever runs the tests administers nettui, and lets nobody else change what they write."""
    monkeypatch.setattr(locations, "administrators", lambda: {0, os.getuid()})
    old = os.umask(0o022)
    yield
    os.umask(old)


@pytest.fixture(autouse=True)
def as_administrators_do(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test of plugins is run by an administrator."""
    with administered(monkeypatch):
        yield
