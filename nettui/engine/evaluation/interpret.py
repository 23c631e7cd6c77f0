"""The reference evaluator: what a protocol says of pictures, written to be read.

One walk over the protocol serves one patient and many records at once: it works on planes, a bit
for each record (see `columns`). `compile` must give the same bytes for every case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nettui.engine.evaluation.columns import Columns, Plane, Planes, facts_of, joined
from nettui.engine.evaluation.contradictory import is_contradictory, worlds
from nettui.engine.evaluation.possible import Possible, Words
from nettui.engine.language import conditions as c
from nettui.engine.language.rules import Guard, Judgement, Need, Override, Rule
from nettui.engine.language.stages import ANSWERS, STAGES
from nettui.engine.language.states import (
    APPLIES,
    CANNOT_TELL,
    CHECK,
    CONFLICT,
    CONTRAINDICATED,
    HELD,
    MAYBE_MISSING,
    MET,
    MISSING,
    NOT_CLEARED,
    OVERRIDDEN,
    STOPPED,
    TO_CHECK,
    TRUE,
    UNKNOWN,
)
from nettui.engine.protocol.entry import Entry, layer_rank
from nettui.engine.protocol.protocol import Key, Protocol

Statuses = dict[int, Plane]
"""What became of a rule: for each status the records in which it has it."""
Stops = tuple[Plane, Plane, Plane]
"""Where an option is stopped, where at least held, where it waits at least for a check."""
NOT_STOPPED: Stops = (0, 0, 0)


def interpret(protocol: Protocol, values: Sequence[Any]) -> bytes:
    """Return the result of a protocol for the values of a picture (see `protocol.Protocol`)."""
    return walked(protocol, [values]).result(0)


def walked(protocol: Protocol, records: Sequence[Sequence[Any]]) -> Walk:
    """Return what a protocol says of some pictures, each given by its values.

    Where values are contradictory, the worst truth that any of them gives a guard counts.
    """
    walk = Walk(protocol, records)
    walk.run(_worst_guards(protocol, records) if any(map(is_contradictory, records)) else {})
    return walk


def _worst_guards(protocol: Protocol, records: Sequence[Sequence[Any]]) -> dict[int, Planes]:
    """Return, by position, the worst truth of each guard over what contradictory values may mean.

    Each record is evaluated once for each of its worlds.
    """
    made = [(n, world) for n, values in enumerate(records) for world in worlds(values)]
    apart = walked(protocol, [world for _, world in made])

    def folded(plane: Plane) -> Plane:
        bits = 0
        for at, (n, _) in enumerate(made):
            bits |= (plane >> at & 1) << n
        return bits

    found = {}
    for n in protocol.guard_positions:
        certain, possibly = apart.truths[n]
        found[n] = folded(certain), folded(possibly)
    return found


class Walk:
    """A walk over the entries of a protocol, in the order of evaluation, for some records.

    By position of the entry: ``truths`` where its condition certainly and possibly holds,
    ``needs`` where it is missing, perhaps missing and met, ``statuses`` what became of it.
    ``waiting``, ``held`` and ``stopped``: where an option, as a stage offers it, waits at least for
    a check before starting, is at least held, and is stopped.
    """

    def __init__(self, protocol: Protocol, records: Sequence[Sequence[Any]]) -> None:
        self.protocol = protocol
        self.everywhere: Plane = (1 << len(records)) - 1
        self.columns = Columns(protocol, facts_of(records), self.everywhere)
        self._stages: dict[str, list[tuple[int, Entry]]] = {}
        for n, entry in enumerate(protocol.entries):
            self._stages.setdefault(entry.stage, []).append((n, entry))
        self.truths: dict[int, Planes] = {}
        self.needs: dict[int, tuple[Plane, Plane, Plane]] = {}
        self.statuses: dict[int, Statuses] = {}
        self.waiting: dict[Key, Plane] = {}
        self.held: dict[Key, Plane] = {}
        self.stopped: dict[Key, Plane] = {}

    def run(self, guards: Mapping[int, Planes]) -> None:
        """Evaluate everything. ``guards`` gives the truth of guards that is known already."""
        self._derive(reads_grade=False)
        self._stage("grading")
        self._derive(reads_grade=True)
        self._guards_and_needs(guards)
        self._hold_grading()
        for stage in STAGES:
            if stage != "grading":
                self._stage(stage)
                self._offer(stage)

    def _derive(self, *, reads_grade: bool) -> None:
        for item in self.protocol.tables.values():
            if item.reads_grade is reads_grade:
                self.columns.facts[item.table.name] = self.columns.derived(item.table)

    def result(self, n: int) -> bytes:
        """Return the result for one record (see the layout in `Protocol`)."""
        protocol, bit = self.protocol, 1 << n
        out = bytearray(protocol.size)
        for at, (certain, possibly) in self.truths.items():
            out[at] = TRUE if certain & bit else UNKNOWN if possibly & bit else 0
        for at, planes in self.needs.items():
            for state, plane in zip((MISSING, MAYBE_MISSING, MET), planes, strict=True):
                if plane & bit:
                    out[at] = state
        for at, statuses in self.statuses.items():
            for status, plane in statuses.items():
                if plane & bit:
                    out[protocol.status_at[at]] = status
        for key, at in protocol.key_at.items():
            if self.stopped[key] & bit:
                out[at] = STOPPED
            elif self.held[key] & bit:
                out[at] = HELD
            elif self.waiting[key] & bit:
                out[at] = CHECK
        return bytes(out)

    # --- guards and needs ---

    def _guards_and_needs(self, guards: Mapping[int, Planes]) -> None:
        keys = {position: key for key, position in self.protocol.key_at.items()}
        self.waiting = dict.fromkeys(self.protocol.key_at, 0)
        self.held = dict.fromkeys(self.protocol.key_at, 0)
        self.stopped = dict.fromkeys(self.protocol.key_at, 0)
        for n, entry in enumerate(self.protocol.entries):
            act = entry.act
            if isinstance(act, Guard):
                stopped, held = guards[n] if guards else self.columns.planes(act.when)
                self.truths[n] = stopped, held
            elif isinstance(act, Need):
                missing, maybe, _ = self.needs[n] = self._need(act)
                stopped, held = 0, missing | maybe
            else:
                continue
            is_check = isinstance(act, Guard) and act.kind == "check"
            for position in self.protocol.holding[n] if held else ():
                self.waiting[keys[position]] |= held
                if not is_check:
                    self.held[keys[position]] |= held
                    self.stopped[keys[position]] |= stopped

    def _need(self, need: Need) -> tuple[Plane, Plane, Plane]:
        """Return where a need is missing, where perhaps, and where it is met."""
        wanted, possibly = self.columns.planes(need.when)
        known = self.everywhere
        for name in need.facts:
            known &= self.columns.known(name)
        return wanted & ~known, possibly & ~wanted & ~known, possibly & known

    # --- stages ---

    def _of_stage(self, stage: str) -> list[tuple[int, Entry]]:
        return self._stages.get(stage, [])

    def _stage(self, stage: str) -> None:
        here = self._of_stage(stage)
        for n, entry in sorted(here, key=lambda item: self.protocol.depth(item[1])):
            if isinstance(entry.act, Override):
                target = self.truths[self.protocol.target(entry)]
                certain, possibly = self.columns.planes(entry.act.when)
                self.truths[n] = target[0] & certain, target[1] & possibly
            elif entry.kind in ("rule", "judgement", "order"):
                self.truths[n] = self.columns.planes(entry.act.when)
        for n, entry in here:
            act = entry.act
            if isinstance(act, Judgement):
                self.statuses[n] = settled(self.truths[n], 0, 0, NOT_STOPPED)
            elif isinstance(act, Rule):
                over = self._union(self.truths[o][0] for o in self.protocol.over[n])
                stop = self._stop(act, stage)
                self.statuses[n] = settled(self.truths[n], over, self._clash(n), stop)
        if stage in ANSWERS:
            self.columns.facts[ANSWERS[stage][0]] = self._answer(stage)

    def _stop(self, rule: Rule, stage: str) -> Stops:
        """Return where every option of a rule is stopped, at least held, and at least waits."""
        if not rule.options or not self.held:  # grading is settled before its options are
            return NOT_STOPPED
        stopped = held = waiting = self.everywhere
        for option in rule.options:
            key = (option, rule.role, stage)
            stopped &= self.stopped[key]
            held &= self.held[key]
            waiting &= self.waiting[key]
        return stopped, held, waiting

    def _clash(self, n: int) -> Plane:
        """Return where overrides of one layer that say different things meet in an entry."""
        return self._union(
            self.truths[one][0]
            & self.truths[other][0]
            & ~self._union(self.truths[h][0] for h in higher)
            for one, other, higher in clashes(self.protocol, n)
        )

    @staticmethod
    def _union(planes: Iterable[Plane]) -> Plane:
        found = 0
        for plane in planes:
            found |= plane
        return found

    def _perhaps_overridden(self, n: int) -> Plane:
        return self._union(self.truths[o][1] for o in self.protocol.over[n])

    def _hold_grading(self) -> None:
        """Let the stops, which may read the grade, meet what grading offers."""
        for n, entry in self._of_stage("grading"):
            if isinstance(entry.act, Rule):
                applies = self.statuses[n].pop(APPLIES)
                again = settled((applies, applies), 0, 0, self._stop(entry.act, "grading"))
                for status in (APPLIES, TO_CHECK, NOT_CLEARED, CONTRAINDICATED):
                    self.statuses[n][status] = self.statuses[n].get(status, 0) | again[status]
        self._offer("grading")

    def _answer(self, stage: str) -> Mapping[Possible, Plane]:
        """Return the stage's one answer; two certain answers that differ are a conflict."""
        certain: dict[int, Plane] = {}  # where each rule certainly gives its answer
        by_answer: dict[frozenset[str], Plane] = {}
        possibly: list[tuple[frozenset[str], Plane]] = []
        is_open = clash = 0
        for n, entry in self._of_stage(stage):
            if not entry.answer:
                continue
            # The same words in another order are the same answer.
            answer, conflict = frozenset(entry.answer), self.statuses[n][CONFLICT]
            speaks = self.truths[n][1] & ~self.statuses[n][OVERRIDDEN]
            gives = self.truths[n][0] & speaks & ~conflict & ~self._perhaps_overridden(n)
            clash |= conflict
            is_open |= speaks & ~conflict & ~gives
            certain[n] = gives
            possibly.append((answer, speaks))
            by_answer[answer] = by_answer.get(answer, 0) | gives
        differ = self._differing(by_answer)
        clash |= differ
        for n, gives in certain.items():
            for plane_of in (APPLIES, TO_CHECK, NOT_CLEARED, CONTRAINDICATED):
                self.statuses[n][plane_of] &= ~(gives & differ)
            self.statuses[n][CONFLICT] |= gives & differ
        known = self._union(certain.values()) & ~is_open
        words: dict[frozenset[str], Plane] = {frozenset(): self.everywhere & ~clash}
        for answer, speaks in possibly:
            words = joined(
                part
                for found, plane in words.items()
                for part in ((found | answer, plane & speaks), (found, plane & ~speaks))
            )
        open_ = clash | words.pop(frozenset(), 0)
        return joined(
            [(Words(), open_)]
            + [(Words(found, True), plane & known) for found, plane in words.items()]
            + [(Words(found, False), plane & ~known) for found, plane in words.items()]
        )

    @staticmethod
    def _differing(by_answer: Mapping[frozenset[str], Plane]) -> Plane:
        """Return where more than one answer is certain."""
        once = twice = 0
        for plane in by_answer.values():
            twice |= once & plane
            once |= plane
        return twice

    def _offer(self, stage: str) -> None:
        """Note where each option is offered or listed: certainly, or unless what is open speaks
        against it.
        """
        offers = self.columns.offers
        for n, entry in self._of_stage(stage):
            act = entry.act
            if not isinstance(act, Rule):
                continue
            statuses = self.statuses[n]
            sure = self.everywhere & ~self._perhaps_overridden(n)
            named = self._union(statuses[s] for s in (APPLIES, TO_CHECK, NOT_CLEARED))
            perhaps = self._union(
                statuses[s] for s in (APPLIES, CANNOT_TELL, TO_CHECK, NOT_CLEARED, CONFLICT)
            )
            for option in act.options:
                key = (option, act.role, stage)
                for one, given in (
                    (c.Offered(option), statuses[APPLIES] & ~self.waiting[key]),
                    (c.listed(option), named & ~self.stopped[key]),
                ):
                    certain, possibly = offers.get(one, (0, 0))
                    offers[one] = certain | given & sure, possibly | perhaps & ~self.stopped[key]


def settled(truth: Planes, override: Plane, clash: Plane, stop: Stops) -> Statuses:
    """Return what becomes of a rule, as `settle.SETTLE` says it of one record.

    ``override``: where something that overrides it certainly holds; ``clash``: where two overrides
    meet; ``stop``: where all of its options are stopped, at least held, and at least wait.
    """
    certain, possibly = truth
    stopped, held, waiting = stop
    speaks = certain & ~clash & ~override
    return {
        CANNOT_TELL: possibly & ~certain,
        CONFLICT: certain & clash,
        OVERRIDDEN: certain & override & ~clash,
        CONTRAINDICATED: speaks & stopped,
        NOT_CLEARED: speaks & held & ~stopped,
        TO_CHECK: speaks & waiting & ~held,
        APPLIES: speaks & ~waiting,
    }


# --- overrides that meet -----------------------------------------------------------------------


def differ(one: Entry, other: Entry) -> bool:
    """Say whether two overrides of one target tell a clinician to do different things."""
    names = ("options", "role", "strength", "answer", "due", "intent", "status")
    return any(one.raw.get(name) != other.raw.get(name) for name in names)


def clashes(protocol: Protocol, n: int) -> list[tuple[int, int, tuple[int, ...]]]:
    """Return the pairs of overrides whose disagreement touches an entry, with what outranks them.

    For the target: every disagreeing pair of one layer. For an override: those it is part of.
    """
    entry = protocol.entries[n]
    targets = [n, protocol.target(entry)] if entry.kind == "override" else [n]
    found = []
    for target in targets:
        over = protocol.overriders.get(target, ())
        for one in over:
            for other in over:
                a, b = protocol.entries[one], protocol.entries[other]
                if not (one < other and a.layer == b.layer and differ(a, b)):
                    continue
                if target != n and n not in (one, other):
                    continue
                rank = layer_rank(a.layer)
                higher = tuple(o for o in over if layer_rank(protocol.entries[o].layer) > rank)
                found.append((one, other, higher))
    return found
