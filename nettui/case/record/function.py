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
        question="Is there a syndrome of hormone excess?",
        noun="functional status",
        says={"yes": "the tumour is functional", "no": "the tumour is not functional"},
    )
    syndrome: str | None = choice(
        "Syndrome",
        "carcinoid insulinoma gastrinoma glucagonoma VIPoma somatostatinoma ACTH PTHrP other "
        "none unknown",
        level="DEP",
        needed_when="functional",
        blocks="syndrome rows, octreotide duty",
        open=True,
        question="Which hormone syndrome is it?",
        noun="type of hormone syndrome",
        says={
            "carcinoid": "carcinoid syndrome",
            "insulinoma": "insulinoma",
            "gastrinoma": "gastrinoma",
            "glucagonoma": "glucagonoma",
            "VIPoma": "VIPoma",
            "somatostatinoma": "somatostatinoma",
            "ACTH": "ectopic ACTH syndrome",
            "PTHrP": "PTHrP syndrome",
            "other": "another hormone syndrome",
            "none": "no hormone syndrome",
        },
    )
    symptoms: frozenset[str] | None = several(
        "Symptoms",
        "none flush diarrhoea bronchospasm hypoglycaemia ulcer pain weight_loss obstruction "
        "jaundice bleeding other",
        level="REC",
        blocks="telotristat; bulky or symptomatic disease",
        question="Does the patient have symptoms?",
        lacking="not recorded",
        reads="symptoms: {}",
        says={"none": "no symptoms"},
    )
    stool_per_day: Number | None = number(
        "Stools a day",
        "per day",
        (0, 40),
        level="DEP",
        needed_when="telotristat",
        blocks="telotristat",
        question="How many stools a day does the patient have?",
        noun="number of stools a day",
        reads="stools: {}",
    )
    constipation_severe: bool | None = yes_no(
        "Severe constipation",
        level="DEP",
        needed_when="telotristat",
        blocks="telotristat",
        question="Is there severe constipation?",
        lacking="not excluded",
        says={"yes": "severe constipation", "no": "no severe constipation"},
    )
    syndrome_refractory: bool | None = yes_no(
        "Syndrome not controlled by a somatostatin analogue",
        level="DEP",
        needed_when="carcinoid syndrome",
        blocks="second-line syndrome control",
        question="Does the syndrome persist on a somatostatin analogue?",
        noun="syndrome control on an analogue",
        says={
            "yes": "the syndrome is not controlled by a somatostatin analogue",
            "no": "the syndrome is controlled by a somatostatin analogue",
        },
    )
    cga_confounders: frozenset[str] | None = several(
        "What else can raise chromogranin A",
        "none PPI H2_blocker renal_impairment CAG cirrhosis heart_failure inflammation unknown",
        level="DEP",
        needed_when="chromogranin A is given",
        blocks="reading of chromogranin A",
        question="Is there another reason for a raised chromogranin A?",
        noun="another reason for a raised chromogranin A",
        lacking="not excluded",
        reads="other reasons for a raised chromogranin A: {}",
        says={"none": "no other reason for a raised chromogranin A"},
    )
    ppi_use: str | None = choice(
        "Proton pump inhibitor",
        "yes no unknown",
        level="DEP",
        needed_when="chromogranin A is given",
        blocks="validity of chromogranin A",
        code="RxNorm (unconfirmed)",
        question="Does the patient take a proton pump inhibitor?",
        lacking="not recorded",
        says={"yes": "the patient takes a proton pump inhibitor", "no": "no proton pump inhibitor"},
    )
    ppi_stopped_days: Number | None = number(
        "Days since the proton pump inhibitor was stopped",
        "days",
        (0, 20000),
        integer=True,
        level="DEP",
        needed_when="a proton pump inhibitor was stopped",
        blocks="validity of chromogranin A (14 days)",
        question="How many days ago was the proton pump inhibitor stopped?",
        noun="time since the proton pump inhibitor was stopped",
        reads="the proton pump inhibitor was stopped {} ago",
    )
    insulinoma_ssa_test: str | None = choice(
        "Insulinoma: monitored test dose of a somatostatin analogue",
        "safe worse not_tested",
        level="DEP",
        needed_when="insulinoma",
        blocks="somatostatin analogue, octreotide cover",
        question="Was a monitored test dose of a somatostatin analogue safe?",
        noun="monitored test dose of a somatostatin analogue",
        lacking="not done",
        says={
            "safe": "the monitored test dose of a somatostatin analogue was safe",
            "worse": "glucose fell after the test dose of a somatostatin analogue",
        },
    )
    hypoglycaemia_by_drug: bool | None = yes_no(
        "Hypoglycaemia from a drug (insulin, sulfonylurea)",
        level="DEP",
        needed_when="hypoglycaemia",
        blocks="somatostatin analogue, supervised fast",
        question="Is the hypoglycaemia caused by insulin or a sulfonylurea?",
        noun="hypoglycaemia from a drug",
        lacking="not excluded",
        says={
            "yes": "the hypoglycaemia is caused by a drug",
            "no": "no drug causes the hypoglycaemia",
        },
    )
    biochemistry_confirms: str | None = choice(
        "Biochemistry confirms the syndrome",
        "yes no unknown",
        level="DEP",
        needed_when="functional",
        blocks="diagnosis of a functioning tumour",
        question="Does biochemistry confirm the syndrome?",
        noun="biochemical confirmation of the syndrome",
        says={
            "yes": "biochemistry confirms the syndrome",
            "no": "biochemistry does not confirm the syndrome",
        },
    )
    dipnech_symptomatic: bool | None = yes_no(
        "DIPNECH with symptoms",
        level="DEP",
        needed_when="DIPNECH",
        blocks="somatostatin analogue for DIPNECH",
        question="Does DIPNECH cause symptoms?",
        noun="symptoms of DIPNECH",
        says={"yes": "DIPNECH causes symptoms", "no": "DIPNECH causes no symptoms"},
    )
