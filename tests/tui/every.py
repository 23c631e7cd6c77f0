"""Every screen, reached by the keyboard from a fixed folder or store, and when it stands still."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, chdir
from functools import partial
from pathlib import Path
from unittest.mock import patch

from attrs import evolve
from textual.pilot import Pilot

from nettui.case.editing import edit
from nettui.case.editing.edit import Edited
from nettui.case.files.codec import loads_toml
from nettui.desk.after_fault import DraftNote
from nettui.desk.folder import Library
from nettui.desk.source import Desk, FirstStore, ListedCase
from nettui.desk.store import Stored
from nettui.plugin.problems import problem
from nettui.plugin.publish import Published
from nettui.store.records import Draft, Who
from nettui.tui.app import SEEN
from nettui.tui.settings import Settings
from nettui.tui.tour import STEPS
from tests.exchange.small import COMPLETE, DAY, planned
from tests.store.memory import MemoryStore
from tests.tui.driver import typed
from tests.tui.folder import HOSTILE, in_force, small, written
from tests.tui.opened import Watched
from tests.tui.still import settled

SMALL, LARGE = (80, 24), (120, 40)
NOW = datetime.datetime(2026, 10, 14, 9, 30, tzinfo=datetime.UTC)
Key = str | Callable[[MemoryStore], None]


def _saved_by_other(store: MemoryStore) -> None:
    """Somebody else changes two fields of P-1 meanwhile and saves."""
    theirs = store.at(Who(uid=1001, name="surgeon"))
    for path, text in (("patient.age", "61"), ("patient.ecog", "1")):
        found = theirs.open("P-1")
        done = edit.set_value(found.file.case, path, text)
        assert isinstance(done, Edited)
        theirs.save(evolve(found.file, case=done.case), found.head.rev, reason="seen again")


def _failed_with_draft(store: MemoryStore) -> None:
    """The program ended by a fault when the draft of P-1 was open."""
    file = store.open("P-1").file
    done = edit.set_value(file.case, "patient.age", "61")
    assert isinstance(done, Edited)
    store.keep_draft(Draft(case_id="P-1", base_rev=1, file=evolve(file, case=done.case)))
    DraftNote(Stored(lambda: store, in_force, DAY, "cases.db"), ListedCase("P-1", "P-1")).write()


OPEN = (*"P-1", "enter")
EDITED = (*OPEN, "r", *"60", "enter", "escape")


ARCHIVED = (*"P-1", "f8", "down", "enter", "escape", "ctrl+f", "end", "enter")
DECIDED = (*OPEN, "b", "a", "ctrl+s", "enter", "h")


def _jump(words: str) -> tuple[str, ...]:
    return ("slash", *words.replace(" ", ""), "enter")


IN_FOLDER: dict[str, tuple[Key, ...]] = {
    "worklist": (),
    "worklist_filtered": tuple("lung"),
    "order": ("ctrl+o",),
    "plugins": ("f2",),
    "faults": ("enter",),
    "plan": OPEN,
    "plan_bare": (*"P-2", "enter"),
    "plan_full": (*OPEN, "a"),
    "plan_find": (*OPEN, "slash", *"prrt"),
    "why": (*OPEN, "down", "w"),
    "dates": (*OPEN, "f"),
    "questions": (*OPEN, "o"),
    "whatif": (*OPEN, "down", "x"),
    "help": (*OPEN, "question_mark"),
    "actions": (*OPEN, "ctrl+p"),
    "settings": (*OPEN, "f3"),
    "record": (*OPEN, "r"),
    "record_typing": (*OPEN, "r", *_jump("haemo"), *"10.2", "space", *"g/dL"),
    "record_fault": (*OPEN, "r", *_jump("ki-67"), "backspace", *"300"),
    "record_coded": (*OPEN, "r", *_jump("primary"), *["backspace"] * 13, *"u"),
    "core_form": (*OPEN, "f5"),
    "record_jump": (*OPEN, "r", "slash", *"gast"),
    "changed": (*EDITED, "escape"),
    "leaving": (*EDITED, "escape", "escape"),
}
IN_STORE: dict[str, tuple[Key, ...]] = {
    "groups": ("ctrl+f",),
    "archive": (*"P-1", "f8"),
    "archived": ARCHIVED,
    "restore": (*ARCHIVED, "f8"),
    "archived_case": (*ARCHIVED, "enter"),
    "new": ("ctrl+n",),
    "after_a_fault": (_failed_with_draft, *OPEN),
    "board_day": (*"P-1", "f7"),
    "import": ("f6",),
    "import_refused": ("f6", *"faulty.toml", "enter"),
    "new_alike": ("ctrl+n", *"p-1", "enter"),
    "import_there": (_saved_by_other, "f6", *"complete.toml", "enter"),
    "to_a_file": (*OPEN, "t"),
    "into_which_file": (*OPEN, "t", "enter"),
    "sure": (*OPEN, "r", *_jump("primary"), *["backspace"] * 13, *"lung", "enter", "ctrl+s"),
    "decision": (*OPEN, "b", "a"),
    "decision_why": (*OPEN, "b", "d"),
    "decision_present": (*OPEN, "b", "a", "p"),
    "decision_left": (*OPEN, "b", "a", "escape"),
    "signing": (*OPEN, "b", "a", "ctrl+s"),
    "decisions": DECIDED,
    "amending": (*DECIDED, "escape", "r", *"60", "enter", "ctrl+s"),
    "correcting": (*DECIDED, "c", "ctrl+s"),
    "import_amending": (
        *(*DECIDED, "escape", "escape", _saved_by_other),
        *("f6", *"complete.toml", "enter", "down", "enter"),
    ),
    "revision": (*DECIDED, "end", "enter"),
    "conflict": (*EDITED, _saved_by_other, "ctrl+s"),
}
AT_FIRST: dict[str, tuple[Key, ...]] = {"first_store": ("ctrl+n",)}
TOUR = {f"tour_{n}": ("f4", *["enter"] * n) for n in range(len(STEPS))}
TOO_SMALL: dict[str, tuple[Key, ...]] = {"too_small": ()}
KEYS = IN_FOLDER | IN_STORE | AT_FIRST | TOUR | TOO_SMALL
VIEWS = tuple(KEYS)
WITH_KEYS = (*IN_FOLDER, *IN_STORE, *AT_FIRST)
"""Those whose last line names the keys that can be pressed."""

OPENED = {
    "CaseList.action_only": "groups",
    "CaseList.action_plugins": "plugins",
    "CaseList.action_reorder": "order",
    "CaseList.on_case_list_opened": "plan",
    "CaseList.open_selected": "faults",
    "Worklist._ask_about": "import_there",
    "Worklist._ask_which": "new_alike",
    "Worklist._offer_store": "first_store",
    "Worklist.action_archive": "archive",
    "Worklist.action_restore": "restore",
    "Worklist.action_board": "board_day",
    "Worklist.action_import": "import",
    "Worklist.action_new": "new",
    "Worklist.on_worklist_imported": "import_refused",
    "Worklist._update": "import_amending",
    "CaseScreen.action_whatif": "whatif",
    "CaseScreen.action_find": "record_jump",
    "Saving._ask_reason": "amending",
    "Keeping._ask_about": "after_a_fault",
    "Keeping.lay_beside": "conflict",
    "Saving.asked_before": "leaving",
    "Keeping.once_sure": "sure",
    "Exporting.offer": "to_a_file",
    "Exporting._chosen": "into_which_file",
    "Boarding._ask": "decision",
    "Boarding.look_back": "decisions",
    "DecisionsScreen.action_changes": "revision",
    "DecisionScreen._ask_reason": "correcting",
    "DecisionScreen.action_leave": "decision_left",
    "DecisionScreen.action_resolve": "decision_why",
    "DecisionScreen.action_sign": "signing",
    "Nettui._fit": "too_small",
    "Nettui.action_help": "help",
    "Nettui.action_palette": "actions",
    "Nettui.action_settings": "settings",
    "tour": "tour_0",
}
"""By where it is opened: a view that shows such a screen."""


def sizes(view: str) -> tuple[tuple[int, int], ...]:
    """Return the sizes that a view is looked at in."""
    return ((40, 10), (120, 14)) if view in TOO_SMALL else (SMALL, LARGE)


def _in_force_with_notes() -> Published:
    return Published(small().digest, (problem("hung", "ward", seconds=5),), small)


@asynccontextmanager
async def shown(
    view: str,
    folder: Path,
    size: tuple[int, int] | None = None,
    *,
    unicode: bool = True,
    settings: Settings = SEEN,
) -> AsyncIterator[Pilot[None]]:
    """Open a screen of `VIEWS` by its keys, by default at the first of its sizes."""
    store = MemoryStore(Who(uid=1000, name="nurse"), clock=lambda: NOW)
    desk: Desk
    if view not in IN_STORE:
        first = FirstStore("~/cases.db", lambda: desk) if view in AT_FIRST else None
        said = _in_force_with_notes if view == "plugins" else in_force
        desk = Library(written(folder), said, DAY, "cases", first)
    else:
        for text in (COMPLETE, HOSTILE):
            store.save(loads_toml(text), 0, plan=planned(text))
        desk = Stored(lambda: store, in_force, DAY, "cases.db")
    app = Watched(
        desk,
        unicode=unicode,
        settings=settings,
        settings_file=folder / "terminal.conf",
        in_force=in_force,
    )
    at_home = patch.object(Path, "cwd", lambda: Path("/home/nurse"))
    with chdir(written(folder)), at_home:  # as it is told, wherever the tests run
        async with app.run_test(size=size or sizes(view)[0]) as pilot:
            await settled(pilot)
            keys = (key if isinstance(key, str) else partial(key, store) for key in KEYS[view])
            await typed(pilot, *keys)
            yield pilot
