"""Why: for any condition, each clause with what was wanted, what was got, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from nettui.case.facts import FACTS, Range
from nettui.case.plain import Plain
from nettui.case.unused import Unused
from nettui.case.vocabulary import Partly
from nettui.case.words import value_words
from nettui.engine import conditions as c
from nettui.engine import wording
from nettui.engine.interpret import Number, Possible, Words, World, possible
from nettui.engine.protocol import Protocol, reads
from nettui.engine.settle import FALSE, TRUE, UNKNOWN
from nettui.engine.stages import ANSWERS, STAGES

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


_POSITION = {name: n for n, name in enumerate(FACTS)}


class _Facts(dict[str, Possible]):
    """Possible values, worked out when somebody asks."""

    def __init__(self, work_out: Callable[[str], Possible]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, name: str) -> Possible:
        value = self[name] = self.work_out(name)
        return value


class Seen(World):
    """What the engine saw of one picture, with answers and offers taken from its result."""

    def __init__(
        self,
        protocol: Protocol,
        values: Sequence[Any],
        answers: Mapping[str, Words],
        offers: Callable[[str, str], int],
        stage: str = STAGES[-1],
        *,
        unused: Callable[[], Mapping[str, Unused]] = dict,
    ) -> None:
        self.protocol = protocol
        self._unused = unused
        self.values = values
        self.answers = answers
        self.facts = _Facts(self._work_out)
        self._got: dict[str, str] = {}
        self._behind: dict[str, tuple[str, ...]] = {}
        self._leaves: dict[c.Condition, tuple[str, str, int, tuple[str, ...]]] = {}
        self.stage = stage
        self._offered = offers

    def in_stage(self, stage: str) -> Seen:
        """Return the same, as seen in a stage, sharing what has been worked out."""
        other = Seen(
            self.protocol, self.values, self.answers, self._offered, stage, unused=self._unused
        )
        other.facts, other._got, other._leaves = self.facts, self._got, self._leaves
        return other

    def _work_out(self, name: str) -> Possible:
        if name in self.answers:
            return self.answers[name]
        if name in _POSITION:
            return possible(FACTS[name].kind, self.values[_POSITION[name]])
        return self.derive(self.protocol.table(name))

    def truth(self, condition: c.Condition) -> int:
        """Return the truth, with offers as they were settled."""
        if isinstance(condition, c.Offered):
            return self._offered(condition.option, self.stage)
        return super().truth(condition)

    # --- reasons ---

    def clauses(self, condition: c.Condition) -> tuple[Clause, ...]:
        """Return the condition line by line."""
        return self._clauses(condition, 0)[0]

    def _clauses(self, condition: c.Condition, depth: int) -> tuple[tuple[Clause, ...], int]:
        """Return the lines of a condition and its truth, each part worked out once."""
        match condition:
            case c.All(terms) if terms and depth == 0:
                below, truths = self._parts(terms, depth)
                return below, min(truths)
            case c.All(terms) if len(terms) > 1:
                below, truths = self._parts(terms, depth + 1)
                heading, truth = "all of", min(truths)
            case c.Any(terms) if len(terms) > 1:
                below, truths = self._parts(terms, depth + 1)
                heading, truth = "one of", max(truths)
            case c.Not(c.All(terms)):
                below, truths = self._parts(terms, depth + 1)
                heading, truth = "not all of", TRUE - min(truths, default=TRUE)
            case c.Not(c.Any(terms)):
                below, truths = self._parts(terms, depth + 1)
                heading, truth = "none of", TRUE - max(truths, default=FALSE)
            case _:
                wanted, got, truth, names = self._leaf(condition)
                return (Clause(depth, wanted, got, truth, names),), truth
        return (Clause(depth, heading, "", truth), *below), truth

    def _leaf(self, condition: c.Condition) -> tuple[str, str, int, tuple[str, ...]]:
        """Return what a clause wants, what it got, its truth and the facts that it reads.

        Of some five thousand clauses of a plan one in seven differs, so they are kept.
        """
        found = self._leaves.get(condition)
        if found is None:
            wanted, names = worded(self.protocol, condition)
            got = "; ".join([self.got(name) for name in names])
            found = wanted, got, self.truth(condition), names
            if not any(isinstance(atom, c.Offered) for atom in c.atoms(condition)):
                self._leaves[condition] = found  # in any stage: only offers differ between them
        return found

    def _parts(
        self, terms: Sequence[c.Condition], depth: int
    ) -> tuple[tuple[Clause, ...], list[int]]:
        """Return the lines of several conditions, and the truth of each."""
        parts = [self._clauses(term, depth) for term in terms]
        return tuple(line for lines, _ in parts for line in lines), [truth for _, truth in parts]

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
        state = self.facts[name]
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
                if self.truth(condition) == UNKNOWN:
                    for term in terms:
                        self._collect(term, found)
            case c.Offered(option):
                if self.truth(condition) == UNKNOWN:
                    for entry in self.protocol.entries:
                        if option in entry.options and entry.kind != "guard":
                            self._collect(entry.act.when, found)
            case _:
                _, _, truth, names = self._leaf(condition)
                if truth == UNKNOWN:
                    for name in names:
                        self.behind(name, found)

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
            state = self.facts[name]
            is_range = isinstance(state, Number) and state.low != state.high
            is_partly_read = isinstance(self.values[_POSITION[name]], Partly)
            if not state.known or is_range or is_partly_read:
                found[name] = None
            return
        if name in self.answers:
            for entry in self.protocol.entries:
                if entry.answer and ANSWERS[entry.stage][0] == name:
                    self._collect(entry.act.when, found)
            return
        for read in reads(self.protocol.table(name)):
            self.behind(read, found)

    def derivation(self, name: str) -> tuple[Clause, ...]:
        """Return how a derived fact came about: its rows down to the one that decided."""
        lines: list[Clause] = []
        table = self.protocol.table(name)
        for row in table.rows:
            truth = self.truth(row.when)
            says = row.says or row_words(row.value, self.protocol)
            lines.append(Clause(0, says, "", truth))
            lines.extend(self._clauses(row.when, 1)[0])
            if truth == TRUE:
                break
        return tuple(lines)


def worded(protocol: Protocol, condition: c.Condition) -> tuple[str, tuple[str, ...]]:
    """Return a condition in clinical words, and the facts it reads.

    Both are kept, since the same clauses are asked for often.
    """
    kept: dict[c.Condition, tuple[str, tuple[str, ...]]]
    kept = protocol.__dict__.setdefault("_worded", {})
    found = kept.get(condition)
    if found is None:
        text = wording.words(
            condition, protocol.vocabulary, protocol.bounds, protocol.option_labels
        )
        found = kept[condition] = text, c.facts_of(condition)
    return found


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
