"""What a person expected of a case, held against its plan, before any snapshot is looked at.

An expectation names what it is about by id:

``base:systemic.prrt``   a rule, judgement, need, guard or order of the protocol
``option:prrt``          an option in any role, ``option:prrt/adjunct`` in one; with
                         ``@conditional`` behind it, at that strength
``check:prrt``           an option that stands in its place and waits for checks alone
``flag:pitfall``         a flag on a rule that applies
``rank:tace<prrt``       the first is ranked before the second, as primary if it is that; each may
                         name its role, ``rank:lanreotide/symptom<lanreotide/primary``
``ask:pathology.ki67``   a fact that is among the questions that decide most
``if:disease.extent=localized>curative_resection``
                         a branch: with this answer, whatever the others of it, the plan would
                         name the option
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nettui.case.base.words import value_words
from nettui.case.record.case import Expect
from nettui.case.record.facts import FACTS
from nettui.engine.language.states import (
    APPLIES,
    CANNOT_TELL,
    CONFLICT,
    MAYBE_MISSING,
    MISSING,
    NOT_CLEARED,
    STATUS_WORDS,
    TO_CHECK,
    TRUE,
    UNKNOWN,
)
from nettui.engine.plan.branches import Way, ways
from nettui.engine.plan.checks import waits
from nettui.engine.plan.findings import Offer
from nettui.engine.plan.plan import Plan

_OFFERED = ("do", "consider")
_OPEN = ("not_cleared", "cannot_tell")


def unmet(plan: Plan, expect: Expect) -> tuple[str, ...]:
    """Return every expectation that the plan does not meet, with what the plan says instead."""
    return tuple(_unmet(plan, expect))


def _unmet(plan: Plan, expect: Expect) -> Iterator[str]:
    for word, names, meets in (
        ("must", expect.must, speaks),
        ("must not", expect.must_not, lambda p, name: not speaks(p, name)),
        ("cannot tell", expect.unknown, is_open),
        ("conflict", expect.conflict, clashes),
    ):
        yield from _each(plan, word, names, meets)
    if expect.status is not None and plan.status.word != expect.status:
        because = ", ".join(plan.status.because)
        yield f"status {expect.status}: the plan is {plan.status.word} ({because})"
    if expect.grade is not None and " or ".join(plan.grade) != expect.grade:
        yield f"grade {expect.grade}: the plan says {' or '.join(plan.grade) or 'none'}"


def _each(
    plan: Plan, word: str, names: tuple[str, ...], meets: Callable[[Plan, str], bool]
) -> Iterator[str]:
    for name in names:
        try:
            met = meets(plan, name)
        except KeyError:
            yield f"{word} {name}: there is no such thing in this protocol"
            continue
        if not met:
            yield f"{word} {name}: the plan says {said(plan, name)}"


def speaks(plan: Plan, name: str) -> bool:
    """Say whether it applies, is offered, is missing or holds. Raises KeyError for no such id."""
    kind, _, rest = name.partition(":")
    if kind == "option":
        _, _, strength = rest.partition("@")
        return any(
            offer.group in _OFFERED and not waits(offer) and strength in ("", offer.strength)
            for offer in offers_named(plan, rest)
        )
    if kind == "check":
        return any(map(waits, offers_named(plan, rest)))
    if kind == "flag":
        applying = (f.entry for f in plan.findings if f.status == APPLIES)
        return any(rest in entry.flags for entry in applying)
    if kind == "rank":
        one, other = (_place(plan, name) for name in rest.split("<"))
        return one is not None and other is not None and one < other
    if kind == "ask":
        return FACTS[rest].name in {one.fact for one in plan.asked}
    if kind == "if":
        return _would_name(plan, rest)
    n = plan.protocol.position[name]
    entry = plan.protocol.entries[n]
    if entry.kind in ("guard", "order"):
        return plan.truth(n) == TRUE
    if entry.kind == "need":
        return plan.truth(n) in (MISSING, MAYBE_MISSING)
    return plan.settled(n) == APPLIES


def _would_name(plan: Plan, rest: str) -> bool:
    """Say whether a branch on an answer would name an option. Raises KeyError for no such thing."""
    answer, _, option = rest.partition(">")
    fact, _, value = answer.partition("=")
    if option not in plan.protocol.options:
        raise KeyError(option)
    asked = FACTS[fact].name
    leaves = [
        way[-1][1]
        for way in (ways(plan.branch) if plan.branch else ())
        if any(
            branch.fact == asked and value in map(value_words, one.values) for branch, one in way
        )
    ]
    return bool(leaves) and all(option in {o.option for o in leaf.named} for leaf in leaves)


def _place(plan: Plan, name: str) -> int | None:
    """Return the place of an option, as primary if it has one there. Raises KeyError for none."""
    places = {o.role: o.rank for o in offers_named(plan, name) if o.rank is not None}
    return places.get("primary", min(places.values(), default=None))


def is_open(plan: Plan, name: str) -> bool:
    """Say whether it is unknown or not cleared. Raises KeyError for no such id."""
    kind, _, rest = name.partition(":")
    if kind == "option":
        return any(offer.group in _OPEN or waits(offer) for offer in offers_named(plan, rest))
    n = plan.protocol.position[name]
    if plan.protocol.entries[n].kind in ("guard", "order", "need"):
        return plan.truth(n) in (UNKNOWN, MAYBE_MISSING)
    return plan.settled(n) in (CANNOT_TELL, TO_CHECK, NOT_CLEARED)


def clashes(plan: Plan, name: str) -> bool:
    """Say whether a rule is part of a conflict. Raises KeyError for no such id."""
    finding = plan.finding(name)
    return finding.status == CONFLICT or any(
        f.id == name for conflict in plan.conflicts for f in conflict.findings
    )


def _way_words(way: Way) -> str:
    answers = (f"{b.fact}={'|'.join(map(value_words, one.values))}" for b, one in way)
    return f"{', '.join(answers)} > {' '.join(offer.option for offer in way[-1][1].named)}"


def offers_named(plan: Plan, rest: str) -> tuple[Offer, ...]:
    """Return the offers that ``prrt`` or ``prrt/adjunct`` names. Raises KeyError for no option."""
    option, _, role = rest.partition("@")[0].partition("/")
    if option not in plan.protocol.options:
        raise KeyError(option)
    return tuple(o for o in plan.offers if o.option == option and role in ("", o.role))


def said(plan: Plan, name: str) -> str:
    """Return in words what the plan says of it."""
    kind, _, rest = name.partition(":")
    if kind in ("option", "check"):
        found = [
            f"{o.group}{' once checked' if waits(o) else ''} as {o.role} ({o.strength})"
            for o in offers_named(plan, rest)
        ]
        return ", ".join(found) or "nothing of it"
    if kind in ("flag", "rank"):
        return "otherwise"
    if kind == "ask":
        return f"questions on {', '.join(one.fact for one in plan.asked)}"
    if kind == "if":
        ends = ways(plan.branch) if plan.branch else ()
        return "; ".join(map(_way_words, ends)) or "no branch"
    n = plan.protocol.position[name]
    if plan.protocol.entries[n].kind in ("guard", "order", "need"):
        return f"state {plan.truth(n)}"
    return STATUS_WORDS[plan.settled(n)]
