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
        question="How old is the patient?",
        reads="the patient is {} old",
    )
    sex_at_birth: str | None = choice(
        "Sex at birth",
        "female male unknown",
        level="REC",
        blocks="the pregnancy block becomes a question",
        code="Patient.gender",
        question="What is the patient's sex at birth?",
        says={"female": "the patient is female", "male": "the patient is male"},
    )
    pregnancy_status: str | None = choice(
        "Pregnancy",
        "not_pregnant pregnant not_applicable unknown",
        open=True,
        level="DEP",
        needed_when="female under 55",
        blocks="PRRT, chemotherapy, everolimus, tyrosine kinase inhibitors, belzutifan",
        question="Is the patient pregnant?",
        lacking="not excluded",
        says={
            "pregnant": "the patient is pregnant",
            "not_pregnant": "pregnancy is excluded",
            "not_applicable": "pregnancy is not possible",
        },
    )
    pregnancy_week: Number | None = number(
        "Week of pregnancy",
        "weeks",
        (1, 44),
        plausible=(3, 42),
        level="DEP",
        needed_when="pregnant",
        blocks="imaging and treatment by trimester",
        question="In which week of pregnancy is the patient?",
        reads="week {} of pregnancy",
    )
    breastfeeding: str | None = choice(
        "Breast-feeding",
        "yes no unknown",
        level="DEP",
        needed_when="where it can apply",
        blocks="PRRT",
        question="Is the patient breast-feeding?",
        noun="breast-feeding",
        lacking="not excluded",
        says={"yes": "the patient is breast-feeding", "no": "the patient is not breast-feeding"},
    )
    contraception: str | None = choice(
        "Contraception",
        "effective none not_applicable unknown",
        level="DEP",
        blocks="cabozantinib, belzutifan and chemotherapy warning",
        question="Does the patient use effective contraception?",
        says={
            "effective": "contraception is effective",
            "none": "no contraception",
            "not_applicable": "contraception is not needed",
        },
    )
    height_cm: Number | None = number(
        "Height",
        "cm",
        (50, 250),
        plausible=(120, 220),
        level="DEP",
        blocks="body surface area",
        code="mCODE BodySurfaceArea",
        question="How tall is the patient?",
    )
    weight_kg: Number | None = number(
        "Weight",
        "kg",
        (10, 400),
        plausible=(30, 200),
        level="DEP",
        blocks="body surface area, creatinine clearance",
        code="mCODE BodySurfaceArea",
        question="What does the patient weigh?",
    )
    ecog: Number | None = number(
        "ECOG performance status",
        "",
        (0, 5),
        integer=True,
        level="CORE",
        blocks="curative or intensive systemic therapy",
        code="mCODE ECOGPerformanceStatus",
        question="What is the ECOG performance status?",
        reads="ECOG {}",
    )
    ecog_date: Day | None = day(
        "Date of the ECOG performance status",
        level="REC",
        blocks="whether it is recent enough for treatment",
        question="When was the ECOG performance status assessed?",
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
        question="Which other diseases does the patient have?",
        lacking="not recorded",
        reads="comorbidity: {}",
        says={"none": "no comorbidity"},
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
        question="Is the patient allergic or hypersensitive to any drug?",
        noun="drug allergies",
        lacking="not recorded",
        reads="hypersensitivity to {}",
        says={"none": "no known drug allergy"},
    )
    wishes: frozenset[str] | None = several(
        "What the patient declines or prefers",
        "declines_surgery declines_chemotherapy declines_radionuclides declines_hospital "
        "prefers_surveillance fertility work",
        open=True,
        level="REC",
        blocks="nothing: what the patient declines does not lead",
        code="FHIR Goal",
        question="Does the patient decline or prefer anything?",
        noun="the patient's wishes",
        lacking="not recorded",
        reads="the patient's wishes: {}",
        says={"none": "the patient declines nothing"},
    )
    wishes_date: Day | None = day(
        "Date of what the patient declines or prefers",
        level="REC",
        blocks="whether it is to be asked again",
        question="When did the patient say what they decline or prefer?",
        noun="date of the patient's wishes",
        lacking="not recorded",
    )
    patient_goals: str | None = text(
        "Patient's goals (quality of life, fertility, work)",
        level="REC",
        lines=True,
        blocks="display beside the plan",
        code="FHIR Goal",
        question="What matters most to the patient?",
        noun="the patient's goals",
        lacking="not recorded",
    )
    jurisdiction: str | None = choice(
        "Where treatment is approved",
        "US EU UK CN other",
        level="REC",
        blocks="approval flags shown as unknown",
        question="In which country or region is the patient treated?",
        noun="country of treatment",
        lacking="not recorded",
    )
    approval_flags: frozenset[str] | None = several(
        "Drugs approved where the patient is treated (agency and date in the mark)",
        "lutetium_dotatate surufatinib cabozantinib belzutifan everolimus sunitinib telotristat",
        open=True,
        level="DEP",
        blocks="drugs that are not approved everywhere",
        question="Which drugs are approved where the patient is treated?",
        noun="local approval",
        lacking="not recorded",
        reads="approved locally: {}",
        says={"none": "none of these drugs is approved locally"},
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
        question="What is the systolic blood pressure?",
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
        question="What is the diastolic blood pressure?",
    )
    on_antihypertensives: bool | None = yes_no(
        "On treatment for high blood pressure",
        level="DEP",
        needed_when="tyrosine kinase inhibitor",
        blocks="uncontrolled hypertension",
        question="Is high blood pressure being treated?",
        noun="treatment for high blood pressure",
        says={
            "yes": "high blood pressure is being treated",
            "no": "no treatment for high blood pressure",
        },
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
        question="What is the oxygen saturation?",
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
        question="How long is the QTc?",
    )
    nyha_class: Number | None = number(
        "NYHA class (1 to 4)",
        "",
        (1, 4),
        integer=True,
        level="DEP",
        blocks="PRRT caution, sunitinib",
        question="Is there heart failure, and of which NYHA class?",
        noun="NYHA class",
        reads="NYHA class {}",
    )
    cardiac_event_12m: bool | None = yes_no(
        "Cardiac event in the last 12 months",
        level="DEP",
        blocks="sunitinib caution",
        question="Has there been a cardiac event in the last 12 months?",
        noun="cardiac event in the last 12 months",
        lacking="not excluded",
        says={
            "yes": "cardiac event in the last 12 months",
            "no": "no cardiac event in the last 12 months",
        },
    )
    neuropathy_grade: Number | None = number(
        "Neuropathy, CTCAE grade",
        "",
        (0, 4),
        integer=True,
        level="DEP",
        blocks="oxaliplatin, cisplatin",
        question="Is there neuropathy, and of which CTCAE grade?",
        noun="neuropathy",
        lacking="not excluded",
        reads="neuropathy grade {}",
    )
    hearing_grade: Number | None = number(
        "Hearing loss, CTCAE grade",
        "",
        (0, 4),
        integer=True,
        level="DEP",
        blocks="cisplatin",
        question="Is there hearing loss, and of which CTCAE grade?",
        noun="hearing loss",
        lacking="not excluded",
        reads="hearing loss grade {}",
    )
    steroid_high_dose: bool | None = yes_no(
        "High-dose steroid",
        level="DEP",
        blocks="PRRT caution",
        question="Does the patient take a high-dose steroid?",
        noun="high-dose steroid",
        lacking="not excluded",
        says={"yes": "the patient takes a high-dose steroid", "no": "no high-dose steroid"},
    )
    cyp3a4_drugs: frozenset[str] | None = several(
        "Drugs acting on CYP3A4",
        "strong_inhibitor moderate_inhibitor strong_inducer",
        open=True,
        level="DEP",
        needed_when="tyrosine kinase inhibitor or everolimus",
        blocks="interaction note",
        question="Does the patient take drugs that act on CYP3A4?",
        noun="drugs that act on CYP3A4",
        lacking="not excluded",
        reads="CYP3A4: {}",
        says={"none": "no drug that acts on CYP3A4"},
    )
    other_tumours: frozenset[str] | None = several(
        "Other tumours",
        "another_NET active_cancer earlier_cancer",
        open=True,
        level="REC",
        blocks="which tumour metastases and markers come from",
        code="mCODE Comorbidities",
        question="Does the patient have, or has the patient had, another tumour?",
        noun="another tumour",
        lacking="not excluded",
        reads="other tumours: {}",
        says={"none": "no other tumour"},
    )
    warfarin: bool | None = yes_no(
        "On warfarin",
        level="DEP",
        needed_when="capecitabine",
        blocks="capecitabine caution",
        question="Does the patient take warfarin?",
        noun="warfarin",
        lacking="not excluded",
        says={"yes": "the patient takes warfarin", "no": "no warfarin"},
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
        question=question,
        noun=noun,
        reads=reads,
    )
    for name, label, question, noun, reads in (
        (
            "ecog",
            "Age of the ECOG performance status",
            "When was the ECOG performance status last assessed?",
            "date of the ECOG performance status",
            "the ECOG performance status is {} old",
        ),
        (
            "wishes",
            "Age of what the patient declines or prefers",
            "When did the patient last say what they decline or prefer?",
            "date of the patient's wishes",
            "the patient's wishes are {} old",
        ),
    )
)
_PREGNANCY = list(Patient.__annotations__).index("pregnancy_status")
