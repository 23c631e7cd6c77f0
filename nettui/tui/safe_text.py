"""The only way from text to screen: safe, and without markup.

Textual reads markup in most strings it is given (``[not done]`` would vanish, ``[@click=…]``
would act) and a DataTable rounds numbers to two places. So widgets are given what these
functions return, never a string; tests/test_firewall.py holds every screen to it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.strip import Strip

from nettui.display import number, safe


def content(text: str, style: str = "", *, lines: bool = False) -> Content:
    """Text for any widget except tables and trees; ``style`` is Textual's, for the whole of it.

    With ``lines`` line ends are kept; without, the result is one line.
    """
    return Content.styled(safe(text, lines=lines), style)


def cell(value: str | float | Decimal | datetime.date | None, style: str = "") -> Text:
    """One value for a DataTable cell or heading, or a Tree label: both need rich's Text.

    Numbers keep every digit, dates are ISO 8601, and None reads ``unknown``.
    """
    match value:
        case None:
            shown = "unknown"
        case str():
            shown = safe(value)
        case datetime.date():
            shown = value.isoformat()
        case _:
            shown = number(value)
    return Text(shown, style, no_wrap=True)


def strip(line: Iterable[tuple[str, str]], width: int, style: Callable[[str], Style]) -> Strip:
    """One line of a screen from runs of text and tone; ``style`` gives the look of a tone."""
    made = [Segment(safe(text), style(tone)) for text, tone in line if text]
    return Strip(made).adjust_cell_length(width, style(""))
