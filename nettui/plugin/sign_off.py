"""What has been signed off for clinical use: by whom, when, and for which words of the rule.

Whatever is recalled [R] or an engineering default [E] must be confirmed before clinical use. The
administrator's file has a table for each entry that somebody confirmed::

    ["therapies:systemic.cabozantinib"]
    version = 1
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
from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

from attrs import field, frozen

from nettui.boundary.form import Digest, Form, Line
from nettui.case.base.nearest import did_you_mean
from nettui.engine.protocol.marks import Marked, to_confirm
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin import admin_tables, locations
from nettui.plugin.locations import Faulty
from nettui.plugin.problems import Problem, problem

_HEAD = "# What has been confirmed for clinical use. Written by: nettui protocol sign-off\n"
_NEEDS = (
    "Each table needs version as a number, digest (64 hexadecimal digits), by and role as text of "
    "one line, and on as a date"
)
_NOTE = Form(check=str.isprintable, wanted="text of one line")


def _said(_: object, attribute: Any, value: str) -> None:
    """Refuse at the shell too what no file may say."""
    if not (value.strip() or attribute.name == "note"):
        raise ValueError(f"{attribute.name} says nothing")
    if not value.isprintable():
        raise ValueError(f"{attribute.name} holds a line break or another control character")


@frozen
class SignOff:
    """Who confirmed an entry, in which version, and the digest of what it said then."""

    version: Annotated[int, Form(least=1, wanted="a whole number from 1")]
    digest: Digest
    by: Line = field(validator=_said)
    role: Line = field(validator=_said)
    on: datetime.date
    note: Annotated[str, _NOTE] = field(default="", validator=_said)

    def holds(self, thing: Marked) -> bool:
        """Say whether the thing still says what was confirmed."""
        return (self.version, self.digest) == (thing.version, thing.digest)


SignOffs = Mapping[str, SignOff]


def read(path: Path) -> dict[str, SignOff]:
    """Return the sign-offs by entry id, none when there is no file. Raises `Faulty`."""
    return admin_tables.read(path, SignOff, _NEEDS)


def written(signed: SignOffs) -> str:
    """Return the text of the file."""
    blocks = [_HEAD]
    for name, item in sorted(signed.items()):
        lines = [
            f"[{_quoted(name)}]",
            f"version = {item.version}",
            f'digest = "{item.digest}"',
            f"by = {_quoted(item.by)}",
            f"role = {_quoted(item.role)}",
            f"on = {item.on.isoformat()}",
        ]
        if item.note:
            lines.append(f"note = {_quoted(item.note)}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    # A text of JSON is a text of TOML, except for its escapes of what is beyond 16 bits.
    return json.dumps(text, ensure_ascii=False)


def counted(protocol: Protocol, path: Path | None = None) -> tuple[Protocol, list[Problem]]:
    """Return the protocol with its sign-offs, and which of them no longer hold."""
    file = locations.sign_offs() if path is None else path
    try:
        signed = read(file)
    except Faulty as fault:
        return protocol, [problem("sign_off_faulty", "", file=file, fault=fault)]
    by_id = {thing.id: thing for thing in to_confirm(protocol)}
    held: list[dict[str, str]] = []
    problems = []
    for name, item in sorted(signed.items()):
        thing = by_id.get(name)
        if thing is None:
            continue  # of a plugin that is not in force now, or checked since
        if item.holds(thing):
            held.append({"id": name, "by": item.by, "role": item.role, "on": item.on.isoformat()})
        else:
            said = {"entry": name, "by": item.by, "on": item.on.isoformat()}
            problems.append(problem("sign_off_open", thing.origin, **said))
    if not held:
        return protocol, problems
    return Protocol({**protocol.raw, "sign_offs": held}), problems


def left_open(protocol: Protocol, signed: SignOffs) -> tuple[Marked, ...]:
    """Return what these sign-offs leave open."""
    return tuple(
        thing
        for thing in to_confirm(protocol)
        if thing.id not in signed or not signed[thing.id].holds(thing)
    )


def to_sign(
    protocol: Protocol, signed: SignOffs, names: Iterable[str], plugin: str, mark: str
) -> tuple[Marked, ...]:
    """Return what to sign off: by id, or all that is open of a pattern, a plugin, a mark.

    Raises `Faulty` for a name of nothing that must be confirmed.
    """
    known = {thing.id: thing for thing in to_confirm(protocol)}
    waiting = {thing.id for thing in left_open(protocol, signed)}
    found = _named(names, known, waiting, "is nothing that must be confirmed (mark R or E)")
    if plugin or mark:
        origins = {thing.origin for thing in known.values()}
        _is_known(plugin, origins, "has nothing that must be confirmed")
        found += [
            name
            for name, thing in known.items()
            if name in waiting and plugin in ("", thing.origin) and mark in ("", thing.mark)
        ]
    return tuple(known[name] for name in dict.fromkeys(found))


def to_withdraw(
    protocol: Protocol, signed: SignOffs, names: Iterable[str], plugin: str, mark: str
) -> tuple[str, ...]:
    """Return the sign-offs to take back, also of what is no longer in force. Raises `Faulty`."""
    marks = {thing.id: thing.mark for thing in to_confirm(protocol)}
    found = _named(names, signed, signed, "is not signed off")
    if plugin or mark:
        _is_known(plugin, {name.partition(":")[0] for name in signed}, "has nothing signed off")
        found += [
            name
            for name in signed
            if plugin in ("", name.partition(":")[0]) and mark in ("", marks.get(name))
        ]
    return tuple(dict.fromkeys(found))


def _named(
    names: Iterable[str], known: Collection[str], waiting: Collection[str], why: str
) -> list[str]:
    """Return the ids that names mean: an id, one without ``base:``, or a pattern."""
    found: list[str] = []
    for name in names:
        full = name if ":" in name else f"base:{name}"
        full = full.rpartition("@")[0] if "@" in full else full
        if full in known:
            found.append(full)
            continue
        fits = [one for one in known if fnmatchcase(one, full)]
        if not fits:
            near = did_you_mean(full, known) if known else "Nothing is."
            raise Faulty(f"'{name}' {why}. {near}")
        found += [one for one in fits if one in waiting]
    return found


def _is_known(plugin: str, known: Collection[str], why: str) -> None:
    if plugin and plugin not in known:
        raise Faulty(f"Plugin '{plugin}' {why}. {did_you_mean(plugin, known) if known else ''}")
