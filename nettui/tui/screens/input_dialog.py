"""A line to be typed with words to complete it, checked before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label

from nettui.display import safe
from nettui.tui.rows.layout import Shown, clipped
from nettui.tui.safe_text import content
from nettui.tui.widgets.box import Box
from nettui.tui.widgets.lines import KeyLine, Lines

Words = Callable[[str], Sequence[str]]
"""What a text may become, each the whole of it."""
Fault = Callable[[str], str]
"""What is wrong with a text, empty for nothing."""


class Typed(Screen[str]):
    """Its answer is the line, once nothing is wrong with it; Escape answers nothing."""

    BINDINGS = [
        Binding("enter", "take", "Take", priority=True, tooltip="Take what was typed"),
        Binding("tab", "complete", "Complete", priority=True, tooltip="Go on as far as is clear"),
        Binding("escape", "dismiss", "Back", tooltip="Go back without an answer"),
    ]

    def __init__(self, title: str, hint: str, shown: Shown, words: Words, fault: Fault) -> None:
        super().__init__()
        self._heading, self._hint, self._shown = title, hint, shown
        self._words_for, self._fault_of = words, fault
        self._fault = ""

    def compose(self) -> ComposeResult:
        """The question, the line, a hint, what is wrong, what it may become, the keys."""
        yield Lines(lambda width: [clipped(self._heading, width, self._shown, "head")])
        with Horizontal(classes="prompt"):
            yield Label(content(" > "))
            yield Box(select_on_focus=False)
        yield Lines(lambda width: [clipped(self._hint, width, self._shown)])
        yield Lines(lambda width: [clipped(self._fault, width, self._shown, "stop")], id="fault")
        words = Lines(self._words, id="words")
        words.styles.height = "1fr"
        yield words
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Wait for the line."""
        box = self.query_one(Input)
        box.focus()

    @property
    def text(self) -> str:
        """What stands there."""
        return self.query_one(Input).value.strip()

    def _words(self, width: int) -> Sequence[tuple[tuple[str, str], ...]]:
        room = max(self.query_one("#words").size.height, 1)
        return [clipped(word, width, self._shown) for word in self._words_for(self.text)[:room]]

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Show what it may become."""
        self._fault = ""
        for lines in self.query(Lines):
            lines.follow()

    def action_complete(self) -> None:
        """Write as much as all words have in common."""
        words = self._words_for(self.text)
        if words:
            box = self.query_one(Input)
            box.value = safe(_common(words) or self.text)
            box.cursor_position = len(box.value)

    def action_take(self) -> None:
        """Answer, or say what is wrong."""
        if not self.text:
            return
        self._fault = self._fault_of(self.text)
        if self._fault:
            self.query_one("#fault", Lines).follow()
        else:
            self.dismiss(self.text)


def _common(words: Sequence[str]) -> str:
    """Return how all words begin."""
    first, last = min(words), max(words)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same]
