"""Files in the terminal: endings in any case, names of bytes, what is left out, shared ids."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from nettui.desk.folder import Library
from nettui.desk.importing import begun, fault
from nettui.plugin.publish import in_force

pytestmark = pytest.mark.slow


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The cases of a folder, with drafts of its own."""
    (tmp_path / "cases").mkdir()
    return Library(
        tmp_path / "cases", lambda: in_force(base_only=True), datetime.date(2026, 10, 14)
    )


def test_endings_count_in_any_case(library: Library) -> None:
    """What else is in the folder is named, and which files have one id."""
    for name in ("a.TOML", "b.Toml"):
        (library.path / name).write_text('case_id = "q"\n', "utf-8")
    (library.path / "c.JSON").write_text('{"case_id": "Q"}', "utf-8")
    for name in ("notes.txt", ".d.toml"):
        (library.path / name).touch()
    entries = list(library.read())
    assert [entry.name for entry in entries] == ["q", "q", "Q"]
    left, shared = library.file_notes
    assert "2 left out: .d.toml (hidden" in left
    assert "notes.txt (its name does not end in .toml or .json)" in left
    assert "3 files have case ids that look the same: a.TOML ('q'), b.Toml ('q')" in shared
    assert begun(f"{library.path}/") == tuple(
        str(library.path / f) for f in ("a.TOML", "b.Toml", "c.JSON")
    )
    assert fault(f"{library.path}/c.JSON") == ""


def test_a_file_in_capitals_is_saved_in_its_own_form(library: Library) -> None:
    """JSON stays JSON."""
    path = library.path / "c.JSON"
    path.write_text('{"case_id": "q"}', "utf-8")
    [entry] = library.read()
    assert entry.file is not None
    assert entry.plan is not None
    library.save(entry, entry.file, entry.plan)
    assert path.read_text("utf-8").startswith("{")


def test_a_draft_is_kept_of_a_file_whose_name_is_bytes(library: Library) -> None:
    """As of any other."""
    (library.path / "M\udcfcller.toml").write_text('case_id = "q"\n', "utf-8")
    [entry] = library.read()
    assert entry.file is not None
    assert library.keep_draft(entry, entry.file, {"patient.age": "x"}) == ""
    draft = library.draft(entry)
    assert draft is not None
    assert draft.typed == {"patient.age": "x"}
    library.drop_draft(entry)
    assert library.draft(entry) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gone.toml", "a link to nowhere, where nothing is"),
        ("ring.toml", "a link that leads back to itself"),
        ("no/x.toml", "which is not there"),
        ("x" * 300, "a name too long for a file"),
    ],
)
def test_why_a_path_cannot_be_imported(tmp_path: Path, name: str, why: str) -> None:
    """As it is, while it is typed."""
    (tmp_path / "gone.toml").symlink_to("nowhere")
    (tmp_path / "ring.toml").symlink_to("ring.toml")
    assert why in fault(f"{tmp_path}/{name}")
