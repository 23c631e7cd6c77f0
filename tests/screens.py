"""Screens and plans as plain text files, one each, so that a change reads as a diff.

The files lie in ``__snapshots__/<test module>/`` beside the test: syrupy deletes what it does
not know from such a folder, so nothing else may be kept there.
"""

from __future__ import annotations

from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App


class TextSnapshot(SingleFileSnapshotExtension):
    """One ``.txt`` file per snapshot, named by ``snapshot(name=...)`` or by its test."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT

    def serialize(self, data: Any, **_options: Any) -> str:
        if not isinstance(data, str):
            raise TypeError(f"A text snapshot is made of a str, not of {type(data).__name__}.")
        return data if data.endswith("\n") else data + "\n"


def screen_text(app: App[Any]) -> str:
    """What the terminal shows now, line by line, without trailing blanks.

    Call it under ``app.run_test()``, after ``await pilot.pause()``. Colours are not part of it.
    """
    # Textual exports screens only as SVG; the strips are what it writes to the terminal.
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    return "\n".join(lines) + "\n"
