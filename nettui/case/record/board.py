"""The tumour board that will read the plan."""

from __future__ import annotations

from attrs import frozen

from nettui.case.base.dates import Day
from nettui.case.base.declare import Section, day, text, yes_no


@frozen(kw_only=True, repr=False, eq=False)
class Board(Section):
    """The multidisciplinary team: when, where, how experienced."""

    date: Day | None = day(
        "Date of the board",
        level="CORE",
        blocks="final plan status",
        question="When does the board meet?",
    )
    centre: str | None = text(
        "Centre", level="REC", question="At which centre does the board meet?"
    )
    experienced: bool | None = yes_no(
        "Team experienced in neuroendocrine tumours",
        level="CORE",
        blocks="final plan status",
        question="Is the team experienced in neuroendocrine tumours?",
        noun="the team's experience in neuroendocrine tumours",
        lacking="not recorded",
        says={
            "yes": "the team is experienced in neuroendocrine tumours",
            "no": "the team is not experienced in neuroendocrine tumours",
        },
    )
    attendees: str | None = text("Attendees", in_picture=False)
