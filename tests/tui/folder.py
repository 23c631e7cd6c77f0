"""A folder of a few cases and a small protocol: what every screen is tested with."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from nettui.case.record.case import Case
from nettui.desk.folder import Library
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import Published
from nettui.tui.app import Nettui
from nettui.tui.screens.case import CaseScreen
from tests.exchange.small import COMPLETE, DAY, protocol
from tests.tui.driver import Pressed, typed
from tests.tui.still import settled

BARE = 'case_id = "P-2"\n'
HOSTILE = (
    'case_id = "P-3"\ntitle = "[red]x[/] [not done] [T2N1M0] [@click=app.quit]q[/]"\n'
    '[patient]\nage = 70\nsex_at_birth = "female"\n'
    '[[pathology]]\nki67 = 30\ndifferentiation = "well"\nnote = "[Ki-67=3%]"\n'
    '[disease]\nprimary_site = "lung"\nextent = "beyond_liver"\n'
)
FAULTY = 'case_id = "P-4"\n[[pathology]]\nki67 = 300\n[patient]\nagee = 3\n'
FILES = {
    "complete.toml": COMPLETE,
    "bare.toml": BARE,
    "hostile.toml": HOSTILE,
    "faulty.toml": FAULTY,
}


@functools.cache
def small() -> Protocol:
    """Return the small protocol, assembled once."""
    return protocol()


def in_force() -> Published:
    """Return the small protocol as published, with nothing said of any plugin."""
    return Published(small().digest, (), small)


def written(folder: Path) -> Path:
    """Write the cases into a folder and return it."""
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def app(path: Path, *, unicode: bool = True) -> Nettui:
    """Return the terminal on a path, as of a fixed day."""
    return Nettui(Library(path, in_force, DAY, "cases"), unicode=unicode)


@asynccontextmanager
async def opened(
    path: Path, *keys: Pressed, size: tuple[int, int] = (80, 24), unicode: bool = True
) -> AsyncIterator[Pilot[None]]:
    """Open a folder or a case, wait until all is read, then press keys."""
    async with app(path, unicode=unicode).run_test(size=size) as pilot:
        await settled(pilot)
        await typed(pilot, *keys)
        yield pilot


def case_of(pilot: Pilot[None]) -> Case:
    """Return the case that is open, as it is edited."""
    screen = pilot.app.screen
    assert isinstance(screen, CaseScreen)
    return screen.editing.case
