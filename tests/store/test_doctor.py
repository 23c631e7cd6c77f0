"""The doctor sees what an administrator has to know, says what to do, and changes nothing."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from nettui.cli import doctor_checks
from nettui.cli.doctor_checks import CHECKS, LOOK, OK, WRONG, Installation, every
from nettui.cli.main import main
from nettui.engine.language.serialize import canonical
from nettui.plugin import locations
from nettui.store.backup import backup
from nettui.store.location import StoreLocation
from nettui.store.records import AuditQuery
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, START, Clock, case, protocol

NOW = START + datetime.timedelta(hours=1)


def seal(data: bytes) -> str:
    """The hash of a file as a RECORD has it."""
    made = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode()
    return f"sha256={made.rstrip('=')}"


def write(path: Path, data: bytes | str) -> Path:
    """Write a file that only its owner can change, with its folders."""
    for folder in [p for p in (path.parent, *path.parent.parents) if not p.exists()][::-1]:
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    path.chmod(0o644)
    return path


@pytest.fixture
def given(tmp_path: Path) -> Installation:
    """An installation as it should be, with a store that was backed up and verified."""
    site = tmp_path / "opt/lib/site-packages"
    files = {
        "nettui/__init__.py": b"x = 1",
        "nettui/cli/main.py": b"y = 2",
        "nettui_plugins/lung/__init__.py": b"z = 3",
        "distutils-precedence.pth": b"import os",
    }
    for name, data in files.items():
        write(site / name, data)
    listed = [f"{name},{seal(data)},5" for name, data in files.items()]
    write(site / "nettui-1.0.dist-info/RECORD", "\n".join([*listed[:3], "nettui-1.0.x,,"]))
    write(site / "setuptools-80.dist-info/RECORD", listed[3])
    write(site / "nettui-1.0.x", b"")
    write(site / "nettui/__pycache__/main.pyc", b"compiled")

    made = protocol()
    record = {"digest": made.digest, "program": "x", "list": "", "problems": [], "origins": []}
    write(tmp_path / "var/lib/nettui/in_force.json", json.dumps(record))
    write(tmp_path / f"var/lib/nettui/protocols/{made.digest}.json", canonical(made.raw))

    path = tmp_path / "srv/nettui/cases.db"
    write(tmp_path / "etc/nettui/store.toml", f'path = "{path}"')
    write(tmp_path / "etc/nettui/plugins.toml", "")
    write(tmp_path / "usr/local/bin/nettui-session", "#!/bin/sh")
    write(tmp_path / "usr/bin/python", "")
    (tmp_path / "srv/nettui").mkdir(parents=True)
    (tmp_path / "srv/nettui").chmod(0o2770)
    store = SqliteStore(path, ANNA, clock=Clock())
    store.save(case("a"), 0)
    backup(store, tmp_path / "copy.db")
    store.note("verify", outcome="whole")
    store.close()
    return Installation(
        root=tmp_path,
        package=site / "nettui",
        site=(site,),
        python=tmp_path / "usr/bin/python",
        now=NOW,
    )


def found(given: Installation) -> dict[str, list[str]]:
    """The states that each check gives."""
    states: dict[str, list[str]] = {name: [] for name in CHECKS}
    for one in every(given):
        states[one.name].append(one.state)
        assert one.says.endswith((".", ")")), one
        assert bool(one.do) is (one.state != OK), one
    return states


def test_all_is_ok_where_all_is_as_it_should_be(given: Installation) -> None:
    """Every check says so, and nothing was changed by looking."""
    store = given.root / "srv/nettui/cases.db"
    before = sorted((str(p), p.stat().st_mtime_ns) for p in given.root.rglob("*"))
    content = store.read_bytes()
    assert {s for states in found(given).values() for s in states} == {OK}
    assert sorted((str(p), p.stat().st_mtime_ns) for p in given.root.rglob("*")) == before
    assert store.read_bytes() == content


def _grow(path: Path, data: bytes = b" ") -> None:
    path.write_bytes(path.read_bytes() + data)


SITE = "opt/lib/site-packages"
DIGEST = protocol().digest
FAULTS: dict[str, tuple[str, str, Callable[[Path], object]]] = {
    "a changed file": ("program", WRONG, lambda r: _grow(r / SITE / "nettui/cli/main.py")),
    "a changed plugin": (
        "program", WRONG, lambda r: _grow(r / SITE / "nettui_plugins/lung/__init__.py")
    ),
    "a missing file": ("program", WRONG, lambda r: (r / SITE / "nettui/cli/main.py").unlink()),
    "a file among its own": ("program", WRONG, lambda r: write(r / SITE / "nettui/evil.py", "")),
    "a plugin among its own": (
        "program", WRONG, lambda r: write(r / SITE / "nettui_plugins/evil/__init__.py", "")
    ),
    "no list": ("program", LOOK, lambda r: (r / SITE / "nettui-1.0.dist-info/RECORD").unlink()),
    "a file of all": ("owners", WRONG, lambda r: (r / SITE / "nettui/cli/main.py").chmod(0o666)),
    "a folder of all": ("owners", WRONG, lambda r: (r / SITE / "nettui/cli").chmod(0o777)),
    "a compiled file of all": (
        "owners", WRONG, lambda r: (r / SITE / "nettui/__pycache__/main.pyc").chmod(0o664)
    ),
    "imports of all": ("owners", WRONG, lambda r: (r / SITE).chmod(0o775)),
    "above of all": ("owners", WRONG, lambda r: (r / "opt").chmod(0o777)),
    "a python of all": ("owners", WRONG, lambda r: (r / "usr/bin/python").chmod(0o777)),
    "a pth that runs": ("foreign files", WRONG, lambda r: write(r / SITE / "a.pth", "import os")),
    "a pth that is known by name": (
        "foreign files", WRONG, lambda r: _grow(r / SITE / "distutils-precedence.pth")
    ),
    "another known by name": (
        "foreign files", WRONG,
        lambda r: write(r / SITE / "_virtualenv.pth", "import _virtualenv\nimport evil"),
    ),
    "a pth that leads": ("foreign files", LOOK, lambda r: write(r / SITE / "a.pth", "/home/eve")),
    "sitecustomize": (
        "foreign files", WRONG, lambda r: write(r / SITE / "sitecustomize.py", "")
    ),
    "nothing published": (
        "published", LOOK, lambda r: (r / "var/lib/nettui/in_force.json").unlink()
    ),
    "another protocol": (
        "published", WRONG, lambda r: _grow(r / f"var/lib/nettui/protocols/{DIGEST}.json", b"x")
    ),
    "no protocol": (
        "published", WRONG, lambda r: (r / f"var/lib/nettui/protocols/{DIGEST}.json").unlink()
    ),
    "a record that is none": (
        "published", WRONG, lambda r: write(r / "var/lib/nettui/in_force.json", "{")
    ),
    "a protocol of all": (
        "published", WRONG,
        lambda r: (r / f"var/lib/nettui/protocols/{DIGEST}.json").chmod(0o666),
    ),
    "no configuration": (
        "configuration", LOOK, lambda r: (r / "etc/nettui").rename(r / "etc/none")
    ),
    "a list of all": (
        "configuration", WRONG, lambda r: (r / "etc/nettui/plugins.toml").chmod(0o666)
    ),
    "a list that is none": (
        "configuration", WRONG, lambda r: write(r / "etc/nettui/sign-offs.toml", "= x")
    ),
    "a store of all": (
        "configuration", WRONG, lambda r: (r / "etc/nettui/store.toml").chmod(0o666)
    ),
    "a relative store": (
        "configuration", WRONG, lambda r: write(r / "etc/nettui/store.toml", 'path = "cases.db"')
    ),
    "a dangling link": (
        "configuration", WRONG, lambda r: (r / "etc/nettui/sign-offs.toml").symlink_to("/nowhere/x")
    ),
    "a launcher of all": (
        "session", WRONG, lambda r: (r / "usr/local/bin/nettui-session").chmod(0o777)
    ),
    "cases for all": ("store", WRONG, lambda r: (r / "srv/nettui/cases.db").chmod(0o664)),
    "its folder for all": ("store", WRONG, lambda r: (r / "srv/nettui").chmod(0o2775)),
    "erasures for all": (
        "store", WRONG, lambda r: write(r / "srv/nettui/cases.erasures", "").chmod(0o664)
    ),
    "an old copy": (
        "store", LOOK, lambda r: write(r / "srv/nettui/cases.schema-1.db", "").chmod(0o600)
    ),
    "no store": ("store", LOOK, lambda r: (r / "srv/nettui/cases.db").unlink()),
    "damage": ("store", WRONG, lambda r: (r / "srv/nettui/cases.db").write_bytes(b"x" * 5000)),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_each_fault_is_seen(given: Installation, what: str) -> None:
    """By its check, in its state."""
    name, state, act = FAULTS[what]
    act(given.root)
    states = found(given)
    assert state in states[name], states
    if state == LOOK:
        assert WRONG not in states[name], states


def test_what_belongs_to_somebody_else_is_seen(
    given: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the program, of what is published, of the configuration."""
    monkeypatch.setattr(locations, "administrators", lambda: {987654})
    states = found(given)
    for name in ("owners", "published", "configuration", "session"):
        assert WRONG in states[name], states


def test_another_nettui_on_the_path_is_seen(given: Installation) -> None:
    """A package of its name, or of its plugins, in another folder of imports."""
    other = given.root / "other/site-packages"
    write(other / "nettui_plugins/evil/__init__.py", "")
    assert WRONG in found(evolve(given, site=(*given.site, other)))["foreign files"]


@pytest.mark.parametrize(("days", "state"), [(1, [OK, OK]), (3, [LOOK, OK]), (30, [LOOK, LOOK])])
def test_what_is_long_ago_is_to_be_looked_at(
    given: Installation, days: int, state: list[str]
) -> None:
    """The last backup, and the last time that the store was found whole."""
    later = evolve(given, now=NOW + datetime.timedelta(days=days))
    assert found(later)["store"] == [OK, *state]


def test_a_store_that_was_never_backed_up_is_to_be_looked_at(tmp_path: Path) -> None:
    """Nor ever verified; a store that is named is looked at instead of the configured one."""
    path = tmp_path / "own.db"
    SqliteStore(path, ANNA, clock=Clock()).close()
    place = StoreLocation(str(path), database=False)
    given = Installation(root=tmp_path, package=tmp_path / "nettui", store=place, now=NOW)
    told = [one for one in every(given) if one.name == "store"]
    assert [one.state for one in told] == [OK, LOOK, LOOK]
    assert "nettui store backup" in told[1].do
    assert "nettui store verify" in told[2].do


def test_what_cannot_be_looked_at_is_said(
    given: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One check that this account may not do leaves the others as they are."""

    def refused(_given: Installation) -> object:
        raise PermissionError(13, "Permission denied", "/root/x")

    monkeypatch.setitem(doctor_checks.CHECKS, "program", refused)
    first, *others = every(given)
    assert (first.state, "/root/x: permission denied" in first.says) == (LOOK, True)
    assert {one.state for one in others} == {OK}


def test_the_command_ends_with_the_worst(
    given: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0, 1, 2; as lines for a person and as JSON for monitoring."""
    monkeypatch.setattr(doctor_checks, "this", lambda: given)
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith("ok ") for line in lines)
    assert len(lines) >= len(CHECKS)
    (given.root / SITE / "nettui-1.0.dist-info/RECORD").unlink()
    assert main(["doctor"]) == 1
    assert "look at program: " in capsys.readouterr().out
    (given.root / "etc/nettui/plugins.toml").chmod(0o666)
    assert main(["doctor", "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["state"] == WRONG
    assert {check["name"] for check in told["checks"]} == set(CHECKS)


def test_verifying_is_recorded_where_the_store_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So the doctor knows when it last was."""
    path = tmp_path / "cases.db"
    store = SqliteStore(path, ANNA)
    store.save(case("a"), 0)
    store.close()
    assert main(["store", "verify", "--store", str(path)]) == 0
    capsys.readouterr()
    store = SqliteStore(path, ANNA)
    [event] = store.audit(AuditQuery(action="verify"))
    assert event.outcome == "whole"
    with store._writing():
        store._run("UPDATE head SET grade = 'G3'")
    store.close()
    assert main(["store", "verify", "--store", str(path)]) == 1
    store = SqliteStore(path, ANNA)
    assert len(store.audit(AuditQuery(action="verify"))) == 1
    store.close()
