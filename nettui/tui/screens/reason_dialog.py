"""Why a record is changed that somebody relied on: one line, a usual one by one key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label

from nettui.desk.reasons import UNSEEN
from nettui.store.diff import Change
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import Line, ListRow, Shown, clipped
from nettui.tui.safe_text import content
from nettui.tui.widgets.box import Box
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.row_list import RowList

_HINT = "Its number takes a usual reason; or type your own, then Enter."


class Reason(Screen[str]):
    """Its answer is the reason; Escape answers nothing. ``changes``: what it is the reason of."""

    BINDINGS = [
        Binding("enter", "take", "Take", priority=True, tooltip="Take the reason that was typed"),
        Binding("escape", "dismiss", "Back", tooltip="Go back; nothing is recorded"),
        Binding("down", "scroll(1)", "Down", show=False, tooltip="On in what is changed"),
        Binding("up", "scroll(-1)", "Up", show=False, tooltip="Back in what is changed"),
    ]

    def __init__(
        self, title: str, usual: Sequence[str], shown: Shown, changes: Iterable[Change] = ()
    ) -> None:
        super().__init__()
        self._heading, self._usual, self._shown = title, usual, shown
        self._changes = tuple(changes)
        self._typed = self._fault = ""

    def compose(self) -> ComposeResult:
        """The question, the usual reasons and what is changed, the line, the keys."""
        yield Lines(lambda width: [clipped(self._heading, width, self._shown, "head")])
        yield RowList(shown=self._shown)
        yield Lines(self._hint)
        with Horizontal(classes="prompt"):
            yield Label(content(" > "))
            yield Box()
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Fill in and wait for the reason."""
        rows = [
            ListRow(sign="-", word=str(n), column=5, title=reason)
            for n, reason in enumerate(self._usual, 1)
        ]
        if self._changes:
            rows.append(heading("What is changed", str(len(self._changes))))
            rows += [ListRow(title=str(change)) for change in self._changes]
        listing = self.query_one(RowList)
        listing.show(rows)
        listing.can_focus = False
        self.query_one(Input).focus()

    def _hint(self, width: int) -> Sequence[Line]:
        tone = "stop" if self._fault else "title"
        return [clipped(self._fault or _HINT, width, self._shown, tone)]

    @property
    def text(self) -> str:
        """What was typed."""
        return self.query_one(Input).value.strip()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        return action != "take" or not self.is_mounted or bool(self.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Answer with a usual reason, where its number is the first that is typed."""
        before, self._typed, self._fault = self._typed, event.value, ""
        numbers = map(str, range(1, len(self._usual) + 1))
        if not before and event.value in numbers:
            self.dismiss(self._usual[int(event.value) - 1])
            return
        self._follow()

    def _follow(self) -> None:
        for lines in self.query(Lines):
            lines.follow()
        self.refresh_bindings()

    def action_take(self) -> None:
        """Answer with what was typed, when it can be seen."""
        if not self.text.isprintable():
            self._fault = UNSEEN
            self._follow()
            return
        self.dismiss(self.text)

    def action_scroll(self, step: int) -> None:
        """Show what is out of view."""
        self.query_one(RowList).action_step(step)
