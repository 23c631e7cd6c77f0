"""What updates say of follow-up as a whole (U37, U38); the schedules are in follow_up."""

from __future__ import annotations

from nettui.plugin.terms import extent_, in_scope, resected, sstr_positive, well

from .note import note

ACTS = (
    note(
        "follow_up.base_first",
        "U37",
        "Current guidance makes the interval depend on site, resection and grade: the base "
        "schedule stands first, the refinement beside it, and the board chooses.",
        in_scope & extent_.known,
        "ESMO-GEP-2020",
        "COMMNETS-2018",
        "NO-NAT",
        relation="C",
        evidence="D",
    ),
    note(
        "follow_up.sstr_not_routine",
        "U38",
        "SSTR imaging is not routine in resected disease without suspicion (Norway); it serves "
        "restaging, suspected progression, and PRRT.",
        well & resected & sstr_positive,
        "NO-NAT",
        "ENETS-SI-2024",
        relation="C",
        evidence="D",
        mark="R",
    ),
)
