"""Liver-directed procedures and radiotherapy that the base protocol does not name."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, OPTION, Judgement, Rule, derived, fact
from nettui.plugin.terms import (
    in_scope,
    ki67,
    liver_only,
    liver_spread,
    nec,
    present,
    recorded,
    well,
)

from .terms import prior

symptoms = fact("function.symptoms")
sites = fact("disease.metastasis_sites")
unresectable_liver = fact("disease.liver_resectability").is_("unresectable")

ACTS = (
    Rule(
        id="extent.deb_tace",
        statements=("T52",),
        sources=("RETNET", "JOSKIN-2015"),
        strength=INFO,
        mark="C",
        when=well & present & liver_only & liver_spread.one_of("diffuse", "multifocal"),
        says="Drug-eluting beads are not preferred in NET: TAE or conventional TACE.",
    ),
    Rule(
        id="extent.sirt",
        statements=("T53",),
        sources=("DEMESTIER-2017",),
        strength=OPTION,
        mark="C",
        options=("sirt",),
        when=well
        & present
        & liver_only
        & (unresectable_liver | liver_spread.one_of("diffuse", "multifocal"))
        & prior.include("T50", "T51", "T52"),
        says="Liver-dominant, unresectable, embolised before: SIRT (no proven advantage over TAE "
        "or TACE).",
    ),
    Rule(
        id="extent.transplantation",
        statements=("T56",),
        sources=("MASPERO-2022",),
        strength=OPTION,
        mark="C",
        options=("liver_transplantation",),
        when=well
        & present
        & liver_only
        & unresectable_liver
        & (ki67 < 10)
        & fact("disease.primary_removed_portal_drained").yes
        & (fact("disease.liver_burden_pct") <= 50)
        & (fact("disease.stable_months") >= 6)
        & (fact("patient.age") <= 60),
        says="Within the gates of transplantation: refer to a transplant board.",
    ),
    Rule(
        id="extent.radiotherapy",
        statements=("T57",),
        sources=("ESMO-GEP-2020",),
        strength=OPTION,
        role="symptom",
        mark="R",
        options=("radiotherapy",),
        when=in_scope
        & present
        & (
            (sites.include("bone") & symptoms.include("pain"))
            | sites.include("brain")
            | fact("disease.cns_disease").is_("uncontrolled")
            | symptoms.include("bleeding")
        ),
        says="Palliative radiotherapy: bone pain, brain, spinal cord, bleeding.",
    ),
    Rule(
        id="extent.child_pugh_differs",
        statements=("T50",),
        sources=("CHILD-PUGH",),
        strength=INFO,
        mark="R",
        when=(
            derived("child_pugh").one_of("B8_B9", "C")
            & fact("organ.liver_disease").one_of("none", "CPA_A", "CPA_B7")
        )
        | (
            derived("child_pugh").is_("A")
            & fact("organ.liver_disease").one_of("CPA_B7", "CPA_B8+", "CPA_C")
        ),
        says="The Child-Pugh class worked out differs from the one recorded: please check.",
    ),
    Rule(
        id="extent.brain",
        sources=("Z25",),
        strength=CONDITIONAL,
        mark="R",
        options=("brain_surgery", "brain_radiosurgery"),
        when=present & (well | nec) & sites.include("brain"),
        says="One to few brain metastases: neurosurgery or stereotactic radiosurgery, systemic "
        "therapy after it. Steroids where there is swelling: they lower SSTR uptake.",
    ),
    Judgement(
        id="extent.brain_small_cell",
        sources=("Z25",),
        mark="R",
        when=present
        & nec
        & sites.include("brain")
        & recorded(fact("pathology.cell_size").is_("small"), fact("pathology.cell_size")),
        says="Small-cell carcinoma in the brain: radiotherapy first, or chemotherapy?",
    ),
)
