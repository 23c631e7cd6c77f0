"""Every verb and noun goes through JSON and comes back the same."""

from __future__ import annotations

import datetime
import json
from typing import Any

import attrs
import pytest

from nettui.engine.language import conditions as c
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import derived, fact, offered, parameter
from nettui.engine.language.errors import Mistake
from nettui.engine.language.inferences import Excluded, Implied
from nettui.engine.language.options import Option, caution, stop
from nettui.engine.language.rules import Caps, Due, Guard, Judgement, Need, Order, Override, Rule
from nettui.engine.language.serialize import (
    KINDS,
    Verb,
    canonical,
    condition_data,
    condition_from,
    digest,
    from_checked,
    from_data,
    to_data,
)
from nettui.engine.language.tables import Parameter, Row, Setting, Table

KI67, AGE = fact("pathology.ki67"), fact("patient.age")
REVIEW = datetime.date(2027, 6, 30)
WHEN = (KI67 >= 3) & ~fact("disease.primary_site").one_of("lung", "thymus") | offered("prrt")
LISTED = fact("function.cga_confounders").include("PPI")
CITED: Any = {"statements": ("S39",), "sources": ("DICT",)}

# Each kind with every field at something else than its default.
FULL: dict[str, Verb] = {
    "rule": Rule(
        id="extent.a", says="Says.", when=WHEN, options=("a",), role="symptom", strength="strong",
        answer=("RT-01", "RT-02"), due=Due(low=3, high=6.5, anchor="imaging.sstr_date",
        after=("history.surgery_date",), repeats=False, done="imaging.conv_imaging_date"),
        against=("base:extent.b",), fixed=True, version=2, intent="Cure.", status="blocked",
        flags=("pitfall",), mark="C", **CITED),
    "override": Override(
        id="systemic.a", says="Instead.", when=WHEN, target="base:systemic.b@1",
        reason="Formulary.", reason_code="formulary", approved_by="Board", review_by=REVIEW,
        **CITED),
    "judgement": Judgement(id="systemic.a", says="Weigh.", when=WHEN, mark="R", **CITED),
    "need": Need(
        id="workup.a", says="Needed.", facts=("patient.ecog",), when=WHEN, mark="E", caps=Caps(
        status="blocked", options=("a",), classes=("b",), stages=("systemic",), roles=("primary",),
        except_roles=("symptom",)), **CITED),
    "guard": Guard(
        id="systemic.a", kind="caution", weakens=True, says="Careful.", when=WHEN, options=("a",),
        classes=("b",),
        roles=("primary",), except_roles=("symptom",), mark="C", **CITED),
    "order": Order(
        id="systemic.a", says="First.", when=WHEN, first=("a",), over=("b",), roles=("primary",),
        except_roles=("symptom",), mark="R", **CITED),
    "option": Option(
        id="a", label="A", classes=("b",), guards=(stop(KI67 > 20, "Too high.", mark="R"),
        caution(AGE > 80, "Frail.", key="frail")), opposes=("c",), dose="1 mg", monitoring="Daily",
        answers=("imaging.sstr_result",), therapy="T01", evidence="PROMID",
        sources=("DICT",), mark="C"),
    "table": Table(
        name="a", label="A", unit="mL/min", on_record=True, mark="E", **CITED, rows=(
        Row(when=WHEN, value=(AGE * 2 + KI67) / 3 - 1, says="Worked out."),
        Row(when=AGE.known, value=(AGE * KI67) ** 0.5), Row(when=KI67.known, value=KI67),
        Row(value=None))),
    "parameter": Parameter(
        name="few", label="Few", value=5, low=1, high=9.5, unit="lesions", statements=("A07",),
        mark="C"),
    "setting": Setting(
        parameter="few", value=3, reason="Local.", approved_by="Board", review_by=REVIEW),
    "implied": Implied(
        name="a", fact="disease.metastasis_sites", value=("bone",), says="Implied.", mark="C",
        when=fact("disease.primary_site").is_("lung") & ~LISTED, **CITED),
    "excluded": Excluded(
        name="a", fact="function.syndrome", value="none", says="excluded", mark="E",
        when=LISTED, **CITED),
    "card": Card(
        name="a", version="1", api=1, purpose="Test.", contact="Nobody.", sites=("lung",),
        statements={"X1": "Text."}, sources={"DICT": "Dictionary."}),
}  # fmt: skip


def through_json(data: object) -> object:
    """Return data as it comes out of a file."""
    return json.loads(json.dumps(data))


def test_every_kind_is_among_them() -> None:
    """A new verb must be added here."""
    assert set(FULL) == set(KINDS)


@pytest.mark.parametrize("kind", FULL)
def test_a_full_verb_round_trips(kind: str) -> None:
    """All fields survive, types too, and the author's line."""
    verb = FULL[kind]
    again = from_data(through_json(to_data(verb)))
    assert again == verb
    assert again.where == verb.where
    assert to_data(again) == to_data(verb)


@pytest.mark.parametrize("kind", FULL)
def test_what_was_checked_is_read_as_what_is_not(kind: str) -> None:
    """Published verbs are read without a second look, and come out the same."""
    data: Any = through_json(to_data(FULL[kind]))
    assert from_checked(data) == from_data(data)
    assert from_checked(data).where == from_data(data).where


@pytest.mark.parametrize("kind", FULL)
def test_a_verb_of_another_program_is_refused(kind: str) -> None:
    """A field that this program does not know could be a stop; it is never left out silently."""
    data: Any = through_json(to_data(FULL[kind]))
    with pytest.raises(Mistake, match="has no 'never'"):
        from_checked({**data, "never": True})
    name = next(a.name for a in attrs.fields(type(FULL[kind])) if a.default is attrs.NOTHING)
    with pytest.raises(Mistake, match=f"lacks {name}"):
        from_checked({key: value for key, value in data.items() if key != name})


@pytest.mark.parametrize("kind", FULL)
def test_nothing_of_a_full_verb_is_at_its_default(kind: str) -> None:
    """What is tested above is every field."""
    verb = FULL[kind]
    inherited = {"role", "strength", "answer", "due", "against", "fixed", "version", "intent"}
    inherited |= {"status", "flags", "options", "mark"}
    left_out = inherited if kind == "override" else set()
    for a in attrs.fields(type(verb)):
        if a.name != "where" and a.name not in left_out and a.default is not attrs.NOTHING:
            assert a.name in to_data(verb), a.name


CONDITIONS = (
    KI67 >= 3,
    KI67 > 2.5,
    KI67.equals(20),
    fact("disease.liver_lesion_count") <= parameter("few"),
    fact("disease.primary_site").is_("lung"),
    fact("disease.metastasis_sites").include("liver", "bone"),
    KI67.known,
    KI67.missing,
    derived("grade").one_of("G1", "G2"),
    offered("prrt"),
    c.ALWAYS,
    c.Any(),
    WHEN,
    ~WHEN,
)


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_a_condition_round_trips(condition: c.Condition) -> None:
    """Nothing is lost and nothing is added, how deep it may lie."""
    assert condition_from(through_json(condition_data(condition))) == condition


def test_defaults_are_left_out() -> None:
    """The data say what the author said."""
    bare = to_data(Judgement(id="systemic.a", says="Weigh."))
    assert set(bare) == {"verb", "id", "says", "where"}


def test_the_digest_is_of_the_meaning() -> None:
    """The line on which a rule was written means nothing; a word of it does."""
    one = to_data(FULL["rule"])
    assert digest(one) == digest(one | {"where": "elsewhere/file.py:1"})
    assert digest(one) != digest(one | {"says": "Says otherwise."})
    assert canonical({"b": 1, "a": [2]}) == b'{"a":[2],"b":1}'
