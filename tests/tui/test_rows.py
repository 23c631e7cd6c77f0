"""A plan as rows: nothing is lost, nothing is too wide, nothing reaches the terminal raw."""

from __future__ import annotations

import pytest

from nettui.display import ascii_only, cells, safe
from nettui.engine.language.states import MET, NOT_NEEDED
from nettui.engine.plan.plan import Plan
from nettui.sheet.item import Folded, findings_in
from nettui.sheet.reasons import reasons, with_changes
from nettui.tui.rows.header import head_lines, stage_sign
from nettui.tui.rows.layout import ListRow, by_name, clipped, layout, matching
from nettui.tui.rows.plan import date_rows, plan_rows, question_rows
from nettui.tui.rows.record import field_choices
from nettui.tui.rows.why import reason_rows
from tests.exchange.small import COMPLETE, planned

BARE = 'case_id = "P-2"\n'
PREGNANT = COMPLETE.replace("not_pregnant", "pregnant").replace("jejunum_ileum", "lung")
FAST = COMPLETE.replace("ki67 = 5", "ki67 = 30")


@pytest.fixture(params=[COMPLETE, BARE, PREGNANT, FAST])
def plan(request: pytest.FixtureRequest) -> Plan:
    return planned(request.param)


@pytest.mark.parametrize("unfolded", [False, True])
def test_every_finding_stands_in_some_row(plan: Plan, unfolded: bool) -> None:
    """Nothing disappears: what does not hold is folded and counted, and unfolds."""
    shown = {f.id for row in plan_rows(plan, unfolded=unfolded) for f in findings_in(row.subject)}
    assert shown == {f.id for f in plan.findings}


def test_every_need_stands_in_some_row(plan: Plan) -> None:
    """Known and unneeded items are counted, missing ones stand for themselves."""
    rows = plan_rows(plan)
    folded = {n.entry.id for r in rows if isinstance(r.subject, Folded) for n in r.subject.needs}
    alone = {r.key.partition(":")[2] for r in rows if r.key.startswith("need:")}
    for need in plan.needs:
        assert need.entry.id in (folded if need.state in (MET, NOT_NEEDED) else alone)


def test_keys_are_unique(plan: Plan) -> None:
    """The cursor finds its row again by key."""
    for rows in (plan_rows(plan, unfolded=True), date_rows(plan), question_rows(plan)):
        keys = [row.key for row in rows if row.key]
        assert len(keys) == len(set(keys))


def test_what_is_missing_comes_before_the_stages() -> None:
    """A reader in a hurry sees first whom to ask for what, then what work-up is missing."""
    rows = plan_rows(planned(BARE))
    assert rows[0].title == "What first"
    titles = [row.title for row in rows if row.word == "Ask"]
    assert titles[0] == "pathologist: what is the Ki-67?"
    titles = [row.title for row in rows if row.heading]
    assert titles[:2] == ["What first", "What the answers would change"]
    assert titles[2:4] == ["Missing work-up", "1 Workup check"]


def test_what_to_do_and_what_is_stopped_come_first() -> None:
    """Do, then contraindicated, with the reason under the option itself."""
    rows = plan_rows(planned())
    first = {row.word: row.title for row in rows[: [r.heading for r in rows].index(True, 1)]}
    assert first["Do"] == "Lanreotide or Octreotide LAR"
    assert first["Not cleared"] == "PRRT"
    assert first["Contraindicated"] == "Everolimus"
    stopped = next(r for r in rows if r.key == "offer:systemic:primary:everolimus")
    assert ("Stop: Active pneumonitis. (R)", "stop") in stopped.notes


def test_an_unknown_stop_reads_not_cleared() -> None:
    """PRRT without a creatinine clearance is never available, and says what it needs."""
    row = next(r for r in plan_rows(planned()) if r.key == "offer:systemic:primary:prrt")
    assert row.word == "Not cleared"
    assert row.notes[0] == ("creatinine clearance not known", "held")


def test_a_disputed_option_says_so() -> None:
    """An option that is part of a conflict is never shown as undisputed."""
    plan = planned(COMPLETE.replace("jejunum_ileum", "lung").replace("active_pneumonitis", "none"))
    assert plan.conflicts
    row = next(r for r in plan_rows(plan) if "Octreotide" in r.title and r.key.startswith("offer"))
    assert "disputed: conflict 1" in row.title
    assert stage_sign(plan, "systemic") == "#"


def test_the_sides_of_a_conflict_stand_beside_each_other() -> None:
    """Each with its basis; below each other where that would be too narrow."""
    plan = planned(COMPLETE.replace("jejunum_ileum", "lung").replace("active_pneumonitis", "none"))
    for row in (
        next(r for r in plan_rows(plan) if r.key == "conflict:0"),
        reason_rows(reasons(plan, plan.conflicts[0]))[0],
    ):
        one, other = row.beside
        lines = ["".join(text for text, _ in line) for line in layout(row, 80)]
        first = next(line for line in lines if " | " in line)
        assert one[:12] in first
        assert other[:12] in first.partition(" | ")[2]
        narrow = ["".join(text for text, _ in line) for line in layout(row, 30)]
        assert not any(" | " in line for line in narrow)


def test_why_tells_the_single_facts_that_flip_a_line() -> None:
    """With the boundary, before the rules behind it."""
    plan = planned()
    row = next(r for r in plan_rows(plan) if r.key == "offer:systemic:primary:prrt")
    rows = reason_rows(with_changes(plan, row.subject))
    titles = [r.title for r in rows]
    at = titles.index("What would change: PRRT")
    assert titles[at + 2].startswith("Creatinine clearance")
    assert titles[at + 3 : at + 5] == ["29.7 mL/min", "30 mL/min"]
    assert at < next(n for n, r in enumerate(rows) if r.heading and r.title.startswith("base:"))


def test_why_tells_wanted_and_got() -> None:
    """The clauses of a line, whether each holds, and the sentence it rests on."""
    plan = planned()
    finding = plan.finding("base:systemic.ssa")
    rows = reason_rows(reasons(plan, finding))
    said = [(row.word, row.title, row.tail) for row in rows]
    assert ("Yes", "Differentiation is well", "got: well") in said
    assert ("S39", "Text of S39.", "") in said
    assert any(row.word == "From" and "base (base layer)" in row.title for row in rows)


def test_why_not_tells_the_clause_that_fails() -> None:
    """A rule that is not met says what it wanted and what it got."""
    plan = planned()
    rows = reason_rows(reasons(plan, plan.finding("base:systemic.chemo")))
    assert ("No", "got: slow") in [(row.word, row.tail) for row in rows]


def test_why_of_everything_says_something(plan: Plan) -> None:
    """Every line of every view can be asked for its reasons."""
    for rows in (plan_rows(plan, unfolded=True), date_rows(plan), question_rows(plan)):
        for row in rows:
            if row.key:
                assert reason_rows(reasons(plan, row.subject)), row


@pytest.mark.parametrize("width", [20, 40, 79, 80, 120])
def test_no_line_is_wider_than_its_pane(plan: Plan, width: int) -> None:
    """Whatever the width, in cells."""
    rows = [*plan_rows(plan, unfolded=True), *date_rows(plan), *question_rows(plan)]
    for row in [
        *rows,
        *(why for r in rows if r.key for why in reason_rows(reasons(plan, r.subject))),
    ]:
        for line in layout(row, width):
            assert cells("".join(text for text, _ in line)) <= width, (row, line)
    for line in head_lines(plan, "A title that is rather long " * 4, width, safe):
        assert cells("".join(text for text, _ in line)) <= width


def test_ascii_is_ascii(plan: Plan) -> None:
    """Where the locale knows nothing else."""
    shown = lambda text: ascii_only(safe(text))  # noqa: E731 - as the terminal does
    for row in plan_rows(plan, unfolded=True):
        for line in layout(row, 80, shown):
            assert "".join(text for text, _ in line).isascii()


@pytest.mark.parametrize(
    "text", ["\x1b]52;c;x\x07", "\x1b[2J", "\u202e05 mg", "[not done]", "[/x]", "[T2N1M0]"]
)
def test_outside_text_is_shown_and_does_nothing(text: str) -> None:
    """Control bytes become signs; brackets stay."""
    for row in (ListRow(title=text, tail=text, word=text, sign="!", notes=((text, ""),)),):
        for width in (40, 100):
            made = "".join(t for line in layout(row, width) for t, _ in line)
            assert all(c.isprintable() for c in made)
            if text.isprintable():
                assert made.count(text.split(maxsplit=1)[0]) == 4
    assert all(c.isprintable() for c in clipped(text, 40)[0][0])


def test_finding_keeps_headings_of_what_it_keeps() -> None:
    """A row without its heading would not say of which stage it is."""
    rows = matching(plan_rows(planned()), "prrt not known")
    assert rows[0].heading
    assert all("prrt" in row.text.casefold() for row in rows if not row.heading)
    assert matching(plan_rows(planned()), "no such words") == ()


def test_dates_without_a_day_to_count_from_are_not_invented() -> None:
    """No date is given, and the row says which day is missing."""
    rows = date_rows(planned(COMPLETE.replace("date = 2026-05-01", "")))
    row = next(r for r in rows if r.word == "No date")
    assert "not known" in row.notes[0][0]
    assert not any(c.isdigit() for c in row.title)


def test_what_is_nearest_to_the_words_is_found_first() -> None:
    """The name, its start, the start of a word, the inside of one; then what else a row says."""
    names = ("Grade of the biopsy", "Resectable", "SSTR grade", "Upgraded", "Grade")
    rows = [
        ListRow(title=name, tail="group of a grade" if name == "Resectable" else "")
        for name in names
    ]
    found = [row.title for row in by_name(rows, "grade")]
    assert found == ["Grade", "Grade of the biopsy", "SSTR grade", "Upgraded", "Resectable"]
    assert [row.title for row in by_name(rows, "ss gr")] == ["SSTR grade"]
    assert len(by_name(rows, " ")) == len(rows)
    assert by_name(rows, "liver") == ()


def test_of_names_as_near_what_is_missing_is_found_first() -> None:
    """It is what one looks for."""
    rows = [ListRow(sign=" ", title="SSTR2 staining"), ListRow(sign="!", title="SSTR imaging")]
    assert [row.sign for row in by_name(rows, "sstr")] == ["!", " "]


def test_the_words_of_a_field_lead_to_that_field() -> None:
    """Not to one whose group or path holds them."""
    rows = field_choices(planned())
    assert by_name(rows, "extent")[0].title == "Extent"
    assert by_name(rows, "sstr im")[0].title == "SSTR imaging"
