"""The question whether this is the right patient, answered by typing the id of the case."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label

from nettui.case.record.case import Case
from nettui.sheet.patient import who
from nettui.tui.rows.layout import Line, ListRow, Shown, clipped
from nettui.tui.safe_text import content
from nettui.tui.widgets.box import Box
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.row_list import RowList


class Sure(Screen[bool]):
    """Its answer is True once the id has been typed; Escape answers nothing."""

    BINDINGS = [
        Binding("enter", "take", "Go on", priority=True, tooltip="Go on, when the id is right"),
        Binding("escape", "dismiss", "Back", tooltip="Go back; nothing is done"),
    ]

    def __init__(self, what: str, case: Case, doubts: Sequence[str], shown: Shown) -> None:
        super().__init__()
        self._what, self._case, self._shown = what, case, shown
        self._doubts = doubts
        self._fault = ""

    def compose(self) -> ComposeResult:
        """What is about to be done to whom, why it is asked, the id, the keys."""
        yield Lines(lambda width: [clipped(self._what, width, self._shown, "head")])
        yield RowList(shown=self._shown)
        yield Lines(self._asked)
        with Horizontal(classes="prompt"):
            yield Label(content(" > "))
            yield Box()
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Wait for the id."""
        rows = [
            ListRow(sign="#", word="Patient", tone="conflict", title=who(self._case), key="who")
        ]
        rows += [ListRow(sign="!", word="Why", tone="held", title=why) for why in self._doubts]
        self.query_one(RowList).show(rows)
        self.query_one(RowList).can_focus = False
        box = self.query_one(Input)
        box.focus()

    def _asked(self, width: int) -> Sequence[Line]:
        text = self._fault or "Is it this patient? Type the id of the case, then Enter."
        return [clipped(text, width, self._shown, "stop" if self._fault else "title")]

    def action_take(self) -> None:
        """Answer, when the id is that of the case."""
        typed = self.query_one(Input).value.strip()
        if typed == self._case.case_id:
            self.dismiss(True)
            return
        self._fault = f"'{typed}' is not the id of this case. Nothing was done."
        for lines in self.query(Lines):
            lines.refresh()
