"""Who may take part: the administrator's list decides, and its own safety is looked at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from attrs import evolve

from nettui.plugin import locations, policy
from nettui.plugin.discovery import Found, find
from nettui.plugin.locations import Faulty
from nettui.plugin.policy import Allowed, decide, read, written
from tests.plugin.installed import install


@pytest.fixture
def house(tmp_path: Path) -> Found:
    """An installed plugin."""
    folder = tmp_path / "site"
    folder.mkdir()
    install(folder, "good/house")
    (found,) = [p for p in find([str(folder)])[0] if not p.bundled]
    return found


def allowed(plugin: Found) -> Allowed:
    """What an administrator writes down for exactly this plugin."""
    return Allowed(plugin.version, plugin.digest, "institution")


def refusal(plugin: Found, entry: Allowed | None) -> str:
    """The kind of what is wrong, empty when the plugin may take part."""
    granted, problems = decide([plugin], {plugin.name: entry} if entry else {})
    assert len(granted) + len(problems) == 1
    return problems[0].kind if problems else ""


def test_installed_is_not_allowed(house: Found) -> None:
    assert refusal(house, None) == "not_allowed"


def test_the_list_grants_the_layer(house: Found) -> None:
    entry = evolve(allowed(house), layer="guideline")
    granted, problems = decide([house], {"house": entry})
    assert granted == [(house, "guideline")]
    assert problems == []


def test_bundled_plugins_need_no_list() -> None:
    found, _ = find(path=())
    granted, problems = decide(found, {})
    assert problems == []
    assert {layer for plugin, layer in granted if plugin.name == "base"} == {"base"}
    assert {layer for plugin, layer in granted if plugin.name != "base"} <= {"guideline"}


def test_another_version_than_the_allowed_one_is_refused(house: Found) -> None:
    assert refusal(house, evolve(allowed(house), version="0.9")) == "other_version"


def test_other_files_than_the_allowed_ones_are_refused(house: Found) -> None:
    entry = allowed(house)
    (house.folder / "house.py").write_text("# changed")
    assert refusal(house, entry) == "other_files"


def test_a_plugin_linked_to_a_folder_is_refused(house: Found) -> None:
    assert refusal(evolve(house, editable=True), allowed(house)) == "editable"


def test_a_name_that_is_none_is_refused(house: Found) -> None:
    """It would stand in the list as something else."""
    odd = evolve(house, name="house]\nrequired = true\n[x")
    assert refusal(odd, allowed(house)) == "name_faulty"


def test_an_entry_point_into_someone_elses_module_is_refused(house: Found) -> None:
    assert refusal(evolve(house, module="os:system"), allowed(house)) == "module_elsewhere"


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_files_that_others_can_change_are_refused(house: Found, mode: int) -> None:
    entry = allowed(house)
    (house.folder / "house.py").chmod(mode)
    assert refusal(house, entry) == "writable"


def test_a_folder_that_others_can_change_is_refused(house: Found) -> None:
    entry = allowed(house)
    house.folder.chmod(0o775)
    assert refusal(house, entry) == "writable"


def test_files_of_someone_else_are_refused(house: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = allowed(house)
    monkeypatch.setattr(locations, "administrators", lambda: {os.getuid() + 12345})
    assert refusal(house, entry) == "owner"


def test_what_is_allowed_but_not_installed_is_told() -> None:
    entry = Allowed("1", "0" * 64, "institution")
    (problem,) = policy.absent([], {"house": entry})
    assert problem.kind == "not_installed"


def test_the_list_is_read_as_it_is_written(tmp_path: Path) -> None:
    listed = {
        "house": Allowed("1.0", "0" * 64, "institution", required=True),
        "alps": Allowed("2", "f" * 64, "guideline"),
    }
    path = tmp_path / "plugins.toml"
    path.write_text(written(listed))
    path.chmod(0o644)
    assert read(path) == listed
    assert list(read(path)) == ["alps", "house"]


def test_a_name_that_needs_quotes_stays_what_it_is(tmp_path: Path) -> None:
    """Whoever allows another plugin writes the whole list anew."""
    entry = Allowed("1.0", "0" * 64, "institution", required=True)
    listed = {" house ": entry, "": entry, "a.b": entry, 'q"]': entry, "müller": entry}
    path = tmp_path / "plugins.toml"
    path.write_text(written(listed), "utf-8")
    path.chmod(0o644)
    assert read(path) == listed


def test_no_list_allows_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "plugins.toml") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[house", "at the end of a table declaration"),
        ("house = true", "write [house]"),
        ("[house]\nlayers = 'institution'", "Did you mean 'layer'?"),
        ("[house]\nversion = '1'", "needs version and digest"),
        (f"[house]\nversion = '1'\ndigest = '{'0' * 64}'\nlayer = 'base'", "guideline and inst"),
        (f"[house]\nversion = 1\ndigest = '{'0' * 64}'\nlayer = 'institution'", "as text"),
        ("[house]\nversion = '1'\ndigest = '12'\nlayer = 'institution'", "64 hexadecimal"),
    ],
)
def test_a_faulty_list_allows_nothing_and_says_why(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "plugins.toml"
    path.write_text(text)
    path.chmod(0o644)
    with pytest.raises(Faulty) as refused:
        read(path)
    assert said in str(refused.value)


def test_a_list_that_others_can_change_allows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plugins.toml"
    path.write_text("")
    path.chmod(0o666)
    with pytest.raises(Faulty, match="can be changed by others"):
        read(path)


def test_a_list_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path) -> None:
    """What it should say is not known, so it is faulty and not empty."""
    path = tmp_path / "plugins.toml"
    path.symlink_to("nothing")
    with pytest.raises(Faulty, match="No such file"):
        read(path)
    path.unlink()
    path.mkdir(0o755)
    with pytest.raises(Faulty, match="it is no file"):
        read(path)
    path.rmdir()
    for data, said in (
        (b"\xff", "no UTF-8"),
        (b"a = " + b"[" * 100_000, "nesting too deep"),
        (b"a = " + b"9" * 5000, "a value that cannot be read"),
    ):
        path.write_bytes(data)
        path.chmod(0o644)
        with pytest.raises(Faulty, match=said):
            read(path)


def test_a_list_of_someone_else_allows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plugins.toml"
    path.write_text("")
    path.chmod(0o644)
    monkeypatch.setattr(locations, "administrators", lambda: {os.getuid() + 12345})
    with pytest.raises(Faulty, match="belongs to someone else"):
        read(path)


def test_every_fault_of_a_list_is_said_with_its_line(tmp_path: Path) -> None:
    """So that it is mended in one go."""
    path = tmp_path / "plugins.toml"
    path.write_text(
        f"[house]\nversion = '1'\ndigest = '{'0' * 64}'\nlayer = 'base'\n"
        "[alps]\nversion = 2\ndigest = '12'\nlayer = 'guideline'\nrequired = 'no'\nreqired = 1\n"
    )
    path.chmod(0o644)
    with pytest.raises(Faulty) as refused:
        read(path)
    for fault in (
        "line 4, house.layer: found 'base'; expected guideline or institution.",
        'line 6, alps.version: found 2; expected text such as "1.0".',
        "line 7, alps.digest: found '12'; expected 64 hexadecimal digits.",
        "line 9, alps.required: found 'no'; expected true or false.",
        "line 10, alps.reqired: found an unknown key; expected a known one. Did you mean",
    ):
        assert fault in str(refused.value)
