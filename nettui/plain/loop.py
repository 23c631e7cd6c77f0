"""The loop: a line is typed, what it asks for is done and said, until the input ends."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from nettui.desk import crash
from nettui.desk.source import Desk, ListedCase
from nettui.display import supports_unicode
from nettui.plain import cases
from nettui.plain.commands import meant
from nettui.plain.opening import open_case
from nettui.plain.session import Session
from nettui.plain.talk import LINE, Ended, Talk, number_in
from nettui.store.errors import StoreRefusal

_WELCOME = (
    "nettui, line by line. It advises a tumour board; it never decides. 'help' says all words."
)


class HungUp(BaseException):
    """The line has dropped, or the program was asked to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


def run(desk: Desk, wanted: str = "", *, asks_for_more: bool = False) -> int:
    """Work on cases through standard input and output; the exit code.

    A closed input has ended.
    """
    talk = streams(sys.stdin or io.StringIO(), sys.stdout)
    talk.asks_for_more = asks_for_more
    with _ended_by_signals():
        return work(desk, talk, wanted)


def streams(typed: TextIO, said: TextIO) -> Talk:
    """Return a talk over two streams; lines are broken where the output is a terminal."""
    if hasattr(typed, "reconfigure"):
        typed.reconfigure(errors="surrogateescape")

    def read(most: int) -> str:
        try:
            return typed.readline(most)
        except OSError:  # a terminal that has gone is read no more
            return ""

    def write(text: str) -> None:
        encoding = said.encoding or "utf-8"
        said.write(text.encode(encoding, "backslashreplace").decode(encoding))
        said.flush()

    return Talk(
        read,
        write,
        width=_width(said),
        unicode=supports_unicode(said.encoding, os.environ),
        shows_typing=typed.isatty(),
    )


def _width(said: TextIO) -> int:
    if not said.isatty():
        return 0
    try:
        columns = os.get_terminal_size(said.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return min(LINE, columns - 1) if columns > LINE // 2 else LINE


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    def end(number: int, _frame: object) -> None:
        raise HungUp(number)

    before = {one: signal.signal(one, end) for one in (signal.SIGHUP, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def work(desk: Desk, talk: Talk, wanted: str = "") -> int:
    """Read commands until the input ends or somebody quits; the exit code.

    ``wanted``: the case that is opened first.
    """
    session = Session(desk, talk)
    code = 0
    try:
        _begin(session, wanted)
        while not session.is_over:
            _step(session)
        session.say("nettui has ended.")
    except Ended:
        _say_kept(session)
    except HungUp as dropped:
        code = dropped.code
    finally:
        if session.case is not None and session.case.is_unsaved:
            session.case.keep_draft()  # whatever ended it, and before anything could be said
        _let_go(session)
    return code


def _begin(session: Session, wanted: str) -> None:
    session.say(_WELCOME)
    with _guarded(session):
        cases.read(session)
        if wanted:
            cases.run_open(session, wanted)
        elif session.desk.is_single and session.entries:
            open_case(session, next(iter(session.entries.values())))
        else:
            session.say_where()
            session.say("'cases' lists them, 'find liver' searches, 'new' begins one.")


def _step(session: Session) -> None:
    """Read one command and do it; whatever fails changes nothing and ends nothing."""
    try:
        text = session.talk.ask(session.prompt)
        with _guarded(session):
            _do(session, text)
    except KeyboardInterrupt:
        session.say("")
        session.say("Interrupted. 'quit' ends; drafts are kept.")
        session.say_where()


def _do(session: Session, text: str) -> None:
    if not text:
        session.say_where()
        return
    number = number_in(text)
    if number is not None:
        found = session.at(number)
        if found is None:
            last = len(session.listed)
            why = f"Numbers go from 1 to {last}." if last else "Nothing numbered was said last."
            session.say(f"{number} means nothing here. {why}")
        else:
            found.act(session)
        return
    word, _, rest = text.partition(" ")
    command, why = meant(word)
    if command is None:
        session.say(why)
    elif command.on_case and session.case is None:
        session.say(
            f"'{command.word}' is about an open case, and none is open. 'cases' lists them."
        )
    else:
        command.run(session, rest.strip())


@contextmanager
def _guarded(session: Session) -> Iterator[None]:
    """Say what was refused or failed, and go on."""
    from nettui.plugin.problems import Refused

    try:
        yield
    except (Ended, BrokenPipeError):
        raise
    except StoreRefusal as refused:
        session.say(f"Not done: {refused}")
    except Refused as refused:
        session.say(crash.no_plan(refused))
    except Exception as error:
        session.say(
            f"A fault of nettui itself: {crash.kind(error)} at {crash.place(error)}. What was "
            "saved stays saved, and your draft is kept. Report this line; it holds nothing of any "
            "patient."
        )


def _say_kept(session: Session) -> None:
    """Say, where the input has ended, what became of what is not saved."""
    case: ListedCase | None = session.case.entry if session.case is not None else None
    if session.case is not None and case is not None and session.case.is_unsaved:
        refused = session.case.keep_draft()
        kept = f"The draft of {session.case.case_id} is kept; opening it again takes it up."
        session.say(refused or kept)
    session.say("The input has ended, and nettui with it.")


def _let_go(session: Session) -> None:
    """Close the store, where one was opened."""
    from nettui.desk.store import Stored

    if isinstance(session.desk, Stored):
        session.desk.close()
