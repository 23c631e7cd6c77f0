"""Why anything that the protocol names by an id is as it is for a case, or is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

from nettui.case.record.facts import FACTS
from nettui.engine.language.rules import Guard
from nettui.engine.language.stages import STAGE_TITLES
from nettui.engine.language.states import CANNOT_TELL, FALSE, NEED_WORDS
from nettui.engine.language.wording import plain
from nettui.engine.plan.explain import TRUTH_WORDS
from nettui.engine.plan.findings import GROUPS, Finding, GuardFinding, Offer
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry, role_in
from nettui.sheet import kinds
from nettui.sheet.basis import entry_of, noun_basis, option_labels, unique
from nettui.sheet.entry import cited_item, entry_items, said
from nettui.sheet.guards import checks_of, guard_item, needs_of
from nettui.sheet.ids import find
from nettui.sheet.item import Item, Section, Sheet
from nettui.sheet.kinds import OF_GROUP
from nettui.sheet.reasons import (
    NEEDED_BECAUSE,
    clause_items,
    condition_items,
    finding_items,
    guard_items,
    guard_words,
    need_items,
    option_items,
    order_items,
    orders,
    waiting_sections,
)
from nettui.sheet.unknown import unknown_words
from nettui.sheet.wording import after_checks

_WHY = "Why"
_WHAT = "What it is"


def why(plan: Plan, wanted: str) -> Sheet:
    """Return why an id is as it is for the case, under a head that says whose.

    Raises `nettui.sheet.ids.UnknownId` with the nearest id.
    """
    kind, name = find(plan.protocol, wanted)
    head = f"{plan.case.case_id} · {plan.as_of.isoformat()} · why {wanted}"
    return (Section(title=head, items=()), *_ANSWERS[kind](plan, name))


# --- entries -----------------------------------------------------------------------------------


def _entry(plan: Plan, entry_id: str) -> Iterator[Section]:
    entry = entry_of(plan, entry_id)
    act = entry.act
    if entry.kind == "need":
        need = next(need for need in plan.needs if need.entry == entry)
        yield Section(title=_WHY, items=tuple(need_items(plan, need)))
        yield Section(title=NEEDED_BECAUSE, items=tuple(condition_items(plan, entry)))
    elif isinstance(act, Guard):
        guard = GuardFinding(entry, act, plan.truth(plan.protocol.position[entry_id]))
        yield Section(title=_WHY, items=tuple(guard_items(plan, guard)))
    elif entry.kind == "order":
        yield Section(title=_WHY, items=tuple(order_items(plan, entry)))
    else:
        finding = plan.finding(entry_id)
        items = finding_items(plan, finding, *_options_of(plan, finding))
        yield Section(title=_WHY, items=tuple(items))
    yield Section(title=_WHAT, items=tuple(entry_items(plan.protocol, entry)))


def _options_of(plan: Plan, finding: Finding) -> Iterator[Item]:
    """Yield the status of each option of a rule in its role, with its guards in force."""
    role = finding.entry.role
    for offer in plan.offers:
        if offer.option in finding.options and offer.role == role:
            guards = (g for g in plan.guards(offer.option, role) if g.truth != FALSE)
            notes = (*needs_of(plan, offer), *(guard_item(plan, g) for g in guards))
            item = said(f"Option {offer.label}", _group(offer), offer.option)
            yield evolve(item, notes=notes)


def _group(offer: Offer) -> str:
    return OF_GROUP[offer.group].word.lower() + after_checks(offer)


# --- options -----------------------------------------------------------------------------------


def _option(plan: Plan, name: str) -> Iterator[Section]:
    option = plan.protocol.options[name]
    offers = [offer for offer in plan.offers if offer.option == name]
    for offer in offers:
        title = f"{option.label}, {plain(offer.role)}"
        yield Section(title=title, items=tuple(_standing(plan, offer)))
    if not offers:
        none = Item(kind=kinds.SAID, title="No rule in force names it.")
        yield Section(title=option.label, items=(none,))
    guards = sorted(plan.guards(name), key=lambda guard: -guard.truth)
    found = tuple(evolve(guard_item(plan, g), aside=_in_roles(g, offers)) for g in guards)
    yield Section(title="Guards", items=found or (Item(kind=kinds.SAID, title="None."),))
    aside = noun_basis(plan.protocol, "option", name)
    facts = (
        ("Classes", ", ".join(map(plain, option.classes))),
        ("Therapy", option.therapy),
        ("Excludes", option_labels(plan.protocol, option.opposes)),
        ("Answers", ", ".join(plan.protocol.vocabulary[name].label for name in option.answers)),
        ("Sources", ", ".join(option.sources)),
    )
    about = (
        *option_items(plan, name),
        *(said(label, text, aside) for label, text in facts if text),
    )
    if about:
        yield Section(title=_WHAT, items=about)


def _in_roles(guard: GuardFinding, offers: Sequence[Offer]) -> str:
    """Return the status of a guard, and in which of the roles offered where not in all (Z21)."""
    roles, but = guard.guard.roles, guard.guard.except_roles
    here = [offer.role for offer in offers if role_in(offer.role, roles, but)]
    if len(here) == len(offers):
        return guard_words(guard)
    if not here:
        return "not for the role that it is offered in"
    return f"{guard_words(guard)}, as {', '.join(map(plain, here))} only"


def _standing(plan: Plan, offer: Offer) -> Iterator[Item]:
    """Yield the status of an option in a role, and the status of each rule that names it."""
    place = f", place {offer.rank}" if offer.rank else ""
    held = (*needs_of(plan, offer), *checks_of(plan, offer))
    notes = (*held, *(orders(plan, offer) if offer.rank else ()))
    yield evolve(said("Stands as", f"{_group(offer)}{place}"), notes=notes)
    for finding in offer.findings:
        item = _rule(finding)
        if finding.status == CANNOT_TELL:
            needs = unknown_words(plan, plan.missing(finding.entry))
            item = evolve(item, notes=(Item(kind=kinds.NEEDS, title=needs),))
        yield item


def _rule(finding: Finding) -> Item:
    return said(finding.status_word, finding.says, "", finding.entry)


# --- stages, tables, statements, facts ----------------------------------------------------------


def _stage(plan: Plan, stage: str) -> Sheet:
    findings = plan.findings_in[stage]
    sections = [
        Section(title=OF_GROUP[group].word, items=tuple(map(_rule, found)))
        for group in GROUPS
        if (found := [f for f in findings if f.group == group])
    ]
    needs = [n for n in plan.needs if n.entry.stage == stage]
    if needs:
        items = tuple(said(n.state_word, n.need.says, "", n.entry) for n in needs)
        sections.append(Section(title="Needs", items=items))
    return tuple(sections) or (Section(title=STAGE_TITLES[stage], items=()),)


def _table(plan: Plan, name: str) -> Iterator[Section]:
    derivation = plan.protocol.tables[name]
    table = derivation.table
    cited = " ".join((*table.statements, *table.sources))
    mark = noun_basis(plan.protocol, "table", name)
    aside = " · ".join(unique((cited, f"{derivation.origin}: table {name}", mark)))
    seen = plan.seen()
    item = said(table.label, seen.got(name), aside)
    yield Section(title=_WHY, items=(evolve(item, notes=clause_items(seen.derivation(name))),))


def _inference(plan: Plan, name: str) -> Iterator[Section]:
    entry = plan.protocol.inferred[name]
    item = said(_drawn(plan, entry), entry.says, "", entry)
    yield Section(title=_WHY, items=(item,))
    yield Section(title=_WHAT, items=tuple(entry_items(plan.protocol, entry)))


def _drawn(plan: Plan, entry: Entry) -> str:
    """Say whether a row of what answers imply and exclude speaks for the case."""
    drawn = {row.id for row in (*plan.picture.implied, *plan.picture.excluded)}
    return entry.kind if entry.id in drawn else f"not {entry.kind}"


def _statement(plan: Plan, name: str) -> Iterator[Section]:
    protocol = plan.protocol
    citing = tuple(
        said(_state(plan, entry), entry.says, "", entry)
        for entry in (*protocol.entries, *protocol.inferred.values())
        if name in entry.cites
    )
    title = "Statement" if name in protocol.statements else "Source"
    yield Section(title=title, items=(evolve(cited_item(protocol, name), notes=citing),))


def _state(plan: Plan, entry: Entry) -> str:
    if entry.id in plan.protocol.inferred:
        return _drawn(plan, entry)
    truth = plan.truth(plan.protocol.position[entry.id])
    if entry.kind == "need":
        return NEED_WORDS[truth]
    if entry.kind in ("guard", "order"):
        return f"{entry.kind}, {TRUTH_WORDS[truth]}"
    return plan.finding(entry.id).status_word


def _fact(plan: Plan, name: str) -> Iterator[Section]:
    items = [said(FACTS[name].label, plan.picture.words(name), name)]
    for row in (*plan.picture.implied, *plan.picture.excluded):
        if row.fact == name and row.id:
            entry = plan.protocol.inferred[row.id]
            items.append(said(entry.kind.capitalize(), row.says, "", entry))
    if name in plan.picture.unused:
        items.append(said("Not used", f"{plan.picture.unused[name].why}."))
    yield Section(title="Fact", items=tuple(items))
    for question in plan.questions:
        if question.fact == name:
            yield from waiting_sections(plan, question)


_ANSWERS: Mapping[str, Callable[[Plan, str], Sheet | Iterator[Section]]] = {
    "entry": _entry,
    "option": _option,
    "stage": _stage,
    "table": _table,
    "inference": _inference,
    "statement": _statement,
    "fact": _fact,
}
