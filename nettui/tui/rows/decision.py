"""What a board resolved on the options of a plan, as rows: while it is recorded, and afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nettui.engine.findings import Offer
from nettui.engine.plan import Plan
from nettui.engine.wording import plain
from nettui.exchange.wording import role_words
from nettui.store.records import Decision, Resolution
from nettui.tui.rows.lines import Row
from nettui.tui.rows.wording import group_row, heading

DECIDED_ON = ("conflict", "do", "consider", "not_cleared", "contraindicated")
OUTCOMES = {"a": "accepted", "m": "modified", "d": "declined", "f": "deferred"}
_SIGNS = {"accepted": "+", "modified": "~", "declined": "-", "deferred": "?"}

Key = tuple[str, str]


def key_of(offer: Offer) -> Key:
    """Return what a resolution names: option and role."""
    return (offer.option, offer.role)


def to_decide(plan: Plan) -> tuple[Offer, ...]:
    """Return the options that a board resolves on."""
    return tuple(offer for offer in plan.offers if offer.group in DECIDED_ON)


def resolving_rows(plan: Plan, made: Mapping[Key, Resolution]) -> Iterator[Row]:
    """Yield each option with what was resolved on it so far."""
    group = ""
    for offer in to_decide(plan):
        row = group_row(offer.group, f"{offer.label}{role_words(offer)}")
        if offer.group != group:
            group = offer.group
            yield heading(row.word)
        resolution = made.get(key_of(offer))
        yield Row(
            sign=_SIGNS[resolution.outcome] if resolution else " ",
            word=resolution.outcome if resolution else "",
            column=12,
            tone="do" if resolution and resolution.outcome == "accepted" else "held",
            title=row.title,
            tail=_reason(resolution) if resolution else "",
            key=f"{offer.option} {offer.role}",
            subject=offer,
        )


def _reason(resolution: Resolution) -> str:
    return " · ".join(part for part in (plain(resolution.code), resolution.text) if part)


def decision_rows(decisions: tuple[Decision, ...], plan: Plan) -> Iterator[Row]:
    """Yield recorded decisions, newest first."""
    labels = plan.protocol.option_labels
    for decision in decisions:
        result = decision.result
        corrects = f", corrects decision {result.corrects}" if result.corrects else ""
        title = f"Decision {decision.number} of {result.held_on.isoformat()}{corrects}"
        yield heading(title, f"revision {decision.rev}")
        for resolution in result.resolutions:
            yield Row(
                sign=_SIGNS[resolution.outcome],
                word=resolution.outcome,
                tone="do" if resolution.outcome == "accepted" else "held",
                title=labels.get(resolution.option, resolution.option),
                tail=_reason(resolution),
                key=f"{decision.number} {resolution.option} {resolution.role}",
            )
        if result.attendees:
            yield Row(title=f"Present: {', '.join(result.attendees)}")
        if result.note:
            yield Row(title=result.note)
        yield Row(title=f"Recorded by {decision.who.name}, {decision.at:%Y-%m-%d %H:%M} UTC")
