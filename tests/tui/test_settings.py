"""Settings: kept in one small file, strict, never in the way, changed from the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from attrs import asdict

from nettui.tui.app import SEEN, Nettui
from nettui.tui.screens.settings import SettingsScreen
from nettui.tui.settings import TITLES, Settings, changed, choices, following, path, read, write
from tests.screens import screen_text
from tests.tui.driver import typed
from tests.tui.every import shown


def test_without_a_file_everything_is_as_usual(tmp_path: Path) -> None:
    """The usual word of each setting is the first of its choices."""
    found = read(tmp_path / "none.toml")
    assert found == Settings()
    assert all(getattr(found, name) == next(iter(choices(name))) for name in TITLES)
    assert found.faults == ()
    assert read(None) == Settings()


@pytest.mark.parametrize("name", TITLES)
def test_every_word_of_every_setting_is_read_as_it_was_written(name: str, tmp_path: Path) -> None:
    """And the words go round."""
    file = tmp_path / "new/folder/terminal.toml"
    settings = Settings()
    for word in choices(name):
        assert write(changed(settings, name, word), file) == ""
        assert getattr(read(file), name) == word
        settings = following(changed(settings, name, word), name)
    assert settings == Settings()
    assert [p.name for p in file.parent.iterdir()] == ["terminal.toml"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('theme = "pink"', "theme = 'pink' is none of auto, dark, light, contrast, mono. auto is"),
        ("mouse = true", "mouse = True is none of off, on. off is used."),
        ("theme = 3", "theme = 3 is none of"),
        ('colour = "dark"', "colour is no setting. There are theme, characters"),
        ("theme = dark", "is no TOML: Invalid value (at line 1, column 9). It is not used."),
        ('theme = "dark"\ntheme = "dark"', "is no TOML"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_taken(text: str, fault: str, tmp_path: Path) -> None:
    """What, what it means, how to correct it; never an error."""
    file = tmp_path / "terminal.toml"
    file.write_text(f'plan = "in full"\n{text}\n', "utf-8")
    found = read(file)
    (said,) = found.faults
    assert fault.replace("line 1", "line 2") in said
    assert f"Correct {file}, or choose anew (F3)." in said
    assert found.theme == "auto"
    assert found.plan == ("brief" if "TOML" in said else "in full")


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """Bytes that are no text, and a folder in its place."""
    file = tmp_path / "terminal.toml"
    file.write_bytes(b"\xff\xfe")
    assert "it is not UTF-8" in read(file).faults[0]
    assert "cannot be read: Is a directory" in read(tmp_path).faults[0]


def test_a_faulty_file_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    """Nothing that somebody wrote is lost."""
    file = tmp_path / "terminal.toml"
    file.write_text("theme = dark\n", "utf-8")
    assert write(changed(read(file), "theme", "light"), file) == ""
    assert read(file) == Settings(theme="light")
    assert (tmp_path / "terminal.toml.faulty").read_text("utf-8") == "theme = dark\n"


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    """And the file is as it was."""
    (tmp_path / "file").write_text("", "utf-8")
    assert "cannot be written (File exists)" in write(Settings(), tmp_path / "file/x.toml")
    assert "no home" in write(Settings(), None)


def test_no_word_that_is_none_is_kept() -> None:
    """Not even by the program."""
    with pytest.raises(ValueError, match="theme cannot be 'pink': it is one of auto, dark"):
        changed(Settings(), "theme", "pink")


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"XDG_CONFIG_HOME": "/x"}, "/x/nettui/terminal.toml"),
        ({"XDG_CONFIG_HOME": "relative"}, f"{Path.home()}/.config/nettui/terminal.toml"),
        ({}, f"{Path.home()}/.config/nettui/terminal.toml"),
    ],
)
def test_the_file_lies_where_others_keep_theirs(environ: dict[str, str], expected: str) -> None:
    """By the XDG rules: a relative folder does not count."""
    assert path(environ) == Path(expected)


async def test_a_change_is_seen_and_kept_at_once(tmp_path: Path) -> None:
    """Theme and characters, with Enter alone."""
    async with shown("settings", tmp_path) as pilot:
        app = pilot.app
        assert isinstance(app, Nettui)
        assert isinstance(app.screen, SettingsScreen)
        await typed(pilot, "enter", "enter", "down", "enter", "enter")
        kept = read(tmp_path / "terminal.conf")
        assert (kept.theme, kept.characters) == ("light", "ascii")
        assert "light" in app.theme
        await typed(pilot, "escape")
        assert screen_text(app).isascii()


@pytest.mark.parametrize("text", ["theme = " + "9" * 5000, "theme = " + "[" * 100_000])
def test_what_python_itself_fails_on_is_a_fault_too(tmp_path: Path, text: str) -> None:
    """A number too long, nesting too deep: settings never keep the program from starting."""
    file = tmp_path / "terminal.toml"
    file.write_text(text, "utf-8")
    assert "is no TOML" in read(file).faults[0]


async def test_plans_open_as_they_are_set_to(tmp_path: Path) -> None:
    """In brief, in full, or with all rules."""
    async with shown("plan", tmp_path, settings=changed(SEEN, "plan", "all rules")) as pilot:
        assert "Plan, all rules" in screen_text(pilot.app)


async def test_faults_stand_above_the_worklist(tmp_path: Path) -> None:
    """They are never in the way."""
    faulty = Settings(tour="seen", faults=("Settings: theme = 'pink' is none of auto, dark.",))
    async with shown("worklist", tmp_path, settings=faulty) as pilot:
        assert "! Settings: theme = 'pink'" in screen_text(pilot.app)
        await typed(pilot, "f3")
        assert "theme = 'pink'" in screen_text(pilot.app)
        await typed(pilot, "enter")
        assert "pink" not in screen_text(pilot.app)
        await typed(pilot, "escape")
        assert "pink" not in screen_text(pilot.app)


def test_the_file_holds_nothing_of_a_patient(tmp_path: Path) -> None:
    """Only names and words of the settings."""
    file = tmp_path / "terminal.toml"
    write(Settings(), file)
    words = {*TITLES, *(word for name in TITLES for word in choices(name))}
    lines = file.read_text("utf-8").splitlines()[1:]
    assert {part for line in lines for part in line.replace('"', "").split(" = ")} <= words
    assert set(asdict(Settings())) == {*TITLES, "faults"}


def test_every_fault_is_said_with_its_line(tmp_path: Path) -> None:
    """What the program itself keeps beside the settings is no setting."""
    file = tmp_path / "terminal.toml"
    file.write_text('faults = ["x"]\nmouse = 1.0\nplan = "in full"\ntour = ["seen"]\n', "utf-8")
    found = read(file)
    assert (found.plan, found.mouse, found.tour) == ("in full", "off", "offered")
    assert [fault.partition(".")[0] for fault in found.faults] == [
        "Settings: line 1, faults is no setting",
        "Settings: line 2, mouse = 1",
        "Settings: line 4, tour = ['seen'] is none of offered, seen",
    ]


def test_a_file_without_faults_is_read_without_what_looks_for_them(tmp_path: Path) -> None:
    """It is read before anything is shown."""
    file = tmp_path / "terminal.toml"
    write(changed(Settings(), "theme", "dark"), file)
    code = (
        "import sys; from pathlib import Path; from nettui.tui import settings; "
        f"assert settings.read(Path({str(file)!r})).theme == 'dark'; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "nettui.boundary.form" in done.stdout.split()
    assert "cattrs" not in done.stdout.split()
