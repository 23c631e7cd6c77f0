"""A plan as JSON: complete, by the schema that is shipped, and fit to be printed anywhere."""

from __future__ import annotations

import copy
import functools
import json
import operator
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastjsonschema
import jsonschema
import pytest

from nettui.boundary import strict
from nettui.case.files.codec import CaseError
from nettui.engine.plan.plan import plan
from nettui.exchange.plan_json import SCHEMA, SCHEMA_VERSION, dumps, loads, plan_data, written
from nettui.exchange.plan_types import PlanJson
from tests.exchange import small
from tests.library import CASES, file, planned
from tests.protocols import alone, with_all
from tests.sample import one_in

RULES = json.loads(SCHEMA.read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(RULES, format_checker=jsonschema.FormatChecker())
QUICK = fastjsonschema.compile(RULES)
"""Says the same in a twelfth of the time: by it the plans of the whole library are checked."""


def faults(data: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in CHECK.iter_errors(data)]


def quickly_valid(data: Any) -> bool:
    try:
        QUICK(data)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def test_the_schema_is_one() -> None:
    """And it is for the version that is written."""
    jsonschema.Draft202012Validator.check_schema(RULES)
    assert RULES["properties"]["schema_version"]["const"] == SCHEMA_VERSION


@pytest.mark.parametrize("path", one_in(6, CASES), ids=lambda path: path.stem)
def test_the_plan_of_a_library_case_is_valid(path: Path) -> None:
    """By the base protocol; each third of them also with all bundled plugins, which takes long."""
    is_third = path in one_in(18, CASES)
    for protocol in (alone(), with_all()) if is_third else (alone(),):
        data = json.loads(dumps(planned(path, protocol), file(path).title))
        QUICK(data)
        if is_third:
            assert faults(not_yet_checked(data)) == []


CHECKED: set[str] = set()
"""What a plan had that was held against the schema: in another plan it is as valid."""


def not_yet_checked(data: dict[str, Any]) -> dict[str, Any]:
    """Return a plan without the clauses, and then without the entries, that one has had."""
    lists = {key: value for key, value in data.items() if isinstance(value, list)}
    for value in lists.values():
        for item in value:
            if isinstance(item, dict) and "clauses" in item:
                item["clauses"] = new(item["clauses"])
    return data | {key: new(value) for key, value in lists.items()}


def new(items: list[Any]) -> list[Any]:
    """Return what was not yet checked."""
    texts = {json.dumps(item): item for item in items}
    found = [item for text, item in texts.items() if text not in CHECKED]
    CHECKED.update(texts)
    return found


@pytest.mark.parametrize("record", [small.COMPLETE, 'case_id = "P-2"\n'])
@pytest.mark.parametrize("alone", [False, True])
def test_a_plan_with_an_override_and_a_conflict_is_valid(record: str, alone: bool) -> None:
    """What the library has none of."""
    assert faults(plan_data(small.planned(record, alone=alone))) == []


def every_object(data: Any) -> list[dict[str, Any]]:
    """Return every object in JSON data."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    found = [data] if isinstance(data, dict) else []
    for value in inner:
        found += every_object(value)
    return found


def test_the_schema_refuses_what_is_too_much_and_what_is_missing() -> None:
    """In each object of a plan: one key more, or any key less, is found."""
    data = plan_data(small.planned())
    for n, thing in enumerate(every_object(data)):
        changed = copy.deepcopy(data)
        every_object(changed)[n]["surplus"] = 1
        assert faults(changed), f"a surplus key passes in {sorted(thing)}"
        assert not quickly_valid(changed)
    for key in data:
        less = {k: v for k, v in data.items() if k != key}
        assert faults(less), f"{key} may be left out"
        assert not quickly_valid(less)


def test_it_tells_of_every_entry_of_the_protocol_once() -> None:
    """Findings, needs, guards and orders: all of them, whether they hold or not."""
    made = small.planned()
    data = plan_data(made)
    told = [item["id"] for key in ("findings", "needs", "guards", "orders") for item in data[key]]
    assert sorted(told) == sorted(e.id for e in made.protocol.entries)


def test_every_plan_is_put_before_the_board() -> None:
    """INV-62, also where nothing is known."""
    assert plan_data(small.planned('case_id = "P-2"\n'))["mdt_required"] is True


def test_what_is_not_known_is_never_no() -> None:
    """Of an empty record no rule about a fact is told to be untrue."""
    data = plan_data(small.planned('case_id = "P-2"\n'))
    ct = next(f for f in data["findings"] if f["id"] == "base:follow_up.ct")
    assert (ct["truth"], ct["missing"]) == ("cannot tell", ["pathology.ki67"])


def test_it_is_one_line_of_ascii_whatever_stands_in_the_title() -> None:
    """Escapes and line ends of every kind are escaped, so that it can be printed and split."""
    title = "a\x1b]0;x\x07\n\r\x7f\x85\u2028\u202e ü"
    shown = dumps(small.planned(), title)
    assert shown.isascii()
    assert shown.isprintable()
    assert json.loads(shown)["title"] == title


def test_the_same_receipt_gives_the_same_bytes() -> None:
    """From the case text on."""
    assert dumps(small.planned()) == dumps(small.planned())


@pytest.mark.parametrize("path", one_in(20, CASES), ids=lambda path: path.stem)
def test_a_plan_is_read_back_as_it_was_written(path: Path) -> None:
    """Of the library, with all bundled plugins: the same value, and the same text from it."""
    found = file(path)
    assert found.as_of
    made = written(planned(path, with_all()), found.title)
    text = dumps(plan(found.case, found.as_of, with_all()), found.title)
    assert loads(text) == made
    assert strict.to_json(loads(text)) == json.loads(text)


def test_the_schema_and_the_reader_refuse_the_same() -> None:
    """In the place of every value another one, in every object a key more and a key less."""
    data = plan_data(small.planned(alone=False))
    signed = {"by": "a", "role": "b", "on": "2026-01-01"}
    data["findings"].sort(key=lambda finding: "override" not in finding)
    data = shortened(data)
    data["findings"][0]["signed_off"] = signed
    seen: set[tuple[str, ...]] = set()
    for path in list(places(data)):
        kind = tuple(step for step in path if isinstance(step, str))
        if kind in seen:  # the same place in another item
            continue
        seen.add(kind)
        for changed in list(changes(data, path))[
            len(seen) % 3 :: 3
        ]:  # a third each, which is quick
            assert CHECK.is_valid(changed) is is_taken(changed) is quickly_valid(changed), path
    assert len(seen) > 150
    assert is_taken(data)


def shortened(data: Any) -> Any:
    """Return JSON data with one object of each list, which is quick and loses no kind."""
    if isinstance(data, dict):
        return {key: shortened(value) for key, value in data.items()}
    if isinstance(data, list) and data and isinstance(data[0], dict):
        return [shortened(data[0])]
    return data


def is_taken(data: Any) -> bool:
    try:
        strict.from_json(data, PlanJson)
    except strict.Unfit:
        return False
    return True


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in JSON data."""
    if path:
        yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, (dict, list)):
            yield from places(value, (*path, key))
        else:
            yield (*path, key)


def changes(data: Any, path: tuple[Any, ...]) -> Iterator[Any]:
    """Yield the data with another value at a path, or with a key more or less there."""
    others: tuple[Any, ...] = (
        None,
        True,
        0,
        -1,
        1.5,
        "",
        "x",
        "2026-02-30",
        "a.b",
        "a:b.c",
        [],
        ["x", "x"],
        {},
    )
    *way, last = path
    for other in others:
        changed = copy.deepcopy(data)
        functools.reduce(operator.getitem, way, changed)[last] = other
        yield changed
    found = functools.reduce(operator.getitem, path, data)
    if isinstance(found, dict):
        for key in (*found, "surplus"):
            changed = copy.deepcopy(data)
            there = functools.reduce(operator.getitem, path, changed)
            there[key] = 1
            if key in found:
                del there[key]
            yield changed


def test_a_text_that_is_no_plan_is_refused_with_its_place() -> None:
    """A key given twice, NaN, and every value that is not what it must be."""
    text = dumps(small.planned())
    for old, new, fault in (
        ('"case_id":', '"case_id":"P","case_id":', "case_id: found the same key twice"),
        ('"needed":', '"needed":NaN,"x":', "workup.needed: found NaN"),
    ):
        assert old in text
        with pytest.raises(CaseError, match=fault):
            loads(text.replace(old, new, 1))
    wrong = text.replace('"mdt_required":true', '"mdt_required":1').replace(
        '"as_of":"2', '"as_of":"'
    )
    with pytest.raises(strict.Unfit) as refused:
        loads(wrong)
    assert [fault.path for fault in refused.value.faults] == [
        "as_of",
        "mdt_required",
        "receipt.as_of",
    ]
