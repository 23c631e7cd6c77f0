"""Drafts as files: one for each account and case, readable by that account alone.

They are no part of the record and not in the database: a key pressed must be on disk within
100 ms, however many others are saving. A file is written whole beside the old one and renamed
over it, so a kill leaves the old or the new, never half of one.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import stat
from pathlib import Path

from nettui import atomic_files
from nettui.store.core import case_text
from nettui.store.core.rows import sealed, time_text
from nettui.store.errors import Damaged, Full, StoreRefusal
from nettui.store.records import Draft

_ASIDE = ".unreadable"


class DraftFolder:
    """The drafts of one account, in a folder beside the store."""

    def __init__(self, folder: Path, uid: int) -> None:
        self.shared = folder
        self.own = folder / str(uid)
        self._uid = uid

    def keep(self, draft: Draft, at: datetime.datetime) -> None:
        """Write a draft. Raises `StoreRefusal` when it cannot be kept, and leaves the old one."""
        data = _dump(draft, at)
        try:
            self._make()
            atomic_files.replace(self._path(draft.case_id), data)
        except OSError as error:
            reason = (error.strerror or "refused").lower()
            raise Full(
                f"The draft of case '{draft.case_id}' could not be kept in {self.own} ({reason}). "
                "What you typed is on the screen only: save, or make room."
            ) from None

    def get(self, case_id: str) -> Draft | None:
        """Return the draft of a case."""
        return self._read(self._path(case_id))

    def all(self) -> tuple[Draft, ...]:
        """Return all drafts, by case."""
        if not self.own.is_dir():
            return ()
        found = (self._read(path) for path in self.own.glob("*.draft"))
        return tuple(sorted((d for d in found if d), key=lambda d: d.case_id))

    def drop(self, case_id: str) -> None:
        """Remove the draft of a case."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self._path(case_id).unlink()

    def erase(self, case_id: str) -> None:
        """Remove everybody's draft of a case. Raises `StoreRefusal` for what is left."""
        name = self._path(case_id).name
        left = []
        for folder in sorted(self.shared.iterdir()) if self.shared.is_dir() else ():
            try:
                for one in (folder / name, (folder / name).with_suffix(_ASIDE)):
                    one.unlink(missing_ok=True)
            except OSError:
                left.append(folder.name)
        if left:
            raise StoreRefusal(
                f"Case '{case_id}' is erased, but this account may not look into the drafts of "
                f"account {', '.join(left)}. Remove {self.shared}/*/{name} as root."
            )

    def _path(self, case_id: str) -> Path:
        return self.own / f"{hashlib.sha256(case_id.encode()).hexdigest()[:32]}.draft"

    def _make(self) -> None:
        if not self.own.is_dir():
            group = self.shared.parent.stat().st_mode & stat.S_ISGID
            if not self.shared.is_dir():
                self.shared.mkdir(exist_ok=True)
                # Sticky: everybody makes a folder of their own, nobody moves another's away.
                self.shared.chmod(0o3770 if group else 0o700)
            self.own.mkdir(mode=0o700, exist_ok=True)
            self.own.chmod(0o700)
        found = self.own.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise StoreRefusal(
                f"{self.own} does not belong to this account alone, so others could read what is "
                "typed. No draft was kept. Ask whoever administers the store to remove it."
            )

    def _read(self, path: Path) -> Draft | None:
        try:
            raw = path.read_text("utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError):
            raw = ""
        try:
            return _load(raw)
        except (ValueError, KeyError, TypeError, RecursionError, Damaged):
            self._put_aside(path)
            return None

    def _put_aside(self, path: Path) -> None:
        """Keep a draft that cannot be read for whoever may want to look into it."""
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(_ASIDE))


def _dump(draft: Draft, at: datetime.datetime) -> bytes:
    typed = json.dumps(dict(draft.typed), sort_keys=True)
    body = case_text.to_text(draft.file)
    fields = (draft.case_id, draft.base_rev, time_text(at), typed, body)
    return json.dumps([*fields, sealed(*fields)]).encode()


def _load(raw: str) -> Draft:
    *fields, seal = json.loads(raw)
    if len(fields) != 5 or sealed(*fields) != seal:
        raise Damaged("A draft is not what was kept.")
    case_id, base_rev, at, typed, body = fields
    texts = json.loads(typed)
    words = (case_id, body, *texts.values()) if isinstance(texts, dict) else (None,)
    if type(base_rev) is not int or not all(isinstance(word, str) for word in words):
        raise Damaged("A draft is not what was kept.")
    return Draft(
        case_id=case_id,
        base_rev=base_rev,
        file=case_text.from_text(body),
        typed=texts,
        at=datetime.datetime.fromisoformat(at),
    )
