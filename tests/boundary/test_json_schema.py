"""A JSON Schema is written from the classes: what it takes, `strict` takes."""

from __future__ import annotations

from typing import Annotated, Any

import jsonschema
import pytest
from attrs import frozen

from nettui.boundary.form import Form
from nettui.boundary.json_schema import schema
from tests.boundary.test_strict import Dose


@frozen(kw_only=True)
class WholeJson:
    """The whole.

    More for programmers.
    """

    parts: tuple["PartJson", ...]  # noqa: UP037 - it stands below
    title: Annotated[str, "What it is called."]


@frozen(kw_only=True)
class PartJson:
    """A part."""

    number: Annotated[int, Form(name="number", says="From 1.", least=1)]
    dose: Dose | None = None
    rank: Annotated[int, Form(least=0)] | None


def test_classes_and_forms_are_described_once() -> None:
    """With their docstrings; what may be left out is not required, and never null."""
    made = schema(WholeJson, "Whole", "Json")
    assert made["title"] == "Whole"
    assert made["description"] == "The whole."
    assert made["properties"] == {
        "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}},
        "title": {"description": "What it is called.", "type": "string"},
    }
    assert list(made["$defs"]) == ["dose", "number", "part"]
    assert made["$defs"]["number"] == {"description": "From 1.", "type": "integer", "minimum": 1}
    part = made["$defs"]["part"]
    assert part["properties"]["dose"] == {"$ref": "#/$defs/dose"}
    assert part["required"] == ["number", "rank"]


@pytest.mark.parametrize(
    ("part", "valid"),
    [
        ({"number": 1, "rank": None}, True),
        ({"number": 1, "rank": 0, "dose": {"amount": 1, "unit": "mg"}}, True),
        ({"number": 0, "rank": None}, False),
        ({"number": 1, "rank": -1}, False),
        ({"number": 1, "rank": None, "dose": None}, False),
        ({"number": 1, "rank": None, "more": 1}, False),
        ({"number": 1}, False),
    ],
)
def test_it_is_a_schema_that_refuses(part: dict[str, Any], valid: bool) -> None:
    made = schema(WholeJson, "Whole", "Json")
    jsonschema.Draft202012Validator.check_schema(made)
    check = jsonschema.Draft202012Validator(made)
    assert check.is_valid({"title": "", "parts": [part]}) is valid


def test_two_things_of_one_name_are_a_mistake() -> None:
    """One of them would be described as the other."""

    @frozen
    class Twice:
        """Two forms."""

        a: Annotated[str, Form(name="word", pattern="a")]
        b: Annotated[str, Form(name="word", pattern="b")]

    with pytest.raises(ValueError, match="are both called word"):
        schema(Twice, "Twice")
