"""What the terminal does without until somebody opens a case: time, and memory for each user."""

from __future__ import annotations

import datetime
import gc
import subprocess
import sys
import weakref
from pathlib import Path

from textual.screen import Screen

from nettui.case.files.codec import loads_toml
from nettui.engine.plan.plan import plan
from nettui.plugin.publish import in_force
from nettui.store.records import Who
from nettui.store.sqlite.store import SqliteStore
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.worklist import Worklist
from tests.exchange.small import COMPLETE
from tests.tui.driver import typed
from tests.tui.folder import app, written
from tests.tui.still import settled

HEAVY = ("nettui.engine", "nettui.guideline", "nettui.case", "cattrs", "pluggy")
LISTED = """
import asyncio, sys
from pathlib import Path
from nettui.desk.opening import opened
from nettui.tui.app import Nettui

async def main():
    app = Nettui(opened(Path(sys.argv[1])))
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        print(len(app.screen.entries), *app.library.notes, file=sys.stderr)
        print(*sys.modules)

asyncio.run(main())
"""


def loaded(code: str, *words: str) -> set[str]:
    """Return the modules that a fresh Python says it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() in ("", "1")  # the case is listed, and nothing waits
    return set(done.stdout.split())


def heavy(found: set[str], *more: str) -> list[str]:
    """Return those that a list of cases does without."""
    return sorted(name for name in found if name.startswith((*HEAVY, *more)))


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    """The engine, the case model and plugins wait until the screen stands."""
    found = loaded("import sys, nettui.tui.app; print(*sys.modules)")
    assert "nettui.tui.screens.worklist" in found
    assert heavy(found, "nettui.plugin", "nettui.store") == [
        "nettui.case",
        "nettui.case.base",
        "nettui.case.base.plain",
    ]


def test_the_list_of_a_store_knows_neither_cases_nor_rules(tmp_path: Path) -> None:
    """Its lines come from the columns; of the protocol only digest and notes are read."""
    file = loads_toml(COMPLETE)
    store = SqliteStore(tmp_path / "cases.db", Who(uid=1000, name="nurse"))
    made = plan(file.case, file.as_of or datetime.date(2026, 11, 1), in_force().protocol)
    store.save(file, 0, plan=made)
    store.close()
    found = loaded(LISTED, str(store.path))
    assert {"nettui.store.sqlite.store", "nettui.plugin.publish"} <= found
    apart = ("core.verify", "sqlite.par", "postgres", "diff", "board_result", "replan", "backup")
    unused = (*(f"nettui.store.{name}" for name in apart), "nettui.plugin.assembly", "email")
    assert heavy(found, *unused) == [
        "nettui.case",
        "nettui.case.base",
        "nettui.case.base.dates",
        "nettui.case.base.identity",
        "nettui.case.base.nearest",
        "nettui.case.base.plain",
        "nettui.case.base.reach",
        "nettui.case.base.vocabulary",
        "nettui.case.base.words",
    ]


async def test_of_a_case_that_was_closed_no_line_is_kept(tmp_path: Path) -> None:
    """Whoever looks at fifty cases before a board has one in memory; and few nodes for styles."""
    terminal = app(written(tmp_path))
    async with terminal.run_test() as pilot:
        await settled(pilot)
        await typed(pilot, "down", "enter")
        case: Screen[object] = terminal.screen
        assert isinstance(case, CaseScreen)
        drawn = list(case.query("*"))
        assert sum(len(widget._component_styles) for widget in drawn) < 20
        kept = [weakref.ref(widget._styles_cache) for widget in drawn]
        del drawn, case
        await typed(pilot, "escape")
        assert isinstance(terminal.screen, Worklist)
        for _ in range(40):  # a screen is taken down in steps of its own
            gc.collect()
            if not any(ref() for ref in kept):
                break
            await pilot.pause(0.05)
        assert [ref() for ref in kept if ref() is not None] == []
