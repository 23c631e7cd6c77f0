"""Every kind of input: how much of the time it gets, how one is made, how it is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from types import ModuleType
from typing import Any

from attrs import frozen

from tests.fuzz import (
    arguments,
    case_files,
    draft_files,
    drafts,
    imports,
    killed,
    plugin_files,
    published,
    sieve,
    stores,
)
from tests.fuzz.outcome import Outcome
from tests.fuzz.sandbox import Sandbox


@frozen
class Target:
    """One kind of input.

    ``share``: of the time. ``few``: how many are part of the tests. ``limit``: seconds of computing
    after which an input hangs.
    """

    name: str
    make: Callable[[Random], Any]
    run: Callable[[Any, Sandbox], Outcome]
    share: float
    few: int
    limit: float

    def made(self, seed: int, number: int) -> Any:
        """Return the input of a number: the same one for the same seed, whatever was run before."""
        return self.make(Random(f"{seed}:{self.name}:{number}"))


_LIMIT = 5.0


def _target(
    module: ModuleType, share: float, few: int, *, name: str = "", limit: float = _LIMIT
) -> Target:
    short = name or module.__name__.rpartition(".")[2].replace("_", "-")
    return Target(short, module.make, module.run, share, few, limit)


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        _target(case_files, 0.34, 60),
        _target(imports, 0.14, 25),
        _target(stores, 0.08, 50),
        _target(plugin_files, 0.08, 150),
        _target(published, 0.05, 100),
        _target(draft_files, 0.04, 200),
        _target(arguments, 0.12, 50),
        _target(sieve, 0.05, 400),
        # A whole program, started and typed into: its screens have to come to rest.
        _target(drafts, 0.06, 3, limit=60.0),
        _target(killed, 0.04, 0, limit=60.0),
    )
}
