"""How what is given out becomes a file: whole, new, for its owner alone."""

from __future__ import annotations

import os
from pathlib import Path


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, readable by its owner alone; it is whole or not there.

    Raises `FileExistsError` for whatever is there already, a link too, and other `OSError`.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(beside, flags, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        # A link is refused where something is there; a renaming would take its place.
        os.link(beside, path, follow_symlinks=False)
    finally:
        beside.unlink(missing_ok=True)
