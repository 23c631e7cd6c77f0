"""Liver-directed procedures and radiotherapy (rows T52, T56, T57)."""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Option, caution, fact, stop
from nettui.plugin.terms import ki67, liver_only, recorded, tumour_class

from .terms import prior

biliary = fact("organ.biliary_status")
pregnancy, sex = fact("patient.pregnancy_status"), fact("patient.sex_at_birth")

OPTIONS = (
    Option(
        id="deb_tace",
        label="Chemoembolisation with drug-eluting beads (DEB-TACE)",
        therapy="T52",
        classes=(
            "liver_directed",
            "liver_procedure",
            "definitive",
            "embolisation",
            "chemoembolisation",
            "major_procedure",
        ),
        monitoring="As TACE",
        evidence="Not in the current two-arm RETNET listing; necrosis: JOSKIN-2015 (cohort)",
        sources=("T52", "RETNET", "JOSKIN-2015"),
        mark="C",
        guards=(
            stop(
                biliary.include("dilated_ducts"),
                "Dilated bile ducts: beads above 300 um raise necrosis.",
                sources=("T52", "JOSKIN-2015"),
                mark="C",
            ),
            caution(
                ALWAYS,
                "Not preferred in NET: biliary injury; TAE or conventional TACE instead.",
                key="not_preferred",
                sources=("T52", "RETNET"),
                mark="C",
            ),
        ),
    ),
    Option(
        id="liver_transplantation",
        label="Liver transplantation",
        therapy="T56",
        classes=("surgery", "definitive", "liver_directed", "liver_procedure", "major_procedure"),
        monitoring="Transplant protocol",
        evidence="Single-centre cohort: 10-year OS 93 vs 75 % (MASPERO-2022)",
        sources=("T56", "MASPERO-2022"),
        mark="C",
        guards=(
            stop(
                ~liver_only,
                "Disease outside the liver.",
                sources=("T56", "INV-38"),
                mark="C",
            ),
            stop(
                tumour_class.is_("poor"),
                "NEC.",
                key="nec",
                sources=("T56", "INV-38"),
                mark="C",
            ),
            stop(
                ki67 >= 10,
                "Ki-67 of 10 % or more.",
                sources=("T56", "INV-38"),
                mark="C",
            ),
            stop(
                fact("disease.primary_removed_portal_drained").no,
                "The primary is not removed, or not drained by the portal vein.",
                sources=("T56", "INV-38"),
                mark="C",
            ),
            stop(
                fact("disease.liver_burden_pct") > 50,
                "More than 50 % of the liver replaced.",
                sources=("T56", "INV-38"),
                mark="C",
            ),
            stop(
                fact("disease.stable_months") < 6,
                "Stable for less than 6 months.",
                sources=("T56", "INV-38"),
                mark="C",
            ),
            stop(
                fact("patient.age") > 60,
                "Older than 60 years.",
                sources=("T56", "INV-38"),
                mark="C",
            ),
            caution(ALWAYS, "Donor policy.", key="donor", sources=("T56",), mark="C"),
        ),
    ),
    Option(
        id="radiotherapy",
        label="External beam radiotherapy",
        therapy="T57",
        classes=("radiotherapy",),
        evidence="Palliation (recalled): ESMO-GEP-2020",
        sources=("T57", "ESMO-GEP-2020"),
        mark="R",
        guards=(
            stop(
                # Not told holds it where pregnancy is possible: a stop that is not cleared (04).
                pregnancy.is_("pregnant")
                & (pregnancy.known | (~sex.is_("male") & ~(fact("patient.age") >= 55))),
                "Pregnancy: depends on the site.",
                sources=("T57", "INV-52"),
                mark="R",
            ),
            caution(
                recorded(fact("history.prior_prrt_cycles") > 0, fact("history.prior_prrt_cycles"))
                | recorded(prior.include("T20", "T21", "T22", "T23"), prior),
                "Marrow: overlap with PRRT.",
                key="marrow",
                sources=("T57",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="brain_surgery",
        label="Neurosurgery of brain metastases",
        classes=("surgery", "definitive", "major_procedure"),
        sources=("Z25",),
        mark="R",
    ),
    Option(
        id="brain_radiosurgery",
        label="Stereotactic radiosurgery of brain metastases",
        classes=("radiotherapy", "definitive"),
        sources=("Z25",),
        mark="R",
    ),
)
