"""What reaches a terminal: safe, complete, and never rounded."""

from __future__ import annotations

import datetime
import math
import sys
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input, Static, Tree

from nettui import display
from nettui.display import (
    MARKS_SHOWN,
    ascii_only,
    cells,
    clip,
    fold,
    number,
    safe,
    supports_unicode,
)
from nettui.tui.safe_text import cell, content
from tests.screens import TextSnapshot, screen_text

ANY_TEXT = st.text(st.characters(exclude_categories=()))
FORGED = "\x1b]52;c;aGk=\x1b\\\x1b]2;OWNED\x07\x1b[2;2HFAKE \x9b31m"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Ki-67 [not done] 10%", "Ki-67 [not done] 10%"),
        ("Müller, 東京, Ελένη", "Müller, 東京, Ελένη"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x00\x07\x08\x7f", "␀␇␈␡"),
        ("\x9b31m \x85", "<U+009B>31m <U+0085>"),
        ("dose \u202e05 mg", "dose <U+202E>05 mg"),
        ("\u2066a\u2069\u200f\u061c", "<U+2066>a<U+2069><U+200F><U+061C>"),
        ("G\u200b2\ufeff\u00ad\u2060", "G<U+200B>2<U+FEFF><U+00AD><U+2060>"),
        ("a\u2028b\u2029c", "a<U+2028>b<U+2029>c"),
        ("\udc80\ud800", "<U+DC80><U+D800>"),
        ("\ue000\U000e0041", "<U+E000><U+E0041>"),
        ("a\u3164b\u2800c\u034f", "a<U+3164>b<U+2800>c<U+034F>"),
        ("a\tb\nc\r\nd", "a␉b␊c␍␊d"),
        ("\u0301x", "◌\u0301x"),
    ],
)
def test_safe_shows_everything_and_does_nothing(text: str, shown: str) -> None:
    """Each hidden or acting character has a visible sign in its place."""
    assert safe(text) == shown


def test_safe_keeps_lines_only_when_asked() -> None:
    """Line ends of any system stay line ends; a carriage return alone would overprint."""
    assert safe("a\r\nb\n\nc\td\re\x1b", lines=True) == "a\nb\n\nc    d␍e␛"


def test_safe_does_not_normalise() -> None:
    """What was entered is what is shown and compared."""
    assert safe("e\u0301 \u00e9 \u212b") == "e\u0301 \u00e9 \u212b"


def test_a_flood_of_marks_is_counted_not_drawn() -> None:
    """A stack of marks would spill over the lines above and below."""
    at_the_limit = "e" + "\u0301" * MARKS_SHOWN
    assert safe(at_the_limit + "x") == at_the_limit + "x"
    assert safe(at_the_limit + "\u0301\u0302x") == at_the_limit + "<+2 marks>x"
    assert safe("\n" + "\u0301" * 1000, lines=True).endswith(f"<+{1000 - MARKS_SHOWN} marks>")


@given(ANY_TEXT)
def test_safe_text_is_printable_and_stays_as_it_is(text: str) -> None:
    """For every text there is."""
    shown = safe(text)
    assert all(c.isprintable() or unicodedata.category(c) == "Zs" for c in shown)
    assert safe(shown) == shown
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_safe_loses_no_letter(text: str) -> None:
    """What could be shown still is, in the same order."""
    letters = [c for c in text if c.isalnum() and not unicodedata.category(c).startswith("M")]
    rest = iter(safe(text, lines=True))
    assert all(c in rest for c in letters if safe(c) == c)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (20.0, "20"),
        (100.0, "100"),
        (2.996, "2.996"),
        (0.004, "0.004"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-05, "0.00001"),
        (-0.5, "-0.5"),
        (-0.0, "0"),
        (123456789012345.0, "123456789012345"),
        (1e16, "1e+16"),
        (1e-12, "1e-12"),
        (7, "7"),
        (10**20, "100000000000000000000"),
        (Decimal("2.50"), "2.50"),
        (Decimal("1E+3"), "1000"),
        (math.inf, "inf"),
        (math.nan, "nan"),
    ],
)
def test_number_is_exact_and_plain(value: float | Decimal, shown: str) -> None:
    """Never rounded: 2.996 is not 3."""
    assert number(value) == shown


@given(st.floats(allow_nan=False))
def test_number_can_be_read_back(value: float) -> None:
    """The digits are the number."""
    assert float(number(value)) == value


@pytest.mark.parametrize("value", [True, "12", None])
def test_number_refuses_what_is_not_one(value: object) -> None:
    """A yes is not 1."""
    with pytest.raises(TypeError, match="is not a number"):
        number(value)  # type: ignore[arg-type]  # that it is refused is the point


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ki-67 ≥ 3–20 %, ≤ 2 × ULN", "Ki-67 >= 3-20 %, <= 2 x ULN"),
        ("150 µg, 7.4 GBq", "150 ug, 7.4 GBq"),
        ("5 × 10⁹/L, 10⁻³, m²", "5 x 10^9/L, 10^-3, m^2"),
        ("2½ tablets, ½", "2 1/2 tablets, 1/2"),
        ("CO₂ é ß Ø ﬁ", "CO2 e ss O fi"),
        ("Mu\u0308ller", "Muller"),
        ("┌─┬╮│├┼═╝", "+-++|++-+"),
        ("α-interferon → “stop”…", 'alpha-interferon -> "stop"...'),
        ("␛[2J ␡", "^[[2J ^?"),
        ("東 ①", "<U+6771> <U+2460>"),
        ("٣ 5\u00a0mg", "3 5 mg"),
    ],
)
def test_ascii_only_keeps_the_meaning(text: str, plain: str) -> None:
    """10⁹ must not read 109."""
    assert ascii_only(text) == plain


@given(ANY_TEXT)
def test_ascii_only_is_printable_ascii(text: str) -> None:
    """For every safe text."""
    plain = ascii_only(safe(text))
    assert plain.isascii()
    assert plain.isprintable()


@pytest.mark.parametrize(
    ("encoding", "environ", "expected"),
    [
        ("utf-8", {"LANG": "en_GB.UTF-8"}, True),
        ("UTF8", {"LANG": "de_DE.utf8@euro"}, True),
        ("utf-8", {}, True),
        ("utf-8", {"LANG": "C"}, False),
        ("utf-8", {"LC_ALL": "C"}, False),
        ("iso-8859-1", {"LANG": "de_DE.ISO-8859-1"}, False),
        ("utf-8", {"LANG": "de_DE.ISO-8859-1"}, False),
        ("utf-8", {"LC_ALL": "de_DE.ISO-8859-1", "LANG": "en_GB.UTF-8"}, False),
        ("utf-8", {"LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "x.latin1"}, True),
        ("ascii", {"LANG": "en_GB.UTF-8"}, False),
        (None, {"LANG": "en_GB.UTF-8"}, False),
        ("no-such", {}, False),
        ("utf-8", {"LANG": "en_GB.no-such"}, False),
    ],
)
def test_unicode_needs_stream_and_locale(
    encoding: str | None, environ: dict[str, str], expected: bool
) -> None:
    """Where either does not know UTF-8, borders would be noise."""
    assert supports_unicode(encoding, environ) is expected


@pytest.mark.parametrize(
    "text", ["Ki-67", "Müller", "東京", "e\u0301", "ａ", "│─", "한국", "नमस्ते", "✓⚠"]
)
def test_cells_agree_with_the_terminal_library(text: str) -> None:
    """Columns line up only if both count alike."""
    assert cells(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("grade", 5, "grade"),
        ("grade", 4, "gra…"),
        ("grade", 1, "…"),
        ("grade", 0, ""),
        ("grade", -1, ""),
        ("", 0, ""),
        ("東京都", 5, "東京…"),
        ("東京都", 4, "東…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_clip_counts_cells(text: str, width: int, shown: str) -> None:
    """A wide character is never halved and a mark stays with its letter."""
    assert clip(text, width) == shown


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("appendix-r1", 11, "appendix-r1"),
        ("appendix-resected-no-more", 11, "appen…-more"),
        ("appendix-resected", 3, "a…d"),
        ("appendix", 2, "a…"),
        ("appendix", 0, ""),
        ("ae\u0301abcde\u0301", 4, "ae\u0301…e\u0301"),
        ("数字数字数字", 6, "数…字"),
    ],
)
def test_fold_keeps_both_ends(text: str, width: int, shown: str) -> None:
    """Names that begin alike are told apart by how they end; no letter loses its marks."""
    assert fold(text, width) == shown
    assert cells(fold(text, width)) <= width


def test_clip_can_end_in_ascii() -> None:
    """For terminals without an ellipsis."""
    assert clip("functional", 6, "...") == "fun..."
    assert clip("functional", 2, "...") == ".."


@given(ANY_TEXT, st.integers(0, 20))
def test_clip_is_never_too_wide(text: str, width: int) -> None:
    """For every safe text."""
    assert cells(clip(safe(text), width)) <= width


class Page(App[None]):
    """One of each widget that shows text from outside."""

    def compose(self) -> ComposeResult:
        yield Static(content("Ki-67 [not done] [T2N1M0] [/x] [@click=app.quit]q[/]", "bold"))
        yield Static(content(FORGED + "\u202edose"))
        yield Static(content("two\nlines", lines=True))
        table: DataTable[object] = DataTable()
        table.add_columns(cell("[G2] fact"), cell("value"))
        table.add_row(cell("[pT3]"), cell(2.996))
        table.add_row(cell(None), cell(datetime.date(2026, 2, 3)))
        yield table
        tree: Tree[None] = Tree(cell("[x] root", "bold"))
        tree.root.add_leaf(cell("[not done]" + FORGED))
        tree.root.expand()
        yield tree
        yield Input(value=safe(FORGED), compact=True)


async def test_widgets_show_outside_text_whole(text_snapshot: SnapshotAssertion) -> None:
    """Brackets stay, numbers keep their digits, control bytes are pictures."""
    app = Page()
    async with app.run_test(size=(70, 18)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
    for whole in ("[not done] [T2N1M0] [/x] [@click=app.quit]q[/]", "2.996", "[pT3]", "2026-02-03"):
        assert whole in shown
    assert "unknown" in shown
    assert "FAKE <U+009B>31m<U+202E>dose" in shown
    assert shown.replace("\n", "").isprintable()
    assert shown == text_snapshot(name="outside_text_70x18")


def test_a_snapshot_refuses_what_is_not_text() -> None:
    """The repr of an object would be compared otherwise."""
    with pytest.raises(TypeError, match="made of a str, not of dict"):
        TextSnapshot().serialize({})
    assert TextSnapshot().serialize("plan") == "plan\n"


def test_what_is_taken_as_simple_shows_itself_in_one_cell_each() -> None:
    """Texts that are passed through without a look hold no sign that would have been changed."""
    simple = [
        chr(code) for code in range(sys.maxunicode + 1) if display._SIMPLE.fullmatch(chr(code))
    ]
    assert len(simple) > 1000
    for char in simple:
        assert display._sign(char) == (char, False)
        assert display._cells(char) == 1
