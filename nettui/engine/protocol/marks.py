"""What of a protocol must be confirmed before clinical use: what is recalled [R] or a default [E].

Options, tables and parameters count as much as rules. They have no id of their own kind, so they
are called ``therapies:option.diazoxide``, ``base:table.burden``,
``base:parameter.ablation_size``.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.engine.language.serialize import Data, digest
from nettui.engine.protocol.protocol import Protocol

TO_CONFIRM = ("R", "E")
_NOUNS = (("option", "id"), ("table", "name"), ("parameter", "name"))


@frozen(repr=False, eq=False)
class Marked(Plain):
    """One thing with a mark. ``data`` is what it says, of which a sign-off keeps the digest."""

    id: str
    origin: str
    version: int
    mark: str
    says: str
    data: Data

    @property
    def digest(self) -> str:
        """Digest of what it says: another as soon as it says something else."""
        return digest(self.data)


def noun_id(origin: str, noun: str, name: str) -> str:
    """Return the id under which an option, table or parameter is signed off."""
    return f"{origin}:{noun}.{name}"


def to_confirm(protocol: Protocol) -> tuple[Marked, ...]:
    """Return all that must be confirmed before clinical use, signed off or not."""
    kept: tuple[Marked, ...] | None = protocol.__dict__.get("_to_confirm")
    if kept is None:  # every plan says how many there are
        kept = tuple(one for one in _marked(protocol) if one.mark in TO_CONFIRM)
        protocol.__dict__["_to_confirm"] = kept
    return kept


def still_open(protocol: Protocol) -> tuple[Marked, ...]:
    """Return what nobody has signed off in its present wording."""
    return tuple(one for one in to_confirm(protocol) if one.id not in protocol.signed)


def noun_mark(protocol: Protocol, noun: str, name: str) -> tuple[str, Data | None]:
    """Return the mark of an option, table or parameter, and who signed it off, if anybody."""
    key = dict(_NOUNS)[noun]
    for item in protocol.raw[f"{noun}s"]:
        if item[noun][key] == name:
            signed = protocol.signed.get(noun_id(item["origin"], noun, name))
            return _mark(noun, item[noun]), signed
    return "base", None


def _mark(noun: str, raw: Data) -> str:
    # A number that the statements leave open is a default unless its author says otherwise.
    return str(raw.get("mark", "E" if noun == "parameter" else "base"))


def _marked(protocol: Protocol) -> Iterator[Marked]:
    for entry in (*protocol.entries, *protocol.inferred.values()):
        yield Marked(
            entry.id, entry.origin, entry.version, entry.written_mark, entry.says, entry.raw
        )
    values = {item["parameter"]: item["value"] for item in protocol.raw["settings"]}
    for noun, key in _NOUNS:
        for item in protocol.raw[f"{noun}s"]:
            raw = item[noun]
            name = raw[key]
            if noun == "parameter" and name in values:
                # Another value is another number to confirm.
                raw = {**raw, "value": values[name]}
            full = noun_id(item["origin"], noun, name)
            says = f"{noun}: {raw['label']}"
            if noun == "parameter":
                says += f", {raw['value']:g} {raw.get('unit', '')}".rstrip()
            yield Marked(full, item["origin"], 1, _mark(noun, raw), says, raw)
