"""Whether what is implied or excluded is an answer that somebody could record, and no circle."""

from __future__ import annotations

from collections.abc import Iterator

from nettui.case.base.nearest import did_you_mean
from nettui.case.picture.inference import CAN_BE_IMPLIED
from nettui.case.record.facts import FACTS, Kind
from nettui.engine.language.inferences import Implied, Inference, clauses
from nettui.engine.protocol.entry import layer_rank
from nettui.plugin.check_names import missing
from nettui.plugin.inventory import NamedEntry, Parts, Scene
from nettui.plugin.problems import Problem


def inferences(own: Parts, scene: Scene) -> Iterator[Problem]:
    """What each row concludes, and what it follows from."""
    for row in own.inferences:
        entry = NamedEntry(row.title, "inferences", row)
        yield from _conclusion(own, scene, entry, row)
        for fact, _, _ in clauses(row.when):
            if fact not in FACTS and scene.derived(fact):
                yield own.problem("reads_later", row, entry=entry.name, name=fact)
        circle = _circle(scene, row) if isinstance(row, Implied) else ()
        # Who came first keeps what it has: a circle is the fault of the highest layer in it.
        if circle and layer_rank(own.given.layer) == max(rank for _, rank in circle):
            names = ", ".join(sorted({title for title, _ in circle}))
            yield own.problem("implied_circle", row, names=names)


def _conclusion(own: Parts, scene: Scene, entry: NamedEntry, row: Inference) -> Iterator[Problem]:
    fact = FACTS.get(row.fact)
    if fact is None and not scene.derived(row.fact):
        yield missing(own, scene, entry, "table", row.fact)
        return
    if fact is None or row.fact not in CAN_BE_IMPLIED:
        near = did_you_mean(row.fact, CAN_BE_IMPLIED)
        yield own.problem("implied_fact", row, entry=entry.name, name=row.fact, near=near)
        return
    is_list = fact.kind is Kind.SET
    is_one_of = not is_list and isinstance(row.value, tuple) and len(row.value) > 1
    if is_list is not isinstance(row.value, tuple) and not is_one_of:
        wanted = "a list of words" if is_list else "one word, or several of which it is one"
        yield own.problem("implied_kind", row, entry=entry.name, name=row.fact, wanted=wanted)
        return
    for word in row.value if isinstance(row.value, tuple) else (row.value,):
        if word not in fact.choices:
            about = {"entry": entry.name, "name": row.fact, "word": word}
            near = did_you_mean(word, fact.choices)
            yield own.problem("implied_value", row, **about, near=near)


Link = tuple[str, int]
"""A row by its name, and the rank of its layer."""


def _circle(scene: Scene, first: Implied) -> tuple[Link, ...]:
    """Return the rows by which an implied answer comes back to itself, empty for none."""
    every = [
        (row, (f"{given.name}:{row.name}", layer_rank(given.given.layer)))
        for given in scene.everyone
        for row in given.inferences
        if isinstance(row, Implied)
    ]
    start = next(link for row, link in every if row is first)
    paths: list[tuple[Implied, tuple[Link, ...]]] = [(first, (start,))]
    seen = [first]
    while paths:
        row, path = paths.pop()
        for following, link in every:
            if not _leads_to(row, following):
                continue
            if following is first:
                return path
            if following not in seen:
                seen.append(following)
                paths.append((following, (*path, link)))
    return ()


def _leads_to(row: Implied, following: Implied) -> bool:
    """Say whether what a row implies is among what another follows from.

    All that the other asks of this fact must be true of it.
    """
    implied = {row.value} if isinstance(row.value, str) else set(row.value)
    asked = [
        (words, is_wanted) for fact, words, is_wanted in clauses(following.when) if fact == row.fact
    ]
    return bool(asked) and all(
        (not implied.isdisjoint(words)) is is_wanted for words, is_wanted in asked
    )
