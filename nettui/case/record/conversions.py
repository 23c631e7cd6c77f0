"""Laboratory values from one unit into another: by the table of analytes, and by nothing else."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.case.base.quantity import Quantity, Refusal
from nettui.case.base.units import ratio, read
from nettui.case.record.analytes import ANALYTES, Limits


@frozen(repr=False, eq=False)
class Scale(Plain):
    """How values become those in the analyte's own unit: ``factor`` times, plus ``offset``."""

    factor: float = 1.0
    offset: float = 0.0

    def into(self, value: float) -> float:
        """Return the value in the analyte's own unit."""
        if self.factor == 1.0 and not self.offset:
            return value
        return round(value * self.factor + self.offset, 9)

    def back(self, value: float) -> float:
        """Return the value in the other unit."""
        return (value - self.offset) / self.factor


_OWN = Scale()


@lru_cache(2048)
def scale(name: str, unit: str | None) -> Scale | None:
    """Return how a unit is converted to the analyte's own; None for one that cannot be."""
    if unit is None:
        return _OWN
    analyte = ANALYTES[name]
    size = ratio(unit, analyte.unit)
    if size is not None:
        return Scale(float(size))
    for way in analyte.ways:
        size = None if way.factor is None else ratio(unit, way.unit)
        if way.factor is not None and size is not None:
            return Scale(float(Fraction(way.factor) * size), way.offset)
    return None


def usual_units(name: str) -> tuple[str, ...]:
    """Return the units of an analyte as they are mostly written, its own first."""
    analyte = ANALYTES[name]
    return tuple(filter(None, (analyte.unit, *(way.unit for way in analyte.ways))))


def refusal(name: str, unit: str) -> Refusal:
    """Return why a unit is not taken for an analyte."""
    analyte = ANALYTES[name]
    known = ", ".join(usual_units(name)) or "no unit"
    fix = analyte.not_converted if _of_its_kind(unit) else ""
    return Refusal(f'the unit "{unit}"', f"{known} for {analyte.label}", fix, key="unit")


def _of_its_kind(unit: str) -> bool:
    """Say whether a text is a unit at all, of whatever it measures."""
    return read(unit) is not None or "creat" in unit.casefold()


def asked(name: str, value: float | int | Quantity, limit: float | None) -> tuple[str, ...]:
    """Return the other units that a number without one may be in, empty where it is clear.

    An upper limit of normal tells the unit of both, unless the number is implausible in it.
    """
    analyte = ANALYTES[name]
    if not analyte.asked:
        return ()
    ends = value.ends if isinstance(value, Quantity) else (float(value),)
    if limit is not None:
        by_limit = tuple(a.unit for a in analyte.asked if a.limits[0] <= limit <= a.limits[1])
        if by_limit:
            return by_limit
        plausible = all(_within(x, analyte.plausible) for x in ends)
        if plausible and _within(limit, analyte.usual_limits):
            return ()
    return tuple(a.unit for a in analyte.asked if any(_within(x, a.values) for x in ends))


def _within(value: float, limits: Limits) -> bool:
    return limits[0] <= value < limits[1]
