"""How soon the shell answers and the first screen stands, beside a bare Textual program."""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.timing import line

RUNS = 9
CASE = "pancreas-g2-liver-few"
HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("Hello, world")

Hello().run()
"""
_CASES = 200
_PSS = "Pss:"


def report() -> Iterator[str]:
    """Measure and yield the lines of the report."""
    run = statistics.median(_run("-m", "nettui", "run", CASE) for _ in range(RUNS + 6))
    bare = statistics.median(_run("-c", "pass") for _ in range(RUNS))
    yield line("nettui run of one case", f"{run:.0f} ms", "target < 150 ms", run < 150)
    yield line("  of which Python itself", f"{bare:.0f} ms")
    with TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, "utf-8")
        cases = _library(Path(folder, "cases"))
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(_painted(("-m", "nettui", str(cases)), b"Filter"))
            theirs.append(_painted((str(hello),), b"Hello"))
        paint, bare_paint = (statistics.median(t for t, _ in side) for side in (ours, theirs))
        ratio = paint / bare_paint
        yield line("first paint of a worklist", f"{paint:.0f} ms")
        yield line("  against a bare Textual program", f"{ratio:.2f} x", "target 1.3", ratio <= 1.3)
        memory, bare_memory = (statistics.median(m for _, m in side) for side in (ours, theirs))
        share = memory / bare_memory
        yield line("memory at first paint (PSS)", f"{memory / 1024:.0f} MiB")
        yield line("  against a bare Textual program", f"{share:.2f} x", "target 1.7", share <= 1.7)


def _run(*words: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], capture_output=True, check=True)
    return (time.perf_counter() - start) * 1000


def _library(folder: Path) -> Path:
    folder.mkdir()
    for n in range(_CASES):
        text = f'case_id = "case-{n:04}"\n[disease]\nprimary_site = "pancreas"\n'
        (folder / f"case-{n:04}.toml").write_text(text, "utf-8")
    return folder


def _painted(words: Sequence[str], mark: bytes) -> tuple[float, float]:
    """Return the ms until a program's first words are on the terminal, and its KiB of memory."""
    master, slave = pty.openpty()
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
    )
    os.close(slave)
    written = b""
    try:
        while mark not in written:
            if not select.select([master], [], [], 30)[0]:
                raise TimeoutError(f"no {mark!r} within 30 s")
            written += os.read(master, 65536)
        taken = (time.perf_counter() - start) * 1000
        return taken, _pss(process.pid)
    finally:
        process.kill()
        process.wait()
        os.close(master)


def _pss(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return next(float(text.split()[1]) for text in rollup.splitlines() if text.startswith(_PSS))
