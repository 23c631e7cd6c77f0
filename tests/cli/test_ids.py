"""Ids in the shell: two that look the same are never two cases unless that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.case.record.case import Case, CaseFile
from nettui.cli.main import main
from nettui.store.records import Who
from nettui.store.sqlite.store import SqliteStore


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store of the test."""
    monkeypatch.setenv("NETTUI_STORE", str(tmp_path / "cases.db"))
    return tmp_path / "cases.db"


class Shell:
    """Runs a command and returns all that it prints."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        got = main(list(words))
        out, err = self.capsys.readouterr()
        assert got == code, out + err
        return out + err


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """The shell."""
    return Shell(capsys)


def ids(place: Path) -> list[str]:
    """Return the ids that are recorded."""
    store = SqliteStore(place, Who(uid=1, name="reader"))
    try:
        return sorted(store.ids())
    finally:
        store.close()


@pytest.mark.parametrize("other", ["demo 1 ", " demo 1", "demo  1", "demo\u00a01"])
def test_blanks_make_no_other_id(shell: Shell, place: Path, other: str) -> None:
    """At the ends or doubled: it is the same case, which is there."""
    shell("case", "new", "demo 1", "--base-only")
    assert "There is a case 'demo 1' already" in shell("case", "new", other, code=1)
    assert ids(place) == ["demo 1"]


@pytest.mark.parametrize(
    "other",
    ["Demo 1", "demo l", "dem0 1", "dem\u043e 1", "\uff44emo 1", "demo I", "d\u0435mo 1"],
)
def test_an_id_that_looks_the_same_is_refused_unless_it_is_meant(
    shell: Shell, place: Path, other: str
) -> None:
    """With the id that is there, and how to make it all the same."""
    shell("case", "new", "demo 1", "--base-only")
    said = shell("case", "new", other, "--base-only", code=1)
    assert "A case with an id that looks the same exists: 'demo 1'" in said
    assert "--new-id" in said
    assert ids(place) == ["demo 1"]
    shell("case", "new", other, "--base-only", "--new-id")
    assert len(ids(place)) == 2
    assert "already" in shell("case", "new", other, "--base-only", "--new-id", code=1)


def test_archived_and_erased_cases_count_too(shell: Shell) -> None:
    """Their ids are not free."""
    for name in ("off", "gone"):
        shell("case", "new", name, "--base-only")
    shell("case", "archive", "off")
    shell("case", "erase", "gone", "--yes", "--reason", "request 1")
    for name in ("OFF", "g0ne"):
        assert "looks the same" in shell("case", "new", name, "--base-only", code=1)


def test_composed_and_decomposed_letters_are_one_id(shell: Shell, place: Path) -> None:
    """Everywhere that an id is given."""
    shell("case", "new", "Mu\u0308ller", "--base-only")
    assert ids(place) == ["M\u00fcller"]
    for command in ("show", "history", "decisions", "plan"):
        shell("case", command, "Mu\u0308ller")
        shell("case", command, " M\u00fcller ")
    assert "M\u00fcller" in shell("case", "export", "Mu\u0308ller")
    shell("case", "edit", " Mu\u0308ller", "--set", "patient.ecog=1", "--base-only")
    assert len(ids(place)) == 1


@pytest.mark.parametrize("word", ["\u200b", "\u3164", "a\u200bb", "a\u202eb", "a\x1bb", "", "  "])
def test_what_cannot_be_seen_is_in_no_id(shell: Shell, place: Path, word: str) -> None:
    """Refused with code 2 before a store is made."""
    assert "Nothing was saved" in shell("case", "new", word, "--base-only", code=2)
    assert not place.exists()


def test_ids_of_older_stores_are_listed_and_opened(shell: Shell, place: Path) -> None:
    """As they were typed then; they are found as they are, and named where another is asked for."""
    store = SqliteStore(place, Who(uid=1, name="anna"))
    for name in ("demo 1", "demo 1 ", "Mu\u0308ller", "a\u3164b"):
        store.save(CaseFile(case=Case(case_id=name)), 0)
    store.close()
    assert "4 cases" in shell("case", "list")
    for name in ("demo 1", "demo 1 ", "Mu\u0308ller", "a\u3164b"):
        shell("case", "edit", name, "--set", "patient.ecog=1", "--base-only")
        shell("case", "show", name)
        shell("case", "export", name)
    assert len(ids(place)) == 4
    said = shell("case", "show", "M\u00fcller", code=1)
    assert "What looks the same: 'Mu\u0308ller' (with U+0308)." in said
    assert "whole" in shell("store", "verify")


def test_a_case_never_takes_the_id_of_another(shell: Shell, place: Path) -> None:
    """An edit that sets the id would save one patient's record as another's."""
    shell("case", "new", "a", "--base-only", "--set", "patient.ecog=0")
    shell("case", "new", "b", "--base-only", "--set", "patient.ecog=3")
    said = shell("case", "edit", "a", "--set", "case_id=b", "--base-only", code=2)
    assert "The id of a recorded case is not changed" in said
    assert "ecog = 3" in shell("case", "show", "b")
    assert "looks the same" in shell("case", "new", "c", "--set", "case_id=A", code=1)
