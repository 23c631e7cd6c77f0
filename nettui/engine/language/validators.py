"""Which values the fields of rules, options and tables take; others are refused with the remedy."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from attrs import Attribute, Converter, field

from nettui.engine.language.conditions import ALWAYS, Condition, Reference
from nettui.engine.language.errors import Mistake, author_line, did_you_mean
from nettui.engine.language.stages import MARKS

_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_-]*)+")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


def refuse(what: str, fix: str) -> NoReturn:
    """Raise a `Mistake`."""
    raise Mistake(what, fix)


def text_list(value: Any, name: str) -> tuple[str, ...]:
    """Return the texts of a list; one text alone is refused."""
    if isinstance(value, str):
        refuse(
            f"{name}={value!r} is one text where a list belongs.",
            f"Write {name}=({value!r},) with the comma.",
        )
    _in_order(value, name)
    try:
        items = tuple(value)
    except TypeError:
        refuse(f"{name}={value!r} is not a list.", f"Write {name}=('...',).")
    for item in items:
        if not isinstance(item, str) or not item:
            refuse(f"{name} holds {item!r}, which is not a text.", "Give each as text.")
    if len(set(items)) != len(items):
        refuse(f"{name} names the same thing twice.", "Name each once.")
    return items


# One for all: attrs would look into a converter for each field that has its own.
_TEXTS: Any = Converter(lambda value, of: text_list(value, of.name), takes_field=True)


def texts() -> Any:
    """Declare a list of texts."""
    return field(default=(), converter=_TEXTS)


def one_of(words: tuple[str, ...], name: str, default: str) -> Any:
    """Declare a text that is one of these words."""

    def check(_: object, __: Attribute[str], value: str) -> None:
        if value not in words:
            refuse(f"{name}={value!r} is not known.", did_you_mean(str(value), filter(None, words)))

    return field(default=default, validator=check)


def text(_: object, attribute: Attribute[str], value: str) -> None:
    """Accept a text that says something."""
    if not isinstance(value, str) or not value.strip():
        refuse(f"{attribute.name}={value!r} says nothing.", f"Give {attribute.name} as text.")


def maybe_text(_: object, attribute: Attribute[str], value: str) -> None:
    """Accept a text, empty too."""
    if not isinstance(value, str):
        refuse(f"{attribute.name}={value!r} is not a text.", "Give text.")


def condition(_: object, attribute: Attribute[Condition], value: Condition) -> None:
    """Accept a condition; a fact without a test is refused."""
    if isinstance(value, Reference):
        refuse(
            f"{attribute.name} is the fact '{value.name}' without a test.",
            "Say what must hold of it: .is_('yes'), .known, >= 3.",
        )
    if not isinstance(value, Condition):
        refuse(
            f"{attribute.name}={value!r} is not a condition.",
            "Build it from facts: (fact('pathology.ki67') >= 3) & ...",
        )


def when() -> Any:
    """Declare the condition of a verb: always, when none is given."""
    always: Condition = ALWAYS
    return field(default=always, validator=condition)


def answer(value: str | Iterable[str]) -> tuple[str, ...]:
    """Return the answer of a stage as words: one, or several of which one holds."""
    return _one_or_more(value, "answer")


def against(value: str | Iterable[str]) -> tuple[str, ...]:
    """Return the rules that a rule contradicts: one, or several."""
    return _one_or_more(value, "against")


def _one_or_more(value: str | Iterable[str], name: str) -> tuple[str, ...]:
    if isinstance(value, str):
        value = (value,) if value else ()
    return text_list(value, name)


def identifier(_: object, attribute: Attribute[str], value: str) -> None:
    """Accept an id such as ``grading.g2``."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        refuse(
            f"{attribute.name}={value!r} is not an id.",
            "Write the stage, a dot and a short name in small letters: 'grading.g2'.",
        )


def name(_: object, attribute: Attribute[str], value: str) -> None:
    """Accept a name such as ``prrt``."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        refuse(
            f"{attribute.name}={value!r} is not a name.",
            "Use small letters, digits, '-' and '_', starting with a letter.",
        )


def number(_: object, attribute: Attribute[float], value: float) -> None:
    """Accept a finite number."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value):
        refuse(f"{attribute.name}={value!r} is not a number.", "Give a finite number.")


def positive(_: object, attribute: Attribute[int], value: int) -> None:
    """Accept a count from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        refuse(f"{attribute.name}={value!r} is not a version.", "Count versions from 1.")


def yes_no(_: object, attribute: Attribute[bool], value: bool) -> None:
    """Accept True or False."""
    if not isinstance(value, bool):
        refuse(f"{attribute.name}={value!r} is not yes or no.", "Write True or False.")


def day(_: object, attribute: Attribute[datetime.date], value: datetime.date) -> None:
    """Accept a date without a time."""
    if type(value) is not datetime.date:
        refuse(f"{attribute.name}={value!r} is not a date.", "Write datetime.date(2027, 6, 30).")


def _in_order(value: Any, name: str) -> None:
    """Refuse a set: its order differs from run to run, and with it the digest."""
    if isinstance(value, (set, frozenset)):
        refuse(f"{name} is a set, which has no order.", f"Write {name}=(..., ...) as a tuple.")


def each(kind: type, name: str) -> Any:
    """Declare a list of things of one kind."""

    def convert(value: Any) -> tuple[Any, ...]:
        if isinstance(value, kind):
            refuse(f"{name} is one {kind.__name__} where a list belongs.", "Add a comma.")
        _in_order(value, name)
        items = tuple(value)
        for item in items:
            if not isinstance(item, kind):
                refuse(f"{name} holds {item!r}.", f"Only {kind.__name__} belongs there.")
        return items

    return field(default=(), converter=convert)


def where() -> Any:
    """Declare the author's line, which is no part of the meaning."""
    return field(factory=author_line, eq=False, repr=False)


def mark() -> Any:
    """Declare how well a thing is founded."""
    return one_of(tuple(MARKS), "mark", "base")
