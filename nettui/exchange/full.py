"""All of a plan as a document: every rule, whether it holds or not, with its reasons and guards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nettui.engine.findings import GROUP_TITLES, DueDate, Finding, Offer
from nettui.engine.marks import still_open, to_confirm
from nettui.engine.plan import Plan
from nettui.engine.settle import (
    APPLIES,
    CANNOT_TELL,
    FALSE,
    MISSING,
    NOT_MET,
    OVERRIDDEN,
    TRUE,
)
from nettui.engine.stages import ANSWERS, STAGE_TITLES, STAGES
from nettui.exchange.basis import (
    basis,
    entry_of,
    fact_labels,
    not_known,
    option_labels,
    signs,
    unique,
)
from nettui.exchange.document import Document, Line, Part
from nettui.exchange.head import first, head, heading
from nettui.exchange.held import guard_lines, holds, needs_of
from nettui.exchange.wording import (
    READING_LABEL,
    SPEAKING,
    and_symptoms,
    answer_words,
    disputed,
    due_words,
    intents,
    is_reading,
    may_change,
    named,
    role_words,
    rules_of,
    sentence,
    speaking,
    twice,
)

_PITFALL = "pitfall"


def document(plan: Plan, title: str = "") -> Document:
    """Return all of a plan. ``title`` is the case file's."""
    told: set[str] = set()
    conflicts = tuple(_conflicts(plan, told))
    stages = [tuple(_stage(plan, stage, told)) for stage in STAGES]
    silent = (Line("The protocol in force has no rule for this."),)
    parts = (
        Part(heading(plan, title), (*head(plan), *_answers(plan))),
        Part("What first", tuple(first(plan))),
        Part("Missing work-up", tuple(_missing(plan))),
        Part("Conflicts", conflicts),
        *(Part(STAGE_TITLES[s], said or silent) for s, said in zip(STAGES, stages, strict=True)),
        Part("Pitfalls", tuple(_pitfalls(plan))),
        Part("For the board", tuple(_board(plan))),
        Part("Open questions", tuple(_questions(plan))),
        Part("Notes on the record", tuple(Line(note) for note in plan.picture.notes)),
        Part("Receipt", tuple(_receipt(plan))),
    )
    return tuple(part for part in parts if part.lines)


def _answers(plan: Plan) -> Iterator[Line]:
    known, needed = plan.workup
    yield Line(
        f"{answer_words(plan, 'grade')} · work-up: {known} of {needed} items known", "", "Grade"
    )
    yield Line(answer_words(plan, "route"), label="Route")


# --- missing work-up ---------------------------------------------------------------------------


def _missing(plan: Plan) -> Iterator[Line]:
    for need in plan.pressing:
        text = need.need.says.rstrip(".")
        labels = not_known(plan, need.missing, text)
        held = holds(plan.protocol, need.need)
        text += f" ({labels})" if labels else ""
        text += f". Holds {held}" if held else ""
        label = "Missing" if need.state == MISSING else "May be needed"
        yield Line(f"{text}.", basis((need.entry,)), label)


# --- conflicts ---------------------------------------------------------------------------------


def _conflicts(plan: Plan, told: set[str]) -> Iterator[Line]:
    for n, conflict in enumerate(plan.conflicts, 1):
        yield Line(conflict.says, label=str(n))
        for n_side, side in enumerate(conflict.sides):
            for finding in side:
                told.add(finding.id)
                options = option_labels(plan.protocol, finding.options)
                text = f"{options}: {finding.says}" if options else finding.says
                label = "against" if n_side and conflict.kind == "paired" else ""
                yield Line(text, basis((finding.entry,)), label, depth=1)


# --- stages ------------------------------------------------------------------------------------


def _stage(plan: Plan, stage: str, told: set[str]) -> Iterator[Line]:
    findings = [f for f in plan.findings_in[stage] if not _elsewhere(f)]
    dates = {d.finding.id: d for d in plan.follow_up}
    yield from _stage_notes(findings, told)
    for due in plan.follow_up:
        if due.finding.stage == stage:
            told.add(due.finding.id)
            yield Line(_due(plan, due), basis((due.finding.entry,)), "Due")
    offers = [o for o in plan.offers if o.stage == stage]
    yield from _offers(plan, [o for o in offers if o.group in _SHOWN_AS_OFFER], told, dates)
    for finding in findings:
        if finding.status in SPEAKING and finding.id not in told:
            told.add(finding.id)
            text = finding.says + may_change(finding)
            yield Line(text, basis((finding.entry,)), GROUP_TITLES[finding.group], 0, (finding.id,))
    yield from _orders(plan, stage)
    for finding in findings:
        if finding.status == OVERRIDDEN:
            yield from _overridden(plan, finding)
    yield from _cannot_tell(plan, [f for f in findings if f.status == CANNOT_TELL])
    yield from _not_now(plan, [f for f in findings if f.status == NOT_MET])


_SHOWN_AS_OFFER = ("conflict", "do", "consider", "not_cleared", "contraindicated")


def _elsewhere(finding: Finding) -> bool:
    """Judgements and pitfalls that hold stand in parts of their own."""
    if finding.status != APPLIES:
        return False
    return finding.entry.kind == "judgement" or _PITFALL in finding.entry.raw.get("flags", ())


def _stage_notes(findings: Iterable[Finding], told: set[str]) -> Iterator[Line]:
    for finding in findings:
        if finding.group == "note":
            told.add(finding.id)
            answers = finding.entry.raw.get("answer")
            label = ANSWERS[finding.stage][1] if answers else "Note"
            label = READING_LABEL if is_reading(finding) else label
            yield Line(finding.says + may_change(finding), basis((finding.entry,)), label)


def _offers(
    plan: Plan, offers: Iterable[Offer], told: set[str], dates: dict[str, DueDate]
) -> Iterator[Line]:
    """Yield the offers, those that have everything but their name in common as one line."""
    together: dict[object, list[Offer]] = {}
    below: dict[object, tuple[Line, ...]] = {}
    for offer in offers:
        if twice(plan, offer):
            continue
        lines = (*needs_of(plan, offer), *guard_lines(plan, offer))
        ids = tuple(f.id for f in speaking(offer))
        too = and_symptoms(plan, offer)
        key: object = (offer.group, offer.role, offer.rank, ids, lines, too)
        together.setdefault(key, []).append(offer)
        below[key] = lines
    for key, same in together.items():
        offer = same[0]
        said = speaking(offer)
        if not below[key] and said and all(f.id in dates for f in said):
            continue  # said in full, with its dates
        says = " ".join(unique(sentence(f) for f in said if f.id not in told))
        told.update(f.id for f in said)
        place = f" (place {offer.rank})" if offer.rank else ""
        place += disputed(plan, offer)
        text = f"{named(plan, same)}{role_words(offer)}{and_symptoms(plan, offer)}{place}"
        text += f", intent {' and '.join(intents(offer))}" if intents(offer) else ""
        text += f": {says}" if says else ""
        yield Line(text, basis(rules_of(plan, offer)), GROUP_TITLES[offer.group])
        yield from below[key]


def _due(plan: Plan, due: DueDate) -> str:
    days, counted = due_words(plan, due)
    says = due.finding.says.rstrip(".")
    if not days:
        return f"{says}: {counted}."
    return f"{days}{' OVERDUE' if due.overdue else ''}: {says} ({counted})."


def _orders(plan: Plan, stage: str) -> Iterator[Line]:
    reasons = unique(r for o in plan.offers if o.stage == stage for r in o.rank_reasons)
    for entry_id in reasons:
        entry = entry_of(plan, entry_id)
        yield Line(entry.raw["says"], basis((entry,)), "Order")


def _overridden(plan: Plan, finding: Finding) -> Iterator[Line]:
    yield Line(finding.says, basis((finding.entry,)), "Overridden")
    for entry_id in finding.overridden_by:
        entry = entry_of(plan, entry_id)
        raw = entry.raw
        if "reason" not in raw:
            continue
        late = " (REVIEW OVERDUE)" if raw["review_by"] < plan.as_of.isoformat() else ""
        text = (
            f"by {entry_id}: {raw['reason']} Approved by {raw['approved_by']}, "
            f"to be reviewed by {raw['review_by']}{late}."
        )
        yield Line(text, signs((entry,)), depth=1)


# --- what does not speak -----------------------------------------------------------------------


def _cannot_tell(plan: Plan, findings: list[Finding]) -> Iterator[Line]:
    for finding in findings:
        yield Line(finding.says, basis((finding.entry,)), "Cannot tell", tells=(finding.id,))
        needs = fact_labels(plan, plan.missing(finding.entry))
        yield Line(f"needs {needs}" if needs else "what it reads cannot be told", depth=1)


def _not_now(plan: Plan, findings: list[Finding]) -> Iterator[Line]:
    for finding in findings:
        yield Line(finding.says, basis((finding.entry,)), "Not now", tells=(finding.id,))
        for clause in plan.reasons(finding):
            if clause.truth == FALSE and clause.got:
                yield Line(f"wanted {clause.wanted}; got {clause.got}", depth=1)


# --- board, questions, receipt -----------------------------------------------------------------


def _pitfalls(plan: Plan) -> Iterator[Line]:
    for finding in plan.findings:
        if _elsewhere(finding) and finding.entry.kind != "judgement":
            yield Line(finding.says, basis((finding.entry,)))


def _board(plan: Plan) -> Iterator[Line]:
    for finding in plan.findings:
        if finding.entry.kind == "judgement" and finding.truth == TRUE:
            yield Line(finding.says, basis((finding.entry,)))


def _questions(plan: Plan) -> Iterator[Line]:
    for n, question in enumerate(plan.questions, 1):
        parts = []
        if question.needs:
            parts.append(f"caps the plan ({' '.join(question.needs)})")
        if question.findings:
            count = len(question.findings)
            rules = "rule" if count == 1 else "rules"
            parts.append(f"decides {count} {rules} ({' '.join(question.findings)})")
        if question.options:
            parts.append(f"concerns {option_labels(plan.protocol, question.options)}")
        yield Line("; ".join(parts), question.fact, f"{n} {question.label}")


def _receipt(plan: Plan) -> Iterator[Line]:
    open_, every = len(still_open(plan.protocol)), len(to_confirm(plan.protocol))
    yield Line(
        "recalled, not re-read (R); engineering default (E): confirm before clinical use. "
        f"{open_} of {every} in this protocol are not signed off.",
        label="Marks",
    )
    receipt = plan.receipt
    yield Line(f"nettui {receipt.program} · as of {receipt.as_of.isoformat()}")
    yield Line(f"{', '.join(receipt.plugins)}", label="Plugins")
    yield Line(receipt.protocol, label="Protocol")
    yield Line(receipt.case, label="Case")
