"""The protocols that tests plan with, as published: read when one is first asked for, and kept."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.archive import program
from nettui.plugin.publish import current


@cache
def with_all() -> Protocol:
    """Return the protocol of all that comes with nettui."""
    return current()


@cache
def alone() -> Protocol:
    """Return the base protocol alone."""
    return current(base_only=True)


def published_into(state: Path, self_published: Path) -> None:
    """Begin a folder for what an account keeps with what nettui has published for itself."""
    (state / "nettui/protocols").mkdir(parents=True)
    for name in _of_this_program(self_published):
        (state / "nettui" / name).symlink_to(self_published / name)


@cache
def _of_this_program(self_published: Path) -> tuple[str, ...]:
    """Return the records of what this program has published there, and the files they name."""
    found: dict[str, None] = {}
    for path in self_published.glob("*.json"):
        record = json.loads(path.read_bytes())
        if record.get("program") == program():
            found |= dict.fromkeys((path.name, *record["files"]))
    return tuple(found)
