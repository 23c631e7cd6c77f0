"""Drafts that were open when the program ended by a fault: asked about before they are opened.

A draft may hold what the program fails on. Were it simply taken up, its case could never be opened
again. A note that says so is an empty file in the account's own folder, named by a digest: it says
nothing of any case. Without a home there is none, and no draft is asked about.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from nettui import atomic_files
from nettui.desk.export import FORMS, name_for

if TYPE_CHECKING:
    from nettui.desk.source import Desk, ListedCase
    from nettui.store.records import Draft


class DraftNote:
    """The note on the draft of one case."""

    def __init__(self, desk: Desk, entry: ListedCase) -> None:
        of = f"{desk.name}\0{entry.key}" if desk.store is not None else str(entry.path.resolve())
        self._digest = hashlib.sha256(of.encode("utf-8", "surrogateescape")).hexdigest()[:32]

    @property
    def is_there(self) -> bool:
        """The program ended by a fault when this draft was open last."""
        folder = _own("after-fault")
        return folder is not None and (folder / self._digest).exists()

    def write(self) -> None:
        """Note that the draft is being opened, or that the program ends by a fault."""
        folder = _own("after-fault")
        if folder is not None:
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                (folder / self._digest).touch(0o600)

    def remove(self) -> None:
        """Note that it was opened well, or is no more."""
        folder = _own("after-fault")
        if folder is not None:
            with suppress(OSError):
                (folder / self._digest).unlink(missing_ok=True)


def put_aside(draft: Draft, case_id: str) -> Path:
    """Write a draft as a case file of one's own and return where it is. Raises `OSError`.

    What was being typed in it and is no value yet stands at its end, as remarks.
    """
    from nettui.case.files.codec import dumps_toml

    folder = _own("drafts-put-aside")
    if folder is None:
        raise OSError("this account has no home")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    typed = "".join(f"# typed at {at}: {text!r}\n" for at, text in draft.typed.items())
    data = f"{dumps_toml(draft.file)}{typed}".encode()
    name = Path(name_for(FORMS["case-toml"], case_id))
    for n in range(1, 1000):
        path = folder / (f"{name.stem}-{n}{name.suffix}" if n > 1 else name)
        with suppress(FileExistsError):
            atomic_files.write_new(path, data)
            return path
    raise OSError("too many drafts of this case are there already")


def _own(name: str) -> Path | None:
    from nettui.plugin.locations import own

    place = own()
    return place / name if place else None
