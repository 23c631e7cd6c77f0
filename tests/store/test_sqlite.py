"""The store in one SQLite file passes the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nettui.store.port import CaseStore
from nettui.store.records import Who
from nettui.store.sqlite.store import SqliteStore
from tests.store.contract import Opens, StoreContract
from tests.store.given import Clock


class TestSqlite(StoreContract):
    """The contract, with a connection for each person."""

    @pytest.fixture
    def opens(self, clock: Clock, tmp_path: Path) -> Iterator[Opens]:
        made: list[CaseStore] = []

        def open_as(who: Who, **options: Any) -> CaseStore:
            store = SqliteStore(tmp_path / "store" / "cases.db", who, clock=clock, **options)
            made.append(store)
            return store

        yield open_as
        for store in made:
            store.close()
