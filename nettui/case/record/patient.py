"""The person: age, fitness, measures that any therapy needs, comorbidity and wishes."""

from __future__ import annotations

from attrs import frozen

from nettui.case.base.dates import Day
from nettui.case.base.declare import Section, choice, day, number, several, text, yes_no
from nettui.case.base.quantity import Number
from nettui.case.base.vocabulary import Fact, Kind


@frozen(kw_only=True, repr=False, eq=False)
class Patient(Section):
    """Identity and context, and the clinical measures of the person."""

    age: Number | None = number(
        "Age",
        "years",
        (0, 120),
        plausible=(18, 95),
        level="CORE",
        integer=True,
        blocks="dose-related warnings",
        code="Patient.birthDate",
    )
    sex_at_birth: str | None = choice(
        "Sex at birth",
        "female male unknown",
        level="REC",
        blocks="the pregnancy block becomes a question",
        code="Patient.gender",
    )
    pregnancy_status: str | None = choice(
        "Pregnancy",
        "not_pregnant pregnant not_applicable unknown",
        open=True,
        level="DEP",
        needed_when="female under 55",
        blocks="PRRT, chemotherapy, everolimus, tyrosine kinase inhibitors, belzutifan",
    )
    pregnancy_week: Number | None = number(
        "Week of pregnancy",
        "weeks",
        (1, 44),
        plausible=(3, 42),
        level="DEP",
        needed_when="pregnant",
        blocks="imaging and treatment by trimester",
    )
    breastfeeding: str | None = choice(
        "Breast-feeding",
        "yes no unknown",
        level="DEP",
        needed_when="where it can apply",
        blocks="PRRT",
    )
    contraception: str | None = choice(
        "Contraception",
        "effective none not_applicable unknown",
        level="DEP",
        blocks="cabozantinib, belzutifan and chemotherapy warning",
    )
    height_cm: Number | None = number(
        "Height",
        "cm",
        (50, 250),
        plausible=(120, 220),
        level="DEP",
        blocks="body surface area",
        code="mCODE BodySurfaceArea",
    )
    weight_kg: Number | None = number(
        "Weight",
        "kg",
        (10, 400),
        plausible=(30, 200),
        level="DEP",
        blocks="body surface area, creatinine clearance",
        code="mCODE BodySurfaceArea",
    )
    ecog: Number | None = number(
        "ECOG performance status",
        "",
        (0, 5),
        integer=True,
        level="CORE",
        blocks="curative or intensive systemic therapy",
        code="mCODE ECOGPerformanceStatus",
    )
    ecog_date: Day | None = day(
        "Date of the ECOG performance status",
        level="REC",
        blocks="whether it is recent enough for treatment",
    )
    comorbidities: frozenset[str] | None = several(
        "Comorbidities",
        "cirrhosis interstitial_lung_disease diabetes coronary_artery_disease heart_failure "
        "stroke prior_malignancy hypertension renal_impairment depression autoimmune_disease "
        "thrombosis splenomegaly",
        open=True,
        level="REC",
        blocks="specific drug checks",
        code="mCODE Comorbidities",
    )
    allergies: frozenset[str] | None = several(
        "Allergies and hypersensitivity",
        "octreotide lanreotide pasireotide somatostatin_analogue everolimus sunitinib "
        "cabozantinib surufatinib belzutifan capecitabine fluorouracil temozolomide dacarbazine "
        "streptozocin platinum cisplatin carboplatin oxaliplatin etoposide irinotecan "
        "iodinated_contrast gadolinium amino_acid_infusion telotristat interferon",
        open=True,
        level="REC",
        blocks="drug listing with that class",
        code="FHIR AllergyIntolerance",
    )
    wishes: frozenset[str] | None = several(
        "What the patient declines or prefers",
        "declines_surgery declines_chemotherapy declines_radionuclides declines_hospital "
        "prefers_surveillance fertility work",
        open=True,
        level="REC",
        blocks="nothing: what the patient declines does not lead",
        code="FHIR Goal",
    )
    wishes_date: Day | None = day(
        "Date of what the patient declines or prefers",
        level="REC",
        blocks="whether it is to be asked again",
    )
    patient_goals: str | None = text(
        "Patient's goals (quality of life, fertility, work)",
        level="REC",
        lines=True,
        blocks="display beside the plan",
        code="FHIR Goal",
    )
    jurisdiction: str | None = choice(
        "Where treatment is approved",
        "US EU UK CN other",
        level="REC",
        blocks="approval flags shown as unknown",
    )
    approval_flags: frozenset[str] | None = several(
        "Drugs approved where the patient is treated (agency and date in the mark)",
        "lutetium_dotatate surufatinib cabozantinib belzutifan everolimus sunitinib telotristat",
        open=True,
        level="DEP",
        blocks="drugs that are not approved everywhere",
    )
    sbp: Number | None = number(
        "Systolic blood pressure",
        "mmHg",
        (0, 350),
        plausible=(60, 260),
        level="DEP",
        needed_when="tyrosine kinase inhibitor",
        blocks="sunitinib, cabozantinib, surufatinib",
        code="LOINC 8480-6 (unconfirmed)",
    )
    dbp: Number | None = number(
        "Diastolic blood pressure",
        "mmHg",
        (0, 250),
        plausible=(30, 150),
        level="DEP",
        needed_when="tyrosine kinase inhibitor",
        blocks="sunitinib, cabozantinib, surufatinib",
        code="LOINC 8462-4 (unconfirmed)",
    )
    on_antihypertensives: bool | None = yes_no(
        "On treatment for high blood pressure",
        level="DEP",
        needed_when="tyrosine kinase inhibitor",
        blocks="uncontrolled hypertension",
    )
    spo2_pct: Number | None = number(
        "Oxygen saturation",
        "%",
        (0, 100),
        plausible=(50, 100),
        level="DEP",
        needed_when="belzutifan",
        blocks="belzutifan",
        code="LOINC 59408-5 (unconfirmed)",
    )
    qtc_ms: Number | None = number(
        "QTc",
        "ms",
        (100, 1000),
        plausible=(300, 600),
        level="DEP",
        needed_when="sunitinib or pasireotide",
        blocks="sunitinib",
        code="LOINC 8636-3 (unconfirmed)",
    )
    nyha_class: Number | None = number(
        "NYHA class (1 to 4)",
        "",
        (1, 4),
        integer=True,
        level="DEP",
        blocks="PRRT caution, sunitinib",
    )
    cardiac_event_12m: bool | None = yes_no(
        "Cardiac event in the last 12 months", level="DEP", blocks="sunitinib caution"
    )
    neuropathy_grade: Number | None = number(
        "Neuropathy, CTCAE grade",
        "",
        (0, 4),
        integer=True,
        level="DEP",
        blocks="oxaliplatin, cisplatin",
    )
    hearing_grade: Number | None = number(
        "Hearing loss, CTCAE grade", "", (0, 4), integer=True, level="DEP", blocks="cisplatin"
    )
    steroid_high_dose: bool | None = yes_no("High-dose steroid", level="DEP", blocks="PRRT caution")
    cyp3a4_drugs: frozenset[str] | None = several(
        "Drugs acting on CYP3A4",
        "strong_inhibitor moderate_inhibitor strong_inducer",
        open=True,
        level="DEP",
        needed_when="tyrosine kinase inhibitor or everolimus",
        blocks="interaction note",
    )
    other_tumours: frozenset[str] | None = several(
        "Other tumours",
        "another_NET active_cancer earlier_cancer",
        open=True,
        level="REC",
        blocks="which tumour metastases and markers come from",
        code="mCODE Comorbidities",
    )
    warfarin: bool | None = yes_no(
        "On warfarin", level="DEP", needed_when="capecitabine", blocks="capecitabine caution"
    )

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        row = list(self.row)
        if self.pregnancy_week is not None:
            # A week of it says that there is one; against "not pregnant" neither is believed.
            is_denied = row[_PREGNANCY] not in (None, "pregnant")
            row[_PREGNANCY] = None if is_denied else "pregnant"
        object.__setattr__(self, "row", tuple(row))


# How old on the day of the plan: worked out from their dates.
AGES_OF_PATIENT: tuple[Fact, ...] = tuple(
    Fact(
        f"patient.{name}_age_months",
        label,
        Kind.NUMBER,
        unit="months",
        hard=(0, 1500),
        pick="only",
    )
    for name, label in (
        ("ecog", "Age of the ECOG performance status"),
        ("wishes", "Age of what the patient declines or prefers"),
    )
)
_PREGNANCY = list(Patient.__annotations__).index("pregnancy_status")
