"""Is this still the patient it was? What must make one look twice before saving or giving out."""

from __future__ import annotations

from nettui.case.record.case import Case
from nettui.engine.language.wording import plain


def identity(case: Case) -> dict[str, str]:
    """Return what a patient is told apart by, in words; empty for what is not known."""
    patient = case.patient
    facts = {
        "id": case.case_id,
        "age": patient.age,
        "sex": patient.sex_at_birth,
        "site": case.disease.primary_site,
    }
    return {
        name: "" if value in (None, "unknown") else plain(str(value))
        for name, value in facts.items()
    }


def doubts(before: Case, now: Case, turns: list[str]) -> tuple[str, ...]:
    """Return why it may be the wrong patient, in words; nothing where all is as expected.

    ``before``: the case when it was opened or last confirmed; what was not known and is known
    now raises no doubt. ``turns``: the ids of the cases opened in this session, in order.
    """
    was, is_ = identity(before), identity(now)
    found = [
        f"Its {name} was {was[name]} when you opened it and is {is_[name] or 'not known'} now."
        for name in was
        if was[name] and was[name] != is_[name]
    ]
    mine = now.case_id
    if turns.count(mine) > 1:
        between = turns[turns.index(mine) :]
        others = list(dict.fromkeys(turn for turn in between if turn != mine))
        if others:
            found.append(f"You had {mine} and {', '.join(others[:3])} open in turn.")
    return tuple(found)
