"""Texts that say several fields at once: "3/10 HPF" is a count and its fields, "2/14" are nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_BESIDE = r"\s*(?:/|per|in|out of|of)\s*"
_MITOSES = re.compile(
    r"(?P<count>(?:<=|>=|<|>|≤|≥)?\s*\d+(?:\.\d+)?(?:\s*[-–]\s*\d+)?)"
    r"\s*(?:mitos[ei]s|mitotic figures?)?"
    rf"{_BESIDE}(?P<fields>\d+)?\s*(?:hpfs?|high[- ]power(?:ed)?[- ]fields?)",
    re.IGNORECASE,
)
_NODES = re.compile(
    rf"(?P<positive>\d+){_BESIDE}(?P<examined>\d+)(?:\s*(?:lymph nodes?|nodes?|ln))?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def _number(text: str) -> float | str:
    plain = text.strip()
    if plain.isdecimal():
        return int(plain)
    return float(plain) if plain.replace(".", "", 1).isdecimal() else plain


def _mitoses(text: str) -> dict[str, Any]:
    found = _MITOSES.fullmatch(text.strip())
    if found is None:
        return {}
    return {
        "mitoses_counted": _number(found["count"]),
        "mitoses_hpf": int(found["fields"] or 1),
    }


def _nodes(text: str) -> dict[str, Any]:
    found = _NODES.fullmatch(text.strip())
    if found is None:
        return {}
    return {
        "nodes_positive": int(found["positive"]),
        "nodes_examined": int(found["examined"]),
    }


def _nodes_of_category(text: str) -> dict[str, Any]:
    """Return the nodes that stand in brackets behind a category: pN1 (2/14)."""
    for inside in _IN_BRACKETS.findall(text):
        if nodes := _nodes(inside):
            return nodes
    return {}


_CYCLES = re.compile(
    r"(?<![\w.])(?P<first>\d{1,2})\s*(?:x|times)(?![a-z])(?!\s*\d{1,2}\b(?!\s*(?:m?g|[.,]\d|gbq)))"
    r"|(?<![\w.])x\s*(?P<times>\d{1,2})(?![\w.])"
    r"|(?<![\w.])(?P<cycles>\d{1,2})\s*(?:cycles?|courses?|sessions?)(?![a-z])",
    re.IGNORECASE,
)


def _cycles(text: str) -> dict[str, Any]:
    """Return how often a treatment was given, where one number says so."""
    found = {int(n) for one in _CYCLES.finditer(text) for n in one.groups() if n}
    return {"cycles": found.pop()} if len(found) == 1 else {}


_WEEK = re.compile(
    r"pregnant[\s,;:(]*(?:in\s+)?(?:week\s*|wk\s*)?(?P<week>\d{1,2})"
    r"(?:\+\d)?(?:/40)?(?:st|nd|rd|th)?\s*(?:weeks?|wks?)?\)?"
    r"|(?P<weeks>\d{1,2})(?:\+\d)?\s*(?:weeks?|wks?)\s*(?:pregnant|of gestation|gestation)",
    re.IGNORECASE,
)


def _pregnant(text: str) -> dict[str, Any]:
    found = _WEEK.fullmatch(text.strip())
    if found is None:
        return {}
    week = int(found["week"] or found["weeks"])
    return {"pregnancy_status": "pregnant", "pregnancy_week": week}


_INSTEAD: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "pregnancy_status": _pregnant,
    "mitoses_per_2mm2": _mitoses,
    "mitoses_counted": _mitoses,
    "nodes_positive": _nodes,
    "nodes_examined": _nodes,
}
_BESIDE_IT: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "n_category": _nodes_of_category,
    "therapy": _cycles,
}


def said_instead(field: str, written: Any) -> dict[str, Any]:
    """Return the fields that a text says, where it is kept as those; empty for any other."""
    read = _INSTEAD.get(field)
    return read(written) if read is not None and isinstance(written, str) else {}


def also_said(field: str, written: Any) -> dict[str, Any]:
    """Return the fields that a text says beside the one that it is kept in; empty for none."""
    read = _BESIDE_IT.get(field)
    return read(written) if read is not None and isinstance(written, str) else {}
