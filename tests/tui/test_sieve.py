"""What is no key is no command: what a terminal sends, cut into keys and pastes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

from nettui.tui.terminal.driver import Reader
from nettui.tui.terminal.sieve import ESCAPE, PASTE_SILENCE, SILENCE, Pasted, Sent, Sieve
from tests.tui.replies import BEL, ESC, ST, STRINGS, begun, every

START, END = f"{ESC}[200~", f"{ESC}[201~"
REPLIES = dict(every())
SHORT = {name: text for name, text in REPLIES.items() if len(text) < 100}
# Without two escape bytes in a row, which are Escape twice, and a control of one byte.
KEYS = [key for key in ANSI_SEQUENCES_KEYS if not key.startswith(ESC * 2) and key != "\x9b"]
_STEP = 0.01


def given_by(
    pieces: Iterable[str], *, silence: float = 10, gap: float = _STEP, escape: float = ESCAPE
) -> list[Sent]:
    """Return what comes of pieces that are read ``gap`` seconds apart, and of silence after it."""
    sieve, now = Sieve(escape), 0.0
    found: list[Sent] = []
    for piece in pieces:
        found += sieve.feed(piece, now)
        now += gap
        found += sieve.tick(now - _STEP / 10)
    found += sieve.tick(now + silence)
    return merged(found)


def merged(found: Iterable[Sent]) -> list[Sent]:
    """Return what was sent with characters that follow one another as one text."""
    whole: list[Sent] = []
    for sent in found:
        last = whole[-1] if whole else ESC
        if isinstance(sent, str) and isinstance(last, str) and ESC not in last + sent:
            whole[-1] = last + sent
        else:
            whole.append(sent)
    return whole


def splits(text: str) -> Iterator[Sequence[str]]:
    """Yield a text in two pieces in every way, and character by character."""
    for n in range(len(text) + 1):
        yield (text[:n], text[n:])
    yield tuple(text)


def pressed(messages: Iterable[Message]) -> list[tuple[str, str | None]]:
    """Return the keys of messages: name and character."""
    return [(m.key, m.character) for m in messages if isinstance(m, events.Key)]


def read(found: Iterable[Sent], *, mouse: bool = False) -> list[Message]:
    reader = Reader(mouse=mouse)
    return [message for sent in found for message in reader.messages(sent)]


# --- what is no key ---


@pytest.mark.parametrize("name", SHORT)
def test_a_reply_comes_to_nothing(name: str) -> None:
    """However it is split, and the key after it is that key."""
    for pieces in splits(SHORT[name]):
        assert read(given_by(pieces, escape=1)) == [], pieces
        assert pressed(read(given_by((*pieces, "r"), escape=1))) == [("r", "r")], pieces


@pytest.mark.parametrize("name", sorted(set(REPLIES) - set(SHORT)))
def test_a_long_reply_comes_to_nothing(name: str) -> None:
    """None of it is cut off as keys."""
    text = REPLIES[name]
    for pieces in ((text,), tuple(text), (text[:31], text[31:])):
        assert read(given_by(pieces, escape=1)) == []


def test_replies_one_after_the_other_come_to_nothing() -> None:
    """Read in one piece, or each byte for itself."""
    text = "".join(REPLIES.values())
    for pieces in ((text,), tuple(text)):
        assert pressed(read(given_by((*pieces, "r"), gap=0.001, escape=1))) == [("r", "r")]


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in STRINGS.values()}))
@pytest.mark.parametrize("form", [ESC, ""], ids=["two bytes", "one byte"])
def test_an_unfinished_string_is_dropped(kind: str, form: str) -> None:
    """After half a second of silence, not sooner; the half of its end is no Escape."""
    for rest in ("1", "11;rgb:2d2d/2d", "11;rgb:2d2d/2d2d/2d2d" + ESC, "r\rd\ty"):
        sieve = Sieve()
        assert sieve.feed(begun(kind, form) + rest, 5) == []
        assert sieve.due == 5 + SILENCE
        assert sieve.tick(5 + SILENCE - _STEP) == []
        assert sieve.tick(5 + SILENCE) == []
        assert sieve.feed("r", 6) == ["r"]


def test_an_unfinished_sequence_is_dropped() -> None:
    """As a string is."""
    for begun_ in (f"{ESC}[?62;1", f"{ESC}[M ", "\x9b", "\x9b1;5", f"{ESC}[[", f"{ESC}O1;"):
        sieve = Sieve()
        assert sieve.feed(begun_, 0) == []
        assert sieve.tick(SILENCE - _STEP) == []
        assert sieve.tick(SILENCE) == []
        assert sieve.feed("r", 1) == ["r"]


def test_silence_is_counted_from_the_last_byte() -> None:
    """A slow line may take its time."""
    pieces = tuple(f"{ESC}]11;rgb:2d2d/2d2d/2d2d{ST}")
    assert given_by(pieces, gap=SILENCE - _STEP, escape=SILENCE) == []


def test_a_sequence_that_follows_an_unfinished_string_is_read() -> None:
    """A string ends where another sequence begins."""
    assert given_by([f"{ESC}]11;rgb:2d", f"{ESC}[A"]) == [f"{ESC}[A"]
    assert given_by([f"{ESC}]11;rgb:2d{ESC}", f"{ESC}]11;rgb{BEL}", "r"]) == ["r"]


@pytest.mark.parametrize("kind", ["P", "]", "[", "_"])
def test_a_byte_that_is_no_utf8_may_begin_a_string(kind: str) -> None:
    """As terminals of old send it: C1 controls of one byte."""
    raw = bytes([ord(kind) + 0x40]) + b"1;2" + (b"c" if kind == "[" else b"\x9c")
    found = given_by([raw.decode("utf-8", "surrogateescape"), "r"])
    assert pressed(read(found)) == [("r", "r")]


def test_a_byte_that_is_no_utf8_is_a_sign() -> None:
    """A key of a Latin-1 terminal."""
    assert given_by([b"/\xe4\xff".decode("utf-8", "surrogateescape")]) == ["/\ufffd\ufffd"]


# --- what is a key ---


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_the_key_that_it_is_for_textual(key: str) -> None:
    """However it is split."""
    parser = XTermParser()
    wanted = pressed([*parser.feed(key), *parser.feed("")])
    wanted = [(name, character) for name, character in wanted if name != "<ignore>"]
    for pieces in splits(key):
        assert pressed(read(given_by(pieces, escape=1))) == wanted, pieces


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("97;5u", "ctrl+a"),
        ("27u", "escape"),
        ("13u", "enter"),
        ("27;5;97~", "ctrl+a"),
        ("0;;229u", "å"),
        ("1;5A", "ctrl+up"),
    ],
)
def test_keys_of_newer_terminals(sent: str, key: str) -> None:
    """Kitty's protocol, and xterm's."""
    for pieces in splits(f"{ESC}[{sent}"):
        assert [name for name, _ in pressed(read(given_by(pieces, escape=1)))] == [key]


def test_escape_alone_acts_as_soon_as_before() -> None:
    """A tenth of a second, or what ESCDELAY says."""
    for delay in (ESCAPE, 0.02):
        sieve = Sieve(delay)
        assert sieve.feed(ESC, 1) == []
        assert sieve.due == 1 + delay
        assert sieve.tick(1 + delay) == [ESC]
    assert pressed(read([ESC])) == [("escape", ESC)]
    assert given_by([ESC, "r"], gap=0.2) == [ESC, "r"]
    assert given_by([ESC * 3]) == [ESC, ESC, ESC]


@pytest.mark.parametrize("letter", "aRz.é1")
def test_a_key_with_alt_is_as_before(letter: str) -> None:
    """At once."""
    parser = XTermParser()
    wanted = pressed([*parser.feed(ESC + letter), *parser.feed("")])
    assert pressed(read(Sieve().feed(ESC + letter, 0))) == wanted


@pytest.mark.parametrize("letter", "[]OP_^X")
def test_a_key_with_alt_that_could_begin_more(letter: str) -> None:
    """Once it is clear that nothing follows."""
    sieve = Sieve()
    assert sieve.feed(ESC + letter, 0) == []
    assert pressed(read(sieve.tick(SILENCE)))[0][1] == letter


def test_what_breaks_off_a_sequence_is_pressed() -> None:
    """Enter is no part of any."""
    assert given_by([f"{ESC}[1;\r"]) == ["\r"]
    assert given_by([f"{ESC}[1;5ä"]) == ["ä"]


def test_focus_and_modes_are_told_and_sizes_and_places_are_not() -> None:
    """A size is asked of the terminal itself."""
    kept = read([f"{ESC}[I", f"{ESC}[O", f"{ESC}[?2026;2$y"])
    names = [type(message).__name__ for message in kept]
    assert names == ["AppFocus", "AppBlur", "TerminalSupportsSynchronizedOutput"]


def test_the_mouse_is_told_only_where_it_was_asked_for() -> None:
    """An earlier program may have left it on."""
    click = f"{ESC}[<0;10;5M"
    assert [type(message) for message in read([click], mouse=True)] == [events.MouseDown]
    assert read([click]) == []


def test_a_fault_of_the_parser_costs_one_sequence() -> None:
    """The next key is taken."""
    for bad in (f"{ESC}[99999999u", f"{ESC}[97;5:3u", f"{ESC}[27;5;99999999~"):
        with pytest.raises(Exception, match=r".*"):
            list(XTermParser().feed(bad))
        assert pressed(read([bad, "r", f"{ESC}[A"])) == [("r", "r"), ("up", None)]


# --- pastes ---

PASTES = [
    "P-1",
    "a\rb\nc\td",
    f"{ESC}[31mred{ESC}[0m {ESC}",
    f"x{ESC}]52;c;eA=={BEL}y",
    "é\x07q\x11",
]


@pytest.mark.parametrize("text", PASTES)
def test_a_paste_is_one_text(text: str) -> None:
    """However it is split; the keys around it are keys."""
    for pieces in splits(f"a{START}{text}{END}b"):
        assert given_by(pieces, escape=1) == ["a", Pasted(text), "b"]


@pytest.mark.parametrize("text", PASTES)
def test_an_unfinished_paste_ends_with_silence(text: str) -> None:
    """After two seconds; a part of its end is none of it, and what comes of it later is no key."""
    for n in range(len(END)):
        sieve = Sieve()
        assert sieve.feed(START + text + END[:n], 3) == []
        assert sieve.tick(3 + PASTE_SILENCE - _STEP) == []
        kept = text.removesuffix(ESC)
        assert sieve.tick(3 + PASTE_SILENCE) in ([Pasted(text)], [Pasted(kept)])
        assert sieve.feed("r", 6) == ["r"]
    assert given_by([START, text.rstrip(ESC), END], gap=1.9) == [Pasted(text.rstrip(ESC))]


def test_an_empty_paste_is_none() -> None:
    """Nor is one of NULs."""
    assert given_by([START + END + "r"]) == ["r"]
    assert given_by([START + "\0" + END]) == []
    assert given_by([START]) == []


def test_an_end_without_a_paste_is_nothing() -> None:
    """As it comes when the paste was ended already."""
    assert given_by([END, "r"]) == ["r"]


def test_a_long_paste_is_read_quickly() -> None:
    """Also one of escapes, in whatever pieces."""
    text = (f"{ESC}[31m" + "x" * 15) * 1000
    began = time.process_time()
    for size in (1, 7, 4096):
        whole = f"{START}{text}{END}"
        pieces = [whole[n : n + size] for n in range(0, len(whole), size)]
        assert given_by(pieces, gap=0.0001) == [Pasted(text)]
    assert time.process_time() - began < 5


# --- whatever comes ---

PARTS = st.sampled_from(
    [*"[]P\\1;~u$Mr\r\x9b\x9c\x9dé\udc9b\x18", ESC, BEL, START, END, *list(SHORT.values())[:20]]
)


@given(st.lists(PARTS, max_size=30), st.data())
def test_whatever_comes_ends_and_splits_do_not_matter(
    parts: list[str], data: st.DataObject
) -> None:
    """Nothing raises, no escape byte is inside of characters, and after silence a key is a key."""
    text = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    found = given_by([text], escape=1)
    assert given_by(pieces, escape=1) == found
    read(found)
    for sent in found:
        if isinstance(sent, str) and ESC in sent:
            assert sent.startswith(ESC)
            assert ESC not in sent[1:]
    sieve = Sieve()
    sieve.feed(text, 0)
    sieve.tick(PASTE_SILENCE)
    assert sieve.due is None
    assert sieve.feed("r", 9) == ["r"]
