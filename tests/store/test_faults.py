"""What goes wrong on a hospital server: a clear refusal, nothing lost, nothing half-written."""

from __future__ import annotations

import datetime
import itertools
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from attrs import evolve

from nettui.store.backup import backup
from nettui.store.errors import Full, StoreRefusal
from nettui.store.records import Draft, Query, Who
from nettui.store.sql.schema import VERSION
from nettui.store.sqlite import file
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, BEN, Clock, case, planned, result

GROUP = 4240
"""A group of its own for the tests with several accounts."""

as_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can act as several accounts; not run from this one"
)


def in_child(act: Callable[[], object], who: Who | None = None, group: int = 0) -> str:
    """Return what an act gives in a process of its own, as text; as an account where one is named.

    A refusal gives its kind and its words; anything else that is raised begins with ``TRACEBACK``.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if who:
                os.setgroups([])
                os.setgid(group or who.uid)
                os.setuid(who.uid)
                os.umask(0o077)
            try:
                said = str(act())
            except StoreRefusal as refusal:
                said = f"{type(refusal).__name__}: {refusal}"
            except BaseException as error:
                said = f"TRACEBACK {error!r}"
            os.write(writing, said.encode()[:4000])
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read().decode()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder of a group, as an administrator makes it; every account reaches it."""
    folder = Path(tempfile.mkdtemp(prefix="nettui-shared-"))
    folder.chmod(0o755)
    store = folder / "store"
    store.mkdir()
    if os.geteuid() == 0:
        os.chown(store, 0, GROUP)
    store.chmod(0o2770)
    yield store
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a small store that is whole."""
    path = tmp_path_factory.mktemp("sound") / "cases.db"
    store = SqliteStore(path, ANNA, clock=Clock())
    for name in ("case-1", "case-2"):
        file = case(name)
        store.save(file, 0, plan=planned(file), reason="first entry")
        store.decide(planned(file), 1, result(file))
    store.save(case("case-1", ecog=1), 1, reason="new result")
    store.erase("case-2", "request 12/2026")
    store.close()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, sound: bytes) -> Path:
    """A store of the test's own, with two cases."""
    path = tmp_path / "cases.db"
    path.write_bytes(sound)
    return path


def held(path: Path) -> object:
    """Everything that a store tells a reader."""
    store = SqliteStore(path, ANNA, create=False, read_only=True)
    try:
        pages = [store.worklist(Query(order=o)) for o in ("changed", "board_date", "case_id")]
        return [*store.rows()], pages, store.open("case-1").file
    finally:
        store.close()


def is_whole(path: Path) -> bool:
    """Whether nothing is wrong with a store, neither its file nor its record."""
    store = SqliteStore(path, ANNA, create=False, read_only=True)
    try:
        return store.check() == () and store.verify().whole
    finally:
        store.close()


# --- no room ------------------------------------------------------------------------------------


def test_a_full_disk_refuses_the_save_and_keeps_what_was_there(path: Path) -> None:
    """The file may not grow: refused in words, and the store is as it was, byte for byte."""
    before = path.read_bytes()

    def save() -> str:
        store = SqliteStore(path, ANNA)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), len(before)))
        for n in range(200):
            store.save(case(f"new-{n}"), 0)
        return "saved"

    said = in_child(save)
    assert said.startswith("Full: "), said
    assert str(path) in said
    assert "Nothing of this was recorded; what was recorded before stays" in said
    assert is_whole(path)
    kept = SqliteStore(path, ANNA)
    assert kept.open("case-1").file == case("case-1", ecog=1)
    kept.save(case("after"), 0)
    kept.close()
    assert is_whole(path)


def test_a_full_disk_makes_no_half_a_store(tmp_path: Path) -> None:
    """The first start fails in words and succeeds once there is room."""
    path = tmp_path / "new" / "cases.db"

    def start() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        SqliteStore(path, ANNA)
        return "made"

    said = in_child(start)
    assert said.startswith(("Full: ", "NotOpened: ")), said
    SqliteStore(path, ANNA).close()
    assert is_whole(path)


def test_a_full_disk_keeps_the_old_draft_and_the_backup_is_none(path: Path) -> None:
    """Neither leaves a part of itself behind."""
    store = SqliteStore(path, ANNA)
    store.keep_draft(Draft(case_id="case-1", base_rev=2, file=case("case-1", ecog=2)))
    store.close()
    target = path.with_name("copy.db")
    names = sorted(path.parent.rglob("*"))

    def keep() -> str:
        store = SqliteStore(path, ANNA)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        store.keep_draft(Draft(case_id="case-1", base_rev=2, file=case("case-1", ecog=3)))
        return "kept"

    def copy() -> str:
        store = SqliteStore(path, ANNA, read_only=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        backup(store, target)
        return "copied"

    for act in (keep, copy):
        said = in_child(act)
        assert said.startswith("Full: "), said
    assert sorted(path.parent.rglob("*")) == names
    again = SqliteStore(path, ANNA)
    draft = again.draft("case-1")
    assert draft is not None
    assert draft.file == case("case-1", ecog=2)
    again.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB, of which a file takes 200 kB that can be freed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(disk)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"a disk that is full cannot be tried here: {error}")
    if done.returncode:
        pytest.skip(f"a disk that is full cannot be tried here: {done.stderr.strip()}")
    try:
        (disk / "ballast").write_bytes(b"x" * 200_000)
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_disk_that_fills_loses_nothing(small_disk: Path) -> None:
    """Saves until there is no room: each acknowledged one is there, the refused one is not."""
    path = small_disk / "cases.db"
    store = SqliteStore(path, ANNA)
    saved: dict[str, int] = {}

    def fill() -> None:
        for n in itertools.count():
            name = f"case-{n % 7}"
            rev = saved.get(name, 0)
            saved[name] = store.save(case(name, age=20 + rev), rev).rev

    with pytest.raises(Full) as refused:
        fill()
    assert str(path) in str(refused.value)
    assert "no room left" in str(refused.value)
    assert sum(saved.values()) > 20
    store.close()
    assert is_whole(path)
    reader = SqliteStore(path, ANNA, read_only=True)
    for name, rev in saved.items():
        opened = reader.open(name)
        assert (opened.head.rev, opened.file) == (rev, case(name, age=19 + rev))
    assert reader.info().revisions == sum(saved.values())
    reader.close()
    assert sorted(p.name for p in small_disk.iterdir()) == ["ballast", "cases.db"]


def test_on_a_full_disk_drafts_and_copies_are_kept_whole_or_not_at_all(small_disk: Path) -> None:
    """The old draft stays, no part of a copy is left, and all goes on once there is room."""
    path = small_disk / "cases.db"
    store = SqliteStore(path, ANNA)
    store.save(case(), 0)
    old = Draft(case_id="case-1", base_rev=1, file=case(ecog=1))
    store.keep_draft(old)
    with suppress(OSError), (small_disk / "more").open("wb", buffering=0) as more:
        while True:
            more.write(b"x" * 512)
    names = sorted(small_disk.rglob("*"))
    for act in (
        lambda: store.keep_draft(evolve(old, file=case(ecog=2), typed={"patient.age": "6" * 9000})),
        lambda: backup(store, small_disk / "copy.db"),
        lambda: SqliteStore(small_disk / "second.db", ANNA),
        lambda: store.save(case(ecog=3), 1),
    ):
        with pytest.raises(StoreRefusal, match=r"no space|no room|refused"):
            act()
        assert sorted(small_disk.rglob("*")) == names
    draft = store.draft("case-1")
    assert draft is not None
    assert draft.file == case(ecog=1)
    (small_disk / "more").unlink()
    (small_disk / "ballast").unlink()
    assert store.save(case(ecog=3), 1).rev == 2
    backup(store, small_disk / "copy.db")
    store.close()
    assert is_whole(path)
    assert is_whole(small_disk / "copy.db")


# --- accounts and permissions -------------------------------------------------------------------


@as_root
def test_two_accounts_share_a_store_whatever_their_umask(shared: Path) -> None:
    """Made by one under umask 077, written by the other, and by the first again."""
    path = shared / "cases.db"

    def save(who: Who, rev: int) -> Callable[[], str]:
        def act() -> str:
            store = SqliteStore(path, who)
            store.keep_draft(Draft(case_id="case-1", base_rev=rev, file=case(ecog=rev)))
            head = store.save(case(ecog=rev), rev)
            store.close()
            return f"saved {head.rev}"

        return act

    for rev, who in enumerate((ANNA, BEN, ANNA)):
        assert in_child(save(who, rev), who, GROUP) == f"saved {rev + 1}"
    found = path.stat()
    assert (found.st_mode & 0o777, found.st_gid) == (0o660, GROUP)
    assert is_whole(path)


@as_root
def test_an_account_outside_the_group_is_told_whom_to_ask(shared: Path) -> None:
    """It learns nothing and changes nothing."""
    path = shared / "cases.db"
    in_child(lambda: SqliteStore(path, ANNA).save(case(), 0), ANNA, GROUP)
    before = path.read_bytes()
    said = in_child(lambda: SqliteStore(path, BEN).open("case-1"), BEN)
    assert said.startswith("NotOpened: "), said
    assert str(path) in said
    assert "group" in said
    assert path.read_bytes() == before


@as_root
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_may_only_be_read_is_read_and_not_written(shared: Path, what: str) -> None:
    """A folder or a file without the permission to write: opened read-only, saves refused."""
    path = shared / "cases.db"
    in_child(lambda: SqliteStore(path, ANNA).save(case(), 0), ANNA, GROUP)
    if what == "folder":
        shared.chmod(0o2750)
    else:
        path.chmod(0o440)
    before = path.read_bytes()

    def act() -> str:
        store = SqliteStore(path, BEN)
        assert store.read_only
        assert store.open("case-1").file == case()
        store.save(case(ecog=1), 1)
        return "saved"

    said = in_child(act, BEN, GROUP)
    assert said.startswith("ReadOnly: "), said
    assert str(path) in said
    assert "group that may write" in said
    assert path.read_bytes() == before
    assert is_whole(path)


@as_root
def test_a_folder_without_permission_makes_no_store(shared: Path) -> None:
    """Refused in words; no file is left."""
    shared.chmod(0o2750)
    said = in_child(lambda: SqliteStore(shared / "cases.db", ANNA), ANNA, GROUP)
    assert said.startswith("NotOpened: "), said
    assert "no case store can be made here (permission denied)" in said
    assert [*shared.iterdir()] == []


@as_root
def test_the_hot_journal_of_a_killed_account_is_undone_by_another(shared: Path) -> None:
    """Half a save of Anna's, on the disk when she was killed, is gone when Ben opens."""
    path = shared / "cases.db"
    in_child(lambda: SqliteStore(path, ANNA).save(case(), 0), ANNA, GROUP)
    before = path.read_bytes()

    def killed() -> None:
        store = SqliteStore(path, ANNA)
        db = store._connection()
        db.execute("PRAGMA cache_size = 1")
        db.execute("PRAGMA cache_spill = 1")
        db.execute("BEGIN IMMEDIATE")
        for n in range(300):
            db.execute("INSERT INTO protocol VALUES (?, '', '', ?)", (f"{n:064}", b"x" * 3000))
            db.execute("UPDATE head SET words = ?", ("x" * n,))
        os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(killed, ANNA, GROUP) == ""
    journal = path.with_name("cases.db-journal")
    assert journal.stat().st_size > 512
    assert path.read_bytes() != before

    shared.chmod(0o2750)
    said = in_child(lambda: SqliteStore(path, BEN).open("case-1"), BEN, GROUP)
    assert said.startswith("ReadOnly: "), said
    assert "interrupted" in said
    shared.chmod(0o2770)

    said = in_child(lambda: SqliteStore(path, BEN).save(case(ecog=1), 1).rev, BEN, GROUP)
    assert said == "2"
    assert not journal.exists()
    assert is_whole(path)


# --- damage -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_flipped_byte_is_named_or_refused_or_in_unused_space(path: Path, sound: bytes) -> None:
    """Every 97th byte in turn: never a traceback, and never silently another content."""
    good = held(path)
    told = dict.fromkeys(("named", "refused", "unused"), 0)
    for at in range(0, len(sound), 97):
        flipped = bytearray(sound)
        flipped[at] ^= 0xFF
        path.write_bytes(flipped)
        try:
            if not is_whole(path):
                told["named"] += 1
                continue
            assert held(path) == good, f"byte {at}"
            told["unused"] += 1
        except StoreRefusal as refusal:
            told["refused"] += str(path) in str(refusal)
    assert told["named"] > 20, told
    assert told["refused"] > 20, told
    assert sum(told.values()) == len(range(0, len(sound), 97)), "each refusal says where"


def test_a_truncated_file_is_named_or_refused(path: Path, sound: bytes) -> None:
    """Cut at the start of each page, in the middle of each, and to nothing."""
    for length in range(0, len(sound), 2048):
        path.write_bytes(sound[:length])
        try:
            found = is_whole(path)
        except StoreRefusal as refusal:
            found = str(path) not in str(refusal)
        assert not found, f"cut to {length} bytes"
        with suppress(StoreRefusal):
            SqliteStore(path, ANNA).close()
        assert path.read_bytes() == sound[:length], "a damaged file is left as it is"


@pytest.mark.parametrize("content", [b"", b"a letter\n" * 200, b"\0" * 9000, b"SQLite format 3\0"])
def test_a_file_that_is_no_store_is_left_as_it_is(path: Path, content: bytes) -> None:
    """Refused in words."""
    path.write_bytes(content)
    with pytest.raises(StoreRefusal, match=str(path)):
        SqliteStore(path, ANNA)
    assert path.read_bytes() == content


def test_another_database_is_left_as_it_is(path: Path) -> None:
    """An SQLite file of another program is not made into a store."""
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE stock (item)")
    other.close()
    content = path.read_bytes()
    with pytest.raises(StoreRefusal, match="not a case store"):
        SqliteStore(path, ANNA)
    assert path.read_bytes() == content


def test_the_store_of_a_newer_program_is_read_and_not_written(path: Path) -> None:
    """An older program neither migrates nor writes what it does not know."""
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    content = path.read_bytes()
    store = SqliteStore(path, ANNA)
    assert store.read_only
    assert store.open("case-1").file == case("case-1", ecog=1)
    with pytest.raises(StoreRefusal):
        store.save(case("new"), 0)
    store.close()
    assert path.read_bytes() == content


# --- place and time -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_network_file_system_is_refused(tmp_path: Path, kind: str) -> None:
    """With the way out in the message; the disk of the server beside it is not."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        f"36 21 0:40 / /srv/with\\040space rw - {kind} host:/share rw\n"
    )
    with pytest.raises(StoreRefusal, match=kind) as refused:
        file.refuse_network(Path("/srv/with space/cases.db"), mounts)
    assert "PostgreSQL" in str(refused.value)
    file.refuse_network(Path("/srv/cases.db"), mounts)


def test_a_clock_going_backwards_loses_nothing(path: Path) -> None:
    """Before the day of the first save: numbers keep the order, and the verdict remarks on it."""
    clock = Clock()
    clock.now = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    store = SqliteStore(path, ANNA, clock=clock)
    store.save(case("case-1", ecog=2), 2, reason="new result")
    assert [revision.rev for revision in store.history("case-1")] == [3, 2, 1]
    assert store.open("case-1").file == case("case-1", ecog=2)
    verdict = store.verify()
    assert verdict.whole
    assert any("clock had gone back" in remark for remark in verdict.remarks)
    store.close()
