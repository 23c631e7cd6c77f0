"""The verbs with which a protocol speaks: rule, need, guard, order, override, judgement.

All are frozen data; what cannot mean anything is refused when it is built, at the author's line,
with the remedy. What they are about is in `options` and `tables`; `serialize` writes all
of it as JSON.
"""

from __future__ import annotations

import datetime
import re

from attrs import field, frozen, validators

from nettui.case.base.plain import Plain
from nettui.engine.language import validators as f
from nettui.engine.language.conditions import Condition
from nettui.engine.language.errors import did_you_mean
from nettui.engine.language.stages import (
    ANSWERS,
    NOT_STATED,
    REASON_CODES,
    ROLES,
    STAGES,
    STATUSES,
    STRENGTHS,
)

# --- parts -------------------------------------------------------------------------------------


@frozen(kw_only=True, repr=False, eq=False)
class Due(Plain):
    """When something is due: from ``low`` to ``high`` months after ``anchor``.

    ``anchor`` is a date fact (``imaging.sstr_date``), or empty: the day of the plan. ``after`` are
    further date facts, such as the day of an operation: it counts from the latest that is known.
    ``repeats``: again and again while follow-up continues. ``done`` is the date fact of what
    fulfils a single window: once it is recorded on or after the earliest day, nothing is due.
    """

    low: float = field(validator=f.number)
    high: float = field(validator=f.number)
    anchor: str = field(default="", validator=f.maybe_text)
    after: tuple[str, ...] = f.texts()
    repeats: bool = field(default=True, validator=f.yes_no)
    done: str = field(default="", validator=f.maybe_text)

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            f.refuse(f"due {self.low}-{self.high} months.", "Give 0 <= low <= high.")
        if self.after and not self.anchor:
            f.refuse("due after other days, but without an anchor.", "Name the first as anchor.")
        if self.done and self.repeats:
            f.refuse("due again and again, but with an end.", "Give repeats=False, or no done.")


@frozen(kw_only=True, repr=False, eq=False)
class Caps(Plain):
    """What the absence of a needed fact caps while it is missing.

    ``status``: the plan is at most this. ``options``, ``classes``, ``stages``: what is held as
    "not cleared", for ``roles`` (none: all roles) but not for ``except_roles``.
    """

    status: str = f.one_of((*STATUSES, ""), "status", "")
    options: tuple[str, ...] = f.texts()
    classes: tuple[str, ...] = f.texts()
    stages: tuple[str, ...] = f.texts()
    roles: tuple[str, ...] = f.texts()
    except_roles: tuple[str, ...] = f.texts()

    def __attrs_post_init__(self) -> None:
        _known_words(self.roles + self.except_roles, ROLES, "role")
        _known_words(self.stages, STAGES, "stage")


def _known_words(words: tuple[str, ...], known: tuple[str, ...], what: str) -> None:
    for word in words:
        if word not in known:
            f.refuse(f"There is no {what} '{word}'.", did_you_mean(word, known))


NO_CAPS = Caps()


# --- the six verbs -----------------------------------------------------------------------------


@frozen(kw_only=True, repr=False, eq=False)
class Rule(Plain):
    """Recommend, offer or mention: one sentence of the protocol, one rule.

    ``when`` it holds, the plan shows ``says``. ``options`` are offered in ``role`` at
    ``strength``; ``answer`` is the answer of the grading or extent stage (several words: one of
    these, the protocol does not say which); ``against`` names the rules it contradicts, all are
    then printed as one paired conflict; ``fixed`` cannot be overridden; ``status`` caps the plan.
    Of ``flags`` five change where it is shown: ``emergency`` (of the work-up, without options) as
    the first line of the plan, ``first`` (of the work-up or grading, without options) before all
    options, ``reading`` beside the grade, ``pitfall`` among the pitfalls, ``complete``
    (no tumour is left to treat) first of all in a plan that names no treatment, with
    ``no_site_rules`` only where no plugin in force speaks of the site.
    """

    id: str = field(validator=f.identifier)
    says: str = field(validator=f.text)
    when: Condition = f.when()
    statements: tuple[str, ...] = f.texts()
    sources: tuple[str, ...] = f.texts()
    options: tuple[str, ...] = f.texts()
    role: str = f.one_of(ROLES, "role", "primary")
    strength: str = f.one_of(STRENGTHS, "strength", NOT_STATED)
    answer: tuple[str, ...] = field(default=(), converter=f.answer)
    due: Due | None = field(
        default=None, validator=validators.optional(validators.instance_of(Due))
    )
    against: tuple[str, ...] = field(default=(), converter=f.against)
    fixed: bool = field(default=False, validator=f.yes_no)
    version: int = field(default=1, validator=f.positive)
    intent: str = field(default="", validator=f.maybe_text)
    status: str = f.one_of((*STATUSES, ""), "status", "")
    flags: tuple[str, ...] = f.texts()
    mark: str = f.mark()
    where: str = f.where()

    def __attrs_post_init__(self) -> None:
        if not self.statements and not self.sources:
            f.refuse(f"'{self.id}' cites nothing.", "Give statements=('S07',) or sources=(...).")
        stage = self.id.partition(".")[0]
        if self.answer and stage not in ANSWERS:
            f.refuse(
                f"'{self.id}' gives an answer, but its stage has none.",
                f"Only {' and '.join(ANSWERS)} answer; offer options instead.",
            )


@frozen(kw_only=True, repr=False, eq=False)
class Override(Rule):
    """Where ``target`` speaks and ``when`` holds, this is said instead; the target stays shown.

    ``target`` names origin, rule and version: ``base:systemic.ssa@1``. ``reason_code`` is one of
    ``REASON_CODES``; ``review_by`` is the day by which it must be looked at again.
    """

    target: str = field(validator=f.text)
    reason_code: str = f.one_of(REASON_CODES, "reason_code", "local_expertise")
    reason: str = field(validator=f.text)
    approved_by: str = field(validator=f.text)
    review_by: datetime.date = field(validator=f.day)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not re.fullmatch(r"[a-z][a-z0-9_-]*:[a-z0-9_.-]+@\d+", self.target):
            f.refuse(
                f"target={self.target!r} does not name a rule and its version.",
                "Write origin:rule@version, for instance 'base:systemic.ssa@1'.",
            )


@frozen(kw_only=True, repr=False, eq=False)
class Judgement(Plain):
    """What cannot be coded and the board must weigh. Always put before the board."""

    id: str = field(validator=f.identifier)
    says: str = field(validator=f.text)
    when: Condition = f.when()
    statements: tuple[str, ...] = f.texts()
    sources: tuple[str, ...] = f.texts()
    mark: str = f.mark()
    where: str = f.where()


@frozen(kw_only=True, repr=False, eq=False)
class Need(Plain):
    """What must be known ``when`` the condition holds, and what its absence ``caps``."""

    id: str = field(validator=f.identifier)
    facts: tuple[str, ...] = f.texts()
    says: str = field(validator=f.text)
    when: Condition = f.when()
    caps: Caps = field(default=NO_CAPS, validator=validators.instance_of(Caps))
    statements: tuple[str, ...] = f.texts()
    sources: tuple[str, ...] = f.texts()
    mark: str = f.mark()
    where: str = f.where()

    def __attrs_post_init__(self) -> None:
        if not self.facts:
            f.refuse(f"'{self.id}' needs nothing.", "Name the facts that must be known.")


GUARD_KINDS = ("stop", "check", "caution", "first")


@frozen(kw_only=True, repr=False, eq=False)
class Guard(Plain):
    """A stop, a check, a caution or a "first do" on options, by whichever rule recommends them.

    In force for ``options`` and for every option of ``classes``, in ``roles`` (none: all) but not
    in ``except_roles``. A stop whose condition is unknown holds the option as "not cleared". A
    caution that ``weakens`` leaves an option, however strongly recommended, at most to consider.

    A check is what must be done before starting, a blood count for instance; its condition says
    that it is not done. While it holds or may hold, the option keeps its place and says "check
    before starting", and is not cleared. What the check may find is a stop of its own, which asks
    only for a value that is known (Z23).
    """

    id: str = field(validator=f.identifier)
    kind: str = f.one_of(GUARD_KINDS, "kind", "stop")
    weakens: bool = field(default=False, validator=f.yes_no)
    says: str = field(validator=f.text)
    when: Condition = f.when()
    options: tuple[str, ...] = f.texts()
    classes: tuple[str, ...] = f.texts()
    roles: tuple[str, ...] = f.texts()
    except_roles: tuple[str, ...] = f.texts()
    statements: tuple[str, ...] = f.texts()
    sources: tuple[str, ...] = f.texts()
    mark: str = f.mark()
    where: str = f.where()

    def __attrs_post_init__(self) -> None:
        _known_words(self.roles + self.except_roles, ROLES, "role")
        if not self.options and not self.classes:
            f.refuse(f"'{self.id}' guards nothing.", "Name options or classes.")
        if self.weakens and self.kind != "caution":
            f.refuse(f"'{self.id}' weakens, but is no caution.", "Give kind='caution'.")


@frozen(kw_only=True, repr=False, eq=False)
class Order(Plain):
    """``first`` goes before every one of ``over`` when the condition holds, and says why.

    Among the offers in ``roles`` (none: all) but not in ``except_roles``: what orders antitumour
    therapy need not order control of a syndrome.
    """

    id: str = field(validator=f.identifier)
    first: tuple[str, ...] = f.texts()
    over: tuple[str, ...] = f.texts()
    says: str = field(validator=f.text)
    when: Condition = f.when()
    roles: tuple[str, ...] = f.texts()
    except_roles: tuple[str, ...] = f.texts()
    statements: tuple[str, ...] = f.texts()
    sources: tuple[str, ...] = f.texts()
    mark: str = f.mark()
    where: str = f.where()

    def __attrs_post_init__(self) -> None:
        _known_words(self.roles + self.except_roles, ROLES, "role")
        if not self.first or not self.over or set(self.first) & set(self.over):
            f.refuse(f"'{self.id}' ranks nothing.", "Give different options as first and over.")


Act = Rule | Override | Judgement | Need | Guard | Order
