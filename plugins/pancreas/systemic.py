"""Systemic therapy of pancreatic tumours (PAN-NF-09 to PAN-NF-11)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Order, Rule, derived, fact
from nettui.plugin.terms import (
    SYNDROME,
    grade,
    grew_on,
    in_reach,
    ki67,
    pancreas,
    present,
    progressive,
    sstr_positive,
    well,
)

_advanced: Condition = pancreas & well & present & in_reach
_progressed: Condition = _advanced & progressive & derived("line").is_("later")
_quiet: Condition = (
    derived("burden").is_("low")
    & ~derived("mass_symptoms").is_("present")
    & (fact("disease.progression_status").is_("stable") | derived("tempo").is_("slow"))
    & sstr_positive
    & (ki67 <= 10)
)
_bulky: Condition = (
    derived("burden").is_("high") | derived("mass_symptoms").is_("present") | (ki67 > 10)
)
# PAN-NF-09 names no grade, but WD G3 (Ki-67 21-55 %) has a row of its own, PAN-NF-11, that is only
# conditional (limited data, U33) and names other regimens; above 55 % the choice is unsettled
# (INV-13). So the strong advice ends at G2, and is not carried over into G3.
# Chemotherapy that did not hold the tumour is not strongly advised again: the row goes on to
# everolimus, sunitinib, PRRT and cabozantinib.
_no_chemotherapy: Condition = ~fact("history.prior_therapies").include("T40", "T41", "T42")
_g3: Condition = (ki67 > 20) & (ki67 <= 55)

ACTS = (
    Rule(
        id="systemic.quiet",
        statements=("PAN-NF-09", "A13"),
        sources=("ESMO-GEP-2020", "CLARINET"),
        strength=STRONG,
        mark="R",
        options=("octreotide_lar", "lanreotide"),
        when=_advanced & grade.one_of("G1", "G2") & _quiet,
        says="Low burden, stable, SSTR positive, Ki-67 up to 10 %: somatostatin analogue.",
    ),
    Rule(
        id="systemic.bulky",
        statements=("PAN-NF-09", "A13"),
        sources=("E2211", "SEQTOR", "ESMO-GEP-2020"),
        strength=STRONG,
        mark="R",
        options=("captem", "streptozocin_5fu"),
        when=_advanced & grade.one_of("G1", "G2") & _bulky & _no_chemotherapy,
        says="Bulky, symptomatic or Ki-67 above 10 %: capecitabine and temozolomide, or "
        "streptozocin and 5-FU.",
    ),
    Rule(
        id="systemic.progression",
        statements=("PAN-NF-09",),
        sources=("RADIANT3", "SUN1111", "CABINET", "ESMO-GEP-2020"),
        strength=CONDITIONAL,
        role="later_line",
        mark="R",
        options=("everolimus", "sunitinib", "cabozantinib"),
        when=_progressed,
        says="After progression: everolimus, sunitinib or cabozantinib.",
    ),
    Rule(
        id="systemic.progression_prrt",
        statements=("PAN-NF-09", "PAN-NF-10"),
        sources=("OCLURANDOM", "COMPETE"),
        strength=CONDITIONAL,
        role="later_line",
        mark="R",
        options=("prrt",),
        when=_progressed & sstr_positive,
        says="SSTR positive, progressive after the first line: PRRT, preferred over another "
        "targeted agent where available.",
    ),
    Order(
        id="systemic.prrt_before_targeted",
        statements=("PAN-NF-10",),
        sources=("OCLURANDOM", "COMPETE"),
        mark="R",
        first=("prrt",),
        over=("everolimus", "sunitinib", "cabozantinib"),
        except_roles=SYNDROME,
        when=_progressed & sstr_positive & ~grew_on("T20", "T21", "T22", "T23"),
        says="SSTR positive, progressive after the first line: PRRT before another targeted agent.",
    ),
    Order(
        id="systemic.after_chemotherapy",
        statements=("PAN-NF-09",),
        sources=("RADIANT3", "SUN1111", "CABINET", "ESMO-GEP-2020"),
        mark="R",
        first=("everolimus", "sunitinib", "prrt", "cabozantinib"),
        over=("captem", "temozolomide", "streptozocin_5fu"),
        except_roles=SYNDROME,
        when=_progressed & ~_no_chemotherapy,
        says="Progression after chemotherapy: a targeted agent or PRRT before it again.",
    ),
    Rule(
        id="systemic.net_g3",
        statements=("PAN-NF-11",),
        sources=("ENETS-G3-2025",),
        strength=CONDITIONAL,
        mark="C",
        options=("captem", "folfox"),
        when=_advanced & _g3,
        says="NET G3, Ki-67 21-55 %: capecitabine and temozolomide or 5-FU-based; platinum and "
        "etoposide not by default.",
    ),
    Rule(
        id="systemic.net_g3_prrt",
        statements=("PAN-NF-11",),
        sources=("NETTER2",),
        strength=CONDITIONAL,
        mark="C",
        options=("prrt",),
        when=_advanced & _g3 & sstr_positive,
        says="NET G3, Ki-67 21-55 %, SSTR positive: or PRRT.",
    ),
)
