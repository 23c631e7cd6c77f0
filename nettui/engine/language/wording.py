"""Conditions and values in clinical words."""

from __future__ import annotations

from collections.abc import Mapping

from nettui.case.base.words import plain
from nettui.case.record.facts import FACTS, Fact
from nettui.engine.language.conditions import (
    All,
    Among,
    Any,
    Compare,
    Condition,
    Include,
    Known,
    Not,
    Number,
    Offered,
    ParameterPlace,
)
from nettui.engine.language.errors import Mistake

_SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "==": "="}
_OPPOSITE = {">=": "<", ">": "≤", "<=": ">", "<": "≥", "==": "≠"}

Bounds = Mapping[str, float]

__all__ = ["label", "plain", "words"]


def words(
    condition: Condition,
    vocabulary: Mapping[str, Fact] = FACTS,
    bounds: Bounds | None = None,
    option_labels: Mapping[str, str] | None = None,
) -> str:
    """Return the condition in clinical words.

    ``vocabulary`` gives labels and units (published protocols add their derived facts),
    ``bounds`` the value of each parameter in force, ``option_labels`` the names of options.
    """
    match condition:
        case All(()):
            return "always"
        case Any(()):
            return "never"
        case All(terms):
            return " and ".join(_inner(t, Any, vocabulary, bounds, option_labels) for t in terms)
        case Any(terms):
            return " or ".join(_inner(t, All, vocabulary, bounds, option_labels) for t in terms)
        case Not(term) if not isinstance(term, (All, Any)):
            return _single(term, vocabulary, bounds, option_labels, negated=True)
        case Not(term):
            return f"not ({words(term, vocabulary, bounds, option_labels)})"
    return _single(condition, vocabulary, bounds, option_labels, negated=False)


def _inner(
    term: Condition,
    bracketed: type[All] | type[Any],
    vocabulary: Mapping[str, Fact],
    bounds: Bounds | None,
    option_labels: Mapping[str, str] | None,
) -> str:
    text = words(term, vocabulary, bounds, option_labels)
    return f"({text})" if isinstance(term, bracketed) and len(term.terms) > 1 else text


def _single(
    atom: Condition,
    vocabulary: Mapping[str, Fact],
    bounds: Bounds | None,
    option_labels: Mapping[str, str] | None,
    *,
    negated: bool,
) -> str:
    match atom:
        case Compare(name, op, value):
            sign = (_OPPOSITE if negated else _SIGNS)[op]
            return f"{label(name, vocabulary)} {sign} {_bound(name, value, vocabulary, bounds)}"
        case Among(name, values):
            if vocabulary.get(name) and vocabulary[name].choices == ("yes", "no"):
                is_yes = (values == ("yes",)) != negated
                return f"{label(name, vocabulary)}: {'yes' if is_yes else 'no'}"
            verb = "is not" if negated else "is"
            return f"{label(name, vocabulary)} {verb} {' or '.join(map(plain, values))}"
        case Include(name, items):
            verb = "without" if negated else "with"
            return f"{label(name, vocabulary)} {verb} {' or '.join(map(plain, items))}"
        case Known(name):
            return f"{label(name, vocabulary)} is {'not known' if negated else 'known'}"
        case Offered(option, is_listed):
            name = (option_labels or {}).get(option, plain(option))
            verb = "listed, cleared or held," if is_listed else "offered"
            return f"{name} is {'not ' if negated else ''}{verb} in this plan"
    raise Mistake(f"{atom!r} is not a condition.", "Build it from facts.")


def label(name: str, vocabulary: Mapping[str, Fact] = FACTS) -> str:
    """Return the clinical name of a fact."""
    known = vocabulary.get(name)
    return known.label if known else plain(name.rpartition(".")[2])


def _bound(name: str, value: Number, vocabulary: Mapping[str, Fact], bounds: Bounds | None) -> str:
    known = vocabulary.get(name)
    unit = f" {known.unit}" if known and known.unit else ""
    if isinstance(value, ParameterPlace):
        set_to = (bounds or {}).get(value.parameter)
        if set_to is None:
            return f"[{plain(value.parameter)}]{unit}"
        return f"{set_to:g}{unit}"
    return f"{value:g}{unit}"
