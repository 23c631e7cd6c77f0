"""The line in which words are typed that a line of a list must have."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from nettui.tui.safe_text import content
from nettui.tui.widgets.box import Box


class Find(Horizontal):
    """Hidden until it is opened. What is typed goes up as the messages of its box."""

    def __init__(self) -> None:
        super().__init__(classes="prompt", id="find")
        self.display = False

    def compose(self) -> ComposeResult:
        """What it is, and the box."""
        yield Label(content(" Find: "))
        yield Box(placeholder="words that a line must hold; Enter keeps, Esc shows all")

    def open(self, wanted: str) -> None:
        """Let words be typed, those that count so far to begin with."""
        self.display = True
        box = self.query_one(Input)
        box.value = wanted
        self.screen.set_focus(box)
