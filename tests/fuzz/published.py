"""What is published, changed by anybody: refused in words, or what is decided stays the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

from attrs import frozen

from nettui.case.files.codec import load
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import library
from nettui.plugin import archive
from nettui.plugin.problems import Refused
from nettui.plugin.publish import in_force, publish
from tests.fuzz.mutators import mutate
from tests.fuzz.outcome import Outcome, Wrong, looked_at
from tests.fuzz.plugin_files import replaced
from tests.fuzz.sandbox import DAY, Sandbox

_BY_COMMAND = 0.02
_COMMANDS = (
    ("protocol", "show"),
    ("plugins",),
    ("run", "si-upper-g2"),
    ("--version",),
    ("protocol", "sign-offs"),
    ("doctor",),
)
_RECORD = "in_force.json"


@frozen
class Input:
    """Which file is changed (by its place among those that are there), and how.

    ``is_sealed``: the seal of the record is right again, as of a program that wrote it wrongly.
    """

    which: int
    seed: int
    is_sealed: bool
    command: tuple[str, ...] = ()


def make(chance: Random) -> Input:
    """Return a change of the record in half of the cases, of any other file in the rest."""
    which = 0 if chance.random() < 0.5 else chance.randrange(1, 5)
    command = chance.choice(_COMMANDS) if chance.random() < _BY_COMMAND else ()
    return Input(which, chance.getrandbits(32), which == 0 and chance.random() < 0.5, command)


def run(given: Input, box: Sandbox) -> Outcome:
    """Change a file of what is published, load the protocol, and put the file back."""
    files, wanted = _made(box)
    path = files[given.which % len(files)]
    right = path.read_bytes()
    try:
        path.write_bytes(_changed(Random(given.seed), right, sealed=given.is_sealed))
        path.chmod(archive.READABLE)
        if given.command:
            said = box.run(*given.command)
            looked_at(said.code, said.out, said.err)
        return _loaded(box, wanted)
    finally:
        path.write_bytes(right)


def _changed(chance: Random, data: bytes, *, sealed: bool) -> bytes:
    if not sealed:
        return mutate(chance, data)
    record = replaced(chance, json.loads(data))
    record = record if isinstance(record, dict) else {"record": record}
    record.pop("seal", None)
    try:
        return archive._json({**record, "seal": archive._hash(archive._json(record))})
    except (UnicodeEncodeError, TypeError, ValueError):  # no program could have written it
        return mutate(chance, data)


def _made(box: Sandbox) -> tuple[list[Path], bytes]:
    """Have it published; return the files, the record first, and what is decided of a case."""
    as_made = box.root / "as-published"
    box.clean(box.site, box.etc, box.config)  # of what another input has left
    if "published" not in box.kept:
        box.unpublish()
        box.kept["published"] = _decided(publish().protocol)
        shutil.copytree(box.published, as_made)
    elif not box.published.exists():
        shutil.copytree(as_made, box.published)
    files = sorted(path for path in box.published.rglob("*") if path.is_file())
    return sorted(files, key=lambda path: path.name != _RECORD), box.kept["published"]


def _decided(protocol: Protocol) -> bytes:
    path = library.named("si-upper-g2")
    assert path is not None
    return plan(load(path).case, DAY, protocol).result


def _loaded(box: Sandbox, wanted: bytes) -> Outcome:
    try:
        found = in_force()
        "".join(found.lines).encode()
        protocol = found.protocol
    except Refused as refused:
        if "No plan is made." not in str(refused):
            raise Wrong("a refusal does not say that no plan is made") from None
        str(refused).encode()
        return Outcome.REFUSED
    if _decided(protocol) != wanted:
        raise Wrong("what was changed after it was published decides otherwise")
    return Outcome.TAKEN
