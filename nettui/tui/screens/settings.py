"""What a user can set; every change is seen and kept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from nettui.tui.rows.layout import ListRow, Shown, clipped
from nettui.tui.settings import TITLES, Settings, choices, following, settings_of
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.row_list import RowList


class SettingsScreen(Screen[None]):
    """A line for each setting; Enter goes on to its next word.

    ``keep`` looks as new settings say and keeps them; it returns why they are not kept.
    """

    BINDINGS = [
        Binding("enter", "change", "Change", priority=True, tooltip="The next of its words"),
        Binding("escape,q", "dismiss", "Back", tooltip="Back; what was changed is kept"),
    ]

    def __init__(self, shown: Shown, keep: Callable[[Settings], str]) -> None:
        super().__init__()
        self._shown, self._keep = shown, keep
        self._fault = ""

    def compose(self) -> ComposeResult:
        """A heading, the settings, the keys."""
        yield Lines(lambda width: [clipped("Settings", width, self._shown, "head")])
        yield RowList(shown=self._shown)
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Fill in."""
        rows = self.query_one(RowList)
        rows.show(tuple(self._rows()))
        rows.focus()

    def _rows(self) -> Iterator[ListRow]:
        settings = settings_of(self.app)
        for name, title in TITLES.items():
            word = getattr(settings, name)
            yield ListRow(
                sign="-",
                word=title,
                title=word,
                tail=choices(name)[word],
                notes=((f"of: {', '.join(choices(name))}", ""),),
                key=name,
            )
        for fault in (self._fault, *settings.faults):
            if fault:
                yield ListRow(sign="!", word="Fault", tone="held", title=fault)

    def action_change(self) -> None:
        """Go on to the next word."""
        rows = self.query_one(RowList)
        if rows.row is None or not rows.row.key:
            return
        self._fault = self._keep(following(settings_of(self.app), rows.row.key))
        rows.show(tuple(self._rows()))
        for lines in self.query(Lines):
            lines.follow()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Change what was clicked."""
        self.action_change()
