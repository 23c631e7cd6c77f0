"""The files for a server do what the administrator's page says."""

from __future__ import annotations

import json
import os
import pty
import resource
import subprocess
import sys
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


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("export TERM=xterm", []),
        ("export TERM=dumb", ["plain"]),
        ("export SSH_ORIGINAL_COMMAND=plain", ["plain"]),
    ],
)
def test_a_session_works_line_by_line_where_that_is_wanted(
    tmp_path: Path, given: str, words: list[str]
) -> None:
    """Where it is asked for, or the terminal can do nothing else."""
    program = "import sys, json\nprint(json.dumps(sys.argv[1:]))"
    assert json.loads(in_session(tmp_path, "sh", program, given)) == ["-I", "-m", "nettui", *words]


LIMITS = {
    "as": (resource.RLIMIT_AS, 1024),
    "cpu": (resource.RLIMIT_CPU, 60),
    "fsize": (resource.RLIMIT_FSIZE, 1024),
    "nofile": (resource.RLIMIT_NOFILE, 1),
    "nproc": (resource.RLIMIT_NPROC, 1),
    "core": (resource.RLIMIT_CORE, 1024),
}
"""What pam_limits calls each limit, the system's number of it, and the unit of pam_limits."""


def in_session(tmp_path: Path, shell: str, program: str, before: str = ":") -> str:
    """Return what a program prints that a session starts instead of nettui, on a terminal."""
    started = tmp_path / "python"
    started.write_text(f"#!{sys.executable}\n{program}\n")
    started.chmod(0o755)
    script = tmp_path / "session"
    text = SESSION.read_text("utf-8")
    assert text.count("/opt/nettui/bin/python") == 1
    script.write_text(text.replace("/opt/nettui/bin/python", str(started)))
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [shell, "-c", f'{before}; exec "$0" "$1"', shell, str(script)],
            env={"HOME": str(tmp_path), "TERM": "xterm"},
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    finally:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:  # so Linux says that the other side is closed
            pass
        os.close(ours)
    return said.decode()


_TELL = "import json, resource\nprint(json.dumps([resource.getrlimit(n) for n in %s]))" % [
    number for number, _ in LIMITS.values()
]


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_session_takes_no_more_than_its_share(tmp_path: Path, shell: str) -> None:
    """Memory, processor, file size, files, processes: each at most what PAM is told too."""
    lines = [line.split() for line in (ROOT / "deploy/limits_nettui.conf").read_text().splitlines()]
    rows = [line for line in lines if line and not line[0].startswith("#")]
    assert {(row[0], row[1], len(row)) for row in rows} == {("@nettui", "hard", 4)}
    pam = {row[2]: int(row[3]) for row in rows}
    assert pam.pop("maxlogins") == 4
    assert set(pam) == set(LIMITS)
    told = json.loads(in_session(tmp_path, shell, _TELL))
    for (name, (_, unit)), (soft, hard) in zip(LIMITS.items(), told, strict=True):
        assert soft == hard, name
        assert hard >= 0, name  # unlimited is -1
        # bash counts files in kilobytes unless it is started as sh.
        most = pam[name] * unit * (2 if name == "fsize" else 1)
        assert hard <= most, name


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_lower_limit_of_the_system_stays(tmp_path: Path, shell: str) -> None:
    """And is no fault."""
    before = "ulimit -v 1000000; ulimit -t 100"
    told = json.loads(in_session(tmp_path, shell, _TELL, before))
    assert told[0][1] == 1_000_000 * 1024
    assert told[1][1] == 100


def test_nettui_runs_within_the_limits(tmp_path: Path) -> None:
    """With its terminal's library loaded, which takes the most."""
    program = "import textual.app, nettui.tui.app, nettui\nprint(nettui.__version__)"
    assert in_session(tmp_path, "sh", program).strip()


def test_the_limits_of_an_account_are_those_of_systemd() -> None:
    """Its memory, tasks and processor are limited, in a slice of its own."""
    text = (ROOT / "deploy/user-slice_nettui.conf").read_text("utf-8")
    section, *lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert section == "[Slice]"
    assert {line.partition("=")[0] for line in lines} == {
        "MemoryHigh", "MemoryMax", "TasksMax", "CPUQuota",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "deploy").iterdir()))
def test_every_file_is_on_the_page(name: str) -> None:
    """The administrator's page says what each is for."""
    assert f"deploy/{name}" in (ROOT / "docs" / "administrator.md").read_text("utf-8")


def test_every_command_of_the_page_exists() -> None:
    """The page names only what the shell knows."""
    from nettui.cli.main import COMMANDS

    text = (ROOT / "docs" / "administrator.md").read_text("utf-8")
    named = {line.split()[1] for line in text.splitlines() if line.startswith("nettui ")} - {
        "--version"
    }
    assert named <= set(COMMANDS)
