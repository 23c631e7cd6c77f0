"""What has been signed off for clinical use: by whom, when, and for which words of the rule.

Whatever is recalled [R] or an engineering default [E] must be confirmed before clinical use. The
administrator's file has a table for each entry that somebody confirmed::

    ["therapies:systemic.cabozantinib"]
    digest = "9f86d081..."        # of the rule as it was read
    by = "Head of the NET board"
    role = "oncologist"
    on = 2027-01-31
    note = "read against the label"

A rule that changes afterwards is open again. Sign-offs are part of the protocol and its digest.
"""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen, validators

from nettui.case.nearest import did_you_mean
from nettui.engine.data import digest
from nettui.engine.protocol import Entry, Protocol
from nettui.plugin import places
from nettui.plugin.problems import Problem, problem

MARKS = ("R", "E")
_HEAD = "# What has been confirmed for clinical use. Written by: nettui protocol sign-off\n"
_KEYS = ("digest", "by", "role", "on", "note")


def _said(_: object, attribute: Any, value: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{attribute.name} says nothing")


@frozen
class SignOff:
    """Who confirmed an entry, and the digest of what it said then."""

    digest: str = field(validator=validators.matches_re("[0-9a-f]{64}"))
    by: str = field(validator=_said)
    role: str = field(validator=_said)
    on: datetime.date = field(validator=validators.instance_of(datetime.date))
    note: str = field(default="", validator=validators.instance_of(str))


SignOffs = Mapping[str, SignOff]


class Faulty(Exception):
    """The file cannot be used; the text says why."""


def read(path: Path) -> dict[str, SignOff]:
    """Return the sign-offs by entry id, none when there is no file. Raises `Faulty`."""
    if not path.exists():
        return {}
    doubt = places.untrusted(path)
    if doubt:
        kind, place = doubt
        why = "can be changed by others" if kind == "writable" else "belongs to someone else"
        raise Faulty(f"{place} {why}.")
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Faulty(f"{fault}.") from None
    return {name: _entry(name, item) for name, item in raw.items()}


def _entry(name: str, item: Any) -> SignOff:
    if not isinstance(item, dict):
        raise Faulty(f'"{name}" is no table; write ["{name}"].')
    for key in item:
        if key not in _KEYS:
            raise Faulty(f"[\"{name}\"] has '{key}'. {did_you_mean(key, _KEYS)}")
    try:
        return SignOff(**item)
    except (TypeError, ValueError):
        raise Faulty(
            f'["{name}"] needs digest (64 hexadecimal digits), by and role as text, and on as a '
            "date."
        ) from None


def written(signed: SignOffs) -> str:
    """Return the text of the file."""
    blocks = [_HEAD]
    for name, item in sorted(signed.items()):
        # A text of JSON is a text of TOML.
        lines = [
            f"[{json.dumps(name)}]",
            f'digest = "{item.digest}"',
            f"by = {json.dumps(item.by)}",
            f"role = {json.dumps(item.role)}",
            f"on = {item.on.isoformat()}",
        ]
        if item.note:
            lines.append(f"note = {json.dumps(item.note)}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def entry_digest(entry: Entry) -> str:
    """Return the digest of what an entry says: a changed rule has another."""
    return digest(entry.raw)


def to_confirm(protocol: Protocol) -> tuple[Entry, ...]:
    """Return every entry that must be confirmed before clinical use, signed off or not."""
    return tuple(e for e in protocol.entries if e.raw.get("mark") in MARKS)


def still_open(protocol: Protocol) -> tuple[Entry, ...]:
    """Return the entries that nobody has signed off as they now stand."""
    return tuple(e for e in to_confirm(protocol) if not e.signed)


def counted(protocol: Protocol, path: Path | None = None) -> tuple[Protocol, list[Problem]]:
    """Return the protocol with its sign-offs, and which of them no longer hold."""
    file = places.sign_offs() if path is None else path
    try:
        signed = read(file)
    except Faulty as fault:
        return protocol, [problem("sign_off_faulty", "", file=file, fault=fault)]
    by_id = {entry.id: entry for entry in protocol.entries}
    held: list[dict[str, str]] = []
    problems = []
    for name, item in sorted(signed.items()):
        entry = by_id.get(name)
        if entry is None:
            continue  # of a plugin that is not in force now
        if entry_digest(entry) == item.digest:
            held.append({"id": name, "by": item.by, "role": item.role, "on": item.on.isoformat()})
        else:
            said = {"entry": name, "by": item.by, "on": item.on.isoformat()}
            problems.append(problem("sign_off_open", entry.origin, **said))
    if not held:
        return protocol, problems
    return Protocol({**protocol.raw, "sign_offs": held}), problems


def chosen(protocol: Protocol, ids: Iterable[str], plugin: str, mark: str) -> tuple[Entry, ...]:
    """Return the entries to sign off: by id, or all of a plugin and mark. Raises `Faulty`."""
    known = {entry.id: entry for entry in to_confirm(protocol)}
    found = []
    for name in ids:
        full = name if ":" in name else f"base:{name}"
        if full not in known:
            near = did_you_mean(full, known)
            raise Faulty(f"'{name}' is nothing that must be confirmed (mark R or E). {near}")
        found.append(known[full])
    if plugin or mark:
        found += [
            e
            for e in known.values()
            if plugin in ("", e.origin) and mark in ("", e.raw["mark"]) and not e.signed
        ]
    return tuple(dict.fromkeys(found))
