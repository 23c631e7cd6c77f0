"""What a value that crosses a boundary must look like, beside its type.

A form stands in the annotation of a field: ``digest: Annotated[str, Form(pattern="[0-9a-f]{64}")]``
and a plain text beside it describes the field. Both are read where data are taken (`strict`) and
where a JSON Schema is written (`json_schema`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Annotated, Any

from attrs import frozen


@frozen(kw_only=True)
class Form:
    """What a text, a number or a list must look like. ``wanted`` says it in words.

    ``name``: a JSON Schema describes the form once, under this name, with what it ``says``.
    ``pattern``: the whole text. ``choices``: one of these. ``least``: the smallest number, or the
    length of the shortest text. ``once``: no item of the list is there twice. ``check``: what no
    schema can say.
    """

    wanted: str = ""
    name: str = ""
    says: str = ""
    pattern: str = ""
    choices: tuple[str, ...] = ()
    least: int | None = None
    once: bool = False
    check: Callable[[Any], bool] | None = None

    def fits(self, value: Any) -> bool:
        """Say whether a value of the right type looks like this."""
        if self.pattern and not re.fullmatch(self.pattern, value):
            return False
        if self.choices and value not in self.choices:
            return False
        if self.least is not None and (len(value) if type(value) is str else value) < self.least:
            return False
        if self.once and len(set(value)) < len(value):
            return False
        return self.check is None or self.check(value)

    def __str__(self) -> str:
        if self.wanted or not self.choices:
            return self.wanted
        shown = [word or "nothing" for word in self.choices]
        return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


@frozen
class Read:
    """How a part of its own kind is read and written. What it refuses is a `ValueError`."""

    from_data: Callable[[Any], Any]
    to_data: Callable[[Any], Any]


def is_finite(value: Any) -> bool:
    """Say whether a value is a number that one can count with: no truth, not NaN, no infinity."""
    try:
        return type(value) in (int, float) and math.isfinite(value)
    except OverflowError:  # a whole number beyond any float
        return False


def is_line(text: str) -> bool:
    """Say whether a text says something, in one line without control characters."""
    return bool(text.strip()) and text.isprintable()


Digest = Annotated[str, Form(name="digest", pattern="[0-9a-f]{64}", wanted="64 hexadecimal digits")]
"""A SHA-256, as text."""
Line = Annotated[str, Form(check=is_line, wanted="text of one line")]
