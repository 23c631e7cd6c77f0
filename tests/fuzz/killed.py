"""Bytes through a real terminal, then a kill: the draft on disk is the record that was seen."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from random import Random

from attrs import frozen

from nettui.case.files.codec import loads_toml
from nettui.store.core.drafts import DraftFolder
from tests.exchange.small import COMPLETE
from tests.fuzz import drafts
from tests.fuzz.outcome import Outcome, Wrong
from tests.fuzz.sandbox import Sandbox
from tests.fuzz.watched import SEEN
from tests.tui.pseudo import Terminal

_ROOT = Path(__file__).parent.parent.parent
_ACTING = ("\x1b]", "\x1bP", "\x1b_", "\x9b", "\x9c", "\x9d", "\u202e", "\u2066")
"""What begins a control string, controls of one byte, what turns text round."""
_POINTER = "\x1b]22;default\x07"  # the shape of the mouse's pointer, which Textual asks for
_PATIENCE = 20.0  # seconds
_PIECE = 500  # bytes that a terminal takes at once in any case
_SEEN_AT = 0.3  # seconds in which nothing more is written or done


@frozen
class Input:
    """The bytes of each burst; whether the program is started again after the kill."""

    bursts: tuple[bytes, ...]
    is_opened_again: bool


def make(chance: Random) -> Input:
    """Return bytes as the program without a terminal is given them."""
    return Input(drafts.make(chance).bursts, chance.random() < 0.5)


def run(given: Input, box: Sandbox) -> Outcome:
    """Start the program, type, have it tell what is seen, kill it, and look at the draft."""
    box.clean(box.work, box.own)
    path = box.work / "one.toml"
    path.write_text(f"as_of = 2026-10-14\n{COMPLETE}", "utf-8")
    terminal = _started(path)
    try:
        for burst in given.bursts:
            for n in range(0, len(burst), _PIECE):
                terminal.send(burst[n : n + _PIECE])
                terminal.read_some()
            terminal.settle(_SEEN_AT)
        seen = _seen(terminal, box.work / SEEN)
    finally:
        output = terminal.output
        terminal.close()
    shown = output.decode("utf-8", "replace").replace(_POINTER, "")
    if any(sign in shown for sign in _ACTING):
        raise Wrong("raw control bytes are written to the terminal")
    if seen is None:
        if terminal.process.returncode not in (0, 1) or b"fault of its own" in output:
            raise Wrong("the program ends by a fault of its own")
        return Outcome.REFUSED
    kept = {d.case_id: d for d in DraftFolder(box.own / "drafts", os.getuid()).all()}
    if {str(Path(key).resolve()) for key, _, _ in seen} != set(kept):
        raise Wrong("after a kill there are other drafts than what was seen")
    for key, text, typed in seen:
        draft = kept[str(Path(key).resolve())]
        if draft.file != loads_toml(text) or dict(draft.typed) != typed:
            raise Wrong("after a kill the draft is not the record that was seen")
    if seen and given.is_opened_again:
        _goes_on(path)
    return Outcome.TAKEN if seen else Outcome.REFUSED


def _started(path: Path) -> Terminal:
    terminal = Terminal(
        str(path), module="tests.fuzz.watched", folder=path.parent, PYTHONPATH=str(_ROOT)
    )
    terminal.expect(b"What first")
    terminal.settle()
    return terminal


def _seen(terminal: Terminal, file: Path) -> list[tuple[str, str, dict[str, str]]] | None:
    """Return what the program says is on its screens, None where it has ended; then kill it."""
    end = time.monotonic() + _PATIENCE
    if terminal.process.poll() is None:
        terminal.process.send_signal(signal.SIGUSR1)
    while not file.exists():
        if terminal.process.poll() is not None:
            return None
        if time.monotonic() > end:
            raise Wrong("the program answers no signal")
        terminal.read_some()
    terminal.process.kill()
    found = [(key, text, typed) for key, text, typed in json.loads(file.read_text("utf-8"))]
    file.unlink()
    return found


def _goes_on(path: Path) -> None:
    terminal = _started(path)
    try:
        if b"Your draft" not in terminal.output and b"You were typing" not in terminal.output:
            raise Wrong("a draft is not taken up after a kill")
    finally:
        terminal.close()
