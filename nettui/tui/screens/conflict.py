"""Two people changed a case: what each did, side by side, and a choice where both did."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from nettui.case.base.faults import CaseError
from nettui.case.record.case import CaseFile
from nettui.sheet.patient import who
from nettui.store.diff import merge, three_way
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow, Shown, clipped
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.row_list import RowList


class ConflictScreen(Screen[CaseFile]):
    """Its answer is the case with both sides' changes; Escape answers nothing."""

    BINDINGS = [
        Binding("s", "go_on", "Put together", tooltip="Go on with both sides' changes"),
        Binding("m", "choose('mine')", "Mine", tooltip="Keep mine in the marked field"),
        Binding("t", "choose('theirs')", "Theirs", tooltip="Keep theirs in the marked field"),
        Binding(
            "escape", "dismiss", "Back", tooltip="Go back; nothing is saved, the draft is kept"
        ),
    ]

    def __init__(
        self, why: str, base: CaseFile, mine: CaseFile, theirs: CaseFile, shown: Shown
    ) -> None:
        super().__init__()
        self._why, self._shown = why, shown
        self._base, self._mine, self._theirs = base, mine, theirs
        self._sides = three_way(base, mine, theirs)
        self._taken = {clash.path: "theirs" for clash in self._sides.clashes}
        self._fault = ""

    def compose(self) -> ComposeResult:
        """What happened, the changes, the keys."""
        title = f"Somebody else saved · {who(self._mine.case)}"
        yield Lines(lambda width: [clipped(title, width, self._shown, "head")])
        yield RowList(shown=self._shown)
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Fill in."""
        self._fill()
        self.query_one(RowList).focus()

    def _fill(self) -> None:
        self.query_one(RowList).show(tuple(self._rows()))

    def _rows(self) -> Iterator[ListRow]:
        yield ListRow(title=self._why)
        if self._fault:
            yield ListRow(sign="!", word="Cannot be", tone="stop", title=self._fault)
        if self._sides.clashes:
            yield heading("Both changed, differently: choose", str(len(self._sides.clashes)))
        for clash in self._sides.clashes:
            mine = self._taken[clash.path] == "mine"
            notes = (
                (f"{'>' if mine else ' '} mine: {clash.mine or 'nothing'}", "do" if mine else ""),
                (
                    f"{' ' if mine else '>'} theirs: {clash.theirs or 'nothing'}",
                    "" if mine else "do",
                ),
            )
            yield ListRow(
                sign="#",
                word="Choose",
                tone="conflict",
                title=clash.label,
                tail=f"was: {clash.base or 'nothing'}",
                notes=notes,
                key=clash.path,
            )
        for title, changes in (("Theirs", self._sides.theirs), ("Yours", self._sides.mine)):
            alone = [change for change in changes if change.path not in self._taken]
            yield heading(f"{title}, kept", str(len(alone)))
            for change in alone:
                yield ListRow(sign="*", title=str(change), key=f"{title}:{change.path}")

    def action_choose(self, side: str) -> None:
        """Choose a side where both changed a field."""
        row = self.query_one(RowList).row
        if row is not None and row.key in self._taken:
            self._taken[row.key] = side
            self._fill()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Take the other side."""
        row = self.query_one(RowList).row
        if row is not None and row.key in self._taken:
            self.action_choose("theirs" if self._taken[row.key] == "mine" else "mine")

    def action_go_on(self) -> None:
        """Answer with both sides' changes."""
        try:
            merged = merge(self._base, self._mine, self._theirs, self._taken)
        except CaseError as refused:
            self._fault = str(refused)
            self._fill()
            return
        self.dismiss(merged)
