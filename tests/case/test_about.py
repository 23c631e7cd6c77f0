"""The title of a case and the remark on it: set from one line, kept in every form of a file."""

from __future__ import annotations

import pytest

from nettui.case.base.faults import CaseFault
from nettui.case.files.codec import CaseError, dumps_json, dumps_toml, loads_json, loads_toml
from nettui.case.files.header import OF_FILE, set_of_file, text_of_file
from nettui.case.files.remark import remark
from nettui.case.record.case import Case, CaseFile

BARE = CaseFile(case=Case(case_id="P-1"))


def told(file: CaseFile, path: str, text: str) -> CaseFile:
    """The file with its title or remark set."""
    done = set_of_file(file, path, text)
    assert isinstance(done, CaseFile)
    return done


@pytest.mark.parametrize("text", ["Second opinion", "# with a sign", "[T2N1M0] Ki-67 = 3 %", "é"])
def test_both_are_kept_in_toml_and_json(text: str) -> None:
    """What is read again is what was written, and says what was typed."""
    file = told(told(BARE, "title", text), "comment", text)
    assert loads_toml(dumps_toml(file)) == file
    assert loads_json(dumps_json(file)) == file
    assert [text_of_file(file, path) for path in OF_FILE] == [text, text]


def test_an_empty_text_takes_them_away() -> None:
    """And nothing of them stays in the file."""
    file = told(told(BARE, "title", "x"), "comment", "y")
    assert told(told(file, "title", " "), "comment", "") == BARE
    assert "comment" not in dumps_json(BARE)


@pytest.mark.parametrize("path", OF_FILE)
@pytest.mark.parametrize("text", ["a\x1b[2J", "two\nlines", "dose \u202e05"])
def test_what_cannot_be_shown_is_refused(path: str, text: str) -> None:
    """As everywhere in a case."""
    refused = set_of_file(BARE, path, text)
    assert isinstance(refused, CaseFault)
    assert refused.path == path


def test_a_remark_of_several_lines_is_one_text() -> None:
    """As a file may have it; edited, it becomes one line."""
    file = loads_toml('# seen by surgery\n#\n# again in May\ncase_id = "P-1"\n')
    assert remark(file) == "seen by surgery\n\nagain in May"
    assert loads_json(dumps_json(file)) == file
    assert text_of_file(file, "comment") == "seen by surgery  again in May"


@pytest.mark.parametrize("value", ["7", "null", '["x"]', '"a\\u001b"'])
def test_a_remark_of_a_json_file_is_text(value: str) -> None:
    """One that can be seen; else it is a fault of the file like any other."""
    text = f'{{"case_id": "P-1", "comment": {value}}}'
    if value == "null":
        assert loads_json(text) == BARE
        return
    with pytest.raises(CaseError, match="comment"):
        loads_json(text)
