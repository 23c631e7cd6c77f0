"""Whether something is at a path, and why nothing can be read there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

MISSING = "no such file or directory"
"""The reason where the folder is there and nothing in it has the name."""


# What of a path says that nothing is there; any other fault leaves it open.
_NOTHING = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


def is_there(path: Path | str, *, follow: bool = True, unseen: bool = False) -> bool:
    """Say whether something is at a path, and ``unseen`` where this account may not look.

    ``follow``: a link counts as what it leads to, and one that leads nowhere as nothing. A name
    that no file can have is nowhere.
    """
    try:
        os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - the path may be a text
    except ValueError:
        return False
    except OSError as error:
        return unseen and error.errno not in _NOTHING
    return True


def fault(path: Path) -> str:
    """Return why a file or folder cannot be reached, empty when it can."""
    try:
        path.stat()
    except ValueError:
        return "no name that a file can have"
    except OSError as error:
        return _reason(path, error)
    return ""


def _reason(path: Path, error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "a link that leads back to itself"
    if error.errno == errno.ENAMETOOLONG:
        return "a name too long for a file"
    if error.errno == errno.EACCES:
        return "in a folder that this account may not look into"
    if error.errno not in (errno.ENOENT, errno.ENOTDIR):
        return (error.strerror or "not to be read").lower()
    if path.is_symlink():
        return f"a link to {path.readlink()}, where nothing is"
    for folder in reversed(path.parents):
        if not is_there(folder, follow=False):
            return f"in the folder {folder}, which is not there"
        if not is_there(folder):
            return f"in the folder {folder}, a link to {folder.readlink()}, where nothing is"
        if not folder.is_dir():
            return f"under {folder}, which is a file and no folder"
    return MISSING
