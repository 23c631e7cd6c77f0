"""What reports and screens say of a plan in the same words: status, answers, roles, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nettui.case.base.dates import PartialDate
from nettui.case.base.vocabulary import inside
from nettui.case.picture.presumed_dates import CHECK_DATE, is_presumed
from nettui.engine.language.conditions import facts_of
from nettui.engine.language.rules import Guard
from nettui.engine.language.states import APPLIES, CONFLICT
from nettui.engine.language.wording import plain
from nettui.engine.plan.checks import IN_PLACE, waits
from nettui.engine.plan.findings import DueDate, Finding, Offer
from nettui.engine.plan.offers import SPEAKING
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry, stage_rank
from nettui.sheet.basis import (
    entry_of,
    not_used,
    option_labels,
    short_label,
    some,
    unique,
)
from nettui.sheet.kinds import STATUS_LABELS
from nettui.sheet.unknown import noun

ACTIVE = IN_PLACE
WISHES = "patient.wishes"
_WISHES_DATE = "patient.wishes_date"
TO_BOARD = "subject_to_board"
GOES_ON = "continue"  # the intent of a rule by which a running treatment goes on
AFTER_CHECKS = " (after checks)"
OR = " or "  # between options of which the board chooses one
_ROLE_WORDS = {
    "adjunct": "as an adjunct",
    "symptom": "for symptoms",
    "supportive": "as support",
    "later_line": "as a later line",
    "diagnostic": "to diagnose",
}


_LONG = 60  # a sentence that says more in a status begins to explain itself
_NOT_KNOWN = {"blocked": "First needed"}  # of what is not known, in front of it


def status_words(plan: Plan, most: int = 3, *, is_short: bool = False) -> str:
    """Return the status in a sentence, with what holds it there.

    ``NOT READY. First needed: extent, Ki-67.`` At most so many facts are named, and one of the
    sentences that the protocol says; in short each ends where it begins to explain itself.
    """
    word = plan.status.word
    return " ".join((f"{STATUS_LABELS[word]}.", *_because(plan, most, is_short=is_short)))


def _because(plan: Plan, most: int, *, is_short: bool) -> Iterator[str]:
    """Yield the sentences that say what holds the status where it is."""
    word = plan.status.word
    if word == "definitive":
        known, needed = plan.workup
        yield (
            "The work-up is complete; the board decides."
            if known == needed
            else "What the work-up still lacks holds nothing back; the board decides."
        )
        return
    needs = {need.entry.id: need for need in plan.needs}
    place = {need.entry.id: n for n, need in enumerate(plan.pressing)}
    because = sorted(plan.status.because, key=lambda entry_id: place.get(entry_id, -1))
    says: list[str] = []
    facts: list[str] = []
    checks: list[str] = []
    for entry_id in because:
        entry = entry_of(plan, entry_id)
        if entry_id in needs:
            facts += needs[entry_id].missing
        elif isinstance(entry.act, Guard) and entry.act.kind == "check":
            checks.append(inside(entry.says.rstrip(".")))
        elif entry.kind == "guard":  # a stop that nobody can tell yet
            facts += plan.missing(entry)
        else:
            says.append(entry.says.rstrip("."))
    unused = not_used(plan, facts)
    names = unique(_noun(plan, fact, is_short=is_short) for fact in facts)
    for text in [*says, *unused][:1]:
        yield f"{_beginning(text) if is_short or len(text) > _LONG else text}."
    if names:
        yield f"{_NOT_KNOWN.get(word, 'Not known yet')}: {some(names, most)}."
    if checks:
        named = f": {some(checks, most)}" if not is_short else ""
        yield f"Checks are due before starting{named}."


def _noun(plan: Plan, fact: str, *, is_short: bool) -> str:
    """Return a fact as it is named in a sentence, empty where what is recorded is not used."""
    if fact in plan.picture.unused:
        return ""
    named = noun(plan, fact)
    return _beginning(named) if is_short else named


def _beginning(text: str) -> str:
    """Return a label or a sentence up to where it begins to explain itself."""
    return re.split(r"[,:;(]", text, maxsplit=1)[0].strip()


def answer_words(plan: Plan, name: str) -> str:
    """Return the grade or the route in words."""
    possible = plan.answers[name].possible
    words = plan.grade if name == "grade" else plan.route
    if not words:
        return "cannot be told" if possible is None else "none"
    text = some((plain(word) for word in words), 5, " or ")
    return text if plan.answers[name].known else f"cannot be told yet ({text})"


def said_answer(plan: Plan, stage: str) -> str:
    """Return what the rules that answer a stage say: ``Liver only, few lesions`` of the route."""
    given = (f for f in plan.findings_in[stage] if f.entry.answer)
    return " / ".join(dict.fromkeys(f.says.rstrip(".") for f in given if f.status == APPLIES))


READING = "reading"  # the flag of a note that belongs beside the grade
READING_LABEL = "Reading"


def is_reading(finding: Finding) -> bool:
    """Say whether a finding tells how another source reads the grade."""
    return finding.status == APPLIES and READING in finding.entry.flags


SITE = "disease.primary_site"


def is_base_alone(plan: Plan) -> bool:
    """Say whether nothing but the base protocol is in force."""
    return all(plugin["layer"] == "base" for plugin in plan.protocol.plugins)


def unserved_site(plan: Plan) -> str:
    """Return the primary site where no plugin in force speaks of it, empty where one does.

    Empty too where the base protocol speaks alone, which says more, and for an unknown primary.
    """
    site = plan.picture.get(SITE)
    if not isinstance(site, str) or is_base_alone(plan):
        return ""
    served = any(site in plugin["sites"] for plugin in plan.protocol.plugins)
    return "" if served else plain(site)


def role_words(offer: Offer) -> str:
    """Return the role of an offer with a blank before it; empty for the primary role.

    A resection that the board has not judged feasible is never named without saying so (INV-21).
    """
    return _role_words(offer.role, offer.intents)


def rule_names(plan: Plan, finding: Finding) -> str:
    """Return the options that a rule offers, in which role; empty for none."""
    if not finding.options:
        return ""
    role = _role_words(finding.entry.role, (finding.entry.intent,))
    return option_labels(plan.protocol, finding.options) + role


def _role_words(role: str, intents: Iterable[str]) -> str:
    words = _ROLE_WORDS.get(role)
    return (f" {words}" if words else "") + to_board_words(intents)


def to_board_words(intents: Iterable[str]) -> str:
    """Return what follows the name of a resection that is not judged feasible, else nothing."""
    return ", subject to board" if TO_BOARD in intents else ""


def after_checks(offer: Offer) -> str:
    """Return what follows the name of an option that waits for checks alone, else nothing (Z23)."""
    return AFTER_CHECKS if waits(offer) else ""


def intents(offer: Offer) -> list[str]:
    """Return what an offer is meant to do, in words."""
    return [plain(intent) for intent in offer.intents if intent not in (TO_BOARD, GOES_ON)]


def between(plan: Plan, offers: Sequence[Offer]) -> str:
    """Return the word between options that the same rules offer: one or the other, never both.

    Tests go together, and so does support beside a drug; what is stopped or held is listed.
    """
    options = plan.protocol.options
    one_of = len({tuple(f.id for f in speaking(o)) for o in offers}) == 1 and all(
        o.role != "diagnostic"
        and o.group in ACTIVE
        and "supportive" not in options[o.option].classes
        for o in offers
    )
    return OR if one_of else ", "


def named(plan: Plan, offers: Sequence[Offer], most: int = 6, *, is_short: bool = False) -> str:
    """Return several options as one line: "TACE or TAE" where they are alternatives."""
    return some((_name(o, is_short=is_short) for o in offers), most, between(plan, offers))


def _name(offer: Offer, *, is_short: bool) -> str:
    """Return the name of an option, with the word that one which is running goes on."""
    label = short_label(offer.label) if is_short else offer.label
    return f"Continue {label}" if GOES_ON in offer.intents else label


def twice(plan: Plan, offer: Offer) -> Offer | None:
    """Return the offer of the same option, for its effect, in an earlier stage (A05).

    What is offered for its effect and for symptoms is printed once, with both intents.
    """
    if offer.role != "symptom" or offer.group not in ACTIVE:
        return None
    stage = stage_rank(offer.stage)
    for other in plan.offers:
        same = other.option == offer.option and other.role == "primary" and other.group in ACTIVE
        if same and stage_rank(other.stage) < stage:
            return other
    return None


def symptom_twin(plan: Plan, offer: Offer) -> Offer | None:
    """Return the later offer of the same option for symptoms, which is printed with this one."""
    return next(
        (o for o in plan.offers if o.option == offer.option and twice(plan, o) == offer), None
    )


def and_symptoms(plan: Plan, offer: Offer) -> str:
    """Return that an option is offered for symptoms too; empty where it is not (A05)."""
    return ", also for symptoms" if symptom_twin(plan, offer) else ""


def rules_of(plan: Plan, offer: Offer) -> list[Entry]:
    """Return the rules that speak of an offer, and of its twin for symptoms."""
    twin = symptom_twin(plan, offer)
    found = [*speaking(offer), *(speaking(twin) if twin else ())]
    return list(dict.fromkeys(f.entry for f in found))


def speaking(offer: Offer) -> tuple[Finding, ...]:
    """Return the findings of an offer that speak for or against it."""
    return tuple(f for f in offer.findings if f.status in (*SPEAKING, CONFLICT))


def disputed(plan: Plan, offer: Offer) -> str:
    """Return the conflicts that an offer is part of: ``disputed: conflict 1``; empty for none."""
    mine = {f.id for f in speaking(offer)}
    numbers = [str(n) for n, c in enumerate(plan.conflicts, 1) if mine & {f.id for f in c.findings}]
    return f"disputed: conflict {', '.join(numbers)}" if numbers else ""


def dated(plan: Plan, entry: Entry, says: str) -> str:
    """Return what an entry says; of what the patient declines or prefers also when it was said."""
    if not plan.picture.get(WISHES) or WISHES not in facts_of(entry.act.when):
        return says
    day = plan.picture.get(_WISHES_DATE)
    said = f"stated {plan.picture.words(_WISHES_DATE)}" if day else "undated"
    return re.sub(r"(?=[.:])|$", f", {said}", says, count=1)


def ended(text: str) -> str:
    """Return a text with its full stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def sentence(finding: Finding) -> str:
    """Return what a rule says, and what may override it."""
    return ended(finding.says) + may_change(finding)


def may_change(finding: Finding) -> str:
    """Return what may override a rule, in words, empty where nothing may."""
    may = finding.may_be_overridden_by
    return f" May be overridden by {', '.join(may)}." if may else ""


def is_passed(plan: Plan, due: DueDate) -> bool:
    """Say whether the last day of a follow-up is over."""
    return due.latest is not None and due.latest < plan.as_of


def due_words(plan: Plan, due: DueDate) -> tuple[str, str]:
    """Return the days on which it is due (empty when not known), and what they count from."""
    months = due.finding.entry.due
    assert months is not None
    window = f"{months.low:g}–{months.high:g} months"
    if months.low == months.high:
        window = f"{months.low:g} months"
    again = ", then again" if due.repeats else ""
    label = plan.protocol.vocabulary[due.anchor].label if due.anchor else "the plan's day"
    since = inside(label)
    if due.earliest is None or due.latest is None:
        return "", f"{window} after {since}, {_unknown_day(plan, due.anchor)}{again}"
    days = f"{due.earliest.isoformat()} to {due.latest.isoformat()}"
    if due.earliest == due.latest:
        days = due.earliest.isoformat()
    counted = f"{window} after {since}"
    if is_passed(plan, due) and not due.overdue:  # it may have been done, unrecorded (Z17)
        days, counted = "now", f"{window}; none is recorded since {since}"
    if due.anchor and due.anchor_date:
        counted += f" {due.anchor_date.isoformat()}"
        if is_presumed(plan.case, due.anchor, due.anchor_date):
            counted += f" (presumed: {CHECK_DATE})"
    return days, counted + again


def _unknown_day(plan: Plan, anchor: str) -> str:
    """Return what is known of a day that windows cannot be counted from."""
    day = plan.picture.get(anchor)
    if isinstance(day, PartialDate):
        return f"of which only {day.isoformat()} is known"
    return f"which is {plan.picture.words(anchor)}"
