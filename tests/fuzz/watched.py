"""The program as it is, but that a signal has it write down what is on its screens.

Run as ``python -m tests.fuzz.watched FILE``. On USR1 the file ``seen.json`` of the current folder
tells each case that is open: where it is, its record as TOML, what is being typed.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

from nettui import atomic_files
from nettui.case.files.codec import dumps_toml
from nettui.cli.main import main
from nettui.desk import export_folder, opening
from nettui.tui import app as terminal
from nettui.tui.screens.case import CaseScreen
from tests.tui.folder import in_force

SEEN = "seen.json"
_apps: list[Any] = []


def _noted(made: Any, *given: Any, **named: Any) -> None:
    _init(made, *given, **named)
    _apps.append(made)


def _write(_number: int, _frame: object) -> None:
    """Tell nothing of a case on which nothing is worked."""
    screens = [one for made in _apps for one in made.screen_stack if isinstance(one, CaseScreen)]
    told = [
        (screen.entry.key, dumps_toml(screen.editing.file), dict(screen.typed()))
        for screen in screens
        if screen.keeping.is_unsaved
    ]
    path = Path(SEEN).with_suffix(".new")
    path.write_text(json.dumps(told), "utf-8")
    path.replace(SEEN)


def _inside(path: Path, *given: Any, **named: Any) -> None:
    """Write nothing elsewhere, whatever name is typed."""
    if not path.resolve().is_relative_to(Path.cwd()):
        raise PermissionError(13, "outside the sandbox", str(path))
    _write_new(path, *given, **named)


if __name__ == "__main__":
    _init, _write_new = terminal.Nettui.__init__, atomic_files.write_new
    terminal.Nettui.__init__ = _noted  # type: ignore[method-assign, assignment]
    opening.in_force = in_force
    atomic_files.write_new = _inside
    export_folder.write_new = _inside  # type: ignore[attr-defined]
    signal.signal(signal.SIGUSR1, _write)
    sys.exit(main(sys.argv[1:]))
