"""Pages that a clinician reads and signs are made from the rules that run; so is the schema."""

from __future__ import annotations

from docs.pages import FOLDER, pages


def test_every_page_says_what_the_rules_say() -> None:
    """Written anew by ``make docs`` whenever a rule changes; the change is read in the diff."""
    stale = [
        path.name for path, text in pages() if not path.is_file() or path.read_text("utf-8") != text
    ]
    assert stale == []


def test_no_page_outlives_its_plugin() -> None:
    """A page of rules that are no longer there would be signed for nothing."""
    written = {path for path, _ in pages()}
    assert set((FOLDER / "protocol").glob("*.md")) == {
        p for p in written if p.suffix == ".md"
    } - set(FOLDER.iterdir())
