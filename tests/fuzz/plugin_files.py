"""Files of whoever administers nettui, of plugins and of accounts: used, or refused in words.

Each kind of file has texts that are right, from which the others are made, and a check.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen

from nettui.desk import export_folder
from nettui.plugin import policy, sign_off
from nettui.plugin.discovery import find
from nettui.plugin.distribution import read
from nettui.plugin.locations import Faulty
from nettui.plugin.policy import Allowed
from nettui.plugin.problems import Problem
from nettui.store.errors import NotOpened
from nettui.store.location import configured
from nettui.tui import settings
from tests.fuzz.case_data import to_json, to_toml
from tests.fuzz.hostile import DATES, NUMBERS, TEXTS
from tests.fuzz.mutators import misspelt, mutate
from tests.fuzz.outcome import Outcome, Wrong, looked_at
from tests.fuzz.sandbox import Sandbox

DIGEST = "9f" * 32
_BY_COMMAND = 0.01  # of the files are looked at through a command too, which reads all else anew


@frozen
class Input:
    """A file of a kind: what it holds, and whether a command reads it too."""

    kind: str
    name: str
    data: bytes
    by_command: bool


# --- what reads them ---------------------------------------------------------------------------


def _allow_list(path: Path, _box: Sandbox) -> Outcome:
    try:
        allowed = policy.read(path)
    except Faulty as fault:
        return _said(str(fault))
    again = path.with_name("again.toml")
    again.write_text(policy.written(allowed), "utf-8")
    if policy.read(again) != allowed:
        raise Wrong("an allow-list differs after it was written and read again")
    return Outcome.TAKEN


def _sign_offs(path: Path, box: Sandbox) -> Outcome:
    _, problems = sign_off.counted(box.protocol, path)
    _told(problems)
    try:
        signed = sign_off.read(path)
    except Faulty as fault:
        return _said(str(fault))
    again = path.with_name("again.toml")
    again.write_text(sign_off.written(signed), "utf-8")
    if sign_off.read(again) != signed:
        raise Wrong("sign-offs differ after they were written and read again")
    return Outcome.TAKEN


def _store_configuration(path: Path, _box: Sandbox) -> Outcome:
    try:
        configured(path)
    except NotOpened as refused:
        return _said(str(refused))
    return Outcome.TAKEN


def _export_folder(_path: Path, _box: Sandbox) -> Outcome:
    try:
        export_folder.configured()
    except export_folder.NoFolder as refused:
        return _said(str(refused))
    return Outcome.TAKEN


def _likings(path: Path, _box: Sandbox) -> Outcome:
    found = settings.read(path)
    for fault in found.faults:
        _said(fault)
    if refused := settings.write(found, path):
        raise Wrong(f"settings that were read are not written: {refused}")
    if settings.read(path).faults or settings.read(path) != found:
        raise Wrong("settings differ after they were written and read again")
    return Outcome.REFUSED if found.faults else Outcome.TAKEN


def _metadata(path: Path, box: Sandbox) -> Outcome:
    one = read(path.parent)
    entry = Allowed(one.version, DIGEST, "institution")
    found, problems = find([str(box.site)])
    outside = [plugin for plugin in found if not plugin.bundled]
    granted, doubts = policy.decide(found, {plugin.name: entry for plugin in outside})
    _told([*problems, *doubts, *filter(None, map(policy.doubted, outside))])
    is_taken = any(not plugin.bundled for plugin, _ in granted)
    return Outcome.TAKEN if is_taken or not (problems or doubts) else Outcome.REFUSED


def _told(problems: Iterable[Problem]) -> None:
    for problem in problems:
        _said(str(problem))


def _said(text: str) -> Outcome:
    """Look at what is said of a fault: it is said, and can be written to a file or a stream."""
    if not text.strip():
        raise Wrong("a fault is said in no words")
    text.encode()
    return Outcome.REFUSED


@frozen
class Kind:
    """Files of one kind by name, each with a text that is right; where it lies, what reads it."""

    files: Mapping[str, str]
    place: Callable[[Sandbox], Path]
    check: Callable[[Path, Sandbox], Outcome]


_SIGNED = f"""
version = 1
digest = "{DIGEST}"
by = "Head of the NET board"
role = "oncologist"
on = 2027-01-31
note = "read against the label"
"""
KINDS: Mapping[str, Kind] = {
    "allow-list": Kind(
        {
            "plugins.toml": policy.written(
                {
                    "house": Allowed("1.0", DIGEST, "institution", required=True),
                    "clinic": Allowed("2.1b", DIGEST, "guideline"),
                }
            )
        },
        lambda box: box.etc,
        _allow_list,
    ),
    "sign-offs": Kind(
        {
            "sign-offs.toml": f"""["therapies:systemic.cabozantinib"]{_SIGNED}
["base:systemic.ssa"]{_SIGNED}"""
        },
        lambda box: box.etc,
        _sign_offs,
    ),
    "store": Kind(
        {
            "store.toml": 'path = "/srv/nettui/cases.db"\nnetwork = true\n'
            'anchor_key = "/etc/nettui/key"\n'
        },
        lambda box: box.etc,
        _store_configuration,
    ),
    "exports": Kind(
        # In no folder in which one can be made.
        {"exports.toml": 'folder = "/proc/nettui/exports"\n'},
        lambda box: box.etc,
        _export_folder,
    ),
    "settings": Kind(
        {
            "terminal.toml": 'theme = "dark"\ncharacters = "ascii"\nmouse = "on"\n'
            'plan = "in full"\ntour = "seen"\n'
        },
        lambda box: box.config,
        _likings,
    ),
    "metadata": Kind(
        {
            "METADATA": "Metadata-Version: 2.1\nName: house\nVersion: 1.0\n"
            "Requires-Dist: nettui\nRequires-Dist: pytest; extra == 'test'\n\nA plugin.\n",
            "entry_points.txt": "[console_scripts]\nhouse = house:main\n[nettui]\nhouse = house\n",
            "RECORD": "house.py,sha256=x,1\nhouse-1.0.dist-info/METADATA,sha256=y,2\n"
            '"a, b.py",,\n../../../bin/house,,\nhouse-1.0.dist-info/RECORD,,\n',
            "direct_url.json": '{"url": "file:///srv/house", "dir_info": {"editable": false}}',
        },
        lambda box: box.site / "house-1.0.dist-info",
        _metadata,
    ),
}


def run(given: Input, box: Sandbox) -> Outcome:
    """Put the file where it belongs among others that are right, and have it read."""
    kind = KINDS[given.kind]
    _install(box)
    path = kind.place(box) / given.name
    path.write_bytes(given.data)
    path.chmod(0o644)
    outcome = kind.check(path, box)
    if given.by_command:
        if given.kind == "settings":
            path.write_bytes(given.data)  # it was written anew
        for words in (("plugins", "list"), ("case", "list", "--store="), ("doctor",)):
            said = box.run(*words)
            looked_at(said.code, said.out, said.err)
    return outcome


def _install(box: Sandbox) -> None:
    """Install a plugin that is right, and take away what an input before has left."""
    box.unpublish()
    box.clean(box.site, box.etc, box.config)
    info = KINDS["metadata"].place(box)
    info.mkdir()
    for name, text in KINDS["metadata"].files.items():
        (info / name).write_text(text, "utf-8")
    (box.site / "house.py").write_text("", "utf-8")


# --- how they are made -------------------------------------------------------------------------


def make(chance: Random) -> Input:
    """Return a file of any kind, changed."""
    kind = chance.choice([*KINDS])
    name, text = chance.choice([*KINDS[kind].files.items()])
    data = text.encode()
    if chance.random() < 0.5 and name.endswith((".toml", ".json")):
        is_toml = name.endswith(".toml")
        held = replaced(chance, tomllib.loads(text) if is_toml else json.loads(text))
        data = (to_toml if is_toml else to_json)(held if isinstance(held, dict) else {"a": held})
        if chance.random() < 0.3:
            data = mutate(chance, data)
    else:
        data = mutate(chance, data)
    return Input(kind, name, data, chance.random() < _BY_COMMAND)


def replaced(chance: Random, data: Any) -> Any:
    """Return data with some of the values, keys and tables replaced."""
    share = chance.choice((0.02, 0.1, 0.3))

    def other(item: Any) -> Any:
        if chance.random() < share:
            if isinstance(item, str) and item and chance.random() < 0.5:
                return misspelt(chance, item)
            return chance.choice((*TEXTS, *NUMBERS, *DATES, None, [], {}, [1], {"a": 1}, [{}]))
        if isinstance(item, dict):
            return {
                misspelt(chance, name) if chance.random() < share / 3 else name: other(one)
                for name, one in item.items()
            }
        return [other(one) for one in item] if isinstance(item, list) else item

    return other(data)
