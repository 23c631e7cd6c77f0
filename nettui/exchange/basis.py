"""What a line rests on, and the names of facts and options, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nettui.engine.findings import strength_rank
from nettui.engine.plan import Plan
from nettui.engine.protocol import Entry, Protocol

# Marks that a reader must know of; the others (base protocol, checked) need no warning.
MARK_WORDS = {"R": "recalled, not re-read", "E": "engineering default"}


def basis(entries: Sequence[Entry]) -> str:
    """Return what entries rest on: ``S39 S40 · base:systemic.ssa · strong · engineering default``.

    Statements and sources first, then the ids (their first part says who contributed it), the
    highest strength, the marks that warn, and the flags.
    """
    cited = unique(c for e in entries for key in _CITED for c in e.raw.get(key, ()))
    strengths = sorted((e.raw.get("strength", "") for e in entries), key=strength_rank)
    marks = unique(MARK_WORDS.get(e.raw.get("mark", ""), "") for e in entries)
    flags = unique(flag for e in entries for flag in e.raw.get("flags", ()))
    parts = (
        " ".join(cited),
        " ".join(unique(e.id for e in entries)),
        strengths[0] if strengths else "",
        *marks,
        *flags,
    )
    return " · ".join(part for part in parts if part)


_CITED = ("statements", "sources")


def unique(words: Iterable[str]) -> list[str]:
    """Return each word that is not empty once, in order."""
    return [word for word in dict.fromkeys(words) if word]


def fact_labels(plan: Plan, names: Iterable[str]) -> str:
    """Return the labels of facts, joined."""
    vocabulary = plan.protocol.vocabulary
    return ", ".join(vocabulary[name].label for name in names)


def option_labels(protocol: Protocol, options: Iterable[str]) -> str:
    """Return the labels of options, joined."""
    return ", ".join(protocol.option_labels.get(option, option) for option in options)


def entry_of(plan: Plan, entry_id: str) -> Entry:
    """Return an entry of the protocol by its id."""
    return plan.protocol.entries[plan.protocol.position[entry_id]]
