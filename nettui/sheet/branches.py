"""What would follow from each answer to what is not known, in words (ruling Z02)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby
from typing import Any

from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.base.words import value_words
from nettui.case.record.facts import FACTS
from nettui.engine.language.stages import STAGE_TITLES
from nettui.engine.plan.branches import Answer, Branch, Lead, Way, ways
from nettui.engine.plan.findings import Offer
from nettui.engine.plan.plan import Plan
from nettui.engine.plan.whatif import bounds
from nettui.engine.protocol.entry import Entry
from nettui.sheet.basis import number, some
from nettui.sheet.item import Item, Sheet
from nettui.sheet.kinds import BRANCH, FOLLOWS, NOTE
from nettui.sheet.wording import named, role_words, speaking

BRANCHES = "What the answers would change"
ONLY_IF = "Nothing here is recommended until the answer is recorded."
_FIRST = 4  # leaves on the first screen
_NAMED = 3  # options and facts named there
_WORDS = 3  # of several answers


def first_branches(plan: Plan) -> Iterator[Item]:
    """Yield the first few leaves in a line each, and how many more there are.

    First those that name a treatment. An answer that leaves the plan as it is is only told below.
    """
    every = tuple(ways(plan.branch)) if plan.branch else ()
    leaves = [way for way in every if way[-1][1].changes]
    leaves.sort(key=lambda way: not way[-1][1].named)
    for n, way in enumerate(leaves[:_FIRST]):
        more = len(leaves) - _FIRST if n == _FIRST - 1 else 0
        answer = way[-1][1]
        yield Item(
            kind=BRANCH,
            title=f"{_conditions(plan, way, _WORDS)}: {'; '.join(_short(plan, answer))}",
            aside=f"{number(more, 'other answer', 'other answers')} below" if more > 0 else "",
            entries=_rests_on(answer.leads),
            is_pointer=True,
            id=f"first:branch:{n}",
            subject=answer,
        )


def branch_items(plan: Plan) -> Iterator[Item]:
    """Yield every leaf, with a note for each stage of treatment."""
    if plan.branch:
        yield Item(kind=NOTE, title=ONLY_IF, id="branch:only", subject=ONLY_IF)
    for n, way in enumerate(ways(plan.branch) if plan.branch else ()):
        answer = way[-1][1]
        yield Item(
            kind=BRANCH,
            title=_conditions(plan, way),
            notes=tuple(_notes(plan, answer)),
            id=f"branch:{n}",
            subject=answer,
        )


def effects(plan: Plan, branch: Branch | None) -> Iterator[Item]:
    """Yield what each answer to one question would do."""
    if branch is None:
        return
    for answer in branch.answers:
        yield Item(
            kind=FOLLOWS,
            names=f"If {answered(plan, branch, answer)}",
            title="; ".join(_short(plan, answer)),
            entries=_rests_on(answer.leads),
        )


def without_branches(sheet: Sheet) -> Sheet:
    """Return a sheet without the section of all branches: the first of them stand first."""
    return tuple(section for section in sheet if section.title != BRANCHES)


def _conditions(plan: Plan, way: Way, most: int = 99) -> str:
    return "; ".join(f"{branch.label} {answered(plan, branch, one, most)}" for branch, one in way)


def _rests_on(leads: Iterable[Lead]) -> tuple[Entry, ...]:
    offers = (offer for lead in leads for offer in (*lead.offers, *lead.more))
    return tuple(dict.fromkeys(f.entry for offer in offers for f in speaking(offer)))


# --- what follows ------------------------------------------------------------------------------


def _short(plan: Plan, answer: Answer) -> Iterator[str]:
    """Yield what is new by an answer, else that the plan stays as it is."""
    told = False
    for lead in answer.leads:
        if lead.is_new:
            yield _led(plan, answer, lead, _NAMED)
        if lead.more and not lead.is_new:
            yield f"also {_names(plan, lead.more, _NAMED)}"
        told = told or lead.is_new or bool(lead.more)
    if answer.without:
        yield f"not {_names(plan, answer.without, _NAMED)}"
    elif not told:
        yield _nothing(plan, answer, _NAMED)


def _notes(plan: Plan, answer: Answer) -> Iterator[Item]:
    for lead in answer.leads:
        more = f"; also {_names(plan, lead.more, 99)}" if lead.more else ""
        yield Item(
            kind=FOLLOWS,
            names=STAGE_TITLES[lead.stage],
            title=_led(plan, answer, lead, 99) + more,
            entries=_rests_on((lead,)),
        )
    if answer.without:
        yield Item(kind=FOLLOWS, names="No longer", title=_names(plan, answer.without, 99))
    if not answer.leads:
        yield Item(kind=FOLLOWS, names="Treatment", title=_nothing(plan, answer, 99))


def _led(plan: Plan, answer: Answer, lead: Lead, most: int) -> str:
    waits = some((plan.protocol.vocabulary[f].label for f in answer.waits_for(lead)), most)
    return _names(plan, lead.offers, most) + (f", waits for {waits}" if waits else "")


def _names(plan: Plan, offers: Sequence[Offer], most: int) -> str:
    """Return options by name, each with its role: "TACE or TAE for symptoms"."""
    told = [named(plan, tuple(same), most) + words for words, same in groupby(offers, role_words)]
    return ", ".join(told)


def _nothing(plan: Plan, answer: Answer, most: int) -> str:
    if answer.leads:
        return "the plan stays as it is"
    needs = some((plan.protocol.vocabulary[f].label for f in answer.open_facts), most)
    return f"not decided yet: needs {needs}" if needs else "the protocol names no treatment"


# --- answers in words --------------------------------------------------------------------------


def answered(plan: Plan, branch: Branch, answer: Answer, most: int = 99) -> str:
    """Return the answers that lead to the same, in words: ``above 20 %``, ``positive``."""
    fact = FACTS[branch.fact]
    if fact.kind is Kind.NUMBER:
        every = sorted(v for one in branch.answers for v in one.values if isinstance(v, float))
        return " or ".join(_ranges(plan, fact, set(answer.values), every))
    words = [value_words(value) for value in answer.values]
    if len(words) > most:
        more = number(len(words) - most, "other answer", "other answers")
        return f"{', '.join(words[:most])} or {more}"
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _ranges(plan: Plan, fact: Fact, mine: Set[Any], every: Sequence[float]) -> Iterator[str]:
    """Yield the ranges of numbers that lead to the same, by the bounds that rules ask for."""
    limits = bounds(plan.protocol, fact.name)
    unit = f" {fact.unit}" if fact.unit else ""
    for is_mine, run in groupby(range(len(every)), key=lambda n: every[n] in mine):
        if is_mine:
            numbers = tuple(run)
            first, last = numbers[0], numbers[-1]
            below = every[first - 1] if first else None
            above = every[last + 1] if last + 1 < len(every) else None
            yield _range(every[first], every[last], (below, above), limits) + unit


def _range(
    low: float,
    high: float,
    beside: tuple[float | None, float | None],
    limits: Sequence[float],
) -> str:
    below, above = beside
    start = end = ""
    if below is not None:
        start = f"from {low:g}" if low in limits else f"above {below:g}"
    if above is not None:
        end = f"up to {high:g}" if high in limits else f"below {above:g}"
    if low == high and low in limits:
        return f"{low:g}"
    if start and end:
        return f"{start} {end if high in limits else f'to {end}'}"
    return start or end or "any"
