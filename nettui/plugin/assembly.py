"""From installed plugins to an assembled protocol: found, allowed, read, checked."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from nettui.boundary.strict import Unfit
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin import locations, policy, published, sign_off
from nettui.plugin.check import check
from nettui.plugin.collect import collect
from nettui.plugin.discovery import BASE, find
from nettui.plugin.problem_kinds import NO_PLAN
from nettui.plugin.problems import Problem, Refused, problem


@frozen
class Assembled:
    """A protocol, what each plugin gave for it, and the problems.

    ``outside``: plugins took part that do not come with nettui.
    """

    protocol: Protocol
    given: tuple[Contribution, ...]
    problems: tuple[Problem, ...]
    outside: bool = False


def assembled(given: Iterable[Contribution], problems: Iterable[Problem]) -> Assembled:
    """Return the protocol of what was collected.

    Raises `Refused` without a base protocol, and for a whole that is no protocol.
    """
    given = tuple(sorted(given, key=lambda c: c.origin))
    checked = check(given)
    every = tuple(sorted({*problems, *checked.problems}))
    if BASE not in {c.origin for c in checked.taken}:
        raise Refused(tuple(p for p in every if p.plugin == BASE) or every)
    signed, open_ = sign_off.counted(assemble(checked.taken))
    try:
        published.typed(signed.raw)
    except Unfit as unfit:
        raise Refused((problem("assembled_faulty", "", fault=unfit),)) from None
    return Assembled(signed, given, tuple(sorted({*every, *open_})))


def bundled() -> tuple[list[Contribution], list[Problem]]:
    """Return what comes with nettui, collected."""
    found, problems = find(path=())
    _whole(problems)
    granted, _ = policy.decide(found, {})
    return collect(granted)


def _whole(problems: Iterable[Problem]) -> None:
    """Raise `Refused` where what comes with nettui is not as it was shipped."""
    grave = tuple(p for p in problems if p.kind in NO_PLAN)
    if grave:
        raise Refused(grave)


def everything() -> Assembled:
    """Return the protocol of all that is installed and allowed.

    Raises `Refused` when a required plugin would not be in force.
    """
    listed = locations.allow_list()
    try:
        allowed = policy.read(listed)
    except locations.Faulty as fault:
        raise Refused((problem("list_faulty", "", list=listed, fault=fault),)) from None
    found, problems = find()
    _whole(problems)
    granted, refused = policy.decide(found, allowed)
    given, faults = collect(granted)
    known = {*(plugin.name for plugin in found), *(p.plugin for p in problems)}
    missing = policy.absent(known, allowed)
    made = assembled(given, [*problems, *refused, *faults, *missing])
    taken = {plugin["name"] for plugin in made.protocol.plugins}
    required = [name for name, item in allowed.items() if item.required and name not in taken]
    if required:
        about = [problem("required_missing", name, list=listed) for name in required]
        # What gives no plugin may be the one that is missed.
        missed = {p.plugin for p in missing}.intersection(required)
        odd = [p for p in made.problems if missed and p.kind == "neighbour_faulty"]
        raise Refused((*about, *(p for p in made.problems if p.plugin in required), *odd))
    outside = {plugin.name for plugin in found if not plugin.bundled}
    return evolve(made, outside=bool(outside & taken))
