"""A case given out: its plan or its record as a file, after a look at whose it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from nettui.desk.export import FORMS, Form, name_for
from nettui.desk.export_folder import NoFolder, export_folder
from nettui.desk.giving_out import given_out, note_failure, unfit
from nettui.sheet.patient import who
from nettui.tui.rows.layout import ListRow
from nettui.tui.screens.case_keep import Keeping
from nettui.tui.screens.case_port import Dialogue
from nettui.tui.screens.overlay import Ask, Choice


class Exporting:
    """Writes the plan and the record of an open case to new files. Each is noted in the audit."""

    def __init__(self, keeping: Keeping, dialogue: Dialogue) -> None:
        self._keeping = keeping
        self._dialogue = dialogue

    def offer(self) -> None:
        """Ask what is to be given out, of what is saved."""
        keeping = self._keeping
        if keeping.editing.is_changed and not keeping.library.refusal(keeping.entry):
            self._dialogue.say(
                "Save first (^S): what is given out must be what is recorded.", "held"
            )
            return
        rows = [ListRow(sign="-", title=form.title, key=key) for key, form in FORMS.items()]
        title = f"To a file: {who(keeping.editing.case)}"
        self._dialogue.ask(Choice(title, rows, self._dialogue.shown), self._chosen)

    def _chosen(self, key: str | None) -> None:
        if key is None:
            return
        form = FORMS[key]
        try:
            found = export_folder()
        except NoFolder as none:
            self._failed(form, "NoFolder", str(none))
            return
        if found.is_fixed:
            self._into(form, found.path)
            return
        hint = f"Into which folder? Enter alone: {_told(self._usual(form, found.path))}"
        title = f"{form.title}: {who(self._keeping.editing.case)}"
        ask = Ask(title, hint, self._dialogue.shown, may_be_empty=True)
        self._dialogue.ask(ask, partial(self._named, form, found.path))

    def _usual(self, form: Form, folder: Path) -> Path:
        return folder / name_for(form, self._keeping.editing.case.case_id)

    def _named(self, form: Form, here: Path, name: str | None) -> None:
        if name is None:
            return
        try:
            folder = here / Path(name).expanduser()
        except RuntimeError:
            self._failed(form, "NoFolder", f"There is no such home: {name}. Nothing was written.")
            return
        why = unfit(folder, name)
        if why:
            # Said from the folder that is open: a long path would hide the reason.
            short = why.replace(f"{here}/", "")
            self._failed(form, "NoFolder", f"Nothing is written to {name}: {short}.")
            return
        self._into(form, folder)

    def _into(self, form: Form, folder: Path) -> None:
        goes = f"{form.title} goes to {_told(self._usual(form, folder))}"
        self._keeping.once_sure(goes, partial(self._write, form, folder))

    def _write(self, form: Form, folder: Path) -> None:
        from nettui.store.errors import StoreRefusal

        keeping = self._keeping
        try:
            path = given_out(keeping.library, keeping.entry, keeping.editing, form, folder)
        except StoreRefusal as refused:
            self._dialogue.say(f"Nothing was written: {refused}", "stop")
        except OSError as error:
            reason = (error.strerror or "refused").lower()
            told = _told(self._usual(form, folder))
            text = f"{told} could not be written: {reason}. Nothing was written."
            self._failed(form, type(error).__name__, text)
        else:
            self._dialogue.say(f"Written, for you alone to read: {_told(path)}", "do")

    def _failed(self, form: Form, outcome: str, text: str) -> None:
        """Say why nothing was given out, and note it where that is possible."""
        note_failure(self._keeping.library, self._keeping.entry, form, outcome)
        self._dialogue.say(text, "stop")


def _told(path: Path) -> str:
    """Say a path with the name first, which a narrow window must not cut off."""
    return f"{path.name} in {path.parent}"
