"""The command ``nettui plain``: what it opens, and what it says where there is nothing to open."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from nettui.cli import main as entry
from nettui.desk import opening
from tests.plain.script import folder, said
from tests.tui.pseudo import CASE


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Have lines read from standard input."""
    text = "".join(f"{line}\n" for line in lines)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))


@pytest.fixture(autouse=True)
def no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No store is there unless a test makes one."""
    monkeypatch.setenv("NETTUI_STORE", str(tmp_path / "cases.db"))


def test_a_case_file_a_folder_and_a_library_case_are_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the words that the full-screen terminal takes."""
    (tmp_path / "one.toml").write_text(CASE, "utf-8")
    for word, expected in (
        (str(tmp_path / "one.toml"), "P-1, plan, "),
        (str(tmp_path), "1 case, none is open."),
        ("si-brain", "si-brain, plan, "),
    ):
        typed(monkeypatch, "quit")
        assert entry.main(["plain", word]) == 0
        assert expected in capsys.readouterr().out


def test_a_case_of_a_store_is_opened_by_its_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the store that is named, or of the one of this account."""
    (tmp_path / "one.toml").write_text(CASE, "utf-8")
    assert entry.main(["case", "import", str(tmp_path / "one.toml")]) == 0
    for words in (["P-1"], ["--store", str(tmp_path / "cases.db"), "P-1"]):
        typed(monkeypatch, "quit")
        assert entry.main(["plain", *words]) == 0
        assert "P-1, plan, " in capsys.readouterr().out


def test_a_word_that_names_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the nearest case of the library, and the code of bad input."""
    typed(monkeypatch)
    assert entry.main(["plain", "si-brian"]) == 2
    assert "Did you mean 'si-brain'?" in capsys.readouterr().err


def test_a_store_that_cannot_be_opened_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing can be done with it."""
    (tmp_path / "broken.db").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    typed(monkeypatch, "cases", "quit")
    assert entry.main(["plain", "--store", str(tmp_path / "broken.db")]) in (0, 2)
    written = capsys.readouterr()
    assert "broken.db" in written.out + written.err
    assert "Traceback" not in written.out + written.err


def test_the_first_store_is_made_after_asking(tmp_path: Path) -> None:
    """Where there is none, a new case asks whether it is to be made, and begins in it."""
    text = said(opening.opened(None), "new P-7", "")
    assert f"It will be {tmp_path / 'cases.db'}; only this account can read it." in text
    assert "No store was made." in text
    text = said(opening.opened(None), "new P-7", "1", "set age 61", "save")
    assert "The store is made." in text
    assert "P-7 is saved, revision 1." in text
    assert "P-7" in said(opening.opened(None), "cases")


def test_a_case_of_the_library_is_edited_and_not_saved(tmp_path: Path) -> None:
    """It belongs to nettui; what was changed stays a draft."""
    text = said(opening.opened(None), "open si-brain", "set age 44", "save", "close", "1")
    assert "It cannot be saved: it belongs to the case library that comes with nettui." in text
    assert "Not saved: it belongs to the case library" in text
    assert "Save and leave" not in text


def test_a_folder_that_is_gone_has_no_cases(tmp_path: Path) -> None:
    """And ends nothing."""
    path = tmp_path / "cases"
    path.mkdir()
    desk = folder(path)
    for one in path.iterdir():
        one.unlink()
    path.rmdir()
    assert "nettui has ended." in said(desk, "cases", "find x", "quit")
