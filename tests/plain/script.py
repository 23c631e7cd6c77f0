"""A script at the other end of the linear mode: it types lines and reads what is appended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nettui.case.editing import edit
from nettui.case.editing.edit import Edited
from nettui.case.files.codec import loads_toml
from nettui.desk.folder import Library
from nettui.desk.source import Desk
from nettui.desk.store import Stored
from nettui.plain.loop import work
from nettui.plain.talk import Talk
from nettui.store.records import Who
from nettui.store.sqlite.store import SqliteStore
from tests.exchange.small import COMPLETE, DAY, planned
from tests.tui.folder import HOSTILE, in_force, written

ME, OTHER = Who(uid=1000, name="nurse"), Who(uid=1001, name="surgeon")


Typed = str | Callable[[], None]
"""A line that is typed, or what happens elsewhere before the next one is."""


def meanwhile(act: Callable[[], None]) -> Typed:
    """Have something done by somebody else between two lines."""
    return act


class Script:
    """What is typed, and all that was said."""

    def __init__(self, *lines: Typed, width: int = 0, unicode: bool = True) -> None:
        self.said = ""
        self._lines = list(lines)
        self.talk = Talk(self._next, self._take, width=width, unicode=unicode)

    def _next(self, _size: int) -> str:
        while self._lines:
            line = self._lines.pop(0)
            if isinstance(line, str):
                return f"{line}\n"
            line()
        return ""

    def _take(self, text: str) -> None:
        assert "\x1b" not in text, "no escape code is ever written"
        assert "\r" not in text, "nothing goes back to the start of a line"
        assert "\x08" not in text, "nothing goes back by a character"
        assert "Traceback" not in text, "no traceback is ever shown"
        self.said += text


def said(desk: Desk, *lines: Typed, wanted: str = "", width: int = 0, unicode: bool = True) -> str:
    """Type lines, then let the input end; return all that was said."""
    script = Script(*lines, width=width, unicode=unicode)
    assert work(desk, script.talk, wanted) == 0
    return script.said


def folder(path: Path) -> Library:
    """Return the cases of a folder of files, written where they are not there yet."""
    if not (path / "complete.toml").exists():
        written(path)
    return Library(path, in_force, DAY, "cases")


def one_file(path: Path) -> Library:
    """Return one case file."""
    folder(path)
    return Library(path / "complete.toml", in_force, DAY, "one case")


def stored(path: Path) -> Stored:
    """Return the cases of a SQLite store, filled where it is not there yet."""
    place = path / "cases.db"
    if not place.exists():
        made = SqliteStore(place, ME)
        for text in (COMPLETE, HOSTILE):
            made.save(loads_toml(text), 0, plan=planned(text))
        made.close()
    return Stored(lambda: SqliteStore(place, ME), in_force, DAY, "cases.db")


def saved_by_other(path: Path, field: str, text: str) -> None:
    """Have somebody else change a field of P-1 in the store and save."""
    from attrs import evolve

    store = SqliteStore(path / "cases.db", OTHER)
    found = store.open("P-1")
    done = edit.set_value(found.file.case, field, text)
    assert isinstance(done, Edited)
    store.save(evolve(found.file, case=done.case), found.head.rev, reason="seen again")
    store.close()


def looked_into(path: Path) -> SqliteStore:
    """Return the store, to look at what was recorded."""
    return SqliteStore(path / "cases.db", ME)
