"""Where a store is: what names a file, what a database, and which configuration is trusted."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from nettui.cli.main import main
from nettui.desk.opening import opened
from nettui.plugin import locations
from nettui.store.errors import NotOpened
from nettui.store.location import StoreLocation, configured, place
from nettui.store.records import Query
from nettui.store.replan import in_background
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, case, planned, protocol

# --- a file or a database --------------------------------------------------------------------


@pytest.mark.parametrize(
    "where",
    [
        "a=b.db",
        "a=b/cases.db",
        "/srv/unit=7/cases.db",
        "./dbname=x/cases.db",
        "cases.db?mode=rw",
        "cases =1.db",
        "=",
        "Dbname=x",
        "postgres.db",
    ],
)
def test_a_path_may_hold_any_sign(where: str) -> None:
    """An equals sign, a question mark, the name of the other kind."""
    assert not StoreLocation(where).is_database


@pytest.mark.parametrize(
    "where",
    [
        "dbname=nettui",
        "dbname=nettui host=/run/postgresql",
        "host=/run/postgresql dbname=nettui",
        " user = anna dbname = nettui",
        "service=nettui",
        "postgresql:///nettui",
        "postgres://host/nettui?sslmode=require",
    ],
)
def test_words_and_urls_of_postgresql_are_known(where: str) -> None:
    """By their first word."""
    assert StoreLocation(where).is_database


def test_a_word_that_is_nearly_one_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Instead of making a file of that name; one that is there is opened."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotOpened, match="did you mean 'dbname'"):
        StoreLocation("dbnam=nettui").opened()
    assert [*tmp_path.iterdir()] == []
    Path("dbnam=nettui").touch()
    assert not StoreLocation("dbnam=nettui").is_database


def test_a_store_in_a_folder_with_an_equals_sign_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made, saved to, listed, and planned anew by another process."""
    where = tmp_path / "unit=7" / "dbname=x.db"
    monkeypatch.setenv("NETTUI_STORE", str(where))
    store = place().opened(who=ANNA)
    store.save(case("a"), 0, plan=planned(case("a")))
    new = protocol("2")
    assert in_background(store, place(), new).wait() == 0
    assert store.worklist(Query()).heads[0].columns.protocol == new.digest
    assert isinstance(store, SqliteStore)
    store.close()


# --- the administrator's file ----------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root of a computer with a configuration and a shared folder."""
    for folder, mode in (("etc", 0o755), ("etc/nettui", 0o755), ("srv", 0o755)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder).chmod(mode)
    (tmp_path / "srv/nettui").mkdir()
    (tmp_path / "srv/nettui").chmod(0o2770)
    write(tmp_path, tmp_path / "srv/nettui/cases.db")
    return tmp_path


def write(root: Path, store: object) -> Path:
    """Write the configuration that names a store."""
    file = root / "etc/nettui/store.toml"
    file.write_text(f'path = "{store}"\n')
    file.chmod(0o644)
    return file


def test_a_configuration_as_it_should_be_is_used(root: Path) -> None:
    """A path with an equals sign is a file, whatever it looks like."""
    file = root / "etc/nettui/store.toml"
    found = configured(file)
    assert found is not None
    assert (found.where, found.is_database) == (str(root / "srv/nettui/cases.db"), False)
    write(root, root / "srv/nettui/dbname=x")
    again = configured(file)
    assert again is not None
    assert not again.is_database
    file.write_text('postgresql = "dbname=nettui"')
    database = configured(file)
    assert database is not None
    assert database.is_database
    assert configured(root / "etc/none.toml") is None


@pytest.mark.parametrize("mode", [0o666, 0o664, 0o646])
def test_a_configuration_that_others_can_change_is_not_used(root: Path, mode: int) -> None:
    """Its group, or everybody."""
    (root / "etc/nettui/store.toml").chmod(mode)
    with pytest.raises(NotOpened, match="can be changed by others"):
        configured(root / "etc/nettui/store.toml")


@pytest.mark.parametrize("folder", ["etc", "etc/nettui"])
def test_nor_one_in_a_folder_that_others_can_change(root: Path, folder: str) -> None:
    """They could put another file in its place."""
    (root / folder).chmod(0o775)
    with pytest.raises(NotOpened, match="can be changed by others"):
        configured(root / "etc/nettui/store.toml")


def test_nor_one_that_belongs_to_somebody_else(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Than root or the owner of the installation."""
    monkeypatch.setattr(locations, "administrators", lambda: {987654})
    with pytest.raises(NotOpened, match="belongs neither to root"):
        configured(root / "etc/nettui/store.toml")


def test_nor_one_that_is_a_link_into_a_folder_of_others(root: Path) -> None:
    """By one link or by several, of the file or of a folder."""
    home = root / "home"
    home.mkdir()
    home.chmod(0o777)
    file = root / "etc/nettui/store.toml"
    file.rename(home / "store.toml")
    for target in (home / "store.toml", root / "again"):
        (root / "again").unlink(missing_ok=True)
        (root / "again").symlink_to(home / "store.toml")
        file.unlink(missing_ok=True)
        file.symlink_to(target)
        with pytest.raises(NotOpened, match="can be changed by others"):
            configured(file)


def test_a_link_that_leads_nowhere_is_no_missing_file(root: Path) -> None:
    """Else the session would go on with a store of its own."""
    file = root / "etc/nettui/store.toml"
    file.unlink()
    file.symlink_to(root / "nowhere")
    with pytest.raises(NotOpened, match="cannot be read"):
        configured(file)


@pytest.mark.parametrize("path", ["cases.db", "srv/cases.db", "./cases.db", "~/cases.db", ""])
def test_a_relative_path_is_not_followed(root: Path, path: str) -> None:
    """It would be another store for each folder that a session starts in."""
    with pytest.raises(NotOpened, match="from the root on"):
        configured(write(root, path))


def test_a_store_behind_a_link_into_a_folder_of_others_is_not_used(root: Path) -> None:
    """Directly, in the middle of its path, or by way of a link that others can change."""
    home = root / "home"
    home.mkdir()
    (home / "data").mkdir()
    (root / "real").mkdir()
    home.chmod(0o777)
    (root / "srv/link").symlink_to(home / "data")
    (home / "back").symlink_to(root / "real")
    (root / "srv/through").symlink_to(home / "back")
    for folder in ("srv/link", "srv/link/deeper", "home/data", "srv/through"):
        with pytest.raises(NotOpened, match="is not safe"):
            configured(write(root, root / folder / "cases.db"))


def test_a_store_that_is_itself_a_link_is_not_used(root: Path) -> None:
    """Whoever may write in its folder can lead it elsewhere."""
    (root / "srv/nettui/cases.db").symlink_to(root / "srv/nettui/other.db")
    with pytest.raises(NotOpened, match="is a link"):
        configured(root / "etc/nettui/store.toml")


def test_a_store_in_a_folder_open_to_everybody_is_not_used(root: Path) -> None:
    """Its group may write there, and nobody else."""
    (root / "srv/nettui").chmod(0o2777)
    with pytest.raises(NotOpened, match="is not safe"):
        configured(root / "etc/nettui/store.toml")


def test_a_store_in_a_folder_of_somebody_else_is_not_used(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who owns a folder can put another store in it, however the configuration is owned."""
    monkeypatch.setattr(locations, "untrusted", lambda _path: None)
    monkeypatch.setattr(locations, "administrators", lambda: {987654})
    with pytest.raises(NotOpened, match="is not safe"):
        configured(root / "etc/nettui/store.toml")


@pytest.mark.parametrize("content", [b"\xff\xfeKowalska", b'path = "Kowalska', b"= Kowalska"])
def test_what_cannot_be_read_is_not_quoted(root: Path, content: bytes) -> None:
    """It may be anything that a link once led to."""
    file = root / "etc/nettui/store.toml"
    file.write_bytes(content)
    with pytest.raises(NotOpened) as refused:
        configured(file)
    assert "Kowalska" not in str(refused.value)
    assert str(file) in str(refused.value)


@pytest.mark.parametrize("path", [f"/srv/{'x' * 5000}/cases.db", "/srv/x\\u0000y/cases.db"])
def test_a_path_that_no_store_can_have_is_refused(root: Path, path: str) -> None:
    """In words, as every other."""
    file = root / "etc/nettui/store.toml"
    file.write_text(f'path = "{path}"\n', "utf-8")
    with pytest.raises(NotOpened, match="The store was not opened"):
        configured(file)


@pytest.mark.parametrize("content", ["network = " + "9" * 5000, "path = " + "[" * 100_000])
def test_numbers_and_nesting_that_cannot_be_read_are_refused(root: Path, content: str) -> None:
    file = root / "etc/nettui/store.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(NotOpened, match="cannot be read"):
        configured(file)


def test_the_terminal_says_why_it_does_not_start(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A configuration that is not trusted is no mistake of the program."""
    (root / "etc/nettui").chmod(0o777)
    monkeypatch.delenv("NETTUI_STORE", raising=False)
    monkeypatch.setattr(locations, "root", lambda: root)
    monkeypatch.setattr("nettui.tui.terminal.keys_as_typed", contextlib.nullcontext)
    monkeypatch.setattr("nettui.tui.app.run", lambda path, _before: opened(path))
    assert main([]) == 2
    assert "is not trusted" in capsys.readouterr().err
