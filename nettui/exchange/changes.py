"""What two protocols say differently of one case: the page that an approving committee reads."""

from __future__ import annotations

from collections.abc import Iterator

from nettui.engine.findings import GROUP_TITLES
from nettui.engine.plan import Plan
from nettui.engine.wording import plain

NOTHING = "not mentioned"


def changes(old: Plan, new: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield what differs (an option in a role, status, grade, route), as it was and as it is."""
    before, after = _offers(old), _offers(new)
    labels = {**old.protocol.option_labels, **new.protocol.option_labels}
    for option, role in sorted({*before, *after}):
        was, now = before.get((option, role), NOTHING), after.get((option, role), NOTHING)
        if was != now:
            yield f"{labels[option]} ({plain(role)})", was, now
    for name, one, other in (
        ("Status", (old.status.word,), (new.status.word,)),
        ("Grade", old.grade, new.grade),
        ("Route", old.route, new.route),
    ):
        was, now = (" or ".join(map(plain, words)) or "none" for words in (one, other))
        if was != now:
            yield name, was, now


def _offers(plan: Plan) -> dict[tuple[str, str], str]:
    """Return where each option stands, with its strength where it is offered."""
    found = {}
    for offer in plan.offers:
        text = GROUP_TITLES[offer.group].lower()
        if offer.group in ("do", "consider") and offer.strength:
            text += f" ({offer.strength})"
        found[offer.option, offer.role] = text
    return found
