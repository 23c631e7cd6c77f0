"""Conditions, facts and tables as Python expressions: certainly true, and possibly true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from nettui.case.facts import FACTS, Kind
from nettui.engine import conditions as c
from nettui.engine.nouns import Row, Table
from nettui.engine.protocol import Protocol

SITE = "disease.primary_site"

Planes = tuple[str, str]
"""Two Python expressions: certainly true, possibly true."""


class Expressions:
    """The text in the making. ``at`` numbers facts and derived facts for their variables."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.vocabulary = protocol.vocabulary
        self.at = {name: n for n, name in enumerate((*FACTS, *protocol.tables, *protocol.answers))}
        self.lines: list[str] = []
        self.constants: list[str] = []
        self.template = bytearray(protocol.size)
        self.shared: dict[c.Condition, str] = {}
        self.offers = {option: n for n, option in enumerate(sorted(_offers_read(protocol)))}

    def put(self, depth: int, line: str) -> None:
        """Write a line, indented."""
        self.lines.append("    " * depth + line)

    # --- conditions ---

    def planes(self, condition: c.Condition) -> Planes:
        """Return the condition as two expressions."""
        name = self.shared.get(condition)
        if name is not None:
            return f"t{name}", f"p{name}"
        match condition:
            case c.All(terms):
                return self._join(" and ", terms, "True")
            case c.Any(terms):
                return self._join(" or ", terms, "False")
            case c.Not(term):
                certain, possibly = self.planes(term)
                return _negated(possibly), _negated(certain)
            case c.Known(name):
                return (f"k{self.at[name]}",) * 2
            case c.Offered(option):
                n = self.offers[option]
                return f"ot{n}", f"op{n}"
            case c.Compare(name, op, bound):
                if isinstance(bound, c.ParameterPlace):
                    bound = self.protocol.bounds[bound.parameter]
                n, v = self.at[name], _number(bound)
                match op:
                    case ">=" | ">":
                        return f"a{n} {op} {v}", f"b{n} {op} {v}"
                    case "<=" | "<":
                        return f"b{n} {op} {v}", f"a{n} {op} {v}"
                return f"a{n} == {v} == b{n}", f"a{n} <= {v} <= b{n}"
            case c.Among(name, values):
                n, mask = self.at[name], self.mask(name, values)
                return f"not m{n} & {self.everything(name) & ~mask}", f"m{n} & {mask}"
            case c.Include(name, items):
                n, mask = self.at[name], self.mask(name, items)
                return f"m{n} & {mask}", f"w{n} & {mask}"
        raise TypeError(condition)

    def _join(self, joint: str, terms: tuple[c.Condition, ...], empty: str) -> Planes:
        pairs = [self.planes(term) for term in terms]
        if not pairs:
            return empty, empty
        certain, possibly = zip(*pairs, strict=True)
        return _joined(joint, certain), _joined(joint, possibly)

    def mask(self, name: str, words: Iterable[str]) -> int:
        """Return the bits of the words of a fact."""
        choices = self.vocabulary[name].choices
        return sum(1 << choices.index(word) for word in set(words))

    def everything(self, name: str) -> int:
        """Every word and one bit more: that nothing is certain."""
        return (2 << len(self.vocabulary[name].choices)) - 1

    # --- facts ---

    def extract(self, depth: int, name: str) -> None:
        """Read a fact of the picture into its variables."""
        n, fact = self.at[name], FACTS[name]
        self.put(depth, f"v = values[{n}]")
        match fact.kind:
            case Kind.NUMBER:
                self.put(depth, "if v is None:")
                self.put(depth + 1, f"a{n} = -INF; b{n} = INF; k{n} = False")
                self.put(depth, "elif v.__class__ is float:")
                self.put(depth + 1, f"a{n} = b{n} = v; k{n} = True")
                self.put(depth, "elif v is NA:")
                self.put(depth + 1, f"a{n} = -INF; b{n} = INF; k{n} = True")
                self.put(depth, "elif v.__class__ is Range:")
                self.put(depth + 1, f"a{n} = v.low; b{n} = v.high; k{n} = True")
                self.put(depth, "else:")
                self.put(depth + 1, f"a{n} = b{n} = float(v); k{n} = True")
            case Kind.CHOICE:
                self.put(depth, f"k{n} = v is not None")
                self.put(depth, f"m{n} = BITS[{n}].get(v, {self.everything(name)})")
            case Kind.SET:
                self.put(depth, f"k{n} = v is not None")
                self.put(depth, "if v is None or v is NA:")
                self.put(depth + 1, f"m{n} = 0; w{n} = {self.everything(name)}")
                self.put(depth, "else:")
                self.put(depth + 1, f"m{n} = w{n} = items_mask(BITS[{n}], v)")
            case _:
                self.put(depth, f"k{n} = v is not None")

    # --- tables ---

    def table(self, table: Table) -> None:
        """Write a derived fact: the rows down to the first that certainly holds."""
        if table.is_number:
            self._number_table(table)
        else:
            self._word_table(table)

    def _word_table(self, table: Table) -> None:
        n, everything = self.at[table.name], self.everything(table.name)
        distinct = list(dict.fromkeys(row.value for row in table.rows))
        self.put(1, f"m{n} = d = 0; open_ = True")
        for depth, row in self._rows(table):
            mask = everything if row.value is None else self.mask(table.name, row.value)
            certain, possibly = self.planes(row.when)
            self.put(depth, f"if open_ and ({certain if table.on_record else possibly}):")
            self.put(depth + 1, f"m{n} |= {mask}; d |= {1 << distinct.index(row.value)}")
            closed = "open_ = False" if table.on_record else f"open_ = not ({certain})"
            self.put(depth + 1, closed)
        nothing = 1 << distinct.index(None) if None in distinct else 0
        self.put(1, f"if open_ or d & {nothing}:")
        self.put(2, f"m{n} = {everything}; k{n} = False")
        self.put(1, "else:")
        self.put(2, f"k{n} = not d & (d - 1)")

    def _rows(self, table: Table) -> Iterator[tuple[int, Row]]:
        """Yield each row with the depth to write at; rows of other sites are skipped together."""
        for sites, rows in groupby(table.rows, lambda row: site_group(row.when)):
            if sites is not None:
                self.put(1, f"if open_ and m{self.at[SITE]} & {self.mask(SITE, sites)}:")
            for row in rows:
                yield (1 if sites is None else 2), row

    def _number_table(self, table: Table) -> None:
        n = self.at[table.name]
        self.put(1, "reached = []; open_ = True")
        for row in table.rows:
            certain, possibly = self.planes(row.when)
            self.put(1, f"if open_ and ({certain if table.on_record else possibly}):")
            self.put(2, f"reached.append({self.arithmetic(row.value)})")
            self.put(2, "open_ = False" if table.on_record else f"open_ = not ({certain})")
        self.put(1, "if open_ or not all([r[2] for r in reached]):")
        self.put(2, f"a{n} = -INF; b{n} = INF; k{n} = False")
        self.put(1, "else:")
        self.put(2, f"a{n} = min([r[0] for r in reached]); b{n} = max([r[1] for r in reached])")
        self.put(2, f"k{n} = True")

    def arithmetic(self, value: Any) -> str:
        """Return a row's number as an expression of (low, high, known)."""
        match value:
            case None:
                return "(-INF, INF, False)"
            case c.Value(name):
                n = self.at[name]
                return f"given(a{n}, b{n}, k{n})"
            case c.Arithmetic(op, (left, right)):
                return f"calculate({op!r}, {self.arithmetic(left)}, {self.arithmetic(right)})"
        return f"({_number(value)}, {_number(value)}, True)"


def site_group(condition: c.Condition) -> tuple[str, ...] | None:
    """Return the sites outside which a condition is certainly false, if it names them."""
    terms = condition.terms if isinstance(condition, c.All) else (condition,)
    for term in terms:
        if isinstance(term, c.Among) and term.fact == SITE:
            return term.values
    return None


def _negated(expression: str) -> str:
    if expression in ("True", "False"):
        return "False" if expression == "True" else "True"
    return f"not ({expression})"


def _joined(joint: str, parts: Sequence[str]) -> str:
    return joint.join(f"({part})" for part in parts) if len(parts) > 1 else parts[0]


def _number(value: float) -> str:
    return repr(float(value))


def _offers_read(protocol: Protocol) -> set[str]:
    atoms = (atom for entry in protocol.entries for atom in c.atoms(entry.act.when))
    return {atom.option for atom in atoms if isinstance(atom, c.Offered)}
