"""A plan as JSON: complete, by the schema that is shipped, and fit to be printed anywhere."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from nettui.case.codec import load
from nettui.engine.plan import plan
from nettui.exchange import library
from nettui.exchange.plan_json import SCHEMA, SCHEMA_VERSION, dumps, plan_data
from nettui.plugin.publish import current
from tests.exchange import small

FOLDER = library.folder()
CASES = library.case_files(FOLDER) if FOLDER else []
RULES = json.loads(SCHEMA.read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(RULES, format_checker=jsonschema.FormatChecker())
WITH_ALL = current()
ALONE = current(base_only=True)


def faults(data: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in CHECK.iter_errors(data)]


def test_the_schema_is_one() -> None:
    """And it is for the version that is written."""
    jsonschema.Draft202012Validator.check_schema(RULES)
    assert RULES["properties"]["schema_version"]["const"] == SCHEMA_VERSION


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_plan_of_every_library_case_is_valid(path: Path) -> None:
    """By the base protocol; of every ninth also with all bundled plugins, which takes long."""
    file = load(path)
    assert file.as_of
    for protocol in (ALONE, WITH_ALL) if path in CASES[::9] else (ALONE,):
        assert faults(json.loads(dumps(plan(file.case, file.as_of, protocol), file.title))) == []


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
    for key in data:
        assert faults({k: v for k, v in data.items() if k != key}), f"{key} may be left out"


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
