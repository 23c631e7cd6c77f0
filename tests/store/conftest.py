"""The contract is a module of tests too: its assertions say what they got."""

import pytest

for part in ("audit", "boards", "cases", "worklist"):
    pytest.register_assert_rewrite(f"tests.store.contract_{part}")
