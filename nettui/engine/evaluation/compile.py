"""Writes one Python function for a whole protocol.

Two planes for each condition: certainly true and possibly true. Choices are bit masks of what is
possible, numbers a lower and an upper bound. The function gives the same bytes as `interpret`.
``guards``, where it is given, writes the truths of the guards again and returns what waits for a
check, what is held and what is stopped (see `contradictory`).
The code holds only numbers and names made here, never a text from a rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from nettui.case.base.plain import Plain
from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.expressions import SITE, Expressions, joined, site_group
from nettui.engine.evaluation.interpret import clashes
from nettui.engine.evaluation.runtime import Evaluate, load
from nettui.engine.language import conditions as c
from nettui.engine.language.rules import Guard, Judgement, Need, Override, Rule
from nettui.engine.language.stages import ANSWERS, STAGES
from nettui.engine.protocol.entry import Entry
from nettui.engine.protocol.protocol import Protocol, reads

_SHARED_FROM = 12  # a condition used this often is worked out once


def function(protocol: Protocol) -> Evaluate:
    """Return the protocol's evaluation function: values of a picture in, result out."""
    return load(compile(source(protocol), "<protocol>", "exec"))


def source(protocol: Protocol) -> str:
    """Return the module's source text, the same for the same protocol."""
    return _Writer(protocol).module()


class _Writer(Expressions):
    """Writes the acts of a protocol in the order of evaluation."""

    # --- the module ---

    def module(self) -> str:
        protocol = self.protocol
        read_in = self._scopes()
        self.extract(1, (name for name in FACTS if read_in.get(name, ()) is None))
        self.inside = [name for name in FACTS if read_in.get(name)]
        for group in sorted({read_in[name] or () for name in self.inside}):
            self.put(1, self._at_sites(group))
            self.extract(2, (name for name in self.inside if read_in[name] == group))
        for n in self.offers.values():
            self.put(1, f"ot{n} = lt{n} = op{n} = False")
        for item in protocol.tables.values():
            if not item.reads_grade:
                self.table(item.table)
        self.stage("grading")
        for item in protocol.tables.values():
            if item.reads_grade:
                self.table(item.table)
        self.share(after_route=False)
        self.guards_and_needs()
        self.hold_grading()
        for stage in STAGES:
            if stage != "grading":
                self.stage(stage)
                self._offer(stage)
            if stage == "extent":
                self.share(after_route=True)
        body = "\n".join(self.lines)
        constants = "\n".join(self.constants)
        return (
            f"{constants}\nTEMPLATE = {bytes(self.template)!r}\nSETTLED = (2, 7, 5, 4)\n\n"
            "def evaluate(values, guards=None):\n    out = bytearray(TEMPLATE)\n"
            f"{body}\n    return bytes(out)\n"
        )

    def _scopes(self) -> dict[str, tuple[str, ...] | None]:
        """Return, for each fact read, the sites at which alone it is read (None: at all)."""
        found: dict[str, set[tuple[str, ...] | None]] = {SITE: {None}}
        for entry in self.protocol.entries:
            act = entry.act
            group = None if entry.kind == "override" else site_group(act.when)
            for name in _reads(act):
                found.setdefault(name, set()).add(group if name != SITE else None)
        for item in self.protocol.tables.values():
            for name in reads(item.table):
                found.setdefault(name, set()).add(None)
        return {name: where.pop() if len(where) == 1 else None for name, where in found.items()}

    def share(self, *, after_route: bool) -> None:
        """Work out once the compound conditions that several acts have in common."""
        counted: Counter[c.Condition] = Counter()
        route = ANSWERS["extent"][0]
        for entry in self.protocol.entries:
            if entry.stage != "grading":
                counted.update(set(_compounds(entry.act.when)))
        often = [one for one, times in counted.items() if times >= _SHARED_FROM]
        for condition in sorted(often, key=lambda one: (-counted[one], repr(one))):
            names = c.facts_of(condition)
            waits = route in names
            if waits != after_route:
                continue
            if any(isinstance(a, c.Offered) for a in c.atoms(condition)):
                continue
            if any(name in self.inside for name in names):
                continue
            certain, possibly = self.planes(condition)
            name = f"s{len(self.shared)}"
            self.put(1, f"t{name} = {certain}")
            self.put(1, f"p{name} = t{name} or ({possibly})")
            self.shared[condition] = name

    # --- guards and needs ---

    def guards_and_needs(self) -> None:
        protocol = self.protocol
        here = [(n, e) for n, e in enumerate(protocol.entries) if e.kind in ("guard", "need")]
        # What waits, is held and is stopped, a byte for each option: all of a guard in one step.
        self.put(1, "waiting = held = stopped = 0")
        for asked, n, entry in self._grouped(here):
            act = entry.act
            if isinstance(act, Need):
                self._need(asked, n, act)
                continue
            keys = protocol.holding[n]
            depth, certain = self._if_possible(asked, act.when)
            is_check = isinstance(act, Guard) and act.kind == "check"
            stops = self._onto("waiting" if is_check else "stopped", keys)
            holds = self._onto("waiting" if is_check else "held", keys)
            if depth == 1 and certain == "True" and not keys:
                self.template[n] = 2
                continue
            if certain == "True":
                self.put(depth, f"out[{n}] = 2{stops}")
                continue
            self.put(depth, f"if {certain}:")
            self.put(depth + 1, f"out[{n}] = 2{stops}")
            self.put(depth, "else:")
            self.put(depth + 1, f"out[{n}] = 1{holds}")
        first, size = protocol.size - len(protocol.key_at), len(protocol.key_at)
        self.put(1, "if guards is not None: waiting, held, stopped = guards(out)")
        self.put(1, f"out[{first}:] = stop_states(waiting, held, stopped, {size})")

    def _onto(self, name: str, keys: Sequence[int]) -> str:
        """Return the statement that adds to what waits, is held or stopped; empty for nothing."""
        first = self.protocol.size - len(self.protocol.key_at)
        mask = sum(1 << 8 * (k - first) for k in keys)
        return f"; {name} |= {mask:#x}" if keys else ""

    def _need(self, asked: Asked, n: int, act: Need) -> None:
        keys = self.protocol.holding[n]
        known = " and ".join(f"k{self.at[name]}" for name in act.facts)
        depth, certain = self._if_possible(asked, act.when)
        self.put(depth, f"if {known}:")
        self.put(depth + 1, f"out[{n}] = 1")
        self.put(depth, "else:")
        self.put(depth + 1, f"out[{n}] = 2 if {certain} else 3{self._onto('held', keys)}")

    # --- what rules have in common is asked once ---

    def _grouped(self, here: Sequence[tuple[int, Entry]]) -> Iterator[tuple[Asked, int, Entry]]:
        """Yield each entry with what the blocks around it have asked: its sites, then its terms."""
        groups: dict[tuple[str, ...], list[tuple[int, Entry]]] = {}
        for n, e in here:
            groups.setdefault(site_group(e.act.when) or (), []).append((n, e))
        for sites, members in sorted(groups.items()):
            asked = Asked()
            if sites:
                self.put(1, self._at_sites(sites))
                asked = self._sure(Asked(2), (c.Among(SITE, sites),))
            yield from self._split(members, asked)

    def _at_sites(self, sites: tuple[str, ...]) -> str:
        return f"if m{self.at[SITE]} & {self.mask(SITE, sites)}:"

    def _split(
        self, members: Sequence[tuple[int, Entry]], asked: Asked
    ) -> Iterator[tuple[Asked, int, Entry]]:
        """Ask the term that most of the entries have, and go on with those that have it in it."""
        left = {n: _open_terms(e.act.when, asked) for n, e in members}
        counted = Counter(term for terms in left.values() for term in dict.fromkeys(terms))
        often = min(counted, key=lambda term: (-counted[term], repr(term)), default=None)
        if often is None or counted[often] < _ASKED_FROM:
            for n, e in members:
                yield asked, n, e
            return
        self.put(asked.depth, f"if {self.planes(often)[1]}:")
        having = [(n, e) for n, e in members if often in left[n]]
        inside = evolve(asked, depth=asked.depth + 1)
        yield from self._split(having, self._sure(inside, (often,)))
        yield from self._split([(n, e) for n, e in members if often not in left[n]], asked)

    def _sure(self, asked: Asked, terms: tuple[c.Condition, ...]) -> Asked:
        """Return what has been asked once these terms have, too."""
        certain, possibly = self.planes(c.All(terms))
        if certain == possibly:
            return evolve(asked, terms=asked.terms + terms)
        name = f"c{asked.depth}"
        whole = joined(" and ", (asked.sure, certain)) if asked.sure else certain
        self.put(asked.depth, f"{name} = {whole}")
        return evolve(asked, terms=asked.terms + terms, sure=name)

    def _if_possible(self, asked: Asked, condition: c.Condition) -> tuple[int, str]:
        """Write the test whether a condition is possible; return the depth inside, and certainty.

        What its block has asked already is not asked again.
        """
        certain, possibly = self.planes(c.All(_open_terms(condition, asked)))
        depth = asked.depth
        if possibly != "True":
            self.put(depth, f"if {possibly}:")
            depth += 1
        parts = [asked.sure] if asked.sure else []
        if certain != possibly:
            parts.append(certain)
        return depth, joined(" and ", parts) if parts else "True"

    # --- stages ---

    def stage(self, stage: str) -> None:
        protocol = self.protocol
        here = [(n, e) for n, e in enumerate(protocol.entries) if e.stage == stage]
        plain = [(n, e) for n, e in here if e.kind in ("rule", "judgement", "order")]
        meetings: list[str] = []
        for asked, n, e in self._grouped(plain):
            self._speak(asked, n, e, meetings)
        overrides = [(n, e) for n, e in here if e.kind == "override"]
        for n, e in sorted(overrides, key=lambda item: (protocol.depth(item[1]), item[0])):
            self._override(n, e, meetings)
        if meetings:
            constant = f"MEETINGS_{stage.upper()}"
            self.constants.append(f"{constant} = ({', '.join(meetings)},)")
            self.put(1, f"settle_meeting(out, {constant})")
        if stage in ANSWERS:
            self._answer(stage, here)

    def hold_grading(self) -> None:
        """Let the stops, which may read the grade, meet what grading offers."""
        for n, entry in enumerate(self.protocol.entries):
            if entry.stage != "grading" or not isinstance(entry.act, Rule):
                continue
            keys = self._keys(entry.act, "grading")
            if keys:
                s = self.protocol.status_at[n]
                self.put(1, f"if out[{s}] == 2: out[{s}] = {_settled(keys)}")
        self._offer("grading")

    def _speak(self, asked: Asked, n: int, entry: Entry, meetings: list[str]) -> None:
        protocol, act = self.protocol, entry.act
        if entry.kind == "order":
            settled, unsettled = "", ""
        else:
            s = protocol.status_at[n]
            over, pairs = protocol.over[n], clashes(protocol, n)
            keys = self._keys(act, entry.stage)
            if over or pairs:
                meetings.append(_meeting(n, s, over, pairs, keys))
                settled, unsettled = "", ""
            else:
                settled, unsettled = f"; out[{s}] = {_settled(keys)}", f"; out[{s}] = 1"
        depth, certain = self._if_possible(asked, act.when)
        if depth == 1 and certain == "True" and "SETTLED" not in settled:
            self.template[n] = 2
            if settled:
                self.template[protocol.status_at[n]] = 2
            return
        if certain == "True":
            self.put(depth, f"out[{n}] = 2{settled}")
            return
        self.put(depth, f"if {certain}:")
        self.put(depth + 1, f"out[{n}] = 2{settled}")
        self.put(depth, "else:")
        self.put(depth + 1, f"out[{n}] = 1{unsettled}")

    def _override(self, n: int, entry: Entry, meetings: list[str]) -> None:
        protocol, act = self.protocol, entry.act
        assert isinstance(act, Override)
        target = protocol.target(entry)
        certain, possibly = self.planes(act.when)
        self.put(1, f"if out[{target}] and ({possibly}):")
        self.put(2, f"out[{n}] = 2 if out[{target}] == 2 and ({certain}) else 1")
        over, pairs = protocol.over[n], clashes(protocol, n)
        keys = self._keys(act, entry.stage)
        meetings.append(_meeting(n, protocol.status_at[n], over, pairs, keys))

    def _keys(self, act: Any, stage: str) -> list[int]:
        if isinstance(act, Judgement):
            return []
        return [self.protocol.key_at[option, act.role, stage] for option in act.options]

    def _answer(self, stage: str, here: list[tuple[int, Entry]]) -> None:
        protocol, name = self.protocol, ANSWERS[stage][0]
        parts = []
        for n, entry in here:
            words = getattr(entry.act, "answer", ())
            if words:
                over = _tuple(protocol.over[n])
                mask = self.mask(name, words)
                parts.append(f"({n}, {protocol.status_at[n]}, {over}, {mask})")
        constant = f"ANSWERS_{stage.upper()}"
        self.constants.append(f"{constant} = ({''.join(part + ', ' for part in parts)})")
        k = self.at[name]
        self.put(1, f"m{k}, k{k} = settle_answer(out, {constant}, {self.everything(name)})")

    def _offer(self, stage: str) -> None:
        protocol = self.protocol
        for n, entry in enumerate(protocol.entries):
            act = entry.act
            if entry.stage != stage or not isinstance(act, Rule):
                continue
            for option in act.options:
                if option not in self.offers:
                    continue
                o, s = self.offers[option], protocol.status_at[n]
                k = protocol.key_at[option, act.role, entry.stage]
                over = "".join(f" and not out[{x}]" for x in protocol.over[n])
                self.put(1, f"if out[{s}] and out[{s}] in (1, 2, 5, 6, 7) and out[{k}] != 3:")
                self.put(2, f"op{o} = True")
                self.put(2, f"if out[{s}] in (2, 5, 7){over}:")
                self.put(3, f"lt{o} = True")
                self.put(3, f"if out[{s}] == 2 and out[{k}] == 0: ot{o} = True")


# --- small parts -------------------------------------------------------------------------------


_ASKED_FROM = 2  # a term that so many rules of a stage have is asked once for all of them


@frozen(repr=False, eq=False)
class Asked(Plain):
    """What the blocks around a rule have asked: which terms, and in which variable stands that
    all of them certainly hold (empty: they do, or nothing was asked).
    """

    depth: int = 1
    terms: tuple[c.Condition, ...] = ()
    sure: str = ""


def _open_terms(condition: c.Condition, asked: Asked) -> tuple[c.Condition, ...]:
    terms = condition.terms if isinstance(condition, c.All) else (condition,)
    return tuple(term for term in terms if term not in asked.terms)


def _reads(act: Any) -> tuple[str, ...]:
    return c.facts_of(act.when) + (act.facts if isinstance(act, Need) else ())


def _compounds(condition: c.Condition) -> Iterator[c.Condition]:
    """Yield the parts of a condition that are worth working out once."""
    if isinstance(condition, (c.All, c.Any)):
        if len(condition.terms) > 1:
            yield condition
        for term in condition.terms:
            yield from _compounds(term)
    elif isinstance(condition, c.Not):
        yield from _compounds(condition.term)


def _tuple(items: Iterable[int]) -> str:
    return "(" + "".join(f"{item}, " for item in items) + ")"


def _settled(keys: Sequence[int]) -> str:
    if not keys:
        return "2"
    if len(keys) == 1:
        return f"SETTLED[out[{keys[0]}]]"
    return "SETTLED[min(" + ", ".join(f"out[{k}]" for k in keys) + ")]"


def _meeting(
    n: int,
    status: int,
    over: Iterable[int],
    pairs: Iterable[tuple[int, int, tuple[int, ...]]],
    keys: Iterable[int],
) -> str:
    shown = "".join(f"({one}, {other}, {_tuple(higher)}), " for one, other, higher in pairs)
    return f"({n}, {status}, {_tuple(over)}, ({shown}), {_tuple(keys)})"
