"""Waiting until the terminal stands still: exactly, and no longer than that."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from nettui.tui.terminal.typed_ahead import _is_at_rest
from nettui.tui.tour import TourStep

_LONGEST = 120  # seconds
_PAUSE = 0.001  # seconds, where something outside the loop is waited for


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until nothing is being done or drawn and nothing is about to be, or the program ends."""
    app = pilot.app
    ready: Any = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    async with asyncio.timeout(_LONGEST):
        while not _ends(app):
            await asyncio.sleep(0)
            if ready:
                continue  # something has its turn
            if working := _working(app):
                with suppress(WorkerCancelled):  # a later one takes its place
                    await app.workers.wait_for_complete(working)
            elif not all(_is_at_rest(pump) for pump in (app, *app._registry)) or _turns_page(app):
                await asyncio.sleep(_PAUSE)  # for a thread, or a moment of time
            elif not _drawn(app):
                return


def _ends(app: App[Any]) -> bool:
    return app._exit or app._closing or app._exception is not None


def _working(app: App[Any]) -> list[Worker[Any]]:
    """Return what is done off the screen. The tour waits for keys itself."""
    return [worker for worker in app.workers if worker.group != "tour"]


def _turns_page(app: App[Any]) -> bool:
    """Say whether the tour is on its way to its next step."""
    return getattr(app, "_is_touring", False) and not isinstance(app.screen, TourStep)


def _drawn(app: App[Any]) -> bool:
    """Draw what waits to be drawn at the next tick, and say whether anything did."""
    screen: Screen[Any] | None = app.screen_stack[-1] if app.screen_stack else None
    if screen is None or not screen.is_current:
        return False
    waits = (
        screen._layout_required,
        screen._scroll_required,
        screen._repaint_required,
        screen._recompose_required,
        screen._dirty_widgets,
        screen._callbacks,
    )
    if any(waits):
        screen._on_timer_update()
    return any(waits)
