"""Nothing that is set up for nettui on the machine, or by its user, reaches a test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nettui import installation
from nettui.plugin import locations
from nettui.store.location import configuration, place
from nettui.tui import settings

READ = """
from nettui.plugin import locations
from nettui.store.location import configuration, place
from nettui.tui import settings
for path in (locations.allow_list(), locations.sign_offs(), locations.administered(),
             configuration(), place().where, settings.path()):
    print(path)
"""


def read_here() -> list[str]:
    """Return what is read in this process."""
    files = (
        locations.allow_list(),
        locations.sign_offs(),
        locations.administered(),
        configuration(),
    )
    return [str(path) for path in (*files, place().where, settings.path())]


def read_there() -> list[str]:
    """Return what is read in a process that a test starts."""
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("read", [read_here, read_there])
def test_what_is_read_lies_in_a_folder_of_the_tests(read: object) -> None:
    """Here and in every Python that is started."""
    assert callable(read)
    found = read()
    assert len(found) == 6
    root = os.environ["NETTUI_TESTS_ROOT"]
    assert [path for path in found if not path.startswith(f"{root}/")] == []
    assert Path(root) != Path(sys.prefix)
    assert not installation.is_server()
