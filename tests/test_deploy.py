"""The files for a server do what the administrator's page says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SESSION = ROOT / "deploy" / "nettui-session"
FOLDERS = ROOT / "deploy" / "nettui-folders"


@pytest.mark.parametrize("script", [SESSION, FOLDERS], ids=lambda path: path.name)
@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_script_is_sound(script: Path, shell: str) -> None:
    """Read by the shell without running it, and stopping at the first fault."""
    subprocess.run([shell, "-n", str(script)], check=True)
    assert os.access(script, os.X_OK)
    assert "\nset -eu\n" in script.read_text("utf-8")


def test_the_folders_have_the_modes_that_are_trusted(tmp_path: Path) -> None:
    """Run twice, it changes nothing; a file that others could change is closed."""
    listed = tmp_path / "etc/nettui/plugins.toml"
    for _ in range(2):
        subprocess.run(
            [str(FOLDERS), str(os.getgid())],
            env={**os.environ, "DESTDIR": str(tmp_path)},
            check=True,
        )
        modes = {name: (tmp_path / name).stat().st_mode & 0o7777 for name in _FOLDERS}
        assert modes == _FOLDERS
        assert not listed.exists() or listed.stat().st_mode & 0o777 == 0o644
        listed.touch()
        listed.chmod(0o666)


_FOLDERS = {"etc/nettui": 0o755, "var/lib/nettui": 0o755, "srv/nettui": 0o2770}


def test_a_session_runs_no_command_of_the_client() -> None:
    """Said before anything is started."""
    done = subprocess.run(
        [str(SESSION)],
        env={"SSH_ORIGINAL_COMMAND": "cat /etc/passwd"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Only the terminal" in done.stderr
    assert done.stdout == ""


def test_a_session_without_a_terminal_says_so() -> None:
    """Instead of writing control bytes into a file."""
    done = subprocess.run(
        [str(SESSION)],
        env={},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "ssh -t" in done.stderr


def test_every_command_of_the_page_exists() -> None:
    """The page names only what the shell knows."""
    from nettui.cli.main import COMMANDS

    text = (ROOT / "docs" / "administrator.md").read_text("utf-8")
    named = {line.split()[1] for line in text.splitlines() if line.startswith("nettui ")} - {
        "--version"
    }
    assert named <= set(COMMANDS)
