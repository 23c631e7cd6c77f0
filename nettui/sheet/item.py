"""What a sheet is made of: sections of items, each one thing that a plan says, without a layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.engine.plan.findings import Conflict, DueDate, Finding, NeedFinding, Offer
from nettui.engine.protocol.entry import Entry
from nettui.sheet.kinds import Kind


@frozen(kw_only=True, repr=False, eq=False)
class Item(Plain):
    """One thing that a plan says.

    ``title`` is a sentence, or names; ``names`` are the options that it is about, and
    ``is_one_of`` if the same rules offer them as alternatives;
    ``aside`` belongs in brackets behind it. ``sentences`` are what the rules say that no item
    before it said. ``entries`` are what it rests on, ``fact`` is the fact that it is about.
    ``place`` counts from 1 in an order of options, 0 without one; ``purpose`` is what an option is
    meant to do; ``when`` are the days of a follow-up.

    Of a note: ``is_standing`` if it holds for every patient given the option, ``is_unsure`` if it
    may hold. ``is_repeated``: an item before it says the same. ``is_pointer``: items after it say
    it in full. ``folded`` are the items that it gathers. ``id`` tells it from the others of its
    sheet.
    """

    kind: Kind
    title: str
    names: str = ""
    aside: str = ""
    sentences: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    fact: str = ""
    notes: tuple[Item, ...] = ()
    place: int = 0
    purpose: tuple[str, ...] = ()
    when: str = ""
    is_one_of: bool = False
    is_standing: bool = False
    is_unsure: bool = False
    is_repeated: bool = False
    is_pointer: bool = False
    folded: tuple[Item, ...] = ()
    id: str = ""
    subject: object = None


@frozen(kw_only=True, repr=False, eq=False)
class Section(Plain):
    """A part of a sheet: its title, its answer, its items.

    ``stage`` is the stage of the protocol that it tells, empty for another part. ``care`` are the
    first steps and cautions that this case causes on its options, which have them as notes;
    ``counted`` are items of which the answer says only how many there are.
    """

    title: str
    items: tuple[Item, ...]
    answer: str = ""
    stage: str = ""
    care: tuple[Item, ...] = ()
    counted: tuple[Item, ...] = ()


Sheet = tuple[Section, ...]


@frozen
class Folded:
    """What does not hold in a stage, counted in one item: rules not met, items not missing."""

    stage: str
    findings: tuple[Finding, ...]
    needs: tuple[NeedFinding, ...]


def findings_in(subject: object) -> Iterator[Finding]:
    """Yield every finding that a subject accounts for."""
    match subject:
        case Finding():
            yield subject
        case Offer() | Conflict() | Folded():
            yield from subject.findings
        case DueDate():
            yield subject.finding
        case tuple():
            for part in subject:
                yield from findings_in(part)


def accounted_for(sheet: Iterable[Section]) -> set[str]:
    """Return the ids of the findings that a sheet accounts for."""
    items = (item for section in sheet for item in (*section.items, *section.counted))
    return {finding.id for item in items for finding in findings_in(item.subject)}
