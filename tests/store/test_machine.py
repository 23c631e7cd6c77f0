"""Whatever is done in whatever order: the SQLite store and the one in memory agree."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nettui.store.errors import StoreRefusal
from nettui.store.records import Draft, Query
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, Clock, case, planned, result
from tests.store.memory import MemoryStore

NAMES = st.sampled_from(["case-1", "case-2", "case-3"])
AGES = st.integers(30, 80)


class Stores(RuleBasedStateMachine):
    """Both stores do everything; what they answer or refuse is compared."""

    @initialize()
    def begin(self) -> None:
        """Two empty stores with clocks that go alike."""
        self.folder = Path(tempfile.mkdtemp(prefix="nettui-"))
        self.stores = (
            MemoryStore(ANNA, clock=Clock()),
            SqliteStore(self.folder / "cases.db", ANNA, clock=Clock()),
        )

    def teardown(self) -> None:
        """Leave nothing behind."""
        if hasattr(self, "stores"):
            self.stores[1].close()
            shutil.rmtree(self.folder)

    def both(self, act: str, *given: Any, **named: Any) -> Any:
        """Do something with both; return the answer they agree on."""
        answers = []
        for store in self.stores:
            try:
                answers.append(getattr(store, act)(*given, **named))
            except StoreRefusal as refusal:
                answers.append(type(refusal).__name__)
        first, second = answers
        assert shown(first) == shown(second), act
        return first

    @rule(name=NAMES, age=AGES, expected=st.integers(0, 3), with_plan=st.booleans())
    def save(self, name: str, age: int, expected: int, with_plan: bool) -> None:
        """Save on a revision that may be stale."""
        file = case(name, age=age)
        self.both("save", file, expected, plan=planned(file) if with_plan else None, reason="why")

    @rule(name=NAMES, age=AGES)
    def draft(self, name: str, age: int) -> None:
        """Keep a draft."""
        self.both("keep_draft", Draft(case_id=name, base_rev=1, file=case(name, age=age)))

    @rule(name=NAMES)
    def drop(self, name: str) -> None:
        """Drop a draft, there or not."""
        self.both("drop_draft", name)

    @rule(name=NAMES, age=AGES, rev=st.integers(1, 3))
    def decide(self, name: str, age: int, rev: int) -> None:
        """Record a decision on a revision that may not be the one of the plan."""
        file = case(name, age=age)
        self.both("decide", planned(file), rev, result(file))

    @rule(name=NAMES, archived=st.booleans())
    def archive(self, name: str, archived: bool) -> None:
        """Take off the worklist, or put back."""
        self.both("archive", name, archived=archived)

    @rule(name=NAMES)
    def erase(self, name: str) -> None:
        """Remove content for ever."""
        self.both("erase", name, "lawful request")

    @rule(name=NAMES, rev=st.integers(0, 3))
    def read(self, name: str, rev: int) -> None:
        """Open, history, decisions, draft."""
        self.both("open", name, rev)
        self.both("history", name)
        self.both("decisions", name)
        self.both("draft", name)

    @invariant()
    def lists_agree(self) -> None:
        """The worklist shows the same cases in the same order."""
        if hasattr(self, "stores"):
            self.both("worklist", Query())

    @invariant()
    def chains_hold(self) -> None:
        """Nothing that was done breaks the chain."""
        if hasattr(self, "stores"):
            assert all(store.verify().whole for store in self.stores)


def shown(answer: object) -> str:
    """What an answer says, for comparing; hashes are salted by chance, so they differ."""
    return re.sub(r"(hash|parent|corrects)='[0-9a-f]{64}'", r"\1", repr(answer))


TestStores = Stores.TestCase
TestStores.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
