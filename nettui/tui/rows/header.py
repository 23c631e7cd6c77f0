"""What stands above a case on every screen: who it is, how far the plan may go, the six stages."""

from __future__ import annotations

from nettui.display import cells, clip
from nettui.engine.language.stages import ANSWERS, STAGES
from nettui.engine.language.states import CANNOT_TELL, CONFLICT, MISSING
from nettui.engine.language.wording import plain
from nettui.engine.plan.findings import NeedFinding
from nettui.engine.plan.plan import Plan
from nettui.sheet.basis import number, short_label, unique
from nettui.sheet.kinds import OF_GROUP, STATUS_LABELS
from nettui.sheet.patient import who
from nettui.sheet.wording import (
    after_checks,
    is_base_alone,
    said_answer,
    status_words,
    unserved_site,
)
from nettui.tui.rows.layout import Line, Run, Shown

STATUS_TONES = {
    "definitive": "do",
    "provisional": "held",
    "blocked": "stop",
    "out_of_scope": "conflict",
}
_TITLES = ("Work-up", "Grade", "Extent", "Function", "Systemic", "Follow-up")
_SHORT = ("W-up", "Grade", "Ext", "Func", "Syst", "F-up")
# Titles, the gap between them, and whether the route stands there in words: the first that fits.
_FITS = (
    (_TITLES, "  ", True),
    (_TITLES, " ", True),
    (_TITLES, "  ", False),
    (_TITLES, " ", False),
    (_SHORT, " ", False),
)
_TONES = {"#": "conflict", "!": "held", "+": "do", "?": "unknown", "-": ""}


def head_lines(
    plan: Plan, title: str, width: int, shown: Shown, mark: str = "", *, place: str = ""
) -> list[Line]:
    """Return the three lines above a plan, each at most ``width`` cells wide.

    ``mark`` says how the case itself stands, before how far its plan may be taken; ``place``, in
    which store it is.
    """
    day = f"as of {plan.as_of.isoformat()}"
    if is_base_alone(plan):
        day = f"base protocol alone · {day}"
    day = f"{place} · {day}" if place else day
    left = shown(" · ".join(part for part in (who(plan.case), title) if part))
    day = clip(shown(day), width, "")
    left = clip(left, max(width - cells(day) - 3, 0), shown("…"))
    gap = " " * max(width - cells(left) - cells(day) - 2, 1)
    site = unserved_site(plan)
    runs = (
        (f"{mark} · " if mark else "", "held"),
        (f"NO SITE RULES for {site} · " if site else "", "conflict"),
    )
    second: list[Run] = [(" ", "")]
    room = width - 2
    for text, tone in runs:
        kept = clip(shown(text), room, shown("…"))
        second.append((kept, tone))
        room -= cells(kept)
    second.append((_status(plan, room, shown), STATUS_TONES[plan.status.word]))
    return [
        ((" ", "head"), (left, "head"), (gap, "head"), (day, "head"), (" ", "head")),
        tuple(second),
        stepper(plan, width, shown),
    ]


def _status(plan: Plan, room: int, shown: Shown) -> str:
    """Return the status with as many of its reasons, and as much of each, as there is room for."""
    for most, is_short in ((5, False), (3, False), (3, True), (2, True), (1, True)):
        text = shown(status_words(plan, most, is_short=is_short))
        if cells(text) <= room:
            return text
    label, because = STATUS_LABELS[plan.status.word], len(plan.status.because)
    count = f" for {number(because, 'reason', 'reasons')}, below" if because else ""
    return clip(shown(f"{label}{count}"), room, "")


def in_short(plan: Plan, width: int, shown: Shown) -> Line:
    """Return the plan in one line, for where it is out of sight: ``Plan: ! 2 missing + A, B X C``.

    What it names first is what a reader in a hurry looks for first; the rest is counted.
    """
    missing = sum(need.state == MISSING for need in plan.needs)
    runs: list[Run] = [(" Plan: ", "title")]
    if missing:
        runs.append((f"! {missing} missing  ", "held"))
    if plan.conflicts:
        count = len(plan.conflicts)
        runs.append((f"# {count} conflict{'s' if count > 1 else ''}  ", "conflict"))
    for group in ("do", "consider", "not_cleared", "contraindicated"):
        names = unique(
            short_label(offer.label) + after_checks(offer)
            for offer in plan.offers
            if offer.group == group and offer.role != "diagnostic"
        )
        if names:
            kind = OF_GROUP[group]
            more = f" +{len(names) - 2}" if len(names) > 2 else ""
            runs.append((f"{kind.sign} {', '.join(names[:2])}{more}  ", kind.tone))
    if len(runs) == 1:
        runs.append(("- no option is recommended for what is known", ""))
    line: list[Run] = []
    room = width
    for text, tone in runs:
        kept = clip(shown(text), room, shown("…"))
        line.append((kept, tone))
        room -= cells(kept)
    return (*line, (" " * room, ""))


def stepper(plan: Plan, width: int, shown: Shown) -> Line:
    """Return the six stages with their state: ``1! Work-up 9/12  2+ Grade G2 ...``."""
    signs = [stage_sign(plan, stage) for stage in STAGES]
    texts: list[str] = []
    gap = " "
    for titles, gap, long in _FITS:
        texts = [
            shown(f"{number}{sign} {title}{_state(plan, stage, long=long)}")
            for number, (sign, title, stage) in enumerate(
                zip(signs, titles, STAGES, strict=True), 1
            )
        ]
        if sum(map(cells, texts)) + 5 * len(gap) + 1 <= width:
            break
    line: list[Run] = [(" ", "")]
    room = width - 1
    for text, sign in zip(texts, signs, strict=True):
        kept = clip(text + gap, room, "")
        line.append((kept, _TONES[sign]))
        room -= cells(kept)
    return tuple(line)


def _state(plan: Plan, stage: str, *, long: bool) -> str:
    """Return what is known of a stage, with a blank before it."""
    if stage == "workup":
        known, needed = plan.workup
        return f" {known}/{needed}"
    if stage == "grading":
        words = "/".join(map(plain, plan.grade))
        return f" {words}" if plan.answers["grade"].known else f" {words}?"
    if stage == "extent" and long:
        return f": {said_answer(plan, stage)}" if plan.answers["route"].known else " ?"
    return ""


def stage_sign(plan: Plan, stage: str) -> str:
    """Return a stage's sign: ``#`` conflict, ``!`` held, ``+`` do, ``?`` cannot tell, ``-``."""
    findings = plan.findings_in[stage]
    groups = {offer.group for offer in plan.offers if offer.stage == stage}
    if any(f.status == CONFLICT for f in findings) or "conflict" in groups:
        return "#"
    ids = {f.id for conflict in plan.conflicts for f in conflict.findings}
    if any(f.id in ids for f in findings):
        return "#"
    if any(_missing(need, stage) for need in plan.needs):
        return "!"
    if any(due.overdue for due in plan.follow_up if due.finding.stage == stage):
        return "!"
    if groups & {"do", "consider"} or _answered(plan, stage):
        return "+"
    if "not_cleared" in groups:
        return "!"
    if stage == STAGES[-1] and plan.follow_up:
        return "+"
    return "?" if any(f.status == CANNOT_TELL for f in findings) else "-"


def _missing(need: NeedFinding, stage: str) -> bool:
    return need.entry.stage == stage and need.state == MISSING


def _answered(plan: Plan, stage: str) -> bool:
    return stage in ANSWERS and plan.answers[ANSWERS[stage][0]].known
