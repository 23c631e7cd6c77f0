"""Where the tumour is, how far it has spread, what can be removed, and how it behaves."""

from __future__ import annotations

from functools import partial

from attrs import fields_dict, frozen

from nettui.case.base.declare import (
    Section,
    Value,
    choice,
    number,
    picture_value,
    several,
    text,
    yes_no,
)
from nettui.case.base.quantity import Number
from nettui.case.base.synonyms import MESENTERIC_MASS, MESENTERIC_NODES
from nettui.case.base.vocabulary import Fact
from nettui.case.base.wordlist import is_called

ACUTE_EVENTS = (
    "none obstruction perforation bleeding ischaemia jaundice cholangitis cord_compression "
    "airway_obstruction haemoptysis vena_cava_obstruction carcinoid_crisis severe_hypoglycaemia "
    "adrenal_crisis cortisol_excess neutropenic_sepsis severe_hypercalcaemia"
)


@frozen(kw_only=True, repr=False, eq=False)
class Disease(Section):
    """Primary, stage, liver, operability, course."""

    primary_site: str | None = choice(
        "Primary site",
        # Words that came later stand behind "other": protocols published before read them as it.
        "stomach duodenum ampulla jejunum_ileum appendix colon rectum pancreas lung thymus other "
        "oesophagus liver gallbladder bile_duct anus ovary breast kidney skin paraganglioma "
        "unknown",
        level="CORE",
        blocks="everything",
        code="ICD-O topography",
        open=True,
        question="Where is the primary tumour?",
        reads="the primary is in the {}",
        says={
            "unknown": "the primary is not known",
            "other": "the primary is elsewhere",
            "jejunum_ileum": "the primary is in the jejunum or ileum",
            "skin": "the primary is in the skin",
            "paraganglioma": "the primary is a paraganglioma",
        },
    )
    primary_subsite: str | None = text(
        "Part of the organ (head, body, tail; tip, base; main bronchus)",
        level="DEP",
        needed_when="appendix",
        blocks="re-resection at the appendix base",
        question="In which part of the organ is the primary tumour?",
        noun="part of the organ",
    )
    appendix_position: str | None = choice(
        "Position in the appendix",
        "tip body base unknown",
        level="DEP",
        needed_when="appendix",
        blocks="re-resection at the appendix base",
        question="Where in the appendix is the tumour?",
        reads="the tumour is in the {} of the appendix",
    )
    gastric_type: str | None = choice(
        "Gastric NET type",
        "1 2 3 unknown",
        level="DEP",
        needed_when="stomach",
        blocks="gastric rules",
        question="Which type of gastric NET is it?",
        noun="type of gastric NET",
        reads="gastric NET type {}",
    )
    gastric_background: str | None = choice(
        "Gastric background",
        "atrophic gastrinoma_men1 none unknown",
        level="DEP",
        needed_when="stomach",
        blocks="gastric type",
        question="Is there atrophic gastritis or a gastrinoma behind the gastric NET?",
        noun="background of the gastric NET",
        says={
            "atrophic": "atrophic gastritis",
            "gastrinoma_men1": "gastrinoma or MEN1",
            "none": "no gastric background disease",
        },
    )
    size_mm: Number | None = number(
        "Tumour size (largest lesion)",
        "mm",
        (0.1, 500),
        plausible=(1, 300),
        level="CORE",
        needed_when="localized disease",
        blocks="size rules, T category",
        code="mCODE TumorSize",
        question="How large is the largest lesion?",
        noun="tumour size",
    )
    t_category: str | None = choice(
        "T category",
        "T0 Tis T1 T1a T1b T1c T2 T2a T2b T3 T4 TX",
        level="REC",
        blocks="stage",
        code="mCODE TNMPrimaryTumorCategory",
        open=True,
        question="What is the T category?",
        reads="{}",
    )
    n_category: str | None = choice(
        "N category",
        "N0 N1 N1a N1b N2 N3 NX",
        level="REC",
        blocks="stage",
        code="mCODE TNMRegionalNodesCategory",
        open=True,
        question="What is the N category?",
        reads="{}",
    )
    m_category: str | None = choice(
        "M category",
        "M0 M1 M1a M1b M1c MX",
        level="REC",
        blocks="stage",
        code="mCODE TNMDistantMetastasesCategory",
        open=True,
        question="What is the M category?",
        reads="{}",
    )
    tnm_family: str | None = choice(
        "TNM family",
        "NET carcinoma",
        level="DEP",
        needed_when="a TNM is given",
        blocks="stage: carcinoma TNM for NEC, NET TNM for well-differentiated tumours",
        question="Which TNM was used, that of NET or that of carcinoma?",
        noun="TNM system",
    )
    stage_edition: str | None = choice(
        "Stage edition",
        "AJCC8 AJCC9 ENETS UICC8",
        level="DEP",
        needed_when="a TNM is given",
        blocks="comparison of stages",
        code="mCODE TNMStageGroup",
        question="Which edition of the TNM was used?",
        noun="edition of the TNM",
    )
    extent: str | None = choice(
        "Extent",
        "localized regional liver_only beyond_liver unknown",
        level="CORE",
        open=True,
        blocks="extent routing",
        code="mCODE SecondaryCancerCondition",
        question="How far has the tumour spread?",
        noun="extent of disease",
        says={
            "localized": "localized disease",
            "regional": "regional disease",
            "liver_only": "metastases in the liver only",
            "beyond_liver": "disease beyond the liver",
        },
    )
    metastasis_sites: frozenset[str] | None = several(
        "Metastasis sites",
        # Regional nodes came later: protocols published before read them as nodes of any place.
        "liver nodes_distant peritoneum bone lung brain ovary breast other nodes_regional",
        level="CORE",
        needed_when="metastatic",
        blocks="routing; brain: until reviewed",
        question="Where are metastases?",
        noun="sites of metastases",
        reads="metastases in: {}",
        says={"none": "no distant metastasis"},
    )
    suspicious_nodes: str | None = choice(
        "Suspicious regional nodes on imaging",
        "yes no unknown",
        level="DEP",
        needed_when="surveillance or endoscopic removal is considered",
        blocks="surveillance and endoscopic removal",
        question="Are regional nodes suspicious on imaging?",
        noun="suspicious regional nodes",
        lacking="not excluded",
        says={"yes": "suspicious regional nodes", "no": "no suspicious regional node"},
    )
    mesenteric_mass_mm: Number | None = number(
        "Mesenteric mass",
        "mm",
        (0, 500),
        plausible=(0, 200),
        level="DEP",
        needed_when="jejunum or ileum",
        blocks="N2, review before PRRT",
        question="Is there a mesenteric mass, and how large is it?",
        noun="size of a mesenteric mass",
        reads="mesenteric mass of {}",
    )
    liver_lesion_count: Number | None = number(
        "Liver lesions",
        "lesions",
        (0, 1000),
        integer=True,
        level="DEP",
        needed_when="liver metastases",
        blocks="few or diffuse",
        question="How many liver lesions are there?",
        noun="number of liver lesions",
        reads="{} in the liver",
    )
    liver_distribution: str | None = choice(
        "Liver distribution",
        "unilobar bilobar_discrete bilobar_diffuse miliary multifocal diffuse unknown",
        level="DEP",
        needed_when="liver metastases",
        blocks="few or diffuse",
        question="How are the liver metastases distributed?",
        noun="liver distribution",
    )
    liver_burden_pct: Number | None = number(
        "Liver replaced by tumour",
        "%",
        (0, 100),
        level="DEP",
        needed_when="embolisation or transplantation",
        blocks="limits of 75 % and 50 %",
        question="How much of the liver is replaced by tumour?",
        noun="liver tumour burden",
        reads="{} of the liver is replaced by tumour",
    )
    liver_largest_mm: Number | None = number(
        "Largest liver lesion",
        "mm",
        (0.1, 500),
        plausible=(1, 300),
        level="DEP",
        needed_when="ablation",
        blocks="ablation",
        question="How large is the largest liver lesion?",
        noun="largest liver lesion",
        reads="the largest liver lesion measures {}",
    )
    liver_resectability: str | None = choice(
        "Liver metastases resectable",
        "resectable borderline unresectable not_assessed",
        level="DEP",
        needed_when="liver metastases",
        blocks="resection or embolisation",
        question="Are the liver metastases resectable?",
        noun="liver resectability",
        lacking="not judged",
        says={
            "resectable": "the liver metastases are resectable",
            "borderline": "the liver metastases are borderline resectable",
            "unresectable": "the liver metastases are unresectable",
        },
    )
    lesion_abuts_bile_duct: bool | None = yes_no(
        "Lesion abuts a central bile duct or hollow organ",
        level="DEP",
        needed_when="ablation",
        blocks="ablation",
        question="Does a lesion abut a central bile duct or a hollow organ?",
        noun="lesion at a bile duct or bowel",
        lacking="not excluded",
        says={
            "yes": "a lesion abuts a central bile duct or a hollow organ",
            "no": "no lesion abuts a central bile duct or a hollow organ",
        },
    )
    future_liver_remnant_pct: Number | None = number(
        "Future liver remnant",
        "%",
        (0, 100),
        level="DEP",
        needed_when="liver resection",
        blocks="liver resection",
        question="How large is the future liver remnant?",
    )
    lung_position: str | None = choice(
        "Position in the lung",
        "central peripheral unknown",
        level="DEP",
        needed_when="lung",
        blocks="bronchoscopy",
        question="Is the lung tumour central or peripheral?",
        reads="the lung tumour is {}",
    )
    lung_shunt_pct: Number | None = number(
        "Lung shunt",
        "%",
        (0, 100),
        level="DEP",
        needed_when="SIRT",
        blocks="SIRT",
        question="How large is the lung shunt?",
    )
    curative_resection_feasible: str | None = choice(
        "Resection with curative intent feasible",
        "yes no borderline unknown",
        level="CORE",
        blocks="curative surgery",
        question="Is curative resection feasible?",
        noun="feasibility of curative resection",
        lacking="not judged",
        says={
            "yes": "curative resection is feasible",
            "no": "curative resection is not feasible",
            "borderline": "curative resection is borderline feasible",
        },
    )
    primary_resectable: str | None = choice(
        "Primary resectable",
        "yes no borderline not_applicable unknown",
        level="DEP",
        needed_when="liver metastases",
        blocks="removal of the primary",
        question="Is the primary resectable?",
        noun="resectability of the primary",
        lacking="not judged",
        says={
            "yes": "the primary is resectable",
            "no": "the primary is not resectable",
            "borderline": "the primary is borderline resectable",
            "not_applicable": "resectability of the primary does not apply",
        },
    )
    primary_removed_portal_drained: bool | None = yes_no(
        "Primary removed and drained by the portal vein",
        level="DEP",
        needed_when="liver transplantation",
        blocks="liver transplantation",
        question="Is the primary removed, and was it drained by the portal vein?",
        noun="removal and portal drainage of the primary",
        lacking="not recorded",
        says={
            "yes": "the primary is removed and was drained by the portal vein",
            "no": "the primary is not removed, or not drained by the portal vein",
        },
    )
    local_invasion: str | None = choice(
        "Local invasion",
        "none vessels adjacent_organ mesenteric_mass unknown",
        level="CORE",
        blocks="operability, T category",
        question="Does the tumour invade vessels or adjacent organs?",
        lacking="not excluded",
        says={
            "none": "no local invasion",
            "vessels": "invasion of vessels",
            "adjacent_organ": "invasion of an adjacent organ",
            "mesenteric_mass": "a mesenteric mass",
        },
    )
    main_duct_dilatation: bool | None = yes_no(
        "Main pancreatic duct dilated",
        level="DEP",
        needed_when="pancreas",
        blocks="surveillance of small pancreatic NET",
        question="Is the main pancreatic duct dilated?",
        noun="dilatation of the main pancreatic duct",
        lacking="not excluded",
        says={
            "yes": "the main pancreatic duct is dilated",
            "no": "the main pancreatic duct is not dilated",
        },
    )
    bile_duct_involvement: bool | None = yes_no(
        "Bile duct involved",
        level="DEP",
        needed_when="pancreas",
        blocks="surveillance of small pancreatic NET",
        question="Is the bile duct involved?",
        noun="bile duct involvement",
        lacking="not excluded",
        says={"yes": "the bile duct is involved", "no": "the bile duct is not involved"},
    )
    distance_main_duct_mm: Number | None = number(
        "Distance to the main pancreatic duct",
        "mm",
        (0, 50),
        level="DEP",
        needed_when="pancreas",
        blocks="enucleation",
        question="How far is the tumour from the main pancreatic duct?",
    )
    growth_mm_per_year: Number | None = number(
        "Growth",
        "mm/year",
        (0, 500),
        plausible=(0, 100),
        level="DEP",
        needed_when="surveillance",
        blocks="surveillance of small pancreatic NET",
        question="How fast does the tumour grow?",
        noun="growth rate",
        reads="the tumour grows by {}",
    )
    multifocal: bool | None = yes_no(
        "Multifocal primary",
        level="DEP",
        blocks="germline testing",
        question="Is the primary multifocal?",
        noun="multifocality",
        lacking="not excluded",
        says={"yes": "the primary is multifocal", "no": "the primary is not multifocal"},
    )
    primary_complication: frozenset[str] | None = several(
        "Complication of the primary",
        "none obstruction perforation bleeding ischaemia jaundice",
        level="REC",
        blocks="prevention of complications; resection of a symptomatic primary",
        question="Is there a complication of the primary?",
        noun="complication of the primary",
        lacking="not excluded",
        reads="complication of the primary: {}",
        says={"none": "no complication of the primary"},
    )
    urgent_complication: bool | None = yes_no(
        "Complication is urgent",
        level="REC",
        needed_when="a complication is recorded",
        blocks="urgent surgery before the work-up is complete",
        question="Is the complication urgent?",
        noun="urgency of the complication",
        lacking="not judged",
        says={"yes": "the complication is urgent", "no": "the complication is not urgent"},
    )
    acute_events: frozenset[str] | None = several(
        "Acute event, present now",
        ACUTE_EVENTS,
        level="REC",
        blocks="the first line of the plan",
        question="Is there an acute event now?",
        noun="acute event",
        lacking="not excluded",
        reads="acute event now: {}",
        says={"none": "no acute event"},
    )
    acute_events_over: frozenset[str] | None = several(
        "Acute event that is over",
        ACUTE_EVENTS,
        level="DEP",
        needed_when="a complication or an acute event was recorded",
        blocks="the first line of the plan",
        question="Is the acute event over?",
        noun="end of the acute event",
        lacking="not recorded",
        reads="acute event that is over: {}",
        says={"none": "no acute event is over"},
    )
    bowel_obstruction: bool | None = yes_no(
        "Bowel obstruction",
        level="DEP",
        blocks="PRRT timing, telotristat, irinotecan",
        question="Is there bowel obstruction?",
        lacking="not excluded",
        says={"yes": "bowel obstruction", "no": "no bowel obstruction"},
    )
    cns_disease: str | None = choice(
        "Disease of brain or spinal cord",
        "none controlled uncontrolled unknown",
        level="DEP",
        blocks="PRRT",
        question="Is there disease of the brain or spinal cord?",
        noun="disease of the brain or spinal cord",
        lacking="not excluded",
        says={
            "none": "no disease of the brain or spinal cord",
            "controlled": "controlled disease of the brain or spinal cord",
            "uncontrolled": "uncontrolled disease of the brain or spinal cord",
        },
    )
    disease_status: str | None = choice(
        "Disease status",
        "not_resected resected_no_residual residual recurrent unknown",
        level="CORE",
        blocks="after resection: no antitumour therapy",
        question="Has the tumour been resected?",
        noun="resection status",
        says={
            "not_resected": "the tumour is not resected",
            "resected_no_residual": "the tumour is resected with no residual disease",
            "residual": "residual disease after resection",
            "recurrent": "recurrent disease",
        },
    )
    margin: str | None = choice(
        "Resection margin",
        "R0 R1 R2 Rx not_resected",
        open=True,
        level="DEP",
        needed_when="after resection",
        blocks="follow-up, completion surgery",
        question="What is the resection margin?",
        says={"not_resected": "the tumour is not resected"},
    )
    nodes_examined: Number | None = number(
        "Nodes examined",
        "",
        (0, 200),
        integer=True,
        level="DEP",
        needed_when="after node dissection",
        blocks="N category",
        code="LOINC 21894-1 (unconfirmed)",
        question="How many nodes were examined?",
        noun="number of nodes examined",
        reads="{} nodes examined",
    )
    nodes_positive: Number | None = number(
        "Nodes positive",
        "",
        (0, 200),
        integer=True,
        level="DEP",
        needed_when="after node dissection",
        blocks="N category",
        code="LOINC 21893-3 (unconfirmed)",
        question="How many nodes are positive?",
        noun="number of positive nodes",
        reads="{} positive nodes",
    )
    progression_status: str | None = choice(
        "Course of disease",
        "newly_diagnosed stable RECIST_progressive growing_slowly responding mixed unknown",
        level="CORE",
        needed_when="systemic therapy",
        blocks="sequencing",
        code="mCODE CancerDiseaseStatus",
        question="Is the disease stable, responding or progressing?",
        noun="course of the disease",
        says={
            "newly_diagnosed": "newly diagnosed",
            "stable": "stable disease",
            "RECIST_progressive": "progression by RECIST",
            "growing_slowly": "slow growth",
            "responding": "responding disease",
            "mixed": "mixed response",
        },
    )
    progression_interval_months: Number | None = number(
        "Months from the scan compared with to the scan that shows progression",
        "months",
        (0, 360),
        level="REC",
        blocks="rapid or slow tempo",
        question="How many months lie between the two scans that show progression?",
        noun="interval between the scans that show progression",
        reads="progression within {}",
    )
    stable_months: Number | None = number(
        "Months stable",
        "months",
        (0, 240),
        level="DEP",
        needed_when="liver transplantation",
        blocks="liver transplantation, slow tempo",
        question="For how many months has the disease been stable?",
        noun="duration of stable disease",
        reads="the disease has been stable for {}",
    )

    def _row(self) -> tuple[Value, ...]:
        """Return the values, with nodes of the mesentery read as what they are of this primary.

        They are regional of the small bowel (03, TNM of the jejunum and ileum), and a mass there is
        the mesenteric mass of local invasion. Of any other primary it is asked which they are.
        """
        row = super()._row()
        sites = self.metastasis_sites
        if sites is None or self.primary_site != "jejunum_ileum":
            return row
        fact: Fact = fields_dict(Disease)["metastasis_sites"].metadata["fact"]
        names = partial(is_called, "metastasis_sites", fact.choices)
        masses = {word for word in sites if names(MESENTERIC_MASS, word)}
        regional = masses | {word for word in sites if names(MESENTERIC_NODES, word)}
        if not regional:
            return row
        values = list(row)
        here = fact.named("disease.metastasis_sites")
        values[_SITES] = picture_value(here, sites - regional | {REGIONAL})
        if masses and self.local_invasion is None:
            values[_INVASION] = "mesenteric_mass"
        return tuple(values)

    @property
    def sites_read(self) -> Value:
        """The metastasis sites as the picture holds them."""
        return self.row[_SITES]


REGIONAL = "nodes_regional"
_SITES, _INVASION = map(list(Disease.__annotations__).index, ("metastasis_sites", "local_invasion"))
