"""Who was erased stays erased, also where an older copy is restored."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from nettui.cli.main import main
from nettui.store.backup import backup, restored
from nettui.store.core import erasures
from nettui.store.errors import Damaged, Erased, Full, StoreRefusal
from nettui.store.location import StoreLocation
from nettui.store.records import Draft
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, BEN, Clock, case, planned, result
from tests.store.memory import MemoryStore
from tests.store.test_faults import in_child


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of two cases, one decided on, with a copy of it before one was erased."""
    (tmp_path / "srv").mkdir()
    (tmp_path / "backup").mkdir()
    path = tmp_path / "srv/cases.db"
    store = SqliteStore(path, ANNA, clock=Clock())
    for name in ("a", "b"):
        file = case(name)
        store.save(file, 0, plan=planned(file), reason="asked by Kowalska")
        store.decide(planned(file), 1, result(file))
    backup(store, tmp_path / "backup/monday.db")
    store.erase("a", "request 12/2026")
    store.close()
    return path


def lose(path: Path) -> None:
    """The store is lost; what lies beside it is not."""
    path.unlink()


def held(path: Path) -> bytes:
    """All bytes of a store."""
    return path.read_bytes()


def restore(path: Path, copy: str = "monday", *lists: Path) -> tuple[str, ...]:
    """Restore a copy to the place of the store; return which cases were erased again."""
    source = path.parent.parent / f"backup/{copy}.db"
    return restored(source, StoreLocation(str(path), database=False), BEN, lists)[1]


def test_an_erased_case_stays_erased_after_an_older_copy_is_restored(path: Path) -> None:
    """By the list beside the store; who erased it and why is still known."""
    lose(path)
    assert restore(path) == ("a",)
    store = SqliteStore(path, ANNA)
    with pytest.raises(Erased):
        store.open("a")
    assert store.open("b").file == case("b")
    [row] = [row for table, row in store.rows() if table == "erasure"]
    assert row[4] == "again after a restore: request 12/2026"
    assert store.verify().faults == ()
    store.close()
    assert b"Kowalska" in held(path)  # of the other case
    assert b'"case_id":"a"' not in held(path)


def test_a_later_copy_keeps_it_for_an_earlier_one(path: Path) -> None:
    """Where the whole folder of the store is lost: the list lies beside the copies too."""
    store = SqliteStore(path, ANNA)
    backup(store, path.parent.parent / "backup/tuesday.db")
    store.close()
    (path.parent.parent / "backup/tuesday.db").unlink()
    lose(path)
    erasures.beside(path).unlink()
    assert restore(path) == ("a",)


def test_a_list_that_is_named_counts_too(path: Path, tmp_path: Path) -> None:
    """As fetched from another computer."""
    named = tmp_path / "fetched"
    erasures.beside(path).rename(named)
    lose(path)
    assert restore(path, "monday", named) == ("a",)


def test_erased_twice_it_is_one_reason(path: Path) -> None:
    """However often a copy is restored."""
    for _ in range(3):
        lose(path)
        assert restore(path) == ("a",)
    store = SqliteStore(path, ANNA)
    [row] = [row for table, row in store.rows() if table == "erasure"]
    assert row[4] == "again after a restore: request 12/2026"
    store.close()


def test_a_copy_put_back_with_other_tools_is_found(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Verifying says so; one command erases it again."""
    path.write_bytes((path.parent.parent / "backup/monday.db").read_bytes())
    where = ["--store", str(path)]
    assert main(["store", "verify", *where]) == 1
    assert "case a: erased 2026-11-02, and its content is here again" in capsys.readouterr().err
    assert main(["store", "erasures", *where]) == 1
    assert "a: erased once" in capsys.readouterr().out
    assert main(["store", "erasures", "--apply", *where]) == 0
    assert main(["store", "verify", *where]) == 0
    assert main(["store", "erasures", *where]) == 0


def test_another_store_has_a_case_of_the_same_id(path: Path) -> None:
    """Which stays, although its copies lie in the same folder."""
    other = path.with_name("other.db")
    store = SqliteStore(other, ANNA, clock=Clock())
    store.save(case("a"), 0)
    backup(store, path.parent.parent / "backup/other.db")
    kept = erasures.known(erasures.beside(path))
    assert store.to_erase(kept) == ()
    store.close()
    lose(other)
    assert (
        restored(path.parent.parent / "backup/other.db", StoreLocation(str(other)), ANNA)[1] == ()
    )


def test_a_list_that_cannot_be_read_is_not_passed_over(path: Path) -> None:
    """Nothing is restored before somebody has looked."""
    lose(path)
    file = erasures.beside(path)
    whole = file.read_bytes()
    for damaged in (b"x\n" + whole, whole.replace(b"12/2026", b"13/2026"), b"[1]\n", b"\xff\n"):
        file.write_bytes(damaged)
        with pytest.raises(Damaged, match=r"line 1: this is no erasure"):
            restore(path)
        assert not path.exists()
    file.unlink()
    file.mkdir()
    with pytest.raises(StoreRefusal, match="cannot be read"):
        restore(path)
    assert not path.exists()


def test_half_a_line_of_a_power_cut_does_not_count(path: Path) -> None:
    """The erasure was not recorded either; the next line is whole."""
    file = erasures.beside(path)
    whole = file.read_bytes()
    file.write_bytes(whole + b'["b", "')
    assert len(erasures.known(file)) == 1
    store = SqliteStore(path, ANNA)
    store.erase("b", "request 13/2026")
    store.close()
    assert [one.case_id for one in erasures.known(file)] == ["a", "b"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_erasure_that_cannot_be_kept_apart_is_not_made(path: Path) -> None:
    """A full disk: refused, and the case is as it was."""
    store = SqliteStore(path, ANNA)
    file = erasures.beside(path)
    file.unlink()
    file.mkdir()
    with pytest.raises(StoreRefusal, match="apart"):
        store.erase("b", "request 13/2026")
    assert store.open("b").file == case("b")
    store.close()

    def full() -> object:
        size = path.stat().st_size
        assert size
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
        erasures.add(
            path.parent / "new.erasures",
            [
                erasures.Erasure(
                    case_id="a" * 30, first="0" * 64, at="t", uid=1, name="n", reason="r"
                )
            ],
        )
        return "kept"

    assert in_child(full).startswith(f"{Full.__name__}: ")
    assert (path.parent / "new.erasures").read_bytes() == b""


def test_a_draft_put_aside_goes_too(path: Path) -> None:
    """One that could not be read any more still holds what somebody typed."""
    store = SqliteStore(path, ANNA)
    store.keep_draft(Draft(case_id="b", base_rev=1, file=case("b", ecog=1)))
    [draft] = path.with_suffix(".drafts").rglob("*.draft")
    draft.write_text("Kowalska")
    assert store.draft("b") is None
    assert [*path.with_suffix(".drafts").rglob("*.unreadable")]
    store.erase("b", "request 13/2026")
    store.close()
    assert [p for p in path.with_suffix(".drafts").rglob("*") if p.is_file()] == []


def test_a_store_in_memory_keeps_its_erasures_with_its_copies(tmp_path: Path) -> None:
    """As one in a database does, which has no folder."""
    store = MemoryStore(ANNA, clock=Clock())
    store.save(case("a"), 0)
    backup(store, tmp_path / "monday.db")
    store.erase("a", "request 12/2026")
    backup(store, tmp_path / "tuesday.db")
    place = StoreLocation(str(tmp_path / "new.db"), database=False)
    assert restored(tmp_path / "monday.db", place, ANNA)[1] == ("a",)
