"""Hormone excess: whether the tumour is functional, with what syndrome and symptoms."""

from __future__ import annotations

from attrs import frozen

from nettui.case.base.declare import Section, choice, number, several, yes_no
from nettui.case.base.quantity import Number


@frozen(kw_only=True, repr=False, eq=False)
class Function(Section):
    """Functional status, and what makes chromogranin A hard to read."""

    functional: str | None = choice(
        "Functional (syndrome of hormone excess)",
        "yes no unknown",
        level="CORE",
        blocks="symptom control, precautions at procedures",
    )
    syndrome: str | None = choice(
        "Syndrome",
        "carcinoid insulinoma gastrinoma glucagonoma VIPoma somatostatinoma ACTH PTHrP other "
        "none unknown",
        level="DEP",
        needed_when="functional",
        blocks="syndrome rows, octreotide duty",
        open=True,
    )
    symptoms: frozenset[str] | None = several(
        "Symptoms",
        "none flush diarrhoea bronchospasm hypoglycaemia ulcer pain weight_loss obstruction "
        "jaundice bleeding other",
        level="REC",
        blocks="telotristat; bulky or symptomatic disease",
    )
    stool_per_day: Number | None = number(
        "Stools a day",
        "per day",
        (0, 40),
        level="DEP",
        needed_when="telotristat",
        blocks="telotristat",
    )
    constipation_severe: bool | None = yes_no(
        "Severe constipation", level="DEP", needed_when="telotristat", blocks="telotristat"
    )
    syndrome_refractory: bool | None = yes_no(
        "Syndrome not controlled by a somatostatin analogue",
        level="DEP",
        needed_when="carcinoid syndrome",
        blocks="second-line syndrome control",
    )
    cga_confounders: frozenset[str] | None = several(
        "What else can raise chromogranin A",
        "none PPI H2_blocker renal_impairment CAG cirrhosis heart_failure inflammation unknown",
        level="DEP",
        needed_when="chromogranin A is given",
        blocks="reading of chromogranin A",
    )
    ppi_use: str | None = choice(
        "Proton pump inhibitor",
        "yes no unknown",
        level="DEP",
        needed_when="chromogranin A is given",
        blocks="validity of chromogranin A",
        code="RxNorm (unconfirmed)",
    )
    ppi_stopped_days: Number | None = number(
        "Days since the proton pump inhibitor was stopped",
        "days",
        (0, 20000),
        integer=True,
        level="DEP",
        needed_when="a proton pump inhibitor was stopped",
        blocks="validity of chromogranin A (14 days)",
    )
    insulinoma_ssa_test: str | None = choice(
        "Insulinoma: monitored test dose of a somatostatin analogue",
        "safe worse not_tested",
        level="DEP",
        needed_when="insulinoma",
        blocks="somatostatin analogue, octreotide cover",
    )
    hypoglycaemia_by_drug: bool | None = yes_no(
        "Hypoglycaemia from a drug (insulin, sulfonylurea)",
        level="DEP",
        needed_when="hypoglycaemia",
        blocks="somatostatin analogue, supervised fast",
    )
    biochemistry_confirms: str | None = choice(
        "Biochemistry confirms the syndrome",
        "yes no unknown",
        level="DEP",
        needed_when="functional",
        blocks="diagnosis of a functioning tumour",
    )
    dipnech_symptomatic: bool | None = yes_no(
        "DIPNECH with symptoms",
        level="DEP",
        needed_when="DIPNECH",
        blocks="somatostatin analogue for DIPNECH",
    )
