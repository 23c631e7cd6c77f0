"""Files written whole: after a kill or a power cut a file is the old one or the new one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


def write_new(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file that is not there yet, with this mode whatever the umask.

    Raises `FileExistsError` for whatever is there already, a link too, and other `OSError`.
    """
    with _beside(path, data, mode) as new:
        # A link is refused where something is there; a renaming would take its place.
        os.link(new, path, follow_symlinks=False)


def replace(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file, in place of one that may be there. Raises `OSError`; then that one stays."""
    with _beside(path, data, mode) as new:
        new.replace(path)


def sync_folder(folder: Path) -> None:
    """Make sure that a new name in a folder outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _beside(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """Give a file on disk with this content in the folder of another, to be put in its place."""
    new = path.with_name(f".nettui-{os.urandom(8).hex()}")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(new, flags, 0o600)
    try:
        try:
            os.fchmod(handle, mode)
            left = memoryview(data)
            while left:  # a full disk writes less than asked for before it says so
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        yield new
    finally:
        new.unlink(missing_ok=True)
    with contextlib.suppress(PermissionError):  # a folder one may write to but not read
        sync_folder(path.parent)
