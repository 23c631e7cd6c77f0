"""What was said of plugins, and a site nobody speaks of, stand on the screens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nettui.desk.folder import Library
from nettui.desk.source import Desk
from nettui.desk.store import Stored
from nettui.display import cells, safe
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.assemble import assemble
from nettui.plugin.problems import problem
from nettui.plugin.publish import Published
from nettui.store.records import Who
from nettui.tui.app import Nettui
from nettui.tui.rows.header import head_lines
from tests.exchange.small import BASE, DAY, LUNG, case, contribution
from tests.store.memory import MemoryStore
from tests.tui.driver import seen, typed
from tests.tui.folder import small, written
from tests.tui.still import settled

HUNG = problem("hung", "ward", seconds=5)
HOSTILE = problem(
    "rubbish", "[bold]x[/]\x1b[2J", hook="[@click=app.quit]q[/]", what="[T2N1M0]", wanted="data"
)


def noted(*problems: object) -> Published:
    """Return the small protocol as published with these problems."""
    return Published(small().digest, problems, small)  # type: ignore[arg-type]


@asynccontextmanager
async def opened(desk: Desk, *keys: str) -> AsyncIterator[Pilot[None]]:
    async with Nettui(desk).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, *keys)
        yield pilot


def of_folder(folder: Path, *problems: object) -> Library:
    return Library(written(folder), lambda: noted(*problems), DAY, "cases")


async def test_a_refused_plugin_stands_above_the_worklist(tmp_path: Path) -> None:
    """Nobody works for a day without knowing that the house's rules are not in force."""
    async with opened(of_folder(tmp_path, HUNG)) as pilot:
        line = seen(pilot).splitlines()[1]
        assert line.startswith(" ! ")
        assert "ward" in line
        assert line.rstrip().endswith("(F2)")


async def test_a_refused_plugin_stands_above_the_worklist_of_a_store() -> None:
    """Though no case is planned for that list."""
    desk = Stored(lambda: MemoryStore(Who(uid=1, name="nurse")), lambda: noted(HUNG), DAY, "db")
    async with opened(desk) as pilot:
        assert "ward" in seen(pilot).splitlines()[1]


async def test_without_notes_there_is_no_line(tmp_path: Path) -> None:
    """And F2 does nothing."""
    async with opened(of_folder(tmp_path), "f2") as pilot:
        assert "Filter:" in seen(pilot).splitlines()[1]


async def test_all_notes_are_read_with_one_key(tmp_path: Path) -> None:
    """Whatever a plugin is called is shown as it is."""
    async with opened(of_folder(tmp_path, HUNG, HOSTILE)) as pilot:
        assert "(F2 shows 2 notes)" in seen(pilot).splitlines()[1]
    async with opened(of_folder(tmp_path, HUNG, HOSTILE), "f2") as pilot:
        text = seen(pilot)
        assert "ward" in text
        assert "[bold]x[/]" in text
        assert "nettui plugins" in text


@pytest.mark.parametrize("keys", [("end",), ("a", "end"), ("a", "a", "end")])
async def test_a_refused_plugin_stands_in_the_receipt(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """In brief, in full, and with all rules."""
    async with opened(of_folder(tmp_path, HUNG), *"P-1", "enter", *keys) as pilot:
        assert "! Plugin" in seen(pilot)
        assert "Plugin Plugin" not in " ".join(seen(pilot).split())
        assert "ward" in seen(pilot)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize(("site", "is_told"), [("lung", False), ("thymus", True)])
def test_a_site_without_rules_is_said_above_the_plan(width: int, site: str, is_told: bool) -> None:
    """In the second line: id, age, sex and site keep theirs."""
    text = f'case_id = "P-1"\n[patient]\nage = 61\n[disease]\nprimary_site = "{site}"\n'
    lung = contribution(
        "lung", "guideline", {"systemic": LUNG}, sources={"LUNG-2021": "Lung."}, sites=("lung",)
    )
    made = plan(case(text), DAY, assemble([BASE, lung]))
    first, second, _ = head_lines(made, "", width, safe)
    says = "".join(part for part, _ in second)
    assert (f"NO SITE RULES for {site}" in says) is is_told
    assert cells(says) <= width
    if width >= 80:
        assert f"P-1 · 61 y · sex unknown · {site}" in "".join(part for part, _ in first)
