"""Every journey of a clinician, by a script that sees only what is appended."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nettui.case.files.codec import load
from nettui.case.record.facts import FACTS
from nettui.desk.source import Desk
from tests.exchange.small import DAY
from tests.plain.script import (
    folder,
    looked_into,
    meanwhile,
    one_file,
    said,
    saved_by_other,
    stored,
)

Cases = Callable[[Path], Desk]
OPEN = "open P-1"
both = pytest.mark.parametrize("cases", [folder, stored], ids=["files", "store"])


def answer(text: str, line: str) -> str:
    """Return what was said after the prompt at which a line was typed; prompts end with "> "."""
    assert line in text, text
    return text[text.index(line) :].split("> \n", maxsplit=1)[0]


# --- the list -----------------------------------------------------------------------------------


@both
def test_cases_are_listed_one_a_line_and_opened_by_their_number(
    tmp_path: Path, cases: Cases
) -> None:
    """The number answers what was listed last."""
    text = said(cases(tmp_path), "cases", "find lung", "1")
    assert "grade G2, extent beyond liver, work-up 2 of 2, ready" in text
    assert "cases of cases" in text
    assert "P-3, 70 y, female, lung" in text  # the only one that holds the word


def test_files_that_cannot_be_read_say_every_fault(tmp_path: Path) -> None:
    """As the list of the full-screen terminal does."""
    text = said(folder(tmp_path), "find faulty", "1")
    assert "faulty.toml, cannot be read, " in text
    assert "was not taken as a case" in text
    assert "agee" in text


@both
def test_groups_say_how_many_cases_they_have(tmp_path: Path, cases: Cases) -> None:
    """And list them by a number, or after the word cases."""
    text = said(cases(tmp_path), "groups", "cases follow-up overdue", "cases nothing of the kind")
    assert "follow-up overdue: 1" in text
    assert "1 of " in answer(text, "follow-up overdue since 2026-05-31")
    assert "There is no group 'nothing of the kind'." in text


def test_one_file_is_opened_at_once(tmp_path: Path) -> None:
    """There is nothing to choose."""
    assert "P-1, plan, 2 of 2 work-up items known." in said(one_file(tmp_path))


# --- the plan -----------------------------------------------------------------------------------


@both
def test_the_plan_is_said_at_a_glance(tmp_path: Path, cases: Cases) -> None:
    """Whose it is, how far it may be taken, grade, what comes first; each line with a number."""
    text = said(cases(tmp_path), OPEN)
    assert "P-1, age unknown, sex unknown, jejunum ileum" in text
    assert "READY" in text
    assert "Grade: G2, work-up: 2 of 2 items known" in text
    assert "What first:\n1. Do: Lanreotide or Octreotide LAR\n2. Not cleared: PRRT" in text
    assert "3. Contraindicated: Everolimus" in text


@both
def test_the_plan_is_said_in_full_and_by_section(tmp_path: Path, cases: Cases) -> None:
    """With what each line rests on."""
    text = said(
        cases(tmp_path), OPEN, "plan all", "plan systemic", "plan sections", "2", "plan rul"
    )
    full = answer(text, "Systemic therapy:")
    assert "Contraindicated: Everolimus" in full
    assert "Stop: Active pneumonitis" in full
    assert "S39" in full
    assert text.count("Systemic therapy:") >= 2


@both
def test_lines_of_the_plan_are_found_by_their_words(tmp_path: Path, cases: Cases) -> None:
    """Where no section begins so."""
    text = said(cases(tmp_path), OPEN, "plan pneumonitis", "plan gallstones", "plan xylophone")
    assert "no line of the plan holds it" in text


@both
def test_why_a_numbered_line_is_as_it_is(tmp_path: Path, cases: Cases) -> None:
    """What was wanted and got, the sentence in full; the numbers go on to mean what they meant."""
    text = said(
        cases(tmp_path), OPEN, "why 3", "3", "why prrt", "why PRRT", "why nothing", "why 99"
    )
    assert text.count("Stop: Active pneumonitis") >= 2
    assert "Creatinine clearance below 30 mL/min" in text
    assert "Nothing in the protocol in force is called 'nothing'." in text
    assert "No line of what was said last has the number 99" in text


@both
def test_follow_up_is_said_by_date(tmp_path: Path, cases: Cases) -> None:
    """What is overdue first."""
    text = said(cases(tmp_path), OPEN, "due", "1")
    assert "P-1, follow-up, 2 of 2 work-up items known." in text
    assert "Receptor imaging" in text


@both
def test_a_line_of_an_earlier_plan_is_not_explained_by_a_later_one(
    tmp_path: Path, cases: Cases
) -> None:
    """Its number says so instead."""
    text = said(cases(tmp_path), OPEN, "set ki67 30", "3", "plan", "3")
    assert "The record has changed since that was said." in text


@both
def test_what_if_tries_one_fact_and_records_nothing(tmp_path: Path, cases: Cases) -> None:
    """By a value, of the plan's status, or of one line."""
    text = said(cases(tmp_path), OPEN, "whatif ki67 30", "whatif", "whatif 2", "record pathology")
    assert "If Ki-67 were 30 %:" in text
    assert "Plan, Grade: G2, now none." in text or "Plan, Grade: G2, now " in text
    assert "Only tried. The record is as it was." in text
    assert "What would change: the plan's status" in text
    assert "Ki-67: 5 %" in text
    assert "changes not saved" not in text


# --- the record ---------------------------------------------------------------------------------


@both
def test_a_fact_is_set_changed_marked_and_cleared_by_a_part_of_its_name(
    tmp_path: Path, cases: Cases
) -> None:
    """Each answer confirms what was done and says where one is."""
    text = said(
        cases(tmp_path),
        OPEN,
        "set ki67 4",
        "set ki67 = 2-3 %",
        "set ecog 1",
        "set functional unknown",
        "set functional not done",
        "set pregnancy not applicable",
        "clear age",
        "clear ecog",
        "undo",
        "redo",
        "set age",
        "61",
        "set age",
        "",
    )
    assert "Ki-67: 4 %. Was: 5 %." in text
    assert "Ki-67: 2-3 %" in text
    assert "ECOG performance status: 1. Was: not recorded." in text
    assert "Functional (syndrome of hormone excess): unknown. Was: not recorded." in text
    assert "Functional (syndrome of hormone excess): not done. Was: unknown." in text
    assert "Pregnancy: not applicable. Was: not pregnant." in text
    assert "Age is empty. Nothing was changed." in text
    assert "ECOG performance status: nothing recorded. Was: 1." in text
    assert "Undone. ECOG performance status: nothing, now 1." in text
    assert "Done again. ECOG performance status: 1, now nothing." in text
    assert "Age: 61 years. Was: not recorded." in text
    assert "Age is left as it was." in text
    assert "P-1, record, 2 of 2 work-up items known, changes not saved." in text


@both
def test_what_is_not_saved_can_be_asked_for(tmp_path: Path, cases: Cases) -> None:
    """With what it makes of the plan."""
    text = said(cases(tmp_path), OPEN, "changes", "set ki67 30", "set age 61", "changes")
    assert "Nothing is changed since what is saved." in text
    last = text.split("Not saved:")[1]
    assert "\n  Age: nothing, now 61\n" in last
    assert "Ki-67: 5, now 30\n" in last
    assert "Plan, Grade: G2, now " in last


@both
def test_several_fields_of_one_name_are_chosen_by_number(tmp_path: Path, cases: Cases) -> None:
    """The value typed behind the name is kept."""
    text = said(cases(tmp_path), OPEN, "set immunohisto positive", "99", "2")
    assert "fields hold these words. The nearest 12:" in text
    assert "'99' is none of them. Type a number from 1 to 12." in text
    assert "positive. Was: not recorded." in text
    assert "No field is called so: 'xylophone 3'" in said(cases(tmp_path), OPEN, "set xylophone 3")


@both
def test_a_coded_answer_is_given_by_its_number_or_its_beginning(
    tmp_path: Path, cases: Cases
) -> None:
    """And several of a list by several numbers."""
    text = said(
        cases(tmp_path),
        OPEN,
        "set functional",
        "1",
        "set differentiation poo",
        "set metastasis sites",
        "1, 2",
    )
    assert "1. yes\n2. no\n3. unknown\n" in text
    assert "Functional (syndrome of hormone excess): yes. Was: not recorded." in text
    assert "Differentiation: poor. Was: well." in text
    assert "Metastasis sites: " in text


@both
def test_what_is_not_taken_changes_nothing_and_says_what_to_type(
    tmp_path: Path, cases: Cases
) -> None:
    """The field stays, and so does what was recorded before."""
    desk = cases(tmp_path)
    text = said(desk, OPEN, "set ki67 abc", "set ki67 300", "set functional maybe", "record path")
    assert 'Not taken. Found "abc"; expected a number' in text
    assert text.count("Ki-67 stays: 5 %.") == 2
    assert "Functional (syndrome of hormone excess) stays: not recorded." in text
    assert "Ki-67: 5 %" in text


@both
def test_dated_entries_are_added_changed_and_removed(tmp_path: Path, cases: Cases) -> None:
    """A specimen, an examination, a treatment, a laboratory value."""
    text = said(
        cases(tmp_path),
        OPEN,
        "add lab creatinine 1.2 mg/dL; 2026-09-01",
        "add examination 68Ga-DOTATATE; 2026-09-02; sstr_result = positive",
        "add specimen",
        "biopsy; 2026-09-03; ki67 = 3",
        "add",
        "3",
        "lanreotide; 2026-09-04",
        "add nonsense",
        "",
        "set creatinine clearance 80",
        "remove",
        "1",
        "remove",
        "",
    )
    assert "Added: Creatinine: 1.2 mg/dL = 106.1 µmol/L, 2026-09-01." in text
    assert "Added: 2026-09-02: 68Ga-DOTATATE." in text
    assert "Added: 2026-09-03: biopsy." in text
    assert "Added: 2026-09-04: lanreotide." in text
    assert "'nonsense' is no kind of entry. Which is added?" in text
    assert "Nothing was added." in text
    assert "Removed: 2026-09-01: specimen. 'undo' brings it back." in text
    assert "Nothing was removed." in text


@both
def test_an_entry_is_asked_for_step_by_step(tmp_path: Path, cases: Cases) -> None:
    """What it is, its date, and nothing where nothing is typed."""
    text = said(
        cases(tmp_path),
        OPEN,
        *("add scan", "CT", "2026-09-02"),
        *("add treatment", "lanreotide", "2026-05"),
        *("add lab", "platelets 60", ""),
        *("add specimen", ""),
        *("add lab", "platelets 60", "soon"),
    )
    assert "Which examination, such as CT or 68Ga-DOTATATE?" in text
    assert "Added: 2026-09-02: CT." in text
    assert "Added: 2026-05: lanreotide." in text
    assert "Of which date? Enter alone: 2026-10-14, to be checked." in text
    assert "Added: Platelets: 60 10^9/L, 2026-10-14, check date." in text
    assert "Nothing was added." in text
    assert 'Not taken. Found "soon"' in text


def test_a_question_that_an_examination_answers_is_asked_to_its_end(tmp_path: Path) -> None:
    """The examination, its date, then its result."""
    text = said(stored(tmp_path), "new P-9", "ask", "5", "68Ga-DOTATATE", "2026-09-02", "1", "save")
    assert "Added: 2026-09-02: 68Ga-DOTATATE." in text
    assert "SSTR imaging: " in text
    store = looked_into(tmp_path)
    (scan,) = store.open("P-9").file.case.imaging
    store.close()
    assert scan.sstr_result


@both
def test_the_middle_of_a_word_is_asked_about(tmp_path: Path, cases: Cases) -> None:
    """A value never goes to a field that was not clearly named."""
    text = said(cases(tmp_path), OPEN, "set lbladder unknown", "", "set lbladder unknown", "1")
    assert "Is this field meant?" in text
    assert "No field was chosen. Nothing was changed." in text
    assert "Gallbladder: unknown. Was: in situ." in text


@both
def test_an_entry_of_the_record_is_removed_by_its_number(tmp_path: Path, cases: Cases) -> None:
    """The number of any of its lines."""
    listed = said(cases(tmp_path), OPEN, "record imaging")
    number = next(line for line in listed.splitlines() if "Examination: CT" in line).split(".")[0]
    text = said(cases(tmp_path), OPEN, "record imaging", f"remove {number}", number)
    assert "Removed: 2026-05-01: CT." in text
    assert f"{number} means nothing here." in text  # the numbers may mean other entries now


@both
def test_the_record_is_said_by_parts_and_in_full(tmp_path: Path, cases: Cases) -> None:
    """What is needed or asked for says so."""
    text = said(cases(tmp_path), OPEN, "record", "record all", "record lab", "record nonsense")
    assert "Creatinine clearance, measured: not recorded, asked for" in text
    assert "Somatostatin analogue before: not recorded" in text
    assert "The record has no part 'nonsense'. Its parts: patient, pathology," in text


# --- questions ----------------------------------------------------------------------------------


def test_a_question_is_answered_by_its_number(tmp_path: Path) -> None:
    """Of the list of questions, of the plan, or of the word ask."""
    text = said(
        stored(tmp_path), "new P-9", "ask", "1", "4", "ask 1", "2", "ask 77", "ask all", "1"
    )
    listed = text.split("A number answers a question.")[0].split("> \n")[-1]
    assert "Ki-67" in listed.splitlines()[0]
    assert f"Question: {FACTS['pathology.ki67'].question}" in text
    assert "Plan, Grade: cannot be told yet (G1 or G2), now G2." in text
    assert "There is no question 77." in text


def test_a_question_that_cannot_be_answered_is_marked_so(tmp_path: Path) -> None:
    """Also where the answer would be an entry that is not there."""
    text = said(stored(tmp_path), "new P-9", "ask", "5", "not done", "save")
    assert f"Question: {FACTS['imaging.sstr_result'].question}" in text
    assert "not done. Was: not recorded." in text
    store = looked_into(tmp_path)
    mark = store.open("P-9").file.case.marks["imaging.sstr_result"]
    store.close()
    assert mark.status == "not_done"


# --- saving -------------------------------------------------------------------------------------


def test_a_file_is_saved_and_read_again(tmp_path: Path) -> None:
    """Only what differs is written."""
    text = said(folder(tmp_path), OPEN, "set age 61", "save", "save")
    assert "P-1 is saved." in text
    assert "Nothing is changed, so there is nothing to save." in text
    assert load(tmp_path / "complete.toml").case.patient.age == 61


def test_a_case_of_a_store_is_saved_as_a_revision(tmp_path: Path) -> None:
    """With its number."""
    assert "P-1 is saved, revision 2." in said(stored(tmp_path), OPEN, "set age 61", "save")
    store = looked_into(tmp_path)
    assert store.open("P-1").file.case.patient.age == 61
    assert store.draft("P-1") is None
    store.close()


def test_what_somebody_else_saved_meanwhile_is_put_together(tmp_path: Path) -> None:
    """Both sides' changes stay; where both changed a field one is chosen, and nothing is lost."""
    desk = stored(tmp_path)
    said(desk, OPEN, "set age 61", "set ecog 1")
    saved_by_other(tmp_path, "patient.age", "62")
    text = said(stored(tmp_path), OPEN, "1", "plan", "save", "P-1")
    assert "Its age was 62 when you opened it and is 61 now." in text
    assert "surgeon saved revision 2 meanwhile" in text
    assert "Yours, kept: 1.\n  ECOG performance status: nothing, now 1" in text
    assert "Both changed Age. It was: nothing.\n1. mine: 61\n2. theirs: 62" in text
    assert "P-1 is saved, revision 3." in text
    store = looked_into(tmp_path)
    patient = store.open("P-1").file.case.patient
    store.close()
    assert (patient.age, patient.ecog) == (61, 1)


def test_a_draft_that_was_overtaken_is_left_aside_on_wish(tmp_path: Path) -> None:
    """The case is open as it was saved, and the draft is there the next time."""
    said(stored(tmp_path), OPEN, "set age 61")
    saved_by_other(tmp_path, "patient.ecog", "1")
    text = said(stored(tmp_path), OPEN, "2", "record patient", "quit")
    assert "Your draft stays until you change it." in text
    assert "Age: not recorded" in text
    assert "Yours, kept: 1." in said(stored(tmp_path), OPEN, "1", "save")
    store = looked_into(tmp_path)
    patient = store.open("P-1").file.case.patient
    store.close()
    assert (patient.age, patient.ecog) == (61, 1)


def test_a_conflict_while_saving_saves_nothing_before_it_is_put_together(tmp_path: Path) -> None:
    """Going back leaves the draft; saving again asks again."""
    text = said(
        stored(tmp_path),
        OPEN,
        "set age 61",
        meanwhile(lambda: saved_by_other(tmp_path, "patient.age", "62")),
        *("save", ""),
        *("save", "2", "save"),
    )
    assert "Not saved. Your draft is kept." in text
    assert "Put together, and not saved yet." in text
    assert "Nothing is changed, so there is nothing to save." in text  # theirs was taken


def test_a_file_changed_by_somebody_else_is_put_together(tmp_path: Path) -> None:
    """A folder has no revisions, and what was opened is known."""
    path = tmp_path / "complete.toml"

    def change() -> None:
        path.write_text(path.read_text("utf-8").replace("ki67 = 5", "ki67 = 6"), "utf-8")

    text = said(folder(tmp_path), OPEN, "set age 61", meanwhile(change), "save", "1", "save")
    assert "has been changed by somebody else since you opened it" in text
    assert "P-1 is saved." in text
    case = load(path).case
    assert (case.patient.age, str(case.pathology[0].ki67)) == (61, "6")


# --- new ----------------------------------------------------------------------------------------


def test_a_new_case_is_begun_filled_and_saved(tmp_path: Path) -> None:
    """Under a pseudonym; one that is there already is not begun again."""
    text = said(
        stored(tmp_path),
        "new",
        "P-7",
        "set primary site lung",
        "save",
        "new P-7",
        "new",
    )
    assert "A pseudonym: never a name" in text
    assert "P-7 is saved, revision 1." in text
    assert "P-7 is there already: 'open P-7'." in text
    assert "No case was begun." in said(stored(tmp_path), "new", "")


def test_a_new_id_that_looks_like_another_is_asked_about(tmp_path: Path) -> None:
    """So that one patient has one case."""
    text = said(stored(tmp_path), "new p-1", "1")
    assert "A case with an id that looks the same exists" in text
    assert "P-1, plan, 2 of 2 work-up items known." in text


def test_files_take_no_new_case(tmp_path: Path) -> None:
    """It says where one is begun."""
    assert "a new one is begun in a store" in said(folder(tmp_path), "new P-7")


# --- the board ----------------------------------------------------------------------------------

DECIDED = (
    OPEN,
    "decide",
    "accept 1",
    "decline 2",
    "frailty",
    "too tired",
    "modify PRRT",
    "1",
    "",
    "present Surgery, Oncology",
    "note All agreed",
    "day 2026-10-13",
)


def test_the_board_accepts_declines_and_signs(tmp_path: Path) -> None:
    """Each step is confirmed, what is signed is said before, and it is recorded as said."""
    text = said(stored(tmp_path), *DECIDED, "sign", "words 3", "later", "sign", "yes", "history")
    assert "1. Do: Lanreotide, open" in text or "1. Do: " in text
    assert ": declined, frailty, too tired." in text
    assert "is modified: say how with 'words'" in text
    assert "Decision 1 is recorded." in text
    assert "Decision 1 of 2026-10-13, revision 1:" in text
    store = looked_into(tmp_path)
    (decision,) = store.decisions("P-1")
    store.close()
    result = decision.result
    assert [r.outcome for r in result.resolutions] == ["accepted", "declined", "modified"]
    assert result.resolutions[1].code == "frailty"
    assert result.resolutions[1].text == "too tired"
    assert result.attendees == ("Surgery", "Oncology")
    assert result.note == "All agreed"
    assert result.held_on == datetime.date(2026, 10, 13)


def test_what_is_not_signed_is_kept_and_gone_on_with(tmp_path: Path) -> None:
    """After 'back', after the input has ended, after saying no."""
    text = said(stored(tmp_path), OPEN, "decide", "accept 1", "sign", "no", "back", "close")
    assert "Not signed. What was resolved is kept." in text
    assert "Your draft is kept, with what is no value yet or not signed." in text
    text = said(stored(tmp_path), OPEN, "decide", "list", "discard", "decide", "back")
    assert "A decision is not signed yet: 'decide' goes on with it." in text
    assert ", accepted" in text
    assert "The decision that was begun is thrown away." in text


def test_what_is_not_cleared_is_not_accepted(tmp_path: Path) -> None:
    """Its reason is said, and what can be done instead."""
    text = said(stored(tmp_path), OPEN, "decide", "accept PRRT", "accept 99", "x", "un", "help")
    assert "Not accepted. Modify or defer it: " in text
    assert "Say which option by its number, such as 'accept 1'." in text
    assert "'x' is no word of a decision." in text
    assert "0 resolved" in text


def test_a_decision_is_corrected_with_a_reason(tmp_path: Path) -> None:
    """It names what it corrects."""
    said(stored(tmp_path), OPEN, "decide", "accept 1", "sign", "yes")
    text = said(stored(tmp_path), OPEN, "correct 1", "unset 1", "note Nothing", "sign", "1", "yes")
    assert "Correction of decision 1 on P-1" in text
    assert "Decision 2 is recorded; it corrects decision 1." in text
    assert "Say which decision" in said(stored(tmp_path), OPEN, "correct 7")


def test_nothing_is_decided_on_what_is_not_saved_or_is_a_file(tmp_path: Path) -> None:
    """A decision is bound to a revision."""
    assert "Save first" in said(stored(tmp_path), OPEN, "set age 61", "decide")
    (tmp_path / "files").mkdir()
    text = said(folder(tmp_path / "files"), OPEN, "decide", "correct 1", "history", "board none")
    assert "decisions are recorded in a store" in text
    assert "it has no history here" in text


def test_a_decision_that_was_overtaken_is_not_recorded(tmp_path: Path) -> None:
    """What was resolved is kept."""
    said(stored(tmp_path), OPEN, "decide", "accept 1")
    other = meanwhile(lambda: saved_by_other(tmp_path, "patient.age", "62"))
    text = said(stored(tmp_path), OPEN, "decide", other, "sign", "yes", "back")
    assert "Not recorded: surgeon saved revision 2 meanwhile" in text
    store = looked_into(tmp_path)
    assert store.decisions("P-1") == ()
    store.close()


def test_an_amendment_after_a_decision_needs_a_reason(tmp_path: Path) -> None:
    """A usual one by its number, or one's own words; none saves nothing."""
    said(stored(tmp_path), OPEN, "decide", "accept 1", "sign", "yes")
    text = said(stored(tmp_path), OPEN, "set age 61", "save", "", "save", "9", "save", "2", "plan")
    assert "A board has decided on P-1. Why is its record changed?\n  Age: nothing, now 61" in text
    assert "Not saved. Your draft is kept." in text
    assert "There is no reason 9." in text
    assert "P-1 is saved, revision 2." in text
    store = looked_into(tmp_path)
    assert store.history("P-1")[0].reason == "late report"
    store.close()


def test_the_history_says_who_changed_what_and_when(tmp_path: Path) -> None:
    """Each revision by its number."""
    said(stored(tmp_path), OPEN, "set age 61", "save")
    text = said(stored(tmp_path), OPEN, "history", "1", "2")
    assert "No decision is recorded." in text
    assert "1. revision 2: " in text
    assert "Reason: none was given\n  Age: nothing, now 61\n" in text
    assert "The first: nothing was recorded before." in text


def test_a_case_is_put_before_a_board(tmp_path: Path) -> None:
    """Of a day, or of none; a text that is no day does nothing."""
    text = said(stored(tmp_path), OPEN, "board 2026-11-24", "board soon", "board none", "board", "")
    assert "P-1 is before the board of 2026-11-24." in text
    assert "soon is no day. Write it as 2026-11-24, or none." in text
    assert "P-1 is before no board." in text
    assert "No day was given." in text


# --- out ----------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    ("form", "suffix"), [("text", ".txt"), ("markdown", ".md"), ("json", ".json"), ("case", "")]
)
def test_a_plan_is_given_out(
    tmp_path: Path, cases: Cases, monkeypatch: pytest.MonkeyPatch, form: str, suffix: str
) -> None:
    """As text, Markdown, JSON; what is not saved is saved first."""
    (tmp_path / "out").mkdir()
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    text = said(cases(tmp_path / "in"), OPEN, f"export {form}", *(["4"] if not suffix else []), "")
    assert "Written, for you alone to read: " in text
    (path,) = (tmp_path / "out").iterdir()
    assert path.suffix == (suffix or ".toml")
    if suffix == ".json":
        assert json.loads(path.read_text("utf-8"))["as_of"] == DAY.isoformat()
    assert "Save first" in said(cases(tmp_path / "in"), OPEN, "set age 61", "export text")


def test_nothing_is_given_out_into_what_is_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says why, and writes nothing."""
    monkeypatch.chdir(tmp_path)
    text = said(
        stored(tmp_path), OPEN, "export text", "nowhere", "export", "", "export nonsense", ""
    )
    assert "Nothing is written to nowhere: there is no such folder." in text
    assert text.count("Nothing was written.") == 2


# --- leaving ------------------------------------------------------------------------------------


@both
def test_leaving_asks_about_what_is_not_saved(tmp_path: Path, cases: Cases) -> None:
    """Save, leave with the draft, or throw away."""
    text = said(cases(tmp_path), OPEN, "set age 61", "close", "", "quit", "leave; the")
    assert "P-1 has changes that are not saved." in text
    assert "P-1 is still open." in text
    assert "Your draft is kept." in text
    assert text.endswith("nettui has ended.\n")
    text = said(cases(tmp_path), OPEN, "open P-3", "leave and throw")
    assert "was taken up. 'undo' goes back to what is saved." in text
    assert "P-3, 70 y, female, lung" in text
    text = said(cases(tmp_path), OPEN, "set age 62", "quit", "1")
    assert "P-1 is saved" in text


def test_help_says_every_word_and_one_of_them(tmp_path: Path) -> None:
    """What is only for an open case says so."""
    text = said(folder(tmp_path), "help", "help decide", "help xyz", OPEN, "?", "he")
    first = text.split("Words of a plan:")[0]
    assert first.index("On all cases:") < first.index("On an open case:")
    assert "decide: record what the board resolved" in text
    assert "'xyz' is no word here." in text
    assert text.count("On an open case:") == 3


def test_words_are_known_by_their_beginning(tmp_path: Path) -> None:
    """One that begins several says which; one that is none says the nearest."""
    text = said(folder(tmp_path), OPEN, "pl", "re", "s", "plann", "99", "")
    assert "'re' may be record or remove or redo. Type more of it." in text
    assert "'s' may be set or save. Type more of it." in text
    assert "Did you mean 'plan'?" in text
    assert "99 means nothing here." in text
