"""Distributions beside nettui that are odd: named and passed over, or refused where it matters."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettui.plugin import policy
from nettui.plugin.discovery import find
from nettui.plugin.distribution import read
from nettui.plugin.policy import Allowed, decide
from tests.plugin.computer import Server, server
from tests.plugin.installed import install

pytestmark = pytest.mark.slow

COMMANDS = (
    ("plugins",),
    ("plugins", "list", "--json"),
    ("plugins", "check"),
    ("plugins", "allow", "none", "--layer", "institution"),
    ("protocol", "publish"),
    ("run", "si-upper-g2"),
)
HEAD = b"Metadata-Version: 2.1\nName: o2\nVersion: 2.0\n"


def _bytes(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda info: (info / name).write_bytes(data)


def _removed(name: str) -> Callable[[Path], object]:
    return lambda info: (info / name).unlink()


def _folder(name: str) -> Callable[[Path], None]:
    def make(info: Path) -> None:
        (info / name).unlink()
        (info / name).mkdir()

    return make


def _link(name: str, target: str) -> Callable[[Path], None]:
    def make(info: Path) -> None:
        (info / name).unlink()
        (info / name).symlink_to(target)

    return make


def _pipe(name: str) -> Callable[[Path], None]:
    def make(info: Path) -> None:
        (info / name).unlink()
        os.mkfifo(info / name)

    return make


def _a_file(info: Path) -> None:
    shutil.rmtree(info)
    info.write_text("no folder")


def _nowhere(info: Path) -> None:
    shutil.rmtree(info)
    info.symlink_to("nowhere")


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "no equals": (
        _bytes("entry_points.txt", b"[console_scripts]\nfoo = foo:main\nthis line has none\n"),
        "Line 3 of its entry_points.txt has no '='.",
    ),
    "no group": (_bytes("entry_points.txt", b"foo = foo:main\n"), "Line 1 of its entry_points.txt"),
    "group twice": (_bytes("entry_points.txt", b"[a]\nx = x\n[a]\ny = y\n"), "'a' again"),
    "half a group": (_bytes("entry_points.txt", b"[nettui\nhouse = house\n"), "stands in no group"),
    "latin-1": (_bytes("entry_points.txt", b"[caf\xe9]\nx = x\n"), "entry_points.txt has bytes"),
    "utf-16": (_bytes("entry_points.txt", "[a]\nx = x".encode("utf-16")), "entry_points.txt"),
    "noughts": (_bytes("entry_points.txt", b"\0" * 64), "entry_points.txt"),
    "entry points a folder": (_folder("entry_points.txt"), "Its entry_points.txt cannot be read"),
    "entry points nowhere": (_link("entry_points.txt", "x"), "entry_points.txt is a link to noth"),
    "entry points a pipe": (_pipe("entry_points.txt"), "Its entry_points.txt cannot be read"),
    "entry points a device": (_link("entry_points.txt", "/dev/zero"), "cannot be read"),
    "a link to itself": (_link("entry_points.txt", "entry_points.txt"), "cannot be read"),
    "no metadata": (_removed("METADATA"), "Its METADATA is missing."),
    "empty metadata": (_bytes("METADATA", b""), "Its METADATA gives no name and no version."),
    "no version": (_bytes("METADATA", b"Name: o2\n\nVersion: 2\n"), "gives no version"),
    "odd metadata": (_bytes("METADATA", HEAD + b"Author: \xff\n"), "METADATA has bytes"),
    "metadata a folder": (_folder("METADATA"), "Its METADATA cannot be read"),
    "odd record": (_bytes("RECORD", b"\xff\xfe,,\n"), "RECORD has bytes"),
    "record with noughts": (_bytes("RECORD", b"a\0b,,\n"), "RECORD"),
    "endless field": (_bytes("RECORD", b'"' + b"x" * 200_000), "RECORD cannot be read"),
    "record a folder": (_folder("RECORD"), "Its RECORD cannot be read"),
    "odd origin": (_bytes("direct_url.json", b"[]"), "direct_url.json"),
    "deep origin": (_bytes("direct_url.json", b"[" * 100_000), "direct_url.json"),
    "a file": (_a_file, "It is no folder."),
    "nowhere": (_nowhere, "It is no folder."),
}


@pytest.fixture
def computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Server:
    return server(tmp_path, monkeypatch, capsys)


def neighbour(site: Path, name: str = "o2") -> Path:
    """Put a distribution there that is no plugin; the folder about it."""
    info = site / f"{name}-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_bytes(HEAD)
    (info / "entry_points.txt").write_bytes(b"[console_scripts]\nfoo = foo:main\n")
    (info / "RECORD").write_bytes(b"foo.py,,\n")
    return info


@pytest.mark.parametrize("how", ODD)
def test_an_odd_neighbour_is_named_and_the_others_are_found(tmp_path: Path, how: str) -> None:
    install(tmp_path, "good/house")
    spoil, said = ODD[how]
    spoil(neighbour(tmp_path))
    found, problems = find([str(tmp_path)])
    assert [plugin.name for plugin in found if not plugin.bundled] == ["house"]
    (problem,) = problems
    assert problem.kind == "neighbour_faulty"
    assert not problem.grave
    assert "'o2'" in problem.what
    assert said in problem.what
    assert problem.where == str(tmp_path / "o2-2.0.dist-info")


def test_a_sound_neighbour_is_not_spoken_of(tmp_path: Path) -> None:
    neighbour(tmp_path)
    (tmp_path / "old-1.0.egg-info").write_bytes(HEAD)
    (tmp_path / "older-1.0-py3.11.egg-info").mkdir()
    (tmp_path / "older-1.0-py3.11.egg-info/PKG-INFO").write_bytes(HEAD)
    assert find([str(tmp_path)])[1] == ()


def test_a_name_that_is_no_text_does_no_harm(computer: Server) -> None:
    folder = os.fsencode(computer.site) + b"/o\xff-1.dist-info"
    os.mkdir(folder)  # noqa: PTH102 - a name in bytes
    code, said = computer.run("protocol", "publish")
    assert code == 0
    assert "Its METADATA is missing" in said


def test_no_command_ends_because_of_neighbours(computer: Server) -> None:
    """All the odd ones at once; who plans a case is not troubled with them."""
    for n, (spoil, _) in enumerate(ODD.values()):
        spoil(neighbour(computer.site, f"o{n}"))
    for words in COMMANDS:
        code, told = computer.run(*words)
        assert code == (2 if "allow" in words else 0), words
        for n, (_, said) in enumerate(ODD.values()):
            if words[0] == "run":
                assert f"/o{n}-2.0" not in told
            else:
                assert said in told, words
                assert f"/o{n}-2.0.dist-info" in told, words


@pytest.mark.parametrize("how", [how for how in ODD if how not in ("a file", "nowhere")])
def test_an_allowed_plugin_with_odd_metadata_is_refused_by_its_name(
    tmp_path: Path, how: str
) -> None:
    install(tmp_path, "good/house", name="o2", version="2.0")
    info = tmp_path / "o2-2.0.dist-info"
    (before,) = (p for p in find([str(tmp_path)])[0] if not p.bundled)
    entry = Allowed(before.version, before.digest, "institution")
    ODD[how][0](info)
    found, problems = find([str(tmp_path)])
    outside = [plugin for plugin in found if not plugin.bundled]
    granted, refused = decide(outside, {"house": entry})
    missing = policy.absent([plugin.name for plugin in found], {"house": entry})
    assert granted == []
    if outside:
        (problem,) = refused
        assert problem.plugin == "house"
        assert problem.kind == "metadata_faulty"
        assert "Nothing of this plugin is used" in problem.effect
    else:
        # Its entry point cannot be read: it is not there, and the distribution is named.
        assert [p.kind for p in (*missing, *problems)] == ["not_installed", "neighbour_faulty"]


def test_an_egg_is_no_plugin(tmp_path: Path) -> None:
    info = tmp_path / "house.egg-info"
    info.mkdir()
    (info / "PKG-INFO").write_text("Name: house\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[nettui]\nhouse = house\n")
    (plugin,) = (p for p in find([str(tmp_path)])[0] if not p.bundled)
    refused = policy.doubted(plugin)
    assert refused
    assert refused.kind == "metadata_faulty"
    assert "egg" in refused.what


def test_an_entry_point_that_names_no_module_is_a_fault(tmp_path: Path) -> None:
    info = neighbour(tmp_path)
    for value in ("", "not a module", "os.system()", "../house", "1house", "a..b"):
        (info / "entry_points.txt").write_text(f"[nettui]\nhouse = {value}\n")
        assert "names no module" in " ".join(read(info).faults), value
    for value in ("house", "a.b", "a.b:c.d", "a:b [x]", "a : b"):
        (info / "entry_points.txt").write_text(f"[nettui]\nhouse = {value}\n")
        assert read(info).faults == (), value


def test_a_missing_file_of_an_allowed_plugin_is_named_as_that(computer: Server) -> None:
    install(computer.site, "good/house")
    computer.allow()
    (computer.site / "house.py").unlink()
    code, said = computer.run("plugins", "check")
    assert code == 1
    assert f"Plugin 'house' was not taken. What: Its file {computer.site}/house.py" in said
    assert "cannot be read (No such file or directory)" in said
    code, said = computer.run("protocol", "publish")
    assert code == 1
    assert "Its file" in said
    assert "could not be written" not in said


def test_a_required_plugin_with_a_missing_file_publishes_nothing(computer: Server) -> None:
    install(computer.site, "good/house")
    computer.allow(required=True)
    (computer.site / "house.py").unlink()
    code, said = computer.run("protocol", "publish")
    assert code == 1
    assert said.startswith("nettui: Nothing was published.")
    assert "It is required here, and it is not in force." in said
    assert "house.py is listed but cannot be read" in said
    assert not computer.published.exists()


def test_a_folder_that_cannot_be_written_is_told_as_that(computer: Server) -> None:
    computer.published.parent.mkdir(parents=True)
    computer.published.write_text("a file in its place")
    code, said = computer.run("protocol", "publish")
    assert code == 2
    assert f"{computer.published} could not be written" in said


def test_without_a_required_plugin_it_is_said_that_no_plan_is_made_and_why(
    computer: Server,
) -> None:
    install(computer.site, "good/house")
    computer.allow(required=True)
    code, said = computer.run("run", "si-upper-g2")
    assert code == 2
    assert "No plan is made. Plugin 'house' cannot be used." in said
    assert "It is required here, and no protocol with it has been published." in said
    assert "Effect: No plan is made." in said
    assert "nettui protocol publish" in said
    # The list of plugins is what one looks at next: it can be read.
    code, said = computer.run("plugins")
    assert code == 2
    assert "house: 1.0 · not published" in said
    assert "No plan is made" in said


def test_a_required_plugin_whose_entry_points_are_gone_names_who_may_have_been_it(
    computer: Server,
) -> None:
    install(computer.site, "good/house")
    computer.allow(required=True)
    (computer.site / "house-1.0.dist-info/entry_points.txt").write_bytes(b"\0")
    code, said = computer.run("protocol", "publish")
    assert code == 1
    assert "The allow-list names it, but it is not installed." in said
    assert "The distribution 'house' cannot be read." in said


@given(
    name=st.sampled_from(["entry_points.txt", "METADATA", "RECORD", "direct_url.json"]),
    changes=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), max_size=8),
    cut=st.integers(0, 300),
    more=st.binary(max_size=40),
)
def test_whatever_bytes_lie_there_nothing_ends(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    changes: list[tuple[int, int]],
    cut: int,
    more: bytes,
) -> None:
    """No fault leaves the reading of metadata, and no file outside the package is ever taken."""
    site = tmp_path_factory.mktemp("site")
    install(site, "good/house")
    path = site / "house-1.0.dist-info" / name
    data = bytearray(path.read_bytes() if path.exists() else b'{"dir_info": {"editable": false}}')
    for at, byte in changes:
        data[at % len(data)] = byte
    path.write_bytes(bytes(data[: cut or None]) + more)
    path.chmod(0o644)
    found, problems = find([str(site)])
    outside = [plugin for plugin in found if not plugin.bundled]
    entries = {plugin.name: Allowed("1.0", "0" * 64, "institution") for plugin in outside}
    for plugin in outside:
        if policy.doubted(plugin) is None:
            assert set(plugin.files) >= {"house.py"}
    assert decide(outside, entries)[0] == []
    assert all(str(problem) for problem in problems)
