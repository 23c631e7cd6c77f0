"""Stops, cautions and prerequisites of medicines, said once for a whole class of options.

A plugin's new option inherits every gate of the classes that it names: ``systemic_antitumour``,
``ssa`` (``ssa_short``, ``ssa_cover``; ``ssa_raises_glucose``: safe in an insulinoma),
``targeted`` (``everolimus``, ``tki``, ``cyp3a4``), and those of `guards_chemotherapy`,
`guards_radioligand` and `guards_procedures`. Source: therapy file,
sections A to E. A stop that cannot be told holds the option as "not cleared"; lists such as
allergies, when not recorded, only warn; what a routine check looks for is asked by `guards_checks`.
"""

from __future__ import annotations

from nettui.guideline.guards_checks import CHECKS
from nettui.guideline.guards_chemotherapy import CHEMOTHERAPY
from nettui.guideline.guards_pregnancy import SYSTEMIC as PREGNANCY
from nettui.guideline.guards_radioligand import RADIOLIGAND
from nettui.plugin.api import ALWAYS, Guard, fact
from nettui.plugin.terms import (
    insulinoma_state,
    liver_metastases,
    possible_insulinoma,
    recorded,
    ssa_progressed,
    tumour_class,
)

allergies = fact("patient.allergies")
alt, ast = fact("labs.alt_uln_ratio"), fact("labs.ast_uln_ratio")

_ended_for_toxicity = fact("history.ended_for_toxicity")
_never_again = fact("history.never_again")
_ANALOGUES = ("T01", "T02", "T03", "T05", "T06")
_ssa_test = fact("function.insulinoma_ssa_test")

SSA = (
    Guard(
        id="systemic.ssa_nec",
        classes=("ssa", "ssa_raises_glucose"),
        except_roles=("symptom",),
        when=tumour_class.is_("poor"),
        sources=("T01", "INV-12"),
        statements=("RT-23",),
        mark="C",
        says="NEC: not an antiproliferative option.",
    ),
    Guard(
        id="systemic.ssa_insulinoma",
        classes=("ssa", "ssa_short"),
        # After a cure a test that was worse still counts.
        when=(possible_insulinoma & ~_ssa_test.is_("safe"))
        | (insulinoma_state.is_("over") & recorded(_ssa_test.is_("worse"), _ssa_test)),
        sources=("T01", "INV-28", "Z15"),
        mark="E",
        says="Insulinoma, or possibly one (hypoglycaemia, MEN1), without a safe monitored test "
        "dose.",
    ),
    Guard(
        id="systemic.ssa_insulinoma_over",
        kind="caution",
        classes=("ssa", "ssa_short", "ssa_cover"),
        when=insulinoma_state.one_of("over", "by_drug"),
        sources=("Z15", "INV-28"),
        mark="E",
        says="An insulinoma was removed, or hypoglycaemia comes from a drug: measure the glucose "
        "after each of the first doses.",
    ),
    Guard(
        id="systemic.ssa_hypersensitivity",
        classes=("ssa", "ssa_raises_glucose", "ssa_short", "ssa_cover"),
        when=recorded(allergies.include("somatostatin_analogue"), allergies),
        sources=("T01",),
        mark="C",
        says="Hypersensitivity to somatostatin analogues.",
    ),
    Guard(
        id="systemic.ssa_not_borne",
        kind="caution",
        weakens=True,
        classes=("ssa", "ssa_raises_glucose", "ssa_short"),
        when=recorded(allergies.include("octreotide", "lanreotide", "pasireotide"), allergies)
        | recorded(_ended_for_toxicity.include(*_ANALOGUES), _ended_for_toxicity)
        | recorded(_never_again.include(*_ANALOGUES), _never_again),
        sources=("Z09",),
        mark="E",
        says="An analogue was not borne before (hypersensitivity, toxicity or never again): "
        "another only by the board, the first dose under observation.",
    ),
    Guard(
        id="systemic.cover_not_borne",
        kind="caution",
        classes=("ssa_cover",),
        when=recorded(allergies.include("lanreotide", "pasireotide"), allergies),
        sources=("Z09", "T04"),
        mark="E",
        says="Hypersensitivity to another analogue: the cover with anaesthesia, ready for a "
        "reaction.",
    ),
    Guard(
        id="systemic.ssa_progressed",
        kind="caution",
        weakens=True,
        classes=("ssa", "ssa_raises_glucose"),
        except_roles=("symptom",),
        when=ssa_progressed,
        statements=("S39",),
        sources=("Z09", "NETTER1"),
        mark="R",
        says="The tumour progressed on an analogue: not again against growth as the first choice.",
    ),
    Guard(
        id="systemic.ssa_sstr_negative",
        kind="caution",
        classes=("ssa", "ssa_raises_glucose"),
        except_roles=("symptom",),
        when=fact("imaging.sstr_result").is_("negative"),
        sources=("T01",),
        statements=("S39",),
        mark="C",
        says="SSTR negative: weak rationale.",
    ),
    Guard(
        id="systemic.ssa_general",
        kind="caution",
        classes=("ssa", "ssa_raises_glucose", "ssa_short"),
        when=ALWAYS,
        sources=("T01", "INV-54"),
        mark="C",
        says="Gallstones, slow heart rate, diabetes, fatty stools. One analogue at a time.",
    ),
)

ild = fact("organ.ild_status")
EVEROLIMUS = (
    Guard(
        id="systemic.everolimus_hypersensitivity",
        classes=("everolimus",),
        when=recorded(allergies.include("everolimus"), allergies),
        sources=("T30",),
        mark="C",
        says="Hypersensitivity to everolimus.",
    ),
    Guard(
        id="systemic.everolimus_infection",
        classes=("everolimus",),
        when=fact("organ.active_infection").is_("active_severe"),
        sources=("T30",),
        mark="E",
        says="Active severe infection.",
    ),
    Guard(
        id="systemic.everolimus_pneumonitis",
        classes=("everolimus",),
        when=ild.is_("active_pneumonitis"),
        sources=("T30",),
        mark="E",
        says="Active non-infectious pneumonitis.",
    ),
    Guard(
        id="systemic.everolimus_glucose",
        kind="caution",
        classes=("everolimus",),
        when=fact("organ.diabetes_control").is_("uncontrolled")
        | (fact("labs.glucose_fasting_uln_ratio") > 1.5),
        sources=("T30",),
        mark="E",
        says="Uncontrolled diabetes (fasting glucose above 1.5 x ULN).",
    ),
    Guard(
        id="systemic.everolimus_liver",
        kind="caution",
        classes=("everolimus",),
        when=fact("organ.liver_disease").one_of("CPA_A", "CPA_B7", "CPA_B8+", "CPA_C"),
        sources=("T30",),
        mark="R",
        says="Liver disease: Child-Pugh A 7.5, B 5, C 2.5 mg; check local formulary.",
    ),
    Guard(
        id="systemic.everolimus_lung",
        kind="caution",
        classes=("everolimus",),
        when=recorded(ild.is_("stable"), ild),
        sources=("T30",),
        mark="C",
        says="Lung disease.",
    ),
    Guard(
        id="systemic.everolimus_hepatitis_b",
        kind="caution",
        classes=("everolimus",),
        when=fact("organ.hbv_status").one_of("past", "active"),
        sources=("T30",),
        mark="C",
        says="Hepatitis B.",
    ),
    Guard(
        id="systemic.everolimus_wounds",
        kind="caution",
        classes=("everolimus",),
        when=ALWAYS,
        sources=("T30",),
        mark="C",
        says="Wounds heal slowly.",
    ),
)

TARGETED = (
    Guard(
        id="systemic.targeted_cyp3a4",
        kind="caution",
        classes=("cyp3a4",),
        when=fact("patient.cyp3a4_drugs").include("strong_inhibitor", "strong_inducer"),
        sources=("T30", "T31"),
        mark="C",
        says="Strong CYP3A4 interaction.",
    ),
    Guard(
        id="systemic.tki_general",
        kind="caution",
        classes=("tki",),
        when=ALWAYS,
        sources=("T31", "T32"),
        mark="C",
        says="High blood pressure, bleeding, proteinuria, thyroid; wound healing: hold before "
        "surgery.",
    ),
    Guard(
        id="systemic.tki_liver",
        kind="caution",
        classes=("tki",),
        when=(((alt > 2.5) | (ast > 2.5)) & ~liver_metastases) | (alt > 5) | (ast > 5),
        sources=("T31",),
        mark="C",
        says="ALT or AST above 2.5 x ULN (5 x with liver metastases).",
    ),
)

SYSTEMIC = (*PREGNANCY, *CHECKS, *CHEMOTHERAPY, *SSA, *RADIOLIGAND, *EVEROLIMUS, *TARGETED)
