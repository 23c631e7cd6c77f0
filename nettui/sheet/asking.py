"""What cannot be told as a few questions: by the facts that decide it, most pressing first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

from nettui.case.record.facts import FACTS
from nettui.engine.language.stages import INFO, STAGE_TITLES
from nettui.sheet.basis import some, unique
from nettui.sheet.gathering import counted_away, together
from nettui.sheet.item import Item, Section, Sheet
from nettui.sheet.kinds import ASK, CANNOT_TELL, CAPS, CONCERNS, DECIDES, MAY_BE_NEEDED, MISSING
from nettui.sheet.sheet import QUESTIONS

_NAMED = 6  # options that one answer decides, by name; of more it is said how many
_FACTS = 4  # facts in the question that asks for all the rest
_NOT_KNOWN = (MISSING, MAY_BE_NEEDED, CANNOT_TELL)
_MISSING = "ask:missing"
_NOTES = "notes only"
_OPEN = "What its answers rest on is not known."


def asked(sheet: Sheet) -> Sheet:
    """Return a sheet that asks for what decides its undecided rules, instead of naming each."""
    questions = tuple(q for section in sheet if section.title == QUESTIONS for q in section.items)
    undecided = tuple(item for section in sheet for item in section.items if _is_undecided(item))
    asks = tuple(_asks(questions, undecided))
    sections = [counted_away(s, _is_undecided) for s in sheet if s.title != QUESTIONS]
    # Where the open questions are: before the notes on the record, or else before the receipt.
    titles = [section.title for section in sheet]
    at = titles.index(QUESTIONS) if QUESTIONS in titles else len(sections) - 1
    own = (Section(title=QUESTIONS, items=asks),) if asks else ()
    return (*sections[:at], *own, *sections[at:])


def _is_undecided(item: Item) -> bool:
    return item.kind is CANNOT_TELL and not item.is_pointer


def _asks(questions: Sequence[Item], undecided: Sequence[Item]) -> Iterator[Item]:
    """Yield the rules that the missing work-up decides, then those of each question."""
    rules = {item.entries[0].id: item for item in undecided}
    facts: dict[str, list[str]] = {name: [] for name in rules}
    needed: dict[str, None] = {}
    for question in questions:
        for name in _notes(question, DECIDES):
            facts[name].append(_noun(question))
            if _notes(question, CAPS):
                needed[name] = None
    if needed:
        found = [rules[name] for name in rules if name in needed]
        title = f"What is missing decides {_decided(found)}."
        yield evolve(together(found, title, _MISSING), folded=())
    by_facts: dict[tuple[str, ...], list[Item]] = {}
    ranked = unique(name for question in questions for name in _notes(question, DECIDES))
    for name in (*ranked, *(name for name in rules if not facts[name])):
        if name not in needed:
            by_facts.setdefault(tuple(facts[name]), []).append(rules[name])
    places = {_noun(question): place for place, question in enumerate(questions)}
    asked_of = {_noun(question): question.title for question in questions}
    # What decides nothing but notes is asked last.
    for names, found in sorted(by_facts.items(), key=lambda asks: _decided(asks[1]) == _NOTES):
        asks = asked_of[names[0]] if len(names) == 1 else f"{', '.join(names)}." if names else _OPEN
        title = f"{asks} Decides: {_decided(found)}."
        yield _ask({name: places[name] for name in names}, found, title)


def _noun(question: Item) -> str:
    """Return what a question asks for, as it stands among others in a sentence."""
    return FACTS[question.fact].inside


def _notes(item: Item, kind: object) -> list[str]:
    return [note.title for note in item.notes if note.kind is kind]


def _ask(facts: Mapping[str, int], about: Sequence[Item], title: str) -> Item:
    """Return a question; the facts that it asks for are its notes, with their place among all."""
    notes = tuple(Item(kind=CONCERNS, title=fact, place=place) for fact, place in facts.items())
    made = together(about, title, f"ask:{about[0].id}")
    return evolve(made, kind=ASK, notes=notes, folded=())


def _decided(rules: Sequence[Item]) -> str:
    """Return what rules are about: the options that they offer, the stages of others, or notes."""
    options = unique(rule.names for rule in rules)
    others = [rule.entries[0] for rule in rules if not rule.names]
    stages = unique(STAGE_TITLES[e.stage].lower() for e in others if e.strength != INFO)
    lines = [f"lines on {', '.join(stages)}"] if stages else []
    if len(options) > _NAMED:
        options = [f"{len(options)} options"]
    return "; ".join((*options, *lines)) or _NOTES


def asked_most(most: int) -> Callable[[Sheet], Sheet]:
    """Return the step that has so many lines of what is not known, the last for all the rest."""

    def step(sheet: Sheet) -> Sheet:
        return tuple(evolve(s, items=_asked_most(s.items, most)) for s in sheet)

    return step


def _asked_most(items: Sequence[Item], most: int) -> tuple[Item, ...]:
    # Where room is shortest, what the missing work-up decides goes with the rest.
    asks = [item for item in items if item.kind is ASK or (not most and item.id == _MISSING)]
    room = most - sum(item.kind in _NOT_KNOWN and item not in asks for item in items)
    own = max(room - 1, 0)
    if len(asks) <= own + 1:
        return tuple(items)
    rest = asks[own:]
    facts = {note.title: note.place for ask in rest for note in ask.notes if note.kind is CONCERNS}
    first = sorted(facts, key=lambda fact: facts[fact])
    more = _ask(facts, rest, f"{some(first, _FACTS)} (--all).")
    at = items.index(asks[0])
    others = [item for item in items[at:] if item not in asks]
    return (*items[:at], *asks[:own], more, *others)
