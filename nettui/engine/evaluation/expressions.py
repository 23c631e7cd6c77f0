"""Conditions, facts and tables as Python expressions: certainly true, and possibly true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from nettui.case.record.facts import FACTS, Kind
from nettui.engine.language import conditions as c
from nettui.engine.language.tables import Table
from nettui.engine.protocol.protocol import Protocol

SITE = "disease.primary_site"

Planes = tuple[str, str]
"""Two Python expressions: certainly true, possibly true."""

LOW, HIGH = "-1e999", "1e999"  # infinities that Python puts into the code as they are
_UNKNOWN = f"({LOW}, {HIGH}, False)"
_RUN = 8
_FACTS = tuple(FACTS.values())


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
            case c.Offered(option, is_listed):
                n = self.offers[option]
                return f"{'lt' if is_listed else 'ot'}{n}", f"op{n}"
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
        return joined(joint, certain), joined(joint, possibly)

    def mask(self, name: str, words: Iterable[str]) -> int:
        """Return the bits of the words of a fact."""
        choices = self.vocabulary[name].choices
        return sum(1 << choices.index(word) for word in set(words))

    def everything(self, name: str) -> int:
        """Every word and one bit more: that nothing is certain."""
        return (2 << len(self.vocabulary[name].choices)) - 1

    # --- facts ---

    def extract(self, depth: int, names: Iterable[str]) -> None:
        """Read facts of the picture into their variables; those beside each other in one test.

        Most facts of most cases are not known, and whole sections of a record are empty.
        """
        for _, section in groupby(names, key=lambda name: name.partition(".")[0]):
            ns = [self.at[name] for name in section]
            for run in (ns[k : k + _RUN] for k in range(0, len(ns), _RUN)):
                first, end = run[0], run[-1] + 1
                nothing = ", ".join(["None"] * (end - first))
                self.put(depth, f"if values[{first}:{end}] == ({nothing},):")
                self.put(depth + 1, self._unknown(run))
                self.put(depth, "else:")
                for n in run:
                    self._extract(depth + 1, n)

    def _unknown(self, ns: Sequence[int]) -> str:
        """Return the line that leaves everything possible of facts."""
        names: list[str] = []
        values: list[str] = []
        for n in ns:
            names.append(f"k{n}")
            values.append("False")
            match _FACTS[n].kind:
                case Kind.NUMBER:
                    names += [f"a{n}", f"b{n}"]
                    values += [LOW, HIGH]
                case Kind.CHOICE:
                    names.append(f"m{n}")
                    values.append(str(self.everything(_FACTS[n].name)))
                case Kind.SET:
                    names += [f"m{n}", f"w{n}"]
                    values += ["0", str(self.everything(_FACTS[n].name))]
        return f"{', '.join(names)}, = {', '.join(values)},"

    def _extract(self, depth: int, n: int) -> None:
        kind, everything = _FACTS[n].kind, self.everything(_FACTS[n].name)
        self.put(depth, f"v = values[{n}]")
        if kind in (Kind.DATE, Kind.TEXT):
            self.put(depth, f"k{n} = v is not None")
            return
        self.put(depth, "if v is None:")
        self.put(depth + 1, self._unknown([n]))
        match kind:
            case Kind.NUMBER:
                self.put(depth, "elif v.__class__ is float:")
                self.put(depth + 1, f"a{n} = b{n} = v; k{n} = True")
                self.put(depth, "elif v is NA:")
                self.put(depth + 1, f"a{n} = {LOW}; b{n} = {HIGH}; k{n} = True")
                self.put(depth, "elif v.__class__ is Range:")
                self.put(depth + 1, f"a{n} = v.low; b{n} = v.high; k{n} = True")
                self.put(depth, "else:")
                self.put(depth + 1, f"a{n} = b{n} = float(v); k{n} = True")
            case Kind.CHOICE:
                self.put(depth, "elif v.__class__ is OneOf:")
                self.put(depth + 1, f"k{n} = True; m{n} = items_mask(BITS[{n}], v.words)")
                self.put(depth, "else:")
                self.put(depth + 1, f"k{n} = True; m{n} = BITS[{n}].get(v, {everything})")
            case Kind.SET:
                self.put(depth, "elif v is NA:")
                self.put(depth + 1, f"m{n} = 0; w{n} = {everything}; k{n} = True")
                self.put(depth, "elif v.__class__ is Partly:")
                self.put(depth + 1, f"m{n} = items_mask(BITS[{n}], v.words); k{n} = True")
                open_ = f"{everything} if v.may is None else items_mask(BITS[{n}], v.may)"
                self.put(depth + 1, f"w{n} = {open_}")
                self.put(depth, "else:")
                self.put(depth + 1, f"m{n} = w{n} = items_mask(BITS[{n}], v); k{n} = True")

    # --- tables ---

    def table(self, table: Table) -> None:
        """Write a derived fact: the rows down to the first that certainly holds."""
        if table.is_number:
            self._number_table(table)
        else:
            self._word_table(table)

    def _word_table(self, table: Table) -> None:
        n, everything = self.at[table.name], self.everything(table.name)
        distinct = list(dict.fromkeys([*(row.value for row in table.rows), None]))
        bit = {value: 1 << k for k, value in enumerate(distinct)}

        def reach(value: Any) -> str:
            mask = everything if value is None else self.mask(table.name, value)
            return f"m{n} |= {mask}; d |= {bit[value]}"

        self.put(1, f"m{n} = d = 0")
        self._rows(table, reach)
        known = f"k{n} = not d & (d - 1)"
        if _always_answers(table) and all(row.value is not None for row in table.rows):
            self.put(1, known)
            return
        self.put(1, f"if d & {bit[None]}:")
        self.put(2, f"m{n} = {everything}; k{n} = False")
        self.put(1, "else:")
        self.put(2, known)

    def _number_table(self, table: Table) -> None:
        n = self.at[table.name]
        target = f"a{n}, b{n}, k{n}"
        if len(table.rows) == 1 and _always_answers(table):
            self.put(1, f"{target} = {self.arithmetic(table.rows[0].value)}")
            return
        self.put(1, "reached = []")
        self._rows(table, lambda value: f"reached.append({self.arithmetic(value)})")
        self.put(1, f"{target} = reached[0] if len(reached) == 1 else span(reached)")

    def _rows(self, table: Table, reach: Callable[[Any], str]) -> None:
        """Write the rows, left at the first that certainly holds; what is reached past all is None.

        Rows of other sites are skipped together.
        """
        self.put(1, "while True:")
        for sites, rows in groupby(table.rows, lambda row: site_group(row.when)):
            depth = 2
            if sites is not None:
                self.put(depth, f"if m{self.at[SITE]} & {self.mask(SITE, sites)}:")
                depth += 1
            for row in rows:
                certain, possibly = self.planes(row.when)
                if possibly == "True" == certain:
                    self.put(depth, reach(row.value))
                    self.put(depth, "break")
                    return
                if table.on_record or certain == possibly:
                    self.put(depth, f"if {certain}:")
                    self.put(depth + 1, reach(row.value))
                    self.put(depth + 1, "break")
                else:
                    self.put(depth, f"if {possibly}:")
                    self.put(depth + 1, reach(row.value))
                    self.put(depth + 1, f"if {certain}: break")
        self.put(2, reach(None))
        self.put(2, "break")

    def arithmetic(self, value: Any) -> str:
        """Return a row's number as an expression of (low, high, known)."""
        match value:
            case None:
                return _UNKNOWN
            case c.Value(name):
                n = self.at[name]
                return f"given(a{n}, b{n}, k{n})"
            case c.Arithmetic():
                # Where an input is not known, nothing is: seen before anything is worked out.
                known = " and ".join(f"k{self.at[name]}" for name in dict.fromkeys(_inputs(value)))
                worked_out = self._calculation(value)
                return f"({worked_out} if {known} else {_UNKNOWN})" if known else worked_out
        return f"({_number(value)}, {_number(value)}, True)"

    def _calculation(self, value: Any) -> str:
        if isinstance(value, c.Arithmetic):
            left, right = map(self._calculation, value.terms)
            return f"calculate({value.op!r}, {left}, {right})"
        return self.arithmetic(value)


def site_group(condition: c.Condition) -> tuple[str, ...] | None:
    """Return the sites outside which a condition is certainly false, if it names them."""
    terms = condition.terms if isinstance(condition, c.All) else (condition,)
    for term in terms:
        if isinstance(term, c.Among) and term.fact == SITE:
            return term.values
    return None


def _always_answers(table: Table) -> bool:
    """Say whether some row of a table holds whatever the case."""
    return any(row.when == c.ALWAYS for row in table.rows)


def _inputs(value: Any) -> Iterator[str]:
    if isinstance(value, c.Value):
        yield value.fact
    elif isinstance(value, c.Arithmetic):
        for term in value.terms:
            yield from _inputs(term)


def _negated(expression: str) -> str:
    if expression in ("True", "False"):
        return "False" if expression == "True" else "True"
    return f"not ({expression})"


def joined(joint: str, parts: Sequence[str]) -> str:
    """Return expressions joined by ``and`` or ``or``."""
    return joint.join(f"({part})" for part in parts) if len(parts) > 1 else parts[0]


def _number(value: float) -> str:
    return repr(float(value))


def _offers_read(protocol: Protocol) -> set[str]:
    atoms = (atom for entry in protocol.entries for atom in c.atoms(entry.act.when))
    return {atom.option for atom in atoms if isinstance(atom, c.Offered)}
