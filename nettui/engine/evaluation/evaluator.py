"""The result of a protocol for the values of a picture, by its generated function.

The function is made once for each protocol, or read with it where it was published. Values that
contradict each other are evaluated as ruling Z30 says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from nettui.engine.evaluation.contradictory import is_contradictory, read_as_unknown, worlds, worst
from nettui.engine.evaluation.runtime import Evaluate, load
from nettui.engine.language.states import MAYBE_MISSING, MISSING, TRUE, UNKNOWN
from nettui.engine.protocol.protocol import Protocol

_FUNCTIONS: WeakKeyDictionary[Protocol, Evaluate] = WeakKeyDictionary()


def evaluate(protocol: Protocol, values: Sequence[Any]) -> bytes:
    """Return the result for the values of a picture (see the layout in `Protocol`)."""
    function = _FUNCTIONS.get(protocol)
    if function is None:
        function = _FUNCTIONS[protocol] = _function(protocol)
    try:
        return function(values)
    except TypeError:
        # A value that is more than one cannot be read as one: it is rare, and not looked for.
        if not is_contradictory(values):
            raise
    guards = worst(protocol.guard_positions, [function(world) for world in worlds(values)])
    return function(read_as_unknown(values), partial(_stops, protocol, guards))


def _function(protocol: Protocol) -> Evaluate:
    if protocol.code is not None:
        return load(protocol.code)
    from nettui.engine.evaluation.compile import function

    return function(protocol)


def _stops(protocol: Protocol, guards: Mapping[int, int], out: bytearray) -> tuple[int, int, int]:
    """Write the truths of the guards; return what waits, is held and is stopped, a byte for each.

    What needs hold is read from ``out``.
    """
    waiting = held = stopped = 0
    for n, mask in protocol.holding_masks.items():
        if n not in guards:
            held |= mask if out[n] in (MISSING, MAYBE_MISSING) else 0
        elif n in protocol.checks:
            waiting |= mask if guards[n] else 0
        elif guards[n] == TRUE:
            stopped |= mask
        elif guards[n] == UNKNOWN:
            held |= mask
    for n, truth in guards.items():
        out[n] = truth
    return waiting, held, stopped
