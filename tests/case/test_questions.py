"""What is asked first of a record: words that cannot be read, and values that contradict."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.base.typed_text import as_plain
from nettui.case.base.wordlist import BOTH_MARKS
from nettui.case.files.codec import loads_toml
from nettui.case.picture.picture import picture
from nettui.case.record.facts import FACTS
from tests.case.generated import DAY


def asked(text: str) -> tuple[str, ...]:
    return tuple(picture(loads_toml(f'case_id = "a"\n{text}').case, DAY).unclear.values())


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            '[patient]\nallergies = ["octreotid"]',
            '"octreotid": did you mean octreotide? (Allergies and hypersensitivity)',
        ),
        (
            '[patient]\nallergies = ["zzz"]',
            '"zzz" is not understood. (Allergies and hypersensitivity)',
        ),
        (
            '[patient]\nallergies = ["contrast"]',
            '"contrast": gadolinium or iodinated contrast? (Allergies and hypersensitivity)',
        ),
        (
            '[patient]\nallergies = ["octretide: as written"]',
            '"octretide: as written" is not understood. (Allergies and hypersensitivity)',
        ),
        (
            '[patient]\ncomorbidities = ["hypothyroidism"]',
            '"hypothyroidism": autoimmune disease or something else? (Comorbidities)',
        ),
        (
            '[[treatments]]\ntherapy = "octreotide"\ndate = 2025-01-01',
            '"octreotide": octreotide LAR or short-acting octreotide? (Treatments so far)',
        ),
        (
            '[[labs]]\nanalyte = "inr"\nvalue = 1\n[[labs]]\nanalyte = "inr"\nvalue = 2',
            "INR 1 or 2 without a date: which is right?",
        ),
    ],
)
def test_a_question_is_asked_in_words(text: str, question: str) -> None:
    """Once for each fact: a treatment that has not ended is not asked about twice."""
    assert asked(text) == (question,)


def test_nothing_is_asked_of_a_record_that_can_be_read() -> None:
    assert asked('[patient]\nallergies = ["octreotide", "penicillin"]') == ()


@pytest.mark.parametrize(
    ("therapy", "last"),
    [
        ("everolimus", datetime.date(2020, 5, 1)),
        ("lutathera, 2 cycles", datetime.date(2026, 1, 2)),
        ("radioligand", None),
        ("zzz", None),
        ("prrt: planned", None),
    ],
)
def test_the_last_prrt_is_not_known_beside_a_later_treatment_that_may_be_one(
    therapy: str, last: datetime.date | None
) -> None:
    text = (
        'case_id = "a"\n[[treatments]]\ntherapy = "T20"\ndate = 2020-05-01\n'
        f'[[treatments]]\ntherapy = "{therapy}"\ndate = 2026-01-02'
    )
    assert picture(loads_toml(text).case, DAY).get("history.prrt_date") == last


@pytest.mark.parametrize(
    ("word", "note"),
    [
        ("octreotid", '"octreotid" is not understood. Did you mean octreotide?'),
        (
            "zzz",
            '"zzz" is not understood. Give another name for it, or write "zzz: none of these" '
            "if it concerns no rule.",
        ),
        (
            "contrast",
            '"contrast" leaves open what is meant: gadolinium or iodinated contrast?',
        ),
        (
            "octretide: as written",
            'No rule knows "octretide". If it concerns none, write '
            '"octretide: as written and none of these".',
        ),
    ],
)
def test_a_note_says_what_to_write(word: str, note: str) -> None:
    seen = picture(loads_toml(f'case_id = "a"\n[patient]\nallergies = ["{word}"]').case, DAY)
    assert seen.notes == (
        f"Allergies and hypersensitivity: {note} "
        "Until then nothing that depends on this list is cleared.",
    )


def test_what_a_note_says_can_be_typed() -> None:
    """The marks have no sign that parts the words of a list."""
    fact = FACTS["patient.allergies"]
    typed = f"latex, octretide: {BOTH_MARKS}"
    assert as_plain(fact, typed) == ["latex", f"octretide: {BOTH_MARKS}"]
