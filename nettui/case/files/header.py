"""What a file says of its case beside what is known of the patient: its title and a remark.

The remark stands in front of a TOML file, as its leading comment.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from nettui.case.base.faults import CaseError, CaseFault
from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.files.reader import Reader
from nettui.case.files.remark import as_comment, remark
from nettui.case.record.case import CaseFile

OF_FILE: Mapping[str, Fact] = {
    "title": Fact("title", "Title, in the list of cases", Kind.TEXT),
    "comment": Fact("comment", "Remark on the whole case", Kind.TEXT),
}
"""What can be set, by its path."""


def set_of_file(file: CaseFile, path: str, text: str) -> CaseFile | CaseFault:
    """Return the file with its title or its remark set from one line, or why it is not taken."""
    reader = Reader()
    taken = reader.text(path, text.strip(), lines=False) or ""
    try:
        reader.finish()
    except CaseError as refused:
        return refused.faults[0]
    if path == "title":
        return evolve(file, title=taken)
    return evolve(file, comment=as_comment(taken))


def text_of_file(file: CaseFile, path: str) -> str:
    """Return the title or the remark as one line."""
    return file.title if path == "title" else " ".join(remark(file).split("\n"))
