"""What answers imply in the base protocol, and which they exclude: only what the sources say.

Everything else stays unknown until somebody says so. A recorded answer always stands.
"""

from __future__ import annotations

from nettui.guideline.tables import long_term_ssa
from nettui.plugin.api import Excluded, Implied, fact
from nettui.plugin.terms import functional_, localized

family = fact("pathology.histology_family")
differentiation = fact("pathology.differentiation")
has_nec_cells = fact("pathology.cell_size").one_of("small", "large")
metastases = fact("disease.metastasis_sites")
site = fact("disease.primary_site")
m_category = fact("disease.m_category")
n_category = fact("disease.n_category")
background = fact("disease.gastric_background")
operations = fact("history.prior_abdominal_surgery")
comorbidities = fact("patient.comorbidities")
raises_cga = fact("function.cga_confounders")
had_gallbladder_removed = operations.include("cholecystectomy")

_BEYOND_LIVER = ("nodes_distant", "peritoneum", "bone", "lung", "brain", "ovary", "breast", "other")
# Lung and thymus build their M categories differently.
_DIGESTIVE = (
    "stomach",
    "duodenum",
    "ampulla",
    "pancreas",
    "jejunum_ileum",
    "appendix",
    "colon",
    "rectum",
)
SYNDROMES = (
    "carcinoid",
    "insulinoma",
    "gastrinoma",
    "glucagonoma",
    "VIPoma",
    "somatostatinoma",
    "ACTH",
    "PTHrP",
    "other",
)
_GASTRIC_TYPES = (("atrophic", "1"), ("gastrinoma_men1", "2"), ("none", "3"))

IMPLIED = (
    Implied(
        name="net_is_well",
        fact=differentiation.name,
        value="well",
        when=family.is_("NET"),
        says="Differentiation: well, because the tumour is called a NET.",
        statements=("A04",),
        sources=("Z01",),
        mark="C",
    ),
    Implied(
        name="nec_cells_are_poor",
        fact=differentiation.name,
        value="poor",
        when=family.is_("NEC") & has_nec_cells,
        says="Differentiation: poor, because the tumour is a small-cell or large-cell NEC.",
        statements=("A04",),
        sources=("Z01",),
        mark="C",
    ),
    Implied(
        name="liver_only",
        fact="disease.extent",
        value="liver_only",
        when=metastases.include("liver") & ~metastases.include(*_BEYOND_LIVER),
        says="Extent: liver only, because the liver is the only metastasis site recorded.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    Implied(
        name="beyond_liver",
        fact="disease.extent",
        value="beyond_liver",
        when=metastases.include(*_BEYOND_LIVER),
        says="Extent: beyond the liver, because metastases elsewhere are recorded.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    Implied(
        name="regional_nodes_alone",
        fact="disease.extent",
        value="regional",
        when=metastases.include("nodes_regional") & ~metastases.include("liver", *_BEYOND_LIVER),
        says="Extent: regional, because regional nodes are the only site recorded.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    Implied(
        name="m1a_is_liver_only",
        fact="disease.extent",
        value="liver_only",
        when=m_category.is_("M1a") & site.one_of(*_DIGESTIVE),
        says="Extent: liver only, because the M category is M1a.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    Implied(
        name="m1b_is_beyond_liver",
        fact="disease.extent",
        value="beyond_liver",
        when=m_category.one_of("M1b", "M1c") & site.one_of(*_DIGESTIVE),
        says="Extent: beyond the liver, because the M category is M1b or M1c.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    Implied(
        name="m1_is_metastatic",
        fact="disease.extent",
        value=("liver_only", "beyond_liver"),
        when=m_category.is_("M1"),
        says="Extent: metastatic, because the M category is M1; which sites is to be asked.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    Implied(
        name="m0_is_not_metastatic",
        fact="disease.extent",
        value=("localized", "regional"),
        when=m_category.is_("M0"),
        says="Extent: localized or regional, because the M category is M0; the nodes are to be "
        "asked.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    Implied(
        name="n0_m0_is_localized",
        fact="disease.extent",
        value="localized",
        when=m_category.is_("M0") & n_category.is_("N0"),
        says="Extent: localized, because the categories are N0 and M0.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    Implied(
        name="n1_m0_is_regional",
        fact="disease.extent",
        value="regional",
        when=m_category.is_("M0") & n_category.one_of("N1", "N1a", "N1b", "N2", "N3"),
        says="Extent: regional, because nodes are positive and the M category is M0.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    Implied(
        name="syndrome_is_functioning",
        fact="function.functional",
        value="yes",
        when=fact("function.syndrome").one_of(*SYNDROMES),
        says="Functional: yes, because a syndrome is recorded.",
        statements=("S11",),
        sources=("DICT-FUNCTION",),
        mark="C",
    ),
    Implied(
        name="no_syndrome",
        fact="function.syndrome",
        value="none",
        when=functional_.is_("no"),
        says="Syndrome: none, since the tumour is recorded as not functional.",
        sources=("DICT-FUNCTION", "INV-73"),
        mark="E",
    ),
    Implied(
        name="no_metastases",
        fact="disease.metastasis_sites",
        value=(),
        when=localized,
        says="Metastasis sites: none, since the extent recorded is without distant disease.",
        sources=("DICT-EXTENT",),
        mark="C",
    ),
    *(
        Implied(
            name=f"gastric_type_{gastric_type}",
            fact="disease.gastric_type",
            value=gastric_type,
            when=background.is_(found),
            says=f"Gastric NET type: {gastric_type}, from the gastric background.",
            sources=("DICT-GASTRIC",),
            mark="C",
        )
        for found, gastric_type in _GASTRIC_TYPES
    ),
    Implied(
        name="long_term_ssa",
        fact=long_term_ssa.name,
        value="yes",
        when=fact("history.prior_ssa").is_("yes"),
        says="Long-term somatostatin analogue: expected, since one was given before.",
        sources=("DICT-SSA",),
        mark="E",
    ),
    Implied(
        name="gallbladder_absent",
        fact="history.gallbladder",
        value="absent",
        when=had_gallbladder_removed,
        says="Gallbladder: absent, since a cholecystectomy is recorded.",
        sources=("DICT-GALLBLADDER",),
        mark="E",
    ),
    Implied(
        name="ppi_taken",
        fact="function.ppi_use",
        value="yes",
        when=raises_cga.include("PPI"),
        says="Proton pump inhibitor: yes, since it is recorded as raising chromogranin A.",
        sources=("DICT-PPI",),
        mark="E",
    ),
)

EXCLUDED = (
    Excluded(
        name="net_of_nec_cells",
        fact=family.name,
        value="NET",
        when=has_nec_cells,
        says="the tumour is called a NET, but small or large cells, which are those of a NEC, are "
        "recorded",
        statements=("A04",),
        sources=("Z01", "INV-73"),
        mark="C",
    ),
    Excluded(
        name="gallbladder_in_place",
        fact="history.gallbladder",
        value="in_situ",
        when=had_gallbladder_removed,
        says="the gallbladder is recorded as in place, but a cholecystectomy is listed",
        sources=("DICT-GALLBLADDER", "INV-73"),
        mark="E",
    ),
    Excluded(
        name="no_ild",
        fact="organ.ild_status",
        value="none",
        when=comorbidities.include("interstitial_lung_disease"),
        says="interstitial lung disease is recorded as none, but is listed among the comorbidities",
        sources=("DICT-COMORBIDITIES", "INV-73"),
        mark="E",
    ),
    Excluded(
        name="no_liver_disease",
        fact="organ.liver_disease",
        value="none",
        when=comorbidities.include("cirrhosis"),
        says="liver function is recorded as normal, but cirrhosis is listed among the "
        "comorbidities",
        sources=("DICT-COMORBIDITIES", "INV-73"),
        mark="E",
    ),
    Excluded(
        name="no_diabetes",
        fact="organ.diabetes_control",
        value="none",
        when=comorbidities.include("diabetes"),
        says="diabetes is recorded as none, but is listed among the comorbidities",
        sources=("DICT-COMORBIDITIES", "INV-73"),
        mark="E",
    ),
    Excluded(
        name="no_ppi",
        fact="function.ppi_use",
        value="no",
        when=raises_cga.include("PPI"),
        says="a proton pump inhibitor is recorded as not taken, but as raising chromogranin A",
        sources=("DICT-PPI", "INV-73"),
        mark="E",
    ),
)
