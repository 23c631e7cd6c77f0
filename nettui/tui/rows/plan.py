"""A plan as rows: what first, what is missing, the six stages with their groups, the receipt.

Pure functions from a plan to rows, without a screen. Every finding of a plan stands in some row
when everything is unfolded; what is folded is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from nettui.engine.findings import (
    GROUP_TITLES,
    Conflict,
    DueDate,
    Finding,
    NeedFinding,
    Offer,
)
from nettui.engine.offers import held_by
from nettui.engine.plan import Plan
from nettui.engine.protocol import Entry
from nettui.engine.settle import (
    APPLIES,
    CANNOT_TELL,
    FALSE,
    MAYBE_MISSING,
    MET,
    MISSING,
    NOT_MET,
    NOT_NEEDED,
    OVERRIDDEN,
    TRUE,
    UNKNOWN,
)
from nettui.engine.stages import ANSWERS, STAGE_TITLES, STAGES
from nettui.engine.wording import plain
from nettui.exchange.basis import entry_of, fact_labels, option_labels, sign, signs, unique
from nettui.exchange.held import guard_line, holds, needs_of
from nettui.exchange.wording import answer_words, disputed, is_base_alone, role_words, speaking
from nettui.tui.rows.dates import dates_of, due_row
from nettui.tui.rows.lines import Row, Run
from nettui.tui.rows.wording import SIGNS, group_row, heading, tail_of

MORE = " (a shows them)"
_NAMED = 4  # names in a row that only points to where they stand in full
_PITFALL = "pitfall"
_FIRST_STAGES = ("workup", "grading")  # what they say to do comes before any therapy


@frozen
class Folded:
    """What a stage says does not hold, folded into one row."""

    stage: str
    findings: tuple[Finding, ...]
    needs: tuple[NeedFinding, ...]


def plan_rows(plan: Plan, *, unfolded: bool = False, notes: Sequence[str] = ()) -> tuple[Row, ...]:
    """Return the plan as rows. ``unfolded``: also all that is not now, with what it wanted.

    ``notes`` are what was said of plugins when the protocol was published.
    """
    rows: list[Row] = [heading("What first"), *(_signed(plan, r) for r in _first(plan))]
    rows += _section("Missing work-up", _missing(plan, "workup"))
    rows += _section("Notes on the record", _notes(plan))
    rows += _section("Conflicts", _conflicts(plan))
    for number, stage in enumerate(STAGES, 1):
        rows.append(heading(f"{number} {STAGE_TITLES[stage]}", _answer(plan, stage), stage))
        said = list(_stage(plan, stage, unfolded=unfolded))
        rows += said or [Row(title="The protocol says nothing here for what is known.")]
    rows += _section("Pitfalls", (_finding(f, "i", "Pitfall") for f in _apart(plan, rule=True)))
    rows += _section(
        "For the board", (_finding(f, "i", "Judge", "title") for f in _apart(plan, rule=False))
    )
    return (*rows, heading("Receipt"), *_receipt(plan, notes))


def _section(title: str, rows: Iterable[Row]) -> list[Row]:
    rows = list(rows)
    return [heading(title), *rows] if rows else []


# --- what first --------------------------------------------------------------------------------


def _first(plan: Plan) -> Iterator[Row]:
    """Yield what a reader in a hurry must see: what to obtain, what contradicts, what to do."""
    missing = tuple(n for n in plan.needs if n.state == MISSING)
    if missing:
        facts = unique(f for n in missing for f in n.missing)
        names = _some(plan.protocol.vocabulary[f].label for f in facts)
        yield Row(
            sign="!", word="Obtain", tone="held", title=names, key="first:obtain", subject=missing
        )
    for n, conflict in enumerate(plan.conflicts[:1]):
        title = " / ".join(unique(f.says.rstrip(".") for f in conflict.findings))
        more = f"{len(plan.conflicts)} conflicts" if len(plan.conflicts) > 1 else ""
        yield group_row("conflict", title, more, key=f"first:conflict:{n}", subject=conflict)
    # Only what holds the plan back comes before the options; the rest stands in its stage.
    acts = [
        f
        for f in plan.findings
        if f.stage in _FIRST_STAGES and f.group == "do" and f.entry.raw.get("status")
    ]
    for finding in [f for f in acts if not f.options and not _is_apart(f)][:2]:
        yield group_row(
            "do",
            finding.says,
            tail_of((finding.entry,)),
            key=f"first:{finding.id}",
            subject=finding,
        )
    offers: tuple[Offer, ...] = ()
    for group in ("do", "consider"):
        offers = tuple(o for o in plan.offers if o.group == group and o.role != "diagnostic")
        if offers:
            names = _some(unique(f"{o.label}{role_words(o)}" for o in offers))
            yield group_row(group, names, key="first:offers", subject=offers)
            break
    if not offers and not plan.conflicts:
        title = "The protocol recommends no option for what is known."
        yield group_row("note", title, key="first:none", subject=title)
    yield from _first_held(plan)
    stopped = tuple(o for o in plan.offers if o.group == "contraindicated")
    if stopped:
        names = _some(unique(o.label for o in stopped))
        yield group_row("contraindicated", names, key="first:stopped", subject=stopped)
    late = tuple(due for due in plan.follow_up if due.overdue)
    if late:
        names = _some(unique(due.finding.says.rstrip(".") for due in late))
        yield Row(
            sign="!", word="OVERDUE", tone="stop", title=names, key="first:late", subject=late
        )


def _signed(plan: Plan, row: Row) -> Row:
    """Return a row that only points further down with the signs of all that it points to."""
    if isinstance(row.subject, Finding):
        return row
    entries = [f.entry for f in findings_in(row.subject)]
    for part in row.subject if isinstance(row.subject, tuple) else ():
        if isinstance(part, NeedFinding):
            entries.append(part.entry)
        if isinstance(part, Offer):
            entries += _in_the_way(plan, part)
    return evolve(row, tail=" ".join(unique((row.tail, signs(entries)))))


def _in_the_way(plan: Plan, offer: Offer) -> Iterator[Entry]:
    """Yield the stops and needs that stop or hold an option."""
    if offer.group == "contraindicated":
        for guard in plan.guards(offer.option, offer.role):
            if guard.guard.kind == "stop" and guard.truth == TRUE:
                yield guard.entry
    for need in needs_of(plan, offer):
        yield from (entry_of(plan, entry_id) for entry_id in need.tells)


def _first_held(plan: Plan) -> Iterator[Row]:
    """Yield what would be offered but is not cleared, with what would clear it."""
    held = tuple(o for o in plan.offers if o.group == "not_cleared")
    if held:
        names = _some(unique(o.label for o in held))
        needs = unique(f for o in held for f in held_by(plan, o))
        note = f"Needs: {_some(plan.protocol.vocabulary[f].label for f in needs)}"
        yield group_row(
            "not_cleared", names, notes=((note, "held"),), key="first:held", subject=held
        )


def _some(names: Iterable[str]) -> str:
    known = list(names)
    more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    return ", ".join(known[:_NAMED]) + more


# --- rows of one kind --------------------------------------------------------------------------


def _finding(finding: Finding, sign: str, word: str, tone: str = "") -> Row:
    return Row(
        sign=sign,
        word=word,
        tone=tone,
        title=finding.says,
        tail=tail_of((finding.entry,)),
        notes=_may_change(finding),
        key=f"finding:{finding.id}",
        subject=finding,
    )


def _may_change(finding: Finding) -> tuple[Run, ...]:
    may = finding.may_be_overridden_by
    return ((f"May be overridden by {', '.join(may)}.", "held"),) if may else ()


# --- work-up, notes, conflicts -----------------------------------------------------------------


def _missing(plan: Plan, stage: str) -> Iterator[Row]:
    found = [
        n for n in plan.needs if n.entry.stage == stage and n.state in (MISSING, MAYBE_MISSING)
    ]
    for need in sorted(found, key=lambda n: (n.state, not n.need.caps.status)):
        yield need_row(plan, need)


def need_row(plan: Plan, need: NeedFinding) -> Row:
    """Return the row of a need: what it asks for, what is not known, what its absence holds."""
    sign, word, tone = _NEEDS[need.state]
    says = need.need.says.rstrip(".")
    labels = fact_labels(plan, need.missing)
    notes: list[Run] = []
    if labels and labels.casefold() not in says.casefold():
        notes.append((f"Not known: {labels}", ""))
    held = holds(plan.protocol, need.need)
    if held and need.missing:
        notes.append((f"Holds {held}", ""))
    return Row(
        sign=sign,
        word=word,
        tone=tone,
        title=says,
        tail=tail_of((need.entry,)),
        notes=tuple(notes),
        key=f"need:{need.entry.id}",
        subject=need,
    )


_NEEDS = {
    MISSING: ("!", "Missing", "held"),
    MAYBE_MISSING: ("?", "May be needed", "unknown"),
    MET: ("+", "Known", ""),
    NOT_NEEDED: ("-", "Not needed", ""),
}


def _notes(plan: Plan) -> Iterator[Row]:
    for n, note in enumerate(plan.picture.notes):
        yield Row(sign="!", word="Check", tone="held", title=note, key=f"note:{n}", subject=note)


def _conflicts(plan: Plan) -> Iterator[Row]:
    for n, conflict in enumerate(plan.conflicts):
        sides = tuple((_side(plan, finding), "") for finding in conflict.findings)
        title = conflict.says
        yield group_row("conflict", title, notes=sides, key=f"conflict:{n}", subject=conflict)


def _side(plan: Plan, finding: Finding) -> str:
    options = option_labels(plan.protocol, finding.options)
    says = f"{options}: {finding.says}" if options else finding.says
    return f"{says} · {tail_of((finding.entry,))}"


# --- stages ------------------------------------------------------------------------------------


def _stage(plan: Plan, stage: str, *, unfolded: bool) -> Iterator[Row]:
    findings = [f for f in plan.findings if f.stage == stage and not _is_apart(f)]
    bare = [f for f in findings if not f.options]
    if stage != "workup":  # its own stands at the top
        yield from _missing(plan, stage)
    notes = [f for f in bare if f.group == "note"]
    for finding in notes:
        if finding.entry.raw.get("answer"):
            yield _finding(finding, "i", ANSWERS[stage][1])
    dated = dates_of(plan)
    if stage == STAGES[-1]:
        yield from (due_row(plan, due) for due in plan.follow_up)
    yield from _offers(plan, stage, dated)
    for finding in bare:
        if finding.group not in ("note", "not_now", "cannot_tell") and finding.id not in dated:
            yield _finding(finding, SIGNS[finding.group][0], GROUP_TITLES[finding.group])
    yield from _cannot_tell(plan, stage, bare)
    for finding in findings:
        if finding.status == OVERRIDDEN:
            yield _overridden(plan, finding)
    for finding in notes:
        if not finding.entry.raw.get("answer"):
            yield _finding(finding, "i", "Note")
    yield from _orders(plan, stage)
    yield from _not_now(plan, stage, findings, unfolded=unfolded)


def _is_apart(finding: Finding) -> bool:
    """Judgements and pitfalls that hold stand in parts of their own."""
    if finding.status != APPLIES:
        return False
    return finding.entry.kind == "judgement" or _PITFALL in finding.entry.raw.get("flags", ())


def _apart(plan: Plan, *, rule: bool) -> Iterator[Finding]:
    for finding in plan.findings:
        if _is_apart(finding) and (finding.entry.kind != "judgement") is rule:
            yield finding


def _said(offer: Offer) -> tuple[Finding, ...]:
    """Return the findings for which an offer stands in its group."""
    return speaking(offer) or offer.findings


_GATHERED = ("cannot_tell", "not_now")


def _offers(plan: Plan, stage: str, dated: dict[str, DueDate]) -> Iterator[Row]:
    """Yield the offers of a stage; those that differ only in their name as one row."""
    together: dict[object, list[Offer]] = {}
    for offer in plan.offers:
        if offer.stage != stage or offer.group in _GATHERED:
            continue
        notes = tuple(_guard_notes(plan, offer))
        ids = tuple(f.id for f in _said(offer))
        if not notes and all(one in dated for one in ids):
            continue  # said with its dates
        key = (offer.group, offer.role, offer.rank, offer.intents, ids, notes)
        together.setdefault(key, []).append(offer)
    for same in together.values():
        yield _offer_row(plan, tuple(same))


def _offer_row(plan: Plan, same: tuple[Offer, ...]) -> Row:
    offer = same[0]
    title = ", ".join(o.label for o in same) + role_words(offer) + disputed(plan, offer)
    notes = [*_guard_notes(plan, offer)]
    notes += [note for f in _said(offer) for note in _may_change(f)]
    place = f"place {offer.rank} · " if offer.rank else ""
    intent = f" · intent: {', '.join(map(plain, offer.intents))}" if offer.intents else ""
    return group_row(
        offer.group,
        title,
        place + tail_of([f.entry for f in _said(offer)]) + intent,
        notes=notes,
        key=f"offer:{offer.stage}:{offer.role}:{' '.join(o.option for o in same)}",
        subject=same,
    )


def _guard_notes(plan: Plan, offer: Offer) -> Iterator[Run]:
    """Yield what stops or holds an offer and what to mind; what may apply is only counted."""
    unsure = 0
    for need in needs_of(plan, offer):
        behind = signs(entry_of(plan, entry_id) for entry_id in need.tells)
        yield f"Needs: {need.text} {behind}".rstrip(), "held"
    for guard in plan.guards(offer.option, offer.role):
        if guard.truth == TRUE:
            line = guard_line(plan, guard)
            text = f"{line.label}: {line.text} {sign(guard.entry)}".rstrip()
            yield text, "stop" if guard.guard.kind == "stop" else "held"
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
    for facts, found in waiting.items():
        findings = tuple(dict.fromkeys(f for _, f in found))
        needs = fact_labels(plan, facts) or "what its answers rest on"
        yield group_row(
            "cannot_tell",
            ", ".join(unique(name for name, _ in found)),
            tail_of([f.entry for f in findings]),
            notes=((f"Needs: {needs}", "unknown"),),
            key=f"waiting:{stage}:{' '.join(facts)}",
            subject=findings,
        )


def _overridden(plan: Plan, finding: Finding) -> Row:
    notes: list[Run] = []
    for entry_id in finding.overridden_by:
        entry = entry_of(plan, entry_id)
        says = entry.raw.get("reason") or entry.raw["says"]
        notes.append((f"By {entry_id}: {says} {sign(entry)}".rstrip(), ""))
    row = _finding(finding, "-", "Overridden")
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


# --- receipt -----------------------------------------------------------------------------------


def _receipt(plan: Plan, notes: Sequence[str]) -> Iterator[Row]:
    receipt = plan.receipt
    for number, note in enumerate(notes):
        yield Row(
            sign="!", word="Plugin", tone="held", title=note, key=f"plugin:{number}", subject=note
        )
    alone = "Base protocol alone: " if is_base_alone(plan) else ""
    yield Row(title=f"nettui {receipt.program} · as of {receipt.as_of.isoformat()}")
    yield Row(title=f"{alone}{', '.join(receipt.plugins)}")
    yield Row(title=f"Protocol {receipt.protocol}")
    yield Row(title=f"Case {receipt.case}")


def _answer(plan: Plan, stage: str) -> str:
    """Return the answer of a stage in words: the grade, or what the route says."""
    if stage not in ANSWERS:
        return ""
    name = ANSWERS[stage][0]
    says = unique(
        f.says.rstrip(".")
        for f in plan.findings
        if f.stage == stage and f.status == APPLIES and f.entry.raw.get("answer")
    )
    if name == "route" and says and plan.answers[name].known:
        return " / ".join(says)
    return answer_words(plan, name)


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
