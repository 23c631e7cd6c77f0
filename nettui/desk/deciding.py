"""What a board resolves on a plan: which options, put together step by step, then recorded."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve

from nettui.engine.plan.findings import Offer, OfferKey
from nettui.engine.plan.plan import Plan
from nettui.store.board_result import not_cleared
from nettui.store.records import BoardResult, Resolution

if TYPE_CHECKING:
    from nettui.desk.session import Editing
    from nettui.desk.source import ListedCase
    from nettui.store.port import CaseStore
    from nettui.store.records import Decision

DRAFT = "decision"
"""Under which a decision that is not signed stands in a draft."""
DECIDED_ON = ("conflict", "do", "consider", "not_cleared", "contraindicated")
NEEDS_WORDS = ("modified",)  # without words nobody could tell what was changed
UNSEEN = "Not taken: only what can be seen may stand in a decision."


# --- one decision while it is made --------------------------------------------------------------


def to_decide(plan: Plan) -> tuple[Offer, ...]:
    """Return the options that a board resolves on."""
    return tuple(offer for offer in plan.offers if offer.group in DECIDED_ON)


def fitting(plan: Plan, begun: BoardResult) -> BoardResult:
    """Return a decision that was begun without resolutions on what the plan no longer has."""
    open_ = {offer.key for offer in to_decide(plan)}
    kept = tuple(r for r in begun.resolutions if (r.option, r.role) in open_)
    return evolve(begun, resolutions=kept)


def made(result: BoardResult) -> dict[OfferKey, Resolution]:
    """Return what is resolved so far, by option and role."""
    return {(r.option, r.role): r for r in result.resolutions}


def resolved(result: BoardResult, resolution: Resolution) -> BoardResult:
    """Return a decision with an option resolved on, in place of what was resolved on it before."""
    found = {**made(result), (resolution.option, resolution.role): resolution}
    return evolve(result, resolutions=tuple(found.values()))


def left_open(result: BoardResult, key: OfferKey) -> BoardResult:
    """Return a decision with an option left open."""
    kept = (one for at, one in made(result).items() if at != key)
    return evolve(result, resolutions=tuple(kept))


def cannot_accept(plan: Plan, offer: Offer) -> str:
    """Return why a board cannot accept an option as it is, empty when it can."""
    return not_cleared(plan, Resolution(option=offer.option, role=offer.role))


def names(text: str) -> tuple[str, ...]:
    """Return who was present, as typed with commas between."""
    return tuple(filter(None, (name.strip() for name in text.split(","))))


def day_fault(text: str, example: datetime.date) -> str:
    """Return why a text is no day of a board that has been, empty when it is one."""
    try:
        day = datetime.date.fromisoformat(text.strip())
    except ValueError:
        return f"'{text.strip()}' is no day: write it as {example.isoformat()}."
    if day > datetime.date.today():
        return f"{day.isoformat()} is yet to come: a board records what it has resolved."
    return ""


def wordless(plan: Plan, result: BoardResult) -> str:
    """Return the name of an option that is modified and nobody says how, empty for none."""
    found = [r for r in result.resolutions if r.outcome in NEEDS_WORDS and not r.text]
    return plan.protocol.option_labels[found[0].option] if found else ""


# --- in a draft ---------------------------------------------------------------------------------


def draft_texts(pending: BoardResult | None) -> Mapping[str, str]:
    """Return a decision that is not signed, as it stands in a draft."""
    from nettui.store.core.rows import result_text

    return {DRAFT: result_text(pending)} if pending is not None else {}


def of_draft(text: str) -> BoardResult | None:
    """Return the decision of a draft, None where it cannot be read."""
    from nettui.store.core.rows import result_of
    from nettui.store.errors import StoreRefusal

    try:
        return result_of(text)
    except StoreRefusal:
        return None


# --- in a store ---------------------------------------------------------------------------------


def begun(editing: Editing) -> BoardResult:
    """Return a decision on which nothing is resolved yet, of the board of the case.

    Its day is that of the board that the case is put before, once it has come.
    """
    day = editing.case.board.date
    is_past = isinstance(day, datetime.date) and day <= datetime.date.today()
    held_on = day if is_past and isinstance(day, datetime.date) else editing.as_of
    return BoardResult(resolutions=(), held_on=held_on)


def overtaken(store: CaseStore, seen: ListedCase) -> str:
    """Return who saved a case since its plan was put before the board, in words; empty for none.

    Raises `StoreRefusal`.
    """
    newest = store.history(seen.key)[0]
    if newest.rev == seen.rev:
        return ""
    return (
        f"Not recorded: {newest.who.name} saved revision {newest.rev} meanwhile, and the board "
        f"saw revision {seen.rev}. What was resolved is kept: leave the case, open it again, "
        "look at its plan, then go on."
    )


def correction(
    store: CaseStore, case_id: str, number: int, pending: BoardResult | None
) -> tuple[Plan, int, BoardResult]:
    """Return what a decision that corrects an earlier one begins with: its plan and revision.

    ``pending`` is gone on with where it corrects the same. Raises `StoreRefusal`.
    """
    found = next(d for d in store.decisions(case_id) if d.number == number)
    plan = decided_on(store, found)
    if pending is not None and pending.corrects == number:
        return plan, found.rev, pending
    return plan, found.rev, evolve(found.result, corrects=number, reason="")


def decided_on(store: CaseStore, decision: Decision) -> Plan:
    """Make the plan again that was decided on. Raises `StoreRefusal`."""
    from nettui.engine.plan.plan import plan

    case = store.open(decision.case_id, decision.rev).file.case
    return plan(case, decision.as_of, store.protocol(decision.protocol))
