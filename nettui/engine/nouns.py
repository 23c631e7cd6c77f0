"""What the verbs speak of: options with their guards, tables, parameters, settings, the card."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from typing import Any

from attrs import evolve, field, frozen

from nettui.case.plain import Plain
from nettui.engine import fields as f
from nettui.engine.conditions import (
    Arithmetic,
    Condition,
    ParameterPlace,
    Reference,
    Value,
    facts_of,
)
from nettui.engine.inferences import Inference
from nettui.engine.stages import MARKS
from nettui.engine.verbs import Act, Guard


@frozen(kw_only=True, repr=False, eq=False)
class Option(Plain):
    """A thing that can be done, from the catalogue, with its guards.

    ``opposes``: options that are never both strongly recommended without a printed conflict.
    ``therapy`` is the row of the therapy file it comes from (``T20``).
    """

    id: str = field(validator=f.name)
    label: str = field(validator=f.text)
    classes: tuple[str, ...] = f.texts()
    guards: tuple[Guard, ...] = f.each(Guard, "guards")
    opposes: tuple[str, ...] = f.texts()
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

    make.__doc__ = f"Return a {kind} for the option in whose ``guards`` it stands."
    make.__name__ = kind
    return make


@frozen(kw_only=True, repr=False, eq=False)
class Row(Plain):
    """One row of a table: ``value`` when the condition holds. ``None``: cannot be told.

    ``value`` is a word, several words (one of these), a number, or arithmetic over facts.
    """

    when: Condition = f.when()
    value: Any = None
    says: str = field(default="", validator=f.maybe_text)


@frozen(kw_only=True, repr=False, eq=False)
class Table(Plain):
    """A derived fact: the value of the first row that holds.

    Rows that cannot be told leave their values possible, unless ``on_record``: then only rows that
    are certainly true count, so that the last row answers for whatever is not recorded.
    """

    name: str = field(validator=f.name)
    label: str = field(validator=f.text)
    rows: tuple[Row, ...] = f.each(Row, "rows")
    unit: str = field(default="", validator=f.maybe_text)
    on_record: bool = field(default=False, validator=f.yes_no)
    statements: tuple[str, ...] = f.texts()
    sources: tuple[str, ...] = f.texts()
    mark: str = f.mark()
    where: str = f.where()

    def __attrs_post_init__(self) -> None:
        if not self.rows:
            f.refuse(f"Table '{self.name}' has no rows.", "Give at least one.")
        rows = []
        for row in self.rows:
            value = row.value
            if isinstance(value, Reference):
                value = value.value
            if isinstance(value, str):
                value = (value,)
            if isinstance(value, list):
                value = tuple(value)
            if not _is_row_value(value):
                f.refuse(
                    f"Table '{self.name}' answers {value!r}.",
                    "Answer a word, words, a number, a fact or arithmetic over facts.",
                )
            rows.append(Row(when=row.when, value=value, says=row.says))
        kinds = {isinstance(row.value, tuple) for row in rows if row.value is not None}
        if len(kinds) != 1:
            f.refuse(f"Table '{self.name}' mixes words and numbers.", "Answer one kind only.")
        object.__setattr__(self, "rows", tuple(rows))

    @property
    def is_number(self) -> bool:
        """The table answers a number, else a word."""
        return not any(isinstance(row.value, tuple) for row in self.rows)

    @property
    def choices(self) -> tuple[str, ...]:
        """Every word it can answer, in the order of its rows."""
        words = (w for row in self.rows if isinstance(row.value, tuple) for w in row.value)
        return tuple(dict.fromkeys(words))


def _is_row_value(value: object) -> bool:
    if value is None or isinstance(value, (Arithmetic, Value)):
        return True
    if isinstance(value, tuple):
        return bool(value) and all(isinstance(word, str) for word in value)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


@frozen(kw_only=True, repr=False, eq=False)
class Parameter(Plain):
    """A number that the protocol leaves open, with the bounds within which it may be set."""

    name: str = field(validator=f.name)
    label: str = field(validator=f.text)
    value: float = field(validator=f.number)
    low: float = field(validator=f.number)
    high: float = field(validator=f.number)
    unit: str = field(default="", validator=f.maybe_text)
    statements: tuple[str, ...] = f.texts()
    mark: str = f.one_of(tuple(MARKS), "mark", "E")
    where: str = f.where()

    def __attrs_post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            f.refuse(
                f"Parameter '{self.name}' is {self.value}, outside {self.low} to {self.high}.",
                "Give low <= value <= high.",
            )

    @property
    def here(self) -> ParameterPlace:
        """Its place in a condition: ``count <= few_lesions.here``."""
        return ParameterPlace(self.name)


@frozen(kw_only=True, repr=False, eq=False)
class Setting(Plain):
    """An institution's value for a parameter, with who approved it, why, and until when."""

    parameter: str = field(validator=f.name)
    value: float = field(validator=f.number)
    reason: str = field(validator=f.text)
    approved_by: str = field(validator=f.text)
    review_by: datetime.date = field(validator=f.day)
    where: str = f.where()


@frozen(kw_only=True, repr=False, eq=False)
class Card(Plain):
    """Who a plugin is: its name becomes the origin of all its entries.

    ``api`` is the number of the plugin interface it was written for; ``statements`` and
    ``sources`` give the texts of the ids that its entries cite.
    """

    name: str = field(validator=f.name)
    version: str = field(validator=f.text)
    api: int = field(validator=f.positive)
    purpose: str = field(validator=f.text)
    contact: str = field(validator=f.text)
    sites: tuple[str, ...] = f.texts()
    statements: dict[str, str] = field(factory=dict)
    sources: dict[str, str] = field(factory=dict)
    where: str = f.where()


_WHEN: Any = type("_Named", (), {"name": "when"})
stop = _guard("stop")
caution = _guard("caution")
first = _guard("first")

Verb = Act | Option | Table | Parameter | Setting | Inference | Card
