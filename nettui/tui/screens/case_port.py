"""What those who work on an open case know of its screen, and of the list it was opened from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from textual.screen import Screen

from nettui.desk.source import ListedCase
from nettui.tui.rows.layout import Shown

Answer = TypeVar("Answer")


class Listed(Protocol):
    """The list that a case was opened from, as far as the case knows it.

    ``turns``: the ids of the cases opened since the program began, in order.
    """

    turns: list[str]

    def neighbour(self, entry: ListedCase, step: int) -> ListedCase | None:
        """Return the next readable case of the list, not read yet; None at its end."""

    def replace(self, entry: ListedCase) -> None:
        """Take note of a case that has been saved or decided on."""

    def say(self, text: str, fault: str = "") -> None:
        """Say what was done, or what could not be, above the list."""


class Dialogue(Protocol):
    """The screen of a case: what is said to the user, asked, typed by the user, and drawn."""

    @property
    def shown(self) -> Shown:
        """What makes a text safe for the terminal."""

    def say(self, text: str, tone: str = "") -> None:
        """Say something above the keys; an empty text takes it away."""

    def ask(self, question: Screen[Answer], answered: Callable[[Answer | None], None]) -> None:
        """Put a question before the user; it is answered later, with None for no answer."""

    def typed(self) -> Mapping[str, str]:
        """Return texts by path that are worked on and are no value yet."""

    def take_up_typed(self, typed: Mapping[str, str]) -> str:
        """Go on with such texts of a draft; return what is said of them."""

    def redraw(self) -> None:
        """Show the case as it is now everywhere."""

    def refresh_bindings(self) -> None:
        """Show what can be done now in the line of keys."""

    def once_drawn(self, act: Callable[[], None]) -> None:
        """Do something after what was asked to be drawn is drawn, unless the program fails."""

    def in_background(self, write: Callable[[], str]) -> None:
        """Write something off the screen's own thread, and say what it returns: why not."""

    def take_entry(self, entry: ListedCase) -> None:
        """Open another case in this screen."""

    def leave(self) -> None:
        """Go back to the list."""
