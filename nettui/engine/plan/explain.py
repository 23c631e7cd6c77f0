"""Why: for any condition, each clause with what was wanted, what was got, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import evolve, frozen

from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import OneOf, Partly
from nettui.case.base.words import value_words
from nettui.case.picture.unused import Unused
from nettui.case.record.facts import FACTS, Range
from nettui.engine.evaluation.columns import Column, Columns, Planes
from nettui.engine.evaluation.possible import Number, Possible, Words, possible
from nettui.engine.language import conditions as c
from nettui.engine.language import wording
from nettui.engine.language.stages import ANSWERS, STAGES
from nettui.engine.language.states import FALSE, TRUE, UNKNOWN
from nettui.engine.plan.condition_lines import NEGATED, Line, joined, line_of, lines_of
from nettui.engine.protocol.protocol import Protocol, reads

TRUTH_WORDS = ("no", "cannot tell", "yes")


@frozen(repr=False, eq=False)
class Clause(Plain):
    """One line of a reason. ``depth`` indents it under an "all of" or "one of" line.

    ``wanted`` in clinical words, ``got`` what the picture holds (empty for headings), ``truth``
    0, 1 or 2, ``facts`` what it reads.
    """

    depth: int
    wanted: str
    got: str
    truth: int
    facts: tuple[str, ...] = ()


def failing(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses for which a condition does not hold.

    Below "none of" and "not all of" it is what holds that is not wanted: "not: Primary site is
    lung". What stands below a heading that holds is to blame for nothing.
    """
    found: list[Clause] = []
    # For each open heading: its depth, the truth of what is to blame below it, whether it negates.
    open_: list[tuple[int, int | None, bool]] = []
    for clause in clauses:
        while open_ and open_[-1][0] >= clause.depth:
            open_.pop()
        _, blamed, negated = open_[-1] if open_ else (-1, FALSE, False)
        is_blamed = blamed is not None and clause.truth == blamed
        if clause.got:
            if is_blamed:
                wanted = f"not: {clause.wanted}" if negated else clause.wanted
                found.append(evolve(clause, wanted=wanted))
            continue
        below = blamed if is_blamed else None
        if clause.wanted in NEGATED:
            negated = not negated
            below = None if below is None else TRUE - below
        open_.append((clause.depth, below, negated))
    return tuple(found)


_POSITION = {name: n for n, name in enumerate(FACTS)}


class _Facts(dict[str, Column]):
    """What is possible of facts, worked out when somebody asks."""

    def __init__(self, work_out: Callable[[str], Column]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, name: str) -> Column:
        value = self[name] = self.work_out(name)
        return value


class Seen(Columns):
    """What the engine saw of one picture, with answers and offers taken from its result."""

    def __init__(
        self,
        protocol: Protocol,
        values: Sequence[Any],
        answers: Mapping[str, Words],
        offers: Callable[[c.Offered, str], int],
        stage: str = STAGES[-1],
        *,
        unused: Callable[[], Mapping[str, Unused]] = dict,
    ) -> None:
        super().__init__(protocol, _Facts(self._work_out), everywhere=1)
        self._unused = unused
        self.values = values
        self.answers = answers
        self._got: dict[str, str] = {}
        self._behind: dict[str, tuple[str, ...]] = {}
        # By the number of their line. Only what asks for offers differs between stages.
        self._of_all: dict[int, Clause] = {}
        self._of_stage: dict[int, Clause] = {}
        # By their lines, which a protocol keeps.
        self._reasons: dict[int, tuple[Clause, ...]] = {}
        self.stage = stage
        self._offered = offers

    def in_stage(self, stage: str) -> Seen:
        """Return the same, as seen in a stage, sharing what has been worked out."""
        other = Seen(
            self.protocol, self.values, self.answers, self._offered, stage, unused=self._unused
        )
        other.facts, other._tests = self.facts, self._tests
        other._got, other._of_all = self._got, self._of_all
        return other

    def _work_out(self, name: str) -> Column:
        if name in self.answers:
            return {self.answers[name]: self.everywhere}
        if name in _POSITION:
            value = self.values[_POSITION[name]]
            return {possible(FACTS[name].kind, value): self.everywhere}
        return self.derived(self.protocol.table(name))

    def possible(self, name: str) -> Possible:
        """Return what is possible of a fact or derived fact."""
        (state,) = self.facts[name]
        return state

    def planes(self, condition: c.Condition) -> Planes:
        """Return whether it certainly and possibly holds, with offers as they were settled."""
        if isinstance(condition, c.Offered):
            truth = self._offered(condition, self.stage)
            return int(truth == TRUE), int(truth >= UNKNOWN)
        return super().planes(condition)

    def truth(self, condition: c.Condition) -> int:
        """Return the truth: 2 if it certainly holds, 1 if it may, else 0."""
        return sum(self.planes(condition))

    # --- reasons ---

    def clauses(self, condition: c.Condition, depth: int = 0) -> tuple[Clause, ...]:
        """Return a condition of the protocol line by line."""
        lines = lines_of(self.protocol, condition, depth)
        found = self._reasons.get(id(lines))
        if found is None:
            found = self._reasons[id(lines)] = self._filled(lines)
        return found

    def _filled(self, lines: Sequence[Line]) -> tuple[Clause, ...]:
        """Return lines with what each got."""
        below: list[Clause] = []  # from the last line up
        for line in reversed(lines):
            if line.clause is None:
                truth = joined(line.wanted, [below[-n].truth for n in line.below])
                below.append(_heading(line.depth, line.wanted, truth))
            else:
                below.append(self._clause(line, line.clause))
        return tuple(reversed(below))

    def _clause(self, line: Line, clause: c.Condition) -> Clause:
        """Return a clause with what it got."""
        kept = self._of_stage if line.asks_for_offers else self._of_all
        found = kept.get(line.number)
        if found is None:
            got = "; ".join([self.got(name) for name in line.facts])
            truth = self.truth(clause)
            found = kept[line.number] = Clause(line.depth, line.wanted, got, truth, line.facts)
        return found

    def got(self, name: str) -> str:
        """Return in words what is known of a fact, a derived fact or an answer."""
        text = self._got.get(name)
        if text is None:
            text = self._got[name] = self._got_in_words(name)
        return text

    def _got_in_words(self, name: str) -> str:
        if name in _POSITION:
            value = self.values[_POSITION[name]]
            if value is None and name in (unused := self._unused()):
                return unused[name].short
            return value_words(value, FACTS[name].unit)
        state = self.possible(name)
        unit = self.protocol.vocabulary[name].unit
        if isinstance(state, Words):
            if state.possible is None:
                return "cannot be told"
            known = self.protocol.vocabulary[name].choices
            return " or ".join(wording.plain(w) for w in known if w in state.possible)
        if isinstance(state, Number) and state.known:
            low, high = state.low, state.high
            value = low if low == high else Range(low, high)
            return value_words(value, unit)
        return "cannot be told"

    def missing(self, condition: c.Condition) -> tuple[str, ...]:
        """Return the facts of the case that would decide an unknown condition, in order."""
        found: dict[str, None] = {}
        self._collect(condition, found)
        return tuple(found)

    def _collect(self, condition: c.Condition, found: dict[str, None]) -> None:
        match condition:
            case c.Not(term):
                self._collect(term, found)
            case c.All(terms) | c.Any(terms):
                if self._truth_in(condition) == UNKNOWN:
                    for term in terms:
                        self._collect(term, found)
            case c.Offered(option):
                if self.truth(condition) == UNKNOWN:
                    for entry in self.protocol.entries:
                        if option in entry.options and entry.kind != "guard":
                            self._collect(entry.act.when, found)
            case _:
                line = line_of(self.protocol, condition)
                if self._clause(line, condition).truth == UNKNOWN:
                    for name in line.facts:
                        self.behind(name, found)

    def _truth_in(self, condition: c.Condition) -> int:
        """Return the truth of a condition of the protocol by the lines that are kept of it."""
        match condition:
            case c.All(terms):
                return min(map(self._truth_in, terms), default=TRUE)
            case c.Any(terms):
                return max(map(self._truth_in, terms), default=FALSE)
            case c.Not(term):
                return TRUE - self._truth_in(term)
            case c.Offered():
                return self.truth(condition)
        return self._clause(line_of(self.protocol, condition), condition).truth

    def behind(self, name: str, found: dict[str, None]) -> None:
        """Add the open facts of the case that a fact or derived fact rests on."""
        facts = self._behind.get(name)
        if facts is None:
            below: dict[str, None] = {}
            self._rests_on(name, below)
            facts = self._behind[name] = tuple(below)
        found.update(dict.fromkeys(facts))

    def _rests_on(self, name: str, found: dict[str, None]) -> None:
        if name in FACTS:
            state = self.possible(name)
            is_range = isinstance(state, Number) and state.low != state.high
            is_partly_read = isinstance(self.values[_POSITION[name]], (Partly, OneOf))
            if not state.known or is_range or is_partly_read:
                found[name] = None
            return
        if name in self.answers:
            for entry in self.protocol.entries:
                if entry.answer and ANSWERS[entry.stage][0] == name:
                    self._collect(entry.act.when, found)
            return
        for read in reads(self.protocol.table(name)):
            # What is derived for certain waits for none of the facts that it was derived from.
            if read in FACTS or not self._is_certain(read):
                self.behind(read, found)

    def _is_certain(self, name: str) -> bool:
        """Say whether a derived fact or an answer has one value."""
        state = self.possible(name)
        if isinstance(state, Words):
            return state.known and state.possible is not None and len(state.possible) == 1
        return isinstance(state, Number) and state.known and state.low == state.high

    def derivation(self, name: str) -> tuple[Clause, ...]:
        """Return how a derived fact came about: its rows down to the one that decided."""
        lines: list[Clause] = []
        table = self.protocol.table(name)
        for row in table.rows:
            truth = self.truth(row.when)
            says = row.says or row_words(row.value, self.protocol)
            lines.append(Clause(0, says, "", truth))
            lines.extend(self.clauses(row.when, 1))
            if truth == TRUE:
                break
        return tuple(lines)


@cache
def _heading(depth: int, says: str, truth: int) -> Clause:
    return Clause(depth, says, "", truth)


def row_words(value: Any, protocol: Protocol) -> str:
    """Return what a table's row answers, in words."""
    match value:
        case None:
            return "cannot be told"
        case c.Value(name):
            return wording.label(name, protocol.vocabulary)
        case c.Arithmetic(op, (left, right)):
            signs = {"*": "×", "/": "÷", "-": "−", "+": "+", "**": "to the power"}
            inner = f"{row_words(left, protocol)} {signs[op]} {row_words(right, protocol)}"
            return f"({inner})"
        case tuple():
            return " or ".join(map(wording.plain, value))
    return f"{value:g}"
