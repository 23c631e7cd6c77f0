"""The record: what is typed, what becomes of it, and what it does to the plan at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from nettui.case.files.codec import load
from nettui.tui.rows.record import record_rows
from nettui.tui.screens.case import CaseScreen
from tests.exchange.small import planned
from tests.tui.driver import jump, seen, typed
from tests.tui.folder import case_of, opened, written
from tests.tui.still import settled

SMALL, LARGE = (80, 24), (160, 40)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path) / "complete.toml"


CREATININE = ("down", "e", *"120", "enter", "escape")


async def test_enter_on_what_is_missing_goes_to_its_field(file: Path) -> None:
    """From the plan to the place where it is typed."""
    async with opened(file.with_name("bare.toml"), *["down"] * 4) as pilot:
        assert ">! Ask             pathologist: what is the Ki-67?" in seen(pilot)
        await pilot.press("enter")
        assert "Ki-67 (%)" in seen(pilot)
        assert "Enter Keep" in seen(pilot)


async def test_a_value_changes_the_plan_while_it_is_typed(file: Path) -> None:
    """Before Enter, and only while it is valid; what changed is marked."""
    async with opened(file, "down", "e", *"120", size=LARGE) as pilot:
        assert "Plan, live" in seen(pilot)
        assert "Changed since opening" in seen(pilot)
        assert "PRRT · was: not cleared" in seen(pilot)
        assert case_of(pilot).labs == ()
        await typed(pilot, *"x")
        assert "Changed since opening" not in seen(pilot)


async def test_what_is_typed_takes_the_place_of_what_stood_there(file: Path) -> None:
    """From its first character on; a key that moves leaves it there."""
    async with opened(file, "r", *jump("ki-67"), *"2", "enter") as pilot:
        assert case_of(pilot).pathology[0].ki67 == 2
        await typed(pilot, *jump("ki-67"), "end", *"1", "enter")
        assert case_of(pilot).pathology[0].ki67 == 21


async def test_what_was_cancelled_is_said_no_more(file: Path) -> None:
    """The line on what changed is of the record again, as are plan and head."""
    async with opened(file, "down", "e") as pilot:
        before = seen(pilot).splitlines()[:3]
        await typed(pilot, *"120")
        assert "Plan: 1 change: Consider: PRRT" in seen(pilot)
        await typed(pilot, "escape")
        assert "1 change" not in seen(pilot)
        assert "! PRRT" in seen(pilot)
        assert seen(pilot).splitlines()[:3] == before


async def test_a_value_that_is_kept_counts(file: Path) -> None:
    """Dated the day of the plan where no day was typed: without one it would be the oldest."""
    async with opened(file, *CREATININE) as pilot:
        (result,) = case_of(pilot).labs
        assert (result.analyte, result.value) == ("crcl_measured", 120)
        assert str(result.date) == "2026-10-14"
        assert "Plan: 1 change: Consider: PRRT" in seen(pilot)


async def test_a_presumed_date_is_confirmed_with_enter(file: Path) -> None:
    """Twice on its field: once to open it, once to keep what stands there."""
    async with opened(file, *CREATININE) as pilot:
        assert "Date" in seen(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        screen.record.fields.go_to("labs[0].date")
        await settled(pilot)
        assert "check date: nobody gave it; Enter twice confirms" in " ".join(seen(pilot).split())
        await typed(pilot, "enter", "enter")
        assert case_of(pilot).labs[0].date_presumed is None
        assert "check date" not in seen(pilot)


async def test_both_units_are_shown(file: Path) -> None:
    """As entered and as kept."""
    async with opened(file, "r", *jump("haemo"), *"10.2", "space", *"g/dL") as pilot:
        assert "10.2 g/dL is kept as 102 g/L, dated 2026-10-14: check date" in seen(pilot)
        await typed(pilot, "enter", *jump("haemo"), "escape")
        assert "10.2 g/dL = 102 g/L" in seen(pilot)


async def test_what_is_wrong_is_said_at_once_and_keeps_the_field_open(file: Path) -> None:
    """In the words of the field; Escape leaves it as it was."""
    async with opened(file, "r", *jump("ki-67"), "backspace", *"300") as pilot:
        assert "expected 0 to 100 %" in seen(pilot)
        await typed(pilot, "enter")
        assert "Enter Keep" in seen(pilot)
        await typed(pilot, "escape")
        assert case_of(pilot).pathology[0].ki67 == 5


@pytest.mark.parametrize(("text", "grade"), [("2.5", "G1"), ("3", "G2"), ("20", "G2")])
async def test_the_grade_follows_the_number(file: Path, text: str, grade: str) -> None:
    """At its edges."""
    async with opened(file, "r", *jump("ki-67"), "backspace", *text) as pilot:
        assert f"Grade {grade}" in seen(pilot).splitlines()[2]


async def test_a_coded_field_takes_the_beginning_of_its_word(file: Path) -> None:
    """Tab writes the first word offered; Enter takes the only one."""
    async with opened(file, "r", *jump("primary site"), *["backspace"] * 13, *"pan") as pilot:
        assert "pancreas" in seen(pilot)
        await typed(pilot, "enter")
        assert case_of(pilot).disease.primary_site == "pancreas"
        assert "pancreas" in seen(pilot).splitlines()[0]


async def test_enter_does_not_make_another_word_of_what_stood_there(file: Path) -> None:
    """The word octreotid came from a file: going past it leaves it, typing it again asks."""
    text = file.read_text("utf-8").replace("[patient]", '[patient]\nallergies = ["octreotid"]', 1)
    file.write_text(text, "utf-8")
    async with opened(file, "r", *jump("allergies"), "enter", "escape") as pilot:
        assert case_of(pilot).patient.allergies == frozenset({"octreotid"})
        assert "octreotid" in seen(pilot)


async def test_a_near_miss_is_asked_about(file: Path) -> None:
    async with opened(file, "r", *jump("allergies"), *"octreotdie", "enter") as pilot:
        assert "Did you mean octreotide?" in " ".join(seen(pilot).split())
        assert case_of(pilot).patient.allergies is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("unk", "unknown"),
        ("not d", "not_done"),
        ("n/a", "not_applicable"),
        ("not known", "unknown"),
    ],
)
async def test_a_word_says_that_nothing_is_known(file: Path, text: str, status: str) -> None:
    """Never no, never zero: the mark beside the value, typed as any other."""
    name = "labs.crcl_measured"
    async with opened(file, "r", *jump("creatinine clear"), *_keys(text), "enter") as pilot:
        assert case_of(pilot).marks[name].status == status


def _keys(text: str) -> tuple[str, ...]:
    return tuple("space" if sign == " " else sign for sign in text)


@pytest.mark.parametrize("key", ["u", "d", "n", "y", "z", "c", "m", "p"])
async def test_no_letter_is_a_command_on_a_field(file: Path, key: str) -> None:
    """It begins a value: what is recorded stays until Enter, and Escape leaves it."""
    async with opened(file, "r", *"59", "enter", "escape") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        screen.record.fields.go_to("patient.age")
        await typed(pilot, key)
        assert screen.record.editor.text == key
        assert case_of(pilot).patient.age == 59
        assert case_of(pilot).marks == {}
        await typed(pilot, "escape")
        assert case_of(pilot).patient.age == 59


async def test_a_letter_or_digit_opens_the_field_and_enter_the_next(file: Path) -> None:
    """As in a spreadsheet; each change is said, with the key that takes it back."""
    async with opened(file, "r", *"59", "enter", *"fem", "enter") as pilot:
        assert case_of(pilot).patient.age == 59
        assert case_of(pilot).patient.sex_at_birth == "female"
        assert "Sex at birth: female. ^Z takes it back." in seen(pilot)
        await typed(pilot, *"1", "enter", "escape")
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        screen.record.fields.go_to("patient.age")
        await typed(pilot, *"61", "enter")
        assert "Age: 61 years, was 59 years. ^Z takes it back." in seen(pilot)
        await typed(pilot, "ctrl+z")
        assert case_of(pilot).patient.age == 59
        assert "Age: 59 years, was 61 years. ^Y does it again." in seen(pilot)
        assert screen.record.field is not None
        assert screen.record.field.path == "patient.age"
        await typed(pilot, "ctrl+y")
        assert case_of(pilot).patient.age == 61


async def test_the_editor_stands_on_the_marked_field(file: Path) -> None:
    """Also on a value of which there is a result, and on a field that is folded."""
    text = file.read_text("utf-8") + "\n[[labs]]\nanalyte = 'platelets'\nvalue = 200\n"
    file.write_text(text, "utf-8")
    for name in ("platelets", "neutro", "breast", "centre"):
        async with opened(file, "r", "home", *jump(name)) as pilot:
            screen = pilot.app.screen
            assert isinstance(screen, CaseScreen)
            record = screen.record
            assert record.editor.field is not None
            assert record.field is not None
            assert record.field.path == record.editor.field.path


async def test_what_may_be_several_words_is_said(file: Path) -> None:
    """And kept as none of them."""
    async with opened(file, "r", *jump("sites"), *"b", "enter") as pilot:
        assert "It may become several. Type bone, brain or breast." in seen(pilot)
        assert case_of(pilot).disease.metastasis_sites == frozenset({"liver", "bone"})


async def test_what_is_pasted_on_a_field_goes_into_it_alone(file: Path) -> None:
    """With line ends and bytes that act; the fields beside it stay as they are."""
    async with opened(file, "r", Paste("61\r\n1\x1b[A\n3")) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        editor = screen.record.editor
        assert editor.field is not None
        assert editor.field.path == "patient.age"
        assert editor.text.startswith("61 1")
        await typed(pilot, "enter")
        assert not screen.editing.is_changed
        await typed(pilot, *["backspace"] * 20, *"61", "enter", "escape")
        assert case_of(pilot).patient.age == 61
        assert case_of(pilot).patient.ecog is None


async def test_not_done_is_no_age(file: Path) -> None:
    """Only of what is examined; the field stays open."""
    async with opened(file, "r", *_keys("not done"), "enter") as pilot:
        assert '"Not done" does not fit here. Type a number from 0 to 120' in seen(pilot)
        assert case_of(pilot).marks == {}


async def test_changes_are_taken_back_and_done_again(file: Path) -> None:
    """As many as there were."""
    async with opened(file, *CREATININE) as pilot:
        await typed(pilot, "ctrl+z")
        assert case_of(pilot).labs == ()
        await typed(pilot, "ctrl+y")
        assert len(case_of(pilot).labs) == 1


async def test_an_entry_is_added_copied_and_removed(file: Path) -> None:
    """Dated lists."""
    async with opened(file, "r", *jump("krenning"), *"3", "enter") as pilot:
        assert case_of(pilot).imaging[1].krenning_score == 3
        await typed(pilot, *jump("krenning"), "escape", "up", "equals_sign")
        assert len(case_of(pilot).imaging) == 3
        assert str(case_of(pilot).imaging[2].date) == "2026-10-14"
        await typed(pilot, "minus")
        assert len(case_of(pilot).imaging) == 2
        await typed(pilot, "plus", *"CT; 2026-10-01".replace(" ", ""), "enter")
        assert case_of(pilot).imaging[-1].modality == "CT"


async def test_saving_writes_the_file(file: Path) -> None:
    """And it can be read again."""
    async with opened(file, *CREATININE, "ctrl+s") as pilot:
        assert "P-1 saved." in seen(pilot)
        assert load(file).case == case_of(pilot)
        await typed(pilot, "escape", "escape")
        assert len(pilot.app.screen_stack) == 1


COMMENTED = """\
# asked the referrer
[board]  # on Monday
centre = 'ward #4'
"""


async def test_comments_and_spelling_of_a_file_stay_when_it_is_saved(file: Path) -> None:
    """What was not changed is as it was."""
    text = file.read_text("utf-8") + COMMENTED
    file.write_text(text, "utf-8")
    async with opened(file, *CREATININE, "ctrl+s") as pilot:
        assert "P-1 saved." in seen(pilot)
        assert load(file).case == case_of(pilot)
    saved = file.read_text("utf-8")
    assert COMMENTED in saved
    assert [line for line in text.splitlines() if line not in saved.splitlines()] == []


async def test_comments_of_a_file_are_not_lost_without_a_word(file: Path) -> None:
    """Of an entry that is removed: the first ^S says how many, the second saves."""
    text = file.read_text("utf-8") + COMMENTED
    text += "\n# haemolysed\n[[labs]]\nanalyte = 'hb'  # again\nvalue = 7.5\nsource = 'ward #4'\n"
    file.write_text(text, "utf-8")
    async with opened(file, "r", *jump("haemoglobin"), "escape") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        screen.record.fields.go_to("labs[0].value")
        await typed(pilot, "minus", "ctrl+s")
        assert case_of(pilot).labs == ()
        assert "Not saved yet: 2 comments of complete.toml would be lost" in seen(pilot)
        assert file.read_text("utf-8") == text
        await typed(pilot, "ctrl+s")
        assert "P-1 saved." in seen(pilot)
        assert load(file).case == case_of(pilot)
        assert COMMENTED in file.read_text("utf-8")


async def test_a_file_that_somebody_else_changed_is_not_overwritten(file: Path) -> None:
    """It is said, and nothing is lost."""
    async with opened(file, *CREATININE) as pilot:
        other = file.read_text("utf-8").replace("ki67 = 5", "ki67 = 6")
        file.write_text(other, "utf-8")
        await typed(pilot, "ctrl+s")
        assert "changed by somebody else" in seen(pilot)
        assert file.read_text("utf-8") == other


async def test_leaving_asks_once_and_the_draft_comes_back(file: Path) -> None:
    """A dropped line loses nothing."""
    async with opened(file, *CREATININE, "escape", "escape") as pilot:
        assert "has changes that are not saved" in seen(pilot)
        await typed(pilot, "escape")
        assert isinstance(pilot.app.screen, CaseScreen)
        await typed(pilot, "escape", "down", "enter")
        assert len(pilot.app.screen_stack) == 1
        await pilot.app.workers.wait_for_complete()
    assert load(file).case.labs == ()
    async with opened(file) as pilot:
        assert "Your draft" in seen(pilot)
        assert len(case_of(pilot).labs) == 1
        await typed(pilot, "z")
        assert case_of(pilot).labs == ()


async def test_discarding_throws_the_draft_away(file: Path) -> None:
    """Only when asked to."""
    async with opened(file, *CREATININE, "escape", "escape", "down", "down", "enter") as pilot:
        await pilot.app.workers.wait_for_complete()
    async with opened(file) as pilot:
        assert "Your draft" not in seen(pilot)


async def test_every_field_can_be_shown(file: Path) -> None:
    """The form is short until asked: what is core, recommended or waited for, and no more."""
    async with opened(file, "r") as pilot:
        assert "Breast-feeding" not in seen(pilot)
        await typed(pilot, "ctrl+e")
        assert "Record, all fields" in seen(pilot)
        assert "Breast-feeding" in seen(pilot)


def test_a_value_in_another_unit_is_shown_as_entered_and_as_kept() -> None:
    """With what was converted in four digits."""
    measured = """
[disease]
size_mm = "2.4 cm"
[[pathology]]
ki67 = "3-5 %"
[[labs]]
analyte = "creatinine"
date = 2026-01-01
value = 1.2
unit = "mg/dL"
"""
    rows = {row.key: row.title for row in record_rows(planned('case_id = "P-2"' + measured))}
    assert rows["disease.size_mm"] == "2.4 cm = 24 mm"
    assert rows["pathology[0].ki67"] == "3-5 %"
    assert rows["labs[0].value"] == "1.2 mg/dL = 106.1 µmol/L"
