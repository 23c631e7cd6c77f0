"""One case while it is being edited: what was opened, what is now, undo and redo, the plan.

Pure of screens and files: every change is `nettui.case.editing.edit`'s, every state has its plan.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from attrs import evolve, frozen

from nettui.case.base.faults import CaseFault
from nettui.case.editing import edit
from nettui.case.editing.edit import Edited
from nettui.case.editing.one_line import Line, read_line, understood
from nettui.case.files.header import OF_FILE, set_of_file, text_of_file
from nettui.case.picture.presumed_dates import presumed_on
from nettui.case.record.case import Case, CaseFile
from nettui.case.record.paths import place
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol

_DAY_BEGUN = re.compile(r"[12]?|[12]\d{1,3}|\d{4}-|\d{4}-[01]\d?|\d{4}-\d\d-[0-3]?")
_A_DAY = "2011-11-11"  # whose rest makes a day of any that is begun


@frozen
class Unfinished:
    """A text that cannot be taken yet, and can become one that can."""

    text: str


class Editing:
    """The states of a case from its opening on. ``base`` is what was opened or last saved."""

    def __init__(self, file: CaseFile, as_of: datetime.date, protocol: Protocol) -> None:
        self.base = file
        self.as_of = as_of
        self.protocol = protocol
        self.since = "opening"  # what changes are counted from
        self.opened = plan(file.case, as_of, protocol)
        self.plan: Plan = self.opened
        self._states = [file]
        self._at = 0
        self._tried: Plan | None = None

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self.file.case

    @property
    def file(self) -> CaseFile:
        """The case as it is now, with what its file says about it."""
        return self._states[self._at]

    @property
    def at(self) -> int:
        """Which of its states it is in, counted from the opening."""
        return self._at

    @property
    def is_changed(self) -> bool:
        """It differs from what was opened or saved last."""
        return self.file != self.base

    @property
    def shown(self) -> Plan:
        """The plan to be shown: of what is being typed, where that is valid, else of the case."""
        return self._tried or self.plan

    @property
    def can_undo(self) -> bool:
        """There is a state before this one."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """There is a state that was undone."""
        return self._at < len(self._states) - 1

    def attempt(
        self, path: str, text: str, *, is_begun: bool = False
    ) -> Edited | CaseFault | Unfinished:
        """Say what would come of a text; the plan shown is the one it would give.

        While a text is on its way to what can be taken, the plan of what was typed before it
        stands. ``is_begun``: so it is, if it cannot be taken yet.
        """
        if path in OF_FILE:
            return self._told(path, text)[0]
        result = self._edited(path, text)
        if isinstance(result, CaseFault) and (is_begun or self._is_number_begun(path, text)):
            return Unfinished(text)
        self._tried = None
        if isinstance(result, Edited) and result.case != self.case:
            self._tried = plan(result.case, self.as_of, self.protocol)
        return result

    def _is_number_begun(self, path: str, text: str) -> bool:
        """Say whether digits make of a text what can be taken: a number, a range or a day."""
        last = text.rpartition(";")[2].strip()
        endings = ["0", "5", "9", "55"] if last else []
        if _DAY_BEGUN.fullmatch(last):
            endings.append(_A_DAY[len(last) :])
        return any(isinstance(self._edited(path, text + ending), Edited) for ending in endings)

    def forget(self) -> None:
        """Drop what was attempted."""
        self._tried = None

    def set(self, path: str, text: str) -> Edited | CaseFault:
        """Set a field; a fault changes nothing."""
        if path in OF_FILE:
            result, file = self._told(path, text)
            self._push(file)
            return result
        return self._take(self._edited(path, text))

    def is_recorded(self, result: Edited) -> bool:
        """Say whether what would come of a text is what the case says already."""
        if result.path in OF_FILE:
            return text_of_file(self.file, result.path) == result.entered.strip()
        return bool(result.case == self.case)

    def _told(self, path: str, text: str) -> tuple[Edited | CaseFault, CaseFile]:
        """Return the file with its title or remark set, and what came of the text."""
        done = set_of_file(self.file, path, text)
        if isinstance(done, CaseFault):
            return done, self.file
        return Edited(self.case, path, text, ""), done

    def _edited(self, path: str, text: str) -> Edited | CaseFault:
        """Return the case with a field set; a new entry that names no day gets that of the plan.

        Without a day an entry would count as older than every other. It is only presumed, and
        stays marked until somebody gives or confirms it.
        """
        line = read_line(text) if path.endswith("[+]") else None
        if line is not None:
            path, text = line.path, line.text
        result = edit.set_value(self.case, path, text, self.protocol.inferences)
        if line is not None and isinstance(result, Edited):
            result = self._beside(result, line)
        if "[+]" not in path or isinstance(result, CaseFault):
            return result
        part = path.partition("[")[0]
        entries = getattr(result.case, part)
        if len(entries) == len(getattr(self.case, part)):
            return result  # an answer that only a mark holds
        if entries[-1].date is not None:
            return result  # a day, a month or a year that was typed
        new = presumed_on(entries[-1], self.as_of)
        dated: dict[str, Any] = {part: (*entries[:-1], new)}
        return evolve(result, case=evolve(result.case, **dated))

    def _beside(self, result: Edited, line: Line) -> Edited | CaseFault:
        """Return an entry that was added from a line with what the line says in other fields."""
        kept = ", ".join(understood(line))
        case, warnings = result.case, result.warnings
        for path, text in line.beside.items():
            done = edit.set_value(case, path, text, self.protocol.inferences)
            if isinstance(done, CaseFault):
                return done
            case, warnings = done.case, (*warnings, *done.warnings)
        if line.left:
            kept += f'. Not understood, kept as its note: "{line.left}"'
        return evolve(result, case=case, kept=kept, warnings=warnings)

    def remove(self, path: str) -> Edited | CaseFault:
        """Take an entry off its list."""
        return self._take(edit.remove(self.case, path, self.protocol.inferences))

    def copy(self, path: str) -> Edited | CaseFault:
        """Add an entry like the one at a path, dated the day of the plan."""
        where = place(self.case, path)
        if not isinstance(where.index, int):
            return CaseFault(path, None, "no entry", "an entry of a dated list")
        entries = getattr(self.case, where.part)
        twin = presumed_on(entries[where.index], self.as_of)
        parts: dict[str, Any] = {where.part: (*entries, twin)}
        now = evolve(self.case, **parts)
        return self._take(Edited(now, f"{where.part}[{len(entries)}]", "", "copied"))

    def _take(self, result: Edited | CaseFault) -> Edited | CaseFault:
        case = result.case if isinstance(result, Edited) else self.case
        self._push(evolve(self.file, case=case))
        return result

    def _push(self, file: CaseFile) -> None:
        self._tried = None
        if file != self.file:
            self._states[self._at + 1 :] = [file]
            self._go(self._at + 1)

    def undo(self) -> None:
        """Go back by one change."""
        if self.can_undo:
            self._go(self._at - 1)

    def redo(self) -> None:
        """Do again what was undone."""
        if self.can_redo:
            self._go(self._at + 1)

    def _go(self, at: int) -> None:
        self._at = at
        self._tried = None
        if self.plan.case is not self.case:  # else only its title or remark is another
            self.plan = plan(self.case, self.as_of, self.protocol)

    def saved(self) -> None:
        """Take note that the case as it is now has been saved."""
        self.base = self.file
        self.since, self.opened = "saving", self.plan

    def rebase(self, theirs: CaseFile, merged: CaseFile) -> None:
        """Go on from what somebody else saved meanwhile, with both sides' changes in it."""
        self.base = theirs
        self.take_over(merged)

    def take_over(self, file: CaseFile) -> None:
        """Go on from another state of the case (a draft, a merge), so that it can be undone."""
        self._push(file)
