"""Anchors: the head of the audit chain written down where the store's users cannot change it."""

from __future__ import annotations

import re
import syslog
from collections.abc import Iterator

from nettui.store.base import AnchorWriter, MissedWriter
from nettui.store.records import Anchor, Who

_WRITTEN = re.compile(r"(?<!\d)(\d{1,18}):([0-9a-f]{64})(?![0-9a-f])")


def to_syslog(place: str) -> AnchorWriter:
    """Return what writes anchors to the system's log, for the store at a place.

    journald adds the account as the kernel knows it. Where no log listens nothing happens: a
    store is not worse for it, only less provable.
    """

    def write(anchor: Anchor, who: Who) -> None:
        syslog.openlog("nettui", 0, syslog.LOG_AUTHPRIV)
        syslog.syslog(syslog.LOG_NOTICE, f"store {place} audit {anchor} account {who.uid}")

    return write


def missed_to_syslog(place: str) -> MissedWriter:
    """Return what says in the system's log that something could not be recorded in a store."""

    def write(words: str, who: Who) -> None:
        syslog.openlog("nettui", 0, syslog.LOG_AUTHPRIV)
        line = f"store {place} no room to record: {words} account {who.uid}"
        syslog.syslog(syslog.LOG_WARNING, line)

    return write


def read(text: str) -> Iterator[Anchor]:
    """Yield the anchors in lines of a log."""
    for found in _WRITTEN.finditer(text):
        yield Anchor(seq=int(found[1]), hash=found[2])
