"""Documents in their forms: plain text of any width, and Markdown that shows text and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettui.display import cells, safe
from nettui.exchange.document import Line, Part, as_text, wrap
from nettui.exchange.markdown import as_markdown, escape
from nettui.sheet.doses import CHECK, checked, has_dose

HOSTILE = "\x1b[31mred\x07 [b]x[/b] <script>alert(1)</script> | a_b *c* `d` $e$ ~f~ \u202e"


@given(st.text(), st.integers(min_value=2, max_value=120))
def test_wrapping_keeps_every_word_within_the_width(text: str, width: int) -> None:
    """Cut words included, nothing is lost, and no line is wider (a wide sign needs two cells)."""
    text = safe(text)
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= width for line in lines)


def test_lines_hang_under_their_first() -> None:
    """By two cells, and by two more for each depth."""
    document = (Part("Title", (Line("one two three", "S1", "Label"), Line("four five", depth=1))),)
    assert as_text(document, 16).splitlines() == [
        "Title",
        "Label: one two",
        "  three [S1]",
        "  four five",
    ]


def test_a_long_heading_is_wrapped_not_cut() -> None:
    """What a stage comes to stands in its heading."""
    document = (Part("Head", ()), Part("Grading · G2: Ki-67 3-20 % [S07 · g2]", ()))
    shown = as_text(document, 24)
    assert "".join(shown.split()).replace("─", "").endswith("[S07·g2]")
    assert max(map(cells, shown.splitlines())) <= 24


def test_text_does_nothing_to_a_terminal() -> None:
    """In headings, labels, lines and what they rest on."""
    shown = as_text((Part(HOSTILE, (Line(HOSTILE, HOSTILE, HOSTILE),)), Part(HOSTILE, ())), 80)
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert "[b]x[/b]" in shown


def test_markdown_shows_text_as_it_is() -> None:
    """No markup, HTML, link or table cell of what comes from outside acts."""
    shown = as_markdown((Part(HOSTILE, (Line(HOSTILE, HOSTILE, HOSTILE),)),))
    assert "<script" not in shown
    assert "\x1b" not in shown
    for sign in "*_`|$~[":
        assert f"\\{sign}" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://x.org", "https&#58;//x.org"),
        ("www.x.org", "www&#46;x.org"),
        ("a@b.org", "a&#64;b.org"),
        ("1 < 2 & 3", "1 &#60; 2 &#38; 3"),
    ],
)
def test_addresses_and_entities_stay_text(text: str, shown: str) -> None:
    """Readers that make links of addresses make none of these."""
    assert escape(text) == shown


@pytest.mark.parametrize("text", ["- x", "1. x", "# x", "+ x", "=== x", "1) x"])
def test_what_begins_a_list_or_heading_does_not(text: str) -> None:
    """A note that begins with a dash stays a note."""
    (line,) = as_markdown((Part("T", (Line(text),)),)).splitlines()[2:]
    assert line.startswith("- ")
    assert "\\" in line


@pytest.mark.parametrize(
    "dose",
    [
        "lanreotide 120 mg every 4 weeks",
        "octreotide 50 µg/h",
        "750 mg/m2 twice daily",
        "7.4 GBq x 4",
        "carboplatin AUC 5",
        "interferon 3 MU",
    ],
)
def test_a_dose_is_told_to_be_checked(dose: str) -> None:
    """Once, and not again where the text says so itself."""
    assert has_dose(dose)
    assert checked(dose) == f"{dose} ({CHECK})."
    assert checked(checked(dose)) == checked(dose)
    assert CHECK in as_text((Part("T", (Line(dose),)),), 80)
    assert CHECK in as_markdown((Part("T", (Line(dose),)),))


@pytest.mark.parametrize(
    "text",
    [
        "creatinine clearance below 30 mL/min",
        "haemoglobin 80 g/L",
        "glucose above 7 mmol/L",
        "tumour of 20 mm",
        "bilirubin 3 mg/dL",
        "Ki-67 20 %",
        "2 mitoses per 2 mm2",
        "chromogranin A 180 µg/L",
        "3-6 months",
    ],
)
def test_what_is_measured_is_no_dose(text: str) -> None:
    """A laboratory value or a size is not to be looked up in a formulary."""
    assert checked(text) == text
