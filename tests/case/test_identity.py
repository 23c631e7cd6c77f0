"""Ids: how they are spelt, and which look the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettui.case.base.faults import CaseFault
from nettui.case.base.identity import alike, looks, normal, spelt, unseen
from nettui.case.editing.edit import set_value
from nettui.case.files.codec import CaseError, dumps_toml, loads_json, loads_toml
from nettui.case.record.case import Case
from nettui.store.core.case_text import from_text, to_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" demo 1 ", "demo 1"),
        ("demo  1", "demo 1"),
        ("demo\u00a01", "demo 1"),
        ("demo\u2003\u3000 1", "demo 1"),
        ("Mu\u0308ller", "M\u00fcller"),
        ("P-1", "P-1"),
    ],
)
def test_an_id_is_composed_and_has_single_blanks(text: str, kept: str) -> None:
    """The same in a file, of either kind, and where it is typed."""
    assert normal(text) == kept
    assert loads_toml(f'case_id = "{text}"\n').case.case_id == kept
    assert loads_json(f'{{"case_id": "{text}"}}').case.case_id == kept
    made = set_value(Case(case_id=""), "case_id", text)
    assert not isinstance(made, CaseFault)
    assert made.case.case_id == kept


def test_a_kept_id_stays_what_it_is() -> None:
    """A store that has an id with blanks around it can still be read by it."""
    file = loads_toml('case_id = "demo 1"\n')
    old = to_text(file).replace("demo 1", " demo  1")
    assert from_text(old).case.case_id == " demo  1"


@pytest.mark.parametrize(
    "text", ["a\u3164b", "a\u115fb", "a\u2800", "\ufe0f", "a\u034fb", "\u0301"]
)
def test_what_a_reader_cannot_see_is_in_no_id(text: str) -> None:
    """Printable by its category, yet nothing to see, or a mark without a letter."""
    with pytest.raises(CaseError, match=r"U\+"):
        loads_toml(f'case_id = "{text}"\n')
    assert isinstance(set_value(Case(case_id=""), "case_id", text), CaseFault)
    assert unseen(text)


@pytest.mark.parametrize("text", ["", " ", "\u00a0 \u3000"])
def test_blanks_are_no_id(text: str) -> None:
    """However wide they are."""
    with pytest.raises(CaseError, match="pseudonym"):
        loads_toml(f'case_id = "{text}"\n')


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("P-1", "p-1"),
        ("P-O1", "P-01"),
        ("P-I", "P-1"),
        ("pl-1", "p1-1"),
        ("demo 1", " demo  1"),
        ("\u0420-1", "P-1"),
        ("\u0432-2", "B-2"),
        ("\u041c\u0423-2", "MY-2"),
        ("\u0391\u0392-2", "AB-2"),
        ("\uff30\uff0d\uff12", "P-2"),
        ("P\u20132", "P-2"),
        ("P\u22122", "P-2"),
        ("P\u00b2", "P2"),
        ("P\u0662", "P2"),
        ("P\u200b2", "P2"),
        ("P\ufe0f2", "P2"),
        ("\ufb01n", "fin"),
        ("Mu\u0308ller", "M\u00fcller"),
        ("STRASSE", "stra\u00dfe"),
    ],
)
def test_what_a_reader_cannot_tell_apart_looks_the_same(one: str, other: str) -> None:
    """Capitals, other alphabets, widths, hyphens, what is not seen, O and 0, I and l and 1."""
    assert looks(one) == looks(other)
    assert alike([one], [other, "else"]) == {one: (other,)}
    assert alike([one], [other, one]) == {}


@pytest.mark.parametrize(
    ("one", "other"), [("P-1", "P-2"), ("M\u00fcller", "Muller"), ("a b", "ab")]
)
def test_what_a_reader_can_tell_apart_does_not(one: str, other: str) -> None:
    """Nobody is asked about it."""
    assert looks(one) != looks(other)
    assert alike([one], [other]) == {}


def test_two_new_ids_are_compared_with_each_other() -> None:
    """None of them is recorded yet, so each is asked about."""
    assert alike(["P-1", "p-1", "q"], []) == {"P-1": ("p-1",), "p-1": ("P-1",)}
    assert alike(["P-1", "p-1"], ["P-1"]) == {"p-1": ("P-1",)}


def test_letters_of_another_alphabet_are_named() -> None:
    """Since they cannot be seen."""
    assert spelt("P-1") == "'P-1'"
    assert spelt("\u0420-1") == "'\u0420-1' (with U+0420)"
    assert spelt("M\u00fcller") == "'M\u00fcller'"


@given(st.text(min_size=1, max_size=20))
def test_the_same_id_looks_the_same_however_it_is_typed(text: str) -> None:
    """Composed or not, in capitals or not, with blanks around it; and what is kept stays so."""
    assert looks(text) == looks(normal(text)) == looks(f" {text}  ")
    assert looks(unicodedata.normalize("NFD", text)) == looks(text)
    assert normal(normal(text)) == normal(text)
    if text.isascii():
        assert looks(text.swapcase()) == looks(text)


@given(st.text(min_size=1, max_size=20))
def test_an_id_in_a_file_comes_back(text: str) -> None:
    """Whatever id is taken is written so that it is read again."""
    made = set_value(Case(case_id=""), "case_id", text)
    if isinstance(made, CaseFault):
        return
    file = loads_toml('case_id = "x"\n')
    written = dumps_toml(type(file)(case=made.case))
    assert loads_toml(written).case.case_id == made.case.case_id
