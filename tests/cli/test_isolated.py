"""Where an administrator has set nettui up it starts without what variables add to Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nettui import installation
from nettui.cli import main


class Flags:
    """Flags of an interpreter."""

    def __init__(self, isolated: int) -> None:
        self.isolated = isolated


@pytest.mark.parametrize(
    ("server", "isolated", "anew"),
    [(True, 0, True), (True, 1, False), (False, 0, False), (False, 1, False)],
)
def test_the_console_script_starts_anew_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: bool, isolated: int, anew: bool
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(installation, "SERVER", tmp_path if server else tmp_path / "none")
    monkeypatch.setattr(sys, "flags", Flags(isolated))
    monkeypatch.setattr(sys, "argv", ["nettui", "cases"])
    monkeypatch.setattr(os, "execv", lambda _, words: started.append(words))
    monkeypatch.setattr("gc.set_threshold", lambda *_: None)
    monkeypatch.setattr("atexit.register", lambda _: None)
    main.main()
    assert started == ([[sys.executable, "-I", "-m", "nettui", "cases"]] if anew else [])


def test_a_module_of_pythonpath_is_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "run"
    (tmp_path / "pluggy.py").write_text(f"open({str(mark)!r}, 'w')\n")
    (tmp_path / "tomllib.py").write_text(f"open({str(mark)!r}, 'w')\n")
    code = (
        "import sys; from pathlib import Path; from nettui import installation\n"
        f"from nettui.cli import main\ninstallation.SERVER = Path({str(tmp_path)!r})\n"
        "sys.argv = ['nettui', '--help']\nmain.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("usage: nettui")
    assert not mark.exists()
