"""A condition line by line, as people read it: what is the same in every plan of a protocol.

A plan has some six thousand such lines, of which one in seven differs. Each is worded and numbered
once for a protocol, so that a plan only looks up what it got.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.engine.language import conditions as c
from nettui.engine.language import wording
from nettui.engine.language.states import FALSE, TRUE
from nettui.engine.protocol.protocol import Protocol


@frozen(repr=False, eq=False)
class Line(Plain):
    """A clause, or a heading: ``below`` says how many lines further down each is that it joins.

    ``number`` is that of its clause at its depth. ``facts`` are what the clause reads; what it
    gets depends on the stage where it asks for offers.
    """

    number: int
    depth: int
    wanted: str
    facts: tuple[str, ...] = ()
    clause: c.Condition | None = None
    asks_for_offers: bool = False
    below: tuple[int, ...] = ()


@frozen(repr=False, eq=False)
class Lines(Plain):
    """The lines of a condition. ``condition`` is kept since its lines are found by its identity."""

    condition: c.Condition
    lines: tuple[Line, ...]


def lines_of(protocol: Protocol, condition: c.Condition, depth: int = 0) -> tuple[Line, ...]:
    """Return a condition of the protocol line by line: at depth 0 without an "all of" over it."""
    kept: dict[tuple[int, int], Lines] = protocol.__dict__.setdefault("_lines", {})
    found = kept.get((id(condition), depth))
    if found is None:
        lines: list[Line] = []
        if isinstance(condition, c.All) and condition.terms and depth == 0:
            for term in condition.terms:
                _add(protocol, term, depth, lines)
        else:
            _add(protocol, condition, depth, lines)
        found = kept[id(condition), depth] = Lines(condition, tuple(lines))
    return found.lines


def _add(protocol: Protocol, condition: c.Condition, depth: int, lines: list[Line]) -> None:
    """Add the lines of a condition."""
    match condition:
        case c.All(terms) if len(terms) > 1:
            joint = "all of"
        case c.Any(terms) if len(terms) > 1:
            joint = "one of"
        case c.Not(c.All(terms)):
            joint = "not all of"
        case c.Not(c.Any(terms)):
            joint = "none of"
        case _:
            lines.append(clause_line(protocol, condition, depth))
            return
    under: list[Line] = []
    below = []
    for term in terms:
        below.append(1 + len(under))
        _add(protocol, term, depth + 1, under)
    lines += (Line(-1, depth, joint, below=tuple(below)), *under)


def line_of(protocol: Protocol, clause: c.Condition) -> Line:
    """Return the line of a clause of the protocol, not indented; found by its identity."""
    kept: dict[int, tuple[c.Condition, Line]] = protocol.__dict__.setdefault("_line_of", {})
    found = kept.get(id(clause))
    if found is None:
        found = kept[id(clause)] = clause, clause_line(protocol, clause)
    return found[1]


def clause_line(protocol: Protocol, condition: c.Condition, depth: int = 0) -> Line:
    """Return the line of a single clause."""
    kept: dict[tuple[c.Condition, int], Line] = protocol.__dict__.setdefault("_clauses", {})
    found = kept.get((condition, depth))
    if found is None:
        text = wording.words(
            condition, protocol.vocabulary, protocol.bounds, protocol.option_labels
        )
        asks = any(isinstance(atom, c.Offered) for atom in c.atoms(condition))
        found = Line(len(kept), depth, text, c.facts_of(condition), condition, asks)
        kept[condition, depth] = found
    return found


NEGATED = ("none of", "not all of")


def joined(joint: str, truths: Iterable[int]) -> int:
    """Return the truth of what a heading says of the lines below it."""
    match joint:
        case "all of":
            return min(truths)
        case "one of":
            return max(truths)
        case "not all of":
            return TRUE - min(truths, default=TRUE)
    return TRUE - max(truths, default=FALSE)
