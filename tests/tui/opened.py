"""From where screens are opened: read from the code, and noted while the terminal runs."""

from __future__ import annotations

import sys
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType
from typing import Any

from textual.screen import Screen

import nettui.tui
from nettui.tui.app import Nettui

_ASKS = "ask"
"""What opens a screen for those that know of the screen below only `Dialogue`."""
_OPENS = {"push_screen", "push_screen_wait", "switch_screen", _ASKS}
_TUI = Path(nettui.tui.__file__).parent


def places() -> set[str]:
    """Return the functions of the terminal that open a screen, by their qualified names."""
    found = set()
    for path in _TUI.rglob("*.py"):
        codes = [compile(path.read_text("utf-8"), str(path), "exec")]
        while codes:
            code = codes.pop()
            is_function = code.co_flags & CO_OPTIMIZED
            if is_function and _OPENS & set(code.co_names) and code.co_name != _ASKS:
                found.add(code.co_qualname)
            codes += [const for const in code.co_consts if isinstance(const, CodeType)]
    return found


def _opens(code: CodeType) -> bool:
    """Say whether a function is one of the terminal's that wants a screen opened."""
    return code.co_filename.startswith(str(_TUI)) and code.co_name != _ASKS


class Watched(Nettui):
    """The terminal; it notes from where its screens are opened."""

    CSS_PATH = str(_TUI / "nettui.tcss")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.opened_from: dict[Screen[Any], str] = {}

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        """Open a screen."""
        frame = sys._getframe(1)
        while not _opens(frame.f_code):
            assert frame.f_back is not None
            frame = frame.f_back
        self.opened_from[screen] = frame.f_code.co_qualname
        return super().push_screen(screen, *given, **named)
