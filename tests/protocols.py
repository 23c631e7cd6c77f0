"""The protocols that tests plan with, as published: read when one is first asked for, and kept."""

from __future__ import annotations

from functools import cache

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
