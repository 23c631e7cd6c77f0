"""First steps and cautions in force on options: each once, with the options that it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from nettui.engine.findings import Offer
from nettui.engine.plan import Plan
from nettui.engine.protocol import Entry
from nettui.engine.settle import TRUE
from nettui.exchange.basis import short_label, some
from nettui.exchange.wording import to_board_words

LABELS = {"first": "First", "caution": "Caution"}


@frozen
class Care:
    """What holds on some options: its kind, what it says, the guards behind it.

    ``options`` are their ids, ``names`` what they are called.
    """

    kind: str
    says: str
    entries: tuple[Entry, ...]
    options: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def label(self) -> str:
        """The word before it."""
        return LABELS[self.kind]

    @property
    def is_standing(self) -> bool:
        """It holds for whoever gets the option, not for what this case brings up."""
        return all(not entry.raw.get("when") for entry in self.entries)

    def text(self, most: int) -> str:
        """Return what it says, with so many of the options it concerns."""
        return f"{self.says} ({some(self.names, most)})"


def care(plan: Plan, offers: Iterable[Offer]) -> tuple[Care, ...]:
    """Return the first steps and cautions in force on offers, first steps before cautions."""
    found: dict[tuple[str, str], tuple[dict[str, Entry], dict[str, str]]] = {}
    for offer in offers:
        for guard in plan.guards(offer.option, offer.role):
            if guard.guard.kind in LABELS and guard.truth == TRUE:
                key = (guard.guard.kind, guard.guard.says.rstrip("."))
                entries, names = found.setdefault(key, ({}, {}))
                entries[guard.entry.id] = guard.entry
                names[offer.option] = short_label(offer.label) + to_board_words(offer.intents)
    made = [
        Care(kind, says, tuple(entries.values()), tuple(names), tuple(names.values()))
        for (kind, says), (entries, names) in found.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.kind != "first", one.is_standing)))
