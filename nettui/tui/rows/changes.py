"""What changed between two plans of a case, as rows; and which rows of a plan are new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from nettui.case.model import Case
from nettui.engine.findings import Offer, OfferKey
from nettui.engine.plan import Plan
from nettui.engine.wording import plain
from nettui.exchange.stands import Stand, kept_stands, kept_windows, stands, windows
from nettui.sheet.kinds import OF_GROUP
from nettui.sheet.wording import answer_words, role_words
from nettui.tui.rows.lines import Row
from nettui.tui.rows.wording import heading

if TYPE_CHECKING:
    from nettui.store.records import Decision

_MOST = 6  # lines on what changed, before the plan itself
_ANSWERS = (("Grade", "grade"), ("Route", "route"))


def change_rows(before: Plan, now: Plan, since: str = "opening") -> tuple[Row, ...]:
    """Return what is different now, empty when nothing is, or where nothing was recorded before."""
    if before is now or is_empty(before.case):
        return ()
    rows = tuple(_changes(before, now))
    if not rows:
        return ()
    more = len(rows) - _MOST
    rest = (Row(title=f"and {more} more, marked * below"),) if more > 0 else ()
    return (heading(f"Changed since {since}", str(len(rows))), *rows[:_MOST], *rest)


def is_empty(case: Case) -> bool:
    """Say whether nothing but its id is recorded of a case."""
    return bool(case == Case(case_id=case.case_id))


def since_rows(decision: Decision | None, now: Plan) -> tuple[Row, ...]:
    """Return what the plan says differently since a board decided; empty for nothing."""
    if decision is None or not decision.plan:
        return ()
    rows = list(_differences(_kept(decision.plan), _decided_on(now), "decision"))
    title = f"Changed since decision {decision.number} of {decision.result.held_on}"
    return (heading(title, str(len(rows))), *rows) if rows else ()


@frozen
class _Told:
    """What a plan says, as far as it is held against another."""

    answers: Mapping[str, str]
    stands: Mapping[OfferKey, Stand]
    windows: Mapping[str, str]
    offers: tuple[Offer, ...] = ()


def _live(plan: Plan) -> _Told:
    answers = {
        "Status": plain(plan.status.word),
        **{label: answer_words(plan, name) for label, name in _ANSWERS},
        "Work-up": "{}/{}".format(*plan.workup),
    }
    return _Told(answers, stands(plan), windows(plan), plan.offers)


def _decided_on(plan: Plan) -> _Told:
    possible = {label: _possible(getattr(plan, name)) for label, name in _ANSWERS}
    answers = {"Status": plain(plan.status.word), **possible}
    return _Told(answers, stands(plan), windows(plan), plan.offers)


@lru_cache(maxsize=2)  # asked for at every key while a case is edited
def _kept(text: str) -> _Told:
    kept = json.loads(text)
    possible = {label: _possible(kept["answers"][name]["possible"]) for label, name in _ANSWERS}
    answers = {"Status": plain(kept["status"]["word"]), **possible}
    return _Told(answers, kept_stands(kept), kept_windows(kept))


def _possible(words: Sequence[str]) -> str:
    return " or ".join(map(plain, words)) or "cannot tell"


def _differences(then: _Told, now: _Told, of: str) -> Iterator[Row]:
    for label, word in now.answers.items():
        if then.answers[label] != word:
            yield _row(label, then.answers[label], word, of)
    for offer in now.offers:
        was, is_ = then.stands.get(offer.key, Stand("not_now")), now.stands[offer.key]
        # What could not be told and now is no longer of use is no news to anybody.
        if was != is_ and (was.group, is_.group) != ("cannot_tell", "not_now"):
            yield _moved(was, is_, offer, of)
    for says in dict.fromkeys((*then.windows, *now.windows)):
        due = (then.windows.get(says, "not due"), now.windows.get(says, "not due"))
        if due[0] != due[1]:
            title = f"{says.rstrip('.')}: {due[0]} -> {due[1]}"
            yield Row(
                sign="*", word="Follow-up", tone="changed", title=title, key=f"{of}:due:{says}"
            )


def _changes(before: Plan, now: Plan) -> Iterator[Row]:
    yield from _differences(_live(before), _live(now), "changed")


def _row(label: str, was: str, now: str, of: str) -> Row:
    return Row(sign="*", word=label, tone="changed", title=f"{was} -> {now}", key=f"{of}:{label}")


def _moved(was: Stand, now: Stand, offer: Offer, of: str) -> Row:
    kind = OF_GROUP[now.group]
    told = []
    if was.group != now.group:
        told.append(f"was: {OF_GROUP[was.group].word.lower()}")
    elif was.strength != now.strength:
        told.append(f"{now.strength or 'no strength'}, was: {was.strength or 'no strength'}")
    if now.place != was.place and now.place:
        told.append(f"place {now.place}, was: {was.place or 'none'}")
    told += (text for text in now.conditions if text not in was.conditions)
    if was.group == now.group:
        told += (f"no longer: {text}" for text in was.conditions if text not in now.conditions)
    return Row(
        sign=kind.sign,
        word=kind.word,
        tone=kind.tone,
        title=f"{offer.label}{role_words(offer)}",
        tail="; ".join(told),
        key=f"{of}:{offer.option}:{offer.role}",
        subject=(offer,),
    )


def change_line(before: Plan, now: Plan) -> str:
    """Return what changed in one short line: ``2 changes: Grade G1 -> G2; PRRT consider``."""
    rows = list(_changes(before, now))
    if not rows:
        return ""
    said = "; ".join(f"{row.word}: {row.title}" for row in rows[:3])
    count = f"{len(rows)} change{'s' if len(rows) > 1 else ''}"
    return f"{count}: {said}"


def about_changed(rows: Sequence[Row], told: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with those marked that are about an option told of in other rows."""
    moved = {offer.key for row in told for offer in _offers_in(row.subject)}
    return tuple(
        evolve(row, changed=True)
        if row.key and moved & {offer.key for offer in _offers_in(row.subject)}
        else row
        for row in rows
    )


def _offers_in(subject: object) -> Iterator[Offer]:
    parts = subject if isinstance(subject, tuple) else (subject,)
    yield from (part for part in parts if isinstance(part, Offer))


def marked(rows: Sequence[Row], before: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with those marked that did not stand there before."""
    known = {_said(row) for row in before}
    return tuple(
        row if row.heading or not row.key or _said(row) in known else evolve(row, changed=True)
        for row in rows
    )


def _said(row: Row) -> tuple[object, ...]:
    return (row.key, row.word, row.title, row.tail, row.notes)
