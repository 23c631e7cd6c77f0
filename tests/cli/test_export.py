"""Exports in the shell: new files, safe names, in the folder that is set for them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from nettui.case.files.codec import load
from nettui.case.record.case import Case, CaseFile
from nettui.cli.main import main
from nettui.plugin import locations
from nettui.store.account import current
from nettui.store.records import Who
from nettui.store.sqlite.store import SqliteStore

IDS = (
    "-rf",
    "--help",
    ".bashrc",
    "~/.bashrc",
    "../up",
    "CON",
    "$(touch x)",
    "P-1",
    "p-1",
    "M\u00fc" * 99,
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, beside a store of cases with hostile ids."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("NETTUI_STORE", str(tmp_path / "cases.db"))
    store = SqliteStore(tmp_path / "cases.db", Who(uid=1, name="anna"))
    for case_id in IDS:
        store.save(CaseFile(case=Case(case_id=case_id), title="$(touch x)"), 0)
    store.close()
    return tmp_path / "here"


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


@pytest.mark.parametrize("form", ["toml", "json"])
def test_names_of_files_are_no_options_and_lead_nowhere(
    shell: Shell, folder: Path, form: str
) -> None:
    """Each case has a file of its own, also where names differ by capitals only."""
    assert f"{len(IDS)} files in out" in shell("case", "export", "--to", "out", "--format", form)
    files = sorted((folder / "out").iterdir())
    assert sorted(load(path).case.case_id for path in files) == sorted(IDS)
    for path in files:
        assert path.name[0] not in "-.~"
        assert path.name.isascii()
        assert len(path.name) < 100
        assert path.stem != "CON"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len({path.name.casefold() for path in files}) == len(IDS)
    assert sorted(path.name for path in folder.iterdir()) == ["out"]


@pytest.mark.parametrize("kind", ["file", "link", "dangling"])
def test_what_is_there_is_neither_overwritten_nor_followed(
    shell: Shell, folder: Path, kind: str
) -> None:
    """And it is said how many were written before."""
    (folder / "out").mkdir()
    other, path = folder / "other", folder / "out" / "P-1.toml"
    if kind != "dangling":
        other.write_text("mine", "utf-8")
    if kind == "file":
        path.write_text("mine", "utf-8")
    else:
        path.symlink_to(other)
    said = shell("case", "export", "P-1", "--to", "out", code=2)
    assert "P-1.toml: file exists. 0 files were written before." in said
    assert (path.read_text("utf-8") if kind != "dangling" else "mine") == "mine"
    assert other.exists() == (kind != "dangling")


def test_a_folder_that_is_a_link_is_not_followed(shell: Shell, folder: Path) -> None:
    """Somebody else may have made it."""
    (folder / "there").mkdir()
    (folder / "out").symlink_to("there")
    assert "it is a link" in shell("case", "export", "--to", "out", code=2)
    assert list((folder / "there").iterdir()) == []


@pytest.fixture
def exports(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of exports that the administrator has set."""
    (folder / "etc/nettui").mkdir(parents=True)
    (folder / "srv").mkdir()
    monkeypatch.setattr(locations, "root", lambda: folder)
    monkeypatch.setattr(locations, "untrusted", lambda _: None)
    (folder / "etc/nettui/exports.toml").write_text(f'folder = "{folder}/srv"\n', "utf-8")
    return folder / "srv"


def test_where_a_folder_is_set_exports_go_into_it(shell: Shell, exports: Path) -> None:
    """Into the folder of the account, or one in that."""
    own = exports / current().name
    for word in (".", "board", str(own / "more")):
        shell("case", "export", "P-1", "--to", word)
    files = sorted(str(path.relative_to(own)) for path in own.rglob("*.toml"))
    assert files == ["P-1.toml", "board/P-1.toml", "more/P-1.toml"]


@pytest.mark.parametrize("word", ["/tmp", "..", "a/../../b", ".ssh", "a/.config", "/"])
def test_where_a_folder_is_set_no_other_is_written_to(
    shell: Shell, exports: Path, folder: Path, word: str
) -> None:
    """Code 2, and nothing is written."""
    assert "as whoever administers nettui has set" in shell(
        "case", "export", "P-1", "--to", word, code=2
    )
    assert list(folder.rglob("P-1*")) == []


def test_a_setting_that_cannot_be_used_stops_exports(
    shell: Shell, exports: Path, folder: Path
) -> None:
    """Nothing goes elsewhere instead."""
    (folder / "etc/nettui/exports.toml").write_text("folder = 1\n", "utf-8")
    said = shell("case", "export", "P-1", "--to", "out", code=2)
    assert "exports.toml cannot be used" in said
    assert not (folder / "out").exists()


def test_an_erased_case_is_said_to_be_erased(shell: Shell) -> None:
    """Not given out without a word."""
    shell("case", "erase", "P-1", "--yes", "--reason", "request 1")
    for more in ((), ("--to", "out")):
        assert "case 'P-1' was erased on request" in shell("case", "export", "P-1", "p-1", *more)
