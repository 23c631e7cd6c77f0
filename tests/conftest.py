"""Fixtures for all tests, which are kept apart from the machine that they run on."""

from __future__ import annotations

import gc
import os
import runpy
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.installation import installed, wheel
from tests.scheduling import InGroups, case_of, waits, write_groups
from tests.screens import TextSnapshot

__all__ = ["installed", "text_snapshot", "wheel"]

STARTED = Path(__file__).parent / "started"
TERMINAL = Path(__file__).parent / "tui"
_LARGE = 4 << 30  # bytes: installations take most of what tests write


def _in_memory() -> Path | None:
    """Return a folder in memory, where no test waits for a disk; None where there is none."""
    place = Path("/dev/shm")
    if not (place.is_dir() and os.access(place, os.W_OK)):
        return None
    found = os.statvfs(place)
    is_large = found.f_bavail * found.f_frsize > _LARGE
    return place if is_large and not found.f_flag & os.ST_NOEXEC else None


def _kept_apart() -> None:
    """Let nothing that the machine or its user has set up for nettui reach a test.

    Done before anything of nettui is used, for this process and for all that it starts.
    """
    environ = os.environ
    if "NETTUI_TESTS_ROOT" not in environ:  # else another process of this run has made it
        user = Path.home()
        environ.setdefault("PIP_CONFIG_FILE", str(user / ".config/pip/pip.conf"))
        environ.setdefault("PIP_CACHE_DIR", str(user / ".cache/pip"))
        root = tempfile.mkdtemp(prefix="nettui-tests-", dir=_in_memory())
        environ["NETTUI_TESTS_ROOT"] = environ["HOME"] = root
        environ.setdefault("PYTEST_DEBUG_TEMPROOT", root)
        before = environ.get("PYTHONPATH")
        environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(STARTED), before)))
    home = Path(environ["HOME"])
    environ["XDG_CONFIG_HOME"], environ["XDG_DATA_HOME"] = str(home / "config"), str(home / "data")
    # What nettui publishes for itself depends on nothing but nettui: it is kept for the next run.
    environ["XDG_STATE_HOME"] = str(Path(__file__).parent.parent / ".pytest_cache" / "state")
    # Nor does what their terminal is or likes change what is tested.
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLORFGBG", "COLUMNS", "LINES"):
        environ.pop(name, None)
    environ.pop("NETTUI_STORE", None)
    # Each process would compile for itself all that it imports, and rewrite each assert.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    runpy.run_path(str(STARTED / "sitecustomize.py"))


_kept_apart()


_ONE_OF, _ONE_SCREEN_OF = 15, 6


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--quick``."""
    parser.addoption("--quick", action="store_true", help="a selection: see the hook below")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left with it when all others are done.

    What is about one case of the library follows one another, since it shares its plan.

    With ``--quick`` leave it out, and run one of fifteen of what is run for many. Of the terminal's
    tests, which take most of the time, one of six is run.
    """
    items.sort(key=lambda item: (_is_brief(item), str(case_of(item) or "")))
    if not config.getoption("--quick"):
        return
    names = [item.nodeid.partition("[")[0] for item in items]
    count, seen = Counter(names), Counter[str]()
    terminal = 0
    chosen: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item, name in zip(items, names, strict=True):
        is_one = seen[name] % _ONE_OF == min(_ONE_OF // 2, count[name] - 1)
        seen[name] += 1
        is_searching = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        quick = is_one and not is_searching and _is_brief(item)
        if quick and TERMINAL in item.path.parents:
            quick = terminal % _ONE_SCREEN_OF == 0
            terminal += 1
        (chosen if quick else left_out).append(item)
    items[:] = chosen
    config.hook.pytest_deselected(items=left_out)


def _is_brief(item: pytest.Item) -> bool:
    return item.get_closest_marker("slow") is None and not waits(item)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage less often, and not among the tests themselves, as the program does.

    To look through all that was collected again and again takes a quarter of some tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(500_000, 20, 20)
    if getattr(session.config, "workerinput", {}).get("workerid") == "gw0":
        write_groups(session.items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> InGroups | None:
    """Keep together what is in one group."""
    return InGroups(config, log) if config.getoption("dist") == "loadgroup" else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what stood for the home of the user, once all processes of the run have ended."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["NETTUI_TESTS_ROOT"], ignore_errors=True)


@pytest.fixture(scope="session")
def self_published() -> Path:
    """The folder in which nettui has published what comes with it."""
    from nettui.plugin.locations import self_published
    from nettui.plugin.publish import in_force

    in_force()
    in_force(base_only=True)
    folder = self_published()
    assert folder is not None
    return folder


@pytest.fixture
def text_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a screen or a plan with its own ``.txt`` file."""
    return snapshot.use_extension(TextSnapshot)
