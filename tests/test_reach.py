"""Whether something is at a path, whatever is in the way, and why nothing can be read there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nettui.case.base import reach
from nettui.cli.main import main
from nettui.desk.opening import opened
from nettui.store.errors import NotOpened, StoreRefusal
from nettui.store.location import StoreLocation, configured
from nettui.store.sqlite.copy import copy_rows

LONG = "x" * 300


@pytest.fixture
def shut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in a folder that this account may not look into, also where it is root's."""
    folder = tmp_path / "shut"
    folder.mkdir()
    (folder / "x.toml").touch()
    monkeypatch.setattr(os, "stat", refusing(os.stat, folder))
    monkeypatch.setattr(os, "lstat", refusing(os.lstat, folder))
    monkeypatch.setattr(os, "open", refusing(os.open, folder))
    return folder / "x.toml"


def refusing(call: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Return a call of the system that may not look into a folder."""

    def asked(path: Any, *args: Any, **options: Any) -> Any:
        if isinstance(path, (str, Path)) and folder in Path(path).parents:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return call(path, *args, **options)

    return asked


def test_a_file_a_folder_and_a_link_are_there(tmp_path: Path) -> None:
    """And a name that nothing has is not."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    for path in (tmp_path, link, str(link)):
        assert reach.is_there(path)
        assert reach.is_there(path, follow=False)
    for path in (tmp_path / "none", tmp_path / "none/below", "", "\0"):
        assert not reach.is_there(path)
        assert not reach.is_there(path, follow=False, unseen=True)


def test_a_link_to_nothing_is_there_only_as_a_link(tmp_path: Path) -> None:
    """One that leads back to itself, too."""
    for name, to in (("dangling", "none"), ("circle", "circle")):
        link = tmp_path / name
        link.symlink_to(tmp_path / to)
        assert reach.is_there(link, follow=False)
        assert not reach.is_there(link, unseen=True)


def test_a_name_too_long_is_nowhere(tmp_path: Path) -> None:
    """Nor is what would be in a folder of such a name, or in a file."""
    (tmp_path / "file").touch()
    for path in (tmp_path / LONG, tmp_path / LONG / "x", tmp_path / "file/x"):
        assert not reach.is_there(path, unseen=True)
        assert not reach.is_there(path, follow=False, unseen=True)


def test_what_cannot_be_told_is_for_who_asks_to_decide(shut: Path) -> None:
    """The folder itself is there."""
    assert reach.is_there(shut.parent)
    for follow in (True, False):
        assert not reach.is_there(shut, follow=follow)
        assert reach.is_there(shut, follow=follow, unseen=True)


# --- who asks ---


def test_a_case_in_a_shut_folder_is_said_to_be_in_one(
    shut: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not that there is none."""
    assert main([str(shut)]) == 2
    assert "in a folder that this account may not look into" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["dangling", LONG])
def test_a_word_that_leads_nowhere_says_so(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A link to nothing, a name too long."""
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    assert main([str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert "where nothing is" in said or "a name too long for a file" in said


def test_no_first_store_is_offered_where_there_may_be_one(
    shut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening it says why it cannot be opened."""
    monkeypatch.setenv("NETTUI_STORE", str(shut))
    assert opened(None).first_store is None
    monkeypatch.setenv("NETTUI_STORE", str(tmp_path / "none.db"))
    assert opened(None).first_store is not None


def test_a_shut_configuration_is_none_that_is_missing(shut: Path, tmp_path: Path) -> None:
    """It may name the store of all."""
    assert configured(tmp_path / "none.toml") is None
    assert configured(tmp_path / LONG) is None
    with pytest.raises(NotOpened, match="cannot be read"):
        configured(shut)
    (tmp_path / "dangling.toml").symlink_to(tmp_path / "none")
    with pytest.raises(NotOpened, match="cannot be read"):
        configured(tmp_path / "dangling.toml")


def test_a_near_miss_of_a_database_is_asked_about_unless_it_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also a link to nothing is a file of that name; and where nothing can be seen may be one."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotOpened, match="did you mean"):
        StoreLocation(f"dbnam={LONG}").is_database  # noqa: B018 - asked for what it raises
    Path("dbnam=x").symlink_to(tmp_path / "none")
    assert not StoreLocation("dbnam=x").is_database


def test_a_copy_takes_the_place_of_nothing(shut: Path, tmp_path: Path) -> None:
    """Not of a link to nothing either; and of a shut folder it is said that it is shut."""
    link = tmp_path / "copy.db"
    link.symlink_to(tmp_path / "none")
    for target, says in (
        (link, "is there already"),
        (shut, "nothing can be written there .permission denied"),
        (tmp_path / LONG, "nothing can be written there .file name too long"),
    ):
        with pytest.raises(StoreRefusal, match=says):
            copy_rows(lambda _: iter(()), target)
    assert link.is_symlink()
    assert not (tmp_path / "none").exists()
