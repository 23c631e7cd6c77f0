"""What a line rests on, and the names of facts and options, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nettui.engine.plan.findings import strength_rank
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from nettui.engine.protocol.marks import noun_mark
from nettui.engine.protocol.protocol import Protocol

# Marks that a reader must know of; the others (base protocol, checked) need no warning.
MARK_WORDS = {"R": "recalled, not re-read", "E": "engineering default"}


def basis(entries: Sequence[Entry]) -> str:
    """Return what entries rest on: ``S39 S40 · base:systemic.ssa · strong · engineering default``.

    Statements and sources first, then the ids (their first part says who contributed it), the
    highest strength, the marks that warn, and the flags.
    """
    if not entries:  # most lines: what a rule that does not hold wanted
        return ""
    strengths = sorted((e.strength for e in entries), key=strength_rank)
    marks = unique(MARK_WORDS.get(e.mark, "") for e in entries)
    flags = unique(flag for e in entries for flag in e.flags)
    parts = (
        cited(entries),
        " ".join(unique(e.id for e in entries)),
        strengths[0] if strengths else "",
        *marks,
        *flags,
    )
    return " · ".join(part for part in parts if part)


def brief_basis(entries: Sequence[Entry]) -> str:
    """Return what entries rest on, shortly: ``strong · S39 S40 · site_pancreas``.

    The strength, what is cited, who contributed it where that is not the base protocol, and the
    marks that a reader must know of.
    """
    strengths = sorted((e.strength for e in entries), key=strength_rank)
    origins = unique(e.origin for e in entries if e.layer != "base")
    marks = unique(MARK_WORDS.get(e.mark, "") for e in entries)
    parts = (strengths[0] if strengths else "", cited(entries), " ".join(origins), *marks)
    return " · ".join(part for part in parts if part)


def cited(entries: Iterable[Entry], most: int = 99) -> str:
    """Return the statements and sources that entries cite: ``S39 S40 …``."""
    return _first(unique(name for e in entries for name in e.cites), most)


def _first(names: Sequence[str], most: int) -> str:
    more = " …" if len(names) > most else ""
    return " ".join(names[:most]) + more


def pointer(entries: Sequence[Entry]) -> str:
    """Return the first of what entries cite, and their signs; their ids follow further below."""
    return f"{cited(entries, 3)} {signs(entries)}".strip()


def shortest_basis(entries: Sequence[Entry]) -> str:
    """Return the first of what entries cite, of one that cites nothing its id, and their signs."""
    names = unique(name for e in entries for name in (e.cites or (e.id,)))
    return f"{_first(names, 3)} {signs(entries)}".strip()


def sign(entry: Entry) -> str:
    """Return the sign of a mark that must be confirmed before clinical use, empty for none."""
    return f"({entry.mark})" if entry.mark in MARK_WORDS else ""


def noun_basis(protocol: Protocol, noun: str, name: str) -> str:
    """Return the warning of the mark of an option, table or parameter, or who signed it off."""
    mark, signed = noun_mark(protocol, noun, name)
    if signed:
        return f"signed off by {signed['by']} ({signed['role']}), {signed['on']}"
    return f"{MARK_WORDS[mark]} ({mark})" if mark in MARK_WORDS else ""


def signs(entries: Iterable[Entry]) -> str:
    """Return the signs of entries, each once."""
    return "".join(unique(sign(e) for e in entries))


def some(texts: Iterable[str], most: int, between: str = ", ") -> str:
    """Return the first few texts and how many more there are."""
    known = unique(texts)
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return between.join(known[:most]) + more


def unique(words: Iterable[str]) -> list[str]:
    """Return each word that is not empty once, in order."""
    return [word for word in dict.fromkeys(words) if word]


def number(count: int, one: str, several: str) -> str:
    """Return a count with its noun: ``1 rule``, ``3 rules``."""
    return f"{count} {one if count == 1 else several}"


def fact_labels(plan: Plan, names: Iterable[str]) -> str:
    """Return the labels of facts, joined, with what is recorded of one that rules cannot use."""
    vocabulary, unused = plan.protocol.vocabulary, plan.picture.unused
    return ", ".join(
        f"{vocabulary[name].label} (recorded as {unused[name].recorded})"
        if name in unused
        else vocabulary[name].label
        for name in names
    )


def not_used(plan: Plan, names: Iterable[str]) -> list[str]:
    """Return the facts that are recorded in a way that rules cannot use, each with what is."""
    unused = plan.picture.unused
    label = plan.protocol.vocabulary
    return [f"{label[name].label} {unused[name].short}" for name in names if name in unused]


def not_known(plan: Plan, names: Sequence[str], said: str = "") -> str:
    """Return which facts are not known, unless ``said`` names them, and which are not used."""
    vocabulary, unused = plan.protocol.vocabulary, plan.picture.unused
    missing = [name for name in names if name not in unused]
    labels = ", ".join(vocabulary[name].label for name in missing)
    is_named = labels.casefold() in said.casefold()
    nouns = "" if is_named else ", ".join(unique(vocabulary[name].sought for name in missing))
    return "; ".join([*([f"not known: {nouns}"] if nouns else []), *not_used(plan, names)])


def option_labels(protocol: Protocol, options: Iterable[str]) -> str:
    """Return the labels of options, joined."""
    return ", ".join(protocol.option_labels.get(option, option) for option in options)


def short_label(label: str) -> str:
    """Return the label of an option without the part in brackets."""
    return label.partition(" (")[0]


def notes_with_basis(plan: Plan) -> list[tuple[str, tuple[Entry, ...]]]:
    """Return each line of the record with what it rests on, where a row of the protocol draws it.

    Protocols of format 1 had no such rows: what they imply cites nothing.
    """
    drawn = {row.note: row.id for row in (*plan.picture.excluded, *plan.picture.implied) if row.id}
    inferred = plan.protocol.inferred
    return [
        (note, (inferred[drawn[note]],) if note in drawn else ()) for note in plan.picture.notes
    ]


def entry_of(plan: Plan, entry_id: str) -> Entry:
    """Return an entry of the protocol by its id."""
    return plan.protocol.entries[plan.protocol.position[entry_id]]
