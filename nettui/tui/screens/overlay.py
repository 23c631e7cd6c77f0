"""Screens that lie over another: a text to be read, and the palette of all actions."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label

from nettui.tui.rows.layout import Line, ListRow, Shown, by_name, clipped
from nettui.tui.safe_text import content
from nettui.tui.widgets.box import Box
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.row_list import RowList


class Reading(Screen[None]):
    """Rows to be read: help, or what is wrong with a file."""

    BINDINGS = [
        Binding("escape,q", "dismiss", "Back", tooltip="Close this page"),
    ]

    def __init__(self, title: str, rows: Sequence[ListRow], shown: Shown) -> None:
        super().__init__()
        self._heading, self._rows, self._shown = title, rows, shown

    def compose(self) -> ComposeResult:
        """A heading, the rows, the keys."""
        yield Lines(self._head, id="title")
        yield RowList(shown=self._shown)
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Fill in."""
        rows = self.query_one(RowList)
        rows.show(self._rows)
        rows.focus()

    def _head(self, width: int) -> Sequence[Line]:
        """Return the heading, with how much is out of view: a page hides it without a word."""
        hidden = self.query_one(RowList).hidden
        right = f" {hidden} " if hidden else ""
        ((left, tone),) = clipped(self._heading, width - len(right), self._shown, "head")
        return [((left + right, tone),)]

    def on_listing_scrolled(self, _event: Listing.Scrolled) -> None:
        """Say how much is out of view now."""
        self.query_one("#title").refresh()


class Palette(Screen[str]):
    """Rows found by typing, such as all actions; its answer is the key of the row chosen."""

    BINDINGS = [
        Binding("escape", "dismiss", "Back", tooltip="Close the list"),
        Binding("down", "step(1)", "Down", show=False, tooltip="To the action below"),
        Binding("up", "step(-1)", "Up", show=False, tooltip="To the action above"),
        Binding("enter", "choose", "Choose", priority=True, tooltip="Take the marked line"),
    ]

    def __init__(self, rows: Sequence[ListRow], shown: Shown, title: str) -> None:
        super().__init__()
        self._actions, self._shown, self._title = rows, shown, title

    def compose(self) -> ComposeResult:
        """A heading, what is searched for, the actions."""
        yield Lines(lambda width: [clipped(self._title, width, self._shown, "head")])
        with Horizontal(classes="prompt"):
            yield Label(content("> "))
            yield Box(select_on_focus=False)
        yield RowList(shown=self._shown)
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Fill in."""
        box = self.query_one(Input)
        box.focus()
        self.query_one(RowList).can_focus = False
        self.query_one(RowList).show(self._actions)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what matches."""
        self.query_one(RowList).show(by_name(self._actions, event.value), keep=False)

    def action_step(self, step: int) -> None:
        """Move in the list."""
        self.query_one(RowList).action_step(step)

    def action_choose(self) -> None:
        """Take the marked line."""
        row = self.query_one(RowList).row
        if row is not None:
            self.dismiss(row.key)

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Take what was clicked."""
        self.action_choose()


class Choice(Screen[str]):
    """A question with a few answers; Escape answers nothing."""

    BINDINGS = [
        Binding("enter", "take", "Take", priority=True, tooltip="Take the marked answer"),
        Binding("escape", "dismiss", "Stay", tooltip="Go back without an answer"),
    ]

    def __init__(self, title: str, rows: Sequence[ListRow], shown: Shown) -> None:
        super().__init__()
        self._heading, self._rows, self._shown = title, rows, shown

    def compose(self) -> ComposeResult:
        """The question, the answers, the keys."""
        yield Lines(lambda width: [clipped(self._heading, width, self._shown, "head")])
        yield RowList(shown=self._shown)
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Fill in."""
        rows = self.query_one(RowList)
        rows.show(self._rows)
        rows.focus()

    def action_take(self) -> None:
        """Answer with the marked line."""
        rows = self.query_one(RowList)
        if rows.row is not None:
            self.dismiss(rows.row.key)

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Answer with what was clicked."""
        self.action_take()


YES = "yes"


def no_or_yes(title: str, no: tuple[str, str], yes: tuple[str, str], shown: Shown) -> Choice:
    """Return a question with two answers, each a word and what it does; the first does nothing."""
    answers = ((*no, "no"), (*yes, YES))
    rows = [ListRow(sign="-", word=word, title=does, key=key) for word, does, key in answers]
    return Choice(title, rows, shown)


class Ask(Screen[str]):
    """One line to be typed; its answer is that line, Escape answers nothing."""

    BINDINGS = [
        Binding("enter", "take", "Take", priority=True, tooltip="Take what was typed"),
        Binding("escape", "dismiss", "Back", tooltip="Go back without an answer"),
    ]

    def __init__(self, title: str, hint: str, shown: Shown, *, may_be_empty: bool = False) -> None:
        super().__init__()
        self._may_be_empty = may_be_empty
        self._heading, self._hint, self._shown = title, hint, shown

    def compose(self) -> ComposeResult:
        """The question, the line, a hint, the keys."""
        yield Lines(lambda width: [clipped(self._heading, width, self._shown, "head")])
        with Horizontal(classes="prompt"):
            yield Label(content(" > "))
            yield Box()
        yield RowList(shown=self._shown)
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Wait for the line."""
        hint = self.query_one(RowList)
        hint.can_focus = False
        hint.show([ListRow(title=self._hint)])
        self.query_one(Input).focus()

    def action_take(self) -> None:
        """Answer, when something was typed."""
        text = self.query_one(Input).value.strip()
        if text or self._may_be_empty:
            self.dismiss(text)


class TooSmall(Screen[None]):
    """Stands over everything while the window is too small for a screen to be read safely."""

    def __init__(self, smallest: tuple[int, int], shown: Shown) -> None:
        super().__init__()
        self._smallest, self._shown = smallest, shown

    def compose(self) -> ComposeResult:
        """What to do."""
        yield RowList(shown=self._shown)

    def on_resize(self, event: events.Resize) -> None:
        """Say how large it is, and how large it must be."""
        width, height = self._smallest
        size = event.size
        texts = (
            f"The window is too small: {size.width} columns by {size.height} lines.",
            f"Make it {width} by {height} or larger. Nothing is lost; ^Q quits.",
        )
        self.query_one(RowList).show([ListRow(title=text) for text in texts])
