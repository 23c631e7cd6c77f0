"""What is said above the keys, until something else is."""

from __future__ import annotations

from collections.abc import Sequence

from nettui.exchange.document import wrap
from nettui.tui.rows.layout import Line, Shown, clipped
from nettui.tui.widgets.lines import Lines

_MOST = 4  # lines
_TO_BE_READ = ("held", "stop")


class Notice(Lines):
    """A line, or a few of what has to be read; nothing where nothing is said."""

    def __init__(self, shown: Shown) -> None:
        super().__init__(self._lines, id="notice")
        self.shown = shown
        self._said = ("", "")
        self.display = False

    def say(self, text: str, tone: str, width: int) -> None:
        """Say something on a screen of this width; an empty text takes it away.

        What has to be read (``held``, ``stop``) is wrapped, everything else is cut to a line.
        """
        self._said = (text, tone)
        self.display = bool(text)
        self.styles.height = max(len(self._lines(width)), 1)
        self.follow()

    def _lines(self, width: int) -> Sequence[Line]:
        text, tone = self._said
        lines = text.split("\n")
        if tone in _TO_BE_READ:
            lines = [part for line in lines for part in wrap(self.shown(line), max(width - 2, 8))]
        return [clipped(part, width, self.shown, tone) for part in lines[:_MOST]]
