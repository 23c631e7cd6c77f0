"""How an update is written down: its row, how it stands to the base protocol, and the evidence."""

from __future__ import annotations

from nettui.plugin.api import INFO, Condition, Rule

# Letters of the update file: how a row stands to the base protocol, and what it rests on.
RELATIONS = {"R": "refines the base", "X": "extends the base", "C": "contradicts the base"}
EVIDENCE = {
    "A": "randomised phase III",
    "B": "randomised phase II",
    "C": "cohort",
    "D": "consensus",
    "L": "label",
}


def stands(relation: str, evidence: str = "") -> tuple[str, ...]:
    """Return the flags of an update: ``("X", "C/L")`` extends the base, on a cohort and a label."""
    letters = [letter for letter in evidence.split("/") if letter]
    told = ", ".join(EVIDENCE[letter] for letter in letters)
    return (RELATIONS[relation], *((f"evidence {evidence}: {told}",) if told else ()))


def note(
    id: str,  # noqa: A002 - the field of a rule that it fills
    row: str,
    says: str,
    when: Condition,
    *sources: str,
    relation: str,
    evidence: str,
    mark: str = "C",
) -> Rule:
    """Return an annotation: it informs the board and changes nothing."""
    return Rule(
        id=id,
        statements=tuple(row.split()),
        sources=sources,
        strength=INFO,
        mark=mark,
        flags=stands(relation, evidence),
        when=when,
        says=says,
    )
