"""A case given out: its plan or its record as a file of this account alone."""

from __future__ import annotations

from pathlib import Path

from nettui.desk.export import FORMS, Form, name_for
from nettui.desk.export_folder import NoFolder, export_folder
from nettui.desk.giving_out import given_out, note_failure, unfit
from nettui.plain.saving import once_sure
from nettui.plain.session import Session
from nettui.plain.talk import chosen
from nettui.store.errors import StoreRefusal

_FORMS = {key.removeprefix("plan-").replace("-", " "): form for key, form in FORMS.items()}
"""What can be given out, by the word that is typed: ``text``, ``case toml``."""


def run_export(session: Session, rest: str) -> None:
    """Write the plan (text, Markdown, JSON) or the case (TOML, JSON) to a file."""
    case = session.opened
    if case.editing.is_changed and not session.desk.refusal(case.entry):
        session.say("Save first: what is given out must be what is recorded.")
        return
    names = list(_FORMS)
    at = chosen(rest, names) if rest else None
    if at is None:
        if rest:
            session.say(f"'{rest}' is no form. Which one?")
        at = session.talk.choose([f"{name}: {form.title}" for name, form in _FORMS.items()])
    if at is None:
        session.say("Nothing was written.")
        return
    form = _FORMS[names[at]]
    folder = _folder(session, form)
    if folder is not None:
        _write(session, form, folder)
    session.say_where()


def _folder(session: Session, form: Form) -> Path | None:
    """Return the folder that exports go to, None after saying why there is none."""
    try:
        found = export_folder()
    except NoFolder as none:
        _failed(session, form, str(none))
        return None
    if found.is_fixed:
        return found.path
    session.say(f"Into which folder? Enter alone: {found.path}")
    typed = session.talk.ask("folder")
    if not typed:
        return found.path
    try:
        folder = found.path / Path(typed).expanduser()
    except RuntimeError:
        _failed(session, form, f"There is no such home: {typed}. Nothing was written.")
        return None
    why = unfit(folder, typed)
    if why:
        _failed(session, form, f"Nothing is written to {typed}: {why}.")
        return None
    return folder


def _failed(session: Session, form: Form, text: str) -> None:
    note_failure(session.desk, session.opened.entry, form, "NoFolder")
    session.say(text)


def _write(session: Session, form: Form, folder: Path) -> None:
    case = session.opened
    name = name_for(form, case.case_id)
    if not once_sure(session, f"{form.title} goes to {folder / name}"):
        session.say("Nothing was written.")
        return
    try:
        path = given_out(session.desk, case.entry, case.editing, form, folder)
    except StoreRefusal as refused:
        session.say(f"Nothing was written: {refused}")
    except OSError as error:
        why = (error.strerror or "refused").lower()
        note_failure(session.desk, case.entry, form, type(error).__name__)
        session.say(f"{name} could not be written: {why}. Nothing was written.")
    else:
        session.say(f"Written, for you alone to read: {path}")
