"""What a board resolved on the options of a plan, as rows: while it is recorded, and afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from nettui.desk.deciding import to_decide
from nettui.engine.language.wording import plain
from nettui.engine.plan.findings import OfferKey
from nettui.engine.plan.plan import Plan
from nettui.sheet.comparison import NOTHING, OptionState, kept_states, option_states
from nettui.sheet.kinds import OF_GROUP
from nettui.sheet.wording import after_checks, role_words
from nettui.store.board_result import DAY, PROTOCOL, Since
from nettui.store.records import BoardResult, Decision, Resolution
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow

OUTCOMES = {"a": "accepted", "m": "modified", "d": "declined", "f": "deferred"}
_SIGNS = {"accepted": "+", "modified": "~", "declined": "-", "deferred": "?"}


def resolving_rows(
    plan: Plan, made: Mapping[OfferKey, Resolution], note: str = ""
) -> Iterator[ListRow]:
    """Yield each option with what was resolved on it so far."""
    group = ""
    for offer in to_decide(plan):
        if offer.group != group:
            group = offer.group
            yield heading(OF_GROUP[group].word)
        resolution = made.get(offer.key)
        yield ListRow(
            sign=_SIGNS[resolution.outcome] if resolution else " ",
            word=resolution.outcome if resolution else "",
            column=12,
            tone="do" if resolution and resolution.outcome == "accepted" else "held",
            title=f"{offer.label}{role_words(offer)}{after_checks(offer)}",
            tail=_reason(resolution) if resolution else "",
            key=f"{offer.option} {offer.role}",
            subject=offer,
        )
    if note:
        yield heading("Remark")
        yield ListRow(title=note)


def signing_rows(
    plan: Plan, made: Mapping[OfferKey, Resolution], result: BoardResult
) -> Iterator[ListRow]:
    """Yield what is about to be signed: day, who was present, each resolution, the remark."""
    present = ", ".join(result.attendees) or "nobody is named"
    yield heading("What is signed")
    yield ListRow(title=f"Board of {result.held_on.isoformat()} · present: {present}")
    for resolution in made.values():
        label = plan.protocol.option_labels[resolution.option]
        role = "" if resolution.role == "primary" else f" ({plain(resolution.role)})"
        yield ListRow(
            sign=_SIGNS[resolution.outcome],
            word=resolution.outcome,
            column=12,
            title=f"{label}{role}",
            tail=_reason(resolution),
        )
    if result.note:
        yield ListRow(title=result.note)
    if result.reason:
        yield ListRow(title=f"Decision {result.corrects} is corrected: {result.reason}")


def _reason(resolution: Resolution) -> str:
    return " · ".join(part for part in (plain(resolution.code), resolution.text) if part)


def decision_rows(
    decisions: Sequence[Decision], plan: Plan, since: Since | str = ""
) -> Iterator[ListRow]:
    """Yield recorded decisions, newest first, and after the newest what changed since.

    ``since``: that, or in words why it is not known.
    """
    corrected = {d.result.corrects: d.number for d in decisions[::-1] if d.result.corrects}
    for n, decision in enumerate(decisions):
        result = decision.result
        title = f"Decision {decision.number} of {result.held_on.isoformat()}"
        if result.corrects:
            title += f", corrects decision {result.corrects}"
        if decision.number in corrected:
            title += f", corrected by decision {corrected[decision.number]}"
        yield heading(title, f"revision {decision.rev}")
        if decision.erased:
            yield ListRow(title="What it held was erased on request.")
            continue
        yield from _resolutions(decision, plan)
        yield from _signature(decision)
        if n == 0:
            yield from _since_rows(decision, since, plan)


def _resolutions(decision: Decision, plan: Plan) -> Iterator[ListRow]:
    """Yield each resolution with where the plan had the option then, and has it now."""
    labels = plan.protocol.option_labels
    kept = json.loads(decision.plan)
    labelled = {(offer["option"], offer["role"]): offer["label"] for offer in kept["offers"]}
    then, now = kept_states(kept), option_states(plan)
    for resolution in decision.result.resolutions:
        key = (resolution.option, resolution.role)
        was, is_ = _words(then.get(key)), _words(now.get(key))
        note = f"The plan then: {was}; now: {is_}." if was != is_ else f"The plan: {was}."
        yield ListRow(
            sign=_SIGNS[resolution.outcome],
            word=resolution.outcome,
            tone="do" if resolution.outcome == "accepted" else "held",
            title=labelled.get(key) or labels.get(resolution.option, resolution.option),
            tail=_reason(resolution),
            notes=((note, "changed" if was != is_ else ""),),
            key=f"{decision.number} {resolution.option} {resolution.role}",
            subject=decision,
        )


def _words(state: OptionState | None) -> str:
    return NOTHING if state is None else state.words


def _signature(decision: Decision) -> Iterator[ListRow]:
    if decision.result.attendees:
        yield ListRow(title=f"Present: {', '.join(decision.result.attendees)}")
    if decision.result.note:
        yield ListRow(title=decision.result.note)
    if decision.result.reason:
        yield ListRow(title=f"Why it corrects: {decision.result.reason}")
    yield ListRow(
        title=f"Recorded by {decision.who.name}, {decision.at:%Y-%m-%d %H:%M} UTC",
        key=f"{decision.number} signature",
        subject=decision,
    )


def _since_rows(decision: Decision, since: Since | str, plan: Plan) -> Iterator[ListRow]:
    """Yield what the plan says differently since a decision, and what that comes from."""
    title = f"Since decision {decision.number}"
    if isinstance(since, str):
        if since:
            yield heading(title)
            yield ListRow(title=since)
        return
    if not since.differences:
        yield heading(title, "the plan says the same")
    else:
        yield heading(f"{title} the plan says something else", str(len(since.differences)))
    labels = plan.protocol.option_labels
    for one in since.differences:
        option, _, role = one.what.partition(" (")
        what = f"{labels[option]} ({plain(role)}" if option in labels else one.what
        because = f"by {' and '.join(one.causes)}" if one.causes else ""
        yield ListRow(
            sign="*",
            tone="changed",
            title=f"{what}: {_said(one.then)} -> {_said(one.now)}",
            tail=because,
            key=f"since {one.what}",
        )
    if since.facts:
        yield heading("Facts recorded since", str(len(since.facts)))
    for fact in since.facts:
        yield ListRow(sign="-", title=str(fact), key=f"fact {fact.path}")
    if since.protocol_changed:
        digests = f"{decision.protocol[:12]} -> {plan.protocol.short}"
        yield heading(_begun(PROTOCOL), digests)
        for version in since.versions or ("The same versions, with other settings",):
            yield ListRow(sign="-", title=version, key=f"version {version}")
    if since.day_changed:
        days = f"{decision.as_of.isoformat()} -> {plan.as_of.isoformat()}"
        yield heading(_begun(DAY), days)


def _said(words: str) -> str:
    return plain(words) or "nothing"


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
