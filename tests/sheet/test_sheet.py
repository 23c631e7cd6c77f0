"""A plan is worded once: text and screen say the same, and only lay it out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import nettui
from nettui.engine.plan.plan import Plan
from nettui.exchange.document import Document, as_text
from nettui.exchange.layout import as_document
from nettui.exchange.text import fitting, in_short
from nettui.sheet import kinds
from nettui.sheet.fold import SCREEN, fold
from nettui.sheet.item import Folded, Item, Sheet, accounted_for, findings_in
from nettui.sheet.kinds import (
    AGAINST,
    CONSIDER,
    CONTRAINDICATED,
    DO,
    DUE,
    EMERGENCY,
    HELP,
    NO_DATE,
    NOT_CLEARED,
    OVERDUE,
    PITFALL,
    SIDE,
    SIGNS,
    STOP,
    Kind,
)
from nettui.sheet.merging import offers_of
from nettui.sheet.priorities import NEXT, WHAT_FIRST, what_first
from nettui.sheet.sheet import body, sheet
from nettui.tui.rows.layout import ListRow, layout
from nettui.tui.rows.plan import date_rows, question_rows
from nettui.tui.rows.sheet_rows import arranged, item_row, sheet_rows
from nettui.tui.rows.short_plan import one_line
from tests import library
from tests.exchange import small
from tests.exchange.on_paper import all_of, all_that_applies, at_every_step, full, short, steps
from tests.library import CASES, OF_PLUGINS, brief_rows, plan_rows
from tests.protocols import alone, with_all
from tests.sample import one_in

PACKAGE = Path(nettui.__file__).parent
SIDES = (SIDE, AGAINST)
ROWS = 38  # lines of two screens of 80x24

each_case = pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
some_cases = pytest.mark.parametrize("path", one_in(9, CASES), ids=lambda path: path.stem)


def planned(path: Path, *, base_only: bool = False) -> Plan:
    return library.planned(path, alone() if base_only else with_all())


# --- what comes first --------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*CASES, *OF_PLUGINS], ids=lambda path: path.stem)
def test_all_that_is_to_be_done_is_named_first(path: Path) -> None:
    """Each strong recommendation that is no test, on paper and on screen."""
    names_all_to_do(planned(path))


@each_case
def test_and_by_the_base_protocol_alone(path: Path) -> None:
    """As before."""
    names_all_to_do(planned(path, base_only=True))


def names_all_to_do(made: Plan) -> None:
    wanted = {o.label for o in made.offers if o.group == "do" and o.role != "diagnostic"}
    paper = [line for line in as_document((what_first(made),))[0].lines if line.label == DO.word]
    rows = [r for r in first_rows(plan_rows(made)) if r.word == DO.word]
    for said in ([line.text for line in paper], [row.title for row in rows]):
        assert not [label for label in wanted if not any(label in text for text in said)]


@each_case
def test_paper_and_screen_say_the_same_first(path: Path) -> None:
    """The same lines in the same order, however the text is folded.

    On paper without room, what is due next stands in the follow-up alone.
    """
    made = planned(path)
    titles = [item.title for item in what_first(made).items]
    short = [item.title for item in what_first(made).items if item.id != NEXT]
    for document, told in (
        (all_of(made), titles),
        (all_that_applies(made), titles),
        (at_every_step(made)[-1], short),
    ):
        (part,) = (part for part in document if part.title == WHAT_FIRST)
        assert len(part.lines) == len(told)
        assert all(title in line.text for title, line in zip(told, part.lines, strict=True))
    for rows in (plan_rows(made), plan_rows(made, unfolded=True)):
        assert [row.title for row in first_rows(rows)] == titles
    brief = [row.title for row in first_rows(brief_rows(made, ROWS))]
    assert len(brief) == len(titles)
    assert all(row.startswith(title) for row, title in zip(brief, titles, strict=True))


def first_rows(rows: tuple[ListRow, ...]) -> list[ListRow]:
    """The rows of what comes first."""
    assert rows[0].title == WHAT_FIRST
    end = next(n for n, row in enumerate(rows) if n and row.heading)
    return list(rows[1:end])


# --- nothing is lost ---------------------------------------------------------------------------


def on_paper(document: Document) -> set[str]:
    return {name for part in document for line in part.lines for name in line.tells}


def on_screen(rows: tuple[ListRow, ...]) -> set[str]:
    return {finding.id for row in rows for finding in findings_in(row.subject)}


@some_cases
def test_text_and_screen_account_for_the_same_rules(path: Path) -> None:
    """All of them, in full and with each rule apart."""
    made = planned(path)
    every = {finding.id for finding in made.findings}
    assert accounted_for(full(made)) == accounted_for(body(made)) == every
    for rows in (plan_rows(made), plan_rows(made, unfolded=True)):
        assert on_screen(rows) == every
    needs = {need.entry.id for need in made.pressing}
    assert every | needs <= on_paper(all_of(made))
    for rows in (plan_rows(made), plan_rows(made, unfolded=True)):
        assert needs <= {row.key.removeprefix("need:") for row in rows}


@some_cases
@pytest.mark.parametrize("width", [80, 100, 120, 160, 200])
def test_and_whatever_the_width(path: Path, width: int) -> None:
    """The text is folded to fit; the screen gathers what it has no line for."""
    made = planned(path)
    every = {finding.id for finding in made.findings}
    assert accounted_for(fitting(full(made), width)) == every
    assert every <= on_paper(short(made, width))
    for row in brief_rows(made, ROWS):
        assert row.heading or not row.line or len(layout(row, width)) == 1


@some_cases
def test_and_however_it_is_folded(path: Path) -> None:
    """What a screen counts in the heading of a stage, and a text at its end, is counted."""
    made = planned(path)
    every = {finding.id for finding in made.findings}
    for document in (all_that_applies(made), *at_every_step(made)):
        assert every <= on_paper(document)
    folded = [row.subject for row in plan_rows(made) if isinstance(row.subject, Folded)]
    counted = {finding.id for subject in folded for finding in subject.findings}
    for most in (1, 20, ROWS, 60, 999):
        assert on_screen(brief_rows(made, most)) | counted == every


def folds(whole: Sheet) -> list[Sheet]:
    """A sheet at every step of folding."""
    found: list[Sheet] = []

    def fits(folded: Sheet) -> bool:
        found.append(folded)
        return False

    assert fold(whole, fits, SCREEN) == found[-1]
    return found


def said_in(sheet: Sheet) -> list[str]:
    """What a sheet says of options, each as often as it is said: also what an item gathers."""
    items = (item for section in sheet for item in section.items)
    each = (one for item in items for one in (item.folded or (item,)))
    return sorted(one.title for one in each if one.kind in (DO, CONSIDER, CONTRAINDICATED))


@some_cases
def test_and_at_every_step_of_folding(path: Path) -> None:
    """No rule, no option and no stop is lost, and what comes first is not folded at all."""
    made = planned(path)
    whole = arranged(body(made))
    every = {finding.id for finding in made.findings}
    stages = [section.stage for section in whole if section.stage]
    for folded in folds(whole):
        assert accounted_for(folded) == every
        assert said_in(folded) == said_in(whole)
        assert folded[0] == whole[0]
        assert [section.stage for section in folded if section.stage] == stages


def in_words(document: Document) -> str:
    """All that the lines of a document say."""
    return " ".join(line.text for part in document for line in part.lines)


def never_folded(whole: Sheet) -> set[str]:
    """What stands in a text however short: what is to be done, stops, conflicts, dates, pitfalls.

    First steps and cautions too that the case raises on what is to be done or considered.
    """
    said: set[str] = set()
    for section in whole:
        said.update(item.title.rpartition(" (")[0] for item in section.care)
        for item in section.items:
            if item.is_pointer or item.is_repeated:
                continue
            if item.kind in (DO, CONSIDER, NOT_CLEARED, CONTRAINDICATED) and item.names:
                said.update(o.label for o in offers_of(item))
            elif item.kind in (DO, EMERGENCY, PITFALL, DUE, OVERDUE, NO_DATE):
                said.add(item.title.rstrip("."))
            said.update(n.title.rstrip(".") for n in item.notes if n.kind is STOP)
            said.update(
                one.title for side in item.notes if side.kind in SIDES for one in side.notes
            )
            said.update((item.when,) if item.when else ())
    return said


@pytest.mark.parametrize(
    "path", [*one_in(4, CASES), *one_in(6, OF_PLUGINS)], ids=lambda path: path.stem
)
def test_what_is_never_folded_is_in_the_shortest_text(path: Path) -> None:
    """By name, and not only counted."""
    made = planned(path)
    wanted = never_folded(full(made))
    assert wanted or made.status.word == "out_of_scope"
    for folded in steps(full(made)):
        assert accounted_for(folded) == {finding.id for finding in made.findings}
        said = in_words(in_short(folded))
        assert [words for words in sorted(wanted) if words not in said] == []


@some_cases
def test_each_step_for_paper_makes_a_text_no_longer(path: Path) -> None:
    """So a text is folded no further than it must be."""
    lengths = [as_text(document, 80).count("\n") for document in at_every_step(planned(path))]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] < lengths[0]


@some_cases
@pytest.mark.parametrize("width", [80, 100, 120, 160, 200])
def test_an_item_that_gathers_others_names_them(path: Path, width: int) -> None:
    """On one line of a screen; all of them are its subject."""
    for folded in folds(arranged(body(planned(path)))):
        gathered = [item for section in folded for item in section.items if item.folded]
        rows = {row.key: row for row in sheet_rows(folded, one_line) if row.key}
        for item in gathered:
            assert item.subject == tuple(one.subject for one in item.folded)
            if item.id:
                row = rows[item.id]
                first = item_row(item.folded[0]).title.rstrip(".")
                assert row.title.startswith(first)
                (line,) = layout(row, width)
                assert first[:20] in "".join(part for part, _ in line)


# --- kinds -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", one_in(3, CASES), ids=lambda path: path.stem)
def test_every_line_that_can_be_marked_has_help(path: Path) -> None:
    """Its word means the same everywhere, and help says what."""
    made = planned(path)
    views = (plan_rows(made), plan_rows(made, unfolded=True), brief_rows(made, ROWS))
    for rows in (*views, date_rows(made), question_rows(made)):
        for row in rows:
            assert not row.key or HELP.get(row.word), row


def test_every_kind_that_says_what_it_means_is_in_help() -> None:
    """Each word once."""
    found = [kind for kind in vars(kinds).values() if isinstance(kind, Kind) and kind.help]
    assert found == list(kinds.EXPLAINED)
    assert len(HELP) == len(found)


def test_signs_are_ascii() -> None:
    """No terminal lacks them, and a sign never stands without its word."""
    for kind in SIGNS:
        assert kind.sign.isascii()
        assert kind.word
        assert kind.help


def items(made: Plan) -> Iterator[Item]:
    for section in sheet(made):
        for item in section.items:
            yield item
            yield from item.notes


def test_ids_are_unique() -> None:
    """A line is found again after the record changed."""
    for made in (small.planned(), planned(CASES[0])):
        ids = [item.id for item in items(made) if item.id]
        assert len(ids) == len(set(ids))


# --- the house ---------------------------------------------------------------------------------

LAYOUTS = (
    "exchange/layout.py",
    "exchange/document.py",
    "sheet/asking.py",
    "sheet/fold.py",
    "sheet/gathering.py",
    "sheet/guards_apart.py",
    "sheet/merging.py",
    "sheet/paper.py",
    "sheet/shortening.py",
    "tui/rows/sheet_rows.py",
    "tui/rows/why.py",
)
# They are given a plan, and only make a sheet of it.
MADE_OF_A_SHEET = ("exchange/text.py", "exchange/markdown.py")


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_lays_out_reads_neither_plan_nor_protocol(name: str) -> None:
    """It knows a sheet, and nothing of how that was made."""
    tree = ast.parse((PACKAGE / name).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.module != "nettui.engine.plan.plan"
            assert "Protocol" not in {alias.name for alias in node.names}
        if isinstance(node, ast.Attribute):
            assert node.attr != "raw", f"{name}:{node.lineno}"


@pytest.mark.parametrize("name", MADE_OF_A_SHEET)
def test_a_plan_is_only_handed_to_its_sheet(name: str) -> None:
    """Text and Markdown say what the sheet says, in its words."""
    tree = ast.parse((PACKAGE / name).read_text("utf-8"))
    handed = {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) == "sheet"
    }
    read = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == "plan"]
    assert read
    assert [node.lineno for node in read if id(node) not in handed] == []
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "raw"]


@pytest.mark.parametrize("path", sorted((PACKAGE / "sheet").glob("*.py")), ids=lambda p: p.stem)
def test_nothing_in_a_sheet_is_filled_in_later(path: Path) -> None:
    """No function is handed something to change, so no line hangs on which was asked for first."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for argument in (*node.args.args, *node.args.kwonlyargs):
                said = ast.unparse(argument.annotation) if argument.annotation else ""
                assert not said.startswith(("list", "dict", "set")), f"{path.name}:{node.lineno}"


def test_a_kind_is_one_of_the_table() -> None:
    """Two kinds of one word would be told apart by nobody but the program."""
    assert all(isinstance(item.kind, Kind) for item in items(small.planned()))
