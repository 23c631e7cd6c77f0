"""What an author can do wrong: refused at once, at the line, with the remedy."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest

from nettui.engine.language.card import Card
from nettui.engine.language.conditions import Arithmetic, Value, derived, fact, offered
from nettui.engine.language.errors import Mistake
from nettui.engine.language.options import Option, stop
from nettui.engine.language.rules import Caps, Due, Guard, Judgement, Need, Order, Override, Rule
from nettui.engine.language.serialize import from_data, kind_of, to_data
from nettui.engine.language.tables import Parameter, Row, Setting, Table

# Untyped, as an author's slip is: a type checker would refuse most of what stands below.
KI67: Any = fact("pathology.ki67")
SITE: Any = fact("disease.primary_site")
SITES: Any = fact("disease.metastasis_sites")
SCAN: Any = fact("imaging.sstr_date")
GOALS: Any = fact("patient.patient_goals")
ONE_TEXT: Any = "patient.ecog"
ONE_GUARD: Any = stop(KI67 > 3, "A.")
NAN = float("nan")
REVIEW = datetime.date(2027, 6, 30)


def rule(**more: object) -> Rule:
    """Build a rule that is right but for what is given."""
    given: dict[str, object] = {"id": "systemic.a", "says": "Says.", "statements": ("S39",)}
    return Rule(**(given | more))  # type: ignore[arg-type]


def override(**more: object) -> Override:
    """Build an override that is right but for what is given."""
    given: dict[str, object] = {
        "id": "systemic.b",
        "says": "Instead.",
        "sources": ("LOCAL",),
        "target": "base:systemic.a@1",
        "reason": "Formulary.",
        "approved_by": "Board",
        "review_by": REVIEW,
    }
    return Override(**(given | more))  # type: ignore[arg-type]


def table(**more: object) -> Table:
    """Build a table that is right but for what is given."""
    given: dict[str, object] = {"name": "a", "label": "A", "rows": (Row(value="x"),)}
    return Table(**(given | more))  # type: ignore[arg-type]


CONDITIONS: dict[str, tuple[Callable[[], object], str | None]] = {
    "== of a word": (lambda: SITE == "lung", ".is_('word')"),
    "== of a number": (lambda: KI67 == 3, ".equals(3)"),
    "!=": (lambda: SITE != "lung", "~fact.is_('word')"),
    "a chained comparison": (lambda: 2 < KI67 < 3, "(ki67 > 2) & (ki67 < 3)"),
    "and": (lambda: (KI67 >= 3) and (KI67 <= 20), "Join conditions with & | ~"),
    "or": (lambda: (KI67 >= 3) or (KI67 <= 20), "Join conditions with & | ~"),
    "not": (lambda: not (KI67 >= 3), "Join conditions with & | ~"),
    "if of a fact": (lambda: 1 if KI67 else 0, ".is_('yes'), .known, >= 3"),
    "a fact in a set": (lambda: {KI67}, None),
    "& without brackets": (lambda: (KI67 >= 3) & KI67, ".known"),
    "& with a number": (lambda: (KI67 >= 3) & 20, "in its own brackets"),
    "| with yes": (lambda: (KI67 >= 3) | True, "in its own brackets"),
    "an unknown fact": (lambda: fact("pathology.ki76"), "Did you mean 'pathology.ki67'?"),
    "a word it never is": (lambda: SITE.is_("lungs"), "Did you mean 'lung'?"),
    "an unknown word": (lambda: SITE.is_("unknown"), "Known are:"),
    "no word": (SITE.one_of, "Name at least one."),
    "a number as a word": (lambda: SITE.is_(3), "Use text."),
    "a list as one word": (lambda: SITE.one_of(["lung"]), "Use text."),
    "a comparison of a choice": (lambda: SITE >= 3, ".is_('word')"),
    "a word of a number": (lambda: KI67.is_("high"), ">= 3"),
    "is_ of a list": (lambda: SITES.is_("liver"), ".include('word')"),
    "include of a choice": (lambda: SITE.include("lung"), ".is_('word')"),
    "a comparison of a date": (lambda: SCAN >= 3, "ages in months are facts of their own"),
    "a test of free text": (lambda: GOALS.is_("home"), ".known or .missing"),
    "a comparison with text": (lambda: KI67 >= "3", "Give a plain number"),
    "a comparison with yes": (lambda: KI67 >= True, "Give a plain number"),
    "a comparison with a fact": (lambda: fact("patient.age") <= KI67, "Give a plain number"),
    "an infinite bound": (lambda: float("inf") <= KI67, "Give a number."),
    "no number as a bound": (lambda: KI67 < -NAN, "Give a number."),
    "a derived fact with a dot": (lambda: derived("pathology.ki67"), "fact('pathology.ki67')"),
    "arithmetic with text": (lambda: KI67 + "3", "facts and plain numbers only"),
    "arithmetic with a choice": (lambda: KI67 * SITE, ".is_('word')"),
    "a power of a fact": (
        lambda: Arithmetic("**", (Value("patient.age"), Value("patient.age"))),
        "plain number above 0",
    ),
    "a large power": (lambda: (KI67 * 2) ** 9, "at most 3"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_that_would_mislead_is_refused(name: str) -> None:
    """Nothing that Python would silently take for yes or no becomes a condition."""
    build, remedy = CONDITIONS[name]
    if remedy is None:
        with pytest.raises(TypeError):
            build()
        return
    with pytest.raises(Mistake) as refused:
        build()
    assert remedy in refused.value.fix


VERBS: dict[str, tuple[Callable[[], object], str, str]] = {
    "an id without a stage": (lambda: rule(id="ssa"), "is not an id", "'grading.g2'"),
    "an id in capitals": (lambda: rule(id="Systemic.SSA"), "is not an id", "small letters"),
    "nothing said": (lambda: rule(says=" "), "says nothing", "Give says as text."),
    "nothing cited": (lambda: rule(statements=()), "cites nothing", "statements=('S07',)"),
    "one statement as text": (
        lambda: rule(statements="S39"), "one text where a list belongs", "with the comma"),
    "one option as text": (
        lambda: rule(options="prrt"), "one text where a list belongs", "('prrt',)"),
    "an option twice": (lambda: rule(options=("a", "a")), "same thing twice", "Name each once."),
    "options that are no list": (lambda: rule(options=3), "is not a list", "options=('...',)"),
    "an empty option": (lambda: rule(options=("",)), "is not a text", "as text"),
    "a fact as condition": (lambda: rule(when=KI67), "without a test", ".known"),
    "a word as condition": (lambda: rule(when="always"), "is not a condition", "from facts"),
    "an unknown role": (lambda: rule(role="symptoms"), "is not known", "'symptom'"),
    "an unknown strength": (lambda: rule(strength="strongly"), "is not known", "'strong'"),
    "an unknown mark": (lambda: rule(mark="X"), "is not known", "Known are:"),
    "an unknown status": (lambda: rule(status="block"), "is not known", "'blocked'"),
    "an answer of a stage without": (
        lambda: rule(answer="yes"), "its stage has none", "offer options instead"),
    "version 0": (lambda: rule(version=0), "is not a version", "from 1"),
    "fixed as text": (lambda: rule(fixed="yes"), "is not yes or no", "True or False"),
    "an unknown field": (lambda: rule(sttrength="strong"), "", ""),
    "a target without version": (
        lambda: override(target="base:systemic.a"), "its version", "@1"),
    "a target without origin": (lambda: override(target="systemic.a@1"), "its version", "origin:"),
    "an unknown reason": (
        lambda: override(reason_code="formular"), "is not known", "'formulary'"),
    "a review as text": (
        lambda: override(review_by="2027-06-30"), "is not a date", "datetime.date(2027, 6, 30)"),
    "a review with a time": (
        lambda: override(review_by=datetime.datetime(2027, 6, 30)), "is not a date", "date("),
    "a need of nothing": (
        lambda: Need(id="workup.a", says="A."), "needs nothing", "that must be known"),
    "a need of one fact as text": (
        lambda: Need(id="workup.a", says="A.", facts=ONE_TEXT), "one text", "comma"),
    "caps of an unknown role": (
        lambda: Caps(roles=("main",)), "no role 'main'", "Known are:"),
    "caps of an unknown stage": (
        lambda: Caps(stages=("systemics",)), "no stage 'systemics'", "'systemic'"),
    "caps of an unknown status": (lambda: Caps(status="bloked"), "is not known", "'blocked'"),
    "a guard of nothing": (
        lambda: Guard(id="systemic.a", says="A."), "guards nothing", "options or classes"),
    "a stop that weakens": (
        lambda: Guard(id="systemic.a", says="A.", options=("a",), weakens=True),
        "is no caution", "kind='caution'"),
    "a guard of an unknown kind": (
        lambda: Guard(id="systemic.a", says="A.", options=("a",), kind="stopp"),
        "is not known", "'stop'"),
    "a guard of an unknown role": (
        lambda: Guard(id="systemic.a", says="A.", options=("a",), roles=("main",)),
        "no role 'main'", "Known are:"),
    "an order of one thing over itself": (
        lambda: Order(id="systemic.a", says="A.", first=("a",), over=("a",)),
        "ranks nothing", "different options"),
    "an order over nothing": (
        lambda: Order(id="systemic.a", says="A.", first=("a",)), "ranks nothing", "first and over"),
    "a window backwards": (lambda: Due(low=6, high=3), "due 6-3 months", "0 <= low <= high"),
    "a window before its day": (lambda: Due(low=-1, high=3), "due -1-3", "0 <= low <= high"),
    "a window after, without anchor": (
        lambda: Due(low=1, high=3, after=("history.surgery_date",)), "without an anchor", "first"),
    "a window that ends and repeats": (
        lambda: Due(low=1, high=3, anchor="imaging.sstr_date", done="imaging.sstr_date"),
        "with an end", "repeats=False"),
    "a window of text": (lambda: Due(low=ONE_TEXT, high=6), "is not a number", "finite number"),
    "a due that is none": (lambda: rule(due=3), "", ""),
    "a judgement that says nothing": (
        lambda: Judgement(id="systemic.a", says=""), "says nothing", "as text"),
    "an option that opposes itself": (
        lambda: Option(id="a", label="A", opposes=("a",)), "opposes itself", "the other option"),
    "an option with one guard, no list": (
        lambda: Option(id="a", label="A", guards=ONE_GUARD), "a list belongs", "comma"),
    "an option with a word as guard": (
        lambda: Option(id="a", label="A", guards=(ONE_TEXT,)), "guards holds", "Only Guard"),
    "two guards of one name": (
        lambda: Option(id="a", label="A", guards=(stop(KI67 > 3, "A."), stop(KI67 > 9, "B."))),
        "Two guards are called", "key='...'"),
    "an option called in capitals": (
        lambda: Option(id="PRRT", label="PRRT"), "is not a name", "small letters"),
    "a stop without a test": (lambda: stop(KI67, "A."), "without a test", ".known"),
    "a table without rows": (lambda: table(rows=()), "has no rows", "at least one"),
    "a table with one row, no list": (
        lambda: table(rows=Row(value="x")), "a list belongs", "comma"),
    "a table of words and numbers": (
        lambda: table(rows=(Row(value="x"), Row(value=3))), "mixes words and numbers", "one kind"),
    "a table of nothing": (lambda: table(rows=(Row(),)), "mixes words and numbers", "one kind"),
    "a table that answers a condition": (
        lambda: table(rows=(Row(value=KI67 > 3),)), "answers", "a word, words, a number"),
    "a table that answers yes": (lambda: table(rows=(Row(value=True),)), "answers True", "a word"),
    "a table that answers no number": (
        lambda: table(rows=(Row(value=float("nan")),)), "answers nan", "a number"),
    "a table that answers a choice": (
        lambda: table(rows=(Row(value=SITE),)), "is a choice", ".is_('word')"),
    "a parameter outside its bounds": (
        lambda: Parameter(name="few", label="Few", value=9, low=1, high=5),
        "outside 1 to 5", "low <= value <= high"),
    "a parameter of text": (
        lambda: Parameter(name="few", label="Few", value=ONE_TEXT, low=1, high=9),
        "is not a number", "finite"),
    "a setting without a reason": (
        lambda: Setting(parameter="few", value=3, reason="", approved_by="B", review_by=REVIEW),
        "says nothing", "Give reason"),
    "a card without a purpose": (
        lambda: Card(name="a", version="1", api=1, purpose="", contact="c"),
        "says nothing", "Give purpose"),
    "a card for interface 0": (
        lambda: Card(name="a", version="1", api=0, purpose="p", contact="c"),
        "is not a version", "from 1"),
    "a hook that returns text": (lambda: kind_of("a rule"), "not something that a hook", "Rule"),
    "data of an unknown verb": (lambda: from_data({"verb": "rules"}), "is no verb", "rule"),
    "data that is no object": (lambda: from_data([]), "is no verb", "rule"),
    "data with an unknown field": (
        lambda: from_data(to_data(rule()) | {"strenght": "strong"}), "has no", "'strength'"),
    "data that lacks a field": (
        lambda: from_data({"verb": "rule", "id": "systemic.a"}), "lacks says", "Give it."),
    "data of no condition": (
        lambda: from_data(to_data(rule()) | {"when": {"fact": "x"}}),
        "is not a condition", "condition_data"),
    "data of a condition with more": (
        lambda: from_data(to_data(rule()) | {"when": {"offered": "a", "maybe": 1}}),
        "is not a condition", "condition_data"),
    "data of no date": (
        lambda: from_data(to_data(override()) | {"review_by": "soon"}), "is not a date", "2027"),
}  # fmt: skip


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_that_cannot_mean_anything_is_refused(name: str) -> None:
    """Each mistake says what is wrong and how to mend it."""
    build, what, fix = VERBS[name]
    if not what:
        with pytest.raises(TypeError):
            build()
        return
    with pytest.raises(Mistake) as refused:
        build()
    assert what in refused.value.what
    assert fix in refused.value.fix
    assert str(refused.value) == f"{refused.value.what} {refused.value.fix}"


def test_a_verb_knows_the_line_it_was_written_on() -> None:
    """Whoever reads a rule can find it: the last two parts of the path, and the line."""
    assert re.fullmatch(r"engine/test_mistakes.py:\d+", rule().where)
    assert rule() == rule()


def test_what_is_right_is_taken() -> None:
    """The parts that each mistake is made from are no mistakes themselves."""
    assert rule(when=(KI67 >= 3) & (KI67 <= 20) & ~SITE.is_("lung")).id == "systemic.a"
    assert override().target == "base:systemic.a@1"
    assert table().choices == ("x",)
    assert rule(id="extent.a", answer="RT-01").answer == ("RT-01",)
    assert rule(when=offered("prrt")).when == offered("prrt")
