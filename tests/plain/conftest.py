"""Drafts of these tests stay in folders of the tests."""

from __future__ import annotations

from tests.tui.conftest import own_state

__all__ = ["own_state"]
