"""What an id names in the protocol in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nettui.case.base.nearest import did_you_mean
from nettui.case.record.facts import FACTS
from nettui.engine.language.stages import STAGES
from nettui.engine.protocol.protocol import Protocol


class UnknownId(ValueError):
    """An id that names nothing, or several things, in the protocol in force."""


def find(protocol: Protocol, wanted: str) -> tuple[str, str]:
    """Return what an id names: its kind (``entry``, ``option``, ...) and its full id.

    An entry may be named without its origin, and without its stage too: that is the base
    protocol's, or the only one of that name. Raises `UnknownId` with the nearest id.
    """
    name = wanted.rpartition("@")[0] if "@" in wanted else wanted
    for kind, names in _named(protocol).items():
        if name in names:
            return kind, name
    for shortened in (_without_origin, _without_stage):
        short = [full for full in protocol.position if shortened(full) == name]
        base = [full for full in short if full.startswith("base:")]
        if len(base) == 1 or len(short) == 1:
            return "entry", (base or short)[0]
        if short:
            raise UnknownId(f"'{wanted}' is the id of several rules: {', '.join(short)}. Name one.")
    everything = [n for names in _named(protocol).values() for n in names]
    everything += [_without_origin(full) for full in protocol.position]
    near = did_you_mean(name, set(everything))
    if not near.startswith("Did"):
        near = "'nettui rules list' and 'nettui rules search' show what there is."
    raise UnknownId(f"Nothing in the protocol in force is called '{wanted}'. {near}")


def _without_origin(full: str) -> str:
    return full.partition(":")[2]


def _without_stage(full: str) -> str:
    """Return an id without its stage, and without the base protocol as its origin."""
    origin, _, name = full.partition(":")
    short = name.partition(".")[2] if name.partition(".")[0] in STAGES else name
    return short if origin == "base" else f"{origin}:{short}"


def _named(protocol: Protocol) -> Mapping[str, Iterable[str]]:
    return {
        "entry": protocol.position,
        "stage": STAGES,
        "option": protocol.options,
        "table": protocol.tables,
        "inference": protocol.inferred,
        "statement": {**protocol.statements, **protocol.sources},
        "fact": FACTS,
    }
