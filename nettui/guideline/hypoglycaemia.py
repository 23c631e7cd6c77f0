"""Hypoglycaemia, and an insulinoma that is possible and not yet named (Z15, Z16, INV-28).

None of it waits for tissue, for the site of the primary, or for a syndrome to be named (INV-72).
"""

from __future__ import annotations

from nettui.plugin.api import STRONG, Act, Condition, Row, Rule, Table, derived, fact
from nettui.plugin.terms import (
    extent_,
    functional_,
    hypoglycaemia,
    hypoglycaemic,
    insulinoma,
    insulinoma_state,
    metastatic,
    recorded,
    resected,
    surgery_or_anaesthesia,
    syndrome,
    unexplained_hypoglycaemia,
)

_symptoms, _heredity = fact("function.symptoms"), fact("heredity.hereditary")
_acute, _over = fact("disease.acute_events"), fact("disease.acute_events_over")
_by_drug = fact("function.hypoglycaemia_by_drug")
_refractory, _given = fact("function.syndrome_refractory"), fact("history.prior_therapies")
_functioning: Condition = recorded(functional_.is_("yes"), functional_)
_named: Condition = recorded(insulinoma, syndrome)

# Symptoms, events and heredity that nobody recorded hold nothing.
TABLES = (
    Table(
        name="hypoglycaemia",
        label="Hypoglycaemia, now or before",
        on_record=True,
        sources=("Z15",),
        mark="E",
        rows=(
            Row(
                when=~(
                    recorded(_symptoms.include("hypoglycaemia"), _symptoms)
                    | recorded(_acute.include("severe_hypoglycaemia"), _acute)
                    | recorded(_over.include("severe_hypoglycaemia"), _over)
                ),
                value="not_recorded",
            ),
            Row(when=recorded(_by_drug.yes, _by_drug), value="by_drug"),
            Row(
                when=syndrome.missing | syndrome.one_of("none", "other"),
                value="unexplained",
                says="no named syndrome and no drug explains it",
            ),
            Row(value="with_syndrome"),
        ),
    ),
    Table(
        name="insulinoma_state",
        label="Insulinoma, as far as the record says",
        on_record=True,
        sources=("Z15", "Z16"),
        mark="E",
        rows=(
            Row(
                when=_named
                & recorded(resected, derived("residual"))
                & hypoglycaemia.is_("not_recorded"),
                value="over",
                says="removed with nothing left, and no hypoglycaemia on record",
            ),
            Row(when=_named, value="named"),
            Row(
                when=unexplained_hypoglycaemia
                | (recorded(_heredity.is_("MEN1"), _heredity) & _functioning & syndrome.missing),
                value="possible",
                says="hypoglycaemia, or a syndrome not named in MEN1",
            ),
            Row(when=hypoglycaemia.is_("by_drug"), value="by_drug"),
            Row(value="no"),
        ),
    ),
    Table(
        name="insulinoma_proven",
        label="Insulinoma beyond question",
        on_record=True,
        sources=("Z16",),
        mark="E",
        rows=(
            Row(
                when=_named
                & (
                    recorded(metastatic, extent_)
                    | recorded(_given.include("T63"), _given)
                    | recorded(_refractory.yes, _refractory)
                    | recorded(resected, derived("residual"))
                ),
                value="yes",
                says="metastatic, removed, or treated as an insulinoma",
            ),
            Row(value="no"),
        ),
    ),
)

_test = fact("function.insulinoma_ssa_test")
_confirms = fact("function.biochemistry_confirms")
# A test that nobody has done is asked for, so a missing answer counts here.
_untested: Condition = _test.missing | ~_test.is_("safe")
_unconfirmed: Condition = _confirms.missing | _confirms.is_("no")
_not_named: Condition = insulinoma_state.is_("possible")

WORKUP: tuple[Act, ...] = (
    Rule(
        id="workup.test_dose",
        sources=("Z15", "INV-28"),
        strength=STRONG,
        mark="E",
        flags=("first",),
        when=_not_named & _untested,
        says="Insulinoma is possible: a monitored test dose before any somatostatin analogue (not "
        "before rescue in a crisis).",
    ),
    Rule(
        id="workup.hypoglycaemia_fast",
        sources=("Z15", "Z16", "MSD-INSULINOMA"),
        strength=STRONG,
        role="diagnostic",
        mark="C",
        options=("supervised_fast",),
        when=unexplained_hypoglycaemia & _unconfirmed,
        says="Hypoglycaemia, insulinoma possible: supervised 48-72 h fast with glucose, insulin, "
        "C-peptide, proinsulin, ketones and a sulfonylurea screen.",
    ),
)

FUNCTIONAL: tuple[Act, ...] = (
    Rule(
        id="functional.hypoglycaemia",
        sources=("Z15", "INV-72", "ENETS-FPAN-2023"),
        strength=STRONG,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("glucose_control",),
        when=hypoglycaemic | insulinoma_state.is_("named"),
        says="Hypoglycaemia: frequent meals with complex carbohydrates, glucose at hand, and its "
        "level measured at every symptom.",
    ),
    Rule(
        id="functional.hypoglycaemia_operation",
        sources=("Z15", "INV-28"),
        strength=STRONG,
        role="supportive",
        mark="R",
        when=_not_named & surgery_or_anaesthesia,
        says="Insulinoma is possible: glucose infusion at the operation; octreotide prophylaxis "
        "only if tested before.",
    ),
)
