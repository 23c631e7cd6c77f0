"""Data become typed values: nothing is guessed, nothing is left over, every fault is said at once.

cattrs as it comes takes ``"no"`` for true, ``1.9`` for 1, a text for a list of its letters, and
leaves out what it does not know. Here each value must have the type of its field and look like its
form; a key must be known and given once. Data come from TOML, where a day is a day, or from JSON,
where it is text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

import attrs
from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError
from cattrs.cols import homogenous_tuple_structure_factory, is_mapping
from cattrs.errors import ClassValidationError, IterableValidationError
from cattrs.gen import (
    make_dict_structure_fn,
    make_dict_unstructure_fn,
    mapping_structure_factory,
    override,
)

from nettui.boundary.form import Form, Read, is_finite
from nettui.case.base.faults import CaseFault
from nettui.case.base.nearest import did_you_mean

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]

_WORDS: Mapping[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    datetime.date: "a date",
    tuple: "a list",
    dict: "a table",
    list: "a list",
    NoneType: "nothing",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Unfit(ValueError):
    """Data that are not taken, with all of their faults."""

    def __init__(self, faults: tuple[CaseFault, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(map(str, faults)))


class _Wrong(ValueError):
    """One value that is not what its place wants."""

    def __init__(self, value: Any, wanted: str) -> None:
        self.value = value
        self.wanted = wanted
        super().__init__(wanted)


def from_toml(data: Any, kind: type[T], lines: Callable[[], Mapping[str, int]] = dict) -> T:
    """Return data of a TOML file as a value of a type. Raises `Unfit` with every fault.

    ``lines`` gives the line of each path; it is asked only where there is a fault.
    """
    return _taken(_toml(), data, kind, lines)


def from_json(data: Any, kind: type[T], lines: Callable[[], Mapping[str, int]] = dict) -> T:
    """Return data of a JSON text as a value of a type. Raises `Unfit` with every fault."""
    return _taken(_json(), data, kind, lines)


def to_json(thing: Any) -> Any:
    """Return a value as JSON data: days as text, an optional part that is not there left out."""
    return _json().unstructure(thing)


def _taken(made: Converter, data: Any, kind: type[T], lines: Callable[[], Mapping[str, int]]) -> T:
    try:
        return made.structure(data, kind)
    except (BaseValidationError, ForbiddenExtraKeysError, _Wrong) as error:
        # Neither chained nor shown: their words quote data, and are not for people.
        faults = list(_faults(error, ""))
    known = lines()
    placed = [attrs.evolve(fault, line=_line(fault.path, known)) for fault in faults]
    raise Unfit(tuple(sorted(placed, key=lambda fault: fault.line or 0)))


def _line(path: str, known: Mapping[str, int]) -> int | None:
    """Return the line of the nearest place around a path that has one."""
    while path and path not in known:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return known.get(path)


# --- converters ----------------------------------------------------------------------------------


@cache
def _json() -> Converter:
    return _converter(_day_of_text)


@cache
def _toml() -> Converter:
    return _converter(_day)


def _converter(day: Hook) -> Converter:
    made = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    for kind in (str, int, bool):
        made.register_structure_hook(kind, _exactly(kind))
    made.register_structure_hook(float, _number)
    made.register_structure_hook(datetime.date, day)
    made.register_unstructure_hook(datetime.date, datetime.date.isoformat)
    made.register_structure_hook_factory(attrs.has, _table)
    made.register_unstructure_hook_factory(attrs.has, _written)
    made.register_structure_hook_factory(_is(tuple), _list)
    made.register_structure_hook_factory(is_mapping, _mapping)
    made.register_structure_hook_factory(_is(Annotated), _formed)
    made.register_structure_hook_factory(_is(Literal), _literal)
    made.register_unstructure_hook_factory(
        lambda kind: _is(Annotated)(kind) and isinstance(get_args(kind)[1], Read),
        lambda kind: get_args(kind)[1].to_data,
    )
    return made


def _is(origin: Any) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is origin


def _exactly(kind: type) -> Hook:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise _Wrong(value, _WORDS[kind])
        return value

    return hook


def _number(value: Any, _: Any) -> float:
    if not is_finite(value):
        raise _Wrong(value, _WORDS[float])
    return cast("float", value)  # a whole one stays whole, so that it is written as it was


def _day(value: Any, _: Any) -> datetime.date:
    if type(value) is not datetime.date:
        raise _Wrong(value, "a date such as 2027-01-31, without quotes")
    return value


def _day_of_text(value: Any, _: Any) -> datetime.date:
    try:
        if type(value) is str and _DAY.fullmatch(value):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    raise _Wrong(value, "a date such as 2027-01-31")


def _table(cls: type, made: Converter) -> Hook:
    """A class: its fields and no others. A part that may be missing is left out, never null."""
    # cattrs resolves the types of fields; a hook made here needs them resolved.
    attrs.resolve_types(cls)
    parts: Any = {
        a.name: override(struct_hook=made.get_structure_hook(_without_none(a.type)))
        for a in attrs.fields(cls)
        if a.default is None
    }
    inner: Hook = make_dict_structure_fn(cls, made, _cattrs_forbid_extra_keys=True, **parts)

    def hook(value: Any, kind: Any) -> Any:
        if type(value) is not dict:
            raise _Wrong(value, _WORDS[dict])
        return inner(value, kind)

    return hook


def _written(cls: type, made: Converter) -> Callable[[Any], Any]:
    """A class: its fields. One that is written many times says itself as what: ``as_data``."""
    if hasattr(cls, "as_data"):
        return attrgetter("as_data")
    inner: Callable[[Any], Any] = make_dict_unstructure_fn(cls, made)
    left_out = [a.name for a in attrs.fields(cls) if a.default is None]
    if not left_out:
        return inner

    def hook(thing: Any) -> Any:
        # cattrs itself would put what may be left out behind all the rest.
        data = inner(thing)
        for name in left_out:
            if data[name] is None:
                del data[name]
        return data

    return hook


def _without_none(kind: Any) -> Any:
    rest = tuple(one for one in get_args(kind) if one is not NoneType)
    return Union[rest] if NoneType in get_args(kind) else kind  # noqa: UP007 - made here


def _list(kind: Any, made: Converter) -> Hook:
    """Any number of one kind, or as many as there are kinds."""
    args = get_args(kind)
    same = args[0] if args[-1] is ... or len(set(args)) == 1 else None
    count = None if args[-1] is ... else len(args)
    if same is None:
        raise TypeError(kind)
    inner = homogenous_tuple_structure_factory(tuple[same, ...], made)  # type: ignore[valid-type]

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not list:
            raise _Wrong(value, _WORDS[list])
        if count is not None and len(value) != count:
            raise _Wrong(value, f"a list of {count}")
        return inner(value, kind)

    return hook


def _mapping(kind: Any, made: Converter) -> Hook:
    inner = mapping_structure_factory(kind, made)

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise _Wrong(value, _WORDS[dict])
        return inner(value, kind)

    return hook


def _formed(kind: Any, made: Converter) -> Hook:
    base, *beside = get_args(kind)
    if isinstance(beside[0], Read):
        read = beside[0]
        return lambda value, _: read.from_data(value)
    inner = made.get_structure_hook(base)
    forms = [one for one in beside if isinstance(one, Form)]
    is_list = get_origin(base) is tuple

    def hook(value: Any, _: Any) -> Any:
        try:
            taken = inner(value, base)
        except _Wrong as error:
            # The form says better what a text or a number must be; a list is none at all.
            raise error if is_list else _Wrong(value, wanted(kind)) from None
        for form in forms:
            if not form.fits(taken):
                raise _Wrong(value, str(form))
        return taken

    return hook


def _literal(kind: Any, _: Converter) -> Hook:
    """One of some values: 1 is not true, and 1.0 is not 1."""
    known = {(type(one), one) for one in get_args(kind)}

    def hook(value: Any, _: Any) -> Any:
        if type(value) not in (str, int, bool) or (type(value), value) not in known:
            raise _Wrong(value, _one_of(kind))
        return value

    return hook


def _one_of(kind: Any) -> str:
    return " or ".join(str(one).lower() for one in get_args(kind))


# --- faults --------------------------------------------------------------------------------------


def _faults(error: BaseException, path: str) -> Iterator[CaseFault]:
    """Yield every fault in a group of errors, each with its path."""
    match error:
        case ClassValidationError():
            noted, others = error.group_exceptions()
            for inner, note in noted:
                yield from _at(inner, f"{path}.{note.name}".lstrip("."), note.type)
            for inner in others:
                yield from _faults(inner, path)
        case IterableValidationError():
            for inner, item in error.group_exceptions()[0]:
                place = f"[{item.index}]" if isinstance(item.index, int) else f".{item.index}"
                yield from _at(inner, f"{path}{place}".lstrip("."), item.type)
        case ForbiddenExtraKeysError():
            names = [a.name for a in attrs.fields(error.cl)]
            for key in sorted(error.extra_fields):
                fix = did_you_mean(key, names)
                yield CaseFault(
                    f"{path}.{key}".lstrip("."), None, "an unknown key", "a known one", fix
                )
        case Unfit():  # what a part read for itself
            for fault in error.faults:
                yield attrs.evolve(fault, path=f"{path}.{fault.path}".lstrip("."))
        case _Wrong():
            yield CaseFault(path or "file", None, shown(error.value), error.wanted)
        case _:  # what a class itself refuses says why
            yield CaseFault(
                path or "file", None, "what cannot be used", "what makes sense", str(error)
            )


def _at(error: BaseException, path: str, kind: Any) -> Iterator[CaseFault]:
    if isinstance(error, KeyError):
        yield CaseFault(path, None, "nothing", wanted(kind))
    else:
        yield from _faults(error, path)


def wanted(kind: Any) -> str:
    """Return in words what a place of this type wants."""
    kind = _without_none(kind)
    base, *beside = get_args(kind) if get_origin(kind) is Annotated else (kind,)
    for one in beside:
        if isinstance(one, Form) and str(one):
            return str(one)
    if get_origin(base) is Literal:
        return _one_of(base)
    return _WORDS.get(get_origin(base) or base, "a table")


def shown(value: Any) -> str:
    """Return what was found, in a few words on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return repr(value) if len(value) <= 80 else f"a text of {len(value)} characters"
    if isinstance(value, int) and abs(value) >= 10**60:  # Python writes out no number of any length
        return "a whole number of more than 60 digits"
    if isinstance(value, (int, float, datetime.date)):
        return str(value)
    return _WORDS.get(type(value), "a value")
