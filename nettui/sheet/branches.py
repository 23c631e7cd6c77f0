"""What would follow from each answer to what is not known, in words (ruling Z02)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from nettui.engine.language.stages import INFO, STAGE_TITLES
from nettui.engine.plan.branches import Answer, Branch, Way, ways
from nettui.engine.plan.findings import Finding, Offer
from nettui.engine.plan.leads import Lead
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from nettui.sheet.answers import conditions, supposed
from nettui.sheet.basis import number
from nettui.sheet.item import Item, Sheet
from nettui.sheet.kinds import BRANCH, FOLLOWS, NOTE
from nettui.sheet.unknown import unknown_words
from nettui.sheet.wording import named, role_words, speaking

BRANCHES = "What the answers would change"
ONLY_IF = "Nothing here is recommended until the answer is recorded."
_NOT_COVERED = "treatment of the tumour is not covered by this protocol"
_NO_TREATMENT = "this protocol names no treatment"
_FIRST = 4  # leaves on the first screen
_NAMED = 3  # options and facts named there
_WORDS = 3  # of several answers


def first_branches(plan: Plan) -> Iterator[Item]:
    """Yield the first few leaves in a line each, and how many more there are.

    First what the record speaks for, then those that name a treatment. Told below alone: an answer
    that leaves the plan as it is or only names more that is at most to consider, and an emergency
    that nobody has recorded, while there is another answer.
    """
    every = tuple(ways(plan.branch)) if plan.branch else ()
    leaves = [way for way in every if way[-1][1].changes]
    calm = [way for way in leaves if not way[-1][1].urgent] or leaves
    first = sorted(calm, key=_told_at)[:_FIRST]
    more = len(leaves) - len(first)
    for n, way in enumerate(first):
        answer, is_last = way[-1][1], n == len(first) - 1
        below = f"{number(more, 'other answer', 'other answers')} below" if more else ""
        yield Item(
            kind=BRANCH,
            title=f"{conditions(plan, way, _WORDS)}: {'; '.join(_short(plan, answer))}",
            aside=below if is_last else "",
            entries=_rests_on(answer),
            is_pointer=True,
            id=f"first:branch:{n}",
            subject=answer,
        )


def _told_at(way: Way) -> tuple[bool, bool]:
    is_spoken_for = any(answer.evidence for _, answer in way)
    return not is_spoken_for, not way[-1][1].says_something


def branch_items(plan: Plan) -> Iterator[Item]:
    """Yield every leaf, with a note for each stage of treatment."""
    if plan.branch:
        yield Item(kind=NOTE, title=ONLY_IF, id="branch:only", subject=ONLY_IF)
    for n, way in enumerate(ways(plan.branch) if plan.branch else ()):
        answer = way[-1][1]
        yield Item(
            kind=BRANCH,
            title=conditions(plan, way),
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
            names=f"If {supposed(plan, branch, answer)}",
            title="; ".join(_short(plan, answer)),
            entries=_rests_on(answer),
        )


def without_branches(sheet: Sheet) -> Sheet:
    """Return a sheet without the section of all branches: the first of them stand first."""
    return tuple(section for section in sheet if section.title != BRANCHES)


def _rests_on(answer: Answer) -> tuple[Entry, ...]:
    of_complete = (finding.entry for finding in answer.complete)
    return tuple(dict.fromkeys((*_of_urgent(answer), *_of_leads(answer.leads), *of_complete)))


def _of_urgent(answer: Answer) -> Iterator[Entry]:
    yield from (finding.entry for finding in answer.urgent)


def _of_leads(leads: Iterable[Lead]) -> Iterator[Entry]:
    offers = (o for lead in leads for o in (*lead.offers, *lead.more, *lead.weakened))
    yield from (finding.entry for offer in offers for finding in speaking(offer))


# --- what follows ------------------------------------------------------------------------------


def _short(plan: Plan, answer: Answer) -> Iterator[str]:
    """Yield what is new by an answer, else that the plan stays as it is."""
    told = bool(answer.urgent)
    if answer.urgent:
        yield urgent_words(answer.urgent)
    for lead in answer.leads:
        if lead.is_new:
            is_held = lead.group == "not_cleared"
            yield _names(plan, lead.offers, _NAMED) + (" (not cleared yet)" if is_held else "")
        if lead.more and not lead.is_new:
            yield f"also {_names(plan, lead.more, _NAMED)}"
        told = told or lead.is_new or bool(lead.more)
    if answer.complete and not answer.leads:
        yield complete_words(answer)
        told = True
    if answer.evaluation.capped.word == "out_of_scope":
        yield _NOT_COVERED
    elif answer.without:
        yield f"no longer named: {_names(plan, answer.without, _NAMED)}"
    elif not told:
        yield _nothing(answer, _NAMED)


def _notes(plan: Plan, answer: Answer) -> Iterator[Item]:
    if answer.urgent:
        entries = tuple(_of_urgent(answer))
        yield Item(kind=FOLLOWS, names="First", title=urgent_words(answer.urgent), entries=entries)
    for lead in answer.leads:
        yield Item(
            kind=FOLLOWS,
            names=STAGE_TITLES[lead.stage],
            title="; ".join(_in_stage(plan, answer, lead)),
            entries=tuple(dict.fromkeys(_of_leads((lead,)))),
        )
    if answer.without:
        names = _names(plan, answer.without, 99)
        yield Item(kind=FOLLOWS, names="No longer named", title=names)
    if answer.complete:
        entries = tuple(finding.entry for finding in answer.complete)
        title = complete_words(answer)
        yield Item(kind=FOLLOWS, names="Treatment", title=title, entries=entries)
    elif not answer.leads:
        yield Item(kind=FOLLOWS, names="Treatment", title=_nothing(answer, 99))


def _in_stage(plan: Plan, answer: Answer, lead: Lead) -> Iterator[str]:
    if lead.offers:
        waits = unknown_words(answer.evaluation, answer.waits_for(lead))
        yield _names(plan, lead.offers, 99) + (f", not cleared yet: {waits}" if waits else "")
    if lead.more:
        yield f"also {_names(plan, lead.more, 99)}"
    if lead.weakened:
        yield f"at most to consider: {_names(plan, lead.weakened, 99)}"


def complete_words(answer: Answer) -> str:
    """Return that nothing is left to treat, and the first of what is then due."""
    first, *others = answer.complete
    says = [f.says.rstrip(".") for f in (first, *others) if f is first or f.entry.strength != INFO]
    due = [one.finding.says.rstrip(".") for one in answer.follow_up[:1]]
    return ". ".join((*says, *due))


def urgent_words(urgent: Sequence[Finding]) -> str:
    """Return what an emergency asks for: ``an emergency: surgeon now``."""
    if len(urgent) > 1:
        return "an emergency, which comes before all else"
    says = urgent[0].says
    asks = says.rpartition("recorded")[2].lstrip(" .:,").rstrip(".")
    return f"an emergency: {asks[:1].lower() + asks[1:] or says}"


def _names(plan: Plan, offers: Sequence[Offer], most: int) -> str:
    """Return options by name, each with its role: "TACE or TAE for symptoms"."""
    is_short = most == _NAMED
    told = groupby(offers, role_words)
    return ", ".join(named(plan, tuple(o), most, is_short=is_short) + role for role, o in told)


def _nothing(answer: Answer, most: int) -> str:
    if answer.leads:
        return "the plan stays as it is"
    if answer.evaluation.capped.word == "out_of_scope":
        return _NOT_COVERED
    open_ = unknown_words(answer.evaluation, answer.open_facts, most)
    return f"not decided yet: {open_}" if open_ else _NO_TREATMENT
