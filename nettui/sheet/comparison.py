"""One plan against another, or against a recorded one: what is different now, in words.

A plan at hand and one kept as JSON (`nettui.exchange.plan_json`) are compared in the same words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import frozen

from nettui.case.record.facts import FACTS
from nettui.engine.language.rules import Rule
from nettui.engine.language.states import TRUE
from nettui.engine.language.wording import plain
from nettui.engine.plan.checks import waits
from nettui.engine.plan.explain import TRUTH_WORDS
from nettui.engine.plan.findings import DueDate, Offer, OfferKey
from nettui.engine.plan.plan import Plan
from nettui.sheet.basis import unique
from nettui.sheet.item import Item
from nettui.sheet.kinds import CHANGED, OF_GROUP, status_label
from nettui.sheet.wording import ACTIVE, AFTER_CHECKS, after_checks, answer_words, role_words

NOTHING = "not mentioned"
NOT_DUE = "not due"
_ANSWERS = (("Grade", "grade"), ("Route", "route"))
_UNSEEN = ("not_now", "note")  # groups whose options are not offered, on any condition


@frozen
class OptionState:
    """The status of an option: its group, how strong, its place in an order, on what conditions.

    ``place`` counts from 1, 0 where no order ranks it. ``conditions`` are the stops, checks,
    cautions and first steps in force, such as ``First: Contraception``. ``to_check``: it stands in
    its place, and is cleared once its checks are done.
    """

    group: str
    strength: str = ""
    place: int = 0
    conditions: tuple[str, ...] = ()
    to_check: bool = False

    @property
    def words(self) -> str:
        """The group in words: ``consider (after checks)``."""
        return OF_GROUP[self.group].word.lower() + (AFTER_CHECKS if self.to_check else "")

    def new_since(self, was: OptionState | None) -> Iterator[str]:
        """Yield place and conditions where they are not the same as they were."""
        if self.place and (was is None or self.place != was.place):
            yield f"place {self.place}"
        known = was.conditions if was else ()
        yield from (text for text in self.conditions if text not in known)


def option_states(plan: Plan) -> dict[OfferKey, OptionState]:
    """Return the status of each option of a plan."""
    return {offer.key: option_state(plan, offer) for offer in plan.offers}


def option_state(plan: Plan, offer: Offer) -> OptionState:
    """Return the status of one option."""
    if offer.group in _UNSEEN:
        return OptionState(offer.group, offer.strength)
    guards = (g for g in plan.guards(offer.option, offer.role) if g.truth == TRUE)
    says = unique(_condition(g.guard.kind, g.guard.says) for g in guards)
    conditions = tuple(sorted(says))
    return OptionState(offer.group, offer.strength, offer.rank or 0, conditions, waits(offer))


def kept_states(kept: Mapping[str, Any]) -> dict[OfferKey, OptionState]:
    """Return the status of each option of a kept plan."""
    says = {guard["id"]: guard["says"] for guard in kept["guards"]}
    found = {}
    for offer in kept["offers"]:
        made = OptionState(offer["group"], offer["strength"])
        if offer["group"] not in _UNSEEN:
            holds = (g for g in offer["guards"] if g["truth"] == TRUTH_WORDS[TRUE])
            texts = unique(_condition(g["guard"], says[g["id"]]) for g in holds)
            place = offer["rank"] or 0
            to_check = offer["stop"] == "check" and made.group in ACTIVE
            made = OptionState(made.group, made.strength, place, tuple(sorted(texts)), to_check)
        found[offer["option"], offer["role"]] = made
    return found


def _condition(kind: str, says: str) -> str:
    return f"{kind.capitalize()}: {says.rstrip('.')}"


def windows(plan: Plan) -> dict[str, str]:
    """Return when each follow-up is due: its interval, not the days, which go on with the day."""
    found: dict[str, list[str]] = {}
    for due in plan.follow_up:
        window = _window(*months(due), due.anchor, due.repeats)
        found.setdefault(due.finding.says, []).append(window)
    return {says: "; ".join(sorted(texts)) for says, texts in found.items()}


def kept_windows(kept: Mapping[str, Any]) -> dict[str, str]:
    """Return when each follow-up of a kept plan is due."""
    says = {finding["id"]: finding["says"] for finding in kept["findings"]}
    found: dict[str, list[str]] = {}
    for due in kept["follow_up"]:
        low, high = due["months"]
        window = _window(low, high, due["anchor"], due["repeats"])
        found.setdefault(says[due["finding"]], []).append(window)
    return {name: "; ".join(sorted(texts)) for name, texts in found.items()}


def months(due: DueDate) -> tuple[float, float]:
    """Return the shortest and the longest interval of a follow-up, in months."""
    rule = due.finding.entry.act
    assert isinstance(rule, Rule)
    assert rule.due is not None, "only rules with an interval are due"
    return rule.due.low, rule.due.high


def _window(low: float, high: float, anchor: str, repeats: bool) -> str:
    after = FACTS[anchor].label if anchor in FACTS else anchor or "the day of the plan"
    span = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{span} months after {after}{', again and again' if repeats else ''}"


# --- what is different now ----------------------------------------------------------------------


@frozen
class _Said:
    """What a plan says, as far as it is compared with another."""

    answers: Mapping[str, str]
    states: Mapping[OfferKey, OptionState]
    windows: Mapping[str, str]


def change_items(before: Plan, now: Plan) -> tuple[Item, ...]:
    """Return what a plan says differently than the one before."""
    return tuple(_differences(_shown(before), _shown(now), now.offers, "changed"))


def since_items(kept: str, now: Plan) -> tuple[Item, ...]:
    """Return what a plan says differently than one that was kept as JSON with a decision."""
    return tuple(_differences(_kept(kept), _decided_on(now), now.offers, "decision"))


def _shown(plan: Plan) -> _Said:
    answers = {
        "Status": status_label(plan.status.word),
        **{label: answer_words(plan, name) for label, name in _ANSWERS},
        "Work-up": "{}/{}".format(*plan.workup),
    }
    return _Said(answers, option_states(plan), windows(plan))


def _decided_on(plan: Plan) -> _Said:
    possible = {label: _possible(getattr(plan, name)) for label, name in _ANSWERS}
    answers = {"Status": status_label(plan.status.word), **possible}
    return _Said(answers, option_states(plan), windows(plan))


@lru_cache(maxsize=2)  # asked for at every key while a case is edited
def _kept(text: str) -> _Said:
    kept = json.loads(text)
    possible = {label: _possible(kept["answers"][name]["possible"]) for label, name in _ANSWERS}
    answers = {"Status": status_label(kept["status"]["word"]), **possible}
    return _Said(answers, kept_states(kept), kept_windows(kept))


def _possible(words: Sequence[str], none: str = "cannot tell") -> str:
    return " or ".join(map(plain, words)) or none


def _differences(then: _Said, now: _Said, offers: Sequence[Offer], of: str) -> Iterator[Item]:
    for label, word in now.answers.items():
        if then.answers[label] != word:
            yield _changed(label, then.answers[label], word, f"{of}:{label}")
    for offer in offers:
        was, is_ = then.states.get(offer.key, OptionState("not_now")), now.states[offer.key]
        # An undecided rule that no longer concerns the case is no news.
        if was != is_ and (was.group, is_.group) != ("cannot_tell", "not_now"):
            yield _moved(was, is_, offer, of)
    for says, was_due, is_due in _due(then.windows, now.windows):
        title = f"{says.rstrip('.')}: {was_due}"
        yield _changed("Follow-up", title, is_due, f"{of}:due:{says}")


def _changed(label: str, was: str, now: str, name: str) -> Item:
    return Item(kind=CHANGED, names=label, title=f"{was} -> {now}", id=name)


def _due(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each follow-up that is due at other times, with when it was due and when it is now."""
    for says in dict.fromkeys((*was, *now)):
        texts = (was.get(says, NOT_DUE), now.get(says, NOT_DUE))
        if texts[0] != texts[1]:
            yield says, *texts


def _moved(was: OptionState, now: OptionState, offer: Offer, of: str) -> Item:
    """Return the status of an option now, followed by what has changed."""
    new = []
    if was.words != now.words:
        new.append(f"was: {was.words}")
    elif was.strength != now.strength:
        new.append(f"{now.strength or 'no strength'}, was: {was.strength or 'no strength'}")
    if now.place != was.place and now.place:
        new.append(f"place {now.place}, was: {was.place or 'none'}")
    new += (text for text in now.conditions if text not in was.conditions)
    if was.group == now.group:
        new += (f"no longer: {text}" for text in was.conditions if text not in now.conditions)
    return Item(
        kind=OF_GROUP[now.group],
        title=f"{offer.label}{role_words(offer)}{after_checks(offer)}",
        aside="; ".join(new),
        id=f"{of}:{offer.option}:{offer.role}",
        subject=(offer,),
    )


# --- what two protocols say of one case ----------------------------------------------------------


def changes(old: Plan, new: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield what two protocols say differently of one case, as it was and as it is.

    The group of an option in a role, its strength, place, stops, cautions and first steps; status,
    grade, route; when follow-up is due: what an approving committee reads.
    """
    before, after = option_states(old), option_states(new)
    labels = {**old.protocol.option_labels, **new.protocol.option_labels}
    for option, role in sorted({*before, *after}):
        was, now = before.get((option, role)), after.get((option, role))
        texts = (_state_words(was, now), _state_words(now, was))
        if texts[0] != texts[1]:
            yield f"{labels[option]} ({plain(role)})", *texts
    for name, one, other in (
        ("Status", (status_label(old.status.word),), (status_label(new.status.word),)),
        ("Grade", old.grade, new.grade),
        ("Route", old.route, new.route),
    ):
        texts = (_possible(one, "none"), _possible(other, "none"))
        if texts[0] != texts[1]:
            yield name, *texts
    for says, was_due, is_due in _due(windows(old), windows(new)):
        yield f"Follow-up: {says}", was_due, is_due


def _state_words(one: OptionState | None, other: OptionState | None) -> str:
    """Return the status of an option, and what differs from another state."""
    if one is None:
        return NOTHING
    text = one.words
    if one.group in ACTIVE and one.strength:
        text += f" ({one.strength})"
    return "; ".join((text, *one.new_since(other)))
