"""What the kernel forbids the process that reads a plugin: all files but those that it is given.

Linux calls it Landlock (from 5.13 on). It needs no rights of its own and holds for root too, and
for native code, which Python's own watching does not see. Elsewhere nothing is forbidden here.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_ASKED = 1
_RULE_PATH = 1
_NO_NEW_PRIVILEGES = 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
# Which version of the kernel's interface knows how many kinds of access.
_FILE_KINDS = {1: 13, 2: 14, 3: 15, 4: 15}
_LATEST = 16
_TCP = 3
_TCP_SINCE = 4
# Libraries of Python's own native modules, and what the C library reads by itself.
SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/urandom",
)


def confine(readable: Iterable[str], listed: Iterable[str] = ()) -> bool:
    """Let this process read only these files and folders, list some more, and write nothing.

    For ever, and for all that it starts. Say whether the kernel can do that.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION_ASKED))
    if version < 1:
        return False
    files = (1 << _FILE_KINDS.get(version, _LATEST)) - 1
    given = struct.pack("QQ", files, _TCP) if version >= _TCP_SINCE else struct.pack("Q", files)
    rules = libc.syscall(_CREATE, given, ctypes.c_size_t(len(given)), ctypes.c_uint(0))
    if rules < 0:
        return False
    try:
        for place in readable:
            _allow(libc, rules, place, _READ_FILE | _READ_FOLDER)
        for place in listed:
            _allow(libc, rules, place, _READ_FOLDER)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            return False
        return bool(libc.syscall(_RESTRICT, rules, ctypes.c_uint(0)) == 0)
    finally:
        os.close(rules)


def forget() -> None:
    """Take what calls the kernel out of reach: to load it again would be seen."""
    for name in [name for name in sys.modules if name.split(".")[0] in ("ctypes", "_ctypes")]:
        del sys.modules[name]


def _allow(libc: ctypes.CDLL, rules: int, place: str, access: int) -> None:
    try:
        handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # not on this computer
        return
    try:
        if not Path(place).is_dir():
            access &= _READ_FILE
        # Eight and four bytes without a gap between them.
        rule = struct.pack("=Qi", access, handle)
        libc.syscall(_ADD, rules, ctypes.c_int(_RULE_PATH), rule, ctypes.c_uint(0))
    finally:
        os.close(handle)
