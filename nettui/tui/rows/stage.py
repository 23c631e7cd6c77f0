"""One stage of a plan as rows: its answer, what is due, options by group, what does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nettui.engine.findings import GROUP_TITLES, DueDate, Finding, Offer
from nettui.engine.plan import Plan
from nettui.engine.settle import (
    CANNOT_TELL,
    FALSE,
    MET,
    NOT_MET,
    NOT_NEEDED,
    OVERRIDDEN,
    TRUE,
    UNKNOWN,
)
from nettui.engine.stages import ANSWERS, STAGES
from nettui.sheet.basis import entry_of, fact_labels, option_labels, sign, signs, unique
from nettui.sheet.guards import guard_item, needs_of
from nettui.sheet.wording import (
    READING_LABEL,
    and_symptoms,
    disputed,
    intents,
    is_reading,
    named,
    role_words,
    rules_of,
    speaking,
    symptom_twin,
    twice,
)
from nettui.tui.rows.care import CARE_SIGN
from nettui.tui.rows.dates import dates_of, due_row
from nettui.tui.rows.finding import Folded, finding_row, is_apart, may_change
from nettui.tui.rows.lines import Row, Run
from nettui.tui.rows.need import missing_rows, need_row
from nettui.tui.rows.wording import SIGNS, group_row, tail_of

MORE = " (a shows them)"


def stage_rows(plan: Plan, stage: str, *, unfolded: bool) -> Iterator[Row]:
    """Yield the rows of a stage. ``unfolded``: also all that is not now, with what it wanted."""
    findings = [f for f in plan.findings_in[stage] if not is_apart(f)]
    bare = [f for f in findings if not f.options]
    if stage != "workup":  # its own stands at the top
        yield from missing_rows(plan, stage)
    notes = [f for f in bare if f.group == "note"]
    for finding in notes:
        if finding.entry.raw.get("answer"):
            yield finding_row(finding, "i", ANSWERS[stage][1])
    yield from (finding_row(f, "i", READING_LABEL) for f in notes if is_reading(f))
    dated = dates_of(plan)
    if stage == STAGES[-1]:
        yield from (due_row(plan, due) for due in plan.follow_up)
    yield from _offers(plan, stage, dated)
    for finding in bare:
        if finding.group not in ("note", "not_now", "cannot_tell") and finding.id not in dated:
            yield finding_row(finding, SIGNS[finding.group][0], GROUP_TITLES[finding.group])
    yield from _cannot_tell(plan, stage, bare)
    for finding in findings:
        if finding.status == OVERRIDDEN:
            yield _overridden(plan, finding)
    for finding in notes:
        if not finding.entry.raw.get("answer") and not is_reading(finding):
            yield finding_row(finding, "i", "Note")
    yield from _orders(plan, stage)
    yield from _not_now(plan, stage, findings, unfolded=unfolded)


def _said(offer: Offer) -> tuple[Finding, ...]:
    """Return the findings for which an offer stands in its group."""
    return speaking(offer) or offer.findings


_GATHERED = ("cannot_tell", "not_now")


def _offers(plan: Plan, stage: str, dated: dict[str, DueDate]) -> Iterator[Row]:
    """Yield the offers of a stage; those that differ only in their name as one row."""
    together: dict[object, list[Offer]] = {}
    for offer in plan.offers:
        if offer.stage != stage or offer.group in _GATHERED or twice(plan, offer):
            continue
        notes = tuple(_guard_notes(plan, offer))
        ids = tuple(f.id for f in _said(offer))
        if not notes and all(one in dated for one in ids):
            continue  # said with its dates
        too = and_symptoms(plan, offer)
        key = (offer.group, offer.role, offer.rank, offer.intents, ids, notes, too)
        together.setdefault(key, []).append(offer)
    for same in together.values():
        yield _offer_row(plan, tuple(same))


def _offer_row(plan: Plan, same: tuple[Offer, ...]) -> Row:
    offer = same[0]
    title = named(plan, same) + role_words(offer) + and_symptoms(plan, offer)
    aside = disputed(plan, offer)
    title += f" ({aside})" if aside else ""
    notes = [*_guard_notes(plan, offer)]
    notes += [note for f in _said(offer) for note in may_change(f)]
    place = f"place {offer.rank} · " if offer.rank else ""
    intent = f" · intent: {', '.join(intents(offer))}" if intents(offer) else ""
    return group_row(
        offer.group,
        title,
        place + tail_of(rules_of(plan, offer) or [f.entry for f in _said(offer)]) + intent,
        notes=notes,
        key=f"offer:{offer.stage}:{offer.role}:{' '.join(o.option for o in same)}",
        subject=(*same, *filter(None, (symptom_twin(plan, o) for o in same))),
    )


def _guard_notes(plan: Plan, offer: Offer) -> Iterator[Run]:
    """Yield what stops or holds an offer and what to mind; what may apply is only counted."""
    unsure = 0
    for need in needs_of(plan, offer):
        yield f"Needs: {need.title} {signs(need.entries)}".rstrip(), "held"
    for guard in plan.guards(offer.option, offer.role):
        if guard.truth == TRUE:
            item = guard_item(plan, guard)
            stops = guard.guard.kind == "stop"
            # What this case brings up carries the sign; what always holds is told without.
            mark = "" if stops or item.is_standing else CARE_SIGN
            text = f"{mark}{item.kind.word}: {item.title} {sign(guard.entry)}".rstrip()
            yield text, "stop" if stops else "held"
        elif guard.truth == UNKNOWN and guard.guard.kind != "stop":
            unsure += 1
    if unsure and offer.group != "contraindicated":
        yield f"{unsure} more caution{'s' if unsure > 1 else ''} cannot be told", ""


def _cannot_tell(plan: Plan, stage: str, bare: Iterable[Finding]) -> Iterator[Row]:
    """Yield what cannot be told, gathered by the facts that would decide it."""
    waiting: dict[tuple[str, ...], list[tuple[str, Finding]]] = {}
    for offer in plan.offers:
        if offer.stage == stage and offer.group == "cannot_tell":
            name = f"{offer.label}{role_words(offer)}"
            for finding in offer.findings:
                if finding.status == CANNOT_TELL:
                    waiting.setdefault(plan.missing(finding.entry), []).append((name, finding))
    for finding in bare:
        if finding.status == CANNOT_TELL:
            waiting.setdefault(plan.missing(finding.entry), []).append((finding.says, finding))
    # Findings of options that stand in another group are told with their offer.
    told: dict[str, list[tuple[tuple[str, ...], list[Finding]]]] = {}
    for facts, found in waiting.items():
        title = ", ".join(unique(name for name, _ in found))
        told.setdefault(title, []).append((facts, [finding for _, finding in found]))
    for title, ways in told.items():
        findings = tuple(dict.fromkeys(f for _, found in ways for f in found))
        needs = [fact_labels(plan, facts) or "what its answers rest on" for facts, _ in ways]
        yield group_row(
            "cannot_tell",
            title,
            tail_of([f.entry for f in findings]),
            notes=[(f"Needs: {'; or '.join(unique(needs))}", "unknown")],
            key=f"waiting:{stage}:{' '.join(ways[0][0])}",
            subject=findings,
        )


def _overridden(plan: Plan, finding: Finding) -> Row:
    notes: list[Run] = []
    for entry_id in finding.overridden_by:
        entry = entry_of(plan, entry_id)
        says = entry.raw.get("reason") or entry.raw["says"]
        notes.append((f"By {entry_id}: {says} {sign(entry)}".rstrip(), ""))
    row = finding_row(finding, "-", "Overridden")
    return Row(
        sign=row.sign,
        word=row.word,
        title=row.title,
        tail=row.tail,
        notes=tuple(notes),
        key=row.key,
        subject=finding,
    )


def _orders(plan: Plan, stage: str) -> Iterator[Row]:
    for entry_id in unique(r for o in plan.offers if o.stage == stage for r in o.rank_reasons):
        entry = entry_of(plan, entry_id)
        says = entry.raw["says"]
        tail = tail_of((entry,))
        yield group_row("note", says, tail, word="Order", key=f"order:{entry_id}", subject=entry)


def _not_now(
    plan: Plan, stage: str, findings: Iterable[Finding], *, unfolded: bool
) -> Iterator[Row]:
    silent = tuple(f for f in findings if f.status == NOT_MET)
    needs = tuple(n for n in plan.needs if n.entry.stage == stage and n.state in (MET, NOT_NEEDED))
    if not silent and not needs:
        return
    folded = Folded(stage, silent, needs)
    if not unfolded:
        yield group_row("not_now", folded_words(folded), key=f"folded:{stage}", subject=folded)
        return
    yield from (need_row(plan, need) for need in needs)
    for finding in silent:
        names = option_labels(plan.protocol, finding.options)
        title = f"{names}: {finding.says}" if names else finding.says
        tail = tail_of((finding.entry,))
        wanted = [
            (f"Wanted {clause.wanted}; got {clause.got}", "")
            for clause in plan.reasons(finding)
            if clause.truth == FALSE and clause.got
        ]
        key = f"finding:{finding.id}"
        yield group_row("not_now", title, tail, notes=wanted[:2], key=key, subject=finding)


def folded_words(folded: Folded) -> str:
    """Return what is folded, counted."""
    known = sum(n.state == MET for n in folded.needs)
    parts = (
        _count(len(folded.findings), "rule", "not met"),
        _count(known, "item", "known"),
        _count(len(folded.needs) - known, "item", "not needed"),
    )
    return ", ".join(part for part in parts if part) + MORE


def _count(number: int, what: str, state: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''} {state}" if number else ""
