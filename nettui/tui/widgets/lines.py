"""A few fixed lines: the head of a screen, a heading, the keys that can be pressed now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self

from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from nettui.display import cells
from nettui.tui.rows.layout import Line, Shown
from nettui.tui.safe_text import strip
from nettui.tui.theme import look


class Lines(Widget):
    """Lines made anew for the width there is by a function of the width."""

    def __init__(
        self,
        make: Callable[[int], Sequence[Line]] = lambda _width: (),
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._make = make
        self._made: Sequence[Line] = ()
        self._made_for = -1  # cells; below 0 they are to be made anew

    def show(self, make: Callable[[int], Sequence[Line]]) -> None:
        """Show other lines."""
        self._make = make
        self.refresh()

    def refresh(self, *regions: Region, **what: bool) -> Self:
        """Have the lines made anew when they are drawn next."""
        self._made_for = -1
        return super().refresh(*regions, **what)

    def follow(self) -> None:
        """Draw the lines only if they are others than those that stand there."""
        if not self.display:
            self._made_for = -1
            return
        width = self.size.width
        made = self._make(width)
        if made != self._made or self._made_for != width:
            self._made, self._made_for = made, width
            super().refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw. Textual asks for all lines of a screen whenever anything on it has changed."""
        width = self.size.width
        if self._made_for != width:
            self._made, self._made_for = self._make(width), width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if y >= len(self._made):
            return Strip.blank(self.size.width, look(self.app.theme, "text"))
        return strip(self._made[y], self.size.width, partial(look, self.app.theme))


class KeyLine(Lines):
    """What can be pressed now: as many of the shown bindings as fit, the first ones first."""

    def __init__(self, shown: Shown) -> None:
        super().__init__(self._keys)
        self._shown = shown

    def on_mount(self) -> None:
        """Follow the bindings of the screen, and draw only what is new of them."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.follow())

    def _keys(self, width: int) -> Sequence[Line]:
        keys = self._pressable()
        always = [keys.pop(action) for action in _ALWAYS if action in keys]
        room = width + 1 - sum(map(_length, always))  # the two blanks at the end may be cut
        line: list[tuple[str, str]] = [(" ", "")]
        for pair in keys.values():
            room -= _length(pair)
            if room < 0:
                break
            line += _told(pair)
        for pair in always:
            line += _told(pair)
        return (tuple(line),)

    def _pressable(self) -> dict[str, tuple[str, str]]:
        """Return key and name of what can be done now, by action, each action once."""
        found: dict[str, tuple[str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if is_typed(self.screen, binding.key) or not active.enabled:
                continue
            if binding.show and binding.action not in found:
                key = self._shown(self.app.get_key_display(binding))
                found[binding.action] = (key, self._shown(binding.description))
        first = [action for action in getattr(self.screen, "KEYS_FIRST", ()) if action in found]
        return {action: found[action] for action in (*first, *found)}


def is_typed(screen: Screen[Any], key: str) -> bool:
    """Say whether a key would only write a character, where the cursor is or where it begins."""
    if isinstance(screen.focused, Input):
        return len(key) == 1 or key in _WRITTEN
    return len(key) == 1 and key.isalnum() and getattr(screen, "is_typed_in", False)


_WRITTEN = ("question_mark", "slash", "greater_than_sign", "less_than_sign")
_ALWAYS = ("palette", "help")  # never pushed out by others


def _length(pair: tuple[str, str]) -> int:
    return cells(pair[0]) + cells(pair[1]) + 3


def _told(pair: tuple[str, str]) -> list[tuple[str, str]]:
    return [(pair[0], "title"), (f" {pair[1]}  ", "")]
