"""One finding as a row, and which findings the subject of any row holds."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from nettui.engine.findings import Conflict, DueDate, Finding, NeedFinding, Offer
from nettui.engine.plan import Plan
from nettui.engine.settle import APPLIES
from nettui.sheet.basis import option_labels
from nettui.tui.rows.lines import Row, Run
from nettui.tui.rows.wording import tail_of

_PITFALL = "pitfall"


@frozen
class Folded:
    """What a stage says does not hold, folded into one row."""

    stage: str
    findings: tuple[Finding, ...]
    needs: tuple[NeedFinding, ...]


def findings_in(subject: object) -> Iterator[Finding]:
    """Yield every finding that the subject of a row holds: a row accounts for these."""
    match subject:
        case Finding():
            yield subject
        case Offer() | Conflict() | Folded():
            yield from subject.findings
        case DueDate():
            yield subject.finding
        case tuple():
            for part in subject:
                yield from findings_in(part)


def finding_row(finding: Finding, sign: str, word: str, tone: str = "") -> Row:
    """Return the row of one finding, with what it rests on."""
    return Row(
        sign=sign,
        word=word,
        tone=tone,
        title=finding.says,
        tail=tail_of((finding.entry,)),
        notes=may_change(finding),
        key=f"finding:{finding.id}",
        subject=finding,
    )


def may_change(finding: Finding) -> tuple[Run, ...]:
    """Return what to say of overrides that cannot be told yet."""
    may = finding.may_be_overridden_by
    return ((f"May be overridden by {', '.join(may)}.", "held"),) if may else ()


def sides_of(plan: Plan, conflict: Conflict) -> tuple[str, ...]:
    """Return each side of a conflict: its options, what it says, what it rests on."""
    said = ["; ".join(_side(plan, finding) for finding in side) for side in conflict.sides]
    if conflict.kind == "paired":
        said[1:] = [f"against: {side}" for side in said[1:]]
    return tuple(said)


def _side(plan: Plan, finding: Finding) -> str:
    options = option_labels(plan.protocol, finding.options)
    says = f"{options}: {finding.says}" if options else finding.says
    return f"{says} · {tail_of((finding.entry,))}"


def is_apart(finding: Finding) -> bool:
    """Judgements and pitfalls that hold stand in parts of their own."""
    if finding.status != APPLIES:
        return False
    return finding.entry.kind == "judgement" or _PITFALL in finding.entry.raw.get("flags", ())
