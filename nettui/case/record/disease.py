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
    )
    primary_subsite: str | None = text(
        "Part of the organ (head, body, tail; tip, base; main bronchus)",
        level="DEP",
        needed_when="appendix",
        blocks="re-resection at the appendix base",
    )
    appendix_position: str | None = choice(
        "Position in the appendix",
        "tip body base unknown",
        level="DEP",
        needed_when="appendix",
        blocks="re-resection at the appendix base",
    )
    gastric_type: str | None = choice(
        "Gastric NET type",
        "1 2 3 unknown",
        level="DEP",
        needed_when="stomach",
        blocks="gastric rules",
    )
    gastric_background: str | None = choice(
        "Gastric background",
        "atrophic gastrinoma_men1 none unknown",
        level="DEP",
        needed_when="stomach",
        blocks="gastric type",
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
    )
    t_category: str | None = choice(
        "T category",
        "T0 Tis T1 T1a T1b T1c T2 T2a T2b T3 T4 TX",
        level="REC",
        blocks="stage",
        code="mCODE TNMPrimaryTumorCategory",
        open=True,
    )
    n_category: str | None = choice(
        "N category",
        "N0 N1 N1a N1b N2 N3 NX",
        level="REC",
        blocks="stage",
        code="mCODE TNMRegionalNodesCategory",
        open=True,
    )
    m_category: str | None = choice(
        "M category",
        "M0 M1 M1a M1b M1c MX",
        level="REC",
        blocks="stage",
        code="mCODE TNMDistantMetastasesCategory",
        open=True,
    )
    tnm_family: str | None = choice(
        "TNM family",
        "NET carcinoma",
        level="DEP",
        needed_when="a TNM is given",
        blocks="stage: carcinoma TNM for NEC, NET TNM for well-differentiated tumours",
    )
    stage_edition: str | None = choice(
        "Stage edition",
        "AJCC8 AJCC9 ENETS UICC8",
        level="DEP",
        needed_when="a TNM is given",
        blocks="comparison of stages",
        code="mCODE TNMStageGroup",
    )
    extent: str | None = choice(
        "Extent",
        "localized regional liver_only beyond_liver unknown",
        level="CORE",
        open=True,
        blocks="extent routing",
        code="mCODE SecondaryCancerCondition",
    )
    metastasis_sites: frozenset[str] | None = several(
        "Metastasis sites",
        # Regional nodes came later: protocols published before read them as nodes of any place.
        "liver nodes_distant peritoneum bone lung brain ovary breast other nodes_regional",
        level="CORE",
        needed_when="metastatic",
        blocks="routing; brain: until reviewed",
    )
    suspicious_nodes: str | None = choice(
        "Suspicious regional nodes on imaging",
        "yes no unknown",
        level="DEP",
        needed_when="surveillance or endoscopic removal is considered",
        blocks="surveillance and endoscopic removal",
    )
    mesenteric_mass_mm: Number | None = number(
        "Mesenteric mass",
        "mm",
        (0, 500),
        plausible=(0, 200),
        level="DEP",
        needed_when="jejunum or ileum",
        blocks="N2, review before PRRT",
    )
    liver_lesion_count: Number | None = number(
        "Liver lesions",
        "lesions",
        (0, 1000),
        integer=True,
        level="DEP",
        needed_when="liver metastases",
        blocks="few or diffuse",
    )
    liver_distribution: str | None = choice(
        "Liver distribution",
        "unilobar bilobar_discrete bilobar_diffuse miliary multifocal diffuse unknown",
        level="DEP",
        needed_when="liver metastases",
        blocks="few or diffuse",
    )
    liver_burden_pct: Number | None = number(
        "Liver replaced by tumour",
        "%",
        (0, 100),
        level="DEP",
        needed_when="embolisation or transplantation",
        blocks="limits of 75 % and 50 %",
    )
    liver_largest_mm: Number | None = number(
        "Largest liver lesion",
        "mm",
        (0.1, 500),
        plausible=(1, 300),
        level="DEP",
        needed_when="ablation",
        blocks="ablation",
    )
    liver_resectability: str | None = choice(
        "Liver metastases resectable",
        "resectable borderline unresectable not_assessed",
        level="DEP",
        needed_when="liver metastases",
        blocks="resection or embolisation",
    )
    lesion_abuts_bile_duct: bool | None = yes_no(
        "Lesion abuts a central bile duct or hollow organ",
        level="DEP",
        needed_when="ablation",
        blocks="ablation",
    )
    future_liver_remnant_pct: Number | None = number(
        "Future liver remnant",
        "%",
        (0, 100),
        level="DEP",
        needed_when="liver resection",
        blocks="liver resection",
    )
    lung_position: str | None = choice(
        "Position in the lung",
        "central peripheral unknown",
        level="DEP",
        needed_when="lung",
        blocks="bronchoscopy",
    )
    lung_shunt_pct: Number | None = number(
        "Lung shunt", "%", (0, 100), level="DEP", needed_when="SIRT", blocks="SIRT"
    )
    curative_resection_feasible: str | None = choice(
        "Resection with curative intent feasible",
        "yes no borderline unknown",
        level="CORE",
        blocks="curative surgery",
    )
    primary_resectable: str | None = choice(
        "Primary resectable",
        "yes no borderline not_applicable unknown",
        level="DEP",
        needed_when="liver metastases",
        blocks="removal of the primary",
    )
    primary_removed_portal_drained: bool | None = yes_no(
        "Primary removed and drained by the portal vein",
        level="DEP",
        needed_when="liver transplantation",
        blocks="liver transplantation",
    )
    local_invasion: str | None = choice(
        "Local invasion",
        "none vessels adjacent_organ mesenteric_mass unknown",
        level="CORE",
        blocks="operability, T category",
    )
    main_duct_dilatation: bool | None = yes_no(
        "Main pancreatic duct dilated",
        level="DEP",
        needed_when="pancreas",
        blocks="surveillance of small pancreatic NET",
    )
    bile_duct_involvement: bool | None = yes_no(
        "Bile duct involved",
        level="DEP",
        needed_when="pancreas",
        blocks="surveillance of small pancreatic NET",
    )
    distance_main_duct_mm: Number | None = number(
        "Distance to the main pancreatic duct",
        "mm",
        (0, 50),
        level="DEP",
        needed_when="pancreas",
        blocks="enucleation",
    )
    growth_mm_per_year: Number | None = number(
        "Growth",
        "mm/year",
        (0, 500),
        plausible=(0, 100),
        level="DEP",
        needed_when="surveillance",
        blocks="surveillance of small pancreatic NET",
    )
    multifocal: bool | None = yes_no("Multifocal primary", level="DEP", blocks="germline testing")
    primary_complication: frozenset[str] | None = several(
        "Complication of the primary",
        "none obstruction perforation bleeding ischaemia jaundice",
        level="REC",
        blocks="prevention of complications; resection of a symptomatic primary",
    )
    urgent_complication: bool | None = yes_no(
        "Complication is urgent",
        level="REC",
        needed_when="a complication is recorded",
        blocks="urgent surgery before the work-up is complete",
    )
    acute_events: frozenset[str] | None = several(
        "Acute event, present now",
        ACUTE_EVENTS,
        level="REC",
        blocks="the first line of the plan",
    )
    acute_events_over: frozenset[str] | None = several(
        "Acute event that is over",
        ACUTE_EVENTS,
        level="DEP",
        needed_when="a complication or an acute event was recorded",
        blocks="the first line of the plan",
    )
    bowel_obstruction: bool | None = yes_no(
        "Bowel obstruction", level="DEP", blocks="PRRT timing, telotristat, irinotecan"
    )
    cns_disease: str | None = choice(
        "Disease of brain or spinal cord",
        "none controlled uncontrolled unknown",
        level="DEP",
        blocks="PRRT",
    )
    disease_status: str | None = choice(
        "Disease status",
        "not_resected resected_no_residual residual recurrent unknown",
        level="CORE",
        blocks="after resection: no antitumour therapy",
    )
    margin: str | None = choice(
        "Resection margin",
        "R0 R1 R2 Rx not_resected",
        open=True,
        level="DEP",
        needed_when="after resection",
        blocks="follow-up, completion surgery",
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
    )
    progression_status: str | None = choice(
        "Course of disease",
        "newly_diagnosed stable RECIST_progressive growing_slowly responding mixed unknown",
        level="CORE",
        needed_when="systemic therapy",
        blocks="sequencing",
        code="mCODE CancerDiseaseStatus",
    )
    progression_interval_months: Number | None = number(
        "Months from the scan compared with to the scan that shows progression",
        "months",
        (0, 360),
        level="REC",
        blocks="rapid or slow tempo",
    )
    stable_months: Number | None = number(
        "Months stable",
        "months",
        (0, 240),
        level="DEP",
        needed_when="liver transplantation",
        blocks="liver transplantation, slow tempo",
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
