"""The report of a plan for a tumour board, short enough to be read at a glance.

What speaks is told, each line with its basis; what does not speak is counted, and the last lines
say how much that is and how to see it, so that nothing disappears.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nettui.display import clip, safe
from nettui.engine.language.stages import STAGE_TITLES, STAGES
from nettui.engine.language.states import APPLIES, CANNOT_TELL, NOT_MET, OVERRIDDEN, TRUE
from nettui.engine.plan.findings import Finding
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from nettui.exchange import offered, waiting
from nettui.exchange.document import Document, Line, Part
from nettui.exchange.fold import FULL, Fold
from nettui.exchange.layout import as_document, lines_of, traced
from nettui.sheet.basis import (
    cited,
    compact,
    entry_of,
    number,
    pointer,
    signs,
    some,
    unique,
)
from nettui.sheet.guards import care
from nettui.sheet.kinds import FIRST, OF_GROUP
from nettui.sheet.leading import top
from nettui.sheet.priorities import what_first
from nettui.sheet.sheet import head, heading, sheet
from nettui.sheet.wording import (
    ACTIVE,
    READING_LABEL,
    SPEAKING,
    answer_words,
    due_words,
    ended,
    is_reading,
    may_change,
)

_LISTED = ("do", "consider", "not_cleared", "contraindicated")
_LIVE = ("do", "consider", "not_cleared", "conflict")


def document(plan: Plan, title: str = "", *, every: bool = False, fold: Fold = FULL) -> Document:
    """Return the report. ``title`` is the case file's.

    ``every``: all of it, with each rule that does not hold; otherwise ``fold`` says what makes
    room.
    """
    return as_document(sheet(plan, title)) if every else _folded(plan, title, fold)


def _folded(plan: Plan, title: str, fold: Fold) -> Document:
    stages = {stage: _stage(plan, stage, fold) for stage in STAGES}
    follow_up = stages.pop("follow_up")
    care = _run_in(plan, _care(plan, fold), fold)
    if fold.short:
        systemic = stages["systemic"]
        stages["systemic"] = Part(systemic.title, (*systemic.lines, *care))
        care = ()
    board = _run_in(plan, _board(plan, fold), fold)
    named = heading(plan, title)
    parts = (
        Part(clip(safe(named), 80) if fold.short else named, lines_of(head(plan))),
        *as_document((what_first(plan),)),
        *_parts("Conflicts", _conflicts(plan)),
        *stages.values(),
        *_parts("Order, first steps, cautions", care),
        follow_up,
    )
    receipt = tuple(_receipt(plan, (*parts, Part("", board)), fold))
    if fold.short:
        return (*parts, Part("For the board · receipt", (*board, *receipt)))
    return (*parts, *_parts("For the board", board), Part("Receipt", receipt))


def _parts(title: str, lines: Iterable[Line]) -> tuple[Part, ...]:
    """Return a part, or nothing where it has no lines."""
    told = tuple(lines)
    return (Part(title, told),) if told else ()


# --- conflicts ---------------------------------------------------------------------------------


def _conflicts(plan: Plan) -> Iterator[Line]:
    for n, conflict in enumerate(plan.conflicts, 1):
        if conflict.kind != "paired":
            yield Line(conflict.says, label=str(n))
        for side, findings in enumerate(conflict.sides):
            # Two sources that say different things need no words for it.
            label = "" if conflict.kind != "paired" else "against" if side else str(n)
            depth = 1 if side or not label else 0
            says = " ".join((*(ended(f.says) for f in findings[:-1]), findings[-1].says))
            yield traced(says, [f.entry for f in findings], label, depth=depth)


def _in_conflict(plan: Plan) -> set[str]:
    return {f.id for conflict in plan.conflicts for f in conflict.findings}


# --- stages ------------------------------------------------------------------------------------


def _stage(plan: Plan, stage: str, fold: Fold) -> Part:
    findings = [f for f in plan.findings_in[stage] if not _is_for_board(f)]
    offers = [o for o in plan.offers if o.stage == stage and o.group in _LISTED]
    lines: list[Line] = []
    if stage == "workup":
        lines += waiting.missing(plan, fold)
        lines += waiting.questions(plan, fold)
    # What blocks always says nothing of this case.
    lines += [
        traced(f.says, (f.entry,), "Block", stage=stage)
        for f in findings
        if f.status in SPEAKING and f.strength == "block" and not _always((f.entry,))
    ]
    lines += [
        traced(f.says, (f.entry,), READING_LABEL, stage=stage) for f in findings if is_reading(f)
    ]
    lines += _dates(plan, stage, fold)
    at_odds = _in_conflict(plan)
    told = {name for line in lines for name in line.tells} | at_odds
    lines += offered.lines(plan, offers, told, at_odds, fold)
    for finding in findings:
        if finding.status == OVERRIDDEN:
            lines += _overridden(plan, finding)
        elif finding.status in SPEAKING and finding.group != "note" and finding.id not in told:
            text = finding.says + may_change(finding)
            # Beside its dates, and in the same line where room is short.
            label = "Due" if stage == "follow_up" and fold.short else OF_GROUP[finding.group].word
            lines.append(traced(text, (finding.entry,), label, stage=stage))
    title = _stage_title(plan, stage, findings, lines)
    return Part(title, _run_in(plan, lines, fold, stage))


def _stage_title(plan: Plan, stage: str, findings: Sequence[Finding], lines: Sequence[Line]) -> str:
    """Return the title with what the stage comes to, so that a stage without lines says so."""
    title = STAGE_TITLES[stage]
    match stage:
        case "workup":
            known, needed = plan.workup
            return f"{title} · {known} of {needed} items known"
        case "grading" | "extent":
            given = [f for f in findings if f.entry.raw.get("answer") and f.status == APPLIES]
            says = " ".join(f.says.rstrip(".") for f in given)
            name = "grade" if stage == "grading" else "route"
            words = answer_words(plan, name)
            told = says if says.startswith(words) else " · ".join(unique((words, says)))
            basis = compact([f.entry for f in given], 3, stage)
            return f"{title} · {told}" + (f" [{basis}]" if basis else "")
    if lines:
        return title
    if not findings:
        return f"{title} · the protocol in force has no rule for this"
    unmet = sum(f.status == NOT_MET for f in findings)
    unknown = sum(f.status == CANNOT_TELL for f in findings)
    counts = [number(unmet, "rule not met", "rules not met")] if unmet else []
    counts += [f"{unknown} cannot be told"] if unknown else []
    return f"{title} · nothing advised: {', '.join(counts)}"


def _is_for_board(finding: Finding) -> bool:
    """Judgements and pitfalls that hold stand in a part of their own."""
    return finding.status == APPLIES and (
        finding.entry.kind == "judgement" or "pitfall" in finding.entry.raw.get("flags", ())
    )


def _overridden(plan: Plan, finding: Finding) -> Iterator[Line]:
    yield traced(finding.says, (finding.entry,), "Overridden")
    for entry_id in finding.overridden_by:
        entry = entry_of(plan, entry_id)
        raw = entry.raw
        if "reason" in raw:
            late = " (REVIEW OVERDUE)" if raw["review_by"] < plan.as_of.isoformat() else ""
            yield Line(f"by {entry_id}: {raw['reason']}{late}", signs((entry,)), depth=1)


def _dates(plan: Plan, stage: str, fold: Fold) -> Iterator[Line]:
    for due in plan.follow_up:
        if due.finding.stage != stage:
            continue
        days, counted = due_words(plan, due)
        text = due.finding.says.rstrip(".") + may_change(due.finding)
        text = f"{days}{' OVERDUE' if due.overdue else ''}: {text}" if days else text
        text += f" ({counted})" if fold.counted_from or not days else ""
        yield traced(text, (due.finding.entry,), "Due", stage=stage)


# --- guards ------------------------------------------------------------------------------------


def _care(plan: Plan, fold: Fold) -> Iterator[Line]:
    """Yield the orders behind the places of the options, and the guards in force on them."""
    reasons = unique(r for o in plan.offers if o.rank for r in o.rank_reasons)
    entries = [entry_of(plan, entry_id) for entry_id in reasons]
    if entries:
        says = some(
            (e.raw["says"].rstrip(".") for e in entries), 9 if fold.counted_from else 1, "; "
        )
        says = "by" if fold.short else says
        yield traced(says, entries, "Places", most=99 if fold.counted_from else 1)
    yield from _guards(plan, fold)


def _guards(plan: Plan, fold: Fold) -> Iterator[Line]:
    """Yield the first steps and cautions in force once each, with the options they concern.

    What the case itself brings up on an option to do or to consider has a line of its own, however
    short room is; what always holds is counted at the end.
    """
    leading = {o.option for o in top(plan)}
    active = {o.option for o in plan.offers if o.group in ACTIVE}
    found = care(plan, (o for o in plan.offers if o.group in _LIVE))
    # What concerns the options that come first before all others.
    order = sorted(
        found, key=lambda c: (c.kind is not FIRST, c.is_standing, leading.isdisjoint(c.options))
    )
    later: list[Entry] = []
    for one in order:
        first_in_place = not leading.isdisjoint(one.options)
        if one.is_standing and (fold.short or not (fold.standing or first_in_place)):
            continue  # counted at the end
        if fold.short and active.isdisjoint(one.options):
            later += one.entries
            continue
        if fold.short and first_in_place:
            continue  # told in what comes first
        if fold.short:
            tells = tuple(unique(e.id for e in one.entries))
            yield Line(one.text(1), pointer(one.entries), one.kind.word, tells=tells)
        else:
            yield traced(one.text(3 if fold.standing else 2), one.entries, one.kind.word, most=1)
    if later:
        text = f"{len(later)} in force on later options (--all)"
        tells = tuple(unique(e.id for e in later))
        yield Line(text, pointer(later), "First steps and cautions", tells=tells)


def _run_in(plan: Plan, lines: Iterable[Line], fold: Fold, stage: str = "") -> tuple[Line, ...]:
    """Return lines as they are or, where room is short, those of one label as one line."""
    made: dict[object, list[Line]] = {}
    for n, line in enumerate(lines):
        kind = (line.label or "Decide").rstrip(" 0123456789")
        joins = line.tells and kind in fold.runs
        made.setdefault(line.label if joins else n, []).append(line)
    return tuple(
        same[0] if len(same) == 1 else _joined(plan, same, fold, stage) for same in made.values()
    )


def _joined(plan: Plan, lines: Sequence[Line], fold: Fold, stage: str) -> Line:
    entries = [entry_of(plan, entry_id) for line in lines for entry_id in line.tells]
    # What stands before the board in every plan gives way first, and cautions never: where room
    # is short only those on what comes first are told.
    most = fold.items
    if lines[0].label in ("", "Pitfall"):
        most = max(fold.items - 1, 1)
    text = " ".join(ended(line.text) for line in lines[:most])
    if lines[most:]:
        text += f" And {len(lines) - most} more (--all)."
    return traced(text, entries, lines[0].label, most=1 if fold.short else 3, stage=stage)


def _always(entries: Iterable[Entry]) -> bool:
    return all(not e.raw.get("when") for e in entries)


# --- board, receipt ----------------------------------------------------------------------------


def _board(plan: Plan, fold: Fold) -> Iterator[Line]:
    for finding in plan.findings:
        if _is_for_board(finding):
            label = "" if finding.entry.kind == "judgement" else "Pitfall"
            yield traced(finding.says, (finding.entry,), label, stage=finding.stage)
    notes = plan.picture.notes
    shown = 3 if fold.short else len(notes)
    for note in notes[:shown]:
        yield Line(note, label="Record")
    if notes[shown:]:
        yield Line(f"{len(notes[shown:])} more notes (--all)", label="Record")


def _receipt(plan: Plan, parts: Sequence[Part], fold: Fold) -> Iterator[Line]:
    told = {name for part in parts for line in part.lines for name in line.tells}
    left = [f for f in plan.findings if f.id not in told]
    unmet = [f for f in left if f.status == NOT_MET]
    notes = [
        f
        for f in left
        if f.status != NOT_MET and not (f.entry.raw.get("answer") and f.status == APPLIES)
    ]
    guards = _left_guards(plan, told)
    counts = [number(len(unmet), "rule not met", "rules not met")] if unmet else []
    counts += [number(len(notes), "note", "notes")] if notes else []
    counts += [number(guards, "caution or first step", "cautions or first steps")] if guards else []
    basis = cited([f.entry for f in notes], 6) if not fold.runs else ""
    text = f"{', '.join(counts) or 'nothing'} (--all)"
    marks = "(R) recalled, (E) engineering default: confirm before clinical use."
    if fold.short:
        text, marks = f"{text}. {marks}", ""
    yield Line(text, basis, "Folded", tells=tuple(f.id for f in left))
    if marks:
        yield Line(marks, label="Marks")
    receipt = plan.receipt
    yield Line(
        f"nettui {receipt.program} · protocol {receipt.protocol[:12]} "
        f"({some(receipt.plugins, 1 if fold.short else 3)}) · case {receipt.case[:12]}"
    )


def _left_guards(plan: Plan, told: set[str]) -> int:
    """Return how many guards in force on live options are not told."""
    left = {
        g.entry.id
        for o in plan.offers
        if o.group in _LIVE
        for g in plan.guards(o.option, o.role)
        if g.guard.kind != "stop" and g.truth == TRUE
    }
    return len(left - told)
