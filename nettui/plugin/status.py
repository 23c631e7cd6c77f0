"""Which plugins are installed, the status of each, and how two protocols differ in meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from nettui.engine.language.serialize import without_places
from nettui.engine.protocol.entry import RECORD
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin import locations, policy
from nettui.plugin.discovery import find
from nettui.plugin.problem_kinds import BESIDE
from nettui.plugin.problems import Problem
from nettui.plugin.publish import Published

IN_FORCE, REFUSED, NOT_ALLOWED, NOT_PUBLISHED = (
    "in force",
    "refused",
    "not allowed",
    "not published",
)


@frozen
class Standing:
    """One plugin: its origin, its status, what it gives by stage, what is wrong with it."""

    name: str
    version: str
    layer: str
    status: str
    entries: Mapping[str, int]
    problems: tuple[Problem, ...]


def standings(found: Published | None) -> tuple[Standing, ...]:
    """Return every plugin that is in force, installed or spoken of, by name. Runs none of them.

    Without a protocol in force none is in force.
    """
    installed, troubles = find()
    problems = {*(found.problems if found else ()), *troubles}
    versions = {plugin.name: plugin.version for plugin in installed}
    active = {plugin["name"]: plugin for plugin in found.protocol.plugins} if found else {}
    try:
        allowed = set(policy.read(locations.allow_list()))
    except locations.Faulty:
        allowed = set()
    counts: dict[str, Counter[str]] = {}
    for entry in found.protocol.entries if found else ():
        counts.setdefault(entry.origin, Counter())[entry.stage] += 1
    made = []
    for name in sorted({*versions, *active, *(p.plugin for p in problems if p.plugin)}):
        own = tuple(sorted(p for p in problems if p.plugin == name))
        plugin = active.get(name, {"version": versions.get(name, ""), "layer": ""})
        if name in active:
            status = IN_FORCE
        elif any(p.grave for p in own):
            status = REFUSED
        else:
            status = NOT_PUBLISHED if name in allowed else NOT_ALLOWED
        entries = dict(counts.get(name, {}))
        made.append(Standing(name, plugin["version"], plugin["layer"], status, entries, own))
    return tuple(made)


def general(found: Published | None) -> tuple[Problem, ...]:
    """Return what there is to know that belongs to no plugin: now, not when it was published."""
    before = (p for p in (found.problems if found else ()) if p.kind not in BESIDE)
    return tuple(sorted(p for p in {*before, *find()[1]} if not p.plugin))


# --- differences of meaning ----------------------------------------------------------------------


@frozen
class Difference:
    """What one protocol has and the other has not, or has otherwise: ``field`` was, now."""

    noun: str
    name: str
    field: str
    was: str
    now: str


def differences(old: Protocol, new: Protocol) -> tuple[Difference, ...]:
    """Return all in which two protocols differ in meaning, by kind and name."""
    before, after = dict(_things(old)), dict(_things(new))
    found = []
    for noun, name in sorted({*before, *after}):
        one, other = before.get((noun, name)), after.get((noun, name))
        if one is None or other is None:
            was, now = ("", "added") if one is None else ("removed", "")
            found.append(Difference(noun, name, "", was, now))
            continue
        for field in sorted({*one, *other}):
            was, now = _text(one.get(field)), _text(other.get(field))
            if was != now:
                found.append(Difference(noun, name, field, was, now))
    return tuple(found)


def _things(protocol: Protocol) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for entry in (*protocol.entries, *protocol.inferred.values()):
        act = {**entry.raw, "when": protocol.words(entry), "layer": entry.layer}
        yield ("inference" if entry.stage == RECORD else "rule", entry.id), without_places(act)
    for noun, name in (("option", "id"), ("table", "name"), ("parameter", "name")):
        for item in protocol.raw[f"{noun}s"]:
            yield (noun, item[noun][name]), without_places(item[noun])
    for item in protocol.raw["settings"]:
        yield ("setting", item["parameter"]), without_places(item)
    for name, signed in protocol.signed.items():
        yield ("sign-off", name), {key: signed[key] for key in ("by", "role", "on")}
    for plugin in protocol.plugins:
        yield ("plugin", plugin["name"]), {key: plugin[key] for key in ("version", "layer")}


def _text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return "" if value is None else str(value)
