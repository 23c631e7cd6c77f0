"""On which line of a case file each value stands, for messages only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(r'\n|"(?:[^"\\\n]|\\.)*"|[][{}:,]|[^][{}:,"\s]+')


def of_toml(text: str) -> Mapping[str, int]:
    """Return the line of each key of a TOML text, as well as that can be told from its lines."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    here = ""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("[["):
            name = stripped.strip("[] \t")
            counts[name] = counts.get(name, -1) + 1
            here = f"{name}[{counts[name]}]"
            found.setdefault(here, number)
        elif stripped.startswith("["):
            here = stripped.partition("]")[0].strip("[ \t")
            found.setdefault(here, number)
        elif "=" in stripped and not stripped.startswith("#"):
            key = stripped.partition("=")[0].strip().strip('"')
            found.setdefault(f"{here}.{key}" if here else key, number)
    return found


def of_json(text: str) -> Mapping[str, int]:
    """Return the line of each key and list item of a JSON text that has more than one."""
    found: dict[str, int] = {}
    if "\n" in text.strip():
        for path, line, _ in json_places(text):
            found.setdefault(path, line)
    return found


def json_places(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield path, line and word of each key (its colon) and each value, in the order of the text.

    The text is taken to be well-formed; of any other, the places before its fault are right.
    """
    line, path, key = 1, "", ""
    outer: list[tuple[str, int | None]] = []  # the path of each open table or list; items so far
    for word in _TOKEN.findall(text):
        place, count = outer[-1] if outer else ("", None)
        match word:
            case "\n":
                line += 1
            case "]" | "}":
                if outer:
                    outer.pop()
                path = key = ""
            case ",":
                if count is not None:
                    outer[-1] = (place, count + 1)
                    path = f"{place}[{count + 1}]"
                else:
                    path = ""
            case ":":
                path = f"{place}.{key}" if place else key
                yield path, line, word
            case _ if word.startswith('"') and outer and count is None and not path:
                key = json.loads(word, strict=False)
            case _:
                yield path, line, word
                if word in "[{":
                    outer.append((path, 0 if word == "[" else None))
                    path = f"{path}[0]" if word == "[" else ""
