"""What is installed: found by metadata, in one order, without importing anything."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from nettui.plugin.discovery import Found, find
from tests.plugin.installed import install, install_text


def outside(*folders: Path) -> list[Found]:
    """Return what is found in the folders beside what comes with nettui."""
    found, problems = find([str(folder) for folder in folders])
    assert problems == ()
    return [plugin for plugin in found if not plugin.bundled]


def test_base_and_bundled_plugins_are_found_by_the_same_way() -> None:
    found, problems = find(path=())
    assert problems == ()
    assert found[0].name < found[-1].name
    assert "base" in [plugin.name for plugin in found]
    assert all(plugin.bundled for plugin in found)
    assert [p.name for p in found] == sorted({p.name for p in found})


def test_a_plugin_is_found_without_being_imported(tmp_path: Path) -> None:
    install_text(tmp_path, "explosive", "raise SystemExit('imported')\n")
    (plugin,) = outside(tmp_path)
    assert (plugin.name, plugin.distribution, plugin.version) == ("explosive", "explosive", "1.0")
    assert "explosive" not in sys.modules


def test_two_distributions_that_claim_one_name_are_both_refused(tmp_path: Path) -> None:
    """Whichever lies first on the path."""
    folders = [tmp_path / "one", tmp_path / "two"]
    for n, folder in enumerate(folders):
        folder.mkdir()
        install(folder, "good/house", name=f"house-{n}")
    for order in (folders, folders[::-1]):
        found, (problem,) = find([str(folder) for folder in order])
        assert "house" not in [plugin.name for plugin in found]
        assert problem.kind == "name_taken"
        assert "house-0 1.0 and house-1 1.0" in problem.what


def test_a_distribution_that_claims_a_bundled_name_is_refused_and_the_bundled_stays(
    tmp_path: Path,
) -> None:
    install_text(tmp_path, "base", "")
    found, (problem,) = find([str(tmp_path)])
    assert [plugin.bundled for plugin in found if plugin.name == "base"] == [True]
    assert problem.kind == "name_taken"
    assert "nettui itself" in problem.what


def test_the_digest_is_of_its_files_and_nothing_else(tmp_path: Path) -> None:
    """The same wherever it is installed; another when one byte of a module changes."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        install(folder, "good/house")
    (one / "house-1.0.dist-info/INSTALLER").write_text("pip")
    (first,), (second,) = outside(one), outside(two)
    assert first.digest == second.digest
    (two / "house.py").write_text("# changed")
    (second,) = outside(two)
    assert first.digest != second.digest


def test_a_plugin_linked_to_a_folder_is_recognised(tmp_path: Path) -> None:
    install(tmp_path, "good/house")
    link = {"url": "file:///x", "dir_info": {"editable": True}}
    (tmp_path / "house-1.0.dist-info/direct_url.json").write_text(json.dumps(link))
    assert [plugin.editable for plugin in outside(tmp_path)] == [True]


def test_a_folder_that_stands_twice_on_the_path_is_one(tmp_path: Path) -> None:
    install(tmp_path, "good/house")
    assert len(outside(tmp_path, tmp_path)) == 1


def test_scripts_beside_the_environment_are_no_part_of_the_digest(tmp_path: Path) -> None:
    """They name the Python of one computer."""
    install(tmp_path, "good/house")
    record = tmp_path / "house-1.0.dist-info/RECORD"
    record.write_text(record.read_text() + "../../bin/house,,\n")
    (plugin,) = outside(tmp_path)
    assert "house.py" in plugin.files
    assert not [name for name in plugin.files if name.startswith("..")]
