"""The report of a plan: read at a glance, complete, and each line traced."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from random import Random

import pytest
from syrupy.assertion import SnapshotAssertion

from nettui.display import cells
from nettui.engine.language.states import APPLIES, CANNOT_TELL, NOT_MET, TRUE
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import text
from nettui.exchange.document import Document, Line, as_text
from nettui.sheet import kinds
from nettui.sheet.because import with_values
from nettui.sheet.doses import CHECK, has_dose
from nettui.sheet.leading import top
from nettui.sheet.priorities import WHAT_FIRST
from tests import library
from tests.exchange import small
from tests.exchange.on_paper import all_of, at_every_step, short, shortest
from tests.guideline.records import planned_record
from tests.guideline.records import record as record_of
from tests.library import CASES, report
from tests.protocols import alone, with_all
from tests.sample import one_in

HEAD_LINES = 16  # the wishes of the patient and what is unclear come before
TO_BE_DONE = ("Do: ", "Consider: ")
_CHECK = f"{kinds.CHECK.word}: "
LINES_OF_WAITING = 34
LINES_WITH_ALL = 66


def planned(path: Path, protocol: Protocol) -> tuple[Plan, str]:
    """Return the plan of a library case, and its title."""
    return library.planned(path, protocol), library.file(path).title


def lines_of(made: Document) -> list[Line]:
    return [line for part in made for line in part.lines]


def in_full(made: Document) -> list[Line]:
    """Return the lines that do not only point to others."""
    return [line for part in made if part.title != WHAT_FIRST for line in part.lines]


each_case = pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
some_cases = pytest.mark.parametrize("path", one_in(9, CASES), ids=lambda path: path.stem)
each_protocol = pytest.mark.parametrize("protocol", ["with_all", "base_alone"], indirect=True)


@pytest.fixture
def protocol(request: pytest.FixtureRequest) -> Protocol:
    """One of the protocols."""
    return alone() if request.param == "base_alone" else with_all()


# --- reading -----------------------------------------------------------------------------------


def lines_begun(lines: list[str], *labels: str) -> int:
    """Return how many lines tell what begins with one of these words."""
    count, inside = 0, False
    for line in lines:
        begins = line.startswith(labels)
        inside = begins or (inside and line.startswith("  "))
        count += inside
    return count


@each_case
@each_protocol
def test_a_plan_of_any_library_case_fits_two_screens(path: Path, protocol: Protocol) -> None:
    """So many lines of 80 cells; what to do begins in the first fifteen.

    With all plugins more lines, rather than options, strong rules or dates without their names.
    An emergency, what the case raises on an option, what is checked before starting and what an
    answer would change is not counted: it has lines of its own. A record of a few facts has more
    lines: each option that is not cleared says what it waits for.
    """
    made, title = planned(path, protocol)
    lines = report(made, title).splitlines()
    room = len(lines) - lines_begun(
        lines, "Urgent: ", "First: ", "Caution: ", _CHECK, "If ", "Ask the "
    )
    limit = text.LINES if protocol is alone() else LINES_WITH_ALL
    known, needed = made.workup
    assert room <= (limit if 2 * known > needed else limit + LINES_OF_WAITING)
    assert max(map(cells, lines)) <= 80
    start = next(n for n, line in enumerate(lines) if "What first" in line)
    end = next(n for n, line in enumerate(lines) if n > start and line.startswith("──"))
    begun = [n for n in range(start + 1, end) if lines[n].startswith(TO_BE_DONE)]
    assert not begun or begun[0] - lines_begun(lines[: begun[0]], "If ") < HEAD_LINES


def test_with_all_plugins_most_plans_fit_two_screens_too() -> None:
    """Half of them the lines aimed at; nine of ten have at most twelve more.

    What is checked and what answers would change has lines of its own. Of a record of a few facts
    half the plans have twelve more, and nine of ten also those of what they wait for.

    And made from all reasons each text is the same: rules that do not hold are only counted there.
    """
    known: list[int] = []
    few: list[int] = []
    read_twice = one_in(3, CASES)
    for path in CASES:  # how many are long is counted of all: a third of them depends on the names
        made, title = planned(path, with_all())
        shown = report(made, title)
        if path in read_twice:
            assert as_text(short(made, 80, title), 80) == shown, path.stem
        lines = shown.splitlines()
        facts, needed = made.workup
        lengths = known if 2 * facts > needed else few
        lengths.append(len(lines) - lines_begun(lines, _CHECK, "If ", "Ask the "))
    for lengths, most in ((known, text.LINES), (few, text.LINES + 12)):
        assert sorted(lengths)[len(lengths) // 2] <= most
    assert sorted(known)[len(known) * 9 // 10] <= text.LINES + 12
    assert sorted(few)[len(few) * 9 // 10] <= text.LINES + LINES_OF_WAITING


@some_cases
def test_all_that_a_plan_says_is_told_or_counted(path: Path) -> None:
    """Nothing disappears however far the report is folded, and what speaks is not only counted."""
    made, title = planned(path, with_all())
    for document in at_every_step(made, title):
        lines = lines_of(document)
        told = {name for line in lines for name in line.tells}
        assert {f.id for f in made.findings} <= told
        folded = {name for line in lines if line.label == "Folded" for name in line.tells}
        for finding in made.findings:
            if finding.id in folded:
                noted = finding.group == "note" or finding.entry.raw.get("answer")
                assert finding.status == NOT_MET or noted


@some_cases
def test_what_is_folded_is_counted_and_named_how_to_see(path: Path) -> None:
    """The number of rules not met is the plan's, and '--all' shows each of them by its id."""
    made, title = planned(path, with_all())
    folded = next(line for line in lines_of(short(made, 80, title)) if line.label == "Folded")
    unmet = [f.id for f in made.findings if f.status == NOT_MET]
    assert f"{len(unmet)} rules not met" in folded.text
    assert "--all" in folded.text
    everything = all_of(made, title)
    said = " ".join(f"{line.text} {line.basis}" for line in lines_of(everything))
    assert [f.id for f in made.findings if f.id not in said] == []


def test_many_rules_that_cannot_be_told_read_as_a_few_questions() -> None:
    """Of a case of which almost nothing is known: thirty and more of them in a few lines."""
    path = next(path for path in CASES if path.stem == "thymus-gap-empty")
    made, title = planned(path, alone())
    assert sum(f.status == CANNOT_TELL for f in made.findings) >= 30
    asked = [
        line
        for line in in_full(short(made, 80, title))
        if line.label in ("Missing", "May be needed", "Cannot tell", "Ask")
    ]
    assert 0 < len(asked) <= 6


def test_what_a_strong_rule_waits_for_is_asked_before_what_decides_more_weak_ones() -> None:
    """Whether an insulinoma is enucleated or resected, before a fifth line of its symptoms."""
    path = next(path for path in CASES if path.stem == "pancreas-insulinoma")
    made, title = planned(path, with_all())
    strong = {f.id for f in made.findings if f.strength == "strong"}
    asked = [question for question in made.questions if not question.needs]
    waits = [bool(strong.intersection(question.findings)) for question in asked]
    assert waits.index(False) == waits.count(True)
    names = [question.fact for question in asked]
    assert names.index("disease.distance_main_duct_mm") < names.index("history.prior_ssa")
    line = next(x for x in lines_of(short(made, 80, title)) if x.label == "Ask")
    assert "distance to the main pancreatic duct" in line.text


def first_of(stem: str) -> dict[str, str]:
    """What the section "What first" of a library case says, by label."""
    path = next(path for path in CASES if path.stem == stem)
    made, title = planned(path, with_all())
    part = next(p for p in short(made, 80, title) if p.title == "What first")
    return {f"{n} {line.label}": line.text for n, line in enumerate(part.lines)}


def test_a_small_tumour_is_not_led_to_an_operation_alone() -> None:
    """Rectum, 7 mm: what REC-01 would offer instead is named, with what it needs."""
    told = first_of("rectum-g1-small")
    assert told["0 Do"].startswith("Resection with curative intent")
    assert told["1 Cannot tell"].startswith(
        "Endoscopic resection instead: depth of invasion not known"
    )


def test_an_urgent_operation_stands_before_all_treatment() -> None:
    """A perforation with the carcinoid syndrome: A02, INV-72."""
    line, operation = list(first_of("si-urgent-carcinoid").values())[:2]
    assert line == "Perforation is recorded: surgeon now."
    assert operation == (
        "Urgent surgery for a complication of the primary: nothing that is missing holds this back."
    )


def test_what_an_order_places_first_stands_before_what_none_places() -> None:
    """Pancreas at Ki-67 20 %: CAPTEM, ranked first, and not only what no order speaks of."""
    assert first_of("pancreas-ki67-20")["0 Do"].startswith("Capecitabine and temozolomide")


def test_what_accompanies_an_operation_never_comes_first_without_it() -> None:
    """Cholecystectomy and octreotide cover stand behind what they accompany."""
    for path in CASES:
        made, _ = planned(path, with_all())
        mine = [o for o in made.offers if o.group in ("do", "consider")]
        alone = all(o.role in ("adjunct", "supportive", "diagnostic") for o in mine)
        found = top(made)
        assert alone or not found or found[0].role not in ("adjunct", "supportive"), path.stem


# --- basis, marks, doses, the board ------------------------------------------------------------


@some_cases
def test_every_line_that_tells_of_a_rule_has_its_basis(path: Path) -> None:
    """Statement or source, and the mark of what must be confirmed before clinical use."""
    made, title = planned(path, with_all())
    known = (*made.protocol.entries, *made.protocol.inferred.values())
    marks = {e.id: e.raw.get("mark", "") for e in known}
    for document in at_every_step(made, title):
        for line in lines_of(document):
            if line.label == "Folded":
                continue
            if line.tells:
                assert line.basis
            for mark in "RE":
                if mark in {marks[name] for name in line.tells}:
                    assert f"({mark})" in line.basis


@some_cases
def test_no_dose_stands_without_the_word_to_check_it(path: Path) -> None:
    """Whatever the form, a line with a dose says 'check local formulary'."""
    made, title = planned(path, with_all())
    for shown in (text.report(made, 2000, title), text.report(made, 2000, title, every=True)):
        for line in shown.splitlines():
            assert CHECK in line or not has_dose(line.partition(" [")[0])


@some_cases
@each_protocol
def test_every_plan_says_that_the_board_decides(path: Path, protocol: Protocol) -> None:
    """Also one that is blocked or out of scope."""
    made, title = planned(path, protocol)
    shown = report(made, title)
    assert "the multidisciplinary board decides" in shown
    assert "confirm before clinical use" in " ".join(shown.split())


@some_cases
def test_a_plan_of_the_base_protocol_alone_says_so(path: Path) -> None:
    """Its surgery for any size over-treats small tumours, so it is said near the top."""
    made, title = planned(path, alone())
    top = "\n".join(report(made, title).splitlines()[:7])
    assert "BASE PROTOCOL ALONE" in top
    assert "small tumours" in top


def test_a_plan_with_site_rules_does_not_say_base_alone() -> None:
    """The small protocol has a guideline and an institution beside its base."""
    assert "BASE PROTOCOL ALONE" not in text.report(small.planned())


# --- the small protocol: expectations by hand --------------------------------------------------


LUNG = small.COMPLETE.replace('"jejunum_ileum"', '"lung"')


def told(label: str, made: Document) -> list[str]:
    return [line.text for line in lines_of(made) if line.label == label]


def test_the_two_sides_of_a_conflict_stand_together_and_nowhere_else() -> None:
    """Neither is something to do: the board decides between them."""
    made = small.planned(LUNG)
    for shown in at_every_step(made):
        conflict = next(part for part in shown if part.title == "Conflicts")
        sides = {name for line in conflict.lines for name in line.tells}
        assert sides == {"base:systemic.ssa", "lung:systemic.lung_against"}
        for part in shown:
            if part.title not in ("Conflicts", "What first"):
                for line in part.lines:
                    assert not line.label.startswith("Do") or not sides & set(line.tells)


def test_what_first_asks_to_decide_where_sources_contradict_each_other() -> None:
    """Both sides, and neither of them under Do as if nobody disputed it."""
    made = small.planned(LUNG)
    first = next(part for part in short(made) if part.title == "What first")
    labels = {line.label: line.text for line in first.lines}
    assert "Somatostatin analogue first / In the lung" in labels["Decide between"]
    assert all(name.endswith("(disputed: conflict 1)") for name in labels["Do"].split(", "))


def test_a_contraindicated_option_stands_with_its_stop() -> None:
    """The reason, and the basis of the reason."""
    made = short(small.planned())
    line = next(line for line in in_full(made) if line.label == "Contraindicated")
    assert line.text == "Everolimus: Active pneumonitis"
    assert "everolimus.ild_status" in line.basis
    assert "S42" in line.basis
    assert "(R)" in line.basis


def test_an_option_that_is_not_cleared_names_what_it_needs() -> None:
    """An unknown stop holds it; it is visible, never available."""
    (text_,) = [
        line.text
        for line in in_full(short(small.planned()))
        if "PRRT" in line.text and line.label.startswith("Not cleared")
    ]
    assert text_.startswith("PRRT (place 2): creatinine clearance not known")
    assert "clearance" in text_


def test_options_that_have_all_in_common_share_a_line() -> None:
    """Two analogues by one rule, at one place: one or the other (INV-54)."""
    made = small.planned(alone=True)
    assert any(
        t.startswith(("Octreotide LAR or Lanreotide", "Lanreotide or Octreotide LAR"))
        and "(place 1)" in t
        for t in told("Do", short(made))
    )


def test_a_guard_of_several_options_is_told_once() -> None:
    """With the options that it concerns."""
    made = short(small.planned(alone=True))
    assert told("Caution", made) == ["Gallstones (the gallbladder is in place) (Octreotide LAR)"]


def test_a_rule_that_is_overridden_stays_with_the_reason() -> None:
    """And with a word where the override is overdue for review."""
    fast = small.COMPLETE.replace("ki67 = 5", "ki67 = 30")
    shown = text.report(small.planned(fast))
    assert "Overridden: Chemotherapy when fast" in shown
    said = " ".join(shown.split())
    assert "Seen once a year here. Approved by Chair of the board" in said
    assert "to be reviewed by 2026-01-01 (REVIEW OVERDUE)." in said


def test_missing_needs_stand_first_with_what_they_hold() -> None:
    """A missing Ki-67 blocks, and is what to obtain."""
    without = small.COMPLETE.replace("ki67 = 5\n", "")
    made = small.planned(without)
    shown = short(made)
    first = "Ask the pathologist: what is the Ki-67? (examined, no result recorded)"
    assert any(line.text.startswith(first) for line in lines_of(shown))
    assert "NOT READY. First needed: Ki-67." in text.report(made)
    (missing,) = told("Missing", shown)
    assert missing.startswith("Ki-67 of the tissue. Holds the plan at blocked")


def test_a_date_that_has_passed_says_so() -> None:
    """The receptor scan of two and a half years ago."""
    dues = told("Due", short(small.planned()))
    assert any("2025-11-30 to 2026-05-31 OVERDUE: Receptor imaging" in due for due in dues)


def test_notes_on_the_record_are_put_before_the_board() -> None:
    """What the record says in two ways, or what was not counted, the board reads too."""
    later = small.COMPLETE.replace("2024-05-31", "2027-05-31")
    made = small.planned(later)
    assert made.picture.notes
    assert told("Check", short(made)) == list(made.picture.notes)


# --- forms -------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 40, 79, 100, 200])
def test_no_line_is_wider_than_asked(width: int) -> None:
    """From a phone's terminal to a wide one."""
    for every in (False, True):
        shown = text.report(small.planned(LUNG), width, "A title", every=every)
        assert max(map(cells, shown.splitlines())) <= width


def test_a_terminal_that_knows_only_ascii_is_given_only_ascii() -> None:
    """Signs are spelled out, not lost."""
    shown = text.report(small.planned(), title="Größe ≥ 2 cm · ✓", unicode=False)
    assert shown.isascii()
    assert ">= 2 cm" in shown


def test_what_stands_in_a_title_does_nothing_to_a_terminal() -> None:
    """An escape is shown as a picture of itself, markup as it is."""
    shown = text.report(small.planned(), title="\x1b]0;x\x07 [red]not done[/] \u202e")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", shown)
    assert "[red]not done[/]" in shown


REPORTS = (
    ("complete", small.COMPLETE, False, False),
    ("complete_all", small.COMPLETE, False, True),
    ("base_alone", small.COMPLETE, True, False),
    ("conflict", LUNG, False, False),
    ("unknown", 'case_id = "P-2"\n', False, False),
    ("unknown_all", 'case_id = "P-2"\n', False, True),
)


def test_small_reports(text_snapshot: SnapshotAssertion) -> None:
    """The whole of each, as a reader sees it."""
    for name, record, is_alone, every in REPORTS:
        shown = text.report(small.planned(record, alone=is_alone), title="A title", every=every)
        # The digests change with every field that a protocol gains.
        shown = re.sub(r"\b[0-9a-f]{12,64}\b", "<digest>", shown)
        assert shown == text_snapshot(name=name)


def test_the_same_receipt_gives_the_same_bytes() -> None:
    """Made twice, from the case text on."""
    assert text.report(small.planned()) == text.report(small.planned())
    assert datetime.date(2026, 10, 14) == small.DAY
    assert any(f.status == APPLIES for f in small.planned().findings)


@pytest.mark.slow
def test_what_a_case_brings_up_against_what_comes_first_is_never_folded_away() -> None:
    """First steps and cautions on the options in front stand in the shortest report in full."""
    random = Random(4)
    hidden = set()
    concerned = 0
    for _ in range(250):
        made = planned_record(record_of(random), with_all())
        told = " ".join(line.text for line in lines_of(shortest(made)) if line.label)
        for offer in top(made):
            for guard in made.guards(offer.option, offer.role):
                if guard.truth == TRUE and guard.entry.raw.get("when"):
                    concerned += 1
                    says = with_values(made, guard.entry, guard.guard.says.rstrip("."))
                    if says not in told:
                        hidden.add(guard.entry.id)
    assert hidden == set()
    assert concerned > 40
