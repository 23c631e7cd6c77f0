"""The page of the base protocol that a clinician signs: what it says is what runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.exchange.protocol_page import page
from nettui.plugin.publish import current
from tests.guideline.records import base

PAGE = Path(__file__).parents[2] / "docs" / "protocol" / "base.md"


@pytest.mark.parametrize("kind", ["rule", "need", "guard", "order", "judgement"])
def test_every_entry_stands_on_the_page(kind: str) -> None:
    """With its id, so that nothing runs that nobody could sign."""
    text = PAGE.read_text("utf-8")
    ids = [e.id.partition(":")[2] for e in base().entries if e.kind == kind]
    assert ids
    assert [name for name in ids if f"Rule `{name}`" not in text] == []


def test_every_statement_stands_on_the_page_with_its_reference_unresolved() -> None:
    """References 1-6 are never presented as publications."""
    text = PAGE.read_text("utf-8")
    assert all(f"- S{n:02}: " in text for n in range(1, 56))
    assert "(reference 1 of the base protocol, unresolved)" in text.replace("\\", "")


def test_the_page_does_not_depend_on_other_plugins() -> None:
    """The gates of options that only other plugins offer are named so; the rest is the same."""
    alone = page(base(), "base").splitlines()
    assert alone[:3] == page(current(), "base").splitlines()[:3]
