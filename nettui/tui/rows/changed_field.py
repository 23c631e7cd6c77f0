"""What a change of the record did, in one sentence: "Age: 61 years, was 59 years."."""

from __future__ import annotations

from attrs import frozen

from nettui.case.base.faults import CaseError
from nettui.case.editing.edit import text_of
from nettui.case.files.header import OF_FILE, text_of_file
from nettui.case.record.case import CaseFile
from nettui.case.record.paths import facts_in, place
from nettui.tui.rows.entered_at import LISTS
from nettui.tui.rows.field import value_text


@frozen
class Made:
    """A change at a path: what is called what it is about, and what it held before and after."""

    path: str
    label: str
    before: str
    after: str
    is_entry: bool = False

    def told(self) -> str:
        """Return what the change did."""
        return _said(self.label, self.after, self.before)

    def taken_back(self) -> str:
        """Return what taking it back did."""
        if self.is_entry:
            return f"Taken back: {self.label.lower()} {self.after}."
        return _said(self.label, self.before, self.after)


def _said(label: str, now: str, was: str) -> str:
    if now == was:
        return f"{label}: {now}, changed." if now else f"{label}: changed."
    if not was:
        return f"{label}: {now}."
    return f"{label}: {now or 'empty'}, was {was}."


def made_of(what: str, path: str, at: str, before: CaseFile, after: CaseFile) -> Made:
    """Return what ``set``, ``remove`` or ``copy`` did at a path; ``at`` is where it is now."""
    part = path.partition(".")[0].partition("[")[0]
    if what == "remove":
        return Made(path, _entry(part), "", f"{_held(before, path)} removed".strip(), is_entry=True)
    if what == "copy":
        return Made(
            at, _entry(part), "", f"{_held(after, at)} added once more".strip(), is_entry=True
        )
    if path.endswith("[+]"):
        return Made(at, _entry(part), "", f"{_held(after, at)} added".strip(), is_entry=True)
    if path in OF_FILE:
        label, _, _ = OF_FILE[path].label.partition(",")
        return Made(path, label, text_of_file(before, path), text_of_file(after, path))
    field = path.partition(".")[2]
    fact = facts_in(part)[field]
    where = f"{at}.value" if part == "labs" and "[+]" in path and "[+]" not in at else at
    label = _analyte(after, where) if field == "value" else fact.label
    was = "" if "[+]" in path else _value(before, path)
    return Made(where, label, was, _value(after, where))


def _entry(part: str) -> str:
    return LISTS[part].capitalize()


def _analyte(file: CaseFile, path: str) -> str:
    where = place(file.case, path)
    assert isinstance(where.index, int), "a value stands in a result"
    return facts_in("labs")[file.case.labs[where.index].analyte].label


def _value(file: CaseFile, path: str) -> str:
    """Return what a field holds, with its unit; empty for nothing."""
    try:
        text = text_of(file.case, path)
    except CaseError:
        return ""  # there is no such entry
    part, _, field = path.partition(".")
    part = part.partition("[")[0]
    where = place(file.case, path)
    if part == "labs" and field == "value" and isinstance(where.index, int):
        result = file.case.labs[where.index]
        unit = result.unit or facts_in("labs")[result.analyte].unit
        return f"{text} {unit}".strip()
    return value_text(text, facts_in(part)[field]) if text else ""


def _held(file: CaseFile, path: str) -> str:
    """Return what an entry is called by: its examination, treatment, specimen or result."""
    part = path.partition("[")[0]
    name = {"imaging": "modality", "treatments": "therapy", "pathology": "specimen_type"}.get(part)
    if name is not None:
        return _value(file, f"{path}.{name}")
    return f"{_analyte(file, f'{path}.value')} {_value(file, f'{path}.value')}"
