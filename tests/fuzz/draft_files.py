"""Drafts on disk that are no longer what was written: taken up whole, or put aside and not lost."""

from __future__ import annotations

import datetime
import json
import os
from random import Random

from attrs import frozen

from nettui.case.files.codec import CaseError, load
from nettui.case.record.case import CaseFile
from nettui.store.core.drafts import DraftFolder
from nettui.store.core.rows import sealed
from nettui.store.records import Draft
from tests.fuzz.case_data import Written, a_case, changed, to_toml
from tests.fuzz.mutators import mutate
from tests.fuzz.outcome import Outcome, Wrong
from tests.fuzz.plugin_files import replaced
from tests.fuzz.sandbox import Sandbox

_AT = datetime.datetime(2026, 10, 1, 9, 30, tzinfo=datetime.UTC)
_TYPED = {"patient.age": "6", "labs[+]": "creatinine 8\u00b5"}


@frozen
class Input:
    """A case, and how its draft is changed; ``is_sealed``: its seal fits all the same."""

    file: Written
    seed: int
    is_sealed: bool


def make(chance: Random) -> Input:
    """Return a draft of a case, changed."""
    data = changed(chance) if chance.random() < 0.5 else a_case(chance)
    return Input(Written(".toml", to_toml(data)), chance.getrandbits(32), chance.random() < 0.5)


def run(given: Input, box: Sandbox) -> Outcome:
    """Keep a draft, change its file, and have it read."""
    box.clean()
    path = box.work / f"case{given.file.suffix}"
    path.write_bytes(given.file.data)
    try:
        file = load(path)
    except CaseError:
        return Outcome.REFUSED
    folder = DraftFolder(box.work / "drafts", os.getuid())
    case_id = file.case.case_id
    folder.keep(Draft(case_id=case_id, base_rev=3, file=file, typed=_TYPED), _AT)
    if folder.get(case_id) != Draft(case_id=case_id, base_rev=3, file=file, typed=_TYPED, at=_AT):
        raise Wrong("a draft that was kept is read as another")
    [kept] = folder.own.iterdir()
    data = _changed(Random(given.seed), kept.read_bytes(), sealed_again=given.is_sealed)
    kept.write_bytes(data)
    found = folder.get(case_id)
    if found is None:
        if kept.with_suffix(".unreadable").read_bytes() != data:
            raise Wrong("a draft that cannot be read is lost")
        return Outcome.REFUSED
    if not _is_one(found):
        raise Wrong("something is taken for a draft that is none")
    folder.all()
    return Outcome.TAKEN


def _changed(chance: Random, data: bytes, *, sealed_again: bool) -> bytes:
    if not sealed_again:
        return mutate(chance, data)
    *fields, _ = json.loads(data)
    if chance.random() < 0.5:  # inside what is typed, or inside the case
        n = chance.choice((3, 4))
        made = mutate(chance, fields[n].encode())
        if chance.random() < 0.7:
            made = json.dumps(replaced(chance, json.loads(fields[n].rpartition("\n")[2]))).encode()
        fields[n] = made.decode("utf-8", "surrogateescape")
    else:
        fields = replaced(chance, fields)
    try:
        return json.dumps([*fields, sealed(*fields)]).encode()
    except (TypeError, ValueError):  # no program could have written it
        return mutate(chance, data)


def _is_one(found: Draft) -> bool:
    typed = [*found.typed.items()] if isinstance(found.typed, dict) else [(0, 0)]
    return (
        isinstance(found.case_id, str)
        and type(found.base_rev) is int
        and isinstance(found.file, CaseFile)
        and isinstance(found.at, datetime.datetime)
        and all(isinstance(text, str) for pair in typed for text in pair)
    )
