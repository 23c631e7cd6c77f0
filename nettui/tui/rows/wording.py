"""The signs and words in which the parts of a plan stand in rows."""

from __future__ import annotations

from collections.abc import Sequence

from nettui.engine.findings import GROUP_TITLES, strength_rank
from nettui.engine.protocol import Entry
from nettui.sheet.basis import MARK_WORDS, unique
from nettui.tui.rows.lines import Row, Run

# Sign and tone of each group; its word is in GROUP_TITLES. The signs are ASCII on purpose.
SIGNS = {
    "conflict": ("#", "conflict"),
    "do": ("+", "do"),
    "consider": ("o", "consider"),
    "not_cleared": ("!", "held"),
    "cannot_tell": ("?", "unknown"),
    "contraindicated": ("X", "stop"),
    "not_now": ("-", ""),
    "note": ("i", ""),
}


def group_row(
    group: str,
    title: str,
    tail: str = "",
    *,
    word: str = "",
    notes: Sequence[Run] = (),
    key: str = "",
    subject: object = None,
) -> Row:
    """Return a row with the sign, word and tone of its group."""
    sign, tone = SIGNS[group]
    return Row(
        sign=sign,
        word=word or GROUP_TITLES[group],
        tone=tone,
        title=title,
        tail=tail,
        notes=tuple(notes),
        key=key,
        subject=subject,
    )


_CITED = ("statements", "sources")


def tail_of(entries: Sequence[Entry]) -> str:
    """Return what a row rests on, shortly: ``strong · S39 S40 · site_pancreas``.

    The strength, what is cited, who contributed it where that is not the base protocol, and the
    marks that a reader must know of.
    """
    strengths = sorted((e.raw.get("strength", "") for e in entries), key=strength_rank)
    cited = unique(c for e in entries for part in _CITED for c in e.raw.get(part, ()))
    origins = unique(e.origin for e in entries if e.layer != "base")
    marks = unique(MARK_WORDS.get(e.mark, "") for e in entries)
    parts = (strengths[0] if strengths else "", " ".join(cited), " ".join(origins), *marks)
    return " · ".join(part for part in parts if part)


def heading(title: str, tail: str = "", subject: object = None) -> Row:
    """Return the heading of a part of a plan."""
    return Row(title=title, tail=tail, heading=True, subject=subject)
