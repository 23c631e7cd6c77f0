"""What answers imply in the base protocol, and which they exclude: only what the sources say.

Everything else stays unknown until somebody says so. A recorded answer always stands.
"""

from __future__ import annotations

from nettui.guideline.tables import long_term_ssa
from nettui.plugin.api import Excluded, Implied, fact
from nettui.plugin.terms import functional_, localized

background = fact("disease.gastric_background")
operations = fact("history.prior_abdominal_surgery")
comorbidities = fact("patient.comorbidities")
raises_cga = fact("function.cga_confounders")
had_gallbladder_removed = operations.include("cholecystectomy")

_GASTRIC_TYPES = (("atrophic", "1"), ("gastrinoma_men1", "2"), ("none", "3"))

IMPLIED = (
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
