"""How soon the shell answers, and the screens stand, beside bare Textual programs in one run."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from attrs import evolve

from bench.session import Answer, Session
from bench.timing import line
from nettui.case.files.codec import load
from nettui.engine.plan.plan import plan
from nettui.plugin.publish import current
from nettui.store.records import Who
from nettui.store.sqlite.store import SqliteStore
from nettui.tui import settings
from nettui.tui.app import SEEN

RUNS = 9
COMMANDS = 15
ROUNDS = 3
CASES = 10_000
LARGE = (120, 40)
_CASES = Path(__file__).parents[1] / "cases"
CASE = _CASES / "pancreas-g2-liver-few.toml"
_DOWN, _BACK = "\x1b[B", "\x7f"
# Fields, found by a part of their names, and the keys of their values: those of the first turn the
# grade and the plan with it.
_FIELDS = (("ki-67", ("1", "2", _BACK, "9")), ("weight", "81.5"), ("creatinine cl", "64"))

HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("Hello, world")

Hello().run()
"""
TABLE = f"""
from textual.app import App
from textual.widgets import DataTable

class Bare(App):
    def compose(self):
        yield DataTable(cursor_type="row")

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Id", "Site", "Grade", "Extent", "Status")
        for n in range({CASES}):
            table.add_row(f"case-{{n:06}}", "pancreas", "G2", "liver", "provisional")

Bare().run()
"""


def report() -> Iterator[str]:
    """Measure and yield the lines of the report."""
    with TemporaryDirectory() as folder:
        env = environment(folder)
        yield from _commands(env)
        hello = written(folder, "hello.py", HELLO)
        table = written(folder, "table.py", TABLE)
        store = filled(Path(folder, "cases.db"))
        case = Path(shutil.copy(CASE, folder))
        yield from _starts(hello, store, env)
        yield from _keys(table, store, case, env)


def environment(folder: str) -> Mapping[str, str]:
    """Return an account of its own, which has its tour behind it and what the first run leaves it.

    Its modules are compiled once, as those of an installed program are.
    """
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "COLUMNS", "LINES", "NETTUI_STORE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    own = {f"XDG_{kind}_HOME": f"{folder}/{kind.lower()}" for kind in ("STATE", "DATA", "CONFIG")}
    settings.write(SEEN, settings.path(own))  # the guided tour would take the keys that are timed
    compiled = {"PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    return {**kept, **own, **compiled, "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def written(folder: str, name: str, text: str) -> tuple[str, ...]:
    """Write a program and return the words that start it."""
    path = Path(folder, name)
    path.write_text(text, "utf-8")
    return sys.executable, str(path)


def filled(path: Path, count: int = CASES) -> Path:
    """Return a store of so many cases, those of the library again and again, all planned.

    Nothing then goes on beside what is measured, as on any day on which no protocol is new.
    """
    store = SqliteStore(path, Who(uid=1000, name="bench", place="bench"))
    # Only this store may do without the disk's word that all is kept.
    store._connection().execute("PRAGMA synchronous=OFF")
    library = [load(file) for file in sorted(_CASES.glob("*.toml"))]
    protocol, today = current(), datetime.date.today()
    for n in range(count):
        file = library[n % len(library)]
        file = evolve(file, case=evolve(file.case, case_id=f"case-{n:06}"))
        store.save(file, 0, plan=plan(file.case, file.as_of or today, protocol))
    store.close()
    return path


def nettui(*words: object) -> tuple[str, ...]:
    """Return the words that start nettui."""
    return (sys.executable, "-m", "nettui", *map(str, words))


def _commands(env: Mapping[str, str]) -> Iterator[str]:
    commands = {"run": nettui("run", CASE.stem), "python": (sys.executable, "-c", "pass")}
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(COMMANDS + 1):
        for name, words in commands.items():
            start = time.perf_counter()
            subprocess.run(words, capture_output=True, check=True, env=env)
            took[name].append((time.perf_counter() - start) * 1000)
    run, python = (median(took[name][1:]) for name in commands)  # the first publishes
    yield line("nettui run of one case", f"{run:.0f} ms", "target < 150 ms", run < 150)
    yield line("  of which Python itself", f"{python:.0f} ms")


def _starts(hello: Sequence[str], store: Path, env: Mapping[str, str]) -> Iterator[str]:
    programs = {
        "hello": (hello, "Hello, world"),
        "store": (nettui(store), "Filter"),
        "folder": (nettui(_CASES), "Filter"),
    }
    paint: dict[str, list[float]] = {name: [] for name in programs}
    memory: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS + 1):
        for name, (words, mark) in programs.items():
            with Session(words, env) as session:
                paint[name].append(session.until(mark))
                at_paint = session.memory()
                session.settle(1.0)  # all cases are read
                memory[name].append(max(at_paint, session.memory()))
    ms, mib = ({n: median(taken[1:]) for n, taken in of.items()} for of in (paint, memory))
    yield line("first paint of a bare Textual program", f"{ms['hello']:.0f} ms")
    for name, title, most in (
        ("store", f"first paint of {CASES:,} cases in a store", 1.35),
        ("folder", "first paint of a folder, the case library", 1.3),
    ):
        ratio = ms[name] / ms["hello"]
        figure = f"{ms[name]:.0f} ms, {ratio:.2f} x"
        yield line(f"  {title}", figure, f"target {most} x", ratio <= most)
    yield line("memory of a bare Textual program (PSS)", f"{mib['hello']:.0f} MiB")
    for name, title in (("store", f"with {CASES:,} cases read"), ("folder", "with the library")):
        ratio = mib[name] / mib["hello"]
        figure = f"{mib[name]:.0f} MiB, {ratio:.2f} x"
        yield line(f"  {title}", figure, "target 1.7 x", ratio <= 1.7)


def _keys(table: Sequence[str], store: Path, case: Path, env: Mapping[str, str]) -> Iterator[str]:
    with Session(nettui(case), env, LARGE) as session:
        session.until("What first")
        session.settle(1.0)
        session.key("r")
        around: list[Answer] = []
        typed: list[Answer] = []
        for name, value in _FIELDS * ROUNDS:
            around += [session.key(key) for key in ("/", *name, "\r", _BACK * 8)]
            typed += [session.key(key) for key in value]
            around += [session.key(key) for key in ("\r", _DOWN, _DOWN)]
    slow = quantiles((a.ms for a in typed), n=20)[-1]
    size = median(a.size for a in (*around, *typed))
    turned = median(a.size for a in typed)
    yield line("key to repaint, typing with the live plan: median", f"{_ms(typed):.1f} ms")
    yield line("  of twenty the slowest (p95)", f"{slow:.1f} ms", "target < 50 ms", slow < 50)
    yield line("  bytes for a key at 120x40", f"{size:.0f}", "target < 2,048", size < 2048)
    yield line("  of those that type a value, most turning the plan", f"{turned:.0f}")
    ours, bare = [], []
    with Session(nettui(store), env, LARGE) as list_, Session(table, env, LARGE) as beside:
        for session, mark in ((list_, "Filter"), (beside, "Status")):
            session.until(mark)
            session.settle(2.0)
        for _ in range(60):
            ours.append(list_.key(_DOWN))
            bare.append(beside.key(_DOWN))
    if not all(answer.size for answer in (*ours, *bare)):
        raise RuntimeError("A key that moves a cursor was not answered: nothing was measured.")
    ratio = _ms(ours) / _ms(bare)
    yield line("cursor down in a bare table", f"{_ms(bare):.1f} ms")
    yield line(
        f"  in {CASES:,} cases", f"{_ms(ours):.1f} ms, {ratio:.2f} x", "target 1.5 x", ratio <= 1.5
    )


def _ms(answers: Sequence[Answer]) -> float:
    return median(answer.ms for answer in answers)
