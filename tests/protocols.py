"""The protocols that tests plan with, as published: read when one is first asked for, and kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nettui.engine.protocol.protocol import Protocol
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
    for pattern in ("*.json", "protocols/*"):
        for path in self_published.glob(pattern):
            (state / "nettui" / path.relative_to(self_published)).symlink_to(path)
