"""Which reviews are overdue: of overrides and settings in force, on the day of the session."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from nettui.engine.protocol import Protocol
from nettui.plugin.problems import Problem, problem


def overdue(protocol: Protocol, today: datetime.date) -> Iterator[Problem]:
    """Yield what was to be looked at again before today. It stays in force."""
    dated = [
        *((e.raw["id"], e.origin, e.raw) for e in protocol.entries if e.kind == "override"),
        *((f"setting {s['parameter']}", s["origin"], s) for s in protocol.raw["settings"]),
    ]
    for entry, origin, raw in dated:
        if raw["review_by"] < today.isoformat():
            yield problem(
                "review_overdue", origin, raw.get("where", ""), entry=entry, day=raw["review_by"]
            )
