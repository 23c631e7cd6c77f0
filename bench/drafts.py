"""How soon a key is on disk, and that nothing is written while nobody presses one."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.session import Session
from bench.terminal import CASE, LARGE, environment, filled, nettui
from bench.timing import line

KEYS = 120  # in each field
FEW = 200  # cases
LIMIT = 100.0  # ms
MINUTE = 60.0  # seconds
_PATIENCE = 10.0
_BACK = "\x7f"
_FIELDS = ("weight", "ki-67")  # the second turns the plan with every key


def report() -> Iterator[str]:
    """Measure and yield the lines of the report."""
    with TemporaryDirectory() as folder:
        env = environment(folder)
        case = Path(shutil.copy(CASE, folder))
        store = filled(Path(folder, "cases.db"), FEW)
        yield from _silence(case, store, env)
        for name, path in (("a file", case), ("a store", store)):
            yield from _kept(name, path, Path(folder), env)


def _kept(name: str, path: Path, folder: Path, env: Mapping[str, str]) -> Iterator[str]:
    """Type in one case: each key when the one before it is on disk."""
    took: list[float] = []
    with Session(nettui(path), env, LARGE) as session:
        session.until("What first" if path.suffix == ".toml" else "Filter")
        session.settle(1.0)
        if path.suffix != ".toml":
            session.key("\r")
        session.key("r")
        for field in _FIELDS:
            for key in ("/", *field, "\r", *[_BACK] * 8, "1"):
                session.key(key)
            for n in range(KEYS):
                took.append(_seen(session, folder, _BACK if n % 2 else str(n // 2 % 9 + 1)))
                session.settle()
            session.key("\x1b")
    slow, most = quantiles(took, n=20)[-1], max(took)
    title = f"key to draft on disk, {len(took)} keys in a case of {name}"
    yield line(f"{title}: median", f"{median(took):.1f} ms")
    yield line("  of twenty the slowest (p95)", f"{slow:.1f} ms")
    yield line("  the slowest", f"{most:.1f} ms", f"target < {LIMIT:.0f} ms", most < LIMIT)


def _seen(session: Session, folder: Path, key: str) -> float:
    """Press a key; return the ms until another process finds the draft replaced."""
    before = _draft(folder)
    began = time.perf_counter()
    session.send(key)
    while _draft(folder) == before:
        if time.perf_counter() - began > _PATIENCE:
            raise TimeoutError(f"No draft was written for {key!r}.")
        session.read(0.0005)
    return (time.perf_counter() - began) * 1000


def _draft(folder: Path) -> tuple[int, int]:
    """Return which file the draft is, and when it was written in ns."""
    found = [path.stat() for path in folder.rglob("*.draft")]
    return max(((one.st_mtime_ns, one.st_ino) for one in found), default=(0, 0))


def _silence(case: Path, store: Path, env: Mapping[str, str]) -> Iterator[str]:
    """Listen for a minute to a list whose cases are all planned, and to a case on its own."""
    with Session(nettui(store), env, LARGE) as cases, Session(nettui(case), env, LARGE) as one:
        cases.until("Filter")
        one.until("What first")
        while cases.has_others():  # they plan
            cases.settle(1.0)
        for session in (cases, one):
            session.settle(3.0)
        heard = (cases.heard(MINUTE), one.heard(1.0))
    for title, count in zip(("the list of a store", "a case"), heard, strict=True):
        name = f"bytes in {MINUTE:.0f} s without a key, {title}"
        yield line(name, f"{count}", "target 0", not count)
