"""Which reviews are overdue: of overrides and settings in force, on the day of the session."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from nettui.plugin.problems import Problem, problem

if TYPE_CHECKING:
    from nettui.engine.protocol.protocol import Protocol

Review = Mapping[str, str]
"""Of what (``entry``), whose (``origin``), where it is written, and the ``day`` it is due by."""


def reviews(protocol: Protocol) -> list[Review]:
    """Return all that is to be looked at again some day, as a record of the protocol keeps it."""
    dated = [
        *((e.raw["id"], e.origin, e.raw) for e in protocol.entries if e.kind == "override"),
        *((f"setting {s['parameter']}", s["origin"], s) for s in protocol.raw["settings"]),
    ]
    return [
        {"entry": entry, "origin": origin, "where": raw.get("where", ""), "day": raw["review_by"]}
        for entry, origin, raw in dated
    ]


def overdue(dated: Iterable[Review], today: datetime.date) -> Iterator[Problem]:
    """Yield what was to be looked at again before today. It stays in force."""
    for one in dated:
        if one["day"] < today.isoformat():
            yield problem(
                "review_overdue", one["origin"], one["where"], entry=one["entry"], day=one["day"]
            )
