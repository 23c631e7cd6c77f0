"""The base of frozen classes: how they are shown, compared and hashed.

attrs would write these methods anew for every class, and that takes a third of a start.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import Any

import attrs


class Plain:
    """Shown, compared and hashed by its fields; of one class only. Give attrs ``eq=False``."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return what is given, without what was left at nothing."""
        cls: Any = type(self)
        values = ((a.name, getattr(self, a.name)) for a in attrs.fields(cls) if a.repr)
        given = (f"{name}={value!r}" for name, value in values if value is not None)
        return f"{type(self).__name__}({', '.join(given)})"

    def __eq__(self, other: object) -> Any:
        if type(other) is not type(self):
            return NotImplemented
        cls: Any = type(self)
        values = _compared(cls)
        return values(self) == values(other)

    def __hash__(self) -> int:
        cls: Any = type(self)
        return hash((cls, _compared(cls)(self)))


@cache
def _compared(cls: Any) -> attrgetter[Any]:
    return attrgetter(*(a.name for a in attrs.fields(cls) if a.eq))
