"""What in this patient makes a guard hold: "Creatinine clearance below 30 mL/min (here 24 mL/min)".

Read off the guard's condition and the picture: no number is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from nettui.case.base.spoken import figure, spoken
from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.record.facts import FACTS
from nettui.engine.language import conditions as c
from nettui.engine.language.states import TRUE
from nettui.engine.plan.explain import Seen
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry

# Derived facts that a sentence can name, with how their words read. What is not here says nothing
# of a patient that its guard does not say.
_DERIVED: Mapping[str, Mapping[str, str]] = {
    "crcl": {},
    "line": {"first": "no earlier line", "later": "a later line of therapy"},
}
# The guard says these in words of its own; rows of therapies are no words.
_UNSAID = frozenset(
    {
        "disease.curative_resection_feasible",
        "function.functional",
        "history.current_therapies",
        "history.ended_for_toxicity",
        "history.held_by",
        "history.never_again",
        "history.prior_therapies",
        "history.progressed_on",
        "patient.pregnancy_status",
        "patient.sex_at_birth",
        "patient.wishes",
    }
)
# Where a guard is about these tumours it names them; where it is about all others it does not.
_NAMED_BY_GUARD = frozenset(
    {
        "disease.primary_site",
        "disease.progression_status",
        "function.syndrome",
        "pathology.histology_family",
    }
)
_AGE = "patient.age"


@frozen
class _Said:
    """A clause; ``here`` where it only gives the value of what the guard names with its limit."""

    clause: str
    here: bool = False


def with_values(plan: Plan, entry: Entry, says: str) -> str:
    """Return what a guard says, with the values of this patient that make it hold."""
    found = list(dict.fromkeys(_clauses(plan, plan.seen_for(entry), entry.act.when, TRUE, says)))
    here = "; ".join(one.clause for one in found if one.here)
    limit, colon, then = says.partition(": ")
    if here and colon and "(" not in limit:
        says = f"{limit} ({here}): {then}"
        found = [one for one in found if not one.here]
    clauses = "; ".join(one.clause for one in found)
    if not clauses:
        return says
    return f"{says[:-1]}; {clauses})" if says.endswith(")") else f"{says} ({clauses})"


def _clauses(
    plan: Plan, seen: Seen, condition: c.Condition, wanted: int, says: str
) -> Iterator[_Said]:
    """Yield what makes a condition true, or false where that is wanted."""
    match condition:
        case c.Not(term):
            yield from _clauses(plan, seen, term, TRUE - wanted, says)
        case c.All(terms) | c.Any(terms):
            is_each = isinstance(condition, c.All) == (wanted == TRUE)
            sure = [term for term in terms if seen.truth(term) == wanted]
            open_ = [term for term in terms if seen.truth(term) not in (wanted, TRUE - wanted)]
            for term in terms if is_each else sure or open_:
                yield from _clauses(plan, seen, term, wanted, says)
        case c.Among(name) if name in _NAMED_BY_GUARD and wanted == TRUE:
            return
        case c.Compare(name) | c.Among(name):
            yield from _of_fact(plan, seen, name, says, _value(plan, name))
        case c.Include(name, items):
            value = _value(plan, name)
            if isinstance(value, frozenset) and wanted == TRUE:
                value &= frozenset(items)
            yield from _of_fact(plan, seen, name, says, value)


def _of_fact(plan: Plan, seen: Seen, name: str, says: str, value: object) -> Iterator[_Said]:
    if name in _UNSAID or (name == _AGE and not re.search(r"\d", says)):
        return
    fact = plan.protocol.vocabulary[name]
    if name in FACTS:
        if value is None:
            return
        clause, words = spoken(fact, value), figure(fact, value)
    else:
        words = _rounded(seen.got(name))
        clause = _derived(fact, words) if name in _DERIVED else ""
    if fact.kind is Kind.NUMBER and _is_limit(fact, says):
        yield _Said(f"here {words}", here=True)
    elif clause and not _is_said(fact, clause, says):
        yield _Said(clause)


def _value(plan: Plan, name: str) -> object:
    return plan.picture.get(name) if name in FACTS else None


def _derived(fact: Fact, words: str) -> str:
    """Return a derived value as a clause, empty where it has none."""
    said = _DERIVED[fact.name]
    return said.get(words, "") if said else spoken(evolve(fact, kind=Kind.TEXT), words)


def _rounded(words: str) -> str:
    """Return a value that was worked out with as many figures as can be read."""
    return re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):.4g}", words)


def _is_limit(fact: Fact, says: str) -> bool:
    """Say whether a guard names a number with its limit: ``Ki-67 of 10 % or more``."""
    names = "|".join(map(re.escape, {fact.label, fact.inside, fact.inside.removesuffix(" count")}))
    return re.search(rf"\b(?:{names})s?\b[^:]*\d", says, re.IGNORECASE) is not None


def _is_said(fact: Fact, clause: str, says: str) -> bool:
    """Say whether a guard says in its own words what a clause would add."""
    own = says.casefold()
    plain = re.sub(r"^(the (patient|tumour) is |metastases in: )", "", clause.casefold())
    if plain in own:
        return True
    by_word = fact.kind is not Kind.NUMBER
    return by_word and all(word.rstrip(",;:") in own for word in plain.split())
