"""What tests of the terminal wait for: all that a key began, and no longer."""

from __future__ import annotations

import time

from textual.app import App, ComposeResult
from textual.widgets import Label

from tests.tui.driver import seen, typed
from tests.tui.still import settled


class Slow(App[None]):
    """Answers a key from a thread, by a callback after the next painting, and by a message."""

    BINDINGS = [("a", "answer"), ("q", "quit")]

    def compose(self) -> ComposeResult:
        """Show one line."""
        yield Label("nothing")

    def action_answer(self) -> None:
        """Begin with a thread."""
        self.run_worker(self._work, thread=True)

    def _work(self) -> None:
        time.sleep(0.05)
        self.call_from_thread(self._worked)

    def _worked(self) -> None:
        self.screen.call_after_refresh(self.call_later, self._say)
        self.refresh()

    def _say(self) -> None:
        self.query_one(Label).update("answered")


async def test_all_that_a_key_began_is_done_and_drawn() -> None:
    """Off the screen, after the next painting, and in the queue of a part of the program."""
    async with Slow().run_test() as pilot:
        await settled(pilot)
        assert "nothing" in seen(pilot)
        await typed(pilot, "a")
        assert "answered" in seen(pilot)


async def test_nothing_is_waited_for_once_the_program_ends() -> None:
    """Its parts never rest again."""
    async with Slow().run_test() as pilot:
        await typed(pilot, "q", "a")


async def test_where_nothing_is_done_nothing_is_waited_for() -> None:
    """A thousand times within what one key has cost."""
    async with Slow().run_test() as pilot:
        await settled(pilot)
        turns = time.process_time()
        for _ in range(1000):
            await settled(pilot)
        assert time.process_time() - turns < 2
