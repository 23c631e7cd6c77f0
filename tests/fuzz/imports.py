"""Files taken into a real store: what is said to be recorded is, and nothing else has changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from random import Random

from attrs import frozen

from nettui.case.files.codec import CaseError, load
from nettui.case.record.case import CaseFile
from nettui.store.core.case_text import from_text
from nettui.store.sqlite.store import SqliteStore
from tests.fuzz.case_data import Written, a_case, described, to_toml, written
from tests.fuzz.hostile import CANARY
from tests.fuzz.outcome import Outcome, Wrong, looked_at
from tests.fuzz.sandbox import Said, Sandbox
from tests.fuzz.stores import WHO, as_found

_VERIFIED = 0.1  # of the stores are verified whole
_TALLY = re.compile(r"(\d+) of (\d+) (?:cases|files) (?:is|are) recorded")
_LEFT = re.compile(r"(\d+) (?:is|are) not recorded; the first is (.*)\.\n")
_OPTIONS = {"--update": 0.5, "--reason=seen again": 0.5, "--json": 0.1, "--as-of=2026-09-30": 0.1}
_IDS = ("P-1", "P-2", "p-1", " P-1", "P-1 ", "P\u20101", "\u0420-1", "e\u0301", "\u00e9", "P_1")


@frozen
class Input:
    """Files by name, and the options of the import."""

    files: Mapping[str, Written]
    options: tuple[str, ...]
    is_verified: bool


def make(chance: Random) -> Input:
    """Return one to five files, some of which have an id in common."""
    files: dict[str, Written] = {}
    for n in range(chance.choice((1, 1, 2, 3, 5))):
        name = chance.choice((f"{n}", f"{n} \u00e9", f"-{n}", f"{n}\n", f"{n}.x", f"B{n}"))
        one = _file(chance, list(files.values()))
        files[f"{name}{one.suffix}"] = one
    options = tuple(option for option, share in _OPTIONS.items() if chance.random() < share)
    return Input(files, options, chance.random() < _VERIFIED)


def _file(chance: Random, before: list[Written]) -> Written:
    way = chance.random()
    if way < 0.15 and before:
        return chance.choice(before)
    if way < 0.25:
        return written(chance)
    if way < 0.6:
        case = a_case(chance) | {"case_id": chance.choice(_IDS)}
        return Written(".toml", to_toml(case), is_whole=True)
    return described(chance, chance.choice((*_IDS, "", "")))


def run(given: Input, box: Sandbox) -> Outcome:
    """Import them by the command, and compare what is there with what was said."""
    box.unpublish()
    box.clean()
    path = box.work / "cases.db"
    shutil.copy(as_found(box), path)
    folder = box.work / "given"
    folder.mkdir()
    paths = [folder / name for name in given.files]
    for place, one in zip(paths, given.files.values(), strict=True):
        place.write_bytes(one.data)
    before = _recorded(path)
    said = box.run("case", "import", *map(str, paths), *given.options, f"--store={path}")
    looked_at(said.code, said.out, said.err)
    if all(one.is_whole for one in given.files.values()) and CANARY in said.err:
        raise Wrong("what is noted of a patient stands in an error")
    after = _recorded(path, verify=given.is_verified)
    files = {place: _read(place) for place in paths}
    _only_what_was_given(before, after, files)
    _counts_are_true(said, files, after)
    return Outcome.REFUSED if before == after else Outcome.PLANNED


def _recorded(path: Path, *, verify: bool = False) -> dict[str, CaseFile]:
    """Return every case of the store by its id."""
    store = SqliteStore(path, WHO, create=False)
    try:
        if verify and (faults := [*store.check(), *store.verify().faults]):
            raise Wrong(f"the store is not whole: {faults[0]}")
        revisions = [row for table, row in store.rows() if table == "revision"]
        newest = {row[0]: row[-1] for row in sorted(revisions, key=lambda row: row[1])}
        return {case_id: from_text(body) for case_id, body in newest.items()}
    finally:
        store.close()


def _read(path: Path) -> CaseFile | None:
    try:
        return load(path)
    except CaseError:
        return None


def _only_what_was_given(
    before: Mapping[str, CaseFile], after: Mapping[str, CaseFile], files: Mapping[Path, object]
) -> None:
    for case_id, file in after.items():
        if file != before.get(case_id) and file not in files.values():
            raise Wrong("a case is recorded otherwise than in its file")
    if set(before) - set(after):
        raise Wrong("a case that was recorded is gone")


def _counts_are_true(
    said: Said, files: Mapping[Path, CaseFile | None], after: Mapping[str, CaseFile]
) -> None:
    recorded = [
        place
        for place, file in files.items()
        if file is not None and after.get(file.case.case_id) == file
    ]
    tally = _TALLY.search(said.out)
    if tally and (int(tally[1]), int(tally[2])) != (len(recorded), len(files)):
        raise Wrong("the number of recorded cases is not true")
    left = _LEFT.search(said.err)
    if tally and left and int(left[1]) != len(files) - len(recorded):
        raise Wrong("the number of cases that are not recorded is not true")
    if said.code == 0 and len(recorded) < len(files):
        raise Wrong("exit code 0 though a file is not recorded")
    if said.code and len(recorded) == len(files):
        raise Wrong("an exit code of failure though all is recorded")
