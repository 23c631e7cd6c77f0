"""The contract is a module of tests too: its assertions say what they got."""

import pytest

pytest.register_assert_rewrite("tests.store.contract")
