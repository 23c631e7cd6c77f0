"""A plan or a case written to a file outside, with whose it is, and noted in the audit first."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from nettui.case.base import reach
from nettui.desk.export import Form, stem_for
from nettui.desk.export_folder import give_out, is_hidden
from nettui.display import safe
from nettui.sheet.patient import whose

if TYPE_CHECKING:
    from nettui.desk.session import Editing
    from nettui.desk.source import Desk, ListedCase


def given_out(desk: Desk, entry: ListedCase, editing: Editing, form: Form, folder: Path) -> Path:
    """Write what a form makes of a case to a new file of a folder, and return where it is.

    It is noted before, so that nothing goes out unrecorded. Raises `StoreRefusal`, `OSError`; then
    nothing was written.
    """
    text = form.make(editing.plan, editing.file)
    if form.is_headed:
        text = f"{_whose(entry, editing)}\n\n{text}"
    note(desk, entry, form)
    data = (text.rstrip("\n") + "\n").encode()
    return give_out(folder, stem_for(form, editing.case.case_id), form.suffix, data)


def note(desk: Desk, entry: ListedCase, form: Form, outcome: str = "ok") -> None:
    """Note in the audit of a store that a case is given out. Raises `StoreRefusal`."""
    store = desk.store
    if store is not None and not store.read_only:
        detail = f"{form.what} {form.suffix.lstrip('.')}, revision {entry.rev}"
        store.note("export", entry.key, outcome=outcome, detail=detail)


def note_failure(desk: Desk, entry: ListedCase, form: Form, outcome: str) -> None:
    """Note that nothing was given out, where that is possible."""
    from nettui.store.errors import StoreRefusal

    with suppress(StoreRefusal):  # it says so itself with the next thing that is done
        note(desk, entry, form, outcome)


def unfit(folder: Path, typed: str) -> str:
    """Return why a folder that was typed takes no exports, empty when it does."""
    if is_hidden(typed):
        return "it is hidden"
    unreached = reach.fault(folder)
    if unreached == reach.MISSING:
        return "there is no such folder"
    if unreached:
        return f"it is {unreached}"  # it may name a long path: said last
    if not folder.is_dir():
        return "it is a file, and the name is made from the case; give a folder alone"
    return "it is a link, and none is followed" if folder.is_symlink() else ""


def _whose(entry: ListedCase, editing: Editing) -> str:
    """Return whose plan is given out, of which revision, and the decision in force."""
    last = entry.decided
    decided = (last.number, last.result.held_on) if last else None
    return safe(whose(editing.case, entry.rev, decided))
