"""One line to type in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class Box(Input):
    """An input whose text moves nothing else on the screen, and whose cursor stands still.

    A blinking cursor would write to the terminal for ever, and keep a line that is gone alive.
    """

    virtual_size = Reactive(Size(0, 0))  # Textual's would lay the screen out anew for every key

    def __init__(self, is_command: Callable[[str], bool] | None = None, **given: Any) -> None:
        """``is_command`` says of a character whether it is none of the text as it stands."""
        super().__init__(**given)
        self.cursor_blink = False
        self.is_command = is_command or (lambda _character: False)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave a character that is a command to the bindings around the box."""
        return not self.is_command(character or "") and super().check_consume_key(key, character)
