"""A plan: what a protocol says of one case on one day, settled and traced."""

from __future__ import annotations

import datetime
from functools import cached_property

from nettui import __version__
from nettui.case.files.codec import case_digest
from nettui.case.picture.picture import picture
from nettui.case.record.case import Case
from nettui.engine.plan.asked import Asked, asked
from nettui.engine.plan.branches import Branch, Search
from nettui.engine.plan.evaluation import Evaluation
from nettui.engine.plan.findings import (
    Conflict,
    DueDate,
    NeedFinding,
    Offer,
    PlanStatus,
    Question,
    Receipt,
)
from nettui.engine.plan.offers import conflicts, due_dates, offers, questions
from nettui.engine.plan.status import status_of
from nettui.engine.plan.urgency import pressing
from nettui.engine.protocol.protocol import Protocol


class Plan(Evaluation):
    """What a protocol says of one case, and what that comes to. Made by `plan`."""

    @cached_property
    def status(self) -> PlanStatus:
        """How far the plan may be taken, and what caps it."""
        return status_of(self)

    @cached_property
    def pressing(self) -> tuple[NeedFinding, ...]:
        """What is missing or may be needed, what blocks most first."""
        return pressing(self)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Every option that a rule names, by role: what to do first, then the rest."""
        return offers(self)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Everything that contradicts itself."""
        return conflicts(self, self.offers)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is not known and matters, the fact that decides most first."""
        return questions(self, self.offers)

    @cached_property
    def _search(self) -> Search:
        return Search(self)

    @cached_property
    def branch(self) -> Branch | None:
        """What would follow from each answer to what decides most; None where all is settled."""
        return self._search.tree()

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The questions that decide most, at most five."""
        return asked(self._search, self.branch, self.questions)

    @cached_property
    def follow_up(self) -> tuple[DueDate, ...]:
        """What is due when."""
        return due_dates(self)

    @cached_property
    def receipt(self) -> Receipt:
        """What the plan was made of."""
        return Receipt(
            program=__version__,
            protocol=self.protocol.digest,
            plugins=tuple(f"{p['name']} {p['version']}" for p in self.protocol.plugins),
            case=case_digest(self.case),
            as_of=self.as_of,
        )


def plan(case: Case, as_of: datetime.date, protocol: Protocol) -> Plan:
    """Return the plan of a case on a day. Pure: reads no clock, no file, no chance."""
    return Plan(case, picture(case, as_of, protocol.inferences), as_of, protocol)
