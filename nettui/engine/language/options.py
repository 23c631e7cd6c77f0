"""Options: what can be done, each with its guards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve, field, frozen

from nettui.case.base.plain import Plain
from nettui.engine.language import validators as f
from nettui.engine.language.conditions import (
    Condition,
    facts_of,
)
from nettui.engine.language.rules import Guard


@frozen(kw_only=True, repr=False, eq=False)
class Option(Plain):
    """A thing that can be done, from the catalogue, with its guards.

    ``opposes``: options that are never both strongly recommended without a printed conflict.
    ``answers``: facts that it makes known, for an examination: while it is stopped, nobody is asked
    for them. ``therapy`` is the row of the therapy file it comes from (``T20``).
    """

    id: str = field(validator=f.name)
    label: str = field(validator=f.text)
    classes: tuple[str, ...] = f.texts()
    guards: tuple[Guard, ...] = f.each(Guard, "guards")
    opposes: tuple[str, ...] = f.texts()
    answers: tuple[str, ...] = f.texts()
    dose: str = field(default="", validator=f.maybe_text)
    monitoring: str = field(default="", validator=f.maybe_text)
    therapy: str = field(default="", validator=f.maybe_text)
    evidence: str = field(default="", validator=f.maybe_text)
    sources: tuple[str, ...] = f.texts()
    mark: str = f.mark()
    where: str = f.where()

    def __attrs_post_init__(self) -> None:
        if self.id in self.opposes:
            f.refuse(f"Option '{self.id}' opposes itself.", "Name the other option.")
        stamped = []
        for guard in self.guards:
            name = guard.id.removeprefix(_UNPLACED)
            stamped.append(evolve(guard, id=f"{self.id}.{name}", options=(self.id,)))
        names = [guard.id for guard in stamped]
        for name in names:
            if names.count(name) > 1:
                f.refuse(f"Two guards are called '{name}'.", "Give each its own key='...'.")
        object.__setattr__(self, "guards", tuple(stamped))


_UNPLACED = "option."


def _guard(kind: str) -> Callable[..., Guard]:
    def make(when: Condition, says: str, key: str = "", **more: Any) -> Guard:
        f.condition(None, _WHEN, when)
        read = facts_of(when)
        name = key or (read[0].rpartition(".")[2] if read else kind)
        return Guard(
            id=f"{_UNPLACED}{name}", kind=kind, says=says, when=when, options=("unplaced",), **more
        )

    make.__doc__ = f"Return a {kind} for the option whose ``guards`` name it."
    make.__name__ = kind
    return make


_WHEN: Any = type("_Named", (), {"name": "when"})
stop = _guard("stop")
check = _guard("check")
caution = _guard("caution")
first = _guard("first")
