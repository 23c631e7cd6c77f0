"""What is wrong with one plugin: what, where, what it means, how to mend it.

A problem is grave unless its kind is a warning: nothing of the plugin is used then.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import astuple, frozen

from nettui.case.base.plain import Plain
from nettui.plugin.problem_kinds import BESIDE, KINDS, NO_PLAN, NOT_THERE, WARNINGS


@frozen(repr=False, eq=False)
class Problem(Plain):
    """One thing that is wrong with one plugin. Sorts by plugin, then place."""

    plugin: str
    where: str
    kind: str
    what: str
    fix: str

    def __lt__(self, other: Problem) -> bool:
        return astuple(self) < astuple(other)

    @property
    def grave(self) -> bool:
        """Nothing of the plugin is used."""
        return self.kind not in WARNINGS

    @property
    def _no_plan(self) -> bool:
        # What is published belongs to no plugin alone.
        return self.kind in NO_PLAN or (not self.plugin and self.kind in ("owner", "writable"))

    @property
    def effect(self) -> str:
        """What it means for plans."""
        if self._no_plan:
            return "No plan is made."
        if self.kind == "required_missing":
            return "Nothing is published; what was published before stays in force."
        if self.kind in NOT_THERE:
            return "Nothing of it is in force."
        if self.kind in BESIDE:
            return "Nothing is taken from it; the protocol stays as it is."
        if not self.grave:
            return "What is published stands."
        return "Nothing of this plugin is used; the rest of the protocol stands."

    @property
    def _heading(self) -> str:
        if self.kind in BESIDE:
            return "Beside nettui, to note."
        subject = f"Plugin '{self.plugin}'" if self.plugin else "The protocol"
        if self._no_plan:
            return f"No plan is made. {subject} cannot be used."
        return f"{subject} was not taken." if self.grave else f"{subject}, to note."

    def __str__(self) -> str:
        lines = [
            self._heading,
            f"  What:   {self.what}",
            f"  Where:  {self.where}" if self.where else "",
            f"  Effect: {self.effect}",
            f"  Fix:    {self.fix}",
        ]
        return "\n".join(line for line in lines if line)


def problem(kind: str, plugin: str, where: str = "", /, **words: object) -> Problem:
    """Return the problem of a kind, its sentences filled in."""
    what, fix = KINDS[kind]
    words = {"plugin": plugin, **words}
    texts = (plugin, where, kind, what.format(**words), fix.format(**words))
    # A name on disk may have bytes that are no text; a record of it must be written all the same.
    return Problem(*(text.encode(errors="backslashreplace").decode() for text in texts))


def brief(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return a line for each plugin: whether it is in force, what is wrong first, how much more."""
    by_plugin: dict[str, list[Problem]] = {}
    for one in sorted(problems, key=lambda p: (not p.grave, p)):
        by_plugin.setdefault(one.plugin, []).append(one)
    lines = []
    for name, own in sorted(by_plugin.items()):
        more = f" (and {len(own) - 1} more)" if len(own) > 1 else ""
        out = f"Plugin '{name}'" + (" is not in force" if own[0].grave else "") if name else ""
        lines.append(f"{out}: {own[0].what}{more}" if out else f"{own[0].what}{more}")
    return tuple(lines)


class Refused(Exception):
    """No protocol can be in force: the base protocol or a required plugin is refused."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems
