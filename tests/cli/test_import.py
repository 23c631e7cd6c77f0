"""Importing cases: what is said is what is recorded, however far it came."""

from __future__ import annotations

import json
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nettui.cli.main import main
from nettui.engine.plan.plan import Plan
from nettui.store.records import Who
from nettui.store.sqlite import connection
from nettui.store.sqlite.store import SqliteStore

FULL = 300 * 1024
"""Bytes that the store may not grow beyond."""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store of the test; the current folder is empty."""
    (tmp_path / "files").mkdir()
    monkeypatch.chdir(tmp_path / "files")
    monkeypatch.setenv("NETTUI_STORE", str(tmp_path / "cases.db"))
    return tmp_path / "cases.db"


class Shell:
    """Imports; ``out`` and ``err`` are of the last one."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        got = main(list(words))
        self.out, self.err = self.capsys.readouterr()
        assert got == code, self.out + self.err
        return self.out + self.err

    def take(self, *words: str, code: int = 0) -> str:
        return self("case", "import", "--base-only", "--as-of", "2026-10-14", *words, code=code)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """The shell."""
    return Shell(capsys)


def files(**ecog: int) -> None:
    """Write a case file of each name, which is its id too."""
    for name, value in ecog.items():
        Path(f"{name}.toml").write_text(f'case_id = "{name}"\n[patient]\necog = {value}\n', "utf-8")


def recorded(place: Path) -> dict[str, object]:
    """Return the performance status of each case that is recorded."""
    store = SqliteStore(place, Who(uid=1, name="reader"), create=False)
    try:
        return {name: store.open(name).file.case.patient.ecog for name in sorted(store.ids())}
    finally:
        store.close()


# --- ended before all are recorded ---


def process(*words: str, most: int = 0) -> subprocess.Popen[str]:
    """Start nettui as a program of its own, whose files may grow to ``most`` bytes only."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
    program = "import sys; from nettui.cli.main import main; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", (limit if most else "") + program, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_full_disk_says_how_many_are_recorded_and_which_is_not(place: Path) -> None:
    """Counted in the store itself; tried again with more room, the rest is recorded."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    done = process("case", "import", "--samples", "--base-only", most=FULL)
    out, err = done.communicate(timeout=120)
    assert done.returncode == 1
    there = len(recorded(place))
    all_ = int(out.split(" of ")[1].split()[0])
    assert 0 < there < all_
    assert out == f"{there} of {all_} cases are recorded as in the files\n"
    assert "The import stopped at " in err
    first = err.split("The import stopped at ")[1].split(".toml")[0] + ".toml"
    assert f"{all_ - there} are not recorded; the first is {first}." in err
    assert "Nothing was recorded" not in err
    assert Path(first).stem not in recorded(place)
    again = process("case", "import", "--samples", "--base-only")
    assert again.communicate(timeout=120)[0] == f"{all_} of {all_} cases " + out.split("cases ")[1]


@pytest.mark.parametrize(
    ("number", "word"), [(signal.SIGTERM, "ended"), (signal.SIGINT, "interrupted")]
)
def test_an_import_that_is_ended_says_how_far_it_came(
    place: Path, number: signal.Signals, word: str
) -> None:
    """It ends between two cases, with the code of the signal."""
    files(**{f"p{n:04}": n % 5 for n in range(1500)})
    running = process("case", "import", ".", "--base-only")
    until = time.monotonic() + 60
    while not (place.exists() and _count(place)) and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(number)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 128 + number
    there = _count(place)
    assert 0 < there < 1500
    assert out == f"{there} of 1500 cases are recorded as in the files\n"
    assert f"The import was {word}." in err
    assert f"{1500 - there} are not recorded; the first is p{there:04}.toml." in err


def _count(place: Path) -> int:
    connection = sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM head").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0
    finally:
        connection.close()


def test_a_lock_says_how_many_are_recorded(
    shell: Shell, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held by somebody else from the third case on."""
    monkeypatch.setattr(connection, "WAIT", 0.05)
    files(a=0, b=1, c=2, d=3)
    save = SqliteStore.save
    locks: list[sqlite3.Connection] = []

    def locked_later(store: SqliteStore, *given: object, **named: object) -> object:
        if given[0].case.case_id == "c" and not locks:  # type: ignore[attr-defined]
            locks.append(sqlite3.connect(place, isolation_level=None))
            locks[0].execute("BEGIN IMMEDIATE")
        return save(store, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(SqliteStore, "save", locked_later)
    said = shell.take(".", code=1)
    locks[0].close()
    assert "The import stopped at c.toml." in said
    assert "others are writing" in said
    assert "2 of 4 cases are recorded" in shell.out
    assert "2 are not recorded; the first is c.toml." in said
    assert list(recorded(place)) == ["a", "b"]


# --- one bad neighbour ---


def test_a_faulty_file_is_named_and_the_others_are_recorded(shell: Shell, place: Path) -> None:
    """With all of its faults, and code 2."""
    files(a=0, c=2)
    Path("b.toml").write_text('case_id = "b"\n[patient]\necog = 9\nagee = 1\n', "utf-8")
    said = shell.take(".", code=2)
    assert "b.toml: it is not taken:" in said
    assert "patient.ecog" in said
    assert "patient.agee" in said
    assert "2 of 3 cases are recorded" in shell.out
    assert "1 is not recorded; the first is b.toml." in said
    assert list(recorded(place)) == ["a", "c"]


def test_a_case_that_the_store_refuses_keeps_no_other(shell: Shell, place: Path) -> None:
    """Erased, archived, or of an id too long for a store."""
    files(a=0, b=1, c=2, d=3)
    shell.take("a.toml", "b.toml")
    shell("case", "erase", "a", "--yes", "--reason", "request 1")
    shell("case", "archive", "b")
    files(b=4)
    Path("c.toml").write_text(f'case_id = "{"c" * 201}"\n', "utf-8")
    said = shell.take(".", "--update", code=1)
    assert "a.toml: Case 'a' was erased" in said
    assert "b.toml: " in said
    assert "c.toml: The case id was not taken" in said
    assert "1 of 4 cases are recorded" in shell.out
    assert "3 are not recorded; the first is a.toml." in said


def test_a_case_that_cannot_be_planned_keeps_no_other(
    shell: Shell, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said so, with nothing of the case, and never that nothing was changed."""
    import nettui.engine.plan.plan as engine

    plan = engine.plan

    def breaks(case: object, *given: object) -> Plan:
        if case.case_id == "b":  # type: ignore[attr-defined]
            raise RuntimeError("age 61 of the case")
        return plan(case, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "plan", breaks)
    files(a=0, b=1, c=2)
    said = shell.take(".", code=1)
    assert "b.toml: unforeseen RuntimeError" in said
    assert "age 61" not in said
    assert "nothing was changed" not in said
    assert "2 of 3 cases are recorded" in shell.out
    assert list(recorded(place)) == ["a", "c"]


# --- ids ---


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a"), ("a", "b", "c"), ("c", "b", "a")])
def test_files_of_one_id_that_differ_are_all_named_and_left(
    shell: Shell, place: Path, order: tuple[str, ...]
) -> None:
    """Whatever their order, with --update too: nothing says which of them counts."""
    for name, ecog in {"a": 0, "b": 3, "c": 0}.items():
        Path(f"{name}.toml").write_text(f'case_id = "p1"\n[patient]\necog = {ecog}\n', "utf-8")
    files(other=1)
    names = [f"{name}.toml" for name in order]
    for more in ((), ("--update",)):
        said = shell.take(*names, "other.toml", *more, code=1)
        assert f"{len(order)} files have the case id 'p1' and differ: {', '.join(names)}" in said
        assert shell.out == f"1 of {len(order) + 1} files are recorded as they are\n"
        assert f"the first is {names[0]}." in said
        assert recorded(place) == {"other": 1}


def test_files_that_say_the_same_are_recorded_once(shell: Shell, place: Path) -> None:
    """And it is said."""
    files(a=0)
    Path("b.toml").write_bytes(Path("a.toml").read_bytes())
    said = shell.take("a.toml", "b.toml", "a.toml")
    assert "3 files hold the same case 'a', which is recorded once: a.toml, b.toml, a.toml." in said
    assert shell.out == "3 of 3 files are recorded as they are\n"
    assert recorded(place) == {"a": 0}
    store = SqliteStore(place, Who(uid=1, name="reader"))
    assert len(store.history("a")) == 1
    store.close()


def test_ids_that_look_the_same_are_asked_about(shell: Shell, place: Path) -> None:
    """Of two new files, and of a new one and what is recorded."""
    files(p1=0, P1=1, q=2)
    said = shell.take(".", code=1)
    assert "p1.toml: its case id 'p1' looks the same as that of another file, 'P1' in P1." in said
    assert "--new-id" in said
    assert "1 of 3 cases are recorded" in shell.out
    shell.take("p1.toml")
    assert "recorded case, 'p1', so it was not recorded." in shell.take("P1.toml", code=1)
    assert recorded(place) == {"p1": 0, "q": 2}
    shell.take(".", "--new-id")
    assert recorded(place) == {"P1": 1, "p1": 0, "q": 2}
    shell.take(".")  # those that are there are not asked about again


def test_the_document_lists_what_is_recorded_only(shell: Shell) -> None:
    """As JSON too."""
    files(a=0, b=1)
    Path("b.toml").write_text("case_id = 1\n", "utf-8")
    shell.take(".", "--json", code=2)
    assert [head["case_id"] for head in json.loads(shell.out)] == ["a"]


# --- files ---


def test_endings_count_in_any_case_and_what_is_left_out_is_named(shell: Shell, place: Path) -> None:
    """By every command that goes through a folder."""
    for name in ("a.TOML", "b.Toml", "sub/c.toml"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(f'case_id = "{Path(name).stem}"\n', "utf-8")
    Path("d.JSON").write_text('{"case_id": "d"}', "utf-8")
    Path("notes.txt").write_text("x", "utf-8")
    Path(".e.toml").write_text('case_id = "e"\n', "utf-8")
    Path(".f").mkdir()
    Path("linked").symlink_to("sub")
    told = (
        "4 left out: .e.toml (hidden, since its name begins with a dot), .f (hidden, since its "
        "name begins with a dot), linked (a link to a folder, which is not followed), "
        "notes.txt (its name does not end in .toml or .json)"
    )
    for words in (("run", "."), ("cases", "."), ("statements", "S53", "--cases", ".")):
        assert told in shell(*words)
    assert told in shell.take(".")
    assert list(recorded(place)) == ["a", "b", "c", "d"]
    Path("none").mkdir()
    Path("none/notes.txt").touch()
    assert "notes.txt (its name does not end" in shell("run", "none", code=2)


@pytest.mark.parametrize("command", ["run", "cases"])
def test_files_of_one_id_in_a_folder_are_named(shell: Shell, command: str) -> None:
    """And those whose ids look the same."""
    files(a=0, A=1, b=2)
    Path("c.toml").write_text('case_id = " b "\n', "utf-8")
    said = shell(command, ".")
    assert "2 files have case ids that look the same: A.toml ('A'), a.toml ('a')." in said
    assert "2 files have the case id 'b': b.toml, c.toml." in said


def test_what_cannot_be_reached_is_said_as_it_is(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link to nothing, a ring of links, what is missing on the way, a folder, a long name."""
    Path("gone.toml").symlink_to("nowhere.toml")
    Path("ring.toml").symlink_to("ring.toml")
    Path("file").touch()
    Path("folder.toml").mkdir()
    for path, why in {
        "gone.toml": "a link to nowhere.toml, where nothing is",
        "ring.toml": "a link that leads back to itself",
        "no/such/x.toml": "in the folder no, which is not there",
        "file/x.toml": "under file, which is a file and no folder",
        "gone.toml/x.toml": "in the folder gone.toml, a link to nowhere.toml, where nothing is",
        "x" * 300 + ".toml": "a name too long for a file",
    }.items():
        for words in (("run", path), ("cases", path), ("why", path, "prrt")):
            assert why in shell(*words, code=2)
            assert "permission" not in shell.err
        assert why in shell.take(path, code=2)
    for path, why in {
        "gone.db": "a link to nowhere.db, where nothing is",
        "ring.db": "a link that leads back to itself",
        "file/x.db": "/file, which is a file and no folder",
        "x" * 300: "a name too long for a file",
    }.items():
        if path.startswith(("gone", "ring")):
            Path(path).symlink_to("nowhere.db" if path == "gone.db" else path)
        monkeypatch.setenv("NETTUI_STORE", str(tmp_path / "files" / path))
        assert why in shell("case", "list", code=1)
        assert "account" not in shell.err
