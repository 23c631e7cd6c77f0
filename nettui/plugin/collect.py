"""What allowed plugins give, each read in a short-lived process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from nettui.engine.protocol.assemble import Contribution
from nettui.plugin import bundled
from nettui.plugin.discovery import Found
from nettui.plugin.hookspecs import HOOKS
from nettui.plugin.problem_kinds import KINDS
from nettui.plugin.problems import Problem, problem


def collect(
    plugins: Sequence[tuple[Found, str]], seconds: float = 10
) -> tuple[list[Contribution], list[Problem]]:
    """Return what each plugin gives at its layer, and what is wrong with the others.

    ``seconds`` is how long each may compute; waiting, or on a computer that is busy with other
    things, it has three times as long. This process runs nothing of theirs.
    """
    asked = [{**_asked(plugin), "seconds": seconds} for plugin, _ in plugins]
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "nettui.plugin.reader_process"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            check=False,
            timeout=60 + 4 * seconds * len(plugins),
            # What administrators have in their environment is not for plugins to read.
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        )
        answered = done.stdout
    except subprocess.TimeoutExpired as late:
        answered = late.stdout or b""
    # A line without its end is the half of an answer.
    lines = answered.split(b"\n")[:-1]
    given: list[Contribution] = []
    problems: list[Problem] = []
    for n, (plugin, layer) in enumerate(plugins):
        if n >= len(lines):
            problems.append(problem("killed", plugin.name, how="its reader ended"))
            continue
        found, wrong = _taken(plugin.name, layer, json.loads(lines[n]))
        problems += wrong
        if found and not any(p.grave for p in wrong):
            given.append(found)
    return given, problems


def _asked(plugin: Found) -> dict[str, Any]:
    """Return what the reader must know of a plugin: ``own`` are the files that it may read."""
    asked: dict[str, Any] = {
        "name": plugin.name,
        "module": plugin.module,
        "folder": str(plugin.folder),
        "own": [str(plugin.folder / name) for name in plugin.files],
    }
    if plugin.bundled:
        home = str(bundled.folder())
        asked |= {"home": home, "own": [home, *map(str, plugin.folder.glob(f"{plugin.package}*"))]}
    return asked


def _taken(name: str, layer: str, answer: Any) -> tuple[Contribution | None, list[Problem]]:
    """Return an answer as a contribution; anything that is not shaped like one is refused."""
    try:
        problems = [_told(name, *told) for told in answer["problems"]]
        card = dict(answer["card"])
        given = {hook: tuple(map(dict, answer["given"][hook])) for hook in answer["given"]}
        if set(given) <= set(HOOKS):
            return Contribution(name, layer, card, given), problems
    except (KeyError, TypeError, ValueError):
        pass
    about = {"hook": "Its process", "what": "something else than verbs", "wanted": "verbs only"}
    return None, [problem("rubbish", name, **about)]


def _told(name: str, kind: str, where: str, words: dict[str, object]) -> Problem:
    if kind not in KINDS or not isinstance(where, str):
        raise ValueError(kind)
    return problem(kind, name, where, **words)
