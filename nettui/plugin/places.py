"""Where things are kept: the allow-list, what an administrator publishes, what a user's own is.

Two roots: the whole computer where /etc/nettui exists, else the environment in which nettui is
installed. No variable names another one: what is in force belongs to who administers nettui.
"""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from pathlib import Path
from typing import Any

import nettui


class Faulty(Exception):
    """An administrator's file cannot be used; the text says why."""


_GROUP_OR_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def root() -> Path:
    """Return the folder under which etc/ and var/ are read."""
    if Path("/etc/nettui").is_dir() or sys.prefix == "/usr":
        return Path("/")
    return Path(sys.prefix)


def allow_list() -> Path:
    """Return the file that says which plugins may take part."""
    return root() / "etc/nettui/plugins.toml"


def sign_offs() -> Path:
    """Return the file that says what has been signed off for clinical use, and by whom."""
    return root() / "etc/nettui/sign-offs.toml"


def administered() -> Path:
    """Return the folder of what the administrator has published."""
    return root() / "var/lib/nettui"


def own() -> Path | None:
    """Return the user's folder for what nettui publishes by itself, None without a home."""
    state = os.environ.get("XDG_STATE_HOME", "")
    if state.startswith("/"):
        return Path(state) / "nettui"
    try:
        return Path.home() / ".local/state/nettui"
    except RuntimeError:
        return None


def administrators() -> set[int]:
    """Return who may own what is trusted: root, and the owner of the installation."""
    return {0, Path(nettui.__file__).stat().st_uid}


def untrusted(path: Path) -> tuple[str, Path] | None:
    """Return what keeps a file or folder from being trusted, and which part of its path.

    ``owner``: it belongs to neither root nor the owner of the installation. ``writable``: others
    can change it. A folder in which everyone may write but only delete their own is all right.
    """
    owners = administrators()
    for place in (path, *path.parents):
        found = place.stat()
        if found.st_uid not in owners:
            return "owner", place
        sticky = place != path and found.st_mode & stat.S_ISVTX
        if found.st_mode & _GROUP_OR_OTHERS and not sticky:
            return "writable", place
    return None


def tables(path: Path) -> dict[str, Any]:
    """Return an administrator's TOML file, empty when there is none. Raises `Faulty`."""
    if not path.exists():
        return {}
    doubt = untrusted(path)
    if doubt:
        kind, place = doubt
        why = "can be changed by others" if kind == "writable" else "belongs to someone else"
        raise Faulty(f"{place} {why}.")
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Faulty(f"{fault}.") from None
