"""The store that keeps nothing passes the contract."""

from __future__ import annotations

from typing import Any

import pytest

from nettui.store.port import CaseStore
from nettui.store.records import Who
from tests.store.contract import Opens, StoreContract
from tests.store.given import ANNA, Clock
from tests.store.memory import MemoryStore


class TestMemory(StoreContract):
    """The contract, in memory."""

    @pytest.fixture
    def opens(self, clock: Clock) -> Opens:
        first = MemoryStore(ANNA, clock=clock)

        def open_as(who: Who, **options: Any) -> CaseStore:
            return first.at(who, **options)

        return open_as
