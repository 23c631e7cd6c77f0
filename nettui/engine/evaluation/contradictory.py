"""What a protocol says where the record gives two values of one thing at one moment.

Rules, tables and needs read such a fact as not known. A guard is evaluated once with each of the
values, and the worst of its truths counts, so that no order of a record and no choice between the
values can clear what one of them stops. Source: ruling Z30.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Any

from nettui.case.base.vocabulary import Contradictory

Values = Sequence[Any]

_MOST_WORLDS = 64


def is_contradictory(values: Values) -> bool:
    """Say whether any value of a picture is more than one."""
    return any(value.__class__ is Contradictory for value in values)


def read_as_unknown(values: Values) -> tuple[Any, ...]:
    """Return the values of a picture as rules read them: what contradicts itself is not known."""
    return tuple([None if value.__class__ is Contradictory else value for value in values])


def worlds(values: Values) -> tuple[tuple[Any, ...], ...]:
    """Return every picture that a picture with contradictory values may mean.

    Every combination of the values; of more than 64 combinations each value alone instead, with
    the other contradictory facts not known: a guard that reads two of them then holds, at least.
    """
    at = [n for n, value in enumerate(values) if value.__class__ is Contradictory]
    plain = read_as_unknown(values)
    if prod(len(values[n].values) for n in at) <= _MOST_WORLDS:
        chosen = [
            list(zip(at, one, strict=True)) for one in product(*(values[n].values for n in at))
        ]
    else:
        chosen = [[(n, value)] for n in at for value in values[n].values]
    made = []
    for choice in chosen:
        world = list(plain)
        for n, value in choice:
            world[n] = value
        made.append(tuple(world))
    return tuple(made)


def worst(positions: Sequence[int], results: Sequence[bytes]) -> dict[int, int]:
    """Return, by position, the worst truth of each guard in the results of several worlds."""
    truths = ([result[n] for n in positions] for result in results)
    return dict(zip(positions, map(max, zip(*truths, strict=True)), strict=True))
