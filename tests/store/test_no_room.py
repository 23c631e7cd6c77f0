"""Where there is no room left, what is recorded can still be read, listed and planned."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nettui.engine.plan.plan import plan
from nettui.store.core.anchors import missed_to_syslog
from nettui.store.errors import Full, NoSuchCase
from nettui.store.records import AuditQuery, Query
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, DAY, Clock, case, planned, protocol, result
from tests.store.memory import MemoryStore
from tests.store.test_faults import in_child
from tests.store.test_migrations import restored as restored_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of a case with two revisions and a decision."""
    path = tmp_path / "cases.db"
    store = SqliteStore(path, ANNA, clock=Clock())
    file = case("a", ecog=1)
    store.save(file, 0, plan=planned(file))
    store.decide(planned(file), 1, result(file))
    store.save(case("a", ecog=2), 1, reason="seen again")
    store.close()
    return path


def no_room() -> None:
    """From now on this process can write no byte into any file."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


READS: dict[str, Callable[[Any], object]] = {
    "open": lambda s: s.open("a").file.case.case_id,
    "open an older revision": lambda s: s.open("a", 1).revision.rev,
    "list": lambda s: [h.case_id for h in s.worklist(Query()).heads],
    "search": lambda s: [h.case_id for h in s.worklist(Query(words="pancreas")).heads],
    "groups": lambda s: len(s.groups(Query(today="2026-11-02"))) > 0,
    "history": lambda s: len(s.history("a")),
    "diff": lambda s: len(s.diff("a", 1, 2)) > 0,
    "decisions": lambda s: len(s.decisions("a")),
    "audit": lambda s: len(s.audit(AuditQuery())) > 0,
    "verify": lambda s: s.verify().faults,
    "check": lambda s: s.check(),
    "info": lambda s: s.info().cases,
    "drafts": lambda s: (s.draft("a"), s.drafts()),
    "plan": lambda s: plan(s.open("a").file.case, DAY, s.protocol(s.protocols()[0])).grade,
    "which wait": lambda s: s.waiting(protocol("2").digest),
}


@pytest.mark.parametrize("what", READS)
def test_with_no_room_it_is_read_as_ever(path: Path, what: str) -> None:
    """A store opened before the room was gone, and one opened after."""

    def wanted() -> object:
        return READS[what](SqliteStore(path, ANNA))

    def opened_after() -> object:
        no_room()
        return wanted()

    def opened_before() -> object:
        store = SqliteStore(path, ANNA)
        no_room()
        return READS[what](store)

    before = path.read_bytes()
    assert in_child(opened_after) == in_child(opened_before)
    assert path.read_bytes() == before
    assert in_child(opened_after) == in_child(wanted)
    assert not path.with_name("cases.db-journal").exists()


def test_what_is_no_case_is_said_with_no_room_too(path: Path) -> None:
    """The refusal is that of the case, not of the disk."""

    def ask() -> None:
        no_room()
        SqliteStore(path, ANNA).open("none")

    assert in_child(ask).startswith(f"{NoSuchCase.__name__}: ")


@pytest.mark.parametrize("act", ["save", "decide", "export", "archive", "erase", "note"])
def test_with_no_room_nothing_is_done_that_must_be_recorded(path: Path, act: str) -> None:
    """Nor is anything given out."""

    def do() -> object:
        store = SqliteStore(path, ANNA)
        no_room()
        file = case("a", ecog=2)
        done: dict[str, Callable[[], object]] = {
            "save": lambda: store.save(case("a", ecog=3), 2, reason="new"),
            "decide": lambda: store.decide(planned(file), 2, result(file)),
            "export": lambda: [*store.export()],
            "archive": lambda: store.archive("a"),
            "erase": lambda: store.erase("a", "request 12"),
            "note": lambda: store.note("print", "a"),
        }
        return done[act]()

    said = in_child(do)
    assert said.startswith("Full: "), said
    assert "recorded" in said


class Filling(MemoryStore):
    """A store that has no room as long as somebody says so."""

    full = False

    def _add(self, table: str, row: Any) -> None:
        if self.full:
            raise Full("no room")
        super()._add(table, row)


def test_what_was_read_with_no_room_is_recorded_later() -> None:
    """Said elsewhere at once; in the audit with the next event, with the time of its own."""
    told: list[str] = []
    store = Filling(ANNA, clock=Clock(), missed=told.append)
    store.save(case("a"), 0)
    store.full = True
    store.open("a")
    store.worklist(Query(words="a"))
    with pytest.raises(Full):
        store.save(case("a", ecog=1), 1)
    assert [line.partition(" at ")[0] for line in told] == [
        "store memory no room to record: open a 1 ok",
        "store memory no room to record: search found",
    ]
    store.full = False
    store.save(case("a", ecog=1), 1)
    events = store.audit(AuditQuery())
    assert [e.action for e in events] == ["save", "open", "search", "save"]
    assert events[1].detail.startswith("no room at 2026-11-02T09:00:0")
    assert events[1].detail < events[2].detail
    verdict = store.verify()
    assert (verdict.faults, verdict.remarks) == ((), ())


def test_at_the_end_it_is_recorded_where_there_is_room_by_then() -> None:
    """Without any other event."""
    store = Filling(ANNA, clock=Clock())
    store.save(case("a"), 0)
    store.full = True
    store.open("a")
    store.full = False
    store.close()
    assert [e.action for e in store.at(ANNA).audit(AuditQuery())] == ["save", "open"]


def test_a_store_that_cannot_be_closed_in_peace_is_closed() -> None:
    """What is still not recorded was said elsewhere."""
    store = Filling(ANNA, clock=Clock())
    store.save(case("a"), 0)
    store.full = True
    store.open("a")
    store.close()


def test_the_log_of_the_system_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which store, what, when, who; never what was read."""
    lines: list[str] = []
    monkeypatch.setattr("syslog.syslog", lambda _level, line: lines.append(line))
    missed_to_syslog("store /srv/cases.db no room to record: open a")
    assert lines == ["store /srv/cases.db no room to record: open a"]


def test_a_store_of_an_older_schema_is_read_with_no_room(tmp_path: Path) -> None:
    """It cannot be brought up to date before there is room, so it is read as it is."""
    path = tmp_path / "cases.db"
    restored_file(path, 1)

    def read() -> object:
        no_room()
        store = SqliteStore(path, ANNA)
        assert store.read_only
        return len(store.worklist(Query()).heads) > 0

    assert in_child(read) == "True"
    assert [p.name for p in tmp_path.iterdir()] == ["cases.db"]
    store = SqliteStore(path, ANNA)
    assert not store.read_only
    store.close()


def test_the_shell_shows_a_case_with_no_room(path: Path, tmp_path: Path) -> None:
    """The whole command, with nothing published and a home that takes nothing."""
    home = tmp_path / "home"
    home.mkdir()

    def show(*words: str) -> Callable[[], int]:
        def run() -> int:
            from nettui.cli.main import main

            os.environ["HOME"] = str(home)
            for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "NETTUI_STORE"):
                os.environ.pop(name, None)
            sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
            no_room()
            return main([*words, "--store", str(path)])

        return run

    for words in (("case", "list"), ("case", "show", "a"), ("case", "history", "a"), ("audit",)):
        assert in_child(show(*words)) == "0", words
