"""What every case store must do. Each implementation runs all of this over its own fixture."""

from __future__ import annotations

from tests.store.contract_audit import AuditContract
from tests.store.contract_base import Opens
from tests.store.contract_boards import BoardsContract
from tests.store.contract_cases import CasesContract
from tests.store.contract_worklist import WorklistContract

__all__ = ["Opens", "StoreContract"]


class StoreContract(CasesContract, WorklistContract, BoardsContract, AuditContract):
    """A subclass gives the fixture ``opens``: the same store, as somebody uses it."""
