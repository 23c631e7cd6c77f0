"""How words of lists are read: named, clear, one of several, or open; never wrongly clear."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nettui.case.base import synonyms, wordlist
from nettui.case.base.vocabulary import Kind, Partly
from nettui.case.base.wordlist import Read, key, listed, read
from nettui.case.files.codec import CaseError, dumps_toml, loads_toml
from nettui.case.picture.picture import picture
from nettui.case.record.facts import FACTS
from nettui.case.record.history import THERAPIES
from tests.case.generated import DAY

CHOICES = {fact.field: fact.choices for fact in FACTS.values() if fact.kind is Kind.SET}
CHOICES["therapy"] = THERAPIES


def of(field: str, word: str) -> Read:
    return read(field, CHOICES[field], word)


@pytest.mark.parametrize(
    ("field", "word", "names"),
    [
        ("allergies", "Octreotide", {"octreotide"}),
        ("allergies", "OCTREOTIDE", {"octreotide"}),
        ("allergies", "octréotide", {"octreotide"}),
        ("allergies", "oct-reotide", {"octreotide"}),
        ("allergies", "Sandostatin® LAR", {"octreotide"}),
        ("allergies", "octreotide: rash", {"octreotide"}),
        ("allergies", "octreotide (anaphylaxis 2019)", {"octreotide"}),
        ("allergies", "allergic to cisplatin", {"cisplatin"}),
        ("allergies", "somatostatin analogue", {"somatostatin_analogue"}),
        ("allergies", "Somatostatin analogs", {"somatostatin_analogue"}),
        ("allergies", "SSA", {"somatostatin_analogue"}),
        ("allergies", "5-FU", {"fluorouracil"}),
        ("allergies", "octreotide and lanreotide", {"octreotide", "lanreotide"}),
        ("allergies", "octreotide: none of these", {"octreotide"}),
        ("allergies", "octreotide: as written", {"octreotide"}),
        ("comorbidities", "ILD", {"interstitial_lung_disease"}),
        ("comorbidities", "Diabetes mellitus type 2", {"diabetes"}),
        ("comorbidities", "ischemic heart disease", {"coronary_artery_disease"}),
        ("comorbidities", "ischaemic heart disease", {"coronary_artery_disease"}),
        ("prior_abdominal_surgery", "Cholecystectomy", {"cholecystectomy"}),
        ("prior_abdominal_surgery", "lap chole", {"cholecystectomy"}),
        ("prior_abdominal_surgery", "Whipple's procedure (2014)", {"pancreatic_resection"}),
        ("molecular", "msi-h", {"MSI-H"}),
        ("molecular", "MSI High", {"MSI-H"}),
        ("molecular", "BRAF V600E", {"BRAF_V600E"}),
        ("metastasis_sites", "hepatic", {"liver"}),
        ("metastasis_sites", "bone metastases", {"bone"}),
        ("metastasis_sites", "adrenal", {"other"}),
        ("symptoms", "diarrhea", {"diarrhoea"}),
        ("symptoms", "Flushing", {"flush"}),
        ("cyp3a4_drugs", "clarithromycin 500 mg: for two weeks", {"strong_inhibitor"}),
        ("therapy", "Lutathera", {"T20"}),
        ("therapy", "177Lu-DOTATATE, 4 cycles", {"T20"}),
        ("therapy", "octreotide LAR 30 mg q4w", {"T01"}),
        ("therapy", "Cisplatin/Etoposide", {"T44"}),
        ("therapy", "everolimus", {"T30"}),
    ],
)
def test_a_word_is_named_in_any_spelling(field: str, word: str, names: set[str]) -> None:
    assert of(field, word).names == names
    assert not of(field, word).is_open


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("allergies", "penicillin"),
        ("allergies", "Penicillin: rash as a child"),
        ("allergies", "LATEX"),
        ("allergies", "curare: none of these"),
        ("comorbidities", "asthma"),
        ("prior_abdominal_surgery", "appendectomy"),
        ("therapy", "right hemicolectomy"),
        ("molecular", "MSS"),
    ],
)
def test_what_concerns_no_rule_is_clear(field: str, word: str) -> None:
    assert of(field, word) == Read()


@pytest.mark.parametrize(
    ("field", "word", "may"),
    [
        ("allergies", "contrast medium", {"iodinated_contrast", "gadolinium"}),
        ("therapy", "somatostatin analogue", {"T01", "T02", "T05"}),
        ("metastasis_sites", "lymph nodes", {"nodes_distant", "nodes_regional"}),
    ],
)
def test_a_class_leaves_open_which(field: str, word: str, may: set[str]) -> None:
    assert of(field, word).may == frozenset(may)
    assert of(field, word).names == frozenset()


@pytest.mark.parametrize(
    ("field", "word", "near"),
    [
        ("allergies", "octreotid", ("octreotide",)),
        ("allergies", "octreotid: none of these", ("octreotide",)),
        ("allergies", "octreotide: tolerated", ("octreotide",)),
        ("allergies", "no allergy to octreotide", ("octreotide",)),
        ("allergies", "penicillin: not octreotide", ("octreotide",)),
        ("allergies", "zzz", ()),
        ("metastasis_sites", "liver: suspected", ("liver",)),
        ("metastasis_sites", "no liver metastases", ("liver",)),
        ("therapy", "Lutathra", ("T20",)),
        ("comorbidities", "family history of diabetes", ("diabetes",)),
    ],
)
def test_what_cannot_be_read_is_open_and_asked_about(
    field: str, word: str, near: tuple[str, ...]
) -> None:
    """Never clear, never certain; what it looks like or speaks of is offered."""
    found = of(field, word)
    assert found.may is None
    assert found.names == frozenset()
    assert found.near == near


@pytest.mark.parametrize(
    ("field", "word", "may"),
    [
        ("metastasis_sites", "liver?", {"liver"}),
        ("metastasis_sites", "liver (-)", {"liver"}),
        ("metastasis_sites", "liver 0", {"liver"}),
        ("metastasis_sites", "liver & ? bone", {"liver", "bone"}),
        ("metastasis_sites", "mediastinal nodes", {"nodes_distant", "nodes_regional"}),
        ("molecular", "HER2-", {"HER2"}),
        ("molecular", "RET \u2212", {"RET"}),
        ("molecular", "MSI", {"MSI-H"}),
        ("molecular", "MEN1 mutation", {"MEN1_somatic"}),
        ("comorbidities", "HF?", {"heart_failure"}),
        ("comorbidities", "hypothyroidism", {"autoimmune_disease"}),
        ("symptoms", "flush(-)", {"flush"}),
        ("symptoms", "cholestasis", {"jaundice"}),
        ("biliary_status", "cholestasis", {"dilated_ducts"}),
        ("therapy", "octreotide", {"T01", "T03"}),
        ("therapy", "surgery", {"T55"}),
        ("therapy", "Y90", {"T20", "T22", "T23", "T53"}),
        ("planned_procedure", "lobectomy", {"surgery_other", "liver_resection"}),
    ],
)
def test_what_is_in_question_is_open(field: str, word: str, may: set[str]) -> None:
    """A question mark, a minus sign, a nought, and what a word leaves open: neither yes nor no."""
    assert of(field, word).names == frozenset()
    assert of(field, word).may == frozenset(may)


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("metastasis_sites", "liver: resected"),
        ("metastasis_sites", "liver: nein"),
        ("metastasis_sites", "liver (bx neg)"),
        ("molecular", "MSI: stable"),
        ("molecular", "NTRK: wt"),
        ("molecular", "HER2: IHC 1+"),
        ("molecular", "HER2 1"),
        ("molecular", "HER2 status"),
        ("therapy", "PRRT: planned"),
        ("therapy", "everolimus: refused"),
        ("prior_abdominal_surgery", "cholecystectomy (planned)"),
        ("comorbidities", "heart failure (ruled out)"),
        ("approval_flags", "everolimus: pending"),
        ("allergies", "penicillin: octreotid"),
        ("allergies", "penicillin: rash; octreotid"),
        ("allergies", "penicillin (auch Kontrastmittel)"),
        ("allergies", "?: none of these"),
        ("allergies", "none: none of these"),
    ],
)
def test_a_remark_that_is_not_read_leaves_all_open(field: str, word: str) -> None:
    """It may take the word back, or name another one: nothing is on the list for certain."""
    assert of(field, word).names == frozenset()
    assert of(field, word).may is None


def test_an_allergy_stays_one_whatever_the_reaction() -> None:
    found = of("allergies", "octreotide: swelling of the uvula, stridor")
    assert found.names == {"octreotide"}
    assert found.may is None


@pytest.mark.parametrize(
    ("field", "word", "names"),
    [
        ("allergies", "penicillin (unknown reaction)", set()),
        ("allergies", "octreotide, anaphylaxis", {"octreotide"}),
        ("allergies", "penicillin and 5FU", {"fluorouracil"}),
        ("therapy", "octreotide LAR 30mg, x4", {"T01"}),
        ("allergies", "octreotide LAR; everolimus", {"octreotide", "everolimus"}),
        ("planned_procedure", "liver lobectomy", {"liver_resection"}),
        ("planned_procedure", "biopsy of liver", {"biopsy_liver"}),
        ("planned_procedure", "Enucleation", {"surgery_abdominal"}),
        ("planned_procedure", "planned pancreatic enucleation", {"surgery_abdominal"}),
        ("therapy", "liver lobectomy", {"T55"}),
        ("therapy", "octreotide iv", {"T04"}),
        ("therapy", "PRRT, 2 cycles (stopped)", {"T20"}),
        ("therapy", "diazoxide", {"T63"}),
    ],
)
def test_a_remark_that_changes_nothing_is_read(field: str, word: str, names: set[str]) -> None:
    assert of(field, word) == Read(frozenset(names))


@pytest.mark.parametrize("word", ["NKDA?", "none?", "none -"])
def test_none_in_question_is_unknown(word: str) -> None:
    assert of("allergies", word).is_unknown


@pytest.mark.parametrize(
    ("section", "field", "word"),
    [("pathology", "molecular", "HER2-"), ("disease", "metastasis_sites", "liver?")],
)
def test_what_is_in_question_is_kept_as_it_was_written(section: str, field: str, word: str) -> None:
    table = f"[[{section}]]" if section == "pathology" else f"[{section}]"
    case = loads_toml(f'case_id = "a"\n{table}\n{field} = ["{word}"]').case
    seen = picture(case, DAY).get(f"{section}.{field}")
    assert isinstance(seen, Partly)
    assert seen.unread == (word,)
    assert seen.words == frozenset()


@pytest.mark.parametrize("word", ["pancreas?", "Pancreas -", "head of pancreas?"])
def test_a_choice_in_question_is_refused(word: str) -> None:
    with pytest.raises(CaseError):
        loads_toml(f'case_id = "a"\n[disease]\nprimary_site = "{word}"')


def test_both_marks_clear_what_only_looks_like_a_known_word() -> None:
    """One mark is not enough for it; no mark hides a word that is known."""
    assert of("allergies", "octretide: none of these").may is None
    assert of("allergies", "octretide: as written").may is None
    assert of("allergies", "octretide: as written and none of these") == Read()
    assert of("allergies", "hay: as written and none of these") == Read()
    assert of("allergies", "octreotide: as written and none of these").names == {"octreotide"}


@pytest.mark.parametrize("word", ["none", "None known", "NKDA", "no known drug allergies", "nil"])
def test_none_known_is_an_answer(word: str) -> None:
    assert of("allergies", word).is_none
    assert listed("allergies", CHOICES["allergies"], frozenset({word})) == frozenset()


@pytest.mark.parametrize("word", ["unknown", "not asked", "?", "n/a"])
def test_unknown_is_not_none(word: str) -> None:
    assert listed("allergies", CHOICES["allergies"], frozenset({word})) is None


def test_a_list_carries_what_is_read_and_what_is_not() -> None:
    words = frozenset({"octreotide", "zzz", "penicillin"})
    found = listed("allergies", CHOICES["allergies"], words)
    assert found == Partly(frozenset({"octreotide", "penicillin"}), ("zzz",), None)
    words = frozenset({"contrast", "octreotide"})
    assert listed("allergies", CHOICES["allergies"], words) == Partly(
        frozenset({"octreotide"}),
        ("contrast",),
        frozenset({"octreotide", "iodinated_contrast", "gadolinium"}),
    )


def test_a_word_is_kept_as_it_was_written() -> None:
    """A spelling of a known word becomes the word; what says more, or is not known, stays."""
    file = loads_toml('case_id = "a"\n[patient]\nallergies = ["Octreotide", "Zzz", "latex: hands"]')
    assert file.case.patient.allergies == frozenset({"octreotide", "Zzz", "latex: hands"})
    assert loads_toml(dumps_toml(file)).case == file.case


def test_a_site_by_another_name_keeps_the_name() -> None:
    """Caecum is colon; which part of it stands in the field beside it, unless that is filled."""
    text = 'case_id = "a"\n[disease]\nprimary_site = "Caecum"\n'
    disease = loads_toml(text).case.disease
    assert (disease.primary_site, disease.primary_subsite) == ("colon", "Caecum")
    disease = loads_toml(text + 'primary_subsite = "tip"\n').case.disease
    assert (disease.primary_site, disease.primary_subsite) == ("colon", "tip")
    disease = loads_toml(text.replace("Caecum", "COLON")).case.disease
    assert (disease.primary_site, disease.primary_subsite) == ("colon", None)


@pytest.mark.parametrize("row", ["T99", "t2", "T9", "T70", "T200"])
def test_a_row_that_does_not_exist_is_refused(row: str) -> None:
    with pytest.raises(CaseError) as refused:
        loads_toml(f'case_id = "a"\n[[treatments]]\ntherapy = "{row}"')
    assert refused.value.faults[0].expected == "a row of the therapy file"


def test_a_row_in_small_letters_is_the_row() -> None:
    file = loads_toml('case_id = "a"\n[[treatments]]\ntherapy = "t20"\ndate = 2026-01-10')
    assert file.case.treatments[0].therapy == "T20"
    assert str(picture(file.case, DAY).get("history.prrt_date")) == "2026-01-10"


def test_a_treatment_by_name_counts_as_its_row() -> None:
    text = 'case_id = "a"\n[[treatments]]\ntherapy = "Lutathera, 4 cycles"\ndate = 2026-01-10'
    seen = picture(loads_toml(text).case, DAY)
    assert seen.get("history.prior_therapies") == {"T20"}
    assert str(seen.get("history.prrt_date")) == "2026-01-10"
    text = 'case_id = "a"\n[[treatments]]\ntherapy = "something new"\ndate = 2026-01-10'
    seen = picture(loads_toml(text).case, DAY)
    assert seen.get("history.prior_therapies") == Partly(frozenset(), ("something new",), None)
    assert any('"something new" is not understood' in note for note in seen.notes)


# --- the tables --------------------------------------------------------------------------------


@pytest.mark.parametrize("field", sorted(set(synonyms.NAMES) & set(CHOICES)))
def test_a_table_names_known_words_and_no_phrase_twice(field: str) -> None:
    """What names a word is not also one of several, nor clear; so no reading depends on order."""
    assert set(synonyms.NAMES[field]) <= {*CHOICES[field], "unknown"}
    named = {phrase: word for word in CHOICES[field] for phrase in [key(word)]}
    for word, phrases in synonyms.NAMES[field].items():
        for phrase in map(key, phrases.split("|")):
            assert named.setdefault(phrase, word) == word, phrase
    maybe = [key(p) for phrases in synonyms.ONE_OF.get(field, {}) for p in phrases.split("|")]
    clear = [key(phrase) for phrase in synonyms.NO_CONCERN.get(field, "").split("|") if phrase]
    assert not set(named) & set(maybe)
    assert not {*named, *maybe} & set(clear)
    for words in synonyms.ONE_OF.get(field, {}).values():
        assert set(words.split()) <= set(CHOICES[field])


def test_every_table_is_of_a_field() -> None:
    fields = {fact.field for fact in FACTS.values()} | {"therapy", "modality"}
    for table in (synonyms.NAMES, synonyms.ONE_OF, synonyms.NO_CONCERN):
        assert set(table) <= fields
    for beside in (synonyms.FILLERS, synonyms.REMARKS, synonyms.NONE):
        assert set(beside) <= {*fields, ""}
    assert fields >= synonyms.NAMED_WHATEVER_IS_ADDED | synonyms.A_NUMBER_SAYS_MORE


def test_no_remark_that_changes_nothing_is_a_word_of_its_list() -> None:
    """Else the word would be read past."""
    for field, choices in CHOICES.items():
        known = wordlist._list(field, choices)
        assert not known.remarks & {*known.names, *known.maybe}, field


def test_no_remark_that_changes_nothing_denies() -> None:
    """What takes a word back is not among the remarks that are read past."""
    for beside in (synonyms.FILLERS, synonyms.REMARKS):
        for field, phrases in beside.items():
            said = {key(phrase) for phrase in phrases.split("|")}
            assert not said & (wordlist._OPEN - {"unknown"}), field


# --- no misspelling clears ---------------------------------------------------------------------


def phrases() -> Iterator[tuple[str, str]]:
    """Yield everything that names a word that rules know, long enough to be mistyped."""
    for field, choices in CHOICES.items():
        for word in choices:
            yield field, word
        for words in (*synonyms.NAMES.get(field, {}).values(), *synonyms.ONE_OF.get(field, {})):
            for phrase in words.split("|"):
                yield field, phrase


PHRASES = [(f, p) for f, p in phrases() if len(key(p)) > 3 and not (f == "therapy" and p[0] == "T")]


@st.composite
def mistyped(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw a word of a list and a slip of its spelling: one, or two in a long word."""
    field, phrase = draw(st.sampled_from(PHRASES))
    word = phrase
    for _ in range(draw(st.integers(1, 2 if len(phrase) > 8 else 1))):
        n = draw(st.integers(0, len(word) - 1))
        letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyzäéß -_./'"))
        word = draw(
            st.sampled_from(
                (
                    word[:n] + word[n + 1 :],
                    word[:n] + letter + word[n:],
                    word[:n] + letter + word[n + 1 :],
                    word[: n - 1] + word[n : n + 1] + word[n - 1 : n] + word[n + 1 :],
                    word[:n] + word[n].swapcase() + word[n + 1 :],
                    word[:n] + "  " + word[n:],
                    word.upper(),
                    f" {word} ",
                    f"{word}: rash",
                    f"{word} (2019)",
                    f"{word}: {letter}",
                )
            )
        )
    return field, phrase, word


@given(mistyped())
@settings(max_examples=2000, deadline=None)
def test_no_change_of_spelling_clears_a_word(drawn: tuple[str, str, str]) -> None:
    """It names the word still, or leaves open what is on the list: never none, never clear.

    Treatments are shorter and more alike: a slip may name another, but never nothing.
    """
    field, phrase, word = drawn
    right, slip = of(field, phrase), of(field, word)
    assert not slip.is_none, word
    assert slip.names or slip.is_open or slip.is_unknown, word
    if field != "therapy" and slip.may is not None:
        assert right.names | (right.may or frozenset()) <= slip.names | slip.may, word


@pytest.mark.parametrize("field", ["allergies", "comorbidities", "molecular"])
def test_no_word_is_lost_beside_one_that_concerns_no_rule(field: str) -> None:
    """However two are joined: the other one is named, or open."""
    clear = synonyms.NO_CONCERN[field].partition("|")[0]
    for of_field, phrase in phrases():
        if of_field != field:
            continue
        for joined in ("{} and {}", "{}, {}", "{}: {}", "{} ({})", "{} {}", "{}; {}", "{} + {}"):
            for one, other in ((clear, phrase), (phrase, clear)):
                found = of(field, joined.format(one, other))
                assert found.names or found.is_open, joined.format(one, other)


@given(mistyped(), st.sampled_from(["none of these", "NONE of these", "concerns none of these"]))
@settings(max_examples=500, deadline=None)
def test_a_mark_does_not_clear_what_looks_like_a_known_word(
    drawn: tuple[str, str, str], mark: str
) -> None:
    field, phrase, _ = drawn
    marked = of(field, f"{phrase}: {mark}")
    assert marked.is_open or marked.names


@pytest.mark.parametrize("filler", ["word", "allergic to", "12", "cisplatin and", "mg,"])
def test_a_text_of_any_length_is_read_at_once(filler: str) -> None:
    """It took time with the third power of its words; it is never cleared for its length."""
    text = f"{filler} " * (19_000 // (len(filler) + 1)) + "octreotide"
    for written in (text, f"{text}: {wordlist.NONE_OF_THESE}"):
        found = of("allergies", written)
        assert found.is_open or "octreotide" in found.names
        assert "octreotide" in {*found.near, *found.names}
