"""Why nothing can be read at a path: what is missing, or leads nowhere, or is shut."""

from __future__ import annotations

import errno
import os
from pathlib import Path

MISSING = "no such file or directory"
"""The reason where the folder is there and nothing in it has the name."""


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
        if not os.path.lexists(folder):
            return f"in the folder {folder}, which is not there"
        if not folder.exists():
            return f"in the folder {folder}, a link to {folder.readlink()}, where nothing is"
        if not folder.is_dir():
            return f"under {folder}, which is a file and no folder"
    return MISSING
