"""A case given out: its plan or its record as a file, after a look at whose it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.binding import Binding

from nettui.display import safe
from nettui.exchange.whose import who, whose
from nettui.tui.export import FORMS, Form, name_for
from nettui.tui.rows.lines import Row
from nettui.tui.screens.case_board import CaseBoard
from nettui.tui.screens.over import Ask, Choice
from nettui.whole import write_new


class CaseExport(CaseBoard):
    """A case whose plan and record can be written to new files. Each is noted in the audit."""

    BINDINGS = [
        Binding("t", "export", "To a file", show=False, tooltip="Write the plan or case to a file"),
    ]

    def action_export(self) -> None:
        """Ask what is to be given out, of what is saved."""
        if self.editing.is_changed and not self.library.refusal(self.entry):
            self.notice("Save first (^S): what is given out must be what is recorded.", "held")
            return
        rows = [Row(sign="-", title=form.title, key=key) for key, form in FORMS.items()]
        title = f"To a file: {who(self.editing.case)}"
        self.app.push_screen(Choice(title, rows, self.shown), self._chosen)

    def _chosen(self, key: str | None) -> None:
        if key is None:
            return
        form = FORMS[key]
        hint = f"Into which file? It must not be there yet. Enter alone: {_told(self._usual(form))}"
        title = f"{form.title}: {who(self.editing.case)}"
        ask = Ask(title, hint, self.shown, may_be_empty=True)
        self.app.push_screen(ask, partial(self._named, form))

    def _usual(self, form: Form) -> Path:
        return Path.cwd() / name_for(form, self.editing.case.case_id)

    def _named(self, form: Form, name: str | None) -> None:
        if name is None:
            return
        try:
            path = (Path.cwd() / Path(name).expanduser()) if name else self._usual(form)
        except RuntimeError:
            self.notice(f"There is no such home: {name}. Nothing was written.", "stop")
            return
        if path.is_dir():
            path /= name_for(form, self.editing.case.case_id)
        self.once_sure(f"{form.title} goes to {_told(path)}", partial(self._write, form, path))

    def _write(self, form: Form, path: Path) -> None:
        from nettui.store.refusals import StoreRefusal

        plan, file = self.editing.plan, self.editing.file
        try:
            text = form.make(plan, file)
            if form.is_headed:
                text = f"{self._whose()}\n\n{text}"
            # Before anything is given out, so that nothing goes out unrecorded.
            self._note(form)
            write_new(path, (text.rstrip("\n") + "\n").encode())
        except StoreRefusal as refused:
            self.notice(f"Nothing was written: {refused}", "stop")
        except FileExistsError:
            self._note(form, "FileExistsError")
            self.notice(
                f"{_told(path)} is there already and was left as it is. Give another name.", "stop"
            )
        except OSError as error:
            self._note(form, type(error).__name__)
            reason = (error.strerror or "refused").lower()
            self.notice(f"{_told(path)} could not be written: {reason}. Nothing is there.", "stop")
        else:
            self.notice(f"Written, for you alone to read: {_told(path)}", "do")

    def _whose(self) -> str:
        """Return whose plan is given out, of which revision, and the decision in force."""
        last = self.entry.decided
        decided = (last.number, last.result.held_on) if last else None
        return safe(whose(self.editing.case, self.entry.rev, decided))

    def _note(self, form: Form, outcome: str = "ok") -> None:
        store = self.library.store
        if store is not None and not store.read_only:
            detail = f"{form.what} {form.suffix.lstrip('.')}, revision {self.entry.rev}"
            store.note("export", self.entry.key, outcome=outcome, detail=detail)


def _told(path: Path) -> str:
    """Say a path with the name first, which a narrow window must not cut off."""
    return f"{path.name} in {path.parent}"
