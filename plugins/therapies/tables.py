"""Derived facts of the therapy rows: lines so far, Child-Pugh, body surface area, pregnancy."""

from __future__ import annotations

from nettui.plugin.api import Parameter, Row, Setting, Table, derived, fact
from nettui.plugin.terms import progressive

from . import approvals
from .terms import prior

SSA_ROWS = ("T01", "T02", "T05")
RADIOLIGAND_ROWS = ("T20", "T21", "T22", "T23")
TARGETED_ROWS = ("T30", "T31", "T32", "T33", "T34")
CHEMOTHERAPY_ROWS = ("T40", "T41", "T42", "T43", "T44", "T45", "T46", "T47")
NON_SSA_ROWS = ("T08", *RADIOLIGAND_ROWS, *TARGETED_ROWS, *CHEMOTHERAPY_ROWS)

bilirubin, albumin, inr = fact("labs.bilirubin"), fact("labs.albumin"), fact("labs.inr")
ascites, encephalopathy = fact("organ.ascites"), fact("organ.encephalopathy")
pregnancy = fact("patient.pregnancy_status")
sex, age = fact("patient.sex_at_birth"), fact("patient.age")
points = derived("child_pugh_points")
course = fact("disease.progression_status")


def _had(name: str, label: str, rows: tuple[str, ...]) -> Table:
    """Return 1 if one of the rows is among the treatments so far, else 0."""
    return Table(
        name=name,
        label=label,
        sources=("DICT",),
        mark="E",
        rows=(
            Row(when=prior.missing, value=None),
            Row(when=prior.include(*rows), value=1),
            Row(value=0),
        ),
    )


def _points(name: str, label: str, *rows: Row) -> Table:
    return Table(name=name, label=label, sources=("CHILD-PUGH",), mark="R", rows=rows)


LINES = (
    Table(
        name="line",
        label="Line of systemic antitumour therapy",
        sources=("DICT",),
        mark="E",
        rows=(
            Row(when=prior.include(*NON_SSA_ROWS), value="later"),
            Row(
                when=prior.include(*SSA_ROWS),
                value="later",
                says="later: a somatostatin analogue counts as a line if given against the tumour",
            ),
            Row(value="first", says="first: no systemic antitumour therapy so far"),
        ),
    ),
    Table(
        name="non_ssa_line",
        label="A line other than somatostatin analogues so far",
        sources=("DICT", "EMA-CABO-2025"),
        mark="C",
        rows=(
            Row(when=prior.include(*NON_SSA_ROWS), value="yes"),
            Row(value="no"),
        ),
    ),
    _had("had_ssa", "Somatostatin analogue so far", SSA_ROWS),
    _had("had_radioligand", "Radioligand therapy so far", RADIOLIGAND_ROWS),
    _had("had_targeted", "Targeted agent so far", TARGETED_ROWS),
    _had("had_chemotherapy", "Chemotherapy so far", CHEMOTHERAPY_ROWS),
    Table(
        name="kinds_of_therapy",
        label="Kinds of systemic antitumour therapy so far (each counted once)",
        sources=("DICT",),
        mark="E",
        rows=(
            Row(
                value=derived("had_ssa")
                + derived("had_radioligand")
                + derived("had_targeted")
                + derived("had_chemotherapy")
            ),
        ),
    ),
)

SYMPTOMS = (
    Table(
        name="diazoxide_failed",
        label="Diazoxide did not hold the glucose",
        on_record=True,
        sources=("Z09",),
        mark="R",
        rows=(
            Row(
                when=fact("history.progressed_on").include("T63"),
                value="yes",
                says="it was ended for progression, which for this drug is of the symptoms",
            ),
            Row(value="no"),
        ),
    ),
)

CHILD_PUGH = (
    _points(
        "child_pugh_bilirubin",
        "Child-Pugh points: bilirubin",
        Row(when=bilirubin.missing, value=None),
        Row(when=bilirubin < 34, value=1),
        Row(when=bilirubin <= 50, value=2),
        Row(value=3),
    ),
    _points(
        "child_pugh_albumin",
        "Child-Pugh points: albumin",
        Row(when=albumin.missing, value=None),
        Row(when=albumin > 35, value=1),
        Row(when=albumin >= 28, value=2),
        Row(value=3),
    ),
    _points(
        "child_pugh_inr",
        "Child-Pugh points: INR",
        Row(when=inr.missing, value=None),
        Row(when=inr < 1.7, value=1),
        Row(when=inr <= 2.3, value=2),
        Row(value=3),
    ),
    _points(
        "child_pugh_ascites",
        "Child-Pugh points: ascites",
        Row(when=ascites.missing, value=None),
        Row(when=ascites.is_("none"), value=1),
        Row(when=ascites.is_("controlled"), value=2),
        Row(value=3),
    ),
    _points(
        "child_pugh_encephalopathy",
        "Child-Pugh points: encephalopathy",
        Row(when=encephalopathy.missing, value=None),
        Row(when=encephalopathy.is_("none"), value=1),
        Row(when=encephalopathy.is_("controlled"), value=2),
        Row(value=3),
    ),
    _points(
        "child_pugh_points",
        "Child-Pugh points (5-15)",
        Row(
            value=derived("child_pugh_bilirubin")
            + derived("child_pugh_albumin")
            + derived("child_pugh_inr")
            + derived("child_pugh_ascites")
            + derived("child_pugh_encephalopathy")
        ),
    ),
    _points(
        "child_pugh",
        "Child-Pugh class, worked out",
        Row(when=points <= 6, value="A"),
        Row(when=points <= 7, value="B7"),
        Row(when=points <= 9, value="B8_B9"),
        Row(value="C"),
    ),
)

PERSON = (
    Table(
        name="bsa",
        label="Body surface area (Mosteller)",
        unit="m2",
        sources=("MOSTELLER", "DICT"),
        mark="R",
        rows=(
            Row(
                value=(fact("patient.height_cm") * fact("patient.weight_kg") / 3600) ** 0.5,
                says="square root of height x weight / 3600",
            ),
        ),
    ),
    Table(
        name="pregnancy_possible",
        label="Pregnancy possible",
        sources=("INV-52", "Z12"),
        mark="E",
        rows=(
            Row(when=pregnancy.known & pregnancy.is_("pregnant"), value="pregnant"),
            Row(when=pregnancy.known, value="no"),
            Row(when=sex.known & sex.is_("male"), value="no"),
            Row(when=age.known & (age >= 55), value="no", says="no: 55 years or older"),
            Row(
                value="to_test",
                says="not recorded in a woman under 55, or age or sex not recorded: test",
            ),
        ),
    ),
    Table(
        name="recist",
        label="Progression by RECIST",
        sources=("DICT",),
        mark="E",
        rows=(
            Row(when=progressive, value="progressive"),
            Row(when=course.is_("mixed"), value=None, says="mixed response: board"),
            Row(value="not_progressive"),
        ),
    ),
)

TABLES: tuple[Table | Parameter | Setting, ...] = (
    *approvals.PARAMETERS,
    *approvals.TABLES,
    *LINES,
    *SYMPTOMS,
    *CHILD_PUGH,
    *PERSON,
)
