"""Plugins read in processes of their own: what they do there hurts nobody and is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nettui.engine.language import stages
from nettui.engine.protocol.assemble import Contribution
from nettui.plugin.collect import collect
from nettui.plugin.discovery import Found, find
from nettui.plugin.problems import Problem
from tests.plugin.given import HERE, given
from tests.plugin.installed import install, install_text

# They are read once, for all tests.
pytestmark = pytest.mark.xdist_group("collected")

READ = (
    "forbidden",
    "hook_arguments",
    "hook_options",
    "hung",
    "killed",
    "mistake",
    "mutated",
    "no_card",
    "not_the_same",
    "prints",
    "raised",
    "rubbish",
    "too_much",
    "unknown_hook",
    "unmarked_hook",
)
CARD = """
from nettui.plugin.api import Card, Judgement, hookimpl

@hookimpl
def nettui_card():
    return Card(name="{name}", version="1", api=1, purpose="Test.", contact="Nobody.")
"""
ODD = {
    "exits": ("raised", "import sys\nsys.exit(0)"),
    "recurses": ("raised", "def f(): f()\nf()"),
    "memory": ("raised", "x = bytearray(4 << 30)"),
    "network": ("forbidden", "import socket\nsocket.create_connection(('127.0.0.1', 9), 1)"),
    "writes": ("forbidden", "open('/tmp/nettui-test-written', 'w')"),
    "deletes": ("forbidden", "import os\nos.remove('/tmp/nettui-test-written')"),
    "shell": ("forbidden", "import os\nos.system('true')"),
    "segfault": ("killed", "import os, signal\nos.abort()"),
    "syntax": ("raised", "def ("),
    "import_": ("raised", "import no_such_module_anywhere"),
    "classes": (
        "mutated",
        "from nettui.engine.language.rules import Rule\nRule.__init__ = lambda self: None",
    ),
    "none": ("rubbish", "@hookimpl\ndef nettui_systemic(): pass"),
    "endless": (
        "hung",
        "import itertools\n@hookimpl\ndef nettui_systemic():\n    return itertools.count()\n"
        "while True: pass",
    ),
}


@pytest.fixture(scope="module")
def collected(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, Contribution], dict[str, list[Problem]]]:
    """All of them read in one go, a good one last: by name what they gave and what is wrong."""
    folder = tmp_path_factory.mktemp("site")
    for kind in READ:
        install(folder, f"bad/{kind}")
    for name, (_, text) in ODD.items():
        install_text(folder, f"odd_{name}", CARD.format(name=f"odd_{name}") + text + "\n")
    install(folder, "good/house", name="zz-house")
    found, _ = find([str(folder)])
    ours = [(plugin, "institution") for plugin in found if not plugin.bundled]
    made, problems = collect(ours, seconds=2)
    by_name: dict[str, list[Problem]] = {}
    for problem in problems:
        by_name.setdefault(problem.plugin, []).append(problem)
    return {c.origin: c for c in made}, by_name


Collected = tuple[dict[str, Contribution], dict[str, list[Problem]]]


@pytest.mark.slow
@pytest.mark.parametrize("kind", READ)
def test_what_goes_wrong_while_it_is_read_is_named(collected: Collected, kind: str) -> None:
    made, problems = collected
    assert [p.kind for p in problems[kind]] == [kind]
    (problem,) = problems[kind]
    assert (kind in made) is not problem.grave
    if kind not in ("hung", "killed", "mutated", "no_card", "not_the_same", "prints", "too_much"):
        assert problem.where.rpartition(":")[0].endswith(f"/{kind}.py")


@pytest.mark.parametrize("name", ODD)
def test_odd_things_are_told_too(collected: Collected, name: str) -> None:
    made, problems = collected
    assert f"odd_{name}" not in made
    assert ODD[name][0] in [p.kind for p in problems[f"odd_{name}"]]


def test_none_of_them_hurts_the_one_that_is_read_last(collected: Collected) -> None:
    """Nor this process: its own words are what they were, and no file was written."""
    made, problems = collected
    assert "house" not in problems
    assert made["house"].card["name"] == "house"
    assert "anything" not in stages.ROLES
    assert not Path("/tmp/nettui-test-written").exists()


def test_what_a_process_gives_is_what_the_hooks_give(collected: Collected) -> None:
    assert collected[0]["house"].digest == given("good/house").digest


def test_what_was_printed_is_told_on_one_line(collected: Collected) -> None:
    (problem,) = collected[1]["prints"]
    assert problem.what.startswith("It printed: hello")
    assert "\n" not in problem.what


def test_every_bad_file_belongs_to_a_test() -> None:
    from tests.plugin.test_check import CHECKED

    files = {path.stem for path in (HERE / "bad").glob("*.py")}
    assert files == set(READ) | set(CHECKED)


def test_a_reader_that_answers_nothing_refuses_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the machine has no memory left: nothing is taken, nobody waits."""
    monkeypatch.setattr("sys.executable", "/bin/false")
    plugin = Found("house", "house", "house", "1", HERE / "good")
    made, (problem,) = collect([(plugin, "institution")])
    assert made == []
    assert problem.kind == "killed"


# Becomes the parent of whatever is left behind, where the system knows how (Linux).
ALONE = """
import ctypes, os, sys
from nettui.plugin.collect import collect
from nettui.plugin.discovery import find

adopt = getattr(ctypes.CDLL(None), "prctl", None)
if adopt:
    adopt(36, 1, 0, 0, 0)
found, _ = find([sys.argv[1]])
made, problems = collect([(p, "guideline") for p in found if not p.bundled], seconds=1)
try:
    print([p.kind for p in problems], os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print([p.kind for p in problems], "no child")
"""


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    """Asked in a process of its own: other tests of this one may still have children."""
    for kind in ("hung", "killed"):
        install(tmp_path, f"bad/{kind}")
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "['hung', 'killed'] no child\n"
