"""Numbers as clinicians and laboratories write them: with a sign, a range or a unit.

``"2-3 %"``, ``"<2 %"``, ``"> 20"``, ``"about 15"``, ``">= 5 lesions"``, ``"2.4 cm"``. The text is
kept as entered; the bounds are worked out once. Source: data dictionary, conversions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from nettui.case.base import age_words
from nettui.case.base.plain import Plain
from nettui.case.base.units import ratio
from nettui.case.base.vocabulary import Fact, Range

Sign = Literal["", "-", "<", "<=", ">", ">=", "about", "word"]


class Refusal(ValueError):
    """An entry that cannot be taken: what was ``found``, what is ``expected``, how to ``fix`` it.

    ``key`` names the field of an entry when it is not the one being read.
    """

    def __init__(self, found: str, expected: str, fix: str = "", key: str = "") -> None:
        super().__init__(f"found {found}; expected {expected}. {fix}".rstrip())
        self.found = found
        self.expected = expected
        self.fix = fix
        self.key = key


@frozen(repr=False, eq=False)
class Quantity(Plain):
    """A number entered as text. ``low`` and ``high`` are the numbers written, in the fact's unit.

    They differ only for a range (sign ``"-"``); for a comparator both are the number compared
    with. A ``"word"`` (of a laboratory: raised, negative) has no number: both are 0. `possible`
    says what the quantity can be.
    """

    low: float
    high: float
    sign: Sign
    as_entered: str

    def __str__(self) -> str:
        return self.as_entered

    @property
    def bounded(self) -> bool:
        """Say whether it gives any bound: "about 72" and "raised" give none."""
        return self.sign not in ("about", "word")

    @property
    def ends(self) -> tuple[float, ...]:
        """The numbers by which it is bounded, empty for none."""
        return (self.low, self.high) if self.bounded else ()


Number = float | int | Quantity

_SIGNS: Mapping[str, Sign] = {
    "<": "<",
    "<=": "<=",
    "=<": "<=",
    ">": ">",
    ">=": ">=",
    "=>": ">=",
    "~": "about",
    "about": "about",
    "approx": "about",
    "approx.": "about",
    "approximately": "about",
    "ca": "about",
    "ca.": "about",
    "circa": "about",
    "less than": "<",
    "below": "<",
    "under": "<",
    "up to": "<=",
    "at most": "<=",
    "more than": ">",
    "above": ">",
    "over": ">",
    "at least": ">=",
}
_SIGN_PATTERN = "|".join(re.escape(s) for s in sorted(_SIGNS, key=len, reverse=True))
_SHAPE = re.compile(
    rf"(?P<sign>{_SIGN_PATTERN})?\s*(?P<low>\d+(?:\.\d+)?)\s*(?P<low_unit>%?)\s*"
    r"(?:(?:-|to(?=\s))\s*(?P<high>\d+(?:\.\d+)?))?\s*(?P<unit>.*)",
    re.IGNORECASE,
)
# 12 x 9 x 8 mm: of a size in several dimensions the largest counts.
_DIMENSIONS = re.compile(
    r"\d+(?:\.\d+)?\s*(?:mm|cm)?(?:\s*(?:x|by|\*)\s*\d+(?:\.\d+)?\s*(?:mm|cm)?){1,2}"
)
_TYPOGRAPHY = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "\u2010": "-",
        "\u2011": "-",
        "≈": "~",
        "×": "x",
        "\u03bc": "µ",
        "\u00a0": " ",
        "\u202f": " ",
    }
)

# Units that may be written beside the one that a fact is kept in; `units` knows every spelling.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "mm": ("cm",),
    "cm": ("mm", "m", "in", "ft"),
    "kg": ("g", "lb"),
    "years": ("months",),
    "months": ("years",),
    "days": ("weeks",),
    "ms": ("s",),
    "per 2 mm2": ("per 10 mm2",),
    "mmHg": ("kPa",),
    "mm/year": ("cm/year",),
}


def _tidy(text: str) -> str:
    return (
        text.strip()
        .translate(_TYPOGRAPHY)
        .replace("≤", "<=")
        .replace("≥", ">=")
        .replace("mm²", "mm2")
    )


def unit_factor(unit: str, kept_in: str) -> float | None:
    """Return the factor from ``unit`` to the unit a fact is kept in, None if there is none."""
    if not unit or unit == kept_in:
        return 1.0
    size = ratio(unit, kept_in) if kept_in else None
    return None if size is None else float(size)


def units_of(kept_in: str) -> tuple[str, ...]:
    """Return the usual units of a fact, its own first."""
    return (kept_in, *_ALSO.get(kept_in, ())) if kept_in else ()


def parse(text: str, unit: str = "") -> Quantity:
    """Read a number with a sign, a range or a unit.

    Returns the bounds in ``unit``. Raises `Refusal` for text that is no number, a range whose low
    end is above its high end, a unit that is not known, and a bare number in quotation marks.
    """
    shown = f'"{text}"'
    wanted = 'a number, or text such as "<2", "2-3", "> 20", "about 15"'
    if unit == "years" and (age := _age(text)) is not None:
        return age
    tidy = _tidy(text)
    is_size = unit == "mm" and _DIMENSIONS.fullmatch(tidy) is not None
    found = _SHAPE.fullmatch(_largest(tidy) if is_size else tidy)
    if found is None:
        comma = re.search(r"\d,\d", text)
        fix = "Write the decimal point as '.', without separators." if comma else ""
        raise Refusal(shown, wanted, fix)
    sign = _SIGNS[found["sign"].casefold()] if found["sign"] else ""
    low, high = float(found["low"]), float(found["high"] or found["low"])
    written = (found["unit"] or found["low_unit"]).strip()
    factor = unit_factor(written, unit)
    if written.startswith(","):
        raise Refusal(shown, wanted, "Write the decimal point as '.', without separators.")
    if factor is None or (found["low_unit"] and unit != "%"):
        known = ", ".join(units_of(unit)) or "no unit"
        raise Refusal(shown, f"the unit {known}", f"'{written}' cannot be converted.")
    if found["high"]:
        if sign:
            raise Refusal(shown, "either a sign or a range, not both")
        if low > high:
            raise Refusal(shown, "a range from low to high", "Put the lower number first.")
        sign = "-"
    elif not sign and not written and not is_size:
        raise Refusal(shown, "a number", f"Write {text.strip()} without quotation marks.")
    if not (math.isfinite(low) and math.isfinite(high)):
        raise Refusal(shown, "a finite number")
    # A power-of-ten factor must not turn 2.4 cm into 23.999 mm: round away the last bits.
    return Quantity(round(low * factor, 9), round(high * factor, 9), sign, text)


def _age(text: str) -> Quantity | None:
    if age_words.is_without_bounds(text):
        return Quantity(0.0, 0.0, "word", text)
    found = age_words.years(text)
    if found is None:
        return None
    return Quantity(*found, "" if found[0] == found[1] else "-", text)


def _largest(text: str) -> str:
    """Return the largest of a size in two or three dimensions, with its unit, else the text."""
    found = _DIMENSIONS.fullmatch(text)
    if found is None:
        return text
    units = set(re.findall(r"mm|cm", text))
    largest = max(re.findall(r"\d+(?:\.\d+)?", text), key=float)
    return f"{largest} {''.join(units)}" if len(units) < 2 else text


def split_unit(text: str) -> tuple[str, str]:
    """Return the number of a text (with its sign or range) and its unit, perhaps empty."""
    tidy = _tidy(text)
    found = _SHAPE.fullmatch(tidy)
    unit = (found["unit"] or found["low_unit"]) if found else ""
    if not tidy.endswith(unit) or re.match(r"[\d.,]|$", unit):  # 13,4: no unit begins so
        return tidy, ""
    return tidy.removesuffix(unit).rstrip(), unit.strip()


def possible(value: Number | None, fact: Fact) -> float | Range | None:
    """Return what the number can be: exact, a `Range` inside the hard limits, or None.

    ``about`` is None: it gives no bounds. Open ends go to the hard limits of the fact.
    """
    if value is None:
        return None
    if not isinstance(value, Quantity):
        return float(value)
    bottom, top = map(float, fact.hard or (0.0, math.inf))
    x = value.high
    match value.sign:
        case "":
            return x
        case "about" | "word":
            return None
        case "-":
            return x if value.low == x else Range(value.low, x)
        case "<":
            low, high = bottom, math.ceil(x) - 1.0 if fact.integer else math.nextafter(x, -math.inf)
        case "<=":
            low, high = bottom, math.floor(x) * 1.0 if fact.integer else x
        case ">":
            low, high = math.floor(x) + 1.0 if fact.integer else math.nextafter(x, math.inf), top
        case _:
            low, high = math.ceil(x) * 1.0 if fact.integer else x, top
    return low if low == high else Range(low, high)


KI67_HIGH = 20.0  # above this a reported "> x" still settles the grade


def ki67_possible(value: Number | None) -> float | Range | None:
    """Return the Ki-67 that decides the grade, in per cent.

    A range gives its high end; ``"< x"`` the highest number below x; ``"> 20"`` or higher
    everything above. ``"> x"`` below 20 and ``"about"`` give None: the number must be asked for.
    Source: data dictionary, conversions.
    """
    if value is None:
        return None
    if not isinstance(value, Quantity):
        return float(value)
    x = value.high
    match value.sign:
        case "" | "-" | "<=":
            return x
        case "<":
            return math.nextafter(x, -math.inf)
        case ">":
            return Range(math.nextafter(x, math.inf), 100.0) if x >= KI67_HIGH else None
        case ">=":
            # "≥ 20" still allows exactly 20, which is G2.
            return Range(x, 100.0) if x > KI67_HIGH else None
        case _:
            return None


def worst(values: list[float | Range]) -> float | Range:
    """Return the highest of several numbers, each perhaps a range: never lower than any of them."""
    low = max(v.low if isinstance(v, Range) else v for v in values)
    high = max(v.high if isinstance(v, Range) else v for v in values)
    return low if low == high else Range(low, high)
