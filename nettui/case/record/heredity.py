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
    )
    hereditary_test_date: Day | None = day("Date of the germline test")
    hereditary_variant: str | None = text("Germline variant")
    vhl_exon3_variant: bool | None = yes_no(
        "VHL exon 3 variant", level="DEP", needed_when="VHL", blocks="VHL surveillance"
    )
    tumour_doubling_days: Number | None = number(
        "Tumour doubling time",
        "days",
        (1, 100000),
        plausible=(1, 10000),
        level="DEP",
        needed_when="VHL",
        blocks="VHL surveillance",
    )
    phaeo_excluded: str | None = choice(
        "Phaeochromocytoma excluded",
        "yes no not_applicable unknown",
        level="DEP",
        needed_when="NF1, VHL, MEN2 or SDHx",
        blocks="any operation",
    )
    family_phaeo_men2: str | None = choice(
        "Phaeochromocytoma or MEN2 in the family",
        "yes no unknown",
        level="DEP",
        needed_when="any operation",
        blocks="any operation",
    )
    family_history: str | None = text(
        "Family history",
        level="REC",
        lines=True,
        blocks="germline testing",
        code="FHIR FamilyMemberHistory",
    )
    family_history_net: str | None = choice(
        "Neuroendocrine tumour or syndrome in the family",
        "yes no unknown",
        level="REC",
        blocks="germline testing",
    )
    hyperparathyroidism: str | None = choice(
        "Hyperparathyroidism",
        "yes no unknown",
        level="DEP",
        needed_when="MEN1",
        blocks="order of treatment in MEN1 gastrinoma",
    )
