"""What a plan waits for: missing items of the work-up, and open questions, a few lines of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nettui.engine.language.states import CANNOT_TELL, MAYBE_MISSING, MISSING, UNKNOWN
from nettui.engine.plan.findings import Finding, strength_rank
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from nettui.exchange.document import Line
from nettui.exchange.fold import Fold
from nettui.exchange.layout import traced
from nettui.sheet.basis import (
    cited,
    fact_labels,
    number,
    option_labels,
    signs,
    some,
    unique,
)
from nettui.sheet.guards import holds

_LIVE = ("do", "consider", "not_cleared", "conflict")


def missing(plan: Plan, fold: Fold) -> Iterator[Line]:
    """Yield the missing needs, what blocks most first, those that hold the same together."""
    together: dict[tuple[int, str], list[Entry]] = {}
    facts: dict[tuple[int, str], list[str]] = {}
    for need in plan.pressing:
        key = (need.state, holds(plan.protocol, need.need))
        together.setdefault(key, []).append(need.entry)
        facts.setdefault(key, []).extend(need.missing)
    for (state, held), entries in together.items():
        labels = [fact_labels(plan, (f,)) for f in unique(facts[state, held])]
        text = some(labels, fold.facts if state == MAYBE_MISSING else 99)
        text += f". Holds {held}." if held else "."
        label = "Missing" if state == MISSING else "May be needed"
        yield traced(text, entries, label, most=1 if fold.short else 3)


def questions(plan: Plan, fold: Fold) -> Iterator[Line]:
    """Yield what cannot be told, by the facts that would decide it: a few questions.

    What the strongest rules wait for comes first, then what decides most.
    """
    needed = {f for n in plan.needs for f in n.missing}
    by_facts: dict[tuple[str, ...], list[Finding]] = {}
    behind_needs: list[Finding] = []
    for finding in plan.findings:
        if finding.status == CANNOT_TELL:
            facts = plan.missing(finding.entry)
            if needed.intersection(facts) and not fold.short:
                behind_needs.append(finding)
            else:
                by_facts.setdefault(facts, []).append(finding)
    if behind_needs:
        text = f"what is missing decides {_count(plan, behind_needs, fold)}"
        yield traced(text, (f.entry for f in behind_needs), "Cannot tell", most=1, stage="workup")

    def before(facts: tuple[str, ...]) -> tuple[int, int]:
        found = by_facts[facts]
        return min(strength_rank(f.strength) for f in found), -len(found)

    order = sorted(by_facts, key=before)
    shown = order[: fold.questions]
    for facts in shown:
        found = by_facts[facts]
        needs = some((fact_labels(plan, (f,)) for f in facts), 6) or "what its answers rest on"
        decides = "decide" if len(facts) > 1 else "decides"
        text = f"{needs}: {decides} {_count(plan, found, fold)}"
        yield traced(text, (f.entry for f in found), "Ask", most=2, stage="workup")
    yield from _together(plan, {facts: by_facts[facts] for facts in order[len(shown) :]}, fold)


def _count(plan: Plan, findings: Sequence[Finding], fold: Fold) -> str:
    options = unique(o for f in findings for o in f.options)
    rules = number(len(findings), "rule", "rules")
    if not options:
        return rules
    if not fold.do:
        return f"{rules} on {number(len(options), 'option', 'options')}"
    return f"{rules} ({some((option_labels(plan.protocol, (o,)) for o in options), 2)})"


def _together(
    plan: Plan, rest: Mapping[tuple[str, ...], Sequence[Finding]], fold: Fold
) -> Iterator[Line]:
    """Yield as one question the remaining rules, and the cautions and first steps, in doubt."""
    missing_items = {f for n in plan.needs for f in n.missing}
    read = {f for key in rest for f in key}
    facts = dict.fromkeys(f for key in rest for f in key if f not in missing_items)
    findings = [f for found in rest.values() for f in found]
    guards: dict[str, Entry] = {}
    weight: dict[str, int] = {}
    for offer in plan.offers:
        if offer.group in _LIVE:
            for guard in plan.guards(offer.option, offer.role):
                if guard.guard.kind != "stop" and guard.truth == UNKNOWN:
                    guards[guard.entry.id] = guard.entry
                    for fact in plan.missing(guard.entry):
                        weight[fact] = weight.get(fact, 0) + 1
    facts.update(dict.fromkeys(sorted(weight, key=lambda f: (-weight[f], f))))
    decides = [_count(plan, findings, fold)] if findings else []
    if guards:
        decides.append(number(len(guards), "caution or first step", "cautions or first steps"))
    if decides:
        named = [fact_labels(plan, (f,)) for f in facts]
        if read & missing_items:
            named.insert(0, "What is missing")
        labels = some(named, fold.facts)
        entries = [*(f.entry for f in findings), *guards.values()]
        text = f"{labels}: decide {' and '.join(decides)}"
        basis = f"{cited(entries, 3 if fold.short else 6)} {signs(entries)}".strip()
        yield Line(text, basis, "Ask", tells=tuple(e.id for e in entries))
