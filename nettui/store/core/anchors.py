"""Anchors: the head of the audit chain written down where the store's users cannot change it.

A line names its store, since one log can hold lines of several, and the account that wrote it.
Anybody may write a line into the system's log, and nobody can change one: so a forged line cannot
hide what an honest one says, and two lines that differ show that somebody tried.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import stat
import syslog
from collections.abc import Collection, Iterator
from pathlib import Path

from attrs import frozen

from nettui.plugin import locations
from nettui.store.core.base import AnchorWriter
from nettui.store.errors import NotOpened
from nettui.store.records import Anchor, Who

_ANCHOR = r"(?P<seq>\d{1,18}):(?P<hash>[0-9a-f]{64})(?![0-9a-f])"
_LINE = re.compile(
    rf"\bstore (?P<place>\S.*?) audit {_ANCHOR}(?: account (?P<account>\d{{1,10}}))?"
    r"(?: mac (?P<mac>[0-9a-f]{64}))?(?![0-9a-f])"
)
_BARE = re.compile(rf"(?<!\d){_ANCHOR}")
_SHORTEST_KEY = 32


@frozen
class Read:
    """What a log says of one store: its anchors, and what a reader should know of other lines."""

    anchors: tuple[Anchor, ...]
    remarks: tuple[str, ...]


def line(anchor: Anchor, key: bytes | None = None) -> str:
    """Return an anchor as it is written down, with its keyed digest where there is a key."""
    account = "" if anchor.account is None else f" account {anchor.account}"
    text = f"store {anchor.place} audit {anchor}{account}"
    return f"{text} mac {_mac(key, text)}" if key else text


def _mac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def to_syslog(key: bytes | None = None) -> AnchorWriter:
    """Return what writes anchors to the system's log.

    journald adds the account as the kernel knows it. Where no log listens nothing happens: a
    store is not worse for it, only less provable.
    """

    def write(anchor: Anchor, _who: Who) -> None:
        syslog.openlog("nettui", 0, syslog.LOG_AUTHPRIV)
        syslog.syslog(syslog.LOG_NOTICE, line(anchor, key))

    return write


def missed_to_syslog(text: str) -> None:
    """Write to the system's log that something could not be recorded in a store."""
    syslog.openlog("nettui", 0, syslog.LOG_AUTHPRIV)
    syslog.syslog(syslog.LOG_WARNING, text)


def key_of(file: Path) -> bytes | None:
    """Return a key, None where this account may not read it. Raises `NotOpened` for no key."""
    try:
        found = file.stat()
        doubt = locations.untrusted(file)
        data = file.read_bytes().strip()
    except PermissionError:
        return None
    except OSError as error:
        raise NotOpened(
            f"The key of the anchors, {file}, cannot be read "
            f"({(error.strerror or 'refused').lower()})."
        ) from None
    if doubt or stat.S_IMODE(found.st_mode) & 0o077:
        raise NotOpened(
            f"The key of the anchors, {file}, can be read or changed by others, so that they could "
            f"forge anchors. Make a new one that only its owner can read (mode 0400)."
        )
    if len(data) < _SHORTEST_KEY:
        raise NotOpened(
            f"The key of the anchors, {file}, is shorter than {_SHORTEST_KEY} bytes and could be "
            "guessed. 'openssl rand -hex 32' makes one."
        )
    return data


def read(text: str, names: Collection[str], key: bytes | None = None) -> Read:
    """Return what lines of a log say of the store of these names (its place, and earlier ones).

    Lines as ``journalctl -o json`` gives them also say who wrote each: one that was written in the
    name of another account is left out. So is one whose keyed digest is not of the key. A number
    and a hash without the name of a store count: that is a note of one's own.
    """
    anchors: list[Anchor] = []
    remarks: list[str] = []
    others: set[str] = set()
    for number, row in enumerate(text.splitlines(), 1):
        words, writer = _message(row)
        for anchor, mac in _anchors_in(words):
            if anchor.place and anchor.place not in names:
                others.add(anchor.place)
            elif writer is not None and anchor.account not in (None, writer):
                remarks.append(
                    f"log line {number}: account {writer} wrote it in the name of account "
                    f"{anchor.account}; it was left out"
                )
            elif key and mac and not hmac.compare_digest(mac, _mac(key, line(anchor))):
                remarks.append(
                    f"log line {number}: it was not written with the key; it was left out"
                )
            else:
                anchors.append(anchor)
    if others:
        remarks.append(f"lines on other stores were left out: {', '.join(sorted(others))}")
    return Read(tuple(anchors), tuple(remarks))


def _message(row: str) -> tuple[str, int | None]:
    """Return the text of a line of a log and, where the log knows it, the account of its writer."""
    if not row.startswith("{"):
        return row, None
    try:
        data = json.loads(row)
        words, writer = data["MESSAGE"], data.get("_UID")
        if isinstance(words, list):  # what is no UTF-8 comes as numbers
            words = bytes(words).decode("utf-8", "replace")
        return str(words), None if writer is None else int(writer)
    except (ValueError, LookupError, TypeError):
        return row, None


def _anchors_in(words: str) -> Iterator[tuple[Anchor, str]]:
    """Yield the anchors of a line, each with its keyed digest or nothing."""
    found = [*_LINE.finditer(words)]
    for one in found:
        account = None if one["account"] is None else int(one["account"])
        anchor = Anchor(seq=int(one["seq"]), hash=one["hash"], place=one["place"], account=account)
        yield anchor, one["mac"] or ""
    if not found:
        for one in _BARE.finditer(words):
            yield Anchor(seq=int(one["seq"]), hash=one["hash"]), ""
