"""Where rules speak, in words: a file for each plugin in ``where/``, a section for each stage.

A rule's lines are its name with the record that meets it, and below it the axes on which it does
not speak everywhere: where it speaks (``all but`` names where it is silent instead), and where it
is left open. What is named in neither is silent. Rules that speak alike share their lines.

``2.0 to 5.0`` are these numbers and those between them; ``liver_only`` stands for all places that
begin with ``liver_only/``.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from nettui.engine.language.stages import STAGES
from tests.plugins.axes import AXES

FOLDER = Path(__file__).with_name("where")
SIGNS = "-?+"
"""By truth: silent, open, it speaks. A rule has a sign for each place of an axis, in its order."""
WIDTH = 100
NEAR = "near"
"""The record of the near misses, which most rules have."""

Signs = Mapping[str, str]
"""By axis, those axes on which a rule does not speak everywhere."""


# --- reading -------------------------------------------------------------------------------------


def read() -> tuple[dict[str, str], dict[str, Signs]]:
    """Return the record of each rule (`NEAR` or the path of a case), and what it says where."""
    records: dict[str, str] = {}
    said: dict[str, Signs] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        section, sharing, text = "", list[str](), ""
        for line in [*path.read_text("utf-8").splitlines(), "=="]:
            if line.startswith(" "):
                text = f"{text} {line.strip()}"
            elif line and not line.startswith("#"):
                if text or line.startswith("=="):
                    said.update(dict.fromkeys(sharing, _signs(text)))
                    sharing, text = [], ""
                if line.startswith("=="):
                    section = line.strip("= ")
                else:
                    name, _, record = line.partition(" ")
                    sharing.append(f"{path.stem}:{section}.{name}")
                    records[sharing[-1]] = record.strip() or NEAR
    return records, said


def _signs(text: str) -> dict[str, str]:
    parts = [part.partition(": ") for part in text.split(" · ")] if text.strip(" .") else []
    return {axis.strip(): _of(axis.strip(), told.strip()) for axis, _, told in parts}


def _of(axis: str, told: str) -> str:
    speaks, _, left_open = told.partition("; open ")
    but = speaks.removeprefix("all but ")
    others = "+" if but != speaks or speaks == "everywhere" else "-"
    named = {"everywhere": [], "nowhere": []}.get(but) or _places(axis, but)
    is_open = _places(axis, left_open) if left_open else []
    return "".join(
        "?" if place in is_open else "+-"[others == "+"] if place in named else others
        for place in AXES[axis]
    )


def _places(axis: str, told: str) -> list[str]:
    if told in ("everywhere", "nowhere"):
        return []
    every, found = list(AXES[axis]), list[str]()
    for word in told.split(", "):
        first, to, last = word.partition(" to ")
        if word in every:
            found.append(word)
        elif to and {first, last} <= {*every}:
            found += every[every.index(first) : every.index(last) + 1]
        else:
            within = [place for place in every if place.startswith(f"{word}/")]
            assert within, f"{axis} has no place {word!r}"
            found += within
    return found


# --- writing -------------------------------------------------------------------------------------


def written(plugin: str, records: Mapping[str, str], said: Mapping[str, Signs]) -> str:
    """Return what the file of a plugin says."""
    own = sorted((name for name in records if name.startswith(f"{plugin}:")), key=_order)
    lines = [f"# Where each rule of {plugin} speaks: see where_text.py."]
    for section, names in groupby(own, key=_section):
        lines += ["", f"== {section} =="]
        alike: dict[str, list[str]] = {}
        for name in names:
            alike.setdefault(_text(said[name]), []).append(name)
        for text, sharing in alike.items():
            for name in sharing:
                record = "" if records[name] == NEAR else f"  {records[name]}"
                lines.append(f"{name.partition('.')[2]}{record}")
            lines += _wrapped(text)
    return "\n".join([*lines, ""])


def _wrapped(text: str) -> list[str]:
    """Return the indented lines of a text, none of which ends within the name of a place."""
    whole = re.sub(r"(?<![,;·:]) (?!·)", "\xa0", text)
    indent = "    "
    lines = textwrap.wrap(
        whole, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
    return [line.replace("\xa0", " ") for line in lines]


def _section(name: str) -> str:
    return name.partition(":")[2].partition(".")[0]


def _order(name: str) -> tuple[int, str, str]:
    """Stages come first, as the plan has them; then options, with what is said of each."""
    section = _section(name)
    stage = STAGES.index(section) if section in STAGES else len(STAGES)
    return stage, section, name


def _text(signs: Signs) -> str:
    told = [f"{axis}: {_words(axis, signs[axis])}" for axis in AXES if axis in signs]
    return " · ".join(told) or "."


def _words(axis: str, signs: str) -> str:
    by = {sign: _named(axis, signs, sign) for sign in SIGNS}
    speaks, silent, left_open = by["+"], by["-"], by["?"]
    if not speaks:
        text = "nowhere"
    elif not silent and len(speaks) >= len(left_open):
        text = "everywhere"
    else:
        others = "all but " + ", ".join(silent)
        text = min(", ".join(speaks), others, key=len) if silent else ", ".join(speaks)
    return f"{text}; open {', '.join(left_open)}" if left_open else text


def _named(axis: str, signs: str, sign: str) -> list[str]:
    """Return the places with a sign, those that follow one another in few words."""
    every = dict(zip(AXES[axis], signs, strict=True))
    found: list[str] = []
    for place, own in every.items():
        group = place.partition("/")[0]
        within = [s for other, s in every.items() if other.startswith(f"{group}/")]
        whole = "/" in place and set(within) == {sign} and group not in every
        if own == sign and (not whole or group not in found):
            found.append(group if whole else place)
    return [word for run in _runs(found, list(every)) for word in _short(run)]


def _runs(found: Sequence[str], every: Sequence[str]) -> Iterator[list[str]]:
    """Yield numbers that follow one another on the axis together, all else alone."""
    run: list[str] = []
    for word in found:
        follows = run and _is_number(word) and _is_number(run[-1])
        if follows and every.index(word) == every.index(run[-1]) + 1:
            run.append(word)
        else:
            if run:
                yield run
            run = [word]
    if run:
        yield run


def _short(run: Sequence[str]) -> Iterable[str]:
    return run if len(run) < 3 else [f"{run[0]} to {run[-1]}"]


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"\d+\.\d+", word))
