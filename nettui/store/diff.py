"""Differences between states of a case: field by field over the declared paths, two- and three-way.

A path is ``patient.age`` or ``labs[2].value``; the number counts in the state compared with.
Entries of the dated lists are paired first by equality, then by what they are (date and kind),
then in order; so an entry added in between does not make all later ones differ. An added entry is
one change with the path ``labs[+0]``.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

import attrs
from attrs import field, frozen

from nettui.case.base.dates import PartialDate
from nettui.case.files.codec import loads_json, whole
from nettui.case.record.case import LISTS, SECTIONS, CaseFile

_KIND = {
    "pathology": "specimen_site",
    "imaging": "modality",
    "labs": "analyte",
    "treatments": "therapy",
}
_TOP = {"title": "Title", "as_of": "Day of the plan", "comment": "Remark"}
Sides = tuple[Any, Any]


@frozen
class Change:
    """One field before and after, in words; an empty text means that nothing is recorded."""

    path: str
    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label}: {self.before or 'nothing'} -> {self.after or 'nothing'}"


@frozen
class Clash:
    """A field that both sides changed, each in its own way."""

    path: str
    label: str
    base: str
    mine: str
    theirs: str


@frozen
class ThreeWay:
    """What each side changed since the base, and where they clash."""

    mine: tuple[Change, ...]
    theirs: tuple[Change, ...]
    clashes: tuple[Clash, ...]


@frozen
class _Compared:
    """Changes by path as plain values, and the entry of the base that a path lies in."""

    sides: Mapping[str, Sides]
    entries: Mapping[str, dict[str, Any]] = field(factory=dict)


def changes(old: CaseFile, new: CaseFile) -> tuple[Change, ...]:
    """Return what differs, in the order of the case."""
    return _told(_compare(whole(old), whole(new)))


def three_way(base: CaseFile, mine: CaseFile, theirs: CaseFile) -> ThreeWay:
    """Return what each side changed and which fields clash. The same change twice is none."""
    start = whole(base)
    ours, others = _compare(start, whole(mine)), _compare(start, whole(theirs))
    clashes = []
    for path, (before, after) in ours.sides.items():
        rival = _rival(path, others)
        if rival is not None and others.sides[rival][1] != after:
            clashes.append(
                Clash(
                    path,
                    _label(path, ours.entries),
                    shown(before),
                    shown(after),
                    shown(others.sides[rival][1]),
                )
            )
    return ThreeWay(_told(ours), _told(others), tuple(clashes))


def merge(
    base: CaseFile, mine: CaseFile, theirs: CaseFile, take: Mapping[str, str] | None = None
) -> CaseFile:
    """Return theirs with what only mine changed, and clashes as chosen.

    ``take`` says ``mine`` or ``theirs`` for each clashing path; theirs unless said otherwise.
    Raises `nettui.case.files.codec.CaseError` when the result cannot be true as a whole.
    """
    take = take or {}
    start = whole(base)
    ours, others = _compare(start, whole(mine)), _compare(start, whole(theirs))
    chosen: dict[str, Sides] = dict(others.sides)
    theirs_added = {path: sides for path, sides in others.sides.items() if "[+" in path}
    for path, sides in ours.sides.items():
        rival = _rival(path, others)
        if "[+" in path:
            same = next((p for p, s in theirs_added.items() if s == sides and _list(p, path)), "")
            if same:
                del theirs_added[same]  # both added it: once is enough
            else:
                chosen[f"{path[:-1]}, mine]"] = sides
        elif rival is None:
            chosen[path] = sides
        elif take.get(path) == "mine":
            chosen.pop(rival, None)
            chosen[path] = sides
    return _file(_applied(start, chosen))


def shown(value: Any) -> str:
    """Return a plain value in words for a reader; nothing is an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (datetime.date, PartialDate)):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')} {shown(item)}" for key, item in value.items())
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)


# --- comparing ---------------------------------------------------------------------------------


def _compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> _Compared:
    sides: dict[str, Sides] = {}
    entries: dict[str, dict[str, Any]] = {}
    for name in (*_TOP, *SECTIONS, *LISTS, "marks", "expect"):
        before, after = old.get(name), new.get(name)
        if name in LISTS:
            _compare_lists(name, before or [], after or [], sides, entries)
        elif name in _TOP:
            _compare_fields("", {name: before}, {name: after}, sides)
        else:
            _compare_fields(f"{name}.", before or {}, after or {}, sides)
    return _Compared(sides, entries)


def _compare_fields(
    start: str, old: Mapping[str, Any], new: Mapping[str, Any], sides: dict[str, Sides]
) -> None:
    for key in dict.fromkeys((*old, *new)):
        if not _same(old.get(key), new.get(key)):
            sides[f"{start}{key}"] = (old.get(key), new.get(key))


def _same(a: Any, b: Any) -> bool:
    """Say whether values are the same as recorded: 1 and true are not, nor 2 and 2.0."""
    return type(a) is type(b) and bool(a == b)


def _compare_lists(
    name: str,
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    sides: dict[str, Sides],
    entries: dict[str, dict[str, Any]],
) -> None:
    pairs = paired(name, old, new)
    for n, entry in enumerate(old):
        path = f"{name}[{n}]"
        entries[path] = entry
        if n in pairs:
            _compare_fields(f"{path}.", entry, new[pairs[n]], sides)
        else:
            sides[path] = (entry, None)
    used = set(pairs.values())
    added = [entry for n, entry in enumerate(new) if n not in used]
    for n, entry in enumerate(added):
        sides[f"{name}[+{n}]"] = (None, entry)
        entries[f"{name}[+{n}]"] = entry


def paired(name: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> dict[int, int]:
    """Return which entry of ``new`` continues which of ``old``, by their numbers."""
    pairs: dict[int, int] = {}
    free = dict.fromkeys(range(len(new)))

    def alike(entry: dict[str, Any], key: str) -> str:
        if key == "all":
            return json.dumps(entry, default=str)
        kind = entry.get(_KIND[name])
        return f"{entry.get('date')} {kind}" if key == "date and kind" else str(kind)

    for key in ("all", "date and kind", "kind"):
        for n, entry in enumerate(old):
            if n in pairs:
                continue
            found = next((m for m in free if alike(new[m], key) == alike(entry, key)), None)
            if found is not None and not (key == "kind" and len(new) > len(old)):
                pairs[n] = found
                del free[found]
    return pairs


def _rival(path: str, others: _Compared) -> str | None:
    """Return the path under which the other side changed the same thing."""
    if path in others.sides and "[+" not in path:
        return path
    entry = path.partition("]")[0] + "]"
    if entry in others.sides and "[+" not in path and "[" in path:
        return entry  # they removed the entry that this side changed
    if path.endswith("]") and "[+" not in path:
        return next((p for p in others.sides if p.startswith(f"{path}.")), None)
    return None


def _list(path: str, other: str) -> bool:
    return path.partition("[")[0] == other.partition("[")[0]


# --- telling -----------------------------------------------------------------------------------


def _told(compared: _Compared) -> tuple[Change, ...]:
    return tuple(
        Change(path, _label(path, compared.entries), shown(before), shown(after))
        for path, (before, after) in compared.sides.items()
    )


def _label(path: str, entries: Mapping[str, Mapping[str, Any]]) -> str:
    section, _, rest = path.partition(".")
    if not rest and section in _TOP:
        return _TOP[section]
    name = section.partition("[")[0]
    words = name.capitalize()
    if "[" in section:
        entry = entries.get(section, {})
        what = " ".join(shown(entry.get(key)) for key in ("date", _KIND[name]) if entry.get(key))
        words = f"{words} {what}".rstrip()
    if not rest:
        return words
    if name == "marks":
        return f"Mark on {rest}"
    cls = SECTIONS.get(name) or LISTS.get(name)
    declared = attrs.fields_dict(cls).get(rest) if cls else None
    fact = declared.metadata.get("fact") if declared else None
    label = fact.label if fact is not None else rest.replace("_", " ")
    return f"{words}: {label}" if "[" in section else label


# --- putting together --------------------------------------------------------------------------


def _applied(start: Mapping[str, Any], sides: Mapping[str, Sides]) -> dict[str, Any]:
    data = json.loads(json.dumps(start, default=str))
    gone: list[tuple[str, int]] = []
    for path, (_, after) in sides.items():
        value = json.loads(json.dumps(after, default=str))
        section, _, key = path.partition(".")
        name, _, place = section.partition("[")
        if place.startswith("+"):
            data.setdefault(name, []).append(value)
        elif place and not key:
            gone.append((name, int(place.rstrip("]"))))
        else:
            within = data[name][int(place.rstrip("]"))] if place else data
            if key and not place:
                within = data.setdefault(name, {})
            _put(within, key or name, value)
    for name, n in sorted(gone, reverse=True):
        del data[name][n]
    return {key: value for key, value in data.items() if value not in ({}, [])}


def _put(within: dict[str, Any], key: str, value: Any) -> None:
    if value is None:
        within.pop(key, None)
    else:
        within[key] = value


def _file(data: dict[str, Any]) -> CaseFile:
    return loads_json(json.dumps(data), is_kept=True)
