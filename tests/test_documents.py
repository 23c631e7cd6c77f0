"""What documents name is there, and what the readme says to type works as typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from nettui.cli import main as entry

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_PATH = re.compile(r"`((?:nettui|tests|plugins|cases|docs|deploy|bench)/[\w./*-]+)")
_FIRST = "```sh\n. .venv/bin/activate"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_named_in_a_document_is_there(document: Path) -> None:
    """A newcomer follows it."""
    named = _PATH.findall(document.read_text("utf-8"))
    assert [path for path in named if not list(ROOT.glob(path.rstrip("/")))] == []


def tour() -> list[list[str]]:
    """Return the words of each command of the readme's tour, without its first line."""
    text = (ROOT / "README.md").read_text("utf-8")
    block = text[text.index(_FIRST) :].split("```")[1]
    return [shlex.split(line, comments=True) for line in block.splitlines()[2:]]


def test_the_tour_of_the_readme_works_as_typed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the top folder, one after the other; the first opens the terminal and is left out.

    Of the library one case is run; all of them have tests of their own.
    """
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NETTUI_STORE", str(tmp_path / "cases.db"))
    commands = tour()
    assert commands[0] == ["nettui", "cases/"]
    for words in commands[1:]:
        assert words[0] == "nettui"
        given = ["cases/si-upper-g2.toml" if word == "cases/" else word for word in words[1:]]
        assert entry.main(given) == 0, words
        assert capsys.readouterr().out, words
