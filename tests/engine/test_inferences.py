"""Inferences as authors write them, and how a picture draws them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from nettui.case.base.vocabulary import Contradictory, Partly
from nettui.case.files.codec import loads_toml
from nettui.case.picture.inference import ExcludedAnswer, ImpliedAnswer, Inferences
from nettui.case.picture.picture import Picture, picture
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.language.conditions import ALWAYS, fact
from nettui.engine.language.errors import Mistake
from nettui.engine.language.inferences import Excluded, Implied, rows
from nettui.engine.language.serialize import canonical, from_checked, from_data, to_data
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.format_1 import INFERENCES_OF_FORMAT_1
from nettui.engine.protocol.protocol import Protocol
from tests.case.generated import DAY
from tests.exchange import small

FAMILY, SITE = fact("pathology.histology_family"), fact("disease.primary_site")
LIST = fact("disease.metastasis_sites")
WELL = ImpliedAnswer(
    "pathology.differentiation",
    "well",
    (("pathology.histology_family", ("NET",), True),),
    "Differentiation: well, since the tumour is a NET.",
    "base:implied.well",
)


def implied(**more: Any) -> Implied:
    """Build an inference that is right but for what is given."""
    given: dict[str, Any] = {
        "name": "a",
        "fact": "disease.extent",
        "value": "beyond_liver",
        "when": LIST.include("bone"),
        "says": "Extent: beyond the liver.",
        "sources": ("DICT",),
    }
    return Implied(**(given | more))


def excluded(**more: Any) -> Excluded:
    """Build the like, of an answer that cannot be true."""
    given: dict[str, Any] = {
        "name": "a",
        "fact": "disease.extent",
        "value": "localized",
        "when": LIST.include("bone"),
        "says": "localized, but with metastases",
        "sources": ("DICT",),
    }
    return Excluded(**(given | more))


def seen(text: str, *given: ImpliedAnswer, day: datetime.date = DAY) -> Picture:
    """Return the picture of a record by some rows."""
    case = loads_toml('case_id = "a"\n' + text).case
    return picture(case, day, Inferences(implied=given))


# --- as data -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "verb",
    [
        implied(),
        implied(value=("bone", "lung"), fact="disease.metastasis_sites", when=FAMILY.is_("NET")),
        implied(value=(), fact="disease.metastasis_sites", when=FAMILY.is_("NET"), mark="R"),
        implied(when=LIST.include("liver") & ~LIST.include("bone"), statements=("A04",)),
        excluded(),
        excluded(mark="E", when=FAMILY.one_of("NET", "NEC") & LIST.include("bone")),
    ],
)
def test_an_inference_goes_through_json_and_comes_back(verb: Implied | Excluded) -> None:
    data = json.loads(json.dumps(to_data(verb)))
    assert from_data(data) == verb
    assert from_checked(data) == verb
    assert canonical(to_data(from_checked(data))) == canonical(data)


def test_rows_say_what_authors_wrote() -> None:
    made = rows(
        {
            "x:implied.a": implied(when=LIST.include("liver") & ~LIST.include("bone", "lung")),
            "x:excluded.a": excluded(),
        }
    )
    sites = "disease.metastasis_sites"
    (one,), (other,) = made.implied, made.excluded
    assert one.when == ((sites, ("liver",), True), (sites, ("bone", "lung"), False))
    assert (one.value, one.id) == ("beyond_liver", "x:implied.a")
    assert isinstance(other, ExcludedAnswer)
    assert other.note == (
        "Contradiction: localized, but with metastases. It is treated as unknown."
    )


@pytest.mark.parametrize(
    ("build", "what", "fix"),
    [
        (lambda: implied(sources=()), "'a' cites nothing", "sources"),
        (lambda: excluded(sources=()), "'a' cites nothing", "sources"),
        (lambda: implied(when=fact("disease.extent").is_("regional")), "itself", "other facts"),
        (lambda: excluded(when=fact("disease.extent").is_("regional")), "itself", "other facts"),
        (lambda: implied(when=FAMILY.known), "from answers alone", ".is_('word')"),
        (lambda: implied(when=fact("pathology.ki67") > 3), "from answers alone", ".is_('word')"),
        (lambda: implied(when=FAMILY.is_("NET") | SITE.is_("lung")), "answers alone", "'&'"),
        (lambda: implied(when=~(FAMILY.is_("NET") & SITE.is_("lung"))), "answers alone", "'&'"),
        (lambda: implied(when=ALWAYS), "from answers alone", ".is_('word')"),
        (lambda: implied(when=FAMILY), "without a test", "must hold"),
        (lambda: implied(value=3), "value=3 is not a list", "value="),
        (lambda: implied(value=""), "is one text where a list belongs", "comma"),
        (lambda: implied(value={"bone"}), "is a set", "tuple"),
        (lambda: excluded(value=("bone",)), "value=('bone',) says nothing", "text"),
        (lambda: implied(name="No such"), "is not a name", "small letters"),
        (lambda: implied(says=" "), "says nothing", "text"),
        (lambda: implied(mark="X"), "mark='X' is not known", "C"),
    ],
)
def test_what_cannot_mean_anything_is_refused_with_the_remedy(
    build: Any, what: str, fix: str
) -> None:
    with pytest.raises(Mistake) as refused:
        build()
    assert what in refused.value.what
    assert fix in refused.value.fix


# --- as a picture draws them ---------------------------------------------------------------------


def test_a_fact_of_a_dated_list_is_implied_where_no_entry_up_to_the_day_answers_it() -> None:
    text = (
        '[[pathology]]\ndate = 2026-01-01\nhistology_family = "NET"\n'
        '[[pathology]]\ndate = 2026-03-01\nhistology_family = "NET"\ndifferentiation = "unknown"\n'
    )
    name = "pathology.differentiation"
    before = seen(text, WELL, day=datetime.date(2026, 2, 1))
    assert before.get(name) == "well"
    assert WELL.says in before.notes
    assert seen(text, WELL, day=datetime.date(2026, 4, 1)).get(name) is None
    assert seen(text, WELL, day=datetime.date(2025, 4, 1)).get(name) is None


def test_what_is_implied_implies_nothing_further() -> None:
    further = ImpliedAnswer(
        "function.functional", "no", (("pathology.differentiation", ("well",), True),), "B."
    )
    text = '[[pathology]]\nhistology_family = "NET"\n'
    assert seen(text, WELL, further).get("function.functional") is None
    recorded = text + 'differentiation = "well"\n'
    assert seen(recorded, WELL, further).get("function.functional") == "no"


def test_what_two_rows_answer_differently_stays_unknown_in_either_order() -> None:
    poor = ImpliedAnswer(WELL.fact, "poor", (("disease.primary_site", ("lung",), True),), "P.")
    same = ImpliedAnswer(WELL.fact, "well", (("disease.primary_site", ("colon",), True),), "S.")
    text = '[[pathology]]\nhistology_family = "NET"\n[disease]\nprimary_site = '
    for order in ((WELL, poor, same), (same, poor, WELL)):
        got = seen(text + '"lung"', *order)
        assert (got.get(WELL.fact), got.notes) == (None, ())
        assert seen(text + '"colon"', *order).get(WELL.fact) == "well"


@pytest.mark.parametrize(
    ("sites", "is_drawn"),
    [
        ('["liver"]', True),
        ('["liver", "peritoneum"]', True),
        ('["liver", "bone"]', False),
        ('["bone"]', False),
        ('["none"]', False),
        ('["unknown"]', False),
        ('["liver", "somewhere"]', False),
    ],
)
def test_a_word_that_must_not_be_listed_is_certainly_not(sites: str, is_drawn: bool) -> None:
    """A list of which a word cannot be read may have any."""
    name = "disease.metastasis_sites"
    row = ImpliedAnswer(
        "disease.extent", "liver_only", ((name, ("liver",), True), (name, ("bone",), False)), "E."
    )
    got = seen(f"[disease]\nmetastasis_sites = {sites}", row)
    assert got.get("disease.extent") == ("liver_only" if is_drawn else None)


def test_a_choice_that_must_be_another_is_answered() -> None:
    row = ImpliedAnswer(
        "function.functional", "no", (("disease.primary_site", ("lung",), False),), "F."
    )
    for site, value in (("colon", "no"), ("lung", None), ("unknown", None)):
        got = seen(f'[disease]\nprimary_site = "{site}"', row)
        assert got.get("function.functional") == value


def test_without_rows_nothing_follows() -> None:
    assert seen('[function]\nfunctional = "no"').get("function.syndrome") is None


# --- earlier protocols ---------------------------------------------------------------------------

OF_FORMAT_1 = Path(__file__).with_name("format_1.json")
DIGEST_OF_FORMAT_1 = "887bd628aa894c58edbdd1bbe863bd1750119b087e7bdc247ea59e83029b6fc8"
RECORD = """
case_id = "a"
[function]
functional = "no"
[history]
prior_abdominal_surgery = ["cholecystectomy"]
[organ]
diabetes_control = "none"
[patient]
comorbidities = ["diabetes"]
"""


def earlier() -> Protocol:
    """Return a protocol as it was published in format 1."""
    return Protocol(json.loads(OF_FORMAT_1.read_bytes()))


def test_an_earlier_protocol_keeps_its_bytes_and_its_digest() -> None:
    assert canonical(earlier().raw) == OF_FORMAT_1.read_bytes()
    assert earlier().digest == DIGEST_OF_FORMAT_1


def test_an_earlier_protocol_infers_what_was_inferred_in_its_time() -> None:
    """What it implied and excluded was part of the program, and cited nothing."""
    protocol = earlier()
    assert protocol.inferences.implied is INFERENCES_OF_FORMAT_1.implied
    assert protocol.inferences.excluded is INFERENCES_OF_FORMAT_1.excluded
    assert protocol.inferred == {}
    made = plan(loads_toml(RECORD).case, DAY, protocol)
    assert made.picture.get("function.syndrome") == "none"
    assert made.picture.get("history.gallbladder") == "absent"
    assert made.picture.get("organ.diabetes_control") is None
    assert made.picture.notes == (
        "Contradiction: diabetes is recorded as none, but is listed among the comorbidities. "
        "It is treated as unknown.",
        "Syndrome: none, since the tumour is recorded as not functional.",
        "Gallbladder: absent, since a cholecystectomy is recorded.",
    )


def test_a_later_protocol_without_rows_infers_nothing() -> None:
    made = plan(loads_toml(RECORD).case, DAY, small.protocol())
    assert made.picture.get("function.syndrome") is None
    assert made.picture.get("organ.diabetes_control") == "none"
    assert made.picture.notes == ()


def test_an_earlier_protocol_gives_the_same_results_as_the_same_rules_today() -> None:
    case = small.case()
    one, other = plan(case, DAY, earlier()), plan(case, DAY, small.protocol())
    assert one.result == other.result
    assert evaluate(earlier(), one.picture.values) == one.result


def test_a_protocol_draws_the_rows_that_are_given_with_its_tables() -> None:
    base = small.BASE
    tables = (*base.given["tables"], to_data(implied()), to_data(excluded()))
    given = Contribution("base", "base", base.card, {**base.given, "tables": tables})
    protocol = assemble([given])
    assert list(protocol.inferred) == ["base:implied.a", "base:excluded.a"]
    case = loads_toml('case_id = "a"\ndisease.metastasis_sites = ["bone"]').case
    assert plan(case, DAY, protocol).picture.get("disease.extent") == "beyond_liver"


def test_an_earlier_protocol_reads_words_that_came_later_as_it_read_them() -> None:
    """A primary of the liver was another site; it stays so, and no newer word is asked about."""
    protocol = earlier()
    at = "disease.primary_site"
    for word in ("liver", "bile_duct", "ovary", "paraganglioma"):
        later = plan(loads_toml(f'case_id = "a"\n{at} = "{word}"').case, DAY, protocol)
        before = plan(loads_toml(f'case_id = "a"\n{at} = "other"').case, DAY, protocol)
        assert later.picture.get(at) == "other"
        assert later.result == before.result
        assert evaluate(protocol, later.picture.values) == later.result
    assert "liver" not in protocol.vocabulary[at].choices
    assert "other" in protocol.vocabulary[at].choices
    today = plan(loads_toml(f'case_id = "a"\n{at} = "liver"').case, DAY, small.protocol())
    assert today.picture.get(at) == "liver"
    assert "liver" in small.protocol().vocabulary[at].choices


@pytest.mark.parametrize("word", ["MEN2", "SDHB", "Lynch", "Wolfram"])
def test_an_earlier_protocol_knows_no_other_hereditary_syndrome(word: str) -> None:
    """Nobody could enter one: it is as little known as it was."""
    at = "heredity.hereditary"
    later = plan(loads_toml(f'case_id = "a"\n{at} = "{word}"').case, DAY, earlier())
    before = plan(loads_toml('case_id = "a"').case, DAY, earlier())
    assert later.picture.get(at) is None
    assert later.result == before.result


def test_an_earlier_protocol_reads_regional_nodes_as_nodes_of_any_place() -> None:
    """They were a word that left open whether the nodes are distant."""
    at = "disease.metastasis_sites"
    both = plan(
        loads_toml(f'case_id = "a"\n{at} = ["liver", "regional nodes"]').case, DAY, earlier()
    )
    assert both.picture.get(at) == Partly(
        frozenset({"liver"}), ("nodes_regional",), frozenset({"liver", "nodes_distant"})
    )
    assert "nodes_regional" not in earlier().vocabulary[at].choices
    open_ = plan(loads_toml(f'case_id = "a"\n{at} = ["lymph nodes"]').case, DAY, earlier())
    assert open_.picture.get(at) == Partly(
        frozenset(), ("lymph nodes",), frozenset({"nodes_distant"})
    )


def test_two_specimens_of_later_and_earlier_words_are_read_in_the_earlier() -> None:
    """A paraganglioma and a NET of one day differ; a paraganglioma and another do not."""
    text = 'case_id = "a"\n' + "".join(
        f'[[pathology]]\ndate = 2026-01-01\nhistology_family = "{word}"\n'
        for word in ("paraganglioma", "{}")
    )
    family = "pathology.histology_family"
    same = plan(loads_toml(text.format("other")).case, DAY, earlier())
    differ = plan(loads_toml(text.format("NET")).case, DAY, earlier())
    assert same.picture.get(family) == "other"
    assert differ.picture.get(family) == Contradictory(("NET", "other"), "2026-01-01")
    assert isinstance(
        plan(loads_toml(text.format("other")).case, DAY, small.protocol()).picture.get(family),
        Contradictory,
    )
