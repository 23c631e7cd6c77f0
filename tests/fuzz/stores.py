"""Stores whose file was changed by something else: refused or said, and nothing of it is quoted."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from random import Random
from typing import Any

from attrs import evolve, frozen

from nettui.case.files.codec import load
from nettui.engine.plan.plan import plan
from nettui.exchange import library
from nettui.store.records import BoardResult, Who
from nettui.store.sqlite.store import SqliteStore
from tests.fuzz.hostile import CANARY, NUMBERS, TEXTS
from tests.fuzz.mutators import flip, mutate, write_over
from tests.fuzz.outcome import Outcome, Wrong, looked_at
from tests.fuzz.sandbox import DAY, Sandbox

WHO = Who(uid=1000, name="nurse")
_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("case", "list"),
    ("case", "list", "--archived"),
    ("case", "show", "P-1"),
    ("case", "show", "P-1", "--rev=1"),
    ("case", "plan", "P-1"),
    ("case", "history", "P-1"),
    ("case", "diff", "P-1"),
    ("case", "decisions", "P-1"),
    ("case", "search", "report"),
    ("case", "groups"),
    ("case", "export", "P-1", "P-2"),
    ("case", "edit", "P-1", "--set=patient.ecog=1", "--reason=seen again"),
    ("case", "archive", "P-2"),
    ("case", "erase", "P-2", "--yes", "--reason=asked for"),
    ("case", "board", "P-1", "2026-11-01"),
    ("audit",),
    ("store",),
    ("store", "check"),
    ("store", "verify"),
    ("store", "backup", "copy.db"),
    ("store", "migrate"),
    ("store", "erasures"),
)


@frozen
class Input:
    """How a store is changed: in its file, or in a column of one row; and what is asked then."""

    seed: int
    in_file: bool
    commands: tuple[tuple[str, ...], ...]


def make(chance: Random) -> Input:
    """Return a change and two commands."""
    return Input(chance.getrandbits(32), chance.random() < 0.4, (*chance.sample(_COMMANDS, 2),))


def run(given: Input, box: Sandbox) -> Outcome:
    """Change a copy of a store, and run the commands on it."""
    box.unpublish()
    box.clean()
    path = box.work / "cases.db"
    shutil.copy(as_found(box), path)
    chance = Random(given.seed)
    if given.in_file:
        data = path.read_bytes()
        for _ in range(chance.choice((1, 3, 20))):
            data = chance.choice((flip, write_over, write_over))(chance, data)
        path.write_bytes(mutate(chance, data) if chance.random() < 0.2 else data)
    else:
        _spoil(chance, path)
    codes: list[object] = []
    for words in given.commands:
        said = box.run(*words, f"--store={path}")
        looked_at(said.code, said.out, said.err)
        if CANARY in said.err:
            raise Wrong(f"what is noted of a patient stands in an error of {' '.join(words[:2])}")
        codes.append(said.code)
    return Outcome.REFUSED if any(codes) else Outcome.TAKEN


def _spoil(chance: Random, path: Path) -> None:
    """Change any column of any row, past all that keeps rows from being changed."""
    db = sqlite3.connect(path)
    try:
        named = "SELECT name FROM sqlite_master WHERE type = ?"
        for (name,) in db.execute(named, ("trigger",)).fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        tables = db.execute(named, ("table",)).fetchall()
        table = chance.choice(sorted(name for (name,) in tables if not name.startswith("sqlite_")))
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
        rows = db.execute(f'SELECT rowid, * FROM "{table}"').fetchall()
        if rows:
            row = chance.choice(rows)
            n = chance.randrange(len(columns))
            db.execute(
                f'UPDATE "{table}" SET "{columns[n]}" = ? WHERE rowid = ?',
                (_spoilt(chance, row[n + 1]), row[0]),
            )
            db.commit()
    except sqlite3.Error:
        pass  # the table has no rowid, or what is put in is refused: nothing is changed
    finally:
        db.close()


def _spoilt(chance: Random, value: Any) -> Any:
    if chance.random() < 0.3:
        other = chance.choice((*TEXTS, *NUMBERS, None, CANARY, f"{CANARY}\xff".encode("latin-1")))
        if isinstance(other, str):
            return other.encode("utf-8", "replace").decode()
        return other if not isinstance(other, int) or abs(other) < 2**63 else str(other)[:99]
    data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")
    made = mutate(chance, data)
    if isinstance(value, bytes) or chance.random() < 0.5:
        return made
    return made.decode("utf-8", "replace")


def as_found(box: Sandbox) -> Path:
    """Return a store with some cases, one of them decided on, one archived; made once."""
    if "store" not in box.kept:
        path = box.root / "as-found.db"
        store = SqliteStore(path, WHO)
        folder = library.folder()
        assert folder is not None
        for n, place in enumerate(library.case_files(folder)[::20], 1):
            file = load(place)
            patient = evolve(file.case.patient, allergies=frozenset({CANARY}))
            case = evolve(file.case, case_id=f"P-{n}", patient=patient)
            file = evolve(file, case=case, title=f"{CANARY} title")
            made = plan(file.case, DAY, box.protocol)
            store.save(file, 0, plan=made)
            if n == 1:
                store.decide(made, 1, BoardResult(resolutions=(), held_on=DAY, note=CANARY))
            if n == 3:
                store.archive(file.case.case_id)
        store.close()
        box.kept["store"] = path
    found: Path = box.kept["store"]
    return found
