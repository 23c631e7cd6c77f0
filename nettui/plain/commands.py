"""The words that can be typed: what each does, and which one is meant by its beginning."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from nettui.case.base.nearest import did_you_mean
from nettui.plain import (
    cases,
    decision,
    entries,
    export,
    history,
    in_store,
    plan,
    questions,
    record,
    saving,
)
from nettui.plain.session import Session
from nettui.sheet.basis import MARK_WORDS
from nettui.sheet.kinds import SIGNS

Run = Callable[[Session, str], None]


@frozen
class Command:
    """A word: what may stand behind it, what it does, whether it needs an open case."""

    word: str
    takes: str
    does: str
    run: Run
    on_case: bool = True


def _where(session: Session, _rest: str) -> None:
    session.say_where()


def _quit(session: Session, _rest: str) -> None:
    """End, once the open case has been left."""
    session.is_over = saving.leave(session)


def _more(session: Session, rest: str) -> None:
    """Ask before each page of a long answer, or say all of it at once."""
    word = rest.casefold()
    if word in ("on", "off"):
        session.talk.asks_for_more = word == "on"
    is_on = session.talk.asks_for_more
    session.say(
        "Long answers stop every 20 lines and ask 'more?'. 'more off' says all at once."
        if is_on
        else "Long answers are said all at once. 'more on' stops them every 20 lines."
    )


def _help(session: Session, rest: str) -> None:
    """Say the words that can be typed, or one of them."""
    if rest:
        found, why = meant(rest.partition(" ")[0])
        session.say(_line(found) if found else why)
        return
    session.say("Type a word, or as much of it as tells it from the others.")
    session.say("A number alone answers what was listed last. An empty line says where one is.")
    parts = [("On an open case", True), ("On all cases", False)]
    for title, on_case in parts if session.case is not None else parts[::-1]:
        session.say(f"{title}:")
        for one in COMMANDS:
            if one.on_case == on_case:
                session.say(_line(one), 1)
    session.say("Words of a plan:")
    for kind in SIGNS:
        session.say(f"{kind.word}: {kind.help.removesuffix('; press a to see all of them')}", 1)
    for mark, meaning in MARK_WORDS.items():
        session.say(f"({mark}): {meaning}; confirm it before clinical use", 1)
    session.say("nettui advises a tumour board; it never decides. Missing is never no.")
    session.say_where()


def _line(command: Command) -> str:
    takes = f" {command.takes}" if command.takes else ""
    return f"{command.word}{takes}: {command.does}"


COMMANDS: Sequence[Command] = (
    Command("plan", "[all, a section, words]", "the plan, at a glance or in full", plan.run_plan),
    Command("why", "NUMBER or NAME", "why a line or an option is as it is", plan.run_why),
    Command("due", "", "follow-up by date", plan.run_due),
    Command(
        "ask", "[NUMBER, all]", "the questions that decide most; answer one", questions.run_ask
    ),
    Command("record", "[all, a part]", "what is known of the patient", record.run_record),
    Command(
        "set",
        "NAME or NUMBER, VALUE",
        "set a field: 'set ki67 4', 'set ecog unknown'; also not done, not applicable",
        record.run_set,
    ),
    Command("clear", "NAME or NUMBER", "empty a field", record.run_clear),
    Command(
        "add",
        "KIND TEXT",
        "add a specimen, examination, treatment or laboratory value",
        entries.run_add,
    ),
    Command("remove", "[NUMBER]", "remove an entry", entries.run_remove),
    Command("undo", "", "take back the last change", record.run_undo),
    Command("changes", "", "what is not saved, and what it makes of the plan", record.run_changes),
    Command("redo", "", "do again what was taken back", record.run_redo),
    Command(
        "whatif",
        "[NUMBER, or NAME VALUE]",
        "what one fact would change; nothing is recorded",
        plan.run_whatif,
    ),
    Command("save", "", "save the case", saving.run_save),
    Command("decide", "", "record what the board resolved", decision.run_decide),
    Command("correct", "NUMBER", "correct an earlier decision", decision.run_correct),
    Command("history", "", "decisions and revisions, what changed and why", history.run_history),
    Command("board", "[DAY, none]", "put the case before the board of a day", in_store.run_board),
    Command(
        "export",
        "[text, markdown, json, case]",
        "write the plan or case to a file",
        export.run_export,
    ),
    Command("close", "", "leave the case; asks where something is not saved", saving.run_close),
    Command("cases", "[GROUP]", "list the cases, or those of a group", cases.run_cases, False),
    Command("groups", "", "how many cases there are of each group", cases.run_groups, False),
    Command("find", "WORDS", "list the cases in which words occur", cases.run_find, False),
    Command("open", "CASE", "open a case by its id or a part of it", cases.run_open, False),
    Command("new", "ID", "begin a case", in_store.run_new, False),
    Command("where", "", "where one is", _where, False),
    Command("more", "[on, off]", "stop long answers every 20 lines, or not", _more, False),
    Command("help", "[WORD]", "these words", _help, False),
    Command("quit", "", "end; drafts are kept", _quit, False),
)
_ALIASES = {"?": "help", "exit": "quit", "q": "quit", "what": "whatif"}


def meant(word: str) -> tuple[Command | None, str]:
    """Return the command that a word or its beginning means, or why none is."""
    typed = word.casefold()
    typed = _ALIASES.get(typed, typed)
    found = [one for one in COMMANDS if one.word.startswith(typed)]
    exact = [one for one in found if one.word == typed]
    if exact or len(found) == 1:
        return (exact or found)[0], ""
    if found:
        return None, f"'{word}' may be {' or '.join(o.word for o in found)}. Type more of it."
    near = did_you_mean(typed, [one.word for one in COMMANDS])
    hint = near if near.startswith("Did") else "'help' says all words."
    return None, f"'{word}' is no word here. Nothing was done. {hint}"
