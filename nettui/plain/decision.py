"""What the board resolved, recorded line by line: each option, who was present, then signed."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from nettui.desk import deciding
from nettui.desk.reasons import CORRECTIONS
from nettui.engine.language.wording import plain
from nettui.engine.plan.findings import Offer
from nettui.engine.plan.plan import Plan
from nettui.plain.lines import row_told, spoken
from nettui.plain.saving import reason
from nettui.plain.session import Session
from nettui.plain.talk import number_in
from nettui.sheet.kinds import OF_GROUP
from nettui.sheet.patient import who
from nettui.sheet.wording import after_checks, role_words
from nettui.store.errors import StoreRefusal
from nettui.store.records import REASON_CODES, BoardResult, Decision, Resolution
from nettui.tui.rows.decision import signing_rows

_OUTCOMES = {
    "accept": "accepted",
    "modify": "modified",
    "decline": "declined",
    "defer": "deferred",
}
_WORDS = (
    *_OUTCOMES,
    *("unset", "words", "present", "day", "note", "list", "sign", "back", "discard", "help"),
)
_HELP = (
    "accept 1: the board accepts the option with this number, as the plan offers it",
    "modify 1, decline 1, defer 1: a reason is asked, then words",
    "words 1: add words to what is resolved on an option",
    "unset 1: nothing is resolved on it",
    "present A, B: who was present",
    "day 2026-11-24: the day of the board",
    "note TEXT: a remark on the whole decision",
    "list: the options, and what is resolved so far",
    "sign: record it; it is never changed afterwards, only corrected",
    "back: leave it; it is kept, and 'decide' goes on",
    "discard: leave it and throw it away",
)


def run_decide(session: Session, _rest: str) -> None:
    """Record what the board resolved on the plan as it is saved."""
    case, store = session.opened, session.desk.store
    if store is None:
        session.say("This case is a file: decisions are recorded in a store. Nothing was done.")
    elif store.read_only or case.entry.archived:
        session.say(f"Nothing can be recorded: {session.desk.refusal(case.entry)}")
    elif case.editing.is_changed or case.entry.rev == 0:
        session.say("Save first: a decision is bound to what was saved.")
    elif case.pending is not None and case.pending.corrects:
        correct(session, case.pending.corrects)
    else:
        begun = case.pending or deciding.begun(case.editing)
        _decide(session, case.editing.plan, case.entry.rev, begun)


def run_correct(session: Session, rest: str) -> None:
    """Correct an earlier decision by a new one, on the plan of that one."""
    case, store = session.opened, session.desk.store
    number = number_in(rest.removeprefix("decision").strip())
    if store is None:
        session.say("This case is a file: it has no decisions. Nothing was done.")
    elif session.desk.refusal(case.entry):
        session.say(f"It cannot be corrected: {session.desk.refusal(case.entry)}")
    elif number is None or number not in _numbers(session):
        session.say("Say which decision: 'correct 1'. 'history' lists the decisions.")
    else:
        correct(session, number)


def _numbers(session: Session) -> tuple[int, ...]:
    store = session.desk.store
    if store is None or not session.opened.entry.rev:
        return ()
    return tuple(one.number for one in store.decisions(session.opened.entry.key))


def correct(session: Session, number: int) -> None:
    """Go on with a decision that corrects an earlier one."""
    case, store = session.opened, session.desk.store
    assert store is not None, "only where there is one"
    plan, rev, begun = deciding.correction(store, case.entry.key, number, case.pending)
    _decide(session, plan, rev, begun)


# --- the options ---------------------------------------------------------------------------------


def _decide(session: Session, plan: Plan, rev: int, begun: BoardResult) -> None:
    """Take what is resolved, line by line, until it is signed or left."""
    case = session.opened
    session.place, session.listed = "decision", ()
    result = deciding.fitting(plan, begun)
    dropped = len(begun.resolutions) - len(result.resolutions)
    if dropped:
        session.say(f"{dropped} resolved before on what is no longer in the plan: left out.")
    what = f"Correction of decision {begun.corrects}" if begun.corrects else "Decision of the board"
    session.say(f"{what} on {spoken(who(plan.case))}.")
    _list(session, plan, result)
    session.say("Type 'accept 1', 'decline 2', 'note ...', 'sign', 'back'; 'help' says all words.")
    while True:
        text = session.talk.ask(f"{case.case_id}, decision")
        word, _, rest = text.partition(" ")
        command = _command(session, word)
        if command == "sign":
            signed = _signed(session, plan, result)
            if signed is not None:
                result = signed
                _keep(session, result)
                if _record(session, plan, rev, result):
                    return
        elif command == "back":
            session.say("Left unsigned. It is kept; 'decide' goes on with it.")
            session.say_where()
            return
        elif command == "discard":
            _keep(session, None)
            session.say("The decision that was begun is thrown away. Nothing was recorded.")
            session.say_where()
            return
        elif command == "help":
            for line in _HELP:
                session.say(line)
        elif command == "list":
            _list(session, plan, result)
        elif command:
            changed = _changed(session, plan, result, command, rest.strip())
            if changed is not None:
                before, result = deciding.made(result), changed
                _keep(session, result)
                for key, one in deciding.made(result).items():
                    if before.get(key) != one:
                        session.say(f"{plan.protocol.option_labels[one.option]}: {_resolved(one)}.")
                session.say(_state(plan, result))


def _command(session: Session, word: str) -> str:
    """Return the word of a decision that is meant, empty after saying why none is."""
    typed = word.casefold()
    found = [one for one in _WORDS if one.startswith(typed)] if typed else []
    if typed in _WORDS or len(found) == 1:
        return typed if typed in _WORDS else found[0]
    if found:
        session.say(f"'{word}' may be {' or '.join(found)}. Type more of it.")
    else:
        said = f"'{word}' is no word of a decision. " if word else ""
        session.say(f"{said}Words are: {', '.join(_WORDS)}.")
    return ""


def _keep(session: Session, result: BoardResult | None) -> None:
    session.opened.pending = result
    session.say(session.opened.keep_draft())


def _list(session: Session, plan: Plan, result: BoardResult) -> None:
    made = deciding.made(result)
    options = deciding.to_decide(plan)
    for n, offer in enumerate(options, 1):
        resolution = made.get(offer.key)
        said = f", {_resolved(resolution)}" if resolution else ", open"
        session.say(f"{n}. {OF_GROUP[offer.group].word}: {_label(offer)}{said}")
    if not options:
        session.say("The plan has no option to resolve on; a note can be recorded.")
    session.say(_state(plan, result))


def _label(offer: Offer) -> str:
    return f"{offer.label}{role_words(offer)}{after_checks(offer)}"


def _resolved(resolution: Resolution) -> str:
    parts = (resolution.outcome, plain(resolution.code), resolution.text)
    return ", ".join(filter(None, parts))


def _state(plan: Plan, result: BoardResult) -> str:
    done = len(result.resolutions)
    present = ", ".join(result.attendees) or "nobody named yet"
    note = ", with a note" if result.note else ""
    return (
        f"{done} resolved, {len(deciding.to_decide(plan)) - done} open, "
        f"board of {result.held_on.isoformat()}, present: {present}{note}. Not signed."
    )


# --- one step ------------------------------------------------------------------------------------


def _changed(
    session: Session, plan: Plan, result: BoardResult, command: str, rest: str
) -> BoardResult | None:
    """Return the decision after one step, None where nothing was done."""
    if rest and not rest.isprintable():
        session.say(deciding.UNSEEN)
        return None
    if command in ("present", "day", "note"):
        text = rest or session.talk.ask(command)
        if command == "present":
            return evolve(result, attendees=deciding.names(text))
        if command == "note":
            return evolve(result, note=text)
        fault = deciding.day_fault(text, plan.as_of)
        if fault:
            session.say(fault)
            return None
        import datetime

        return evolve(result, held_on=datetime.date.fromisoformat(text.strip()))
    offer = _offer(session, plan, command, rest)
    if offer is None:
        return None
    if command == "unset":
        return deciding.left_open(result, offer.key)
    if command == "words":
        return _with_words(session, result, offer)
    return _resolve(session, plan, result, offer, _OUTCOMES[command])


def _offer(session: Session, plan: Plan, command: str, rest: str) -> Offer | None:
    options = deciding.to_decide(plan)
    number = number_in(rest)
    if number is not None and 1 <= number <= len(options):
        return options[number - 1]
    words = rest.casefold()
    found = [one for one in options if words and one.label.casefold().startswith(words)]
    if len(found) == 1:
        return found[0]
    session.say(f"Say which option by its number, such as '{command} 1'. 'list' says them.")
    return None


def _resolve(
    session: Session, plan: Plan, result: BoardResult, offer: Offer, outcome: str
) -> BoardResult | None:
    code = text = ""
    if outcome == "accepted":
        why = deciding.cannot_accept(plan, offer)
        if why:
            session.say(f"Not accepted. Modify or defer it: {why}")
            return None
    else:
        session.say(f"{_label(offer)}: {outcome}. Why?")
        at = session.talk.choose([plain(one) for one in REASON_CODES])
        if at is None:
            session.say("Nothing was resolved on it.")
            return None
        code = REASON_CODES[at]
        if outcome in deciding.NEEDS_WORDS:
            session.say("Say how it is modified, or nobody can tell later.")
        text = session.talk.ask("words, Enter alone for none")
    option, role = offer.key
    made = Resolution(option=option, role=role, outcome=outcome, code=code, text=text)
    return deciding.resolved(result, made)


def _with_words(session: Session, result: BoardResult, offer: Offer) -> BoardResult | None:
    made = deciding.made(result).get(offer.key)
    if made is None:
        session.say(f"Nothing is resolved on {_label(offer)} yet.")
        return None
    text = session.talk.ask("words, Enter alone for none")
    return deciding.resolved(result, evolve(made, text=text))


# --- signing -------------------------------------------------------------------------------------


def _signed(session: Session, plan: Plan, result: BoardResult) -> BoardResult | None:
    """Ask once more what is signed; return it, None where it is not signed."""
    made = deciding.made(result)
    if not made and not result.note:
        session.say("Nothing is resolved and there is no note: there is nothing to sign.")
        return None
    label = deciding.wordless(plan, result)
    if label:
        session.say(f"{label} is modified: say how with 'words', or nobody can tell later.")
        return None
    if result.corrects and not result.reason:
        session.say(f"Why is decision {result.corrects} corrected?")
        why = reason(session, CORRECTIONS)
        if not why:
            session.say("Not signed.")
            return None
        result = evolve(result, reason=why)
    for line in _signing(plan, result):
        session.say(line)
    open_ = len(deciding.to_decide(plan)) - len(made)
    session.say(f"{len(made)} resolved, {open_} left open. It is never changed afterwards.")
    if session.talk.ask("type yes to sign").casefold() != "yes":
        session.say("Not signed. What was resolved is kept.")
        return None
    return result


def _signing(plan: Plan, result: BoardResult) -> Iterator[str]:
    for row in signing_rows(plan, deciding.made(result), result):
        yield from (line.text for line in row_told(row))


def _record(session: Session, plan: Plan, rev: int, result: BoardResult) -> bool:
    """Record a decision; say whether that was done."""
    case, store = session.opened, session.desk.store
    assert store is not None, "only where there is one"
    try:
        why = "" if result.corrects else deciding.overtaken(store, case.entry)
        if why:
            session.say(why)
            return False
        made = store.decide(plan, rev, result)
    except StoreRefusal as refused:
        session.say(f"{refused} What was resolved is kept.")
        return False
    case.pending = None
    case.entry = evolve(case.entry, decided=made)
    if rev == case.entry.rev and case.entry.summary is not None:
        case.entry = evolve(case.entry, summary=evolve(case.entry.summary, decision="decided"))
        session.entries[case.entry.key] = case.entry
    case.keep_draft()
    session.say(_recorded(made, result))
    session.place = "plan"
    session.say_where()
    return True


def _recorded(made: Decision, result: BoardResult) -> str:
    corrects = f"; it corrects decision {result.corrects}" if result.corrects else ""
    return f"Decision {made.number} is recorded{corrects}."
