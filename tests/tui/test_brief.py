"""A plan of any library case fits two screens of 80x24, and nothing in it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from nettui.display import safe
from nettui.engine.protocol.protocol import Protocol
from nettui.sheet.item import Folded, findings_in
from nettui.sheet.kinds import (
    ASKED,
    BRANCH,
    CONFLICT,
    CONSIDER,
    CONTRAINDICATED,
    DO,
    EMERGENCY,
    NOT_CLEARED,
    NOT_YET,
)
from nettui.sheet.priorities import NEXT
from nettui.tui.rows.glance import FURTHER, at_a_glance
from nettui.tui.rows.header import head_lines
from nettui.tui.rows.layout import ListRow, layout
from nettui.tui.rows.short_plan import is_care
from tests.library import CASES, brief_rows, plan_rows, planned
from tests.protocols import with_all
from tests.sample import one_in

ONE_SCREEN = 19  # lines of 80x24 left by head, heading and keys
TWO_SCREENS = 38  # lines of 80x24 left by head, heading and keys, twice
CROWDED = 43  # what no gathering makes shorter: every group of every stage has a row


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    """Everything that comes with nettui."""
    return with_all()


@cache
def first_screens() -> dict[str, tuple[str, tuple[ListRow, ...]]]:
    """The status and the rows shown first of every case, of which three tests tell."""
    shown = {}
    for path in CASES:
        made = planned(path, with_all())
        _, status, _ = head_lines(made, "", 80, safe)
        told = "".join(text for text, _ in status)
        shown[path.stem] = told, brief_rows(made, TWO_SCREENS)
    return shown


def test_nearly_every_plan_fits_two_screens() -> None:
    """Each row counts as one line, also one that is told whole.

    What the case brings up is never gathered, and branches have rows of their own."""
    apart = (ASKED.word, BRANCH.word)
    lengths = {
        name: sum(not is_care(r) and r.word not in apart and r.key != NEXT for r in rows)
        for name, (_, rows) in first_screens().items()
    }
    assert max(lengths.values()) <= CROWDED, lengths
    over = [name for name, length in lengths.items() if length > TWO_SCREENS]
    assert len(over) <= len(CASES) // 18, over


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nothing_is_lost(path: Path, protocol: Protocol) -> None:
    """Every finding stands in some row, or is counted in the heading of its stage."""
    made = planned(path, protocol)
    rows = brief_rows(made, TWO_SCREENS)
    held = {finding.id for row in rows for finding in findings_in(row.subject)}
    counted = {
        finding.id
        for row in plan_rows(made)
        if isinstance(row.subject, Folded)
        for finding in row.subject.findings
    }
    assert held | counted == {finding.id for finding in made.findings}


@pytest.mark.parametrize("path", one_in(6, CASES), ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_each_row_is_one_line_in_words(path: Path, width: int, protocol: Protocol) -> None:
    """What a line rests on stands behind it where there is room; signs that warn always do."""
    for row in brief_rows(planned(path, protocol), TWO_SCREENS):
        if not row.heading and not row.line:
            continue
        (line,) = layout(row, width)
        text = "".join(part for part, _ in line)
        if row.heading or width < 80:
            continue
        behind = f"{row.title} · {row.tail}" if row.tail else row.title
        if len(behind) <= width - 19:
            assert behind in text
        assert all(mark in text for mark in ("(R)", "(E)") if mark in row.tail)


def test_the_names_of_what_leads_are_never_cut() -> None:
    """Emergencies and treatments to do or to consider are told whole at 80 columns."""
    seen = 0
    for name, (_, rows) in first_screens().items():
        first = rows[1 : next(n for n, row in enumerate(rows) if row.heading and n)]
        for row in first:
            lines = ["".join(text for text, _ in line) for line in layout(row, 80)]
            text = "".join("".join(lines).split())
            if row.word in (EMERGENCY.word, DO.word, CONSIDER.word):
                assert "".join(row.title.split()) in text, name
                seen += len(lines) > 1
    assert seen > 10


def on_one_screen(rows: Sequence[ListRow]) -> tuple[list[ListRow], list[ListRow]]:
    """What stands on the first screen of 80x24, and what of it continues below."""
    rows = at_a_glance(rows, 80, ONE_SCREEN)
    ends = [n for n, row in enumerate(rows) if n and row.heading]
    first = list(rows[: ends[0]])
    continues = rows[ends[0]].title == FURTHER
    return first, list(rows[ends[0] + 1 : ends[1]]) if continues else []


def test_what_comes_first_fits_one_screen() -> None:
    """Of each part a line, and of emergencies and stops all, whatever else there is to say."""
    continued = cut = 0
    for name, (_, rows) in first_screens().items():
        first, below = on_one_screen(rows)
        assert sum(len(layout(row, 80)) for row in first) <= ONE_SCREEN, name
        whole = rows[: next(n for n, row in enumerate(rows) if n and row.heading)]
        assert {row.key for row in (*first, *below)} == {row.key for row in whole}, name
        assert {row.word for row in first} >= {r.word for r in whole} - {NOT_YET.word}, name
        moved = {row.word for row in below}
        never = (EMERGENCY, CONTRAINDICATED, NOT_CLEARED, CONFLICT, DO, CONSIDER)
        assert moved.isdisjoint(kind.word for kind in never), name
        continued += bool(below)
        leads = [row for row in first if row.word in (DO.word, CONSIDER.word)]
        cut += any("…" in text for row in leads for line in layout(row, 80) for text, _ in line)
    assert continued <= len(CASES) // 3
    assert cut <= len(CASES) // 20


def test_words_go_before_what_they_rest_on() -> None:
    """A title that needs the room takes it; it is cut between words, and warnings stay."""
    row = ListRow(sign="i", word="Note", title="one two three four", tail="S01 …  (R)", line=True)
    texts = ["".join(text for text, _ in layout(row, width)[0]) for width in (80, 38, 30, 25)]
    assert texts[0].endswith("one two three four · S01 … (R)")
    assert texts[1].endswith("one two three four (R)")
    assert texts[2].endswith("one two three… (R)")
    assert texts[3].endswith("one two… (R)")


def test_the_first_screen_tells_the_status_and_the_next_follow_up() -> None:
    """At 80x24: the status is a whole sentence, and what is due next stands above the fold."""
    below = []
    for name, (status, rows) in first_screens().items():
        assert "…" not in status, name
        shown = 0
        for row in rows:
            shown += len(layout(row, 80))
            if row.key == NEXT and shown > ONE_SCREEN:
                below.append(name)
    assert len(below) <= len(CASES) // 10, below


@pytest.mark.parametrize("path", one_in(4, CASES), ids=lambda path: path.stem)
def test_nothing_is_told_twice(path: Path, protocol: Protocol) -> None:
    """No two lines of a part say the same, and a line carries the sign of each mark once."""
    made = planned(path, protocol)
    for rows in (brief_rows(made, TWO_SCREENS), plan_rows(made)):
        part, seen = "", set[object]()
        for row in rows:
            part = row.title if row.heading else part
            # Conflicts have one title; their sides tell them apart.
            told = (part, row.word, row.title, row.beside)
            assert told not in seen
            seen.add(told)
            lines = ["".join(text for text, _ in line) for line in layout(row, 400)]
            assert all(line.count(mark) < 2 for line in lines for mark in ("(R)", "(E)"))


def test_what_stops_an_option_stands_in_its_line(protocol: Protocol) -> None:
    """A contraindication is read without opening the reasons."""
    made = planned(CASES[0].with_name("si-g2-prrt-renal.toml"), protocol)
    rows = brief_rows(made, TWO_SCREENS)
    stopped = [row for row in rows if row.word == "Contraindicated"]
    assert any("PRRT" in row.title for row in stopped)


def test_the_answer_comes_first() -> None:
    """What first stands in the first rows, before any stage."""
    for name, (_, rows) in first_screens().items():
        assert rows[0].title == "What first"
        stages = [n for n, row in enumerate(rows) if row.heading and row.title.startswith("1 ")]
        # Branches, emergencies and questions have rows of their own.
        own = (BRANCH.word, EMERGENCY.word, ASKED.word)
        apart = sum(row.word in own or row.key == NEXT for row in rows[: stages[0]])
        assert stages[0] - apart <= 14, name
