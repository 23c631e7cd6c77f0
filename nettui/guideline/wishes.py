"""What the patient declines or prefers: said first, and beside every option it concerns (Z24).

Nothing is taken away: an option that the patient declines stays, and does not lead. A wish that
was said long ago is still kept, and asked again before the plan is settled; one that nobody dated
is kept, and shown without a date.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from nettui.plugin.api import STRONG, Act, Condition, Guard, Parameter, Rule, fact, parameter
from nettui.plugin.terms import recorded

_wishes, _age = fact("patient.wishes"), fact("patient.wishes_age_months")
WISHES_AGE = Parameter(
    name="wishes_age",
    label="What the patient declines or prefers: asked again when older",
    unit="months",
    value=6,
    low=1,
    high=24,
    mark="E",
)


@frozen
class Wish:
    """A word of the record, what is said first in a plan, and what is said beside ``classes``."""

    word: str
    first: str
    beside: str = ""
    classes: tuple[str, ...] = ()


_ASK = "Does that still hold?"
WISHES = (
    Wish(
        "declines_surgery",
        f"The patient declines surgery. {_ASK}",
        "The patient declines this (surgery).",
        ("surgery",),
    ),
    Wish(
        "declines_chemotherapy",
        f"The patient declines chemotherapy. {_ASK}",
        "The patient declines this (chemotherapy).",
        ("chemotherapy", "chemoembolisation"),
    ),
    Wish(
        "declines_radionuclides",
        f"The patient declines radionuclide treatment. {_ASK}",
        "The patient declines this (radionuclides).",
        ("radioligand", "liver_radiation"),
    ),
    Wish(
        "declines_hospital",
        f"The patient declines treatment in hospital. {_ASK}",
        "The patient declines this (in hospital).",
        ("surgery", "liver_procedure", "major_procedure", "radioligand"),
    ),
    Wish(
        "prefers_surveillance",
        f"The patient prefers surveillance to treatment. {_ASK}",
        "The patient prefers surveillance.",
        ("surgery", "endoscopy", "definitive"),
    ),
    Wish("fertility", "Fertility matters to the patient: speak of it before any treatment."),
    Wish("work", "Work matters to the patient: weigh visits, absence and side effects."),
)


def _acts(wish: Wish) -> Iterator[Act]:
    holds: Condition = recorded(_wishes.include(wish.word), _wishes)
    yield Rule(
        id=f"workup.{wish.word}",
        statements=("S51",),
        sources=("Z24",),
        strength=STRONG,
        mark="E",
        flags=("first", "wish"),
        when=holds,
        says=wish.first,
    )
    if wish.classes:
        yield Guard(
            id=f"workup.beside_{wish.word}",
            kind="caution",
            weakens=True,
            classes=wish.classes,
            when=holds,
            statements=("S51",),
            sources=("Z24",),
            mark="E",
            says=wish.beside,
        )


_OLD = Rule(
    id="workup.wishes_old",
    statements=("S51",),
    sources=("Z24",),
    strength=STRONG,
    mark="E",
    flags=("first", "wish"),
    # What only matters to the patient holds no plan back.
    status="provisional",
    when=recorded(_wishes.include(*(w.word for w in WISHES if w.classes)), _wishes)
    & recorded(_age > parameter("wishes_age"), _age),
    says="What the patient declines or prefers is old: ask again before it is followed or set "
    "aside.",
)
ACTS: tuple[Act, ...] = (*(act for wish in WISHES for act in _acts(wish)), _OLD)
