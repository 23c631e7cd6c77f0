"""What updates add to the work-up: imaging, markers, biomarkers, staging (U03-U08, U39-U44)."""

from __future__ import annotations

from nettui.plugin.api import (
    CONDITIONAL,
    INFO,
    OPTION,
    STRONG,
    Act,
    Condition,
    Judgement,
    Rule,
    derived,
    fact,
)
from nettui.plugin.terms import (
    carcinoid,
    certain_nec,
    functional_,
    functioning,
    grade,
    in_reach,
    in_scope,
    ki67,
    metastatic,
    nec,
    pancreas,
    present,
    progressive,
    recorded,
    serotonin_producing,
    site,
    sstr,
    sstr_unscanned,
    syndrome,
    thoracic,
    well,
)

from .note import note, stands

family = fact("pathology.histology_family")
modality = fact("imaging.sstr_modality")
fdg = fact("imaging.fdg_result")
cga = fact("labs.serum_cga_uln_ratio")
cga_amount = fact("labs.serum_cga_nmol_uln_ratio")
confounders = fact("function.cga_confounders")
ppi = fact("function.ppi_use")
symptoms = fact("function.symptoms")
tnm_family = fact("disease.tnm_family")
edition = fact("disease.stage_edition")
nt_probnp = fact("labs.nt_probnp")

_cga_known: Condition = fact("labs.serum_cga").known | fact("labs.serum_cga_nmol").known
_cga_raised: Condition = recorded(cga > 1, cga) | recorded(cga_amount > 1, cga_amount)
_confounded: Condition = recorded(
    confounders.include(
        "PPI", "H2_blocker", "renal_impairment", "CAG", "cirrhosis", "heart_failure", "inflammation"
    ),
    confounders,
) | recorded(ppi.yes, ppi)
_gastrinoma: Condition = syndrome.is_("gastrinoma")
# Suspected as long as an ulcer may be there and the syndrome is not another one (INV-30).
_no_gastrinoma: Condition = (functional_.no | ~_gastrinoma) & ~symptoms.include("ulcer")
# When it is considered for a NEC: `nec_workup`.
_needs_fdg: Condition = well & (
    (ki67 > 10) | recorded(sstr.one_of("negative", "heterogeneous"), sstr)
)
# Told by the syndrome or by 5-HIAA alone (section I); asked only where one of them is on record.
_serotonin: Condition = serotonin_producing & (syndrome.known | derived("serotonin").known)
_scintigraphy: Condition = modality.one_of("111In-pentetreotide", "99mTc", "SSTR_scintigraphy")
_has_tnm: Condition = (
    fact("disease.t_category").known
    | fact("disease.n_category").known
    | fact("disease.m_category").known
)
_digestive: Condition = site.one_of(
    *("stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon", "rectum", "pancreas"),
    *("oesophagus", "liver", "gallbladder", "bile_duct", "anus"),
)

ACTS: tuple[Act, ...] = (
    note(
        "workup.mixed",
        "U03",
        "MiNEN: both components at least 30 % each, graded separately. Goblet cell adenocarcinoma "
        "of the appendix is no neuroendocrine tumour. Both are outside this protocol.",
        family.one_of("MiNEN", "GCA"),
        "WHO-DIG-2019",
        relation="X",
        evidence="D",
    ),
    Rule(
        id="workup.sstr_pet",
        statements=("U04", "COM-08"),
        sources=("ENETS-IMG-2017", "ENETS-SI-2024"),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        flags=stands("R", "C/L"),
        options=("sstr_pet",),
        when=in_scope & present & recorded(_scintigraphy, modality),
        says="Scintigraphy is accepted, SSTR PET/CT is preferred (68Ga-DOTATATE, -TOC, -NOC; "
        "64Cu-DOTATATE, US 2020): repeat with PET before excluding PRRT.",
    ),
    note(
        "workup.cga_value",
        "U05",
        "Chromogranin A stays a base item (S12), but its value for diagnosis is low: optional by "
        "current guidance. A raised value alone never changes therapy.",
        in_scope,
        "CGA-REVIEW-2016",
        "KORSE-2011",
        relation="R",
        evidence="C/D",
    ),
    note(
        "workup.cga_confounded",
        "U05",
        "Chromogranin A is hard to read: proton pump inhibitor or H2 blocker, renal impairment, "
        "atrophic gastritis, cirrhosis, heart failure or inflammation raise it.",
        in_scope & _cga_known & _confounded,
        "CGA-REVIEW-2016",
        "KORSE-2011",
        "BAEKDAL-2020",
        relation="R",
        evidence="C/D",
    ),
    Rule(
        id="workup.cga_without_ppi",
        statements=("U05",),
        sources=("KORSE-2011", "BAEKDAL-2020"),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="C",
        flags=stands("R", "C/D"),
        when=in_scope & _cga_raised & recorded(ppi.yes, ppi) & _no_gastrinoma,
        says="Repeat chromogranin A two weeks after a change from the proton pump inhibitor to an "
        "H2 blocker, or off both (no gastrinoma known or suspected).",
    ),
    Rule(
        id="workup.ppi_goes_on",
        statements=("U05",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,
        role="supportive",
        mark="R",
        when=in_scope & _gastrinoma,
        says="Gastrinoma: the proton pump inhibitor goes on; read chromogranin A with that in "
        "mind.",
    ),
    note(
        "workup.hiaa_specimen",
        "U06",
        "5-HIAA in plasma or serum (fasting) is an accepted alternative to 24-hour urine; most "
        "useful in midgut, lung and unknown primary with carcinoid syndrome.",
        in_scope & fact("labs.u5hiaa_24h").missing,
        "ENETS-CS-2022",
        relation="X",
        evidence="C/D",
        mark="R",
    ),
    note(
        "workup.hiaa_confounders",
        "U06",
        "5-HIAA is raised: ask for banana, avocado, pineapple, walnut, tomato, plum, kiwi, "
        "aubergine, and for drugs (SSRI, MAO inhibitor, paracetamol).",
        in_scope
        & (
            recorded(fact("labs.u5hiaa_24h_uln_ratio") > 1, fact("labs.u5hiaa_24h_uln_ratio"))
            | recorded(fact("labs.p5hiaa_uln_ratio") > 1, fact("labs.p5hiaa_uln_ratio"))
        ),
        "ENETS-CS-2022",
        relation="X",
        evidence="C/D",
        mark="R",
    ),
    Rule(
        id="workup.fdg",
        statements=("U07", "COM-08"),
        sources=("ENETS-G3-2025", "NANETS-HG-2023"),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        flags=stands("X", "C/D"),
        options=("fdg_pet",),
        when=present & _needs_fdg & fdg.missing,
        says="FDG PET: Ki-67 above 10 %, or lesions without SSTR uptake.",
    ),
    Rule(
        id="workup.molecular",
        statements=("U08",),
        sources=("ENETS-NEC-2023",),
        strength=OPTION,
        role="diagnostic",
        mark="R",
        flags=stands("X", "D"),
        when=nec & present & fact("pathology.molecular").missing,
        says="NEC: molecular profiling is encouraged (MSI, TMB, BRAF V600E, NTRK, RET, HER2).",
    ),
    Rule(
        id="workup.heart",
        statements=("U39",),
        sources=("ENETS-CS-2022",),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        flags=stands("X", "C/D"),
        options=("echocardiography",),
        when=in_scope & _serotonin & fact("imaging.echocardiography").missing,
        says="Serotonin-producing: screen for carcinoid heart disease, echocardiography at "
        "baseline, again when NT-proBNP or symptoms change.",
    ),
    *(
        Rule(
            id=f"workup.{name}_carcinoid",
            statements=("U39",),
            sources=("Z14", "ENETS-CS-2022"),
            strength=STRONG,
            role="diagnostic",
            mark="R",
            flags=stands("X", "C/D"),
            options=(option,),
            when=functioning & carcinoid & done.missing,
            says=f"Carcinoid syndrome, at any primary site: {says}, for carcinoid heart disease.",
        )
        for name, option, done, says in (
            ("heart", "echocardiography", fact("imaging.echocardiography"), "echocardiography"),
            ("heart_marker", "nt_probnp", nt_probnp, "NT-proBNP"),
        )
    ),
    Rule(
        id="workup.heart_marker",
        statements=("U39",),
        sources=("ENETS-CS-2022",),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        flags=stands("X", "C/D"),
        options=("nt_probnp",),
        when=in_scope & _serotonin & nt_probnp.missing,
        says="Serotonin-producing: NT-proBNP, for carcinoid heart disease.",
    ),
    note(
        "workup.nt_probnp",
        "U39",
        "NT-proBNP above 260 pg/mL: sensitivity 0.92 and specificity 0.91 in one cohort, 46 and "
        "79 % in a prospective cohort (plasma 5-HIAA 752 nmol/L: 92 and 85 % there).",
        in_scope & _serotonin & recorded(nt_probnp > 260, nt_probnp),
        "BHATT-2008",
        "CHD-DK-2023",
        relation="X",
        evidence="C",
    ),
    note(
        "workup.centre",
        "U40",
        "Within an experienced team (S50), and referral to a certified centre (ENETS Centre of "
        "Excellence or national equivalent).",
        in_scope,
        "ENETS-SI-2024",
        relation="R",
        evidence="D",
    ),
    Rule(
        id="workup.hereditary",
        statements=("U41",),
        sources=("NIEDERLE-2021", "CHALLIS-2019", "ENETS-MEN1-2024"),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="C",
        flags=stands("X", "D"),
        when=in_scope
        & fact("heredity.hereditary").missing
        & (
            site.one_of("pancreas", "duodenum", "thymus")
            | recorded(fact("disease.gastric_type").is_("2"), fact("disease.gastric_type"))
            | recorded(fact("patient.age") < 40, fact("patient.age"))
            | recorded(fact("disease.multifocal").yes, fact("disease.multifocal"))
        ),
        says="Ask for MEN1, VHL, NF1 and TSC: pancreas, duodenum, thymus, gastric type 2, young or "
        "multifocal disease.",
    ),
    note(
        "workup.insm1",
        "U42",
        "INSM1 is accepted as a further nuclear marker where chromogranin A or synaptophysin is "
        "weak (NEC, small biopsies); it never replaces them (S05).",
        in_scope
        & fact("pathology.ihc_insm1").missing
        & (
            recorded(
                fact("pathology.ihc_cga").one_of("negative", "focal"), fact("pathology.ihc_cga")
            )
            | recorded(
                fact("pathology.ihc_synaptophysin").one_of("negative", "focal"),
                fact("pathology.ihc_synaptophysin"),
            )
        ),
        "WHO-2022",
        relation="X",
        evidence="C/D",
        mark="R",
    ),
    Rule(
        id="workup.edition",
        statements=("U43", "COM-05"),
        sources=("AJCC8", "AJCC9"),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        flags=stands("R", "D"),
        when=in_scope & _has_tnm & edition.missing,
        says="TNM without its edition: record it (AJCC8 is taken unless said otherwise), and never "
        "compare stages of different editions.",
    ),
    Rule(
        id="workup.carcinoma_tnm",
        statements=("COM-03", "U43"),
        sources=("AJCC8",),
        strength=STRONG,
        role="diagnostic",
        mark="C",
        when=nec & _digestive,
        says="NEC: stage with the carcinoma TNM of the organ, not with the NET TNM.",
    ),
    Rule(
        id="workup.net_tnm",
        statements=("COM-04",),
        sources=("AJCC9",),
        strength=INFO,
        mark="C",
        when=grade.is_("NET_G3") & ~thoracic,
        says="NET G3: staged with the NET TNM of the site.",
    ),
    Rule(
        id="workup.tnm_family_wrong",
        statements=("COM-03", "COM-04"),
        sources=("INV-18", "AJCC8"),
        strength=STRONG,
        role="diagnostic",
        status="provisional",
        mark="C",
        when=_digestive
        & recorded(
            (nec & tnm_family.is_("NET")) | (well & tnm_family.is_("carcinoma")), tnm_family
        ),
        says="The recorded TNM is of the wrong family: carcinoma TNM for NEC, NET TNM for well "
        "differentiated tumours. Stage again.",
    ),
    Rule(
        id="workup.baseline_ct",
        statements=("COM-08",),
        sources=("ENETS-IMG-2017",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("ct",),
        when=in_scope & present & fact("imaging.conv_imaging_modality").missing,
        says="Baseline: multiphase CT of chest, abdomen and pelvis (or MRI of liver or pancreas "
        "with diffusion).",
    ),
    Rule(
        id="workup.baseline_sstr",
        statements=("COM-08",),
        sources=("ENETS-IMG-2017",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("sstr_pet",),
        when=in_scope & present & sstr_unscanned & ~certain_nec,  # of a NEC: Z07
        says="Baseline: SSTR PET/CT.",
    ),
    Rule(
        id="workup.rebiopsy",
        statements=("COM-09",),
        sources=("ENETS-G3-2025",),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        options=("biopsy",),
        when=well
        & present
        & metastatic
        & progressive
        & derived("tempo").is_("rapid")
        & grade.one_of("G1", "G2"),
        says="Growth is faster than the grade: consider another biopsy.",
    ),
    Judgement(
        id="workup.trial",
        statements=("U44",),
        mark="R",
        when=well & in_reach,
        says="Is a trial available?",
    ),
    note(
        "workup.carcinoid_hiaa",
        "U06 U39",
        "Carcinoid syndrome: 5-HIAA is missing; plasma or urine both serve.",
        in_scope
        & recorded(carcinoid, syndrome)
        & fact("labs.u5hiaa_24h").missing
        & fact("labs.p5hiaa").missing,
        "ENETS-CS-2022",
        relation="X",
        evidence="C/D",
        mark="R",
    ),
    note(
        "workup.hereditary_pancreas",
        "U41",
        "MEN1, non-functioning pancreatic NET: resect above 2 cm, watch smaller ones.",
        pancreas
        & recorded(fact("heredity.hereditary").is_("MEN1"), fact("heredity.hereditary"))
        & functional_.no,
        "NIEDERLE-2021",
        "CHALLIS-2019",
        relation="X",
        evidence="D",
    ),
)
