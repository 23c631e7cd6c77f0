"""The verbs as JSON data and back: how a plugin's answer leaves its process and is kept."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import attrs

from nettui.engine.language import conditions as c
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import Arithmetic, Value
from nettui.engine.language.errors import Mistake, did_you_mean
from nettui.engine.language.inferences import Excluded, Implied, Inference
from nettui.engine.language.options import Option
from nettui.engine.language.rules import (
    Act,
    Caps,
    Due,
    Guard,
    Judgement,
    Need,
    Order,
    Override,
    Rule,
)
from nettui.engine.language.tables import Parameter, Row, Setting, Table

KINDS: Mapping[str, type] = {
    "rule": Rule,
    "override": Override,
    "judgement": Judgement,
    "need": Need,
    "guard": Guard,
    "order": Order,
    "option": Option,
    "table": Table,
    "parameter": Parameter,
    "setting": Setting,
    "implied": Implied,
    "excluded": Excluded,
    "card": Card,
}
_NAMES = {cls: name for name, cls in KINDS.items()}

Data = dict[str, Any]
Verb = Act | Option | Table | Parameter | Setting | Inference | Card
ARITHMETIC = ("+", "-", "*", "/", "**")


def kind_of(verb: object) -> str:
    """Return the kind of a verb (``rule``). Raises `Mistake` for anything else."""
    name = _NAMES.get(type(verb))
    if name is None:
        raise Mistake(
            f"{verb!r} is not something that a hook can return.",
            "Return Rule, Need, Guard, Order, Override or Judgement; Option; Table, Parameter, "
            "Setting, Implied, Excluded.",
        )
    return name


def to_data(verb: Verb) -> Data:
    """Return the verb as JSON data; fields left at their default are left out."""
    return {"verb": kind_of(verb), **_fields(verb)}


def _fields(thing: Any) -> Data:
    out: Data = {}
    for a in attrs.fields(type(thing)):
        value = getattr(thing, a.name)
        default = a.default.factory() if isinstance(a.default, attrs.Factory) else a.default  # type: ignore[arg-type]
        if a.name == "where" or value != default:
            out[a.name] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, c.Condition):
        return condition_data(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Arithmetic):
        return {"op": value.op, "terms": [_plain(term) for term in value.terms]}
    if isinstance(value, Value):
        return {"value_of": value.fact}
    if isinstance(value, (Due, Caps, Guard, Row)):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return dict(value)
    return value


def from_data(data: Any) -> Verb:
    """Return the verb that `to_data` wrote. Raises `Mistake` on anything else."""
    if not isinstance(data, dict) or data.get("verb") not in KINDS:
        raise Mistake(f"{str(data)[:200]} is no verb.", f"A kind is one of {', '.join(KINDS)}.")
    rest = {key: value for key, value in data.items() if key != "verb"}
    return _build(KINDS[data["verb"]], rest)  # type: ignore[no-any-return]


def from_checked(data: Data) -> Verb:
    """Return the verb of data that was checked when it was published, without a second look.

    Raises `Mistake` where it has more or less than a verb of this program: it is another's.
    """
    return _take(KINDS[data["verb"]], data)  # type: ignore[no-any-return]


Build = Callable[[type, Any], Any]
"""How a class is made of its data: `_build` looks at everything, `_take` at the names alone."""


def _build(cls: type, data: Any) -> Any:
    if not isinstance(data, dict):
        raise Mistake(f"{data!r} is not a {cls.__name__}.", "Give it as an object.")
    names = [a.name for a in attrs.fields(cls)]
    for key in data:
        if key not in names:
            raise Mistake(f"A {cls.__name__} has no '{key}'.", did_you_mean(str(key), names))
    values = {key: _READ.get(key, _as_is)(value, _build) for key, value in data.items()}
    missing = [
        a.name for a in attrs.fields(cls) if a.default is attrs.NOTHING and a.name not in values
    ]
    if missing:
        raise Mistake(f"A {cls.__name__} lacks {', '.join(missing)}.", "Give it.")
    return cls(**values)


def _take(cls: Any, data: Data) -> Any:
    required, known = _names(cls)
    if not required <= data.keys() <= known:
        return _build(cls, {key: value for key, value in data.items() if key != "verb"})
    taken = cls.__new__(cls)
    for name, default in _defaults(cls):
        value = _READ.get(name, _as_is)(data[name], _take) if name in data else default
        object.__setattr__(taken, name, value)
    return taken


@cache
def _names(cls: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that data of a class must have, and those that it may have."""
    fields = attrs.fields(cls)
    required = frozenset(a.name for a in fields if a.default is attrs.NOTHING)
    return required, frozenset(a.name for a in fields) | {"verb"}


@cache
def _defaults(cls: Any) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a class with what they hold where data says nothing."""
    fields = attrs.fields(cls)
    return tuple((a.name, "" if a.name == "where" else a.default) for a in fields)


def _as_is(value: Any, _: Build) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _date(value: Any, _: Build) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Mistake(f"{value!r} is not a date.", "Write it as 2027-06-30.") from None


def _row_value(value: Any, build: Build) -> Any:
    match value:
        case {"op": str(op), "terms": [left, right], **rest} if not rest and op in ARITHMETIC:
            return Arithmetic(op, (_row_value(left, build), _row_value(right, build)))  # type: ignore[arg-type]
        case {"value_of": str(fact), **rest} if not rest:
            return Value(fact)
        case dict():
            raise Mistake(f"{value!r} is not a row's value.", "Write it with to_data.")
    # A parameter's or a setting's number arrives here too, and stays what it is.
    return _as_is(value, build)


def _guard(data: Any, build: Build) -> Guard:
    guard: Guard = build(Guard, data)
    if build is _take:
        return guard
    # The option stamps its own name in front of its guards when it is built.
    return attrs.evolve(guard, id="option." + guard.id.partition(".")[2])


def condition_data(condition: c.Condition) -> dict[str, Any]:
    """Return the condition as plain JSON data."""
    match condition:
        case c.Compare(name, op, value):
            bound = {"parameter": value.parameter} if isinstance(value, c.ParameterPlace) else value
            return {"fact": name, "is": op, "than": bound}
        case c.Among(name, values):
            return {"fact": name, "among": list(values)}
        case c.Include(name, items):
            return {"fact": name, "include": list(items)}
        case c.Known(name):
            return {"fact": name, "known": True}
        case c.Offered(option, is_listed):
            return {"listed" if is_listed else "offered": option}
        case c.All(terms):
            return {"all": [condition_data(term) for term in terms]}
        case c.Any(terms):
            return {"any": [condition_data(term) for term in terms]}
        case c.Not(term):
            return {"not": condition_data(term)}
    raise Mistake(f"{condition!r} is not a condition.", "Build it from facts.")


def condition_from(data: Any) -> c.Condition:
    """Return the condition that `condition_data` wrote. Raises `Mistake` on anything else."""
    read = _CONDITIONS.get(frozenset(data)) if isinstance(data, dict) else None
    condition = read(data) if read else None
    if condition is None:
        raise Mistake(f"{data!r} is not a condition.", "Write it with condition_data.")
    return condition


def _compare(data: Data) -> c.Condition | None:
    name, op, bound = data["fact"], data["is"], data["than"]
    if isinstance(bound, dict) and set(bound) == {"parameter"}:
        bound = c.ParameterPlace(str(bound["parameter"]))
    elif not isinstance(bound, (int, float)) or isinstance(bound, bool):
        return None
    return c.Compare(name, op, bound) if isinstance(name, str) and op in c.OPERATORS else None


def _among(data: Data) -> c.Condition | None:
    name, words = data["fact"], data["among"]
    return c.Among(name, tuple(words)) if isinstance(name, str) and _text(words) else None


def _include(data: Data) -> c.Condition | None:
    name, words = data["fact"], data["include"]
    return c.Include(name, tuple(words)) if isinstance(name, str) and _text(words) else None


def _known(data: Data) -> c.Condition | None:
    name = data["fact"]
    return c.Known(name) if isinstance(name, str) and data["known"] is True else None


def _offered(data: Data) -> c.Condition | None:
    option = data["offered"]
    return c.Offered(option) if isinstance(option, str) else None


def _listed(data: Data) -> c.Condition | None:
    option = data["listed"]
    return c.listed(option) if isinstance(option, str) else None


def _all(data: Data) -> c.Condition | None:
    terms = data["all"]
    return c.All(tuple(map(condition_from, terms))) if isinstance(terms, (list, tuple)) else None


def _any(data: Data) -> c.Condition | None:
    terms = data["any"]
    return c.Any(tuple(map(condition_from, terms))) if isinstance(terms, (list, tuple)) else None


_CONDITIONS: Mapping[frozenset[str], Callable[[Data], c.Condition | None]] = {
    frozenset({"fact", "is", "than"}): _compare,
    frozenset({"fact", "among"}): _among,
    frozenset({"fact", "include"}): _include,
    frozenset({"fact", "known"}): _known,
    frozenset({"offered"}): _offered,
    frozenset({"listed"}): _listed,
    frozenset({"all"}): _all,
    frozenset({"any"}): _any,
    frozenset({"not"}): lambda data: c.Not(condition_from(data["not"])),
}
"""How each condition is read, by the keys of its data."""


def _text(values: Any) -> bool:
    return isinstance(values, (list, tuple)) and bool(values) and set(map(type, values)) == {str}


_READ: Mapping[str, Callable[[Any, Build], Any]] = {
    "when": lambda value, _: condition_from(value),
    "due": lambda value, build: None if value is None else build(Due, value),
    "caps": lambda value, build: build(Caps, value),
    "guards": lambda value, build: tuple(_guard(item, build) for item in value),
    "rows": lambda value, build: tuple(build(Row, item) for item in value),
    "review_by": _date,
    "value": _row_value,
}


def canonical(data: Any) -> bytes:
    """Return JSON bytes that are always the same for the same data."""
    return json.dumps(
        data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def without_places(data: Any) -> Any:
    """Return the data without the file:line of its authors, which mean nothing clinically."""
    if isinstance(data, dict):
        return {
            key: without_places(value) if isinstance(value, (dict, list)) else value
            for key, value in data.items()
            if key != "where"
        }
    if isinstance(data, list):
        return [without_places(one) if isinstance(one, (dict, list)) else one for one in data]
    return data


def digest(data: Any) -> str:
    """Return the SHA-256 of the data's meaning: canonical, without places."""
    return hashlib.sha256(canonical(without_places(data))).hexdigest()
