"""Who is tested, and what to measure (HER-01, HER-06, HER-08, HER-09)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, STRONG, Condition, Need, Rule, fact
from nettui.plugin.terms import recorded, site, syndrome, well

heredity = fact("heredity.hereditary")
men1: Condition = recorded(heredity.is_("MEN1"), heredity)
vhl: Condition = recorded(heredity.is_("VHL"), heredity)
nf1: Condition = recorded(heredity.is_("NF1"), heredity)
tsc: Condition = recorded(heredity.is_("TSC"), heredity)
_WITHOUT_ROWS = ("MEN2", "SDHx", "other")
without_rows: Condition = recorded(heredity.one_of(*_WITHOUT_ROWS), heredity)
any_syndrome: Condition = recorded(
    heredity.one_of("MEN1", "VHL", "NF1", "TSC", "CDKN1B", *_WITHOUT_ROWS), heredity
)
# A syndrome that nobody named may be a gastrinoma where MEN1 makes tumours, not elsewhere.
_gastrinoma_perhaps: Condition = syndrome.is_("gastrinoma") & (
    syndrome.known | site.one_of("pancreas", "duodenum", "thymus")
)
_phaeo = fact("heredity.phaeo_excluded")
gastrinoma: Condition = syndrome.is_("gastrinoma")

ACTS = (
    Rule(
        id="workup.germline",
        statements=("HER-01",),
        sources=("NIEDERLE-2021",),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        options=("germline_panel",),
        when=well
        & heredity.missing
        & (
            ((fact("patient.age") < 40) & site.one_of("pancreas", "duodenum"))
            | fact("disease.multifocal").is_("yes")
            | gastrinoma
            | fact("heredity.family_history_net").is_("yes")
        ),
        says="Under 40 with a duodenopancreatic tumour, multifocal disease, gastrinoma or family "
        "history: offer a germline panel (MEN1, VHL, NF1, TSC1/2, CDKN1B).",
    ),
    Rule(
        id="workup.metanephrines",
        statements=("HER-06",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("metanephrines",),
        when=(nf1 | vhl) & (_phaeo.missing | ~_phaeo.is_("yes")),
        says="NF1 (and VHL): exclude phaeochromocytoma by metanephrines before any operation; in "
        "NF1 look for duodenal and periampullary somatostatin tumours.",
    ),
    Rule(
        id="workup.metanephrines_men2_sdhx",
        statements=("HER-06",),
        sources=("INV-31",),
        strength=STRONG,
        role="diagnostic",
        mark="E",
        options=("metanephrines",),
        when=recorded(heredity.one_of("MEN2", "SDHx"), heredity)
        & (_phaeo.missing | ~_phaeo.is_("yes")),
        says="MEN2 or SDHx (hereditary paraganglioma): exclude phaeochromocytoma and paraganglioma "
        "by metanephrines before any operation, as in NF1 and VHL.",
    ),
    Rule(
        id="workup.heredity_not_covered",
        sources=("INV-31",),
        strength=INFO,
        mark="E",
        when=without_rows,
        says="This hereditary syndrome is not covered by this protocol: thresholds of size and "
        "surveillance are for the board.",
    ),
    Need(
        id="workup.calcium",
        facts=("labs.calcium", "heredity.hyperparathyroidism"),
        when=men1 | (_gastrinoma_perhaps & heredity.missing),
        statements=("HER-08",),
        sources=("NIEDERLE-2021",),
        mark="R",
        says="Every suspected MEN1: calcium and parathyroid hormone (hyperparathyroidism raises "
        "gastrin).",
    ),
    Rule(
        id="workup.counselling",
        statements=("HER-09",),
        strength=STRONG,
        role="supportive",
        mark="E",
        options=("genetic_counselling",),
        when=any_syndrome,
        says="Hereditary syndrome: genetic counselling before disclosure to relatives.",
    ),
)
