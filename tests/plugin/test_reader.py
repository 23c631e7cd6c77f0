"""The process in which a plugin is read: what it may reach, and how long it may take."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from nettui.engine.protocol.assemble import Contribution
from nettui.plugin.collect import collect
from nettui.plugin.discovery import find
from nettui.plugin.problems import Problem
from tests.plugin.installed import install_files, install_text

CARD = """
import os
from nettui.plugin.api import Card, Judgement, hookimpl

@hookimpl
def nettui_card():
    return Card(name="{name}", version="1", api=1, purpose="Test.", contact="Nobody.")

@hookimpl
def nettui_systemic():
    return [Judgement(id="systemic.board", says=SAYS)]

SAYS = "Weigh."
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account can read, as that of an installation."""
    made = Path(tempfile.mkdtemp(prefix="nettui-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def taken(folder: Path) -> tuple[dict[str, Contribution], dict[str, list[Problem]]]:
    """Return what the plugins there give, and what is wrong with each."""
    outside = [(p, "institution") for p in find([str(folder)])[0] if not p.bundled]
    made, problems = collect(outside, seconds=1)
    by_name: dict[str, list[Problem]] = {}
    for one in problems:
        by_name.setdefault(one.plugin, []).append(one)
    return {c.origin: c for c in made}, by_name


# What a plugin does, with the place of the test in {place} -> what is told of it.
DEEDS: Mapping[str, tuple[str, str]] = {
    "reads": ("open('{place}/secret').read()", "read '{place}/secret', a file not its own"),
    "reads_low": ("os.open('{place}/secret', os.O_RDONLY)", "read '{place}/secret'"),
    "reads_quietly": (
        "try:\n    open('{place}/secret')\nexcept Exception:\n    pass",
        "read '{place}/secret'",
    ),
    "reads_bytes": ("open(b'{place}/secret')", "read '{place}/secret'"),
    "reads_up": ("open('{place}/site/../secret')", "read '{place}/site/../secret'"),
    "reads_link": ("open('{place}/link')", "read '{place}/link'"),
    "reads_passwords": ("open('/etc/passwd')", "read '/etc/passwd'"),
    "reads_environment": ("open('/proc/self/environ')", "read '/proc/self/environ'"),
    "runs": ("exec(open('{place}/secret').read())", "read '{place}/secret'"),
    "lists": ("os.listdir('{place}')", "listed '{place}'"),
    "scans": ("list(os.scandir('/etc'))", "listed '/etc'"),
    "imports": ("import sys; sys.path.insert(0, '{place}'); import outer", "listed '{place}'"),
    "imports_unlisted": ("import unlisted", "unlisted.py'"),
    "makes": ("os.open('{place}/new', os.O_CREAT | os.O_RDONLY)", "changed files"),
    "makes_pipe": ("os.mkfifo('{place}/new')", "changed files"),
    "makes_node": ("import posix; posix.mknod('{place}/new')", "changed files"),
    "database": ("import sqlite3; sqlite3.connect('{place}/new')", "opened a database"),
    "memory_database": ("import sqlite3; sqlite3.connect(':memory:')", "opened a database"),
    "ctypes": ("import ctypes", "_ctypes"),
    "shared_memory": (
        "from multiprocessing import shared_memory\nshared_memory.SharedMemory('x', True, 9)",
        "opens files unseen",
    ),
    "leaves": ("os.chdir('/')", "left its folder"),
}


def test_what_a_plugin_reaches_for_is_named_and_no_file_is_made(folder: Path) -> None:
    (folder / "secret").write_text("not for plugins")
    (folder / "link").symlink_to("secret")
    (folder / "outer.py").write_text("")
    site = folder / "site"
    site.mkdir()
    (site / "unlisted.py").write_text("")
    for name, (text, _) in DEEDS.items():
        code = CARD.format(name=f"d_{name}") + text.format(place=folder) + "\n"
        install_text(site, f"d_{name}", code)
    made, problems = taken(site)
    for name, (_, said) in DEEDS.items():
        told = [p for p in problems.get(f"d_{name}", []) if p.kind == "forbidden"]
        assert told, name
        assert said.format(place=folder) in told[0].what, name
        assert f"d_{name}.py:" in told[0].where, name
        assert f"d_{name}" not in made
    assert not (folder / "new").exists()


def test_a_plugin_reads_its_own_files_and_what_comes_with_python(folder: Path) -> None:
    text = CARD.format(name="clinic") + (
        "import calendar, decimal, json, tomllib, zoneinfo, difflib\n"
        "from pathlib import Path\n"
        "from importlib.resources import files\n"
        "from . import rules\n"
        "SAYS = tomllib.loads(Path(__file__).with_name('rows.toml').read_text())['says']\n"
        "assert files(__package__).joinpath('rows.toml').read_text()\n"
        "assert difflib.unified_diff, calendar.monthrange(2026, 2)\n"
    )
    files = {"clinic/__init__.py": text, "clinic/rules.py": "", "clinic/rows.toml": "says = 'Ask.'"}
    install_files(folder, "clinic", files)
    made, problems = taken(folder)
    assert problems == {}
    assert made["clinic"].given["systemic"][0]["says"] == "Ask."


def test_it_is_read_in_an_empty_folder_with_an_empty_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETTUI_TEST_SECRET", "not for plugins")
    says = "SAYS = f'{os.getcwd()} {os.stat(os.curdir).st_nlink} {sorted(os.environ)}'\n"
    install_text(folder, "clinic", CARD.format(name="clinic") + says)
    made, problems = taken(folder)
    assert problems == {}
    place, links, environment = made["clinic"].given["systemic"][0]["says"].split(maxsplit=2)
    assert place.rpartition("/")[2].startswith("nettui-")
    assert not Path(place).exists()
    assert links == "2"
    assert "NETTUI_TEST_SECRET" not in environment
    assert "HOME" not in environment


def _for_all(path: str) -> bool:
    """Say whether every account can read a file."""
    return all(place.stat().st_mode & 0o005 for place in (Path(path), *Path(path).parents))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")
@pytest.mark.skipif(not _for_all(os.__file__), reason="this Python can be read by root alone")
def test_root_reads_plugins_as_nobody(folder: Path) -> None:
    code = CARD.format(name="clinic") + "SAYS = f'{os.getresuid()} {os.getgroups()}'\n"
    install_text(folder, "clinic", code)
    made, problems = taken(folder)
    assert problems == {}
    assert made["clinic"].given["systemic"][0]["says"] == "(65534, 65534, 65534) []"


def test_where_nobody_can_read_it_a_plugin_is_read_all_the_same(folder: Path) -> None:
    """As in an environment under a home that is closed to others."""
    install_text(folder, "clinic", CARD.format(name="clinic"))
    folder.chmod(0o700)
    made, problems = taken(folder)
    assert problems == {}
    assert list(made) == ["clinic"]


SLOW = {
    "computes": "while True:\n    pass",
    "computes_deaf": (
        "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True:\n    pass"
    ),
    "waits": "import time\ntime.sleep(60)",
}


@pytest.mark.slow
def test_computing_and_waiting_have_limits_of_their_own(folder: Path) -> None:
    """One that waits while the computer is busy has three times as long."""
    for name, text in SLOW.items():
        install_text(folder, name, f"{CARD.format(name=name)}{text}\n")
    patient = "import time\ntime.sleep(1.3)\n"
    install_text(folder, "patient", CARD.format(name="patient") + patient)
    made, problems = taken(folder)
    assert {name: [p.kind for p in told] for name, told in problems.items()} == {
        name: ["hung"] for name in SLOW
    }
    assert list(made) == ["patient"]


def test_the_hook_whose_generator_runs_dry_is_named(folder: Path) -> None:
    """Not the card, which is the same each time."""
    text = CARD.format(name="clinic").replace("return [", "return ONCE\n    [")
    text += "ONCE = iter([Judgement(id='systemic.board', says='Once.')])\n"
    install_text(folder, "clinic", text)
    _, problems = taken(folder)
    (told,) = problems["clinic"]
    assert told.kind == "not_the_same"
    assert "nettui_systemic returned something else" in told.what


def test_a_package_of_the_name_of_nettuis_plugins_is_not_taken_for_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lies earlier on the path of the reader, which a variable cannot change."""
    (folder / "nettui_plugins/colon").mkdir(parents=True)
    (folder / "nettui_plugins/colon/__init__.py").write_text("raise SystemExit('foreign')")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    found = [(p, "guideline") for p in find(path=())[0] if p.name == "colon"]
    made, problems = collect(found)
    assert problems == []
    assert [c.origin for c in made] == ["colon"]


CONFINED = """
import os, sys
from nettui.plugin.confinement import confine, forget
if not confine([sys.argv[1] + "/open"]):
    print("not here")
    sys.exit()
forget()
print(open(sys.argv[1] + "/open/file").read())
def make_link(name): os.symlink("x", name)
for what in (open, os.mkfifo, os.mkdir, os.listdir, os.remove, make_link):
    for name in ("secret", "open/new"):
        try:
            what(f"{sys.argv[1]}/{name}")
            print(what.__name__, name)
        except OSError:
            pass
"""


def test_the_kernel_lets_it_read_what_it_is_given_and_write_nothing(tmp_path: Path) -> None:
    """Whatever it calls, as root too."""
    (tmp_path / "secret").write_text("not for plugins")
    (tmp_path / "open").mkdir()
    (tmp_path / "open/file").write_text("read")
    words = [sys.executable, "-c", CONFINED, str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    if done.stdout == "not here\n":
        pytest.skip("this kernel has no Landlock")
    assert done.stdout == "read\n"
    assert (tmp_path / "secret").exists()
    assert list((tmp_path / "open").iterdir()) == [tmp_path / "open/file"]
