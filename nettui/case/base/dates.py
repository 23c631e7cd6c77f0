"""Days, and dates of which only the month or the year is known; months as the calendar counts them.

A partial date stays as it was given: it is some day from its ``first`` to its ``last``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import Range


@frozen(repr=False, eq=False)
class PartialDate(Plain):
    """A month (``2026-03``) or, without one, a year (``2026``)."""

    year: int
    month: int | None = None

    @property
    def first(self) -> datetime.date:
        """The first day that it can be."""
        return datetime.date(self.year, self.month or 1, 1)

    @property
    def last(self) -> datetime.date:
        """The last day that it can be."""
        month = self.month or 12
        return datetime.date(self.year, month, _days(self.year, month))

    def isoformat(self) -> str:
        """Return it as it is written: ``2026-03`` or ``2026``."""
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"

    __str__ = isoformat


Day = datetime.date | PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_YEAR_MONTH = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})")
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")
_NAMED = re.compile(r"(?P<name>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})")
_MONTH_DAY = re.compile(
    r"(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"
)
_DAY_MONTH = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?(?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})"
)
# Less than what follows, which holds all of it. Not winter, which is of two years.
_PART_OF = re.compile(
    r"(?:early|mid|late|(?:the )?(?:beginning|start|middle|end) of|in|spring|summer|autumn|fall)"
    r"[\s-]+(?:of )?(?=[a-z\d])"
)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_of(text: str) -> Day | None:
    """Return the date that a text says: a day, a month or a year; None for anything else.

    A day is written as in ISO 8601, or with the name of its month. Other ways to write one are not
    taken: 03/04/2026 is one day in one country and another in the next. Of a part of a month or a
    year ("early 2026", "spring 2026") the whole is kept.
    """
    text = text.strip()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    if text.isascii() and text.isdigit() and len(text) == 4:
        return _partial(int(text))
    found = _YEAR_MONTH.fullmatch(text) or _MONTH_YEAR.fullmatch(text)
    if found is not None:
        return _partial(int(found["year"]), int(found["month"]))
    said = text.casefold()
    whole = _DAY_MONTH.fullmatch(said) or _MONTH_DAY.fullmatch(said)
    if whole is not None:
        return _whole(int(whole["year"]), _month(whole["name"]), int(whole["day"]))
    named = _NAMED.fullmatch(said)
    if named is not None:
        month = _month(named["name"])
        if month:
            return _partial(int(named["year"]), month)
    part = _PART_OF.match(said)
    return _not_a_day(day_of(said[part.end() :])) if part else None


def _not_a_day(day: Day | None) -> PartialDate | None:
    return day if isinstance(day, PartialDate) else None


def _month(name: str) -> int | None:
    """Return the number of a month by its name, whole or short."""
    short = "sep" if name == "sept" else name
    names = next((names for names in (_FULL_MONTHS, _MONTHS) if short in names), None)
    return names.index(short) + 1 if names else None


def _whole(year: int, month: int | None, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month or 0, day)
    except ValueError:
        return None


def _partial(year: int, month: int | None = None) -> PartialDate | None:
    return PartialDate(year, month) if year and month in (None, *range(1, 13)) else None


def first_day(day: Day) -> datetime.date:
    """Return the day, or the first that it can be."""
    return day.first if isinstance(day, PartialDate) else day


def last_day(day: Day) -> datetime.date:
    """Return the day, or the last that it can be."""
    return day.last if isinstance(day, PartialDate) else day


def earliest(days: Iterable[Day]) -> Day | None:
    """Return which of some dates is the first; None for no dates.

    Where that cannot be told, the one that can be the first, within which the first of all lies.
    """
    return min(days, key=lambda day: (first_day(day), last_day(day)), default=None)


def latest(days: Iterable[Day]) -> Day | None:
    """Return which of some dates is the last, as `earliest` the first."""
    return max(days, key=lambda day: (last_day(day), first_day(day)), default=None)


def months_since(day: Day, now: datetime.date) -> float | Range:
    """Return the months from a date to a day that is not before it: a range where it is partial."""
    if isinstance(day, datetime.date):
        return months_between(day, now)
    least = months_between(day.last, now) if day.last <= now else 0.0
    most = months_between(day.first, now)
    return most if least == most else Range(least, most)


@lru_cache(4096)
def months_between(start: datetime.date, end: datetime.date) -> float:
    """Return the months of the calendar from a day to a later one, and the fraction of the next.

    A month is over on the same day of the next month, or on its last day where it has none: from
    2 September to 2 September are 12 months, leap year or not; from 31 January to 28 February 1.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if end < add_months(start, months):
        months -= 1
    reached = add_months(start, months)
    if reached == end:
        return float(months)
    return months + (end - reached).days / (add_months(start, months + 1) - reached).days


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the day that many months later: the same day, or the month's last where it has none.

    Beyond the calendar it is its last day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month + 1, min(day.day, _days(year, month + 1)))


def _days(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap
