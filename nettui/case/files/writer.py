"""A case becomes plain data, TOML or JSON: the same bytes for the same case."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs

from nettui.case.base.dates import PartialDate
from nettui.case.base.quantity import Quantity
from nettui.case.files.remark import remark
from nettui.case.record.case import LISTS, SECTIONS, Case, CaseFile

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def plain(file: CaseFile) -> dict[str, Any]:
    """Return a case file as plain data, in the order in which it is written."""
    case = file.case
    data: dict[str, Any] = {}
    if file.title:
        data["title"] = file.title
    if file.as_of is not None:
        data["as_of"] = file.as_of
    data["case_id"] = case.case_id
    for name in attrs.fields_dict(Case):
        part = getattr(case, name)
        if name in SECTIONS:
            fields = given(part)
            if fields:
                data[name] = fields
        elif name in LISTS and part:
            data[name] = [given(entry) for entry in part]
    if case.marks:
        data["marks"] = {name: given(case.marks[name]) for name in sorted(case.marks)}
    expect = given(file.expect)
    if expect:
        data["expect"] = expect
    return data


def whole(file: CaseFile) -> dict[str, Any]:
    """Return a case file as plain data with the remark on it, which TOML has as a comment."""
    told = remark(file)
    return {"comment": told, **plain(file)} if told else plain(file)


def given(part: Any) -> dict[str, Any]:
    """Return what a part of a case, or one of its entries, holds, as plain data."""
    cls: Any = type(part)
    values = ((name, _data(getattr(part, name))) for name in _written(cls))
    return {name: value for name, value in values if value is not None}


def held(part: Any, name: str) -> Any:
    """Return one field of what `given` returns, None where it holds nothing."""
    cls: Any = type(part)
    return _data(getattr(part, name)) if name in _written(cls) else None


@cache
def _written(cls: Any) -> tuple[str, ...]:
    """Return the fields of a part that are written; others follow from them."""
    return tuple(f.name for f in attrs.fields(cls) if f.init)


def _data(value: Any) -> Any:
    """Return a value as plain data, None for an empty list."""
    if isinstance(value, Quantity):
        return value.as_entered
    if isinstance(value, frozenset):
        value = sorted(value)
    return (list(value) or None) if isinstance(value, (tuple, list)) else value


def dumps_json(file: CaseFile) -> str:
    """Write a case file as JSON."""
    return json.dumps(whole(file), ensure_ascii=False, indent=2, default=_iso) + "\n"


def _iso(value: Any) -> str:
    if isinstance(value, (datetime.date, PartialDate)):
        return value.isoformat()
    raise TypeError(value)


def dumps_toml(file: CaseFile) -> str:
    """Write a case file as TOML, after its leading comment."""
    lines: list[str] = []
    tables: list[str] = []
    for name, value in plain(file).items():
        if isinstance(value, dict):
            tables += ["", f"[{name}]", *toml_pairs(value)]
        elif isinstance(value, list):
            for entry in value:
                tables += ["", f"[[{name}]]", *toml_pairs(entry)]
        else:
            lines += toml_pairs({name: value})
    return file.comment + "\n".join([*lines, *tables]) + "\n"


def toml_pairs(table: Mapping[str, Any]) -> list[str]:
    """Return the lines of a table of TOML, without an end."""
    return [f"{_toml_key(name)} = {toml_value(value)}" for name, value in table.items()]


def _toml_key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else toml_value(name)


def toml_value(value: Any) -> str:
    """Return a value as TOML writes it; a table in one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(toml_pairs(value)) + " }"
    if isinstance(value, PartialDate):  # TOML has no such date
        value = value.isoformat()
    # A JSON string without escapes beyond TOML's is a TOML string.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def case_digest(case: Case) -> str:
    """Return the SHA-256 of a case's content: not of its title, day or expectations."""
    data = json.dumps(plain(CaseFile(case=case)), sort_keys=True, ensure_ascii=False, default=_iso)
    return hashlib.sha256(data.encode()).hexdigest()
