"""A plan as it is written as JSON: one class for each object, in the order of its keys.

`nettui.exchange.plan_json` fills them; ``plan.schema.json`` is written from them. What may be
missing has the default None and is then left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from attrs import frozen

from nettui.boundary.form import Digest, Form
from nettui.case.picture.why_unknown import WORDS
from nettui.case.record.answered_by import ANSWERERS
from nettui.engine.language import stages
from nettui.engine.language.states import NEED_WORDS, STATUS_WORDS
from nettui.engine.plan.findings import GROUPS
from nettui.engine.protocol.entry import CATALOGUE, SPEAKS

Day = datetime.date
Said = Annotated[str, Form(least=1, wanted="text that is not empty")]
Id = Annotated[
    str,
    Form(
        name="id",
        says="origin:stage.name",
        pattern="[a-z][a-z0-9_-]*:[a-z0-9_.-]+",
        wanted="an id such as base:grading.g1",
    ),
]
Fact = Annotated[
    str,
    Form(
        name="fact",
        says="section.field",
        pattern=r"[a-z][a-z0-9_]*\.[a-z0-9_]+",
        wanted="a fact such as pathology.ki67",
    ),
]
Mark = Annotated[
    str,
    Form(
        name="mark",
        says="base: the base protocol; C: checked; R: recalled; E: engineering default. What is R "
        "or E must be confirmed before clinical use, unless it is signed off.",
        choices=tuple(stages.MARKS),
    ),
]
Truth = Annotated[str, Form(name="truth", choices=("no", "cannot tell", "yes"))]
Stage = Annotated[str, Form(name="stage", choices=stages.STAGES)]
Layer = Annotated[str, Form(name="layer", choices=stages.LAYERS)]
Role = Annotated[str, Form(name="role", choices=stages.ROLES)]
Strength = Annotated[str, Form(name="strength", choices=stages.STRENGTHS)]
Group = Annotated[str, Form(name="group", choices=GROUPS)]
Status = Annotated[str, Form(name="status", choices=stages.STATUSES)]
Cap = Annotated[str, Form(name="cap", choices=(*stages.STATUSES, ""))]
GuardKind = Annotated[str, Form(name="guard_kind", choices=("stop", "check", "caution", "first"))]
Count = Annotated[int, Form(least=0, wanted="a whole number from 0")]
Number = Annotated[int, Form(least=1, wanted="a whole number from 1")]

Months = Annotated[float, Form(least=0, wanted="a number of months")]

_ONCE = Form(once=True, wanted="a list in which nothing is twice")
Texts = Annotated[tuple[str, ...], _ONCE]
Ids = Annotated[tuple[Id, ...], _ONCE]
Facts = Annotated[tuple[Fact, ...], _ONCE]
Roles = Annotated[tuple[Role, ...], _ONCE]
StageList = Annotated[tuple[Stage, ...], _ONCE]


@frozen(kw_only=True)
class PlanStatusJson:
    """How far the plan may be taken, with the entries that cap it."""

    word: Status
    because: Ids


@frozen(kw_only=True)
class AnswerJson:
    """The words of an answer."""

    possible: Texts
    known: bool


@frozen(kw_only=True)
class AnswersJson:
    """Grade and route: the words still possible, and whether the answer is known."""

    grade: AnswerJson
    route: AnswerJson


@frozen(kw_only=True)
class WorkupJson:
    """Items of the work-up that are known, out of those needed."""

    known: Count
    needed: Count


@frozen(kw_only=True)
class ClauseJson:
    """One line of a reason; depth indents it under the line that joins it to others."""

    depth: Count
    wanted: str
    got: str
    truth: Truth
    facts: Texts

    @cached_property
    def as_data(self) -> Mapping[str, Any]:
        """As it is written, made once for all of the reasons that have this line."""
        return {
            "depth": self.depth,
            "wanted": self.wanted,
            "got": self.got,
            "truth": self.truth,
            "facts": list(self.facts),
        }


@frozen(kw_only=True)
class SignedOffJson:
    """Who confirmed for clinical use what is marked R or E, as what, and when."""

    by: str
    role: str
    on: Day


@frozen(kw_only=True)
class _Entry:
    """What every entry has: who contributed it, where it stands, what it rests on."""

    id: Id
    origin: str
    layer: Layer
    stage: Stage
    kind: str
    says: str
    statements: Texts
    sources: Texts
    mark: Mark
    signed_off: SignedOffJson | None = None


def _in_place(_: type, fields: list[Any]) -> list[Any]:
    """Keep the place of a field whose type is narrower than that of every entry."""
    order = list(_Entry.__annotations__)
    return sorted(fields, key=lambda a: order.index(a.name) if a.name in order else len(order))


@frozen(kw_only=True)
class OverrideJson:
    """What an override stands against, and who answers for it."""

    target: str
    reason_code: Annotated[str, Form(choices=stages.REASON_CODES)]
    reason: str
    approved_by: str
    review_by: Day
    target_truth: Truth


@frozen(kw_only=True, field_transformer=_in_place)
class FindingJson(_Entry):
    """What one rule said about the case. missing: the facts that would decide it."""

    kind: Annotated[str, Form(choices=SPEAKS)]
    version: Number
    status: Annotated[str, Form(choices=tuple(STATUS_WORDS))]
    group: Group
    strength: Strength
    role: Role
    options: Texts
    answer: Texts
    intent: str
    flags: Texts
    against: Texts
    caps_status: Cap
    overridden_by: Ids
    may_be_overridden_by: Ids
    truth: Truth
    clauses: tuple[ClauseJson, ...]
    missing: Facts
    override: OverrideJson | None = None


@frozen(kw_only=True)
class CapsJson:
    """What is held while a fact is missing."""

    status: Cap
    options: Texts
    classes: Texts
    stages: StageList
    roles: Roles
    except_roles: Roles


@frozen(kw_only=True, field_transformer=_in_place)
class NeedJson(_Entry):
    """What must be known, and what its absence caps."""

    kind: Literal["need"]
    state: Annotated[str, Form(choices=tuple(NEED_WORDS))]
    facts: Texts
    caps: CapsJson
    truth: Truth
    clauses: tuple[ClauseJson, ...]
    missing: Texts


@frozen(kw_only=True, field_transformer=_in_place)
class GuardJson(_Entry):
    """A stop, a check before starting, a caution or a first step on options."""

    stage: Annotated[str, Form(choices=(*stages.STAGES, CATALOGUE))]
    kind: Literal["guard"]
    guard: GuardKind
    options: Texts
    roles: Roles
    except_roles: Roles
    truth: Truth
    clauses: tuple[ClauseJson, ...]
    missing: Facts


@frozen(kw_only=True, field_transformer=_in_place)
class OrderJson(_Entry):
    """Which options go before which others."""

    kind: Literal["order"]
    first: Texts
    over: Texts
    truth: Truth
    clauses: tuple[ClauseJson, ...]
    missing: Facts


@frozen(kw_only=True)
class OfferGuardJson:
    """A guard as it stands for this offer."""

    id: Id
    guard: GuardKind
    truth: Truth


@frozen(kw_only=True)
class OfferJson:
    """All findings that name one option in one role; only where ``stop`` is clear is it cleared.

    ``checks``: the guards by which something must be checked before it is started.
    """

    option: str
    label: str
    role: Role
    group: Group
    strength: Strength
    stage: Stage
    stop: Literal["clear", "check", "held", "stopped"]
    rank: Number | None
    rank_reasons: Ids
    intents: Texts
    findings: Ids
    needs: Facts
    checks: Ids
    guards: tuple[OfferGuardJson, ...]


@frozen(kw_only=True)
class ConflictJson:
    """Findings that contradict each other; nothing is chosen between them."""

    kind: Annotated[str, Form(choices=("answers", "paired", "opposed"))]
    says: str
    findings: Ids


@frozen(kw_only=True)
class QuestionJson:
    """A fact that is not known, and what waits for it."""

    fact: Fact
    label: str
    findings: Ids
    needs: Ids
    options: Texts
    waits: Annotated[
        str, "Why it cannot be answered now: what stops each examination that answers it; or empty."
    ]


@frozen(kw_only=True)
class AnsweredJson:
    """A question with the answers to it that lead to the same."""

    fact: Fact
    label: str
    values: Annotated[Texts, "Each answer that leads there, as a case file has it."]
    words: Annotated[Said, "The answers as a person reads them: above 20 %."]
    evidence: Annotated[Texts, "What of the record speaks for them; nothing is concluded from it."]


@frozen(kw_only=True)
class LeadJson:
    """What would lead in a stage: the options at its first place, and what they would wait for."""

    stage: Stage
    group: Group
    options: Texts
    roles: Roles
    also: Annotated[Texts, "Options further down that the plan itself does not name."]
    at_most: Annotated[Texts, "Of these, what is at most to consider: ECOG 3 or 4, or declined."]
    waits_for: Facts


@frozen(kw_only=True)
class BranchJson:
    """What would follow from answers that are not on record. Never a recommendation."""

    answers: tuple[AnsweredJson, ...]
    leads: tuple[LeadJson, ...]
    without: Annotated[Texts, "Options that the plan names and that would be gone."]
    urgent: Annotated[Ids, "Emergencies that come first with these answers."]
    complete: Annotated[Ids, "Rules by which no tumour is left to treat: follow-up is the plan."]
    needs: Annotated[Facts, "What would have to be known next where no treatment is named."]


Who = Annotated[
    str,
    Form(
        name="who",
        choices=ANSWERERS,
    ),
]
Why = Annotated[
    str, Form(name="why_unknown", says="Why a fact is not known.", choices=tuple(WORDS))
]


@frozen(kw_only=True)
class AskedJson:
    """One of the questions that decide most: who can answer it, and what each answer would do."""

    fact: Fact
    label: str
    who: Who
    why: Why
    effects: tuple[BranchJson, ...]
    question: str | None = None


@frozen(kw_only=True)
class DueJson:
    """A follow-up with its window. Days are null when the day it counts from is not known."""

    finding: Id
    earliest: Day | None
    latest: Day | None
    months: Annotated[tuple[Months, Months], "The shortest and the longest interval of the rule."]
    anchor: str
    anchor_date: Day | None
    repeats: bool
    overdue: bool


@frozen(kw_only=True)
class DerivedJson:
    """A derived fact."""

    name: str
    label: str
    origin: str
    got: str
    statements: Texts
    sources: Texts
    mark: Mark
    signed_off: SignedOffJson | None = None
    clauses: tuple[ClauseJson, ...]


@frozen(kw_only=True)
class NotUsedJson:
    """What is recorded of a fact and rules cannot use."""

    fact: Said
    recorded: str
    why: str


@frozen(kw_only=True)
class ReceiptJson:
    """What the plan was made of. The same receipt gives the same plan."""

    program: str
    protocol: Digest
    plugins: Texts
    case: Digest
    as_of: Day


@frozen(kw_only=True)
class PlanJson:
    """What a protocol says of one case on one day, complete and traced. Dates are ISO 8601. An
    unknown fact is never no: a truth is no, cannot tell or yes.
    """

    schema_version: Literal[1]
    case_id: Said
    title: Annotated[str, "Title of the case file, empty when it has none."]
    as_of: Day
    mdt_required: Annotated[
        Literal[True], "Every plan is put before a multidisciplinary board, which decides."
    ]
    status: PlanStatusJson
    answers: AnswersJson
    workup: WorkupJson
    findings: Annotated[
        tuple[FindingJson, ...], "Every rule, override and judgement in force: none is left out."
    ]
    needs: tuple[NeedJson, ...]
    guards: tuple[GuardJson, ...]
    orders: tuple[OrderJson, ...]
    offers: Annotated[
        tuple[OfferJson, ...],
        "Every option that a rule names, by role, in the order in which it is shown.",
    ]
    conflicts: tuple[ConflictJson, ...]
    questions: Annotated[
        tuple[QuestionJson, ...], "Facts that are not known and what waits for each."
    ]
    asked: Annotated[
        tuple[AskedJson, ...], "The questions that decide most, at most five, the first first."
    ]
    branches: Annotated[
        tuple[BranchJson, ...],
        "What would follow from each answer to the few questions that decide most. None of it is "
        "recommended until the answer is on record.",
    ]
    follow_up: tuple[DueJson, ...]
    derived: Annotated[
        tuple[DerivedJson, ...],
        "Facts worked out by tables, with the rows down to the one that decided.",
    ]
    notes: Annotated[tuple[str, ...], "What a reader must know of the record."]
    not_used: Annotated[
        tuple[NotUsedJson, ...],
        "What is recorded of a fact and rules cannot use: it is not unknown, and it decides "
        "nothing.",
    ]
    receipt: ReceiptJson
