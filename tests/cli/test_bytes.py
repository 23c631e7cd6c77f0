"""Words and variables that are no text, and output that takes little: said, never a mistake."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nettui.cli import main as entry
from nettui.cli.words import FileName

pytestmark = pytest.mark.slow

BYTES = "M\udcfcller"  # what a terminal set to ISO-8859-1 sends for Müller, as Python has it
LONG = "x" * 300
SAID = "'M\\xfcller' is no text in UTF-8, so nothing was done."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own as the current one, with a store that is not there yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETTUI_STORE", str(tmp_path / "cases.db"))
    return tmp_path


def process(*words: str | bytes, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run nettui as a program of its own, with bytes as they are."""
    return subprocess.run(
        [sys.executable, "-m", "nettui", *words],
        env={**os.environ, "LC_ALL": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )


def parsers(
    parser: argparse.ArgumentParser, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], list[argparse.Action]]]:
    """Yield the words of each command with what it takes."""
    inner = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    yield path, [a for a in parser._actions if a not in inner]
    for action in inner:
        for name, made in action.choices.items():
            yield from parsers(made, (*path, name))


def usual(action: argparse.Action) -> str:
    """Return a word that an argument takes."""
    for word in ("x", "1", "2026-10-14"):
        try:
            if not action.choices and (not callable(action.type) or action.type(word) is not None):
                return word
        except (ValueError, argparse.ArgumentTypeError):
            continue
    return str(next(iter(action.choices or ["none"])))


def lines(
    word: str = BYTES, unless: Callable[..., object] | None = FileName
) -> Iterator[tuple[str, ...]]:
    """Yield a command line for each argument of each command, with a word in its place."""
    for path, actions in parsers(entry.parser()):
        words = [a for a in actions if not a.option_strings]
        needed = [a for a in words if a.nargs not in ("?", "*")]
        if not path:
            continue
        for action in (a for a in actions if unless is None or a.type is not unless):
            also = [f"{a.option_strings[-1]}={usual(a)}" for a in actions if _is_needed(a, action)]
            if action in words:
                ordered = [a for a in words if a in {*needed, action}]
                yield (*path, *also, *(word if a is action else usual(a) for a in ordered))
            elif action.nargs != 0:
                option = action.option_strings[-1]
                yield (*path, *also, *map(usual, needed), option, word)
                yield (*path, *also, *map(usual, needed), f"{option}={word}")


def _is_needed(action: argparse.Action, other: argparse.Action) -> bool:
    return bool(action.required and action.option_strings and action is not other)


def test_bytes_in_any_word_are_said(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Code 2 and the word, whatever command or option it is given to; nothing is done."""
    every = list(lines())
    assert len(every) > 100
    for words in every:
        assert entry.main(list(words)) == 2, words
        out, err = capsys.readouterr()
        assert out == ""
        assert "M\\xfcller" in err or "\\udcfc" in err
        assert "mistake in nettui" not in err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("word", [f"sub/{LONG}", f"hosts={LONG}"])
def test_a_word_too_long_for_a_file_is_said(
    word: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """Whatever it is given to: the system refuses such a name in a way of its own."""
    (folder / "x.toml").write_text('case_id = "x"\n', "utf-8")
    assert entry.main(["case", "import", "x.toml"]) == 0
    (folder / "x").write_text("no folder", "utf-8")
    for words in lines(word, unless=None):
        assert entry.main(list(words)) in (0, 1, 2), words
        assert "mistake in nettui" not in capsys.readouterr().err, words


@pytest.mark.parametrize(
    "words",
    ["search", "show", "history", "diff", "export", "archive", "plan", "decisions", "edit", "new"],
)
def test_bytes_of_a_terminal_are_said_by_the_program(words: str) -> None:
    """As they come from a shell."""
    done = process("case", words, b"M\xfcller", *(["--title=x"] if words == "edit" else []))
    assert (done.returncode, done.stdout) == (2, "")
    assert SAID in done.stderr


def test_a_variable_of_bytes_is_said() -> None:
    """By its name, for commands and for the terminal."""
    for words in (("case", "list"), ()):
        done = process(*words, NETTUI_STORE="x\udcfc.db")
        assert done.returncode == 2
        assert "The variable NETTUI_STORE holds 'x\\xfc.db'" in done.stderr


@pytest.mark.parametrize(
    "name", ["LANG", "LC_ALL", "LC_CTYPE", "COLUMNS", "XDG_DATA_HOME", "XDG_STATE_HOME", "TERM"]
)
def test_other_variables_may_hold_anything(name: str) -> None:
    """They are not ours to judge."""
    for value in ("x.\udcfc", "9" * 5000):
        environ = {"NETTUI_STORE": "", "LC_ALL": "", name: value}
        done = process("rules", "search", "lanreotide", **environ)
        assert (done.returncode, done.stderr) == (0, "")
        assert "lanreotide" in done.stdout.lower()


def test_a_file_whose_name_is_bytes_is_opened(folder: Path) -> None:
    """By every command that takes a path; its name is shown safely."""
    inside = folder / "cases\udcff"
    inside.mkdir()
    (inside / f"{BYTES}.toml").write_text('case_id = "P-1"\n', "utf-8")
    name = os.fsencode(inside / f"{BYTES}.toml")
    assert process("run", name).stdout.startswith("P-1")
    assert "mistake" not in process("why", name, "prrt").stderr
    assert "P-1" in process("cases", os.fsencode(inside)).stdout
    assert process("statements", "S53", "--cases", name, "--json").returncode == 0
    assert "1 of 1 " in process("case", "import", name).stdout
    assert process("case", "export", "--to", b"out\xff").returncode == 0
    assert (folder / "out\udcff" / "P-1.toml").exists()
    assert process("store", "backup", b"copy\xff.db").returncode == 0
    done = process("store", "restore", b"copy\xff.db", NETTUI_STORE="other.db")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "ascii:strict", "latin-1", "cp1252", "shift_jis"])
def test_no_output_ends_in_an_error(encoding: str) -> None:
    """However little the stream takes: text, help, JSON, messages."""
    for words in (("rules", "search", "µg"), ("run", "--help"), ("case", "search", "東京"), ("é",)):
        done = process(*words, PYTHONIOENCODING=encoding)
        assert done.returncode in (0, 2)
        assert "mistake" not in done.stderr + done.stdout
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("case", "list", "--limit", "9" * 30),
        ("case", "list", "--offset=-1"),
        ("case", "show", "P-1", "--rev", "9" * 30),
        ("case", "diff", "P-1", "9" * 30),
        ("case", "decide", "P-1", "--note", "x", "--corrects", "9" * 30),
        ("audit", "--limit", "9" * 30),
        ("audit", "--since", "0001-01-01T00:00+14:00"),
        ("audit", "--since", "9999-12-31T23:59-14:00"),
    ],
    ids=" ".join,
)
def test_numbers_and_times_beyond_reason_are_said(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to write instead."""
    assert entry.main(list(words)) == 2
    assert "Write " in capsys.readouterr().err


def test_a_word_that_begins_with_a_hyphen_is_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is taken for an option unless it is set apart."""
    assert entry.main(["case", "new", "-rf"]) == 2
    assert "goes after '--'" in capsys.readouterr().err
    assert entry.main(["case", "new", "--base-only", "--title=-x", "--", "-rf"]) == 0
    assert "-rf: revision 1" in capsys.readouterr().out
