"""What is written: lines that fit, ASCII where nothing else is known, pages where asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nettui.display import cells
from nettui.plain.commands import COMMANDS, meant
from nettui.plain.loop import work
from nettui.plain.talk import LINE, Ended, Talk, chosen
from tests.plain.script import Script, folder, one_file, said, stored
from tests.sample import examples

EVERYTHING = ("plan all", "record all", "why 1", "plan rules", "ask all", "due", "help")


def talk(*lines: str, width: int = 0) -> tuple[Talk, list[str]]:
    """Return a talk that reads lines, and what it wrote."""
    wrote: list[str] = []
    left = iter(lines)
    return Talk(lambda _size: next(left, ""), wrote.append, width=width), wrote


def test_lines_of_a_terminal_fit(tmp_path: Path) -> None:
    """No line is longer than 78 cells, prompts included."""
    text = said(one_file(tmp_path), *EVERYTHING, "set functional", "yes", width=LINE)
    assert max(cells(line) for line in text.splitlines()) <= LINE


def test_elsewhere_a_fact_is_one_line_however_long(tmp_path: Path) -> None:
    """Whoever reads a pipe breaks lines as they like."""
    text = said(one_file(tmp_path), "help")
    assert max(cells(line) for line in text.splitlines()) > LINE


def test_everything_is_ascii_where_nothing_else_is_known(tmp_path: Path) -> None:
    """Signs of the medicine included."""
    text = said(one_file(tmp_path), *EVERYTHING, "add lab creatinine 1.2 mg/dL", unicode=False)
    assert text.isascii()
    assert "umol/L" in text


def test_text_from_outside_does_nothing_to_a_terminal() -> None:
    """Control bytes are shown as what they are."""
    made, wrote = talk()
    made.say("a \x1b[31mred\x07 note\x9b2J\u202e")
    assert "".join(wrote) == "a ␛[31mred␇ note<U+009B>2J<U+202E>\n"


def test_a_prompt_is_one_line_and_ends_so() -> None:
    """Also a long one."""
    made, wrote = talk("x\n")
    assert made.ask("a very long prompt " * 20) == "x"
    assert wrote[0].endswith(" > ")
    assert len(wrote[0]) <= LINE


def test_the_end_of_the_input_is_told_from_an_empty_line() -> None:
    """One goes back, the other ends."""
    made, _ = talk("\n")
    assert made.ask() == ""
    with pytest.raises(Ended):
        made.ask()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("\x1b[A", "a sign that cannot be seen"),
        ("M\udcfcller", "no text in UTF-8"),
        ("x" * 30_000, "longer than 20000 characters"),
    ],
)
def test_a_line_that_cannot_be_used_says_so_and_does_nothing(typed: str, why: str) -> None:
    """It is asked again."""
    made, wrote = talk(f"{typed}\n", "next\n")
    assert made.ask() == "next"
    assert why in "".join(wrote)
    assert "Nothing was done" in "".join(wrote)


def test_long_answers_stop_every_twenty_lines_only_where_asked_for(tmp_path: Path) -> None:
    """Enter goes on, n stops; without it all is said."""
    text = said(one_file(tmp_path), "record all")
    assert "more?" not in text
    text = said(one_file(tmp_path), "more on", "record all", "", "n", "more off", "record all")
    assert text.count("more? n stops > ") == 2
    assert "Stopped." in text
    assert "'more on' stops them every 20 lines." in text
    first = text.split("more? n stops > ")[0].split("'more off' says all at once.\n")[1]
    assert len(first.splitlines()) == 21  # the prompt before them


def test_an_option_is_chosen_by_its_number_or_how_it_begins() -> None:
    """And by nothing that would mean several."""
    options = ("yes", "no", "not done")
    assert chosen("1", options) == 0
    assert chosen("NO", options) == 1
    assert chosen("not", options) == 2
    assert chosen("n", options) is None
    assert chosen("4", options) is None
    assert chosen("0", options) is None


def test_every_word_is_known_by_itself() -> None:
    """None hides another."""
    for command in COMMANDS:
        assert meant(command.word) == (command, "")
        assert command.does


WORDS = st.sampled_from(
    [command.word for command in COMMANDS if command.word not in ("export", "quit")]
)
RESTS = st.one_of(
    st.sampled_from(
        ["", "1", "2", "all", "P-1", "ki67 4", "age 61", "lab creatinine 80", "functional", "prrt"]
    ),
    st.text(max_size=12),
    st.integers(0, 40).map(str),
)
LINES = st.one_of(
    st.builds(lambda word, rest: f"{word} {rest}", WORDS, RESTS),
    st.integers(0, 60).map(str),
    st.sampled_from(["", "accept 1", "decline 1", "sign", "yes", "back", "n", "unknown"]),
    st.text(max_size=20),
)


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lines=st.lists(LINES, max_size=12), is_stored=st.booleans())
def test_whatever_is_typed_nothing_fails(
    tmp_path: Path, lines: list[str], *, is_stored: bool
) -> None:
    """No fault, no traceback, no code for a terminal; it ends as the input does."""
    script = Script("open P-1", *lines)
    assert work((stored if is_stored else folder)(tmp_path), script.talk) == 0
    assert "A fault of nettui itself" not in script.said
