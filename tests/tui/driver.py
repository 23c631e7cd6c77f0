"""Keys as a keyboard sends them, each once everything before it has been done."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Event, Key, Paste, Resize
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from tests.screens import screen_text
from tests.tui.still import settled

Pressed = str | Paste | Callable[[], object]


async def typed(pilot: Pilot[Any], *keys: Pressed) -> None:
    """Press keys by their names, each when the terminal stands still after the one before.

    A text is pasted with ``Paste(text)``; what can be called is done by somebody else meanwhile.
    """
    for key in keys:
        if isinstance(key, str | Paste):
            _sent(pilot.app, _key(key) if isinstance(key, str) else key)
        else:
            key()
        await settled(pilot)


async def resized(pilot: Pilot[Any], size: tuple[int, int]) -> None:
    """Give the terminal another size, and wait until it stands still.

    Textual's own pilot looks fifty times a second whether the process computes.
    """
    driver = pilot.app._driver
    assert isinstance(driver, HeadlessDriver)
    driver._size = size
    pilot.app.post_message(Resize(Size(*size), Size(*size)))
    await settled(pilot)


def seen(pilot: Pilot[Any]) -> str:
    """Return what stands on the screen."""
    return screen_text(pilot.app)


def said(pilot: Pilot[Any]) -> str:
    """Return what stands on the screen, with its lines joined."""
    return " ".join(seen(pilot).split())


def jump(name: str) -> tuple[str, ...]:
    """Return the keys that open a field by a part of its name."""
    return ("slash", *("space" if sign == " " else sign for sign in name), "enter")


def _sent(app: App[Any], event: Event) -> None:
    driver = app._driver
    assert driver is not None
    event.set_sender(app)
    driver.send_message(event)


def _key(key: str) -> Key:
    """Return a key as Textual reads it from a terminal."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    try:
        name = _get_unicode_name_from_key(REPLACED_KEYS.get(key, key))
        return Key(key, unicodedata.lookup(name))
    except KeyError:
        return Key(key, key if len(key) == 1 else None)
