"""Waiting until the terminal stands still, however busy the machine is."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App
from textual.pilot import Pilot


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until what was begun off the screen is done, and every widget did what it was told."""
    app = pilot.app
    async with asyncio.timeout(120):
        while True:
            working = [worker for worker in app.workers if worker.group != "tour"]
            if working:
                await app.workers.wait_for_complete(working)
            answered = await all_have_answered(app)
            await pilot.pause()
            if answered and not any(worker.group != "tour" for worker in app.workers):
                return


async def all_have_answered(app: App[Any]) -> bool:
    """Have every widget come to the end of what it was told so far; False when others came."""
    pumps = [app, *app.screen_stack, *app.screen.walk_children()]
    for pump in pumps:
        if pump.is_running and pump.is_attached:
            done = asyncio.Event()
            pump.call_next(done.set)
            while not done.is_set() and pump.is_running:  # it may be going
                await asyncio.sleep(0)
    return pumps == [app, *app.screen_stack, *app.screen.walk_children()]
