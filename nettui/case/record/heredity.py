"""Inherited syndromes and what follows for relatives and operations."""

from __future__ import annotations

from attrs import frozen

from nettui.case.base.dates import Day
from nettui.case.base.declare import Section, choice, day, number, text, yes_no
from nettui.case.base.quantity import Number


@frozen(kw_only=True, repr=False, eq=False)
class Heredity(Section):
    """Germline findings and family."""

    hereditary: str | None = choice(
        "Hereditary syndrome",
        # The last three came later: protocols published before read them as not known.
        "MEN1 VHL NF1 TSC CDKN1B none not_tested MEN2 SDHx other",
        level="REC",
        blocks="hereditary rules, belzutifan",
        code="mCODE GenomicVariant",
        open=True,
        question="Is there a hereditary syndrome?",
        noun="hereditary syndrome",
        lacking="not excluded",
        reads="hereditary syndrome: {}",
        says={"none": "no hereditary syndrome", "other": "another hereditary syndrome"},
    )
    hereditary_test_date: Day | None = day(
        "Date of the germline test", question="When was germline testing done?"
    )
    hereditary_variant: str | None = text(
        "Germline variant", question="Which germline variant was found?"
    )
    vhl_exon3_variant: bool | None = yes_no(
        "VHL exon 3 variant",
        level="DEP",
        needed_when="VHL",
        blocks="VHL surveillance",
        question="Is it a VHL exon 3 variant?",
        lacking="not tested",
        says={"yes": "VHL exon 3 variant", "no": "no VHL exon 3 variant"},
    )
    tumour_doubling_days: Number | None = number(
        "Tumour doubling time",
        "days",
        (1, 100000),
        plausible=(1, 10000),
        level="DEP",
        needed_when="VHL",
        blocks="VHL surveillance",
        question="What is the tumour doubling time?",
    )
    phaeo_excluded: str | None = choice(
        "Phaeochromocytoma excluded",
        "yes no not_applicable unknown",
        level="DEP",
        needed_when="NF1, VHL, MEN2 or SDHx",
        blocks="any operation",
        question="Has phaeochromocytoma been excluded?",
        noun="phaeochromocytoma",
        lacking="not excluded",
        says={
            "yes": "phaeochromocytoma is excluded",
            "no": "phaeochromocytoma is not excluded",
            "not_applicable": "phaeochromocytoma need not be excluded",
        },
    )
    family_phaeo_men2: str | None = choice(
        "Phaeochromocytoma or MEN2 in the family",
        "yes no unknown",
        level="DEP",
        needed_when="any operation",
        blocks="any operation",
        question="Is there phaeochromocytoma or MEN2 in the family?",
        lacking="not excluded",
        says={
            "yes": "phaeochromocytoma or MEN2 in the family",
            "no": "no phaeochromocytoma or MEN2 in the family",
        },
    )
    family_history: str | None = text(
        "Family history",
        level="REC",
        lines=True,
        blocks="germline testing",
        code="FHIR FamilyMemberHistory",
        question="What is the family history?",
        lacking="not recorded",
    )
    family_history_net: str | None = choice(
        "Neuroendocrine tumour or syndrome in the family",
        "yes no unknown",
        level="REC",
        blocks="germline testing",
        question="Is there a neuroendocrine tumour or syndrome in the family?",
        noun="neuroendocrine tumour or syndrome in the family",
        lacking="not excluded",
        says={
            "yes": "neuroendocrine tumour or syndrome in the family",
            "no": "no neuroendocrine tumour or syndrome in the family",
        },
    )
    hyperparathyroidism: str | None = choice(
        "Hyperparathyroidism",
        "yes no unknown",
        level="DEP",
        needed_when="MEN1",
        blocks="order of treatment in MEN1 gastrinoma",
        question="Is there hyperparathyroidism?",
        lacking="not excluded",
        says={"yes": "hyperparathyroidism", "no": "no hyperparathyroidism"},
    )
