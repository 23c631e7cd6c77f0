"""What stays between two commands: the cases, the one that is open, what was listed last."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import frozen

from nettui.desk.source import Desk, ListedCase
from nettui.engine.plan.plan import Plan
from nettui.plain.open_case import OpenCase
from nettui.plain.talk import Talk


@frozen(eq=False)
class Numbered:
    """What a number stands for: what it is ``about``, and what the number alone does."""

    about: object
    act: Callable[[Session], None]


@frozen(eq=False)
class Told:
    """A line of an answer: ``depth`` steps in, with a number where it can be answered."""

    text: str
    depth: int = 0
    number: Numbered | None = None


class Session:
    """One person at work. ``turns``: the ids of the cases opened, in order.

    ``place`` is what was looked at last of the open case. ``is_over``: it was asked to end.
    """

    def __init__(self, desk: Desk, talk: Talk) -> None:
        self.desk = desk
        self.talk = talk
        self.entries: dict[str, ListedCase] = {}
        self.turns: list[str] = []
        self.case: OpenCase | None = None
        self.place = "plan"
        self.notes_said: set[str] = set()
        self.listed: tuple[Numbered, ...] = ()
        self._listed_of: Plan | None = None
        self.is_over = False

    def say(self, text: str, depth: int = 0) -> None:
        """Say something."""
        self.talk.say(text, depth)

    def tell(self, lines: Iterable[Told]) -> None:
        """Say an answer; numbers mean what stands in it from now on."""
        every = tuple(lines)
        self.listed = tuple(line.number for line in every if line.number is not None)
        self._listed_of = self._plan
        self.tell_aside(every)

    def tell_aside(self, lines: Iterable[Told]) -> None:
        """Say an answer; numbers go on to mean what they meant."""
        n = 0
        with self.talk.pages():
            for line in lines:
                n += line.number is not None
                lead = f"{n}. " if line.number is not None else ""
                self.say(f"{lead}{line.text}", line.depth)

    @property
    def _plan(self) -> Plan | None:
        return self.case.editing.plan if self.case is not None else None

    @property
    def is_stale(self) -> bool:
        """The plan has changed since its lines were said."""
        return self._listed_of is not self._plan

    def at(self, number: int) -> Numbered | None:
        """Return what a number of the last answer stands for, None for nothing."""
        return self.listed[number - 1] if 1 <= number <= len(self.listed) else None

    @property
    def opened(self) -> OpenCase:
        """The case that is open, of a command that needs one."""
        assert self.case is not None, "commands on a case are refused without one"
        return self.case

    # --- where one is ---

    @property
    def prompt(self) -> str:
        """What stands before the next command: the case that is open."""
        return self.case.case_id if self.case is not None else ""

    def say_where(self) -> None:
        """Say where one is, in one line."""
        self.say(self.where)

    @property
    def where(self) -> str:
        """Where one is."""
        if self.case is None:
            count = len(self.entries)
            return f"{self.desk.name}, {count} case{'' if count == 1 else 's'}, none is open."
        known, needed = self.case.editing.plan.workup
        saved = ", changes not saved" if self.case.editing.is_changed else ""
        return f"{self.case.case_id}, {self.place}, {known} of {needed} work-up items known{saved}."
