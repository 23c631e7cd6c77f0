"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from nettui import atomic_files


@pytest.mark.parametrize("write", [atomic_files.replace, atomic_files.write_new])
def test_a_file_has_its_mode_whatever_the_umask(write: object, tmp_path: Path) -> None:
    """Group and others get what is asked for, and nothing is left beside it."""
    assert callable(write)
    before = os.umask(0o077)
    try:
        write(tmp_path / "a", b"text", 0o664)
        os.umask(0)
        write(tmp_path / "b", b"text")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o664
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_fault_of_the_disk_leaves_the_old_file(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step fails, what was there is there, and nothing else."""
    (tmp_path / "a").write_bytes(b"old")

    def failing(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, failing)
    with pytest.raises(OSError, match="No space"):
        atomic_files.replace(tmp_path / "a", b"new")
    monkeypatch.undo()
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_short_write_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that takes a part only is followed by another."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:3]))
    atomic_files.replace(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    """What stands beside it meanwhile is not longer than a name may be."""
    atomic_files.write_new(tmp_path / ("ä" * 127), b"")
    assert (tmp_path / ("ä" * 127)).exists()


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """Where that is asked for; nothing is written where it leads."""
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    with pytest.raises(NotADirectoryError):
        atomic_files.write_new(tmp_path / "link" / "a", b"text", follow=False)
    assert list((tmp_path / "there").iterdir()) == []
    atomic_files.write_new(tmp_path / "link" / "a", b"text")
    assert (tmp_path / "there" / "a").read_bytes() == b"text"


def test_a_folder_that_is_exchanged_meanwhile_is_the_one_that_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name leads elsewhere from the moment on that the file is begun."""
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    link = os.link

    def exchanged(*given: object, **named: object) -> None:
        folder.rename(tmp_path / "moved")
        folder.symlink_to(other)
        link(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "link", exchanged)
    atomic_files.write_new(folder / "a", b"text", follow=False)
    assert (tmp_path / "moved" / "a").read_bytes() == b"text"
    assert list(other.iterdir()) == []
