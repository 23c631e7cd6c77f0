"""Derived facts and parameters of the base protocol."""

from __future__ import annotations

from nettui.plugin.api import Arithmetic, Parameter, Row, Table, derived, fact, parameter
from nettui.plugin.terms import (
    NEC_ALONE,
    NOT_COVERED,
    carcinoid,
    extent_,
    functional_,
    functioning,
    metastatic,
    present,
    recorded,
    reported_grade,
    site,
    syndrome,
    thoracic,
    unresectable,
    well,
)

family = fact("pathology.histology_family")
differentiation = fact("pathology.differentiation")
count = fact("disease.liver_lesion_count")
pattern = fact("disease.liver_distribution")
burden = fact("disease.liver_burden_pct")
resectability = fact("disease.liver_resectability")
measured = fact("labs.crcl_measured")
sex = fact("patient.sex_at_birth")
_specimen = fact("pathology.specimen_type")
_mitoses, _necrosis = fact("pathology.mitoses_per_2mm2"), fact("pathology.necrosis")
progression = fact("disease.progression_status")
interval = fact("disease.progression_interval_months")
symptoms = fact("function.symptoms")
krenning = fact("imaging.krenning_score")
uptake = fact("imaging.uptake_vs_liver")
urine, plasma = fact("labs.u5hiaa_24h_uln_ratio"), fact("labs.p5hiaa_uln_ratio")
status = fact("disease.disease_status")
margin = fact("disease.margin")
long_term_ssa = fact("history.ssa_long_term_anticipated")

PARAMETERS = (
    Parameter(
        name="few_liver_lesions",
        label="Few liver lesions: at most",
        value=5,
        low=1,
        high=10,
        statements=("A07",),
        mark="E",
    ),
    Parameter(
        name="ablation_size",
        label="Ablation: largest lesion at most",
        unit="mm",
        value=30,
        low=20,
        high=50,
        statements=("A07",),
        mark="R",
    ),
    Parameter(
        name="diffuse_burden",
        label="Diffuse: liver burden above",
        unit="%",
        value=50,
        low=25,
        high=75,
        statements=("A07",),
        mark="E",
    ),
    Parameter(
        name="highly_proliferating",
        label="Highly proliferating: Ki-67 above",
        unit="%",
        value=20,
        low=20,
        high=55,
        statements=("A14",),
        mark="E",
    ),
    Parameter(
        name="liver_remnant",
        label="Liver resection: future liver remnant at least",
        unit="%",
        value=30,
        low=20,
        high=40,
        mark="E",
    ),
    Parameter(
        name="upper_g2",
        label="Upper G2 (information only): Ki-67 above",
        unit="%",
        value=10,
        low=10,
        high=20,
        statements=("A14",),
        mark="E",
    ),
)

_not_operated = (
    margin.missing
    & fact("history.surgery_date").missing
    & fact("history.prior_abdominal_surgery").missing
    & ~recorded(
        fact("pathology.specimen_type").one_of("surgical_resection", "endoscopic_resection"),
        fact("pathology.specimen_type"),
    )
)
_few = parameter("few_liver_lesions")
_in_both_lobes = pattern.one_of("bilobar_discrete", "bilobar_diffuse")
diffuse_pattern = pattern.one_of("bilobar_diffuse", "miliary", "diffuse")
MANY_LESIONS = 10  # above, diffuse whatever the lobes (Z05)


def _cockcroft_gault(factor: float) -> Arithmetic:
    """(140 - age) x weight x factor / (0.814 x creatinine), mL/min."""
    age, weight = fact("patient.age"), fact("patient.weight_kg")
    return (140 - age) * weight * factor / (fact("labs.creatinine") * 0.814)


TABLES = (
    Table(
        name="scope",
        label="Scope of the protocol",
        on_record=True,
        statements=("A27",),
        sources=("Z18", "ENETS-NEC-2023"),
        mark="E",
        rows=(
            Row(when=family.one_of("MiNEN", "GCA", "other", "paraganglioma"), value="out_of_scope"),
            Row(when=family.is_("DIPNECH"), value="dipnech"),
            Row(when=site.one_of(*NOT_COVERED), value="out_of_scope"),
            Row(
                when=site.one_of(*NEC_ALONE) & ~family.is_("NEC"),
                value="out_of_scope",
                says="a digestive site of which the protocol covers a NEC alone",
            ),
            Row(
                when=site.one_of("lung", "thymus")
                & (differentiation.is_("poor") | family.is_("NEC")),
                value="thoracic_nec",
            ),
            Row(value="in_scope"),
        ),
    ),
    Table(
        name="tumour_class",
        label="Differentiation, checked against the histological family",
        statements=("A04",),
        sources=("INV-73", "Z01"),
        mark="C",
        rows=(
            Row(
                when=family.is_("NEC") & differentiation.missing & (fact("pathology.ki67") > 20),
                value="poor",
                says="a NEC with Ki-67 above 20 % is poorly differentiated",
            ),
            Row(
                when=(family.is_("NET") & differentiation.is_("poor"))
                | (family.is_("NEC") & differentiation.is_("well")),
                value=None,
                says="contradicts the histological family: counts as indeterminate",
            ),
            Row(when=differentiation.is_("well"), value="well"),
            Row(when=differentiation.is_("poor"), value="poor"),
            Row(value=None, says="indeterminate"),
        ),
    ),
    Table(
        name="work_up",
        label="Worked up as",
        sources=("Z07",),
        mark="E",
        rows=(
            # While class or scope is open, what a NET is asked for is asked.
            Row(
                when=derived("tumour_class").known
                & derived("scope").known
                & derived("tumour_class").is_("poor")
                & derived("scope").is_("in_scope"),
                value="NEC",
            ),
            Row(value="NET"),
        ),
    ),
    Table(
        name="class_settled",
        label="Class known without Ki-67",
        sources=("Z06",),
        mark="E",
        rows=(
            Row(
                when=recorded(thoracic, site)
                & derived("tumour_class").known
                & derived("tumour_class").is_("well")
                & _specimen.known
                & _specimen.one_of("surgical_resection", "endoscopic_resection")
                & _mitoses.known
                & (_mitoses <= 10)
                & ((_mitoses >= 2) | _necrosis.known),
                value="yes",
                says="typical or atypical carcinoid, from a resection",
            ),
            Row(
                when=derived("tumour_class").known & derived("tumour_class").is_("poor"),
                value="yes",
                says="a NEC by its morphology",
            ),
            Row(value="no"),
        ),
    ),
    Table(
        name="schedule_as_reported",
        label="Schedule of follow-up by the grade or class as reported",
        sources=("Z17",),
        mark="E",
        rows=(
            Row(when=fact("pathology.ki67").known, value=None, says="Ki-67 is known"),
            Row(when=reported_grade.missing, value=None, says="no grade or class is reported"),
            Row(
                when=derived("tumour_class").is_("poor") & derived("tumour_class").known,
                value=None,
                says="poorly differentiated",
            ),
            Row(when=reported_grade.one_of("G1", "G2"), value="longer"),
            Row(
                when=reported_grade.one_of("G1", "G2", "typical", "atypical")
                & recorded(thoracic, site),
                value="longer",
            ),
            Row(when=reported_grade.one_of("G3", "NEC"), value="shorter"),
            Row(value=None, says="a class of lung and thymus says nothing of another organ"),
        ),
    ),
    Table(
        name="residual",
        label="Tumour left after resection",
        statements=("A31",),
        sources=("DICT", "Z03"),
        mark="E",
        rows=(
            Row(
                when=status.missing & margin.is_("R2"),
                value="present",
                says="the margin is R2: tumour was left",
            ),
            Row(
                when=status.missing & _not_operated & recorded(metastatic, extent_),
                value="present",
                says="metastases are recorded, and no operation on the tumour",
            ),
            Row(when=status.is_("resected_no_residual") & margin.is_("R0"), value="none"),
            Row(
                when=status.is_("resected_no_residual"),
                value=None,
                says="nothing left asks for margin R0: not known while the margin says otherwise",
            ),
            Row(when=status.one_of("not_resected", "residual", "recurrent"), value="present"),
            Row(value=None),
        ),
    ),
    Table(
        name="metastases_named",
        label="Metastases named",
        on_record=True,
        sources=("DICT",),
        mark="E",
        rows=(
            Row(
                when=fact("disease.metastasis_sites").include(
                    *("liver", "nodes_distant", "peritoneum", "bone", "lung", "brain", "ovary"),
                    *("breast", "other"),
                ),
                value="yes",
            ),
            Row(when=fact("disease.metastasis_sites").known, value="no", says="none recorded"),
            Row(value="not_told", says="nobody recorded whether there are any"),
        ),
    ),
    Table(
        name="midgut_like",
        label="Small-intestinal rules apply",
        on_record=True,
        statements=("A28",),
        mark="E",
        rows=(
            Row(when=site.is_("jejunum_ileum"), value="yes"),
            Row(when=site.known, value="no"),
            Row(when=derived("serotonin").is_("yes"), value="yes", says="serotonin-producing"),
            Row(
                when=fact("pathology.ihc_cdx2").is_("positive")
                & fact("pathology.ihc_ttf1").is_("negative")
                & fact("pathology.ihc_isl1").is_("negative"),
                value="yes",
                says="CDX2 positive, TTF1 and ISL1 negative",
            ),
            Row(value=None, says="primary unknown, and nothing points to the small intestine"),
        ),
    ),
    Table(
        name="long_term_ssa",
        label="Long-term somatostatin analogue",
        on_record=True,
        statements=("S32",),
        sources=("DICT",),
        mark="E",
        rows=(
            Row(when=long_term_ssa.is_("yes"), value="yes", says="expected"),
            Row(when=long_term_ssa.is_("no"), value="no", says="not expected"),
            Row(
                when=fact("history.prior_ssa").is_("yes")
                | recorded(
                    fact("history.prior_therapies").include("T01", "T02", "T05"),
                    fact("history.prior_therapies"),
                ),
                value="yes",
                says="given before",
            ),
            Row(
                when=present & ((well & (metastatic | unresectable)) | functioning),
                value="yes",
                says="this plan offers one",
            ),
            Row(value=None),
        ),
    ),
    Table(
        name="liver_spread",
        label="Pattern of the liver metastases",
        on_record=True,
        statements=("A07",),
        mark="E",
        rows=(
            Row(
                when=resectability.is_("resectable"),
                value="few",
                says="few: declared resectable by the board, whatever the count",
            ),
            Row(
                when=((count > _few) & _in_both_lobes)
                | (count > MANY_LESIONS)
                | diffuse_pattern
                | (burden > parameter("diffuse_burden")),
                value="diffuse",
            ),
            Row(
                when=count <= _few,
                value="few",
                says="few, whatever their size: subject to board",
            ),
            Row(
                when=pattern.one_of("multifocal", "bilobar_discrete"),
                value="multifocal",
                says="multifocal in words, not counted",
            ),
            Row(
                value="indeterminate",
                says="indeterminate: surgeon and interventional radiologist to decide",
            ),
        ),
    ),
    Table(
        name="crcl",
        label="Creatinine clearance",
        unit="mL/min",
        on_record=True,
        sources=("DICT",),
        mark="C",
        rows=(
            Row(when=measured.known, value=measured, says="measured"),
            Row(when=sex.is_("female"), value=_cockcroft_gault(0.85), says="Cockcroft-Gault"),
            Row(when=sex.is_("male"), value=_cockcroft_gault(1.0), says="Cockcroft-Gault"),
        ),
    ),
    Table(
        name="uptake_gate",
        label="SSTR uptake against the liver",
        sources=("G-GATE",),
        mark="C",
        rows=(
            Row(
                when=krenning.known
                & uptake.known
                & (
                    ((krenning >= 3) & uptake.is_("below"))
                    | ((krenning <= 1) & uptake.one_of("equal", "above"))
                    | (krenning.equals(2) & uptake.is_("above"))
                ),
                value=None,
                says="score and uptake contradict each other: nuclear medicine",
            ),
            Row(when=krenning.known & (krenning >= 3), value="passed", says="Krenning 3 or 4"),
            Row(when=krenning.known & (krenning <= 1), value="failed", says="Krenning 0 or 1"),
            Row(when=uptake.known & uptake.is_("below"), value="failed", says="below the liver"),
            Row(
                when=uptake.known & (uptake.is_("equal") | krenning.missing),
                value="passed",
                says="at least equal to the liver",
            ),
            Row(value=None, says="not compared with the liver: nuclear medicine"),
        ),
    ),
    Table(
        name="serotonin",
        label="Serotonin-producing",
        on_record=True,
        sources=("DICT", "U06"),
        mark="E",
        rows=(
            Row(
                when=carcinoid | (urine > 1) | (plasma > 1),
                value="yes",
            ),
            Row(
                # Not functional means no syndrome by an inference, and is asked first. Alone it
                # rules nothing out: beside a carcinoid syndrome it is a contradiction.
                when=(syndrome.known | (functional_.is_("no") & syndrome.is_("none")))
                & ((urine <= 1) | (plasma <= 1)),
                value="no",
                says="no: another syndrome or none, 5-HIAA within its limit (urine or plasma)",
            ),
            Row(value=None),
        ),
    ),
    Table(
        name="cga_baseline",
        label="Chromogranin A in blood",
        on_record=True,
        statements=("S12", "A15"),
        rows=(
            Row(
                when=fact("labs.serum_cga").known | fact("labs.serum_cga_nmol").known,
                value="measured",
            ),
            Row(value=None),
        ),
    ),
    Table(
        name="tempo",
        label="Tempo",
        on_record=True,
        sources=("DICT",),
        mark="E",
        rows=(
            Row(when=progression.is_("RECIST_progressive") & (interval <= 6), value="rapid"),
            Row(
                when=progression.one_of("stable", "growing_slowly")
                & (fact("disease.stable_months") >= 6),
                value="slow",
            ),
            Row(value=None),
        ),
    ),
    Table(
        name="burden",
        label="Tumour burden",
        sources=("DICT",),
        mark="E",
        rows=(
            Row(when=burden > 50, value="high"),
            Row(
                when=(burden <= 25)
                & ~fact("disease.metastasis_sites").include(
                    "peritoneum", "bone", "lung", "brain", "ovary", "breast", "other"
                ),
                value="low",
            ),
            Row(value="intermediate"),
        ),
    ),
    Table(
        name="mass_symptoms",
        label="Mass symptoms (pain, obstruction, jaundice, weight loss)",
        on_record=True,
        sources=("DICT",),
        mark="E",
        rows=(
            Row(
                when=symptoms.include("pain", "obstruction", "jaundice", "weight_loss")
                | fact("disease.primary_complication").include("obstruction", "jaundice"),
                value="present",
            ),
            Row(when=symptoms.known, value="none"),
            Row(value=None),
        ),
    ),
)
