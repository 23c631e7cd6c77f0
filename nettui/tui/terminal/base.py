"""The program as a terminal sees it, apart from what it is about: keys, drawing, how it ends.

All that is taken from inside Textual is in this folder; tests/tui/test_inside.py names each piece.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import events, on
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._styles_cache import StylesCache
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.driver import Driver
from textual.screen import Screen

from nettui.desk import crash
from nettui.display import safe
from nettui.tui.terminal.repaint import Difference, Screenful
from nettui.tui.terminal.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from rich.console import RenderableType


class TerminalApp(App[None]):
    """Takes keys in turn, writes only what differs, and never ends with a traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._written = Screenful()
        self.typed_ahead = TypedAhead(self, self._is_opening)

    def get_driver_class(self) -> type[Driver]:
        """Read the keyboard through a sieve of nettui's own."""
        from nettui.tui.terminal.driver import TerminalDriver

        return TerminalDriver

    def pop_screen(self) -> AwaitComplete:
        """Go back; what Textual would still keep of the screen and its lines is let go of."""
        StylesCache.get_inner_outer.cache_clear()
        return super().pop_screen()

    # --- what is written ---

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Write only what differs from what stands on the terminal."""
        if isinstance(renderable, (LayoutUpdate, ChopsUpdate)):
            # Textual asks an update for what to write, and gives it to nobody else.
            super()._display(screen, Difference(renderable, self._written))  # type: ignore[arg-type]
        else:
            super()._display(screen, renderable)

    @on(Driver.SignalResume)
    def _on_resumed(self) -> None:
        self._written.forget()

    def action_redraw(self) -> None:
        """Write the whole screen again."""
        self._written.forget()
        self.refresh()

    # --- what is pressed ---

    async def on_event(self, event: events.Event) -> None:
        """Take keys in turn, and what is pasted as one line: none of it acts, none is lost."""
        pressed = event if isinstance(event, events.Key | events.Paste) else None
        if pressed and not pressed.is_forwarded and not self.typed_ahead.has_turn(pressed):
            if isinstance(pressed, events.Paste):
                pressed.text = safe(" ".join(pressed.text.splitlines()))
            elif pressed.is_printable and pressed.character and not pressed.character.isascii():
                # Behind a letter, on which a mark may sit as it is.
                pressed.character = safe(f"x{pressed.character}")[1:]
            if self.typed_ahead.waits(pressed):
                return
            self._begin_anew()
        await super().on_event(event)

    def _begin_anew(self) -> None:
        """Have the screen no longer say what the key before this one did."""
        say_no_more = getattr(self.screen, "say_no_more", None) if self.screen_stack else None
        if say_no_more is not None:
            say_no_more()

    def _is_opening(self) -> bool:
        """Say whether a case is about to be shown, which the next keys are meant for."""
        return bool(self.screen_stack) and getattr(self.screen, "is_opening", False)

    # --- what must never happen ---

    def copy_to_clipboard(self, text: str) -> None:
        """Keep what was copied inside the program: the terminal's clipboard is not ours."""
        self._clipboard = text

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing."""

    def rescue(self) -> None:
        """Keep the drafts of all cases that are open. Called from a thread when all ends."""
        for screen in self.screen_stack:
            keeping = getattr(screen, "keeping", None)
            if keeping is not None:
                keeping.keep_draft_now()

    def _fatal_error(self) -> None:
        """Keep the drafts, and say what failed and where, without the values of any record."""
        with suppress(Exception):  # what failed may fail again; drafts are also kept while typing
            self.rescue()
            for screen in self.screen_stack:
                keeping = getattr(screen, "keeping", None)
                if keeping is not None:
                    keeping.note_fault()
        error = self._exception
        if error is not None:
            self._exit_renderables.append(Text(safe(crash.message(error), lines=True)))
        self._close_messages_no_wait()
