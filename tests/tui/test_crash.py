"""When the program itself fails, and when there is no terminal for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nettui.desk import crash
from nettui.tui import terminal
from tests.tui.folder import app, written

SECRET = "patient-name-and-password"


def fail(secret: str) -> None:
    raise ValueError(f"cannot take {secret}")


async def test_a_crash_panel_holds_no_value_of_a_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kind and place of the fault, nothing of its locals or message; the exit code is 1."""
    terminal_app = app(written(tmp_path))
    with pytest.raises(ValueError, match=SECRET):  # noqa: PT012 - it ends the whole run
        async with terminal_app.run_test() as pilot:
            pilot.app.call_later(fail, SECRET)
            await pilot.pause()
    said = "".join(map(str, terminal_app._exit_renderables))
    said += "".join(capsys.readouterr())
    assert "fault of its own" in said
    assert "ValueError" in said
    assert SECRET not in said
    assert terminal_app.return_code == 1


def test_the_place_is_in_our_own_code() -> None:
    """The innermost line of nettui, so that it can be found."""
    from nettui.display import number

    with pytest.raises(TypeError) as caught:
        number("x")  # type: ignore[arg-type]
    assert crash.place(caught.value).startswith("nettui/display.py:")
    assert crash.kind(caught.value) == "TypeError"


def test_without_a_terminal_it_says_what_to_do() -> None:
    """Not escape codes into a pipe, and not for ever."""
    done = subprocess.run(
        [sys.executable, "-m", "nettui"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert "\x1b" not in done.stderr + done.stdout


def test_a_dumb_terminal_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot place text."""
    monkeypatch.setattr("os.isatty", lambda _fd: True)
    assert "dumb" in terminal.refusal({"TERM": "dumb"})
    assert terminal.refusal({"TERM": "xterm"}) == ""
    assert terminal.refusal({}) == ""
