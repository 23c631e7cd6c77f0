"""Facts that a protocol derives, and numbers that it leaves open: tables, parameters, settings."""

from __future__ import annotations

import datetime
import math
from typing import Any

from attrs import field, frozen

from nettui.case.base.plain import Plain
from nettui.engine.language import validators as f
from nettui.engine.language.conditions import (
    Arithmetic,
    Condition,
    ParameterPlace,
    Reference,
    Value,
)
from nettui.engine.language.stages import MARKS


@frozen(kw_only=True, repr=False, eq=False)
class Row(Plain):
    """One row of a table: ``value`` when the condition holds. ``None``: it cannot be derived.

    ``value`` is a word, several words (one of these), a number, or arithmetic over facts.
    """

    when: Condition = f.when()
    value: Any = None
    says: str = field(default="", validator=f.maybe_text)


@frozen(kw_only=True, repr=False, eq=False)
class Table(Plain):
    """A derived fact: the value of the first row that holds.

    Rows whose condition is unknown leave their values possible, unless ``on_record``: then only
    rows that are certainly true count, so that the last row answers for what is not recorded.
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
