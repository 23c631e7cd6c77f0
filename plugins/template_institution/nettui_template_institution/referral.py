"""LOCAL-2: PRRT is given at a referral centre, and not asked for below a local limit."""

from __future__ import annotations

from nettui.plugin.api import Guard, Judgement, derived
from nettui.plugin.terms import in_reach, sstr_positive, well

ACTS = (
    Guard(
        id="systemic.prrt_referral",
        kind="first",
        says="PRRT is not given here: refer to the PRRT centre, and await its answer.",
        sources=("LOCAL-2",),
        classes=("radioligand",),
    ),
    Guard(
        id="systemic.prrt_clearance",
        kind="stop",
        says="Local limit: creatinine clearance below 40 mL/min.",
        sources=("LOCAL-2",),
        classes=("radioligand",),
        when=derived("crcl") < 40,
    ),
    Judgement(
        id="systemic.prrt_journey",
        says="Is the journey to the PRRT centre, four times, bearable for this patient?",
        sources=("LOCAL-2",),
        when=well & in_reach & sstr_positive,
    ),
)
