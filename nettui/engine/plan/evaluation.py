"""The evaluation of a case: what the bytes of a result mean, rule by rule.

The evaluation itself is a few hundred bytes; findings, needs and reasons are made when asked for.
What findings come to together is the plan's.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import cached_property

from nettui.case.picture.picture import Picture
from nettui.case.record.case import Case
from nettui.engine.evaluation.contradictory import is_contradictory, worlds
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.evaluation.possible import Words
from nettui.engine.language.conditions import Offered
from nettui.engine.language.rules import GUARD_KINDS, Guard, Need
from nettui.engine.language.stages import ANSWERS, STAGES, STATUSES
from nettui.engine.language.states import (
    APPLIES,
    CANNOT_TELL,
    CLEAR,
    CONFLICT,
    FALSE,
    MAYBE_MISSING,
    MET,
    MISSING,
    NOT_CLEARED,
    NOT_NEEDED,
    OVERRIDDEN,
    STOPPED,
    TO_CHECK,
    TRUE,
    UNKNOWN,
)
from nettui.engine.plan.explain import Clause, Seen
from nettui.engine.plan.findings import Finding, GuardFinding, NeedFinding, PlanStatus, group_of
from nettui.engine.protocol.entry import Entry, role_in, stage_rank
from nettui.engine.protocol.protocol import Protocol

# What became of a rule that names its options, and of one that may, once what is open is known.
_NAMES = (APPLIES, TO_CHECK, NOT_CLEARED)
_MAY_OFFER = (APPLIES, TO_CHECK, CANNOT_TELL, NOT_CLEARED, CONFLICT)


class Evaluation:
    """What a protocol says of one case, entry by entry."""

    def __init__(self, case: Case, seen: Picture, as_of: datetime.date, protocol: Protocol) -> None:
        self.case = case
        self.picture = seen
        self.as_of = as_of
        self.protocol = protocol
        self.result = evaluate(protocol, seen.values)
        # Every reader of a plan asks for the same again and again.
        self._missing: dict[str, tuple[str, ...]] = {}
        self._guards: dict[tuple[str, str | None], tuple[GuardFinding, ...]] = {}

    # --- bytes read ---

    def truth(self, n: int) -> int:
        """Return the truth (or need state) of the entry at a position."""
        return self.result[n]

    def settled(self, n: int) -> int:
        """Return the settled status of the rule at a position."""
        return self.result[self.protocol.status_at[n]]

    # --- answers ---

    @cached_property
    def answers(self) -> Mapping[str, Words]:
        """Grade and route: the words still possible and whether the answer is known."""
        return {name: self._answer(stage) for stage, (name, _) in ANSWERS.items()}

    def _answer(self, stage: str) -> Words:
        possibly: set[str] = set()
        certain = False
        is_open = False
        for n in self.protocol.answering[stage]:
            truth = self.truth(n)
            if truth == FALSE:
                continue
            status = self.settled(n)
            if status == OVERRIDDEN:
                continue
            if status == CONFLICT:
                return Words()
            over = any(self.truth(o) for o in self.protocol.over[n])
            if truth == TRUE and not over:
                certain = True
            else:
                is_open = True
            possibly.update(self.protocol.entries[n].answer)
        if not possibly:
            return Words()
        return Words(frozenset(possibly), certain and not is_open)

    @property
    def grade(self) -> tuple[str, ...]:
        """The grades that are still possible, empty when nothing is known of them."""
        return self._words("grade")

    @property
    def route(self) -> tuple[str, ...]:
        """The routing rows still possible."""
        return self._words("route")

    def _words(self, name: str) -> tuple[str, ...]:
        found = self.answers[name].possible or ()
        return tuple(w for w in self.protocol.answers[name] if w in found)

    @cached_property
    def _seen(self) -> dict[str, Seen]:
        seen = self.picture
        first = Seen(
            self.protocol,
            seen.values,
            self.answers,
            self._offered_before,
            unused=lambda: seen.unused,
        )
        return {stage: first.in_stage(stage) for stage in ("catalogue", *STAGES)}

    def seen(self, stage: str = "follow_up") -> Seen:
        """Return what the engine saw in a stage, for reasons: offers of earlier stages only."""
        return self._seen[stage]

    def behind(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the open facts of the case behind facts and derived facts."""
        found: dict[str, None] = {}
        for name in names:
            self.seen().behind(name, found)
        return tuple(found)

    def seen_for(self, entry: Entry) -> Seen:
        """Return what the engine saw in the stage of an entry, for its reasons.

        Where the record contradicts itself, a guard is explained by the value that makes it worst.
        """
        if entry.kind != "guard" or not self._worlds:
            return self.seen(entry.stage)
        n = self.protocol.position[entry.id]
        worst = max(self._worlds, key=lambda world: world.truth(n))
        return worst.seen(entry.stage)

    @cached_property
    def _worlds(self) -> tuple[Evaluation, ...]:
        """An evaluation for each way to settle what contradicts itself, none where nothing does."""
        values = self.picture.values
        if not is_contradictory(values):
            return ()
        pictures = (Picture(self.case, self.as_of, world) for world in worlds(values))
        return tuple(Evaluation(self.case, seen, self.as_of, self.protocol) for seen in pictures)

    def _offered_before(self, asked: Offered, stage: str) -> int:
        """Return whether an earlier stage offers or lists an option: 2 yes, 1 perhaps, 0 no."""
        option = asked.option
        best = FALSE
        for n in self.protocol.offering.get(option, ()):
            entry = self.protocol.entries[n]
            if stage_rank(entry.stage) >= stage_rank(stage):
                continue
            status = self.settled(n)
            stop = self.stop(option, entry.role, entry.stage)
            over = any(self.truth(o) for o in self.protocol.over[n])
            is_cleared = status == APPLIES and stop == CLEAR
            is_listed = asked.listed and status in _NAMES and stop != STOPPED
            if (is_cleared or is_listed) and not over:
                best = TRUE
            elif status in _MAY_OFFER and stop != STOPPED:
                best = max(best, UNKNOWN)
        return best

    def stop(self, option: str, role: str, stage: str) -> int:
        """Return what holds an option as offered: 0 clear, 1 check, 2 held, 3 stopped."""
        return self.result[self.protocol.key_at[option, role, stage]]

    # --- findings ---

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every rule, override and judgement, in the order of the protocol."""
        return tuple(self._finding(n) for n in self.protocol.speaking)

    @cached_property
    def findings_in(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of each stage."""
        found: dict[str, list[Finding]] = {stage: [] for stage in STAGES}
        for finding in self.findings:
            found[finding.stage].append(finding)
        return {stage: tuple(made) for stage, made in found.items()}

    def finding(self, entry_id: str) -> Finding:
        """Return the finding of a rule. Raises KeyError when there is no such rule."""
        return self._finding(self.protocol.position[entry_id])

    def _finding(self, n: int) -> Finding:
        entry = self.protocol.entries[n]
        status = self.settled(n)
        truth = self.truth(n)
        over = self.protocol.over[n]
        return Finding(
            entry=entry,
            says=entry.says,
            truth=truth,
            status=status,
            group=group_of(entry, status),
            overridden_by=self._named(over, TRUE) if over else (),
            may_be_overridden_by=self._named(over, UNKNOWN) if over and truth == TRUE else (),
        )

    def _named(self, positions: Iterable[int], truth: int) -> tuple[str, ...]:
        """Return the ids of the entries of this truth."""
        return tuple(self.protocol.entries[n].id for n in positions if self.truth(n) == truth)

    def reasons(self, finding: Finding) -> tuple[Clause, ...]:
        """Return the clauses of a finding with what was wanted and got."""
        return self.seen(finding.stage).clauses(finding.entry.act.when)

    def missing(self, entry: Entry) -> tuple[str, ...]:
        """Return the facts that would decide an entry whose condition is unknown."""
        known = self._missing.get(entry.id)
        if known is None:
            known = self._missing[entry.id] = self._missing_for(entry)
        return known

    def _missing_for(self, entry: Entry) -> tuple[str, ...]:
        found = self.seen_for(entry).missing(entry.act.when)
        if entry.kind == "override":
            # It speaks only where its target does.
            more = self.missing(self.protocol.entries[self.protocol.target(entry)])
            found = tuple(dict.fromkeys((*found, *more)))
        return found

    def guards(self, option: str, role: str | None = None) -> tuple[GuardFinding, ...]:
        """Return the guards on an option (for a role) that hold or may hold, stops first."""
        known = self._guards.get((option, role))
        if known is None:
            known = self._guards[option, role] = self._guards_on(option, role)
        return known

    def is_weakened(self, option: str, role: str) -> bool:
        """Say whether a caution in force leaves an option at most to consider."""
        for n in self.protocol.weakening.get(option, ()):
            entry = self.protocol.entries[n]
            if self.truth(n) == TRUE and role_in(role, entry.roles, entry.except_roles):
                return True
        return False

    def _guards_on(self, option: str, role: str | None) -> tuple[GuardFinding, ...]:
        if role is not None:
            return tuple(
                found
                for found in self.guards(option)
                if role_in(role, found.guard.roles, found.guard.except_roles)
            )
        found = []
        for n in self.protocol.guards.get(option, ()):
            entry = self.protocol.entries[n]
            guard = entry.act
            assert isinstance(guard, Guard)
            found.append(GuardFinding(entry, guard, self.truth(n)))
        return tuple(sorted(found, key=lambda g: (GUARD_KINDS.index(g.guard.kind), -g.truth)))

    @cached_property
    def needs(self) -> tuple[NeedFinding, ...]:
        """Every need, with the facts that are missing."""
        found = []
        for n, entry in enumerate(self.protocol.entries):
            if entry.kind != "need":
                continue
            need = entry.act
            assert isinstance(need, Need)
            state = self.truth(n)
            missing: tuple[str, ...] = ()
            if state in (MISSING, MAYBE_MISSING):
                missing = tuple(f for f in need.facts if not self.seen().possible(f).known)
            found.append(NeedFinding(entry, need, state, missing))
        return tuple(found)

    @cached_property
    def workup(self) -> tuple[int, int]:
        """How many items of the work-up are known, out of how many needed."""
        states = [self.result[n] for n in self.protocol.work_up]
        needed = [state for state in states if state != NOT_NEEDED]
        return needed.count(MET), len(needed)

    @cached_property
    def capped(self) -> PlanStatus:
        """How far the plan may be taken for what is missing, and what of that caps it."""
        result = self.result
        because = [
            (STATUSES.index(word), entry_id)
            for at, states, word, entry_id in self.protocol.caps
            if result[at] in states
        ]
        worst = max((level for level, _ in because), default=0)
        return PlanStatus(STATUSES[worst], tuple(eid for level, eid in because if level == worst))
