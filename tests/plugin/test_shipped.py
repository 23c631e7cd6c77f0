"""What comes with nettui goes by name and as it was shipped, whatever else lies there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nettui.plugin import bundled
from nettui.plugin.discovery import find
from tests.installation import ROOT, Installed, another

pytestmark = pytest.mark.slow

CASE = "si-upper-g2"


def test_every_plugin_beside_the_base_is_named() -> None:
    """A new one is written down here too: otherwise it would not be used."""
    folders = {path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py")}
    assert set(bundled.NAMES) == folders
    assert list(bundled.NAMES) == sorted(bundled.NAMES)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the checkout, from which nettui would run."""
    (tmp_path / "nettui").mkdir()
    (tmp_path / "nettui/__init__.py").touch()
    ignored = shutil.ignore_patterns("__pycache__", "cases")
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=ignored)
    monkeypatch.setattr("nettui.__file__", str(tmp_path / "nettui/__init__.py"))
    bundled.info.cache_clear()
    yield tmp_path
    bundled.info.cache_clear()


def test_in_a_checkout_only_names_count(checkout: Path) -> None:
    (checkout / "plugins/evil").mkdir()
    (checkout / "plugins/evil/__init__.py").touch()
    (checkout / "plugins/colon/extra.py").write_text("# written now")
    shutil.rmtree(checkout / "plugins/lung")
    found, problems = find(path=())
    assert "evil" not in [plugin.name for plugin in found]
    assert [(p.kind, p.plugin) for p in problems] == [
        ("bundled_damaged", "lung"),
        ("bundled_foreign", ""),
    ]


def test_a_package_of_their_name_elsewhere_is_named(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "site/nettui_plugins/evil").mkdir(parents=True)
    found, (problem,) = find([str(tmp_path / "site")])
    assert [plugin.name for plugin in found] == sorted(["base", *bundled.NAMES])
    assert problem.kind == "bundled_foreign"
    assert "'evil'" in problem.what
    assert "It is not used." in problem.what


@pytest.fixture(scope="module")
def hospital(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """nettui installed from its wheel."""
    return another(installed, tmp_path_factory.mktemp("hospital"))


@pytest.fixture(scope="module")
def kept(hospital: Installed) -> Path:
    """What nettui keeps for an account there once a plan was made."""
    hospital.run("run", CASE)
    return Path(shutil.move(hospital.elsewhere / ".local", hospital.elsewhere.parent / "kept"))


@pytest.fixture
def site(hospital: Installed) -> Iterator[Path]:
    """Its site-packages: what a test changes there is put back."""
    (place,) = hospital.prefix.glob("lib/python*/site-packages")
    plugins, kept = place / "nettui_plugins", place.parent / "kept"
    shutil.copytree(plugins, kept)
    yield place
    shutil.rmtree(plugins)
    shutil.move(kept, plugins)
    shutil.rmtree(hospital.prefix / "var", ignore_errors=True)
    shutil.rmtree(hospital.elsewhere / ".local", ignore_errors=True)


def _gone(site: Path) -> None:
    shutil.rmtree(site / "nettui_plugins/colon")


def _changed(site: Path) -> None:
    path = site / "nettui_plugins/colon/__init__.py"
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")


def _added(site: Path) -> None:
    (site / "nettui_plugins/colon/more.py").write_text("")


def _text_changed(site: Path) -> None:
    path = site / "nettui_plugins/updates/rows.toml"
    path.write_bytes(path.read_bytes() + b"\n")


DAMAGES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "gone": (_gone, "colon", "cannot be read"),
    "changed": (_changed, "colon", "__init__.py is not the file that was shipped"),
    "added": (_added, "colon", "more.py does not come with nettui"),
    "a text changed": (_text_changed, "updates", "rows.toml is not the file that was shipped"),
}


@pytest.mark.xdist_group("package")
@pytest.mark.parametrize("how", DAMAGES)
def test_a_plugin_that_is_not_as_it_was_shipped_is_refused_by_name(
    hospital: Installed, kept: Path, site: Path, how: str
) -> None:
    damage, name, said = DAMAGES[how]
    shutil.copytree(kept, hospital.elsewhere / ".local")
    damage(site)
    for words in (("run", CASE), ("plugins",), ("protocol", "publish")):
        _, told = hospital.both(*words, fails=True)
        assert f"Plugin '{name}'" in told
        assert said in told
        assert "No plan is made." in told
    assert said in hospital.both("plugins", "check", fails=True)[0]


@pytest.mark.xdist_group("package")
def test_what_is_foreign_among_them_is_named_and_changes_nothing(
    hospital: Installed, site: Path
) -> None:
    hospital.run("protocol", "publish")
    before = hospital.run("run", CASE)
    evil = site / "nettui_plugins/evil"
    evil.mkdir()
    (evil / "__init__.py").write_text("raise SystemExit('run')\n")
    assert hospital.both("run", CASE) == (before, "")
    for words in (("plugins",), ("protocol", "publish")):
        out, told = hospital.both(*words)
        assert "'evil' lies among the plugins of nettui" in told
        assert "evil" not in out
    assert hospital.both("run", CASE) == (before, "")


@pytest.mark.xdist_group("package")
@pytest.mark.parametrize("how", ["gone", "changed"])
def test_once_published_no_session_leaves_it_without_a_word(
    hospital: Installed, site: Path, how: str
) -> None:
    hospital.run("protocol", "publish")
    hospital.run("run", CASE)
    DAMAGES[how][0](site)
    out, told = hospital.both("run", CASE, fails=True)
    assert out == ""
    assert "No plan is made." in told
    assert "files of nettui have changed since" in told
    assert not (hospital.elsewhere / ".local/state/nettui/protocols").exists()
