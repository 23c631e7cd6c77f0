"""Who acts: the account that the kernel vouches for, never what the environment claims."""

from __future__ import annotations

import os
import pwd

from nettui.store.records import Who


def current() -> Who:
    """Return the account of this process and where it is used from."""
    uid = os.getuid()
    return Who(uid=uid, name=name_of(uid), place=_place())


def name_of(uid: int) -> str:
    """Return the name of an account, its number where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"


def _place() -> str:
    """Return the terminal and, over SSH, the address of the client; for information only."""
    terminal = ""
    for stream in (0, 1, 2):
        try:
            terminal = os.ttyname(stream)
            break
        except OSError:
            continue
    address = os.environ.get("SSH_CONNECTION", "").split(" ")[0]
    words = [terminal.removeprefix("/dev/"), address]
    return " ".join(w for w in words if w and w.isprintable() and " " not in w)[:100]
