"""Keys that come faster than they are taken: over a slow line several arrive in one packet.

Textual lets a key that is bound with priority act at once, and puts all others in the queue of the
widget that has the focus by then. Enter could overtake the digits before it, or a digit the Enter
that opens its field. So each key waits here until everything before it has been done.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.events import Key, Paste
from textual.message_pump import MessagePump
from textual.widgets import Input

Pressed = Key | Paste

_LONGEST = 30.0  # seconds; after that better a key too early than a keyboard that is dead
_AT_ONCE = 20  # turns of the loop before others are given more time
_PAUSE = 0.002  # seconds


def is_more_coming(app: App[Any]) -> bool:
    """Say whether more was pressed than has been taken: what is there now will be overtaken."""
    ahead = getattr(app, "typed_ahead", None)
    return isinstance(ahead, TypedAhead) and ahead.is_coming


class TypedAhead:
    """What was pressed and has to wait. ``is_held``: something else is still to be waited for."""

    def __init__(self, app: App[Any], is_held: Callable[[], bool]) -> None:
        self._app = app
        self._is_held = is_held
        self._waiting: deque[Pressed] = deque()
        self._next: Pressed | None = None
        self._letting_in: asyncio.Task[None] | None = None

    def has_turn(self, pressed: Pressed) -> bool:
        """Say whether something pressed has waited and has its turn now."""
        if pressed is not self._next:
            return False
        self._next = None
        return True

    def waits(self, pressed: Pressed) -> bool:
        """Say whether something pressed has to wait; it comes again when it has its turn."""
        if self._letting_in is None and self._is_done(but=self._app):
            return False
        self._waiting.append(pressed)
        if self._letting_in is None:
            self._letting_in = asyncio.create_task(self._let_in())
        return True

    @property
    def is_coming(self) -> bool:
        """More was pressed than has been taken."""
        focused = (self._app.focused if self._app.screen_stack else None) or self._app
        return self._letting_in is not None or not (_is_at_rest(self._app) and _is_at_rest(focused))

    async def _let_in(self) -> None:
        """Let in one after the other, each when all that came of the one before is done."""
        try:
            while True:
                await self._done()
                # Nor has anything come while the last one was done; or the program ends.
                if not self._waiting or not self._app.screen_stack:
                    return
                self._next = self._taken()
                if not self._app.post_message(self._next):
                    return  # the program ends
        except Exception as error:  # in no part of the program, so that nobody else would hear
            self._app._handle_exception(error)
        finally:
            self._letting_in = None

    def _taken(self) -> Pressed:
        """Take the first; characters for a box that follow one another are one text."""
        first = self._waiting.popleft()
        if not isinstance(self._app.focused, Input) or not _is_character(first):
            return first
        text = _text(first)
        is_command = getattr(self._app.focused, "is_command", None)
        if is_command is not None and is_command(text):
            return first
        while self._waiting and _is_character(self._waiting[0]):
            text += _text(self._waiting.popleft())
        return first if len(text) == 1 else Paste(text)

    async def _done(self) -> None:
        """Wait until nothing is being done, and nothing is about to be."""
        end, turn = time.monotonic() + _LONGEST, 0
        while not self._is_done() and time.monotonic() < end:
            turn += 1
            await asyncio.sleep(0 if turn < _AT_ONCE else _PAUSE)

    def _is_done(self, but: MessagePump | None = None) -> bool:
        if self._next is not None or self._is_held():
            return False
        pumps: tuple[MessagePump, ...] = (self._app, *self._app._registry)
        return all(_is_at_rest(pump) for pump in pumps if pump is not but)


def _is_at_rest(pump: MessagePump) -> bool:
    """Say whether a part of the program has nothing to do: it waits for its next message.

    Nothing public says so, but an event keeps those that wait for it.
    """
    if pump._closing or pump._closed:
        return True
    comes: Any = pump._message_queue.ready_event
    return bool(comes._waiters) and not comes.is_set()


def _is_character(pressed: Pressed) -> bool:
    return isinstance(pressed, Key) and pressed.is_printable


def _text(pressed: Pressed) -> str:
    return (pressed.character or "") if isinstance(pressed, Key) else pressed.text
