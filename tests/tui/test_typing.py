"""Letters typed as a clinician would: no dead end, and few keys beyond the values' own."""

from __future__ import annotations

import pytest

from tests.tui.typist import Letter, letters, type_letter

CORE_KEYS = 60  # of a case of about twelve facts
BESIDE = 6.0  # keys a fact beside the characters of its value


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.text[:30])
async def test_a_letter_is_typed_without_a_dead_end(letter: Letter) -> None:
    """Every fact of it is recorded, with few keys beside its value."""
    done = await type_letter(letter)
    assert done.refused == []
    assert done.wrong == {}
    assert (done.keys - done.characters) / letter.facts <= BESIDE
    if not any(line.startswith("/") for line in letter.lines):
        assert done.keys <= CORE_KEYS
