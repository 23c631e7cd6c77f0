"""What findings come to: offers by option and role, conflicts, open questions, dates due."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nettui.case.base import dates
from nettui.case.picture.why_unknown import NOT_DONE, NOT_RECORDED, TOO_OLD, why_unknown
from nettui.case.picture.why_unknown import UNKNOWN as IS_UNKNOWN
from nettui.case.record.facts import FACTS
from nettui.engine.language.rules import Due, Guard, Need, Rule
from nettui.engine.language.states import (
    APPLIES,
    CANNOT_TELL,
    CONFLICT,
    CONTRAINDICATED,
    HELD,
    MAYBE_MISSING,
    MISSING,
    NOT_CLEARED,
    STOPPED,
    TO_CHECK,
    TRUE,
    UNKNOWN,
)
from nettui.engine.plan.checks import unchecked, waits
from nettui.engine.plan.evaluation import Evaluation
from nettui.engine.plan.findings import Conflict, DueDate, Finding, Offer, Question, strength_rank
from nettui.engine.plan.ranks import PLACED, ranks
from nettui.engine.protocol.entry import stage_rank
from nettui.engine.protocol.protocol import Protocol

SPEAKING = (APPLIES, TO_CHECK, NOT_CLEARED, CONTRAINDICATED)
_GROUP_ORDER = (
    "conflict",
    "do",
    "consider",
    "not_cleared",
    "cannot_tell",
    "contraindicated",
    "not_now",
)
# Which of its findings decides the group of an option: a true stop goes before what another rule
# cannot tell.
_DECIDES = (
    "conflict",
    "do",
    "consider",
    "not_cleared",
    "contraindicated",
    "cannot_tell",
    "not_now",
)


def offers(evaluation: Evaluation) -> tuple[Offer, ...]:
    """Return every option that a rule names, by role, in the order in which it is shown."""
    return offers_of(evaluation, evaluation.findings)


def offers_of(evaluation: Evaluation, findings: Iterable[Finding]) -> tuple[Offer, ...]:
    """Return the options that some findings name, by role, in the order in which it is shown."""
    by_key: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        for option in finding.options:
            by_key.setdefault((option, finding.entry.role), []).append(finding)
    made = [_offer(evaluation, option, role, found) for (option, role), found in by_key.items()]
    placed = ranks(evaluation, made)
    ranked = []
    for offer in made:
        rank, reasons = placed.get(offer.key, (None, ()))
        ranked.append(
            Offer(
                option=offer.option,
                label=offer.label,
                role=offer.role,
                group=offer.group,
                strength=offer.strength,
                stage=offer.stage,
                stop=offer.stop,
                findings=offer.findings,
                intents=offer.intents,
                rank=rank if offer.group in PLACED else None,
                rank_reasons=reasons,
            )
        )
    return tuple(sorted(ranked, key=_shown_at))


def _shown_at(offer: Offer) -> tuple[int, int, int, int, str, str]:
    return (
        _GROUP_ORDER.index(offer.group),
        stage_rank(offer.stage),
        offer.rank or 99,
        strength_rank(offer.strength),
        offer.option,
        offer.role,
    )


def _offer(evaluation: Evaluation, option: str, role: str, found: Sequence[Finding]) -> Offer:
    groups = [_group(evaluation, f, option, role) for f in found]
    group = min(groups, key=_DECIDES.index)
    same = [f for f, of in zip(found, groups, strict=True) if of == group]
    strengths = sorted((f.strength for f in same), key=strength_rank)
    if strengths[0] == "strong" and evaluation.is_weakened(option, role):
        strengths[0] = "conditional"
    intents = (f.entry.intent for f in found if f.status in SPEAKING)
    first = min(same, key=lambda f: (stage_rank(f.stage), f.id))
    return Offer(
        option=option,
        label=evaluation.protocol.option_labels[option],
        role=role,
        group=group,
        strength=strengths[0],
        stage=first.stage,
        stop=max(evaluation.stop(option, role, f.stage) for f in found),
        findings=tuple(sorted(found, key=lambda f: (_GROUP_ORDER.index(_shown(f)), f.id))),
        intents=tuple(dict.fromkeys(i for i in intents if i)),
    )


def _shown(finding: Finding) -> str:
    return "not_now" if finding.group == "note" else finding.group


def _group(evaluation: Evaluation, finding: Finding, option: str, role: str) -> str:
    """Return the group of one option of a finding: its own stop decides, not its neighbour's."""
    if finding.status in SPEAKING:
        stop = evaluation.stop(option, role, finding.stage)
        if stop == STOPPED:
            return "contraindicated"
        if stop == HELD:
            return "not_cleared"
        is_strong = finding.strength == "strong" and not evaluation.is_weakened(option, role)
        return "do" if is_strong else "consider"
    return _shown(finding)


def shown_group(evaluation: Evaluation, option: str, role: str, found: Iterable[Finding]) -> str:
    """Return the group in which an option is shown for what these findings say of it."""
    groups = (_group(evaluation, finding, option, role) for finding in found)
    return min(groups, key=_DECIDES.index)


def conflicts(evaluation: Evaluation, offers: Iterable[Offer]) -> tuple[Conflict, ...]:
    """Return all that contradicts itself: nothing is chosen between the two sides."""
    found: list[Conflict] = []
    by_id = {f.id: f for f in evaluation.findings}
    clashing: dict[str, list[Finding]] = {}
    for finding in evaluation.findings:
        if finding.status == CONFLICT:
            clashing.setdefault(_clashes_on(evaluation.protocol, finding), []).append(finding)
    found.extend(
        Conflict("answers", "These disagree and nothing outranks the other.", tuple(group))
        for _, group in sorted(clashing.items())
    )
    paired: set[frozenset[str]] = set()
    # Everything that contradicts the same rules is one conflict.
    against: dict[tuple[Finding, ...], list[Finding]] = {}
    for finding in evaluation.findings:
        if finding.status not in SPEAKING:
            continue
        named = (by_id[name] for name in finding.entry.against)
        others = tuple(other for other in named if other.status in SPEAKING)
        if others:
            against.setdefault(others, []).append(finding)
            theirs = {option for other in others for option in other.options}
            paired |= {frozenset((a, b)) for a in finding.options for b in theirs if a != b}
    found.extend(
        Conflict("paired", "Two sources say different things.", (*others, *ours))
        for others, ours in against.items()
    )
    strong = {o.option: o for o in offers if o.group == "do"}
    for option, offer in strong.items():
        for opposed in evaluation.protocol.options[option].opposes:
            pair = frozenset((option, opposed))
            if opposed in strong and pair not in paired:
                paired.add(pair)
                both = (*_speaking(offer), *_speaking(strong[opposed]))
                labels = f"{offer.label} and {strong[opposed].label}"
                found.append(
                    Conflict("opposed", f"{labels} exclude each other.", tuple(dict.fromkeys(both)))
                )
    return tuple(found)


def _clashes_on(protocol: Protocol, finding: Finding) -> str:
    """Return what a finding disagrees on: the answer of its stage, or what a rule says."""
    if finding.entry.answer:
        return finding.stage
    if finding.entry.kind == "override":
        return protocol.entries[protocol.target(finding.entry)].id
    return finding.id


def _speaking(offer: Offer) -> tuple[Finding, ...]:
    return tuple(f for f in offer.findings if f.status in SPEAKING)


def questions(evaluation: Evaluation, offers: Iterable[Offer]) -> tuple[Question, ...]:
    """Return the facts that are missing with what waits for each.

    What is recorded and cannot be read, or contradicts itself, first: nothing that rests on it is
    cleared. Then what the work-up needs, then by the strongest rule that waits, then what decides
    most.
    """
    strongest: dict[str, int] = {}
    findings: dict[str, list[str]] = {}
    needs: dict[str, list[str]] = {}
    options: dict[str, dict[str, None]] = {}
    for finding in evaluation.findings:
        if finding.status == CANNOT_TELL:
            rank = strength_rank(finding.strength)
            for fact in evaluation.missing(finding.entry):
                strongest[fact] = min(rank, strongest.get(fact, rank))
                findings.setdefault(fact, []).append(finding.id)
                options.setdefault(fact, {}).update(dict.fromkeys(finding.options))
    for need in evaluation.needs:
        if need.state in (MISSING, MAYBE_MISSING):
            for fact in evaluation.behind(need.missing):
                needs.setdefault(fact, []).append(need.entry.id)
    for offer in offers:
        rank = strength_rank(offer.strength)
        for fact in to_clear(evaluation, offer):
            strongest[fact] = min(rank, strongest.get(fact, rank))
            options.setdefault(fact, {})[offer.option] = None
    facts = dict.fromkeys((*needs, *findings, *options))
    made = [
        Question(
            fact=fact,
            label=FACTS[fact].label,
            findings=tuple(findings.get(fact, ())),
            needs=tuple(needs.get(fact, ())),
            options=tuple(options.get(fact, ())),
            waits=not_now(evaluation, fact),
        )
        for fact in facts
    ]
    weakest = strength_rank("")
    unclear = evaluation.picture.unclear

    def before(asked: Question) -> tuple[object, ...]:
        rank = strongest.get(asked.fact, weakest)
        return (
            asked.fact not in unclear,
            not asked.needs,
            rank,
            -len(asked.options),
            -len(asked.findings),
            asked.fact,
        )

    return tuple(sorted(made, key=before))


# A result that is on record can be asked for, whatever stops the examination.
_TO_BE_MADE = frozenset((NOT_RECORDED, NOT_DONE, IS_UNKNOWN, TOO_OLD))


def not_now(evaluation: Evaluation, fact: str) -> str:
    """Return the stop in force on every examination that answers a fact, empty for none such."""
    examinations = evaluation.protocol.examinations.get(fact, ())
    stops = [_stop_on(evaluation, option) for option in examinations]
    if not all(stops) or why_unknown(evaluation.picture, fact) not in _TO_BE_MADE:
        return ""
    return " ".join(dict.fromkeys(stops))


def _stop_on(evaluation: Evaluation, option: str) -> str:
    found = evaluation.guards(option, "diagnostic")
    return next((g.guard.says for g in found if g.guard.kind == "stop" and g.truth == TRUE), "")


def to_clear(evaluation: Evaluation, offer: Offer) -> tuple[str, ...]:
    """Return the facts that must be known before an option that is named is cleared."""
    held = held_by(evaluation, offer) if offer.group == "not_cleared" else ()
    checked = unchecked(evaluation, offer) if held or waits(offer) else ()
    return tuple(dict.fromkeys((*held, *checked)))


def held_by(evaluation: Evaluation, offer: Offer) -> tuple[str, ...]:
    """Return the facts that must be known before an option is no longer held, checks aside."""
    found: dict[str, None] = {}
    for guard in evaluation.guards(offer.option, offer.role):
        if guard.guard.kind == "stop" and guard.truth == UNKNOWN:
            found.update(dict.fromkeys(evaluation.seen_for(guard.entry).missing(guard.guard.when)))
    for need in evaluation.needs:
        if need.missing and is_held(evaluation, offer, need.need):
            found.update(dict.fromkeys(evaluation.behind(need.missing)))
    return tuple(found)


def is_held(evaluation: Evaluation, offer: Offer, need: Need) -> bool:
    """Say whether a need, while missing, holds an option in a stage that names it."""
    holds = evaluation.protocol.holds
    stages = {f.stage for f in offer.findings}
    return any(holds(need.caps, offer.option, offer.role, stage) for stage in stages)


def stopped_by(evaluation: Evaluation, offer: Offer) -> tuple[Guard, ...]:
    """Return the stops that contraindicate an option."""
    return tuple(
        g.guard
        for g in evaluation.guards(offer.option, offer.role)
        if g.guard.kind == "stop" and g.truth == TRUE
    )


class Window(NamedTuple):
    """When something is due by one rule, at its position; no days where none is to count from."""

    rule: int
    due: Due
    anchor: str
    start: datetime.date | None
    earliest: datetime.date | None
    latest: datetime.date | None


def windows(evaluation: Evaluation) -> list[Window]:
    """Return the windows of all that is due, in the order of the protocol."""
    found = []
    result, status_at = evaluation.result, evaluation.protocol.status_at
    for n in evaluation.protocol.due:
        if result[status_at[n]] != APPLIES:
            continue
        act = evaluation.protocol.entries[n].act
        assert isinstance(act, Rule)
        assert act.due
        due = act.due
        start, anchor = _counted_from(evaluation, due)
        earliest = add_months(start, due.low) if start else None
        latest = add_months(start, due.high) if start else None
        if not (earliest and due.done and _recorded(evaluation, due.done, earliest)):
            found.append(Window(n, due, anchor, start, earliest, latest))
    return found


def due_dates(evaluation: Evaluation) -> tuple[DueDate, ...]:
    """Return what is due and when, earliest first; what has no day to count from comes last."""
    found = [
        DueDate(
            finding=evaluation.finding(evaluation.protocol.entries[w.rule].id),
            earliest=w.earliest,
            latest=w.latest,
            anchor=w.anchor,
            anchor_date=w.start,
            repeats=w.due.repeats,
            # Counted from an operation it may have been done since, unrecorded (Z17).
            overdue=w.latest is not None
            and w.latest < evaluation.as_of
            and w.anchor == w.due.anchor,
        )
        for w in windows(evaluation)
    ]
    return tuple(sorted(found, key=lambda d: (d.earliest or datetime.date.max, d.finding.id)))


def _recorded(evaluation: Evaluation, name: str, since: datetime.date) -> bool:
    day = evaluation.picture.get(name)
    return isinstance(day, datetime.date) and since <= day <= evaluation.as_of


def _counted_from(evaluation: Evaluation, due: Due) -> tuple[datetime.date | None, str]:
    """Return the latest day that a window counts from, and its fact; days to come do not count."""
    if not due.anchor:
        return evaluation.as_of, ""
    known = [(evaluation.picture.get(name), name) for name in (due.anchor, *due.after)]
    past = [
        (d, name) for d, name in known if isinstance(d, datetime.date) and d <= evaluation.as_of
    ]
    start, anchor = max(past, key=lambda found: found[0], default=(None, due.anchor))
    for day, name in known:  # one of which only the month is known may be the latest
        if not isinstance(day, dates.PartialDate) or day.first > evaluation.as_of:
            continue
        if start is None or day.last > start:
            return None, name
    return start, anchor


def add_months(day: datetime.date, months: float) -> datetime.date:
    """Return the day that many months later; whole months keep the day or take the month's last.

    Beyond the calendar it is its last day.
    """
    whole = int(months)
    moved = dates.add_months(day, whole)
    if months == whole:
        return moved
    more = datetime.timedelta(days=round((months - whole) * 30.4375))
    return moved + min(more, datetime.date.max - moved)
