"""Erasures kept apart from the store, to be made again where an older copy is restored.

A copy of yesterday still holds who was erased today. So each erasure is also a line of a file
beside the store, and each backup writes those it knows into one beside the copies. A line names the
case and the hash of its first revision, so that it never meets another store's case of that id.
"""

from __future__ import annotations

import fcntl
import json
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from attrs import astuple, frozen

from nettui.case.base.plain import Plain
from nettui.store.core.rows import sealed
from nettui.store.errors import Damaged, Full, StoreRefusal

WITH_COPIES = "nettui.erasures"
"""The name of the file in a folder of copies."""


@frozen(kw_only=True, repr=False, eq=False)
class Erasure(Plain):
    """One erasure: of which case, when, by whom, why. ``first``: hash of its first revision."""

    case_id: str
    first: str
    at: str
    uid: int
    name: str
    reason: str


_KINDS = (str, str, str, int, str, str)
_NAMES = ("case_id", "first", "at", "uid", "name", "reason")


def beside(store: Path) -> Path:
    """Return the file of the erasures of a store."""
    return store.with_suffix(".erasures")


def known(*files: Path) -> tuple[Erasure, ...]:
    """Return all erasures in these files, each once; a file that is not there has none.

    Raises `StoreRefusal` for a file that cannot be read: what it says must not be passed over.
    """
    found: dict[tuple[object, ...], Erasure] = {}
    for file in files:
        try:
            handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(handle, "rb") as opened:
                lines = opened.read().split(b"\n")[:-1]  # one that was not finished does not count
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StoreRefusal(
                f"{file}, where erasures are kept apart, cannot be read "
                f"({(error.strerror or 'refused').lower()}). Without it an erased case could come "
                "back."
            ) from None
        for number, line in enumerate(lines, 1):
            one = _read(line)
            if one is None:
                raise Damaged(
                    f"{file}, line {number}: this is no erasure as it was kept. Without it an "
                    "erased case could come back: mend the line from a copy of the file, or "
                    "remove it when you know whose it was."
                )
            found[astuple(one)] = one
    return tuple(found.values())


def add(file: Path, erasures: Iterable[Erasure]) -> None:
    """Append the erasures that a file does not have yet. Raises `StoreRefusal`, and adds none."""
    new = {astuple(one) for one in erasures}
    if not new:
        return
    try:
        shared = file.parent.stat().st_mode & stat.S_ISGID
        flags = os.O_CREAT | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        handle = os.open(file, flags, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_uid == os.geteuid():
                os.fchmod(handle, 0o660 if shared else 0o600)
            _append(handle, sorted(new.difference(map(astuple, known(file)))))
        finally:
            os.close(handle)
    except OSError as error:
        raise Full(
            f"{file}, where erasures are kept apart, could not be written "
            f"({(error.strerror or 'refused').lower()}). Nothing was erased."
        ) from None


def _append(handle: int, new: list[tuple[object, ...]]) -> None:
    before = os.pread(handle, os.fstat(handle).st_size, 0)
    end = before.rfind(b"\n") + 1
    os.ftruncate(handle, end)  # what was not finished in a power cut
    left = b"".join(json.dumps([*one, sealed(*one)]).encode() + b"\n" for one in new)
    try:
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, end)
        raise


def _read(line: bytes) -> Erasure | None:
    try:
        *fields, seal = json.loads(line)
    except (ValueError, TypeError):
        return None
    if tuple(map(type, fields)) != _KINDS or sealed(*fields) != seal:
        return None
    return Erasure(**dict(zip(_NAMES, fields, strict=True)))
