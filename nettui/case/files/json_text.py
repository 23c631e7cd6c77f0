"""A JSON text read strictly: each key once in its object, and no number that is none."""

from __future__ import annotations

import json
from typing import Any

from nettui.case.base.faults import CaseError, CaseFault
from nettui.case.files.line_numbers import json_places


def parsed(text: str) -> Any:
    """Return the data of a JSON text. Raises `CaseError` with the place of its first fault."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            raise _twice(text)
        return made

    def no_constant(word: str) -> Any:
        path, line = next(
            ((path, line) for path, line, told in json_places(text) if told == word),
            ("file", None),
        )
        raise one(path, line, word, "a finite number")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=no_constant)
    except json.JSONDecodeError as error:
        raise one("file", error.lineno, error.msg, "a well-formed file") from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, CaseError):
            raise
        raise one("file", None, "a value that cannot be read", "a well-formed file") from None


def one(path: str, line: int | None, found: str, expected: str) -> CaseError:
    """Return a single fault as what is raised."""
    return CaseError((CaseFault(path, line, found, expected),))


def _twice(text: str) -> CaseError:
    """Return the fault of the first key that stands twice in a table of a JSON text."""
    seen = set()
    for path, line, word in json_places(text):
        if word == ":" and path in seen:
            return one(path, line, "the same key twice", "each key once")
        seen.add(path)
    return one("file", None, "the same key twice", "each key once")
