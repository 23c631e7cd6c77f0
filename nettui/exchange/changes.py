"""What two protocols say differently of one case: the page that an approving committee reads."""

from __future__ import annotations

from collections.abc import Iterator

from nettui.engine.plan import Plan
from nettui.engine.wording import plain
from nettui.exchange.stands import Stand, stands, windows
from nettui.sheet.kinds import OF_GROUP

NOTHING = "not mentioned"
NOT_DUE = "not due"


def changes(old: Plan, new: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield what differs, as it was and as it is.

    Where an option in a role stands, its strength, place, stops, cautions and first steps; status,
    grade, route; when follow-up is due.
    """
    before, after = stands(old), stands(new)
    labels = {**old.protocol.option_labels, **new.protocol.option_labels}
    for option, role in sorted({*before, *after}):
        was, now = before.get((option, role)), after.get((option, role))
        texts = (_said(was, now), _said(now, was))
        if texts[0] != texts[1]:
            yield f"{labels[option]} ({plain(role)})", *texts
    for name, one, other in (
        ("Status", (old.status.word,), (new.status.word,)),
        ("Grade", old.grade, new.grade),
        ("Route", old.route, new.route),
    ):
        texts = (_words(one), _words(other))
        if texts[0] != texts[1]:
            yield name, *texts
    due, still_due = windows(old), windows(new)
    for name in dict.fromkeys((*due, *still_due)):
        texts = (due.get(name, NOT_DUE), still_due.get(name, NOT_DUE))
        if texts[0] != texts[1]:
            yield f"Follow-up: {name}", *texts


def _words(words: tuple[str, ...]) -> str:
    return " or ".join(map(plain, words)) or "none"


def _said(one: Stand | None, other: Stand | None) -> str:
    """Return where an option stands, and what it does not have in common with another standing."""
    if one is None:
        return NOTHING
    text = OF_GROUP[one.group].word.lower()
    if one.group in ("do", "consider") and one.strength:
        text += f" ({one.strength})"
    return "; ".join((text, *one.new_since(other)))
