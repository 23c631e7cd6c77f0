"""The guided tour: a few steps over the real screens, on a case that was made up for it.

Each step sets the screen below it as it is to be seen and lays a few words over its lower part.
Nothing of the example is kept, in no store and no file.
"""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from nettui.desk.folder import Library
from nettui.desk.source import ListedCase
from nettui.exchange.document import wrap
from nettui.tui.rows.layout import Line, Shown, clipped
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.case_port import Listed
from nettui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nettui.case.record.case import CaseFile
    from nettui.plugin.publish import Published

EXAMPLE = Path(__file__).with_name("tour.toml")
NEXT, BEFORE = "next", "before"
_ROOM = 5  # lines of words and keys


class Example(Library):
    """The case of the tour: it is read and planned as any other, and never kept."""

    def refusal(self, _entry: ListedCase) -> str:
        """Say why it is not saved."""
        return "it is the example of the tour."

    def draft(self, _entry: ListedCase) -> None:
        """There is none."""

    def keep_draft(
        self, _entry: ListedCase, _file: CaseFile, _typed: Mapping[str, str] | None = None
    ) -> str:
        """Keep nothing."""
        return ""

    def drop_draft(self, _entry: ListedCase) -> None:
        """Nothing was kept."""


def _go_to(case: CaseScreen, word: str) -> None:
    """Put the cursor on the first line of a word, where there is one."""
    for n, row in enumerate(case.rows.rows):
        if row.key and row.word == word:
            case.rows.move_to(n)
            return


def _plan(case: CaseScreen) -> None:
    case.editing.forget()
    case.record.editor.close()
    case.action_view("plan")
    case.rows.action_end_of(-1)


def _why(case: CaseScreen) -> None:
    _plan(case)
    _go_to(case, "Do")
    if not case.is_wide:
        case.action_why()


def _missing(case: CaseScreen) -> None:
    _plan(case)
    _go_to(case, "Missing")


def _record(case: CaseScreen) -> None:
    _plan(case)
    case.action_record()
    case.record.go_to(KI67)


def _typed(case: CaseScreen) -> None:
    _record(case)
    case.record.editor.query_one(Input).value = "30"


def _dates(case: CaseScreen) -> None:
    _plan(case)
    case.action_view("due")


KI67 = "pathology[0].ki67"


@frozen
class Step:
    """What is said, and what the screen below is made to show (None: the worklist as it is).

    ``high``: the words stand under the head, so that the editor at the bottom is in sight.
    """

    title: str
    text: str
    show: Callable[[CaseScreen], None] | None = None
    high: bool = False


STEPS = (
    Step(
        "Welcome",
        "Two minutes on how to work here; everything is done with the keyboard. This is the "
        "worklist: type any part of an id, site, grade or status and it follows; Enter opens a "
        "case. The bottom line always names the keys that can be pressed now.",
    ),
    Step(
        "The plan",
        "A made-up patient. On top: who it is, how far the plan may go, and six stages (1-6 go "
        "there). What first is for the reader in a hurry. Every line has a sign and a word and "
        "cites what it rests on. nettui advises, the board decides.",
        _plan,
    ),
    Step(
        "Why",
        "Enter on a line tells why: each condition with what was wanted and got, the sentence it "
        "rests on, who contributed it. x tells which single fact would change the line. On a wide "
        "window the reasons stand beside the plan.",
        _why,
    ),
    Step(
        "What is missing",
        "What is not known is never taken for no: it stands in the plan as missing, with what "
        "waits for it. Enter, or e, on such a line goes straight to its field.",
        _missing,
    ),
    Step(
        "The record",
        "r opens the record, / finds any field by its name. Units are converted as you type "
        "(10.2 g/dL). Enter opens the next field that is asked for. Unknown, not done and n/a are "
        "typed like any value.",
        _record,
        high=True,
    ),
    Step(
        "The plan is live",
        "Ki-67 was typed as 30: look at the grade above, before anything was kept. Enter keeps a "
        "value, ^Z takes it back. Each change is a draft at once; a dropped line loses nothing, "
        "and ^S saves.",
        _typed,
        high=True,
    ),
    Step(
        "What is due",
        "f lists follow-up by date, o the open questions. With a store, b records what the board "
        "resolved, and later you see what has changed since.",
        _dates,
    ),
    Step(
        "Help",
        "? explains the line you stand on and all keys (F1 while typing). ^P finds any action by "
        "its name, also this tour and the settings: theme, characters, mouse. Esc goes back, "
        "^Q ends.",
        _plan,
    ),
)


class TourStep(Screen[str]):
    """A few words over the screen below, whose last line stays in sight."""

    BINDINGS = [
        Binding("enter,space,right", f"dismiss('{NEXT}')", "Next", tooltip="Go on"),
        Binding("left,backspace", f"dismiss('{BEFORE}')", "Back", tooltip="The step before"),
        Binding("escape,q", "dismiss('')", "End", tooltip="End the tour"),
    ]

    def __init__(self, number: int, shown: Shown) -> None:
        super().__init__()
        self._number, self._shown = number, shown

    def compose(self) -> ComposeResult:
        """The words."""
        words = Lines(self._words, id="tour")
        words.set_class(STEPS[self._number].high, "-high")
        yield words

    def _words(self, width: int) -> Sequence[Line]:
        step = STEPS[self._number]
        title = f"Tour {self._number + 1} of {len(STEPS)}: {step.title}"
        keys = "Enter Next   Backspace Back   Esc End the tour (^P, Tour, brings it back)"
        made = [clipped(title, width, self._shown, "head")]
        made += [
            clipped(line, width, self._shown) for line in wrap(self._shown(step.text), width - 2)
        ]
        made = made[: _ROOM + 1]
        made += [clipped("", width)] * (_ROOM + 1 - len(made))
        return [*made, clipped(keys, width, self._shown, "title")]


async def tour(
    app: App[None], shown: Shown, listed: Listed, in_force: Callable[[], Published]
) -> None:
    """Show the steps one after the other over a list of cases, until the last or Escape."""
    example = Example(EXAMPLE, in_force, datetime.date.today())
    case: CaseScreen | None = None
    number = 0
    while 0 <= number < len(STEPS):
        step = STEPS[number]
        if step.show is not None and case is None:
            entry = await asyncio.to_thread(partial(next, example.read()))
            if entry.file is None:
                break  # the worklist says why nothing can be planned
            case = CaseScreen(entry, example, shown, listed)
            await app.push_screen(case)
        elif step.show is None and case is not None:
            await case.dismiss()
            case = None
        if step.show is not None and case is not None:
            step.show(case)
        answer = await app.push_screen_wait(TourStep(number, shown))
        if not answer:
            break
        number = max(number + (1 if answer == NEXT else -1), 0)
    if case is not None:
        await case.dismiss()
