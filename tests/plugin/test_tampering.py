"""What is published and then changed by anybody else than publishing is refused, never used."""

from __future__ import annotations

import json
import marshal
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nettui.plugin import archive, locations
from nettui.plugin.problems import Refused
from nettui.plugin.publish import current, in_force, publish, published
from tests.plugin.conftest import administered
from tests.plugin.installed import install
from tests.plugin.test_publish import Computer, computer, kinds, on_computer

pytestmark = pytest.mark.slow

__all__ = ["computer"]


@pytest.fixture(scope="module")
def as_published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is written when the ground of tests is published, made once."""
    with pytest.MonkeyPatch.context() as patch, administered(patch):
        made = on_computer(tmp_path_factory.mktemp("published"), patch)
        publish()
    return made.published


@pytest.fixture
def ready(computer: Computer, as_published: Path) -> Computer:
    """A computer on which the ground of tests has just been published."""
    shutil.copytree(as_published, computer.published)
    return computer


def fast(folder: Path) -> Path:
    """Return the file that sessions load."""
    (found,) = folder.glob("protocols/*.bin")
    return found


def refusal() -> str:
    """Return what a session says instead of a plan."""
    with pytest.raises(Refused, match=r"No plan is made\.") as refused:
        _ = in_force().protocol
    return str(refused.value)


@pytest.mark.parametrize("at", [0.0, 0.2, 0.5, 0.8, 0.999])
@pytest.mark.parametrize("bit", [1, 128])
def test_one_changed_bit_of_the_fast_form_is_refused(ready: Computer, at: float, bit: int) -> None:
    path = fast(ready.published)
    data = bytearray(path.read_bytes())
    data[int(at * len(data))] ^= bit
    path.write_bytes(data)
    assert "was changed after it was published" in refusal()


def test_no_code_in_the_place_of_the_fast_form_is_run(computer: Computer, tmp_path: Path) -> None:
    made = publish()
    path = fast(computer.published)
    raw, _ = marshal.loads(path.read_bytes())
    mark = tmp_path / "run"
    path.write_bytes(marshal.dumps((raw, compile(f"open({str(mark)!r}, 'w')", "x", "exec"))))
    assert "was changed" in refusal()
    # An older plan is replayed from what its digest proves.
    again = published(made.digest)
    assert again.code is None
    assert again.raw == raw
    assert not mark.exists()


@pytest.mark.parametrize("at", range(0, 100, 7))
def test_one_changed_bit_of_the_record_is_refused(ready: Computer, at: int) -> None:
    path = ready.published / "in_force.json"
    data = bytearray(path.read_bytes())
    data[at * len(data) // 100] ^= 1
    path.write_bytes(data)
    assert refusal()


@pytest.mark.parametrize("key", ["digest", "files", "problems", "reviews", "origins", "seal"])
def test_a_record_that_lacks_something_is_refused(ready: Computer, key: str) -> None:
    path = ready.published / "in_force.json"
    record = json.loads(path.read_bytes())
    del record[key]
    path.write_text(json.dumps(record))
    assert "in_force.json" in refusal()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("origins", ["base", 1]),
        ("origins", [{"base": "base"}]),
        ("problems", [1]),
        ("problems", [{"plugin": "x"}]),
        ("problems", [{"plugin": 1, "where": "", "kind": "hung", "what": "", "fix": ""}]),
        ("reviews", [{}]),
        ("reviews", [{"entry": "", "origin": "", "where": "", "day": 20270131}]),
        ("reviews", ["2027-01-31"]),
        ("files", {"x": 1}),
    ],
)
def test_a_sealed_record_that_says_something_else_is_refused(
    ready: Computer, key: str, value: object
) -> None:
    """Inside its lists too."""
    record = json.loads((ready.published / "in_force.json").read_bytes())
    del record["seal"]
    archive.note(ready.published, "in_force", {**record, key: value})
    assert f"does not say: {key}" in refusal()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o644)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir(0o755)


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nothing")


SPOILT: dict[str, Callable[[Path], object]] = {
    "changed by others": lambda path: path.chmod(0o666),
    "changed by a group": lambda path: path.chmod(0o664),
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "a pipe": _pipe,
    "a folder": _folder,
    "a link to nothing": _link,
}


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("which", ["fast", "record"])
def test_a_spoilt_file_is_refused_and_nothing_takes_its_place(
    ready: Computer, how: str, which: str
) -> None:
    path = fast(ready.published) if which == "fast" else ready.published / "in_force.json"
    SPOILT[how](path)
    if (how, which) == ("gone", "record"):
        # Then nothing is published.
        assert in_force().protocol.code
        return
    assert refusal()
    assert not ready.own.exists()


@pytest.mark.parametrize("which", ["fast", "record"])
def test_a_file_of_someone_else_is_refused(
    ready: Computer, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    """As they are when they are opened, not when their names were looked at."""
    path = fast(ready.published) if which == "fast" else ready.published / "in_force.json"
    monkeypatch.setattr(locations, "untrusted", lambda _: None)
    real = os.fstat
    number = path.stat().st_ino

    def fstat(handle: int) -> os.stat_result:
        found = real(handle)
        if found.st_ino != number:
            return found
        return os.stat_result((*found[:4], os.getuid() + 12345, *found[5:10]))

    monkeypatch.setattr(os, "fstat", fstat)
    assert "belongs to someone else" in refusal()


def test_what_plugins_gave_is_proved_before_a_variant_is_made_of_it(computer: Computer) -> None:
    install(computer.site, "good/house")
    computer.allow()
    publish()
    (path,) = computer.published.glob("given-*.json")
    path.write_text(path.read_text("utf-8").replace("Lanreotide", "Lanreotid"), "utf-8")
    assert in_force().protocol.code
    with pytest.raises(Refused) as refused:
        in_force(without=["house"])
    assert kinds(refused.value) == ["published_doubtful"]


@pytest.mark.parametrize("how", [how for how in SPOILT if how != "a folder"])
def test_what_a_user_has_is_made_anew_where_it_is_spoilt(computer: Computer, how: str) -> None:
    """It is theirs alone: whatever lies there, the plan is that of the program."""
    digest = current().digest
    for path in (fast(computer.own), next(computer.own.glob("program-*.json"))):
        SPOILT[how](path)
        assert current().digest == digest


def test_an_isolated_start_takes_nothing_from_a_home(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a clinician's session: what they could write there would run in it."""
    digest = current().digest
    before = sorted(computer.own.rglob("*"))
    path = fast(computer.own)
    path.write_bytes(b"spoilt")

    class Flags:
        isolated = 1

    monkeypatch.setattr(sys, "flags", Flags)
    read: list[Path] = []
    real = locations.trusted

    def trusted(place: Path, owners: set[int]) -> bytes:
        read.append(place)
        return real(place, owners)

    monkeypatch.setattr(locations, "trusted", trusted)
    assert current().digest == digest
    assert current(base_only=True).digest == digest
    assert [p for p in read if computer.own in p.parents] == []
    assert sorted(computer.own.rglob("*")) == before
    assert path.read_bytes() == b"spoilt"
    with pytest.raises(LookupError):
        published(digest)


def test_another_python_makes_the_evaluation_anew_from_what_the_digest_proves(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publish().protocol
    monkeypatch.setattr(archive, "_build", lambda: "0" * 12)
    again = in_force().protocol
    assert again.code is None
    assert again.raw == made.raw
    path = computer.published / "protocols" / f"{made.digest}.json"
    path.write_text(path.read_text("utf-8").replace("Lanreotide", "Lanreotid"), "utf-8")
    assert "content of its name" in refusal()


# --- what an administrator can ask ---------------------------------------------------------------


def found(computer: Computer) -> dict[str, str]:
    """Return what is wrong with what is published, by file."""
    owners = locations.administrators()
    return {path.name: what for path, what in archive.faults(computer.published, owners)}


def test_nothing_is_wrong_with_what_was_just_published(computer: Computer) -> None:
    assert found(computer) == {}
    publish()
    install(computer.site, "good/house")
    computer.allow()
    publish()
    assert found(computer) == {}


@pytest.mark.parametrize("how", SPOILT)
def test_every_spoilt_file_is_found(ready: Computer, how: str, tmp_path: Path) -> None:
    """Each alone and all of them; to publish again mends them."""
    sound = shutil.copytree(ready.published, tmp_path / "sound")
    folder = ready.published
    paths = [*folder.glob("protocols/*"), *folder.glob("given-*")]
    for path in paths:
        SPOILT[how](path)
        assert found(ready)[path.name]
        _emptied(path)
        path.unlink(missing_ok=True)
        shutil.copy2(sound / path.relative_to(folder), path)
        assert found(ready) == {}
    for path in paths:
        SPOILT[how](path)
    assert found(ready).keys() >= {path.name for path in paths}
    for path in paths:
        _emptied(path)
    publish()
    assert found(ready) == {}


def _emptied(path: Path) -> None:
    """Take a folder away that nothing can be written over."""
    if path.is_dir():
        path.rmdir()


def test_an_older_protocol_that_was_changed_is_found(computer: Computer) -> None:
    old = publish().protocol.digest
    install(computer.site, "good/house")
    computer.allow()
    publish()
    path = computer.published / "protocols" / f"{old}.json"
    path.write_text(path.read_text("utf-8").replace("Lanreotide", "Lanreotid"), "utf-8")
    assert found(computer) == {path.name: "It does not have the content of its name."}
