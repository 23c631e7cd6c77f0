"""The full-screen terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen

from nettui.desk import opening
from nettui.desk.source import Desk
from nettui.display import ascii_only, safe, supports_unicode
from nettui.tui import settings, terminal
from nettui.tui.rows.layout import ListRow
from nettui.tui.screens.worklist import Worklist
from nettui.tui.settings import Settings, write
from nettui.tui.terminal.base import TerminalApp
from nettui.tui.theme import VARIABLES, has_colours, has_light_ground, theme_for
from nettui.tui.widgets.lines import is_typed

if TYPE_CHECKING:
    from nettui.plugin.publish import Published

SEEN = Settings(tour="seen")
SMALLEST = (60, 15)
"""Columns and lines in which every screen can be read."""


class Nettui(TerminalApp):
    """Worklist and cases. It shows plans and decides nothing."""

    TITLE = "nettui"
    CSS_PATH = "nettui.tcss"
    ENABLE_COMMAND_PALETTE = False  # its actions save screens and open addresses
    BINDINGS = [
        Binding("question_mark", "help", "Help", key_display="?", tooltip="Keys and signs"),
        Binding("f1", "help", "Help", key_display="F1", tooltip="Keys and signs"),
        Binding(
            "f3", "settings", "Settings", show=False, tooltip="Theme, characters, mouse, plans"
        ),
        Binding("f4", "tour", "Tour", show=False, tooltip="A guided tour of two minutes"),
        Binding("ctrl+p", "palette", "Actions", key_display="^P", tooltip="Find any action"),
        Binding(
            "ctrl+l",
            "redraw",
            "Draw again",
            show=False,
            key_display="^L",
            tooltip="When something else wrote on the screen",
        ),
        Binding("ctrl+q", "quit", "Quit", key_display="^Q", tooltip="Leave nettui"),
    ]

    def __init__(
        self,
        library: Desk,
        *,
        unicode: bool = True,
        colours: bool = True,
        light: bool = False,
        settings: Settings = SEEN,
        settings_file: Path | None = None,
        in_force: Callable[[], Published] | None = None,
    ) -> None:
        """``unicode``, ``colours``, ``light``: what the terminal can show and how its ground is.

        They count where the settings say auto.

        ``in_force`` gives the protocol that the example of the tour is planned by.
        """
        super().__init__()
        self.library = library
        self.settings = settings
        self._settings_file = settings_file
        self._in_force = in_force or opening.in_force
        self._is_touring = False
        self._can = (unicode, colours, light)
        self.take_settings(settings)
        self.animation_level = "none"

    def shown(self, text: str) -> str:
        """Make text safe for this terminal, in ASCII where it is to be."""
        return ascii_only(safe(text)) if self._ascii else safe(text)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return what nettui.tcss reads before a theme is chosen."""
        return VARIABLES

    # --- settings ---

    def take_settings(self, settings: Settings) -> None:
        """Look as the settings say."""
        self.settings = settings
        unicode, colours, light = self._can
        words = settings.characters
        self._ascii = words == "ascii" or (words == "auto" and not unicode)
        system = self.console.color_system
        theme = theme_for(settings.theme, system, colours=colours, light=light)
        self.register_theme(theme)
        self.theme = theme.name

    def keep_settings(self, settings: Settings) -> str:
        """Look as the settings say from now on; return why they are not kept, empty when so."""
        self.take_settings(settings)
        refused = write(settings, self._settings_file)
        if not refused:
            self.settings = evolve(settings, faults=())
        return refused

    def get_default_screen(self) -> Screen[None]:
        """Start with the worklist."""
        return Worklist(self.library, self.shown)

    # --- size ---

    def on_resize(self, event: events.Resize) -> None:
        """Show nothing that would be cut to pieces, and go on where one was.

        A terminal of another size may also have moved or dropped what stood there, and Textual
        draws nothing when it has its old size again by the time that it is looked at.
        """
        self.action_redraw()
        if self.screen_stack:
            self._fit(event.size)

    def on_ready(self) -> None:
        """Look at the size one starts with; the first time a tour begins."""
        self._fit(self.size)
        if self.settings.tour == "offered" and not self.library.is_single:
            self.action_tour()

    def _fit(self, size: Size) -> None:
        from nettui.tui.screens.overlay import TooSmall

        width, height = SMALLEST
        is_small = size.width < width or size.height < height
        if is_small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall(SMALLEST, self.shown))
        elif not is_small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    # --- actions of every screen ---

    def _possible(self) -> list[tuple[Binding, object]]:
        """Return what can be done now, each action once with what does it; moving comes last.

        A key that would begin a value in the record is none of its keys.
        """
        found: dict[str, tuple[Binding, object]] = {}
        without: dict[str, tuple[Binding, object]] = {}
        is_begun = getattr(self.screen, "is_typed_in", False)
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if active.enabled and binding.tooltip:
                is_key = not (is_begun and is_typed(self.screen, binding.key))
                into = found if is_key else without
                into.setdefault(binding.action, (binding, active.node))
        for action, (binding, node) in without.items():
            found.setdefault(action, (replace(binding, key_display=NO_KEY), node))
        return sorted(found.values(), key=lambda pair: _moves(pair[0]))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Help and actions belong to a screen, not to each other."""
        from nettui.tui.screens.overlay import Ask, Choice, Palette, Reading, TooSmall

        if action == "tour" and self._is_touring:
            return False
        over = Palette | Reading | Choice | Ask | TooSmall
        mine = ("help", "palette", "settings", "tour")
        return action not in mine or not isinstance(self.screen, over)

    def action_help(self) -> None:
        """Show the keys of the screen and what the signs mean."""
        from nettui.tui.rows.help import help_rows, line_rows
        from nettui.tui.screens.overlay import Reading

        keys = [
            (self.get_key_display(binding), binding.description, binding.tooltip)
            for binding, _ in self._possible()
            if not (binding.action.startswith("stage") and not binding.show)
            and binding.key_display != NO_KEY
        ]
        place = "Record" if getattr(self.screen, "on_record", False) else type(self.screen).__name__
        rows = help_rows(keys, place, line_rows(self._marked()))
        self.push_screen(Reading("Help", rows, self.shown))

    def _marked(self) -> ListRow | None:
        """Return the line that one stands on, or the field that is being typed."""
        from nettui.tui.widgets.field_editor import FieldEditor
        from nettui.tui.widgets.row_list import RowList

        if isinstance(self.screen, Worklist):
            return self.screen.marked
        for editor in self.screen.query(FieldEditor):
            if editor.field is not None:
                return ListRow(title="", subject=editor.field, key=editor.field.path)
        lists = [rows for rows in self.screen.query(RowList) if rows.is_on_screen]
        return next((rows.row for rows in lists if rows.has_focus), lists[0].row if lists else None)

    def action_palette(self) -> None:
        """Offer every action, found by typing."""
        from nettui.tui.screens.overlay import Palette

        possible = [
            (binding, node)
            for binding, node in self._possible()
            if binding.action != "palette" and not _moves(binding)
        ]
        rows = [
            ListRow(
                sign="-",
                word=self.get_key_display(binding),
                title=binding.description,
                tail=binding.tooltip,
                key=str(n),
            )
            for n, (binding, _) in enumerate(possible)
        ]

        async def act(chosen: str | None) -> None:
            if chosen is not None:
                binding, node = possible[int(chosen)]
                await self.run_action(binding.action, node)  # type: ignore[arg-type]

        title = "What do you want to do? Type a part of it."
        self.push_screen(Palette(rows, self.shown, title), act)

    def action_settings(self) -> None:
        """Show what can be set."""
        from nettui.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.shown, self.keep_settings), self._redraw)

    def action_tour(self) -> None:
        """Begin the guided tour."""
        self._is_touring = True
        self.run_worker(self._tour(), group="tour", exclusive=True)

    async def _tour(self) -> None:
        from nettui.tui.settings import changed
        from nettui.tui.tour import tour

        worklist = self.screen_stack[0]
        assert isinstance(worklist, Worklist), "every other screen stands on it"
        try:
            await tour(self, self.shown, worklist, self._in_force)
        finally:
            self._is_touring = False
        if self.settings.tour != "seen":
            self.keep_settings(changed(self.settings, "tour", "seen"))

    def _redraw(self, _nothing: None) -> None:
        """Draw all screens anew: their characters may have changed."""
        from nettui.tui.widgets.row_list import RowList

        for screen in self.screen_stack:
            for rows in screen.query(RowList):
                rows.show(rows.rows)
            for widget in screen.query("*"):
                widget.refresh()

    def get_key_display(self, binding: Binding) -> str:
        """Return how a key is written."""
        return binding.key_display or _KEYS.get(binding.key, binding.key)

    async def action_quit(self) -> None:
        """Leave the program; unsaved work is asked about once, drafts are kept in any case."""
        from nettui.tui.screens.case import CaseScreen
        from nettui.tui.screens.overlay import Choice

        for screen in self.screen_stack:
            if isinstance(self.screen, Choice):
                break  # asked already
            if isinstance(screen, CaseScreen) and screen.keeping.is_unsaved:
                screen.saving.asked_before(self.exit, is_asked=True)
                return
        self.exit()


NO_KEY = " "
"""How the key of an action is written that has none where one stands."""

_KEYS = {
    "enter": "Enter",
    "escape": "Esc",
    "f2": "F2",
    "f3": "F3",
    "f4": "F4",
    "f5": "F5",
    "f8": "F8",
    "tab": "Tab",
    "up": "Up",
    "down": "Down",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "ctrl+f": "^F",
    "ctrl+n": "^N",
    "ctrl+o": "^O",
    "ctrl+r": "^R",
    "f6": "F6",
    "f7": "F7",
}


def _moves(binding: Binding) -> bool:
    """Say whether a key only moves the cursor."""
    return binding.action.partition("(")[0] in ("step", "page", "end_of", "choose")


def run(path: Path | None, before: terminal.Modes | None) -> int:
    """Open the terminal on a case, a folder, or the case library; the exit code.

    ``before``: the modes that the terminal is to have again.
    """
    refused = terminal.refusal(os.environ)
    if refused:
        print(refused, file=sys.stderr)  # the screens cannot be opened to say it
        return 2
    file = settings.path()
    colours = has_colours(os.environ)
    # The theme sees to it. Textual would take their colours also from themes that are asked for.
    os.environ.pop("NO_COLOR", None)
    if terminal.size() is not None:
        for name in ("COLUMNS", "LINES"):  # of the terminal in which they were exported, perhaps
            os.environ.pop(name, None)
    app = Nettui(
        opening.opened(path),
        unicode=supports_unicode(sys.stderr.encoding, os.environ),
        colours=colours,
        light=has_light_ground(os.environ),
        settings=settings.read(file),
        settings_file=file,
    )
    terminal.keep_watch(app.rescue, before)
    app.run(mouse=app.settings.mouse == "on")
    return app.return_code or 0
