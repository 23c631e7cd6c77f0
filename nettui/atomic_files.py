"""Files written whole: after a kill or a power cut a file is the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path


def write_new(path: Path, data: bytes, mode: int = 0o600, *, follow: bool = True) -> None:
    """Write a file that is not there yet, with this mode whatever the umask.

    ``follow``: its folder may be a link. Raises `FileExistsError` for whatever is there already, a
    link too, and other `OSError`.
    """
    with _folder(path.parent, follow=follow) as folder, _beside(folder, data, mode) as new:
        # A link is refused where something is there; a renaming would take its place.
        os.link(new, path.name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)


def replace(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file, in place of one that may be there. Raises `OSError`; then that one stays."""
    with _folder(path.parent, follow=True) as folder, _beside(folder, data, mode) as new:
        os.replace(new, path.name, src_dir_fd=folder, dst_dir_fd=folder)


def sync_folder(folder: Path) -> None:
    """Make sure that a new name in a folder outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _folder(path: Path, *, follow: bool) -> Iterator[int]:
    """Open a folder: it stays the same one, whatever its name leads to meanwhile."""
    flags = os.O_DIRECTORY | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        handle = os.open(path, flags | os.O_RDONLY)
    except PermissionError:  # one may write to it but not read it
        handle = os.open(path, flags | os.O_PATH)
    try:
        yield handle
    finally:
        os.close(handle)


@contextlib.contextmanager
def _beside(folder: int, data: bytes, mode: int) -> Iterator[str]:
    """Give the name of a file with this content in a folder, to be given another name there."""
    new = f".nettui-{os.urandom(8).hex()}"
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(new, flags, 0o600, dir_fd=folder)
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
        with contextlib.suppress(FileNotFoundError):
            os.unlink(new, dir_fd=folder)
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno != errno.EBADF:  # of a folder that could not be opened for reading
            raise
