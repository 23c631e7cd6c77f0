"""The files for a server do what the administrator's page says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
SESSION = ROOT / "deploy" / "nettui-session"


def test_the_session_is_a_sound_script() -> None:
    """Read by the shell without running it."""
    subprocess.run(["sh", "-n", str(SESSION)], check=True)
    assert os.access(SESSION, os.X_OK)


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
