"""Updates that rank or offer systemic therapy (U15, U32-U34), and the remaining GI sites (GEN)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, OPTION, STRONG, Condition, Order, Rule, fact
from nettui.plugin.terms import (
    SYNDROME,
    after_ssa,
    grade,
    in_reach,
    ki67,
    metastatic,
    pancreas,
    present,
    progressive,
    site,
    ssa_progressed,
    sstr_positive,
    thoracic,
    well,
)

from .note import stands

prior = fact("history.prior_therapies")
SYSTEMIC_ROWS = (
    *("T01", "T02", "T05", "T08"),
    *("T20", "T21", "T22", "T23"),
    *("T30", "T31", "T32", "T33", "T34"),
    *("T40", "T41", "T42", "T43", "T44", "T45", "T46", "T47"),
)
first_line: Condition = ~prior.include(*SYSTEMIC_ROWS)
net_g3: Condition = well & grade.is_("NET_G3")
_SSA = ("octreotide_lar", "lanreotide")
_TEMOZOLOMIDE = ("captem", "temozolomide")
_digestive: Condition = site.one_of(
    "stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon", "rectum", "pancreas"
)
_type_3: Condition = fact("disease.gastric_type").is_("3")
_other_gi: Condition = site.one_of("appendix", "colon", "rectum", "stomach", "duodenum", "ampulla")

# Up to 55 % as the row that GEN-04 takes over (PAN-NF-11); above, U33 alone speaks.
_g3_sites: Condition = (
    net_g3
    & in_reach
    & (ki67 > 20)
    & (ki67 <= 55)
    & (site.one_of("rectum", "colon") | (site.is_("stomach") & _type_3))
)
_rank_gi: Condition = (
    well & metastatic & _other_gi & sstr_positive & grade.one_of("G1", "G2") & (ki67 < 10)
)
# A last line comes after more than an analogue.
_AFTER_MORE = tuple(row for row in SYSTEMIC_ROWS if row not in ("T01", "T02", "T05"))

ACTS = (
    Rule(
        id="systemic.net_g3",
        statements=("U33", "A14"),
        sources=("ENETS-G3-2025", "NANETS-HG-2023"),
        strength=CONDITIONAL,
        mark="C",
        flags=stands("C", "D"),
        options=_TEMOZOLOMIDE,
        when=net_g3 & in_reach & ~thoracic,
        says="NET G3: temozolomide with capecitabine, or 5-FU-based therapy, rather than "
        "platinum-etoposide; PRRT for selected SSTR-positive disease. Data on targeted and "
        "immunotherapy are limited.",
    ),
    Order(
        id="systemic.rank_net_g3",
        statements=("U34", "U33", "A14"),
        sources=("CLARINET", "PROMID"),
        mark="C",
        first=(*_TEMOZOLOMIDE, "prrt"),
        over=_SSA,
        except_roles=SYNDROME,
        when=net_g3 & in_reach,
        says="NET G3: chemotherapy or PRRT before an analogue (trials of analogues covered Ki-67 "
        "below 10 %); the analogue stays for the syndrome.",
    ),
    Rule(
        id="systemic.prrt_first_line",
        statements=("U15",),
        sources=("NETTER2",),
        strength=OPTION,
        mark="C",
        flags=stands("X", "A"),
        options=("prrt",),
        when=well
        & in_reach
        & _digestive
        & (ki67 >= 10)
        & (ki67 <= 55)
        & sstr_positive
        & fact("imaging.sstr_all_lesions").yes
        & first_line,
        says="First-line PRRT is an option: Ki-67 10-55 %, all target lesions SSTR positive "
        "(NETTER-2); check the label of the jurisdiction (U17).",
    ),
    Order(
        id="systemic.rank_prrt_over_targeted",
        statements=("U32",),
        sources=("OCLURANDOM", "COMPETE"),
        mark="R",
        first=("prrt",),
        over=("everolimus", "sunitinib"),
        except_roles=SYNDROME,
        when=pancreas & well & in_reach & sstr_positive & progressive & after_ssa,
        says="Pancreas, SSTR positive, progressive: the randomised evidence favours PRRT over a "
        "targeted agent (U32).",
    ),
    Rule(
        id="systemic.other_sites",
        statements=("GEN-01",),
        sources=("ESMO-GEP-2020",),
        strength=STRONG,
        mark="C",
        when=well & present & metastatic & _other_gi,
        says="No trials of this site: small-intestinal or pancreatic principles by Ki-67, SSTR "
        "uptake, tempo and extent.",
    ),
    Rule(
        id="systemic.other_sites_ssa",
        statements=("GEN-02",),
        sources=("CLARINET", "RADIANT4", "CABINET"),
        strength=CONDITIONAL,
        mark="R",
        options=_SSA,
        when=well
        & present
        & metastatic
        & _other_gi
        & sstr_positive
        & grade.one_of("G1", "G2")
        & (ki67 < 10)
        & ~ssa_progressed,
        says="SSTR positive, Ki-67 below 10 %: analogue; then PRRT if progressive and SSTR "
        "positive, everolimus if non-functional, cabozantinib later.",
    ),
    Order(
        id="systemic.rank_other_sites",
        statements=("GEN-02",),
        sources=("CLARINET", "RADIANT4"),
        mark="R",
        first=_SSA,
        over=("prrt", "everolimus"),
        except_roles=SYNDROME,
        when=_rank_gi & ~(progressive & after_ssa) & ~ssa_progressed,
        says="Analogue before PRRT and everolimus (GEN-02).",
    ),
    Order(
        id="systemic.rank_other_sites_progressed",
        statements=("GEN-02",),
        sources=("CLARINET", "RADIANT4"),
        mark="R",
        first=("prrt",),
        over=_SSA,
        except_roles=SYNDROME,
        when=_rank_gi & progressive & after_ssa,
        says="Progression on an analogue: then PRRT (GEN-02).",
    ),
    Rule(
        id="systemic.other_sites_last_line",
        statements=("GEN-03", "A29"),
        sources=("E2211",),
        strength=OPTION,
        role="later_line",
        mark="E",
        flags=("outside base S48",),
        options=_TEMOZOLOMIDE,
        when=well
        & present
        & metastatic
        & _other_gi
        & (ki67 <= 20)
        & progressive
        & prior.include(*_AFTER_MORE),
        says="Chemotherapy is blocked by S48; 5-FU or temozolomide only as a last line, outside "
        "the base protocol.",
    ),
    Rule(
        id="systemic.other_sites_g3",
        statements=("GEN-04",),
        sources=("ENETS-G3-2025", "NETTER2"),
        strength=CONDITIONAL,
        mark="C",
        options=("captem",),
        when=_g3_sites,
        says="Rectum, colon or gastric type 3, Ki-67 21-55 %: rules of NET G3 of the pancreas, "
        "adapted to the site: capecitabine and temozolomide, or 5-FU-based.",
    ),
    Rule(
        id="systemic.other_sites_g3_prrt",
        statements=("GEN-04",),
        sources=("ENETS-G3-2025", "NETTER2"),
        strength=CONDITIONAL,
        mark="C",
        options=("prrt",),
        when=_g3_sites & sstr_positive,
        says="Rectum, colon or gastric type 3, Ki-67 21-55 %, SSTR positive: or PRRT.",
    ),
)
