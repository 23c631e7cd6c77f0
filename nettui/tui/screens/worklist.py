"""The worklist: the list of cases and what is done with them in a store."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.message import Message

from nettui.desk import board_days
from nettui.desk.source import Desk, FirstStore, ListedCase, NotSaved
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.taking import refused_rows, there_rows
from nettui.tui.rows.worklist import ALL, ARCHIVED
from nettui.tui.screens.case_list import CaseList
from nettui.tui.screens.overlay import YES, Ask, Choice, Reading, no_or_yes

if TYPE_CHECKING:
    from nettui.desk.importing import There
    from nettui.desk.store import Stored
    from nettui.desk.taking import Taken


class Worklist(CaseList):
    """All cases; where they are in a store also: new, before a board, archive, from a file."""

    BINDINGS = [
        Binding("ctrl+n", "new", "New case", tooltip="Begin a case in the store"),
        Binding(
            "f7",
            "board",
            "Board day",
            tooltip="Put the case before the board of a day",
        ),
        Binding("f6", "import", "Import", tooltip="Take cases from a file or a folder"),
        Binding("f8", "archive", "Archive", tooltip="Take the case off the list"),
        Binding("f8", "restore", "Put back", tooltip="Put the archived case back on the list"),
    ]
    KEYS_FIRST = (
        *("open", "restore", "clear", "only", "reorder"),
        *("new", "board", "import", "archive"),
    )

    class Done(Message):
        """Something was done with cases, off the screen's own thread; ``fault``: what was not."""

        def __init__(self, entries: Sequence[ListedCase], said: str, fault: str = "") -> None:
            super().__init__()
            self.entries, self.said, self.fault = entries, said, fault

    class Imported(Message):
        """Files were read, and recorded where nothing was to be asked."""

        def __init__(self, taken: Taken) -> None:
            super().__init__()
            self.taken = taken

    class Archived(Message):
        """The archived cases have been read; ``fault``: why they could not be."""

        def __init__(self, entries: Sequence[ListedCase], fault: str = "") -> None:
            super().__init__()
            self.entries, self.fault = entries, fault

    class StoreMade(Message):
        """The first store is there, and opened."""

        def __init__(self, desk: Desk) -> None:
            super().__init__()
            self.desk = desk

    @property
    def store(self) -> Stored | None:
        """The cases as a store has them, None where they are files."""
        if not self.library.takes_new:
            return None
        from nettui.desk.store import Stored

        return self.library if isinstance(self.library, Stored) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action in ("new", "import"):
            return self.library.takes_new or self.library.first_store is not None
        if action in ("board", "archive", "restore"):
            entry = self.selected if self.is_mounted else None
            if not self.library.takes_new or entry is None or entry.rev == 0:
                return False
            return entry.archived == (action == "restore") and not _is_erased(entry)
        return super().check_action(action, parameters)

    def _work(self, act: Callable[[], None]) -> None:
        """Do something off the screen's own thread, one thing at a time."""
        self.run_worker(act, thread=True, exclusive=True, group="acting")

    def on_worklist_done(self, message: Done) -> None:
        """Show what was done."""
        self.entries |= {entry.key: entry for entry in message.entries}
        self.said, self.fault = message.said, message.fault
        self.put_in_order()

    # --- the first store ---

    def _offer_store(self, first: FirstStore) -> None:
        """Ask whether a store of one's own is to be made, since there is none."""
        rows = [
            ListRow(sign="-", word="Make it", title="With no case in it", key="empty"),
            ListRow(sign="-", word="With samples", title="With the sample cases", key="samples"),
            ListRow(sign="-", word="Not now", title="Only look at the case library", key="not"),
            ListRow(title=f"It will be {first.where}; only this account can read it."),
            ListRow(title="A store for a whole server: see docs/administrator.md"),
        ]
        title = "Cases of your own need a case store, and there is none yet. Make it?"
        self.app.push_screen(Choice(title, rows, self.shown), partial(self._make_store, first))

    def _make_store(self, first: FirstStore, answer: str | None) -> None:
        if answer in ("empty", "samples"):
            self.say("The store is being made ...")
            self._work(partial(self._store_made, first, with_samples=answer == "samples"))

    def _store_made(self, first: FirstStore, *, with_samples: bool) -> None:
        from nettui.desk.taking import make_store

        try:
            self.post_message(self.StoreMade(make_store(first, with_samples=with_samples)))
        except NotSaved as refused:
            self.post_message(self.Done((), "", str(refused)))

    def on_worklist_store_made(self, message: StoreMade) -> None:
        """Go on with the store."""
        self.library = message.desk
        self.take_up()

    # --- new, archive ---

    def action_new(self) -> None:
        """Ask for the pseudonym of a new case, and open it."""
        if self.library.first_store is not None:
            self._offer_store(self.library.first_store)
            return
        hint = "A pseudonym: never a name, a number of the hospital or a date of birth."
        self.app.push_screen(Ask("New case: its id", hint, self.shown), self._begin)

    def _begin(self, case_id: str | None) -> None:
        from nettui.store.errors import StoreRefusal

        store = self.store
        if case_id is None or store is None:
            return
        try:
            entry = store.new(case_id)
            others = store.alike(entry)
        except (NotSaved, StoreRefusal) as refused:
            self.say("", str(refused))
            return
        if entry.key in self.entries or entry.key in self.archived:
            archived = "" if entry.key in self.entries else ", archived"
            self.say("", f"{entry.key} is there already{archived}.")
        elif others:
            self._ask_which(entry, others)
        else:
            self.open(entry)

    def _ask_which(self, entry: ListedCase, others: Sequence[str]) -> None:
        """Ask whether a case is meant that is there, whose id looks the same."""
        from nettui.case.base.identity import spelt

        rows = [
            ListRow(
                sign="-", word="Open", title=f"The case that is there: {spelt(other)}", key=other
            )
            for other in others
            if other in self.entries
        ]
        told = ", ".join(map(spelt, others))
        new = f"Another case: {spelt(entry.key)}"
        rows.append(ListRow(sign="-", word="New", title=new, key=entry.key))
        title = f"A case with an id that looks the same exists: {told}. Which one?"
        self.app.push_screen(Choice(title, rows, self.shown), partial(self._which, entry))

    def _which(self, entry: ListedCase, answer: str | None) -> None:
        if answer is not None:
            self.open(self.entries.get(answer, entry))

    def action_archive(self) -> None:
        """Ask once, then take the case off the list."""
        entry = self.selected
        if entry is not None:
            no, yes = ("Keep", "It stays on the list"), ("Archive", "Off the list; nothing is lost")
            title = f"Archive {entry.name}? To put it back: ^F, archived, F8"
            screen = no_or_yes(title, no, yes, self.shown)
            self.app.push_screen(screen, partial(self._once_sure, self._archived, entry))

    def _archived(self, store: Stored, entry: ListedCase) -> str:
        store.archive(entry)
        del self.entries[entry.key]
        return f"{entry.name} is archived."

    def _once_sure(
        self, act: Callable[[Stored, ListedCase], str], entry: ListedCase, answer: str | None
    ) -> None:
        """Do something with a case of the store on yes, and say what was done or why it was not."""
        from nettui.store.errors import StoreRefusal

        store = self.store
        if answer != YES or store is None:
            return
        try:
            done = act(store, entry)
        except StoreRefusal as refused:
            self.say("", str(refused))
            return
        self.said, self.fault = done, ""
        self.put_in_order()

    # --- archived cases ---

    def groups(self) -> list[tuple[str, int]]:
        """Return the groups with how many cases each has, the archived ones last."""
        from nettui.store.errors import StoreRefusal

        found = super().groups()
        try:
            count = self.store.count_archived() if self.store is not None else 0
        except StoreRefusal:  # it says so itself when cases are read
            count = 0
        return [*found, (ARCHIVED, count)] if count else found

    def keep_group(self, chosen: str | None) -> None:
        """List the cases of a group only; archived ones have to be read."""
        if chosen == ARCHIVED:
            self._work(self._read_archived)
        else:
            super().keep_group(chosen)

    def action_reread(self) -> None:
        """Read all cases again, the archived ones where they are listed."""
        super().action_reread()
        if self.only == ARCHIVED:
            self._work(self._read_archived)

    def _read_archived(self) -> None:
        from nettui.store.errors import StoreRefusal

        store = self.store
        assert store is not None, "only cases of a store are archived"
        try:
            self.post_message(self.Archived(tuple(store.read_archived())))
        except StoreRefusal as refused:
            self.post_message(self.Archived((), str(refused)))

    def on_worklist_archived(self, message: Archived) -> None:
        """List the archived cases."""
        if message.fault:
            self.say("", message.fault)
            return
        self.archived = {entry.key: entry for entry in message.entries}
        super().keep_group(ARCHIVED)

    def action_restore(self) -> None:
        """Ask once, then put an archived case back on the list."""
        entry = self.selected
        if entry is not None:
            no, yes = ("Leave", "It stays archived"), ("Put back", "On the list again")
            screen = no_or_yes(f"Put {entry.name} back on the list?", no, yes, self.shown)
            self.app.push_screen(screen, partial(self._once_sure, self._restored, entry))

    def _restored(self, store: Stored, entry: ListedCase) -> str:
        restored = store.restore(entry)
        del self.archived[entry.key]
        self.entries[entry.key] = restored
        self.only = ARCHIVED if self.archived else ALL
        return f"{entry.name} is on the list again."

    # --- before a board ---

    def action_board(self) -> None:
        """Ask for the day of the board."""
        from nettui.tui.screens.input_dialog import Typed

        entry = self.selected
        if entry is None:
            return
        now = entry.summary.board if entry.summary else ""
        title = f"{entry.name}: which board? Now: {now or board_days.NONE}"
        hint = "A day such as 2026-11-24, or none. Tab takes a board that has cases."
        screen = Typed(title, hint, self.shown, self._days, board_days.fault)
        self.app.push_screen(screen, partial(self._assign, entry))

    def _days(self, text: str) -> Sequence[str]:
        return board_days.begun(self.ordered, self.library.today, text)

    def _assign(self, entry: ListedCase, text: str | None) -> None:
        if text is not None:
            self._work(partial(self._assigned, entry, board_days.day(text)))

    def _assigned(self, entry: ListedCase, day: datetime.date | None) -> None:
        from nettui.store.errors import StoreRefusal

        store = self.store
        assert store is not None, "only cases of a store are put before a board"
        try:
            made = store.before_board(entry, day)
        except StoreRefusal as refused:
            self.post_message(self.Done((), "", str(refused)))
            return
        on = f"before the board of {day}" if day else "before no board"
        self.post_message(self.Done((made,), f"{entry.name} is {on}."))

    # --- from a file ---

    def action_import(self) -> None:
        """Ask for a path."""
        from nettui.desk import importing
        from nettui.tui.screens.input_dialog import Typed

        if self.library.first_store is not None:
            self._offer_store(self.library.first_store)
            return
        hint = "A path on this machine: a case file (.toml, .json) or a folder of them."
        screen = Typed("Import which file?", hint, self.shown, importing.begun, importing.fault)
        self.app.push_screen(screen, self._take)

    def _take(self, text: str | None) -> None:
        if text is not None:
            self._work(partial(self._read_files, text))

    def _read_files(self, text: str) -> None:
        from nettui.desk.taking import take_files
        from nettui.store.errors import StoreRefusal

        store = self.store
        assert store is not None, "files are taken into a store"
        try:
            self.post_message(self.Imported(take_files(store, text)))
        except (StoreRefusal, NotSaved) as refused:
            self.post_message(self.Done((), "", str(refused)))

    def on_worklist_imported(self, message: Imported) -> None:
        """Show what came of it; ask about what is there already."""
        taken = message.taken
        self.entries |= {entry.key: entry for entry in taken.entries}
        self.said, self.fault = taken.said, ""
        self.put_in_order()
        if taken.there:
            self._ask_about(taken.there)
        if taken.wrong:
            rows = refused_rows(taken.entries, taken.wrong)
            self.app.push_screen(Reading("Not imported", rows, self.shown))

    def _ask_about(self, there: Sequence[There]) -> None:
        rows = [
            ListRow(sign="-", word="Leave", title="Leave what is recorded as it is", key="leave"),
            ListRow(
                sign="-", word="Update", title="Save the file as the next revision", key="update"
            ),
        ]
        rows += there_rows(there)
        names = ", ".join(one.file.case.case_id for one in there[:3])
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""
        title = f"There already, and different: {names}{more}"
        self.app.push_screen(Choice(title, rows, self.shown), partial(self._update, there))

    def _update(self, there: Sequence[There], answer: str | None) -> None:
        if answer != "update":
            return
        decided = [one.file.case.case_id for one in there if one.is_decided]
        if not decided:
            self._work(partial(self._updated, there, ""))
            return
        from nettui.desk.reasons import AMENDMENTS
        from nettui.tui.screens.reason_dialog import Reason

        title = f"A board has decided on {', '.join(decided)}. Why is the record changed?"
        changes = [change for one in there if one.is_decided for change in one.changes]
        screen = Reason(title, AMENDMENTS, self.shown, changes)
        self.app.push_screen(screen, partial(self._update_for, there))

    def _update_for(self, there: Sequence[There], reason: str | None) -> None:
        if reason is not None:
            self._work(partial(self._updated, there, reason))

    def _updated(self, there: Sequence[There], reason: str) -> None:
        from nettui.desk.taking import take_over

        store = self.store
        assert store is not None, "files are taken into a store"
        self.post_message(self.Done(*take_over(store, there, reason)))


def _is_erased(entry: ListedCase) -> bool:
    from nettui.desk.store import ERASED

    return entry.summary is not None and entry.summary.status == ERASED
