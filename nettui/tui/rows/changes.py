"""What changed between two plans of a case, as rows; and which rows of a plan are new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from nettui.engine.findings import GROUP_TITLES, Offer
from nettui.engine.plan import Plan
from nettui.engine.wording import plain
from nettui.exchange.wording import answer_words, role_words
from nettui.tui.rows.lines import Row
from nettui.tui.rows.wording import SIGNS, heading

if TYPE_CHECKING:
    from nettui.store.records import Decision

_ANSWERS = (("Grade", "grade"), ("Route", "route"))


def change_rows(before: Plan, now: Plan, since: str = "opening") -> tuple[Row, ...]:
    """Return what is different now, empty when nothing is."""
    rows = list(_changes(before, now))
    return (heading(f"Changed since {since}", str(len(rows))), *rows) if rows else ()


def since_rows(decision: Decision | None, now: Plan) -> tuple[Row, ...]:
    """Return what the plan says differently since a board decided; empty for nothing."""
    if decision is None or not decision.plan:
        return ()
    then = json.loads(decision.plan)
    rows = []
    words = (then["status"]["word"], now.status.word)
    if words[0] != words[1]:
        rows.append(_row("Status", plain(words[0]), plain(words[1]), "decision"))
    old = {(offer["option"], offer["role"]): offer["group"] for offer in then["offers"]}
    for offer in now.offers:
        group = old.get((offer.option, offer.role), "not_now")
        if group != offer.group:
            rows.append(_moved(group, offer, "decision"))
    title = f"Changed since decision {decision.number} of {decision.result.held_on}"
    return (heading(title, str(len(rows))), *rows) if rows else ()


def _changes(before: Plan, now: Plan) -> Iterator[Row]:
    words = (before.status.word, now.status.word)
    if words[0] != words[1]:
        yield _row("Status", *map(plain, words))
    for label, name in _ANSWERS:
        said = (answer_words(before, name), answer_words(now, name))
        if said[0] != said[1]:
            yield _row(label, *said)
    if before.workup != now.workup:
        yield _row("Work-up", "{}/{}".format(*before.workup), "{}/{}".format(*now.workup))
    old = {(o.option, o.role): o for o in before.offers}
    for offer in now.offers:
        was = old.get((offer.option, offer.role))
        if was is not None and was.group != offer.group:
            yield _moved(was.group, offer)


def _row(label: str, was: str, now: str, of: str = "changed") -> Row:
    return Row(sign="*", word=label, tone="changed", title=f"{was} -> {now}", key=f"{of}:{label}")


def _moved(was: str, now: Offer, of: str = "changed") -> Row:
    sign, tone = SIGNS[now.group]
    return Row(
        sign=sign,
        word=GROUP_TITLES[now.group],
        tone=tone,
        title=f"{now.label}{role_words(now)}",
        tail=f"was: {GROUP_TITLES[was].lower()}",
        key=f"{of}:{now.option}:{now.role}",
        subject=(now,),
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
    moved = {_option(offer) for row in told for offer in _offers_in(row.subject)}
    return tuple(
        evolve(row, changed=True)
        if row.key and moved & {_option(offer) for offer in _offers_in(row.subject)}
        else row
        for row in rows
    )


def _option(offer: Offer) -> tuple[str, str]:
    return offer.option, offer.role


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
