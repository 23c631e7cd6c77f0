"""An open case: its states, its draft on disk after each change, a decision that is not signed."""

from __future__ import annotations

from collections.abc import Mapping

from nettui.desk import deciding
from nettui.desk.session import Editing
from nettui.desk.source import Desk, ListedCase
from nettui.store.records import BoardResult


class OpenCase:
    """One case from its opening until it is left.

    ``identified`` is the case as its user last knew whose it is. ``typed`` are texts by path that
    were refused as a value, ``pending`` what a board resolved and nobody has signed. All of these
    stand in the draft, where the full-screen terminal finds them too.
    """

    def __init__(self, entry: ListedCase, desk: Desk) -> None:
        assert entry.file is not None, "only cases that were read are opened"
        assert entry.plan is not None, "only cases that were planned are opened"
        self.entry = entry
        self.desk = desk
        self.editing = Editing(entry.file, entry.plan.as_of, entry.plan.protocol)
        self.identified = self.editing.base.case
        self.typed: dict[str, str] = {}
        self.pending: BoardResult | None = None
        self.losses_said = ""

    @property
    def case_id(self) -> str:
        """The id of the case."""
        return self.editing.case.case_id

    @property
    def texts(self) -> Mapping[str, str]:
        """What is worked on and is no value of the case yet, by path."""
        return {**deciding.draft_texts(self.pending), **self.typed}

    @property
    def is_unsaved(self) -> bool:
        """Something is in the draft alone."""
        return self.editing.is_changed or bool(self.texts)

    def keep_draft(self) -> str:
        """Keep the case as it is now; return why it could not be kept, empty when it was."""
        if self.is_unsaved:
            return self.desk.keep_draft(self.entry, self.editing.file, self.texts)
        self.desk.drop_draft(self.entry)
        return ""

    def drop_draft(self) -> None:
        """Throw the draft away."""
        self.desk.drop_draft(self.entry)
