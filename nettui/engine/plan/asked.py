"""The few questions that decide most: who can answer each, and what each answer would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from nettui.case.base.plain import Plain
from nettui.case.picture.why_unknown import why_unknown
from nettui.case.record.answered_by import answered_by
from nettui.engine.plan.branches import AFTER, Branch, Search, is_next
from nettui.engine.plan.findings import Question

MOST_ASKED = 5


@frozen(repr=False, eq=False)
class Asked(Plain):
    """One of the questions that decide most.

    ``who`` can answer it; ``why`` it is open, as a word of `why_unknown`.
    """

    question: Question
    who: str
    why: str
    search: Search = field(repr=False)

    @property
    def fact(self) -> str:
        """The fact that is asked."""
        return self.question.fact

    @property
    def effect(self) -> Branch | None:
        """What its answers alone would change; None where no single one changes a treatment."""
        return self.search.effect(self.fact)


def asked(search: Search, branch: Branch | None, every: Iterable[Question]) -> tuple[Asked, ...]:
    """Return at most five of the open questions, the one that decides most first.

    None that has to wait, such as for the end of a pregnancy. First what blocks the plan, then what
    the branches ask, then in the order of ``every``.
    """
    seen = search.start.picture
    in_tree = list(dict.fromkeys(_facts(branch)))
    questions = [one for one in every if one.fact not in seen.unclear and not one.waits]

    def before(question: Question) -> tuple[bool, bool, int, float]:
        fact = question.fact
        place = in_tree.index(fact) if fact in in_tree else len(in_tree)
        is_later = fact in AFTER and not is_next(seen, fact)
        return is_later, fact not in search.blocking, place, -search.gain(fact)

    first = sorted(questions, key=before)[:MOST_ASKED]
    return tuple(
        Asked(
            question=one,
            who=answered_by(one.fact),
            why=why_unknown(seen, one.fact),
            search=search,
        )
        for one in first
    )


def _facts(branch: Branch | None) -> Iterator[str]:
    """Yield the facts that a tree asks, those of the first questions first."""
    level = [branch] if branch else []
    while level:
        yield from (one.fact for one in level)
        level = [answer.then for one in level for answer in one.answers if answer.then]
