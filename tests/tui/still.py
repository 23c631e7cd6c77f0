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
from nettui.tui.widgets.field_editor import FieldEditor

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
            elif _is_busy(app):
                await asyncio.sleep(_PAUSE)  # for a thread, or a moment of time
            elif not _drawn(app):
                if not _has_more_to_say(app):
                    return
                await asyncio.sleep(_PAUSE)


def _ends(app: App[Any]) -> bool:
    return app._exit or app._closing or app._exception is not None


def _working(app: App[Any]) -> list[Worker[Any]]:
    """Return what is done off the screen. The tour waits for keys itself."""
    return [worker for worker in app.workers if worker.group != "tour"]


def _is_busy(app: App[Any]) -> bool:
    return (
        not all(_is_at_rest(pump) for pump in (app, *app._registry))
        or app._resize_event is not None  # told to the screen at the next tick
        or _lets_in(app)
        or _turns_page(app)
    )


def _lets_in(app: App[Any]) -> bool:
    """Say whether a key that waited is about to have its turn."""
    ahead = getattr(app, "typed_ahead", None)
    return ahead is not None and ahead._letting_in is not None and not ahead._is_held()


def _has_more_to_say(app: App[Any]) -> bool:
    """Say whether an editor is about to say what its text would change."""
    return any(pump._is_to_say for pump in app._registry if isinstance(pump, FieldEditor))


def _turns_page(app: App[Any]) -> bool:
    """Say whether the tour is on its way to its next step."""
    return getattr(app, "_is_touring", False) and not isinstance(app.screen, TourStep)


def _drawn(app: App[Any]) -> bool:
    """Draw what waits to be drawn at the next tick, and say whether anything did.

    A screen in sight under another one is drawn only where something waits for that: each of
    the two has the other one repainted.
    """
    drawn = [screen for screen in app.screen_stack[-1:] if screen.is_current and _waits(screen)]
    drawn += [screen for screen in app._background_screens if _has_changed(screen)]
    for screen in drawn:
        screen._on_timer_update()
    return bool(drawn)


def _waits(screen: Screen[Any]) -> bool:
    return _has_changed(screen) or screen._repaint_required or screen._recompose_required


def _has_changed(screen: Screen[Any]) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._dirty_widgets
        or screen._callbacks
    )
