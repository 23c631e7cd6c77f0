"""Giving out: whole, new, private files of the right patient, each noted in the audit."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from nettui.atomic_files import write_new
from nettui.case.files.codec import load, loads_toml
from nettui.case.record.case import Case
from nettui.case.record.disease import Disease
from nettui.case.record.patient import Patient
from nettui.desk.export import FORMS, name_for
from nettui.desk.export_folder import ExportFolder, NoFolder, export_folder, plain_name
from nettui.desk.identity import doubts
from nettui.plugin import locations
from nettui.store.account import current
from nettui.store.records import AuditQuery, Who
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.confirm_patient import Sure
from nettui.tui.screens.overlay import Choice
from tests.exchange.small import COMPLETE
from tests.store.memory import MemoryStore
from tests.tui.driver import said, typed
from tests.tui.from_store import EDITED, OPEN, opened

CASE = Case(
    case_id="P-1",
    patient=Patient(age=61, sex_at_birth="female"),
    disease=Disease(primary_site="lung"),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the program is started in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def exports(store: MemoryStore) -> list[tuple[str, str, str]]:
    return [(e.case_id, e.outcome, e.detail) for e in store.audit(AuditQuery(action="export"))]


# --- files ---


def test_a_file_is_new_whole_and_for_its_owner(folder: Path) -> None:
    """Mode 0600 whatever the umask; nothing is left beside it."""
    before = os.umask(0)
    try:
        write_new(folder / "plan.txt", b"text\n")
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "plan.txt").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["plan.txt"]


@pytest.mark.parametrize("kind", ["file", "link", "dangling"])
def test_what_is_there_is_never_overwritten(folder: Path, kind: str) -> None:
    """Nor what a link leads to."""
    path, other = folder / "plan.txt", folder / "other"
    if kind != "dangling":
        other.write_text("mine", "utf-8")
    if kind == "file":
        path = other
    else:
        path.symlink_to(other)
    with pytest.raises(FileExistsError):
        write_new(path, b"text")
    assert (other.read_text("utf-8") if other.exists() else "") in ("mine", "")
    assert not list(folder.glob(".*"))


def test_names_of_files_hold_nothing_but_letters_and_digits() -> None:
    """An id cannot lead out of the folder."""
    assert name_for(FORMS["plan-text"], "../../etc/x\x1b[2J") == "_.._etc_x__2J-plan.txt"
    assert name_for(FORMS["case-json"], "...") == "case-case.json"


# --- the wrong patient ---


def test_what_becomes_known_raises_no_doubt() -> None:
    """It is filled in, not changed."""
    assert doubts(Case(case_id="P-1"), CASE, ["P-1"]) == ()


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (evolve(CASE, patient=Patient(age=16, sex_at_birth="female")), "age was 61"),
        (evolve(CASE, patient=Patient(age=61, sex_at_birth="male")), "sex was female"),
        (evolve(CASE, patient=Patient(age=61)), "is not known now"),
        (evolve(CASE, disease=Disease(primary_site="colon")), "site was lung"),
    ],
)
def test_another_age_sex_or_site_raises_a_doubt(now: Case, why: str) -> None:
    """One at a time."""
    (doubt,) = doubts(CASE, now, ["P-1"])
    assert why in doubt


@pytest.mark.parametrize(
    ("turns", "count"), [("AB", 0), ("BA", 0), ("AA", 0), ("ABA", 1), ("ABBA", 1), ("BABA", 1)]
)
def test_two_cases_in_turn_raise_a_doubt(turns: str, count: int) -> None:
    """Going from one to the next does not."""
    case = Case(case_id="A")
    assert len(doubts(case, case, list(turns))) == count


async def test_a_changed_identity_is_saved_after_typing_the_id(store: MemoryStore) -> None:
    """A wrong id does nothing; Escape saves nothing."""
    keys = (*"P-3", "enter", "r", "enter", "backspace", "backspace", *"16", "enter", "ctrl+s")
    async with opened(store, *keys) as pilot:
        assert isinstance(pilot.app.screen, Sure)
        assert "Its age was 70 when you opened it and is 16 now." in said(pilot)
        await typed(pilot, *"P-1", "enter")
        assert "'P-1' is not the id of this case." in said(pilot)
        await typed(pilot, "escape")
        assert "Not saved. Your draft is kept." in said(pilot)
        assert store.open("P-3").head.rev == 1
        await typed(pilot, "ctrl+s", *"P-3", "enter")
        assert "P-3 saved." in said(pilot)
        assert "P-3 · 16 y" in said(pilot)
    assert store.open("P-3").head.rev == 2


async def test_a_case_that_was_left_and_come_back_to_is_looked_at_twice(
    store: MemoryStore,
) -> None:
    """Once; then it is known which one it is."""
    keys = ("enter", "greater_than_sign", "less_than_sign", "down", "e", *"120", "enter", "ctrl+s")
    async with opened(store, *keys) as pilot:
        assert "You had P-1 and P-3 open in turn." in said(pilot)
        await typed(pilot, *"P-1", "enter")
        assert "P-1 saved." in said(pilot)
        await typed(pilot, "ctrl+z", "ctrl+s")
        assert "P-1 saved." in said(pilot)


# --- on screen ---


async def test_a_plan_goes_to_a_file(store: MemoryStore, folder: Path) -> None:
    """Under a name of its own; a second time under another, and both are noted."""
    async with opened(store, *OPEN, "t") as pilot:
        assert "To a file: P-1 · age unknown" in said(pilot)
        await typed(pilot, "enter", "enter")
        assert "Written, for you alone to read:" in said(pilot)
        await typed(pilot, "t", "enter", "enter")
        assert "Written, for you alone to read: P-1-plan-2.txt" in said(pilot)
    text = (folder / "P-1-plan.txt").read_text("utf-8")
    assert "Octreotide LAR" in text
    assert text.startswith("P-1 · age unknown · sex unknown · jejunum ileum · revision 1 · no dec")
    assert "(--all)" not in text
    assert exports(store) == [("P-1", "ok", "plan txt, revision 1")] * 2


async def test_a_long_path_never_hides_the_name_of_the_file(
    store: MemoryStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for, and told afterwards: the name stands first, and the question is told whole."""
    deep = folder / ("deep" * 30)
    deep.mkdir()
    monkeypatch.chdir(deep)
    async with opened(store, *OPEN, "t", "enter") as pilot:
        asked = "".join(said(pilot).split())
        assert "Enteralone:P-1-plan.txtin" in asked
        assert "deep" * 30 in asked
        await typed(pilot, "enter")
        assert "Written, for you alone to read: P-1-plan.txt in" in said(pilot)
        await typed(pilot, "t", "enter", "enter")
        assert "P-1-plan-2.txt in" in said(pilot)
    assert (deep / "P-1-plan.txt").is_file()


@pytest.mark.parametrize(("n", "name"), list(enumerate(FORMS)))
async def test_every_form_can_be_written(
    store: MemoryStore, folder: Path, n: int, name: str
) -> None:
    """Into a folder that is typed; a case can be read again, JSON is JSON."""
    (folder / "out").mkdir()
    path = folder / "out" / name_for(FORMS[name], "P-1")
    async with opened(store, *OPEN, "t", *["down"] * n, "enter", *"out", "enter") as pilot:
        assert "Written" in said(pilot)
    text = path.read_text("utf-8")
    if FORMS[name].what == "case":
        assert load(path).case == store.open("P-1").file.case
    elif path.suffix == ".json":
        assert json.loads(text)["status"]
    else:
        assert "P-1" in text


async def test_what_cannot_be_written_is_said(store: MemoryStore) -> None:
    """And noted as such."""
    async with opened(store, *OPEN, "t", "enter", *"no/such", "enter") as pilot:
        assert "Nothing is written to no/such: it is in the folder" in said(pilot)
    assert exports(store)[-1][1] == "NoFolder"


@pytest.mark.parametrize("text", [".bashrc", "~/.bashrc", ".ssh", "~/.config/", "out.txt", "link"])
async def test_nothing_is_written_under_a_name_that_is_typed(
    store: MemoryStore, folder: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """A start-up file would be run at the next login; a hidden folder holds them, too."""
    monkeypatch.setenv("HOME", str(folder))
    for name in (".ssh", ".config", "there"):
        (folder / name).mkdir()
    (folder / "link").symlink_to("there")
    before = sorted(folder.rglob("*"))
    async with opened(store, *OPEN, "t", "enter", *text, "enter") as pilot:
        assert "Nothing is written to" in said(pilot)
    assert sorted(folder.rglob("*")) == before


@pytest.fixture
def configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The administrator's file, which sets a folder of exports."""
    (folder / "etc/nettui").mkdir(parents=True)
    (folder / "srv").mkdir()
    monkeypatch.setattr(locations, "root", lambda: folder)
    monkeypatch.setattr(locations, "untrusted", lambda _: None)
    made = folder / "etc/nettui/exports.toml"
    made.write_text(f'folder = "{folder}/srv"\n', "utf-8")
    return made


async def test_where_a_folder_is_set_nobody_chooses_another(
    store: MemoryStore, folder: Path, configuration: Path
) -> None:
    """Each account has one of its own in it; no path is asked for."""
    async with opened(store, *OPEN, "t", "enter") as pilot:
        assert "Written, for you alone to read: P-1-plan.txt" in said(pilot)
    [written] = (path for path in (folder / "srv").rglob("*") if path.is_file())
    assert written.parent.name == current().name
    assert stat.S_IMODE(written.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


@pytest.mark.parametrize("fault", ["link", "writable", "missing", "word", "relative", "file"])
async def test_a_folder_that_cannot_be_used_takes_nothing(
    store: MemoryStore, folder: Path, configuration: Path, fault: str
) -> None:
    """It is said who mends it, and noted; nothing goes elsewhere instead."""
    own = folder / "srv" / current().name
    (folder / "elsewhere").mkdir()
    if fault == "link":
        own.symlink_to(folder / "elsewhere")
    elif fault == "writable":
        own.mkdir()
        own.chmod(0o770)
    elif fault == "file":
        own.touch()
    elif fault == "missing":
        (folder / "srv").rmdir()
    else:
        text = 'folders = "/srv"' if fault == "word" else 'folder = "srv"'
        configuration.write_text(f"{text}\n", "utf-8")
    before = sorted(folder.rglob("*"))
    async with opened(store, *OPEN, "t", "enter") as pilot:
        assert "Nothing was written" in said(pilot)
        assert "administers nettui" in said(pilot)
    assert sorted(folder.rglob("*")) == before
    assert exports(store)[-1][1] == "NoFolder"


def test_a_session_that_begins_in_the_root_exports_into_its_home(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the session launcher begins it; never into the root itself."""
    monkeypatch.setattr(locations, "root", lambda: folder / "none")
    assert export_folder() == ExportFolder(folder, is_fixed=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir("/")
    assert export_folder() == ExportFolder(folder / "nettui-exports", is_fixed=True)
    (folder / "nettui-exports").rmdir()
    (folder / "nettui-exports").symlink_to(folder)
    with pytest.raises(NoFolder, match="only your account"):
        export_folder()


@given(st.text(max_size=300))
@example("-rf")
@example("--help")
@example(".bashrc")
@example("CON")
@example("nul.txt")
@example("com1.")
@example("../../etc/passwd")
@example("~")
@example("$(reboot)")
def test_a_name_made_from_an_id_does_nothing(text: str) -> None:
    """Not hidden, no option, no device, no path, short enough for any file system."""
    name = plain_name(text)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,90}", name)
    assert not name.endswith(".")
    assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


async def test_a_title_that_is_a_command_stays_text(folder: Path) -> None:
    """In a file that nothing runs: its name is the id's, and it is not executable."""
    store = MemoryStore(Who(uid=1, name="anna"))
    file = loads_toml(COMPLETE.replace("P-1", "$(touch x)"))
    store.save(evolve(file, title="$(touch x); `touch y`"), 0)
    async with opened(store, "enter", "t", "enter", "enter") as pilot:
        assert "Written" in said(pilot)
    [path] = folder.iterdir()
    assert path.name == "__touch_x_-plan.txt"
    assert not path.stat().st_mode & 0o111


async def test_only_what_is_recorded_is_given_out(store: MemoryStore) -> None:
    """An unsaved state has no revision to be named by."""
    async with opened(store, *EDITED, "escape", "t") as pilot:
        assert "Save first" in said(pilot)
    assert exports(store) == []


# --- leaving the program ---


async def test_quitting_with_unsaved_work_asks_once(store: MemoryStore) -> None:
    """Escape stays; with nothing unsaved nothing is asked."""
    async with opened(store, *EDITED, "ctrl+q") as pilot:
        assert isinstance(pilot.app.screen, Choice)
        await typed(pilot, "escape")
        assert isinstance(pilot.app.screen, CaseScreen)
        await typed(pilot, "ctrl+q", "enter")
        assert not pilot.app.is_running or pilot.app._exit
    assert store.open("P-1").head.rev == 2


@pytest.mark.parametrize("path", ["/srv/x\\u0000y", "srv", "", f"/srv/{'x' * 5000}"])
async def test_a_folder_that_can_be_none_is_said(
    store: MemoryStore, configuration: Path, path: str
) -> None:
    """A NUL, no path from the root on, a name too long."""
    configuration.write_text(f'folder = "{path}"\n', "utf-8")
    async with opened(store, *OPEN, "t", "enter") as pilot:
        assert "Nothing was written" in said(pilot)
