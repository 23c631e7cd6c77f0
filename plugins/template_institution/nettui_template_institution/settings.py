"""LOCAL-3: what the protocol leaves open to an institution."""

from __future__ import annotations

import datetime

from nettui.plugin.api import Setting

SETTINGS = (
    Setting(
        parameter="few_liver_lesions",
        value=3,
        reason="Capacity for ablation of more lesions in one session is lacking.",
        approved_by="Tumour board",
        review_by=datetime.date(2027, 11, 30),
    ),
)
