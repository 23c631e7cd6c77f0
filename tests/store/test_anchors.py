"""What is written down outside names its store and its writer, and a forged line hides nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from attrs import evolve

from nettui.cli.main import main
from nettui.store.core.anchors import key_of, line, read
from nettui.store.core.rows import TABLES, sealed
from nettui.store.errors import NotOpened
from nettui.store.location import StoreLocation
from nettui.store.records import Anchor
from nettui.store.sql.schema import APPEND_ONLY
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, BEN, Clock, case

KEY = b"0123456789abcdef" * 4


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of the system's log, oldest first."""
    lines: list[str] = []
    monkeypatch.setattr("syslog.syslog", lambda _level, text: lines.append(text))
    return lines


def used(path: Path, *sessions: str, anchor_key: str = "") -> None:
    """Save a case in each of some sessions of the store at a path."""
    for who, name in zip((ANNA, BEN, ANNA, BEN), sessions, strict=False):
        place = StoreLocation(str(path), database=False, anchor_key=anchor_key)
        store = place.opened(who=who, clock=Clock())
        store.save(case(name), 0)
        store.close()


def faults(path: Path, lines: Iterable[str], key: bytes | None = None) -> tuple[str, ...]:
    """What verification finds with the anchors in these lines."""
    store = SqliteStore(path, ANNA, read_only=True)
    try:
        found = read("\n".join(lines), {store.anchored_as}, key)
        return store.verify(found.anchors).faults
    finally:
        store.close()


def rewrite(path: Path, name: str = "eve") -> Anchor:
    """Seal the whole audit anew under another account's name; return its new head."""
    db = sqlite3.connect(path, isolation_level=None)
    for table in APPEND_ONLY:
        db.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
    rows = db.execute(f"SELECT {', '.join(TABLES['audit'])} FROM audit ORDER BY seq").fetchall()
    parent = ""
    for row in rows:
        changed = (*row[:3], name, *row[4:10], parent)
        before, parent = parent, sealed(*changed)
        db.execute(
            "UPDATE audit SET name = ?, parent = ?, hash = ? WHERE seq = ?",
            (name, before, parent, row[0]),
        )
    db.execute("UPDATE chain SET hash = ?", (parent,))
    uid = rows[-1][2]
    db.close()
    return Anchor(seq=len(rows), hash=parent, place=str(path), account=uid)


def test_two_honest_stores_on_one_host_are_both_whole(tmp_path: Path, log: list[str]) -> None:
    """Each by its own lines, in any order."""
    for name in ("a", "b"):
        used(tmp_path / f"{name}.db", "one", "two")
    used(tmp_path / "a.db", "three")
    for lines in (log, log[::-1]):
        for name in ("a", "b"):
            assert faults(tmp_path / f"{name}.db", lines) == ()
    assert len(log) == 5
    assert f"store {tmp_path}/a.db audit 1:" in log[0]
    assert log[0].endswith(f" account {ANNA.uid}")


def test_a_store_has_one_name_whatever_links_lead_to_it(tmp_path: Path, log: list[str]) -> None:
    """Else its lines would be taken for those of another."""
    used(tmp_path / "a.db", "one")
    (tmp_path / "link").symlink_to(tmp_path)
    used(tmp_path / "link" / "a.db", "two")
    assert {text.split()[1] for text in log} == {str(tmp_path / "a.db")}


@pytest.mark.parametrize("order", [1, -1])
def test_a_forged_line_hides_nothing(tmp_path: Path, log: list[str], order: int) -> None:
    """Whether it is later or earlier in the log."""
    path = tmp_path / "a.db"
    used(path, "one", "two")
    assert faults(path, log) == ()
    forged = line(rewrite(path))
    told = faults(path, [*log, forged][::order])
    assert any("in 2 ways" in fault for fault in told), told
    assert "audit event 1: not the one that was written down outside" in told


def test_a_forged_line_alone_shows_in_an_honest_store(tmp_path: Path, log: list[str]) -> None:
    """It says that somebody tried."""
    path = tmp_path / "a.db"
    used(path, "one", "two")
    forged = line(Anchor(seq=2, hash="0" * 64, place=str(path), account=BEN.uid))
    assert ["in 2 ways" in fault for fault in faults(path, [*log, forged])] == [True]


def test_the_writer_of_a_line_is_compared(tmp_path: Path, log: list[str]) -> None:
    """The log knows the account; one that writes in another's name is left out and named."""
    path = tmp_path / "a.db"
    used(path, "one", "two")
    names = {str(path)}

    def journal(text: str, uid: int) -> str:
        return json.dumps({"MESSAGE": text, "_UID": str(uid), "SYSLOG_IDENTIFIER": "nettui"})

    honest = [journal(log[0], ANNA.uid), journal(log[1], BEN.uid)]
    found = read("\n".join(honest), names)
    assert len(found.anchors) == 2
    assert found.remarks == ()
    assert faults(path, honest) == ()
    forged = journal(line(evolve(found.anchors[1], hash="0" * 64)), 4300)
    found = read("\n".join([*honest, forged]), names)
    assert len(found.anchors) == 2
    [remark] = found.remarks
    assert "account 4300 wrote it in the name of account 4242" in remark
    assert faults(path, [*honest, forged]) == ()


def test_a_line_of_another_account_than_the_event_is_a_fault(
    tmp_path: Path, log: list[str]
) -> None:
    """Its writer is the one who recorded the event."""
    path = tmp_path / "a.db"
    used(path, "one")
    other = log[0].replace(f"account {ANNA.uid}", "account 4300")
    assert faults(path, [other]) == (
        f"audit event 1: of account {ANNA.uid}, but account 4300 wrote it down outside",
    )


def test_a_line_in_numbers_is_read(tmp_path: Path, log: list[str]) -> None:
    """The journal gives what is no UTF-8 as a list of bytes."""
    path = tmp_path / "\udcff.db"
    used(tmp_path / "a.db", "one")
    text = log[0].encode() + b" \xff"
    row = json.dumps({"MESSAGE": list(text), "_UID": str(ANNA.uid)})
    assert len(read(row, {str(tmp_path / "a.db")}).anchors) == 1
    assert read("{not json\n{}\n[]\n", {str(path)}).anchors == ()


def test_with_a_key_a_line_cannot_be_made_by_others(tmp_path: Path, log: list[str]) -> None:
    """Its keyed digest covers the store, the number, the hash and the account."""
    path, file = tmp_path / "a.db", tmp_path / "anchor.key"
    file.write_bytes(KEY)
    file.chmod(0o400)
    used(path, "one", "two", anchor_key=str(file))
    assert all(" mac " in text for text in log)
    names = {str(path)}
    assert read("\n".join(log), names, KEY).remarks == ()
    assert len(read("\n".join(log), names, KEY).anchors) == 2
    assert len(read("\n".join(log), names).anchors) == 2  # one who has no key
    for old, new in ((" audit 2:", " audit 3:"), ("account 4242", "account 4241")):
        found = read(log[1].replace(old, new), names, KEY)
        assert found.anchors == ()
        assert "not written with the key" in found.remarks[0]
    other = read(log[1], names, b"x" * 32)
    assert other.anchors == ()


def test_a_key_that_others_can_read_is_none(tmp_path: Path) -> None:
    """Nor one that can be guessed, or is not there; a session goes on without one."""
    file = tmp_path / "anchor.key"
    with pytest.raises(NotOpened, match="cannot be read"):
        key_of(file)
    file.write_bytes(KEY)
    file.chmod(0o440)
    with pytest.raises(NotOpened, match="can be read or changed by others"):
        key_of(file)
    StoreLocation(str(tmp_path / "a.db"), database=False, anchor_key=str(file)).opened().close()
    file.chmod(0o600)
    assert key_of(file) == KEY
    file.write_bytes(b"secret\n")
    with pytest.raises(NotOpened, match="could be guessed"):
        key_of(file)


def test_the_shell_compares_the_lines_of_this_store(
    tmp_path: Path, log: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """No line of it is no comparison; a store that was moved is named by its earlier place."""
    path, other, file = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "log"
    used(path, "one", "two")
    used(other, "one")
    file.write_text("\n".join(f"Nov 02 09:00:00 host nettui[7]: {text}" for text in log))
    check = ["store", "verify", "--anchors", str(file), "--store"]
    assert main([*check, str(path)]) == 0
    assert f"left out: {other}" in capsys.readouterr().err
    moved = tmp_path / "moved.db"
    path.rename(moved)
    assert main([*check, str(moved)]) == 2
    assert "nothing was compared" in capsys.readouterr().err
    assert main([*check, str(moved), "--known-as", str(path)]) == 0
    capsys.readouterr()
    rewrite(moved)
    assert main([*check, str(moved), "--known-as", str(path)]) == 1
    assert "NOT WHOLE" in capsys.readouterr().out


def test_what_verify_prints_is_an_anchor(
    tmp_path: Path, log: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """So the output of every night, of all stores in one file, can be held against them."""
    for name in ("a", "b"):
        used(tmp_path / f"{name}.db", "one")
        assert main(["store", "verify", "--store", str(tmp_path / f"{name}.db")]) == 0
    text = capsys.readouterr().out
    for name in ("a", "b"):
        path = str(tmp_path / f"{name}.db")
        [anchor] = read(text, {path}).anchors
        assert (anchor.place, anchor.account) == (path, None)
        assert faults(tmp_path / f"{name}.db", text.splitlines()) == ()
    assert log
