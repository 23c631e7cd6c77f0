"""Which of the installed plugins may take part, and at which layer: the administrator's list.

The list is a TOML file with a table for each plugin::

    [clinic]
    version = "1.0"
    digest = "9f86d081..."        # of the files that were reviewed
    layer = "institution"
    required = true               # no plan without it

Base and bundled plugins are allowed by the program itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from attrs import frozen

from nettui.boundary.form import Digest, Form, is_line
from nettui.plugin import admin_tables, files, locations
from nettui.plugin.discovery import BASE, Found
from nettui.plugin.problems import Problem, problem

GRANTED = ("guideline", "institution")
_BARE = re.compile("[A-Za-z0-9_-]+")  # a key of TOML that needs no quotes
_HEAD = "# Plugins that may take part in plans here. Written by: nettui plugins allow\n"


@frozen
class Allowed:
    """What the administrator reviewed and allowed."""

    version: Annotated[str, Form(check=is_line, wanted='text such as "1.0"')]
    digest: Digest
    layer: Annotated[str, Form(choices=GRANTED)]
    required: bool = False


AllowList = Mapping[str, Allowed]
_NEEDS = (
    "Each table needs version and digest (64 hexadecimal digits) as text, layer as one of "
    f"{' and '.join(GRANTED)}, and required, if given, as true or false"
)


def read(path: Path) -> AllowList:
    """Return the list, empty when there is none. Raises `Faulty` with all that is wrong with it."""
    return admin_tables.read(path, Allowed, _NEEDS)


def written(allowed: AllowList) -> str:
    """Return the text of the file."""
    blocks = [_HEAD]
    for name, item in sorted(allowed.items()):
        lines = [
            # A text of JSON is a text of TOML.
            f"[{name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)}]",
            f"version = {json.dumps(item.version)}",
            f'digest = "{item.digest}"',
            f'layer = "{item.layer}"',
        ]
        if item.required:
            lines.append("required = true")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def decide(
    found: Iterable[Found], allowed: AllowList
) -> tuple[list[tuple[Found, str]], list[Problem]]:
    """Return who may take part with the layer of each, and what is wrong with the others."""
    granted: list[tuple[Found, str]] = []
    problems: list[Problem] = []
    for plugin in found:
        if plugin.bundled:
            granted.append((plugin, "base" if plugin.name == BASE else "guideline"))
            continue
        entry = allowed.get(plugin.name)
        if entry is None:
            problems.append(problem("not_allowed", plugin.name))
            if plugin.faults:
                about = {"name": plugin.distribution, "fault": " ".join(plugin.faults)}
                where = str(plugin.folder / plugin.info)
                problems.append(problem("neighbour_faulty", "", where, **about))
            continue
        doubt = doubted(plugin) or _changed(plugin, entry)
        if doubt:
            problems.append(doubt)
        else:
            granted.append((plugin, entry.layer))
    return granted, problems


def absent(names: Iterable[str], allowed: AllowList) -> list[Problem]:
    """Return what the list names and is not installed."""
    shown = locations.allow_list()
    known = set(names)
    return [problem("not_installed", name, list=shown) for name in allowed if name not in known]


def doubted(plugin: Found) -> Problem | None:
    """Return why a plugin cannot be allowed at all, None when it can."""
    if not re.fullmatch("[a-z][a-z0-9_-]*", plugin.name):
        return problem("name_faulty", plugin.name)
    if plugin.editable:
        return problem("editable", plugin.name)
    if plugin.faults:
        about = {"distribution": plugin.distribution, "fault": " ".join(plugin.faults)}
        return problem("metadata_faulty", plugin.name, **about)
    needs = [name for name in plugin.needs if name != "nettui"]
    if needs:
        return problem("depends", plugin.name, names=" and ".join(needs))
    return next(files.faults(plugin), None)


def _changed(plugin: Found, entry: Allowed) -> Problem | None:
    """Return in what a plugin differs from what was allowed, None when it does not."""
    if plugin.version != entry.version:
        return problem(
            "other_version",
            plugin.name,
            installed=plugin.version,
            allowed=entry.version,
            layer=entry.layer,
        )
    try:
        digest = plugin.digest
    except OSError as fault:
        return files.missing(plugin, fault)
    if digest != entry.digest:
        return problem(
            "other_files",
            plugin.name,
            installed=digest[:12],
            allowed=entry.digest[:12],
            layer=entry.layer,
        )
    return None
