"""Where a rule speaks: the record that meets it, moved to each place of each axis.

What each rule says there is in words in ``where/``, read against the rows of the protocol. After a
change ``python -m tests.plugins.where PLUGIN ...`` writes the files of plugins anew, to be read in
the diff; a new rule is met by the record after ``RULE=``: ``lung:workup.x=cases/lung-g1``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache

from nettui.case.files.codec import load
from nettui.case.picture.picture import picture
from nettui.case.record.facts import FACTS
from nettui.engine.language.conditions import Offered, atoms
from nettui.engine.language.conditions import facts_of as read
from nettui.engine.language.stages import ANSWERS
from nettui.engine.language.states import FALSE, MAYBE_MISSING, MISSING, TRUE, UNKNOWN
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.protocol import reads
from tests.guideline.records import planned
from tests.plugins import where_text
from tests.plugins.axes import AXES
from tests.plugins.near_misses import RULES
from tests.plugins.near_misses.rule import Facts
from tests.plugins.records import ROOT, full
from tests.plugins.where_text import NEAR, SIGNS, Signs


@cache
def table() -> tuple[Mapping[str, str], Mapping[str, Signs]]:
    """Return the record of each rule, and what it says where it does not speak everywhere."""
    return where_text.read()


def names() -> tuple[str, ...]:
    """Return every rule, judgement, order, override, guard and need that has a condition."""
    return tuple(e.id for e in full().entries if e.raw.get("when"))


@cache
def facts_of(record: str, name: str) -> Facts:
    """Return the facts of a record that meets a rule."""
    if record == NEAR:
        return next(rule.meets for rule in RULES if rule.id == name)
    file = load(ROOT / f"{record}.toml")
    assert file.as_of is not None, record
    seen = picture(file.case, file.as_of, full().inferences)
    return dict(zip(FACTS, seen.values, strict=True))


@cache
def read_by(name: str) -> frozenset[str] | None:
    """Return the facts that decide a rule, behind tables and answers too. None: any may."""
    protocol = full()
    entry = protocol.entries[protocol.position[name]]
    conditions = [entry.act.when]
    if entry.kind == "override":
        target = entry.raw["target"].rpartition("@")[0]
        conditions.append(protocol.entries[protocol.position[target]].act.when)
    if any(isinstance(atom, Offered) for when in conditions for atom in atoms(when)):
        return None
    return frozenset().union(*(_behind(fact) for when in conditions for fact in read(when)))


@cache
def _behind(name: str) -> frozenset[str]:
    """Return the facts behind a fact, a derived one, or the answer of a stage."""
    protocol = full()
    if name in FACTS:
        return frozenset({name})
    stages = [stage for stage, (answer, _) in ANSWERS.items() if answer == name]
    if stages:
        names = [f for e in protocol.entries if e.stage in stages for f in read(e.act.when)]
    else:
        names = list(reads(protocol.table(name)))
    return frozenset().union(*(_behind(one) for one in dict.fromkeys(names)))


def moved(name: str, record: str) -> Iterator[tuple[str, Plan]]:
    """Yield axis and plan of the record that meets a rule, in each place of what it reads."""
    facts, reads_ = facts_of(record, name), read_by(name)
    for axis, places in AXES.items():
        if reads_ is None or any(reads_.intersection(change) for change in places.values()):
            for change in places.values():
                yield axis, planned(facts, change, protocol=full())


def said(name: str, record: str) -> dict[str, str]:
    """Return what a rule says in each place, by axis."""
    signs = dict.fromkeys(AXES, "")
    for axis, made in moved(name, record):
        signs[axis] += SIGNS[truth(made, name)]
    return {axis: told or "+" * len(AXES[axis]) for axis, told in signs.items()}


def expected(name: str) -> dict[str, str]:
    """Return what the table says of a rule: where it has no line, it speaks in every place."""
    _, by_rule = table()
    return {axis: by_rule[name].get(axis, "+" * len(AXES[axis])) for axis in AXES}


def truth(made: Plan, name: str) -> int:
    """Return whether a rule's condition holds; of a need, whether it asks."""
    n = made.protocol.position[name]
    if made.protocol.entries[n].kind == "need":
        state = made.truth(n)
        return {MISSING: TRUE, MAYBE_MISSING: UNKNOWN}.get(state, FALSE)
    return made.truth(n)


def main(*words: str) -> None:
    """Write the files of plugins anew, by what their rules say now."""
    known, told = table()
    by_rule = dict(told)
    given = dict(word.split("=") for word in words if "=" in word)
    plugins = {name.partition(":")[0] for name in given} | {w for w in words if "=" not in w}
    ids = set(names())
    records = {name: record for name, record in {**known, **given}.items() if name in ids}
    for name, record in records.items():
        if name.partition(":")[0] in plugins:
            signs = said(name, record).items()
            by_rule[name] = {axis: word for axis, word in signs if set(word) != {"+"}}
    for plugin in sorted(plugins):
        path = where_text.FOLDER / f"{plugin}.txt"
        path.write_text(where_text.written(plugin, records, by_rule), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
