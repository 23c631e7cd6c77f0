"""The case files of a folder, read and planned one after the other, off the screen's own thread."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nettui import atomic_files
from nettui.desk.source import FirstStore, ListedCase, NotSaved, summary
from nettui.exchange.library import folder, in_folder, left_out, shared_ids

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile
    from nettui.engine.plan.plan import Plan
    from nettui.engine.protocol.protocol import Protocol
    from nettui.plugin.publish import Published
    from nettui.store.core.drafts import DraftFolder
    from nettui.store.records import Draft


class Library:
    """The case files at a path: a folder's, or one file.

    ``in_force`` is called whenever files are read anew. Cases whose file gives no day are planned
    as of ``today``. ``first_store``: the store that could be made for cases of one's own.
    """

    takes_new = False

    def __init__(
        self,
        path: Path,
        in_force: Callable[[], Published],
        today: datetime.date,
        name: str = "",
        first_store: FirstStore | None = None,
    ) -> None:
        self.first_store = first_store
        self.path = path
        self.name = name or str(path)
        self.notes: tuple[str, ...] = ()
        self.file_notes: tuple[str, ...] = ()
        self._in_force = in_force
        self._day = today
        self.today = today.isoformat()

    @property
    def is_single(self) -> bool:
        """The path is one file, not a folder."""
        return not self.path.is_dir()

    def files(self) -> list[Path]:
        """Return the case files, by name. A folder that has gone has none."""
        return [self.path] if self.is_single else list(in_folder(self.path).files)

    @property
    def store(self) -> None:
        """Files are in no store."""

    def listed(self) -> list[ListedCase]:
        """Return the files by name."""
        return [ListedCase(str(path), path.name) for path in self.files()]

    def read(self) -> Iterator[ListedCase]:
        """Yield each file, read and planned. Raises whatever the protocol's loading raises."""
        found = self._in_force()
        self.notes = found.lines
        ids = []
        for path in self.files():
            entry = self._entry(path, found.protocol)
            if entry.file is not None:
                ids.append((path.name, entry.file.case.case_id))
            yield entry
        self.file_notes = (*self._left_out(), *shared_ids(ids))

    def _left_out(self) -> tuple[str, ...]:
        """Return what of the folder is not listed, and why, in a sentence."""
        if self.is_single or self.path == folder():
            return ()
        told = left_out(self.path, in_folder(self.path))
        return (told,) if told else ()

    def opened(self, entry: ListedCase) -> ListedCase:
        """Return the case: it was read with the list."""
        return entry

    # --- saving ---

    def refusal(self, entry: ListedCase) -> str:
        """Return why a case cannot be saved where it is, empty when it can."""
        own = folder()
        if own is not None and entry.path.is_relative_to(own):
            return "it belongs to the case library that comes with nettui."
        if not os.access(entry.path, os.W_OK) or not os.access(entry.path.parent, os.W_OK):
            return f"{entry.path} cannot be written by this account."
        return ""

    def losses(self, entry: ListedCase, file: CaseFile) -> str:
        """Return how many comments of the file go with what is removed from the case."""
        from nettui.case.files.amend import lost

        if _is_json(entry.path):
            return ""
        try:
            count = len(lost(_text(entry.path), file))
        except OSError:
            return ""
        return f"{count} comment{'s' if count > 1 else ''} of {entry.path.name}" if count else ""

    def save(self, entry: ListedCase, file: CaseFile, made: Plan, reason: str = "") -> ListedCase:  # noqa: ARG002 - asked of every desk
        """Write a case to its file. Raises `NotSaved`; then the file is as it was."""
        from nettui.case.files.amend import amended
        from nettui.case.files.codec import CaseError, dumps_json, load

        refused = self.refusal(entry)
        if refused:
            raise NotSaved(f"Not saved: {refused}")
        try:
            now = load(entry.path)
        except (CaseError, OSError):
            raise NotSaved(
                f"Not saved: {entry.path.name} has been changed by somebody else and is no case "
                "any more. Your draft is kept."
            ) from None
        if entry.file is None or now != entry.file:
            raise NotSaved(
                f"{entry.path.name} has been changed by somebody else since you opened it.", now
            )
        try:
            path = entry.path.resolve()  # a link stays one
            text = dumps_json(file) if _is_json(entry.path) else amended(_text(path), file)
            atomic_files.replace(path, text.encode(), path.stat().st_mode)
        except OSError as error:
            raise NotSaved(
                f"Not saved: {entry.path} could not be written ({error.strerror}). "
                "Your draft is kept."
            ) from None
        self.drop_draft(entry)
        return _entry(entry.path, file, made)

    # --- drafts ---

    def draft(self, entry: ListedCase) -> Draft | None:
        """Return one's own draft of a case, None where there is none."""
        drafts = _drafts()
        return drafts.get(_name(entry.path)) if drafts else None

    def overtaken(self, entry: ListedCase, draft: Draft) -> tuple[str, CaseFile] | None:
        """Say that the file was written after a draft; what the draft began with is not kept."""
        written = entry.path.stat().st_mtime
        if entry.file is None or draft.at is None or draft.at.timestamp() >= written:
            return None
        return (
            f"{entry.path.name} was written after your draft of {draft.at:%Y-%m-%d %H:%M} UTC. "
            "What your draft has otherwise is listed: take it up, or go back to leave it aside.",
            entry.file,
        )

    def keep_draft(
        self, entry: ListedCase, file: CaseFile, typed: Mapping[str, str] | None = None
    ) -> str:
        """Keep an edit; return why it could not be kept, empty when it was."""
        from nettui.store.errors import StoreRefusal
        from nettui.store.records import Draft

        drafts = _drafts()
        if drafts is None:
            return "No draft is kept: this account has no home. Save often."
        draft = Draft(case_id=_name(entry.path), base_rev=0, file=file, typed=typed or {})
        try:
            drafts.shared.mkdir(parents=True, exist_ok=True, mode=0o700)
            drafts.keep(draft, datetime.datetime.now(datetime.UTC))
        except (StoreRefusal, OSError) as refused:
            return str(refused)
        return ""

    def drop_draft(self, entry: ListedCase) -> None:
        """Throw one's own draft away."""
        drafts = _drafts()
        if drafts is not None:
            drafts.drop(_name(entry.path))

    def _entry(self, path: Path, protocol: Protocol) -> ListedCase:
        from nettui.case.files.codec import CaseError, load
        from nettui.desk import crash
        from nettui.engine.plan.plan import plan

        try:
            file = load(path)
            made = plan(file.case, file.as_of or self._day, protocol)
            return _entry(path, file, made)
        except CaseError as error:
            return ListedCase(str(path), path.name, faults=tuple(map(str, error.faults)))
        except Exception as error:  # one bad record must not hide the others
            fault = f"A fault of nettui itself: {crash.kind(error)} at {crash.place(error)}."
            return ListedCase(str(path), path.name, faults=(fault,))


def _entry(path: Path, file: CaseFile, made: Plan) -> ListedCase:
    return ListedCase(str(path), file.case.case_id, file.title, file, made, summary(made))


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _text(path: Path) -> str:
    """Return the text of a file with its own line ends. Raises `OSError`."""
    return path.read_bytes().decode("utf-8", "replace")


def _name(path: Path) -> str:
    """Return the name under which drafts of a file are kept: its path, also where that is bytes."""
    return os.fsencode(path.resolve()).decode("utf-8", "backslashreplace")


def _drafts() -> DraftFolder | None:
    """Return one's own drafts of case files, None for an account without a home."""
    from nettui.plugin.locations import own
    from nettui.store.core.drafts import DraftFolder

    place = own()
    return DraftFolder(place / "drafts", os.getuid()) if place else None
