"""The worklist on a store: groups with counts, orders, boards, files taken in, many cases."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.events import Paste

from nettui.case.files.codec import dumps_toml, loads_toml
from nettui.desk.importing import begun, fault
from nettui.desk.source import UNKNOWN, ListedCase, Summary
from nettui.store.records import AuditQuery
from nettui.tui.rows.layout import columns
from nettui.tui.rows.worklist import (
    ALL,
    FILES,
    ORDERS,
    STORE,
    columns_for,
    groups,
    matching,
    ordered,
    rows_for,
)
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.worklist import Worklist
from tests.exchange.small import COMPLETE, planned
from tests.store.memory import MemoryStore
from tests.tui.driver import Pressed, seen, typed
from tests.tui.folder import BARE, FAULTY, HOSTILE
from tests.tui.from_store import ME, opened
from tests.tui.still import settled

TODAY = "2026-10-14"
MANY = 100_000


@pytest.fixture
def store() -> MemoryStore:
    """A store with two cases."""
    made = MemoryStore(ME)
    for text in (COMPLETE, HOSTILE):
        made.save(loads_toml(text), 0, plan=planned(text))
    return made


def summary(**known: object) -> Summary:
    told = {
        "site": "lung",
        "grade": "G1",
        "extent": UNKNOWN,
        "function": "no",
        "workup": (2, 2),
        "status": "ready",
        **known,
    }
    return Summary(**told)  # type: ignore[arg-type]


def entry(name: str, **known: object) -> ListedCase:
    return ListedCase(name, name, summary=summary(**known))


ENTRIES = [
    entry("A", workup=(1, 2), status="provisional", board="2026-11-24"),
    entry("B", site="pancreas", board="2026-11-24", decision="decided"),
    entry("C", board="2026-10-01", decision="changed", due_by="2026-10-13"),
    entry("D", status="not ready", due_by="2026-10-14", undated=True, site=UNKNOWN),
    ListedCase("E", "E", faults=("ki67: found 300",)),
]


def test_each_group_is_counted() -> None:
    """Those without cases are not offered; the days of boards that are to come stand first."""
    assert groups(ENTRIES, TODAY) == [
        (ALL, 5),
        ("faulty", 1),
        ("work-up incomplete", 1),
        ("ready for the board", 2),
        ("not ready", 1),
        ("board ahead", 2),
        ("decided", 1),
        ("changed since the decision", 1),
        ("follow-up overdue", 1),
        ("follow-up without a date", 1),
        ("board of 2026-11-24", 2),
        ("board of 2026-10-01", 1),
    ]


@pytest.mark.parametrize("name", [name for name, _ in groups(ENTRIES, TODAY)])
def test_a_group_holds_as_many_as_it_counts(name: str) -> None:
    """What is offered is what is then shown."""
    assert len(matching(ENTRIES, "", name, TODAY)) == dict(groups(ENTRIES, TODAY))[name]


def test_follow_up_is_overdue_the_day_after_its_last() -> None:
    """Not on that day itself."""
    assert [e.name for e in matching(ENTRIES, "", "follow-up overdue", TODAY)] == ["C"]
    assert len(matching(ENTRIES, "", "follow-up overdue", "2026-10-15")) == 2


@pytest.mark.parametrize("order", range(len(ORDERS)), ids=[name for name, _ in ORDERS])
def test_every_order_keeps_every_case(order: int) -> None:
    """Also backwards; a faulty file always comes first, and what is not known comes last."""
    for backwards in (False, True):
        found = ordered(ENTRIES, order, backwards=backwards)
        assert sorted(e.name for e in found) == ["A", "B", "C", "D", "E"]
        assert found[0].name == "E"
    if ORDERS[order][0] == "site":
        assert [e.name for e in ordered(ENTRIES, order)] == ["E", "A", "C", "B", "D"]


@pytest.mark.parametrize("parts", [FILES, STORE], ids=["files", "store"])
@pytest.mark.parametrize("width", [1, 20, 40, 79, 80, 100, 120, 200])
def test_columns_fit_the_width(parts: tuple, width: int) -> None:  # type: ignore[type-arg]
    """And each row has a text for each."""
    made = columns_for(width, parts)
    if width >= 80:
        assert sum(c.width + 1 for c in made) <= width
    rows = rows_for(ENTRIES, made, parts, TODAY)
    assert all(len(texts) == len(made) for texts, _ in rows)


def test_names_that_begin_alike_differ_at_80_columns() -> None:
    """The end of a name is what tells it from the others: what is too long goes from its middle."""
    names = [f"appendix-resected-{end}" for end in ("no-more", "was-feasible", "contradicted")]
    for parts in (FILES, STORE):
        made = columns_for(80, parts)
        rows = rows_for([entry(name) for name in names], made, parts, TODAY)
        lines = {columns(texts, made).split()[0] for texts, _ in rows}
        assert len(lines) == len(names)
        assert all("…" in line for line in lines)


@pytest.mark.parametrize(
    ("due_by", "mark"),
    [
        ("2026-10-14", "-"),
        ("2026-10-13", "!1d"),
        ("2026-07-07", "!99d"),
        ("2026-07-06", "!3m"),
        ("2016-10-14", "!10y"),
        ("", "-"),
    ],
)
def test_overdue_follow_up_shows_at_80_columns(due_by: str, mark: str) -> None:
    """In days, from a hundred on in months, then in years; the day itself is not yet late."""
    for parts in (FILES, STORE):
        made = columns_for(80, parts)
        titles = [column.title for column in made]
        (row,) = rows_for([entry("A", due_by=due_by)], made, parts, TODAY)
        assert row[0][titles.index("Late")] == mark
        (row,) = rows_for([entry("A", undated=True, due_by="")], made, parts, TODAY)
        assert row[0][titles.index("Late")] == "?"


def test_every_column_has_its_heading_at_80_columns() -> None:
    """Of a store too, whose board is the widest."""
    made = columns_for(80, STORE)
    line = columns([column.title for column in made], made)
    assert line.split() == "Case Site Grade Extent W-up Status Board Late".split()  # noqa: SIM905
    assert all(column.width >= len(column.title) for column in made)


async def test_what_was_said_goes_with_the_next_key(store: MemoryStore) -> None:
    """Whether it moves, types or opens something: what is said must be of the last thing done."""
    for key in ("down", "x", "f1"):
        async with opened(store, *"P-1", "f7", *"2026-11-24", "enter") as pilot:
            assert "P-1 is before the board" in seen(pilot)
            await typed(pilot, key)
            if key == "f1":
                await typed(pilot, "escape")
            assert "P-1 is before the board" not in seen(pilot)
            assert "by case" in seen(pilot)


async def test_a_case_is_put_before_a_board(store: MemoryStore) -> None:
    """An act of somebody, on a day, that history shows; a wrong day is said and not taken."""
    async with opened(store, *"P-1", "f7", *"2026-13-01", "enter") as pilot:
        assert "2026-13-01 is no day" in seen(pilot)
        await typed(pilot, *["backspace"] * 10, *"2026-11-24", "enter")
        assert "P-1 is before the board of 2026-11-24." in seen(pilot)
        assert "2026-11-24" in seen(pilot).splitlines()[3]
        await typed(pilot, "escape", "ctrl+f", "end", "enter")
        assert "1 of 2 cases · board of 2026-11-24" in seen(pilot)
    newest, _ = store.history("P-1")
    assert newest.who.name == "nurse"
    assert newest.reason == "for the board of 2026-11-24"


async def test_a_board_that_has_cases_is_completed(store: MemoryStore) -> None:
    """Tab writes its day; none takes a case off."""
    async with opened(store, *"P-1", "f7", *"2026-11-24", "enter") as pilot:
        await typed(pilot, *["backspace"] * 3, *"P-3", "f7", "2", "tab", "enter")
        assert "P-3 is before the board of 2026-11-24." in seen(pilot)
        await typed(pilot, "f7", "n", "tab", "enter")
        assert "P-3 is before no board." in seen(pilot)
    assert store.open("P-3").file.case.board.date is None


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of a new case, one that is there and differs, and a faulty one."""
    other = COMPLETE.replace("ki67 = 5", "ki67 = 21")
    for name, text in (("new", BARE), ("other", other), ("faulty", FAULTY)):
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def keys(path: Path) -> tuple[Pressed, ...]:
    return (Paste(str(path)),)


async def test_a_file_is_imported(store: MemoryStore, files: Path) -> None:
    """Its path is completed with Tab; the case is on the list, planned."""
    async with opened(store, "f6", *keys(files / "ne"), "tab", "enter") as pilot:
        assert "1 of 1 cases are recorded as in the files" in seen(pilot)
        assert "P-2" in seen(pilot)
        assert "not ready" in seen(pilot)
    assert store.history("P-2")[0].reason == "imported"


async def test_every_fault_of_a_file_is_shown(store: MemoryStore, files: Path) -> None:
    """And nothing of it is recorded."""
    async with opened(store, "f6", *keys(files / "faulty.toml"), "enter") as pilot:
        assert "1 refused; nothing of what follows was recorded" in seen(pilot)
        assert "recorded:" not in seen(pilot)
        assert "2 faults" in seen(pilot)
        assert "Did you mean" in seen(pilot)
        assert "ki67" in seen(pilot)
        await typed(pilot, "escape")
        assert "0 of 1 cases" in seen(pilot)
    assert len(store.audit(AuditQuery(case_id="P-4"))) == 0


async def test_of_a_folder_it_is_said_what_was_recorded_and_what_was_refused(
    store: MemoryStore, files: Path
) -> None:
    """A faulty file keeps no other from being recorded, and nobody is told that it did."""
    (files / "other.toml").unlink()
    async with opened(store, "f6", *keys(files), "enter") as pilot:
        assert "1 recorded: P-2." in seen(pilot)
        assert "1 refused" in seen(pilot)


@pytest.mark.parametrize(("answer", "ki67"), [(("enter",), 5), (("down", "enter"), 21)])
async def test_an_id_that_is_there_asks(
    store: MemoryStore, files: Path, answer: tuple[str, ...], ki67: float
) -> None:
    """With what differs; leaving is what Enter alone does."""
    async with opened(store, "f6", *keys(files / "other.toml"), "enter") as pilot:
        assert "There already, and different: P-1" in seen(pilot)
        assert "5 -> 21" in seen(pilot)
        await typed(pilot, *answer)
    assert store.open("P-1").file.case.pathology[0].ki67 == ki67


async def test_the_same_file_again_changes_nothing(store: MemoryStore, tmp_path: Path) -> None:
    """And does not ask."""
    path = tmp_path / "same.toml"
    path.write_text(dumps_toml(store.open("P-1").file), "utf-8")
    async with opened(store, "f6", *keys(path), "enter") as pilot:
        assert "1 of 1 cases are recorded" in seen(pilot)
    assert store.open("P-1").head.rev == 1


async def test_an_archived_case_is_not_brought_back_by_a_file(
    store: MemoryStore, files: Path
) -> None:
    """It is said how to put it back."""
    store.archive("P-1")
    async with opened(store, "f6", *keys(files / "other.toml"), "enter") as pilot:
        assert "archived" in seen(pilot)
        assert "--undo P-1" in seen(pilot)


async def test_a_folder_is_imported_as_far_as_it_goes(store: MemoryStore, files: Path) -> None:
    """New cases are taken, faults shown, differences asked about."""
    async with opened(store, "f6", *keys(files), "enter") as pilot:
        assert "Not imported" in seen(pilot)
        await typed(pilot, "escape")
        assert "There already, and different: P-1" in seen(pilot)
        await typed(pilot, "escape")
        assert "1 of 3 cases are recorded" in seen(pilot)


def test_paths_are_completed(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders and case files, also from home; a path that leads nowhere is said."""
    (files / "deep").mkdir()
    (files / "notes.txt").write_text("x")
    assert begun(f"{files}/n") == (f"{files}/new.toml",)
    assert f"{files}/deep/" in begun(f"{files}/")
    assert begun(f"{files}/nothing/x") == ()
    monkeypatch.setenv("HOME", str(files))
    assert begun("~/ne") == (f"{files}/new.toml",)
    assert fault("~/new.toml") == fault(str(files)) == ""
    assert "nothing at" in fault(f"{files}/nix.toml")
    assert "no case file" in fault(f"{files}/notes.txt")


@pytest.mark.slow
async def test_a_hundred_thousand_cases_do_not_lag(store: MemoryStore) -> None:
    """Typing, moving and sorting; each well within what is felt, on a slow machine too."""
    sites = ("lung", "pancreas", "rectum", UNKNOWN)
    made = [entry(f"C-{n:06}", site=sites[n % 4], workup=(n % 7, 7)) for n in range(MANY)]
    async with opened(store) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, Worklist)
        screen.post_message(screen.Read(made))
        await settled(pilot)
        assert f"{MANY + 2} of {MANY + 2} cases" in seen(pilot)
        took = []
        for key in (*"pan 777", "down", "pagedown"):
            start = time.perf_counter()
            await typed(pilot, key)
            took.append(time.perf_counter() - start)
        assert "cases" in seen(pilot)
        assert len(screen.shown_entries) == len(
            [e for e in made if "777" in e.name and e.words.count("pan")]
        )
        assert sorted(took)[len(took) // 2] < 0.5


async def test_an_id_that_looks_the_same_is_asked_about(store: MemoryStore) -> None:
    """The case that is there is offered first; another one is made only when it is meant."""
    async with opened(store, "ctrl+n", *"p-l", "enter") as pilot:
        assert "A case with an id that looks the same exists: 'P-1'" in seen(pilot)
        await typed(pilot, "escape")
        assert len(store.heads()) == 2
        await typed(pilot, "ctrl+n", *"p-l", "enter", "enter")
        assert isinstance(pilot.app.screen, CaseScreen)
        assert pilot.app.screen.editing.case.case_id == "P-1"
        await typed(pilot, "escape", "ctrl+n", *"p-l", "enter", "down", "enter")
        assert isinstance(pilot.app.screen, CaseScreen)
        assert pilot.app.screen.editing.case.case_id == "p-l"


async def test_blanks_make_no_other_id(store: MemoryStore) -> None:
    """It is there already."""
    async with opened(store, "ctrl+n", "space", *"P-1", "space", "enter") as pilot:
        assert "P-1 is there already." in seen(pilot)


async def test_files_of_one_id_that_differ_are_not_imported(
    store: MemoryStore, tmp_path: Path
) -> None:
    """None of them, and both are named; files that are left out are named, too."""
    for n in (0, 3):
        (tmp_path / f"{n}.TOML").write_text(f'case_id = "q"\n[patient]\necog = {n}\n', "utf-8")
    (tmp_path / "like.toml").write_text('case_id = "p-1"\n', "utf-8")
    (tmp_path / "notes.txt").touch()
    async with opened(store, "f6", *keys(tmp_path), "enter") as pilot:
        told = "".join(seen(pilot).split())
        assert "3refused" in told
        assert "2fileshavethecaseid'q'anddiffer" in told
        assert "itscaseid'p-1'looksthesameasthatofarecordedcase" in told
        await typed(pilot, "escape")
        assert "0 of 3 files are recorded as they are." in seen(pilot)
    assert [head.case_id for head in store.heads()] == ["P-1", "P-3"]
