"""What every part of the contract of a case store is tested with: a store, and a clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nettui.store.port import CaseStore
from tests.store.given import ANNA, Clock

Opens = Callable[..., CaseStore]


class Contract:
    """A subclass gives the fixture ``opens``: the same store, as somebody uses it."""

    @pytest.fixture
    def clock(self) -> Clock:
        """A clock that the test sets."""
        return Clock()

    @pytest.fixture
    def opens(self, clock: Clock) -> Opens:
        """Return a function from a person to the one store of the test as they use it."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, opens: Opens) -> CaseStore:
        """The store as Anna uses it."""
        return opens(ANNA)
