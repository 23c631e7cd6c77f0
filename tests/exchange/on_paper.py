"""The documents of a plan: all of it, all that applies, and the short text at every step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from nettui.engine.plan.plan import Plan
from nettui.exchange.document import Document
from nettui.exchange.layout import as_document
from nettui.exchange.text import fitting, in_short
from nettui.sheet.fold import PAPER
from nettui.sheet.item import Sheet
from nettui.sheet.paper import applying, with_counts
from nettui.sheet.sheet import sheet

# Many tests ask for the same of one plan, before they come to the next.
_few = lru_cache(8)


@_few
def full(made: Plan, title: str = "") -> Sheet:
    """All of a plan, not yet laid out."""
    return sheet(made, title)


@_few
def all_of(made: Plan, title: str = "") -> Document:
    """Everything, with each rule that does not hold."""
    return as_document(full(made, title))


@_few
def all_that_applies(made: Plan, title: str = "") -> Document:
    """As Markdown gives it."""
    return as_document(with_counts(applying(full(made, title))))


def short(made: Plan, width: int = 80, title: str = "") -> Document:
    """As the text gives it in lines of a width."""
    return in_short(fitting(full(made, title), width))


def steps(whole: Sheet) -> Iterator[Sheet]:
    """A sheet after each step of folding for paper."""
    folded = whole
    for step in PAPER:
        folded = step(folded)
        yield folded


@_few
def at_every_step(made: Plan, title: str = "") -> tuple[Document, ...]:
    """The short text, however little room there is."""
    return tuple(map(in_short, steps(full(made, title))))


def shortest(made: Plan) -> Document:
    """The text when there is no room at all, made as it is for readers: without all reasons."""
    *_, last = steps(sheet(made, reasons=False))
    return in_short(last)
