"""Ages as letters say them, in whole years: "in her sixties", "mid-50s", "65-year-old", "adult"."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DECADES: Mapping[str, int] = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fourties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
_DECADE = re.compile(
    r"(?:in\s+)?(?:(?:his|her|their|the)\s+)?(?:early|mid|middle|late)?[\s-]*"
    rf"(?:(?P<name>{'|'.join(_DECADES)})|(?P<tens>[2-9])0\s?['\u2019]?s)"
)
_YEARS_OLD = re.compile(r"(?P<years>\d{1,3})[\s-]*(?:year|yr|y)s?[\s/-]*(?:old|o)")
# Said of an age, and what follows for certain.
_SAID: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys(("adult", "an adult", "of age"), (18, 120)),
    **dict.fromkeys(("child", "a child", "minor", "under age"), (0, 17)),
    **dict.fromkeys(("teenager", "a teenager", "in his teens", "in her teens", "teens"), (13, 19)),
    **dict.fromkeys(("infant", "baby", "newborn"), (0, 1)),
}
# Kept and asked about: they mean another age to each who writes them.
_NO_BOUNDS = frozenset(
    ("elderly", "old", "young", "middle-aged", "middle aged", "young adult", "aged", "geriatric")
)


def years(text: str) -> tuple[float, float] | None:
    """Return the least and the most years that a text says; None for no words of an age."""
    said = " ".join(text.casefold().split())
    if said in _SAID:
        return _SAID[said]
    if found := _YEARS_OLD.fullmatch(said):
        return float(found["years"]), float(found["years"])
    found = _DECADE.fullmatch(said)
    if found is None:
        return None
    start = _DECADES[found["name"]] if found["name"] else int(found["tens"]) * 10
    return float(start), float(start + 9)


def is_without_bounds(text: str) -> bool:
    """Say whether a text is a word of an age that gives no number."""
    return " ".join(text.casefold().split()) in _NO_BOUNDS
