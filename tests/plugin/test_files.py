"""A plugin is one package of its own, all of it listed: nothing else can run when it is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nettui.plugin import locations, policy
from nettui.plugin.discovery import Found, find
from nettui.plugin.policy import Allowed, decide
from tests.plugin.computer import Server, server
from tests.plugin.installed import install, install_files

pytestmark = pytest.mark.slow

INIT = """
from nettui.plugin.api import API_VERSION, Card, hookimpl

@hookimpl
def nettui_card():
    return Card(name="clinic", version="1.0", api=API_VERSION, purpose="Test.", contact="Nobody.")

try:
    from . import local
except ImportError:
    pass
"""
FILES = {"clinic/__init__.py": INIT, "clinic/rules.py": "", "clinic/sub/__init__.py": ""}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a plugin of several files."""
    folder = tmp_path / "site"
    folder.mkdir()
    install_files(folder, "clinic", FILES)
    return folder


def plugin(site: Path) -> Found:
    """Return the plugin that is installed there."""
    (found,) = (p for p in find([str(site)])[0] if not p.bundled)
    return found


def kind(site: Path) -> str:
    """Return the kind of what is wrong with it, empty where nothing is."""
    doubt = policy.doubted(plugin(site))
    return doubt.kind if doubt else ""


def put(path: Path, text: str = "raise RuntimeError('run')\n") -> None:
    """Write a file as an administrator would."""
    path.parent.mkdir(mode=0o755, exist_ok=True)
    path.write_text(text)
    path.chmod(0o644)


def test_a_plugin_of_listed_files_is_taken(site: Path) -> None:
    assert kind(site) == ""


UNLISTED = {
    "a module beside": "clinic/local.py",
    "compiled, without its source": "clinic/local.pyc",
    "native": "clinic/local.abi3.so",
    "native in place of the package": "clinic/__init__.cpython-311-x86_64-linux-gnu.so",
    "a folder without a module": "clinic/local/hidden.py",
    "in a listed folder": "clinic/sub/local.py",
    "a text": "clinic/rows.toml",
    "source among what is cached": "clinic/__pycache__/local.py",
    "cached without a source": "clinic/__pycache__/local.cpython-311.pyc",
    "a module of the package's name": "clinic.py",
    "a native module of the package's name": "clinic.abi3.so",
}


@pytest.mark.parametrize("how", UNLISTED)
def test_what_lies_in_its_package_and_is_not_listed_refuses_it(site: Path, how: str) -> None:
    entry = Allowed("1.0", plugin(site).digest, "institution")
    put(site / UNLISTED[how])
    granted, (problem,) = decide([plugin(site)], {"clinic": entry})
    assert granted == []
    assert problem.kind == "unlisted"
    assert str(site / UNLISTED[how]) in problem.what


def test_a_folder_in_place_of_its_only_module_refuses_it(tmp_path: Path) -> None:
    """Python takes the folder first."""
    install(tmp_path, "good/house")
    assert kind(tmp_path) == ""
    put(tmp_path / "house/__init__.py")
    assert kind(tmp_path) == "unlisted"


def test_what_python_keeps_of_its_modules_is_no_fault(site: Path) -> None:
    put(site / "clinic/__pycache__/__init__.cpython-311.pyc")
    put(site / "clinic/__pycache__/rules.cpython-312.opt-1.pyc")
    assert kind(site) == ""


def test_a_link_to_a_folder_in_its_package_refuses_it(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site / "clinic/more").symlink_to(tmp_path / "elsewhere")
    assert kind(site) == "unlisted"


LISTED = {
    "runs_at_start": ("clinic.pth", "zz.PTH", "../../evil.pth", "sitecustomize.py"),
    "compiled": ("clinic/fast.abi3.so", "clinic/local.pyc", "clinic/old.pyo"),
    "brings_more": (
        "attrs/evil.py",
        "other-1.0.dist-info/METADATA",
        "../../share/clinic/rows.toml",
        "../../bin/../evil.py",
        "/etc/cron.d/clinic",
        "clinic/../evil.py",
        "helpers.py",
    ),
}


@pytest.mark.parametrize(("wanted", "file"), [(k, f) for k, fs in LISTED.items() for f in fs])
def test_files_that_no_plugin_needs_refuse_it(site: Path, wanted: str, file: str) -> None:
    record = site / "clinic-1.0.dist-info/RECORD"
    record.write_text(f"{record.read_text()}{file},,\n")
    doubt = policy.doubted(plugin(site))
    assert doubt
    assert doubt.kind == wanted
    assert file in doubt.what


@pytest.mark.parametrize("package", ["json", "nettui", "nettui_plugins", "nettui_cases"])
def test_a_package_of_pythons_or_nettuis_name_refuses_it(tmp_path: Path, package: str) -> None:
    install_files(tmp_path, package, {f"{package}/__init__.py": ""})
    assert kind(tmp_path) == "module_elsewhere"


def test_a_package_that_another_distribution_fills_too_refuses_it(site: Path) -> None:
    info = site / "other-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: other\nVersion: 2.0\n")
    (info / "RECORD").write_text("clinic/__init__.py,,\n")
    doubt = policy.doubted(plugin(site))
    assert doubt
    assert doubt.kind == "package_shared"
    assert "other" in doubt.what


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Requires-Dist: nettui", ""),
        ("Requires-Dist: nettui>=0.1 ; python_version >= '3.11'", ""),
        ("Requires-Dist: pytest>=9 ; extra == 'test'", ""),
        ("Requires-Dist: numpy", "depends"),
        ("Requires-Dist: Nettui-Rules (>1)", "depends"),
        ("Requires-Dist: nettui @ https://example.org/x.whl", ""),
        ("requires-dist: ???", "depends"),
    ],
)
def test_a_plugin_needs_nothing_but_nettui(tmp_path: Path, line: str, wanted: str) -> None:
    install_files(tmp_path, "clinic", FILES, metadata=f"{line}\n")
    assert kind(tmp_path) == wanted


def test_a_module_that_is_a_link_into_a_folder_of_others_is_refused(
    site: Path, tmp_path: Path
) -> None:
    open_folder = tmp_path / "open"
    put(open_folder / "rules.py", "")
    module = site / "clinic/rules.py"
    module.unlink()
    module.symlink_to(open_folder / "rules.py")
    assert kind(site) == ""
    open_folder.chmod(0o777)
    assert kind(site) == "writable"


def test_every_link_on_the_way_is_looked_at(tmp_path: Path) -> None:
    """Not only where a way ends: who can change a link on it leads elsewhere."""
    for name in ("safe", "open"):
        (tmp_path / name).mkdir(mode=0o755)
    put(tmp_path / "safe/end", "")
    (tmp_path / "open/middle").symlink_to("../safe/end")
    (tmp_path / "begin").symlink_to("open/middle")
    assert locations.untrusted(tmp_path / "begin") is None
    (tmp_path / "open").chmod(0o777)
    assert locations.untrusted(tmp_path / "begin") == ("writable", tmp_path / "open")
    (tmp_path / "way").symlink_to("open")
    put(tmp_path / "open/file", "")
    doubt = locations.untrusted(tmp_path / "way/file")
    assert doubt
    assert doubt[0] == "writable"


ODD: dict[str, Callable[[Path], None]] = {
    "a folder": lambda path: path.mkdir(mode=0o755),
    "a pipe": lambda path: os.mkfifo(path, 0o644),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a link to itself": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("how", ["gone", *ODD])
def test_a_file_that_cannot_be_read_is_named(site: Path, how: str) -> None:
    path = site / "clinic/rules.py"
    path.unlink()
    if how != "gone":
        ODD[how](path)
    doubt = policy.doubted(plugin(site))
    assert doubt
    assert doubt.kind == "file_missing"
    assert str(path) in doubt.what


def test_a_module_that_was_dropped_beside_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Allowed and published without it: then the plugin is out until somebody has looked."""
    computer: Server = server(tmp_path, monkeypatch, capsys)
    install_files(computer.site, "clinic", FILES)
    computer.allow()
    code, said = computer.run("plugins", "check")
    assert (code, "clinic" in said) == (0, True), said
    mark = tmp_path / "run"
    put(computer.site / "clinic/local.py", f"open({str(mark)!r}, 'w')\n")
    code, said = computer.run("plugins", "check")
    assert code == 1
    assert f"{computer.site}/clinic/local.py lies in its package" in said
    assert "changed files" not in said
    assert not mark.exists()
    assert "clinic" not in sys.modules
    code, said = computer.run("plugins", "allow", "clinic", "--layer", "institution")
    assert code == 2
    assert "local.py" in said
