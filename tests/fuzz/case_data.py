"""Case files that are almost right: library cases changed field by field, then written out.

What is changed knows the declarations of the fields: a number becomes a hostile number, a word a
misspelt word of the same list, a date a partial one. Lists are permuted and entries repeated.
"""

from __future__ import annotations

import datetime
import json
import math
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen

from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.record.case import LISTS, MARK_STATUSES, SECTIONS
from nettui.case.record.facts import FACTS
from nettui.case.record.labs import ANALYTES
from nettui.case.record.paths import facts_in
from tests.fuzz.hostile import (
    CANARY,
    DATES,
    LONG_NUMBER,
    NUMBERS,
    TEXTS,
    UNITS,
    WRITTEN_NUMBERS,
)
from tests.fuzz.mutators import misspelt, mutate, spliced

Data = dict[str, Any]

_HERE = Path(__file__).parent
_ROOT = _HERE.parent.parent
_FREE = ("note", "source", "title")
"""Free texts, in which a patient may be described."""


@frozen
class Written:
    """A case file as bytes; ``suffix`` says whether it is TOML or JSON.

    ``is_whole``: it was changed field by field only, so that a text is still where it was.
    """

    suffix: str
    data: bytes
    is_whole: bool = False


@cache
def seeds() -> tuple[Path, ...]:
    """Return the case files that all others are made from, in an order of their own."""
    places = ("cases/*.toml", "plugins/*/cases/*/*.toml", "tests/fuzz/seeds/*.toml")
    return tuple(sorted(path for place in places for path in _ROOT.glob(place)))


@cache
def _text(path: Path) -> str:
    return path.read_text("utf-8")


def a_case(chance: Random) -> Data:
    """Return the data of a case as it is in the library."""
    return tomllib.loads(_text(chance.choice(seeds())))


# --- values ------------------------------------------------------------------------------------


def _anything(chance: Random) -> Any:
    ways: tuple[Callable[[], Any], ...] = (
        lambda: chance.choice(TEXTS),
        lambda: chance.choice(NUMBERS),
        lambda: chance.choice(WRITTEN_NUMBERS),
        lambda: chance.choice(DATES),
        list,
        dict,
        lambda: [chance.choice(TEXTS), chance.choice(NUMBERS)],
        lambda: [[]] * 3,
        lambda: {chance.choice(TEXTS): chance.choice(TEXTS)},
        lambda: datetime.date(2026, 9, 10),
        lambda: datetime.datetime(2026, 9, 10, 12, 30),
        lambda: datetime.time(7, 30),
    )
    return chance.choice(ways)()


def _day(chance: Random) -> Any:
    if chance.random() < 0.5:
        return chance.choice(DATES)
    return datetime.date(2026, 10, 1) + datetime.timedelta(chance.randint(-1500, 60))


def _number(chance: Random, fact: Fact) -> Any:
    low, high = fact.hard or (0, 100)
    ends = (low, high, *(fact.plausible or ()))
    near = chance.choice(ends) + chance.choice((-1, -1e-9, 0, 1e-9, 1))
    between = low + (high - low) * chance.random()
    ways = (
        chance.choice(NUMBERS),
        chance.choice(WRITTEN_NUMBERS),
        near,
        between,
        round(between),
        f"{chance.choice('<>~')} {between:.6g} {fact.unit}",
        f"{between:.4g} - {near:.4g}",
        f"{between:.4g} {chance.choice(UNITS)}",
    )
    return chance.choice(ways)


def _word(chance: Random, fact: Fact) -> str:
    word = chance.choice((*(fact.words or fact.choices or ("other",)), "none", "unknown"))
    return chance.choice((word, word, misspelt(chance, word), misspelt(chance, word)))


def usual(chance: Random, fact: Fact) -> Any:
    """Return a value as it is taken."""
    match fact.kind:
        case Kind.NUMBER:
            low, high = fact.plausible or fact.hard or (0, 100)
            number = low + (high - low) * chance.random()
            return round(number) if fact.integer else round(number, 1)
        case Kind.DATE:
            return datetime.date(2026, 10, 1) - datetime.timedelta(chance.randint(0, 900))
        case Kind.SET:
            words = fact.choices or ("other",)
            return chance.sample(words, chance.randint(1, min(3, len(words))))
        case Kind.CHOICE if fact.yes_no:
            return chance.random() < 0.5
        case Kind.CHOICE:
            return chance.choice(fact.words)
    return chance.choice(fact.choices or ("report 12", "\u00dcberweisung \u2013 Dr. \u00c5"))


def value(chance: Random, fact: Fact | None) -> Any:
    """Return a value for a field: mostly of its kind, often odd."""
    if fact is None or chance.random() < 0.05:
        return _anything(chance)
    if chance.random() < 0.4:
        return usual(chance, fact)
    match fact.kind:
        case Kind.NUMBER:
            return _number(chance, fact)
        case Kind.DATE:
            return _day(chance)
        case Kind.SET:
            return [_word(chance, fact) for _ in range(chance.choice((0, 1, 1, 2, 5)))]
        case Kind.CHOICE if fact.yes_no:
            return chance.choice((True, False, "yes", "no", "unknown", 1, 0))
        case Kind.CHOICE:
            return _word(chance, fact)
    return _word(chance, fact) if fact.choices else chance.choice(TEXTS)


# --- changes -----------------------------------------------------------------------------------


@cache
def _fields(part: str) -> dict[str, Fact | None]:
    if part == "labs":
        return {**dict.fromkeys(("analyte", "value", "unit", "uln")), **_plain_fields(part)}
    return _plain_fields(part)


def _plain_fields(part: str) -> dict[str, Fact | None]:
    return {name: fact for name, fact in facts_in(part).items() if name not in ANALYTES}


def _parts(data: Data) -> Iterator[tuple[str, Data]]:
    """Yield every table of a case with the part that it belongs to."""
    for part in (*SECTIONS, *LISTS):
        found = data.get(part)
        for table in found if isinstance(found, list) else [found]:
            if isinstance(table, dict):
                yield part, table


def _some_part(chance: Random, data: Data) -> tuple[str, Data]:
    if chance.random() < 0.2:
        part = chance.choice((*SECTIONS, *LISTS))
        if part in LISTS:
            entry: Data = {}
            some = data.setdefault(part, [])
            if isinstance(some, list):
                some.append(entry)
            return part, entry
        found = data.setdefault(part, {})
        return part, found if isinstance(found, dict) else {}
    return chance.choice([*_parts(data)] or [("patient", data.setdefault("patient", {}))])


def set_field(chance: Random, data: Data) -> None:
    """Give a field another value, one that is there or one that is not."""
    part, table = _some_part(chance, data)
    fields = _fields(part)
    known = [name for name in table if name in fields]
    name = chance.choice(known if known and chance.random() < 0.6 else [*fields])
    table[name] = value(chance, fields[name])


def set_result(chance: Random, data: Data) -> None:
    """Add a laboratory result in some unit, or change one."""
    labs = data.setdefault("labs", [])
    name = chance.choice((*ANALYTES, "hb", "creatinine", "serum_cga"))
    analyte = ANALYTES[name]
    low, high = analyte.hard
    made: Data = {"analyte": name, "value": round(low + (high - low) * chance.random() ** 3, 2)}
    if chance.random() < 0.4:
        made["value"] = chance.choice((*WRITTEN_NUMBERS, *NUMBERS))
    if chance.random() < 0.6:
        made["unit"] = chance.choice((*UNITS, analyte.unit, misspelt(chance, analyte.unit)))
    if chance.random() < 0.7:
        made["date"] = _day(chance)
    if chance.random() < 0.4:
        made["uln"] = chance.choice((1, 50, 100, *NUMBERS))
    if isinstance(labs, list):
        if labs and chance.random() < 0.5:
            labs[chance.randrange(len(labs))] = made
        else:
            labs.append(made)


def repeat_entry(chance: Random, data: Data) -> None:
    """Have an entry twice, the second one perhaps with another value."""
    lists = [found for part in LISTS if isinstance(found := data.get(part), list) and found]
    if lists:
        entries = chance.choice(lists)
        entry = chance.choice(entries)
        again = dict(entry) if isinstance(entry, dict) else entry
        entries.insert(chance.randint(0, len(entries)), again)
        if isinstance(again, dict) and again and chance.random() < 0.7:
            name = chance.choice([*again])
            part = next(p for p in LISTS if data.get(p) is entries)
            again[name] = value(chance, _fields(part).get(name))


def repeat_often(chance: Random, data: Data) -> None:
    """Have very many entries."""
    part = chance.choice((*LISTS,))
    found = data.get(part)
    if isinstance(found, list):
        data[part] = found * chance.choice((2, 9, 40))


def undate(chance: Random, data: Data) -> None:
    """Take dates away, or put all entries on one day."""
    day = chance.choice((None, datetime.date(2026, 9, 10), "2026-09", "2026"))
    for part, table in _parts(data):
        if part in LISTS and chance.random() < 0.7:
            table.pop("date", None)
            if day is not None:
                table["date"] = day


def permute(chance: Random, data: Data) -> None:
    """Put entries and keys in another order."""
    for part in LISTS:
        if isinstance(found := data.get(part), list):
            data[part] = chance.sample(found, len(found))
    items = chance.sample([*data.items()], len(data))
    data.clear()
    data.update(items)


def drop(chance: Random, data: Data) -> None:
    """Take a part or a field away."""
    part, table = _some_part(chance, data)
    if table and chance.random() < 0.7:
        del table[chance.choice([*table])]
    else:
        data.pop(part, None)


def transplant(chance: Random, data: Data) -> None:
    """Take a part of another case."""
    other = a_case(chance)
    part = chance.choice((*SECTIONS, *LISTS))
    if part in other:
        data[part] = other[part]


def mark(chance: Random, data: Data) -> None:
    """Put a mark beside any fact, whether or not it is there."""
    marks = data.setdefault("marks", {})
    if isinstance(marks, dict):
        name = chance.choice([*FACTS])
        made: Data = {"status": chance.choice((*MARK_STATUSES, *MARK_STATUSES, "perhaps"))}
        if chance.random() < 0.3:
            made["date"] = _day(chance)
        if chance.random() < 0.3:
            made[chance.choice(("note", "source"))] = chance.choice(TEXTS)
        marks[name] = made


def set_head(chance: Random, data: Data) -> None:
    """Change what stands at the top of a file."""
    name = chance.choice(("case_id", "title", "as_of", "expect", "marks", chance.choice(TEXTS)))
    data[name] = _day(chance) if name == "as_of" else _anything(chance)


def rename(chance: Random, data: Data) -> None:
    """Mistype a key."""
    _, table = _some_part(chance, data)
    table = chance.choice((table, data))
    if table:
        name = chance.choice([*table])
        table[misspelt(chance, name)] = table.pop(name)


def wrong_shape(chance: Random, data: Data) -> None:
    """Put a list where a table belongs, or anything where either does."""
    part = chance.choice((*SECTIONS, *LISTS, "marks", "expect"))
    found = data.get(part)
    data[part] = chance.choice(([found], {"a": found}, found or [], _anything(chance)))


def describe(_chance: Random, data: Data) -> None:
    """Put free texts everywhere, as notes on a patient are."""
    data["title"] = f"{CANARY} title"
    for part, table in _parts(data):
        for name in _FREE:
            if name in _fields(part):
                table[name] = f"{CANARY} {part}"


CHANGES: tuple[Callable[[Random, Data], None], ...] = (
    *(set_field,) * 6,
    *(set_result,) * 3,
    *(repeat_entry,) * 3,
    *(undate, permute, drop, transplant, mark) * 2,
    repeat_often,
    set_head,
    rename,
    wrong_shape,
)


def changed(chance: Random) -> Data:
    """Return a case of the library after a few changes."""
    data = a_case(chance)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        chance.choice(CHANGES)(chance, data)
    return data


# --- writing -----------------------------------------------------------------------------------


def written(chance: Random) -> Written:
    """Return a case file: changed field by field, byte by byte, or both."""
    suffix = chance.choice((".toml", ".toml", ".json"))
    way = chance.random()
    if way < 0.6:
        return Written(suffix, _bytes(changed(chance), suffix), is_whole=True)
    data = _bytes(changed(chance) if way < 0.75 else a_case(chance), suffix)
    if way > 0.95:
        data = spliced(chance, data, _bytes(a_case(chance), suffix))
    return Written(suffix, mutate(chance, data))


def described(chance: Random, case_id: str = "") -> Written:
    """Return a case file with free texts everywhere, changed field by field."""
    data = changed(chance)
    describe(chance, data)
    if case_id:
        data["case_id"] = case_id
    suffix = chance.choice((".toml", ".json"))
    return Written(suffix, _bytes(data, suffix), is_whole=True)


def _bytes(data: Data, suffix: str) -> bytes:
    return to_json(data) if suffix == ".json" else to_toml(data)


def to_json(data: Data) -> bytes:
    """Return data as JSON, whatever they hold."""
    text = json.dumps(data, default=str, ensure_ascii=False, indent=1)
    text = text.replace(f'"{LONG_NUMBER}"', LONG_NUMBER)
    return text.encode("utf-8", "surrogatepass")


def to_toml(data: Data) -> bytes:
    """Return data as TOML, whatever they hold: `case.files.codec` writes only what is right."""
    lines: list[str] = []
    _table(data, "", lines)
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def _table(data: Data, path: str, lines: list[str]) -> None:
    below = []
    for key, item in data.items():
        if isinstance(item, dict):
            below.append((key, [item], False))
        elif isinstance(item, list) and item and all(isinstance(one, dict) for one in item):
            below.append((key, item, True))
        else:
            lines.append(f"{_quoted(key)} = {_inline(item)}")
    for key, tables, is_list in below:
        name = f"{path}.{_quoted(key)}" if path else _quoted(key)
        for table in tables:
            lines += ["", f"[[{name}]]" if is_list else f"[{name}]"]
            _table(table, name, lines)


def _quoted(text: str) -> str:
    if text.isascii() and text.isidentifier():
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inline(item: Any) -> str:
    match item:
        case str() if item == LONG_NUMBER:
            return item
        case bool():
            return "true" if item else "false"
        case int():
            return str(item)
        case float() if math.isfinite(item):
            return repr(item)
        case float():
            return str(item)
        case datetime.date() | datetime.time():
            return item.isoformat()
        case dict():
            return "{" + ", ".join(f"{_quoted(k)} = {_inline(v)}" for k, v in item.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, item)) + "]"
        case None:
            return '""'
    return json.dumps(str(item), ensure_ascii=False).replace("\x7f", "\\u007f")
