"""Keys that come faster than they are taken: over a slow line several arrive in one packet."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widget import Widget

_LONGEST = 0.5  # seconds; better a key too early than a screen that hangs


async def caught_up(widget: Widget) -> None:
    """Wait until a widget, and all it stands in, have taken every key pressed before this one.

    An action that is bound with priority is done before them otherwise, and Enter would keep a
    value without its last digits.
    """
    pumps: list[DOMNode] = [node for node in widget.ancestors_with_self if node.is_attached]
    # Twice: what a key brings about is told to those above after it was taken.
    for pump in (*pumps, *pumps):
        if pump is not pump.app and isinstance(pump, MessagePump):
            done = asyncio.Event()
            pump.call_next(done.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), _LONGEST)
