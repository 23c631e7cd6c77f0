"""The rows of a store: their columns, and the hash that seals each.

A row's hash covers all of its other columns. Revisions and decisions name the hash of the one
before, audit events likewise; so one changed value, missing row or added row shows. What holds
clinical content (``body``, ``reason``, ``plan`` ...) goes in through a salted digest of its own
(``content``): it can be erased, and its digest then tells nothing.

Fields are joined by line ends, which none of them may hold.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

import attrs

from nettui.store.errors import Damaged, StoreRefusal
from nettui.store.records import (
    AuditEvent,
    BoardResult,
    Columns,
    Decision,
    Head,
    Revision,
    Who,
)

StoredRow = tuple[Any, ...]

COLUMNS = tuple(attrs.fields_dict(Columns))
_values = attrgetter(*COLUMNS)

TABLES: Mapping[str, tuple[str, ...]] = {
    "revision": (
        *("case_id", "rev", "uid", "name", "place", "at", "program", "protocol"),
        *("content", "parent", "hash", "salt", "reason", "receipt", "body"),
    ),
    "head": (
        *("case_id", "rev", "revision_hash", "changed_at", "changed_by"),
        *("archived", "erased", "decision", *COLUMNS, "words", "hash"),
    ),
    "decision": (
        *("case_id", "number", "rev", "protocol", "as_of", "uid", "name", "place", "at"),
        *("content", "parent", "hash", "salt", "gist", "result", "plan"),
    ),
    "audit": (
        *("seq", "at", "uid", "name", "place", "action", "case_id", "rev", "outcome", "detail"),
        *("parent", "hash"),
    ),
    "erasure": ("case_id", "at", "uid", "name", "reason", "hash"),
    "protocol": ("digest", "kept_at", "hash", "raw"),
    "chain": ("name", "seq", "hash"),
}
"""Every table with its columns in order. Drafts are no part of the record."""

NUMBERS = frozenset(
    "rev uid archived erased workup_known workup_needed undated number seq".split()  # noqa: SIM905
)
BYTES = frozenset({"plan", "raw"})

_LONGEST_ID = 200


def sealed(*fields: object) -> str:
    """Return the SHA-256 of fields."""
    return hashlib.sha256("\n".join(map(str, fields)).encode()).hexdigest()


def content_digest(salt: str, *parts: str | bytes) -> str:
    """Return the digest of what may be erased later."""
    raw = [part.encode() if isinstance(part, str) else part for part in parts]
    lengths = ":".join(str(len(part)) for part in raw)
    return hashlib.sha256(b"".join([f"{salt}:{lengths}\n".encode(), *raw])).hexdigest()


def bytes_digest(raw: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(raw).hexdigest()


def new_salt() -> str:
    """Return a salt that cannot be guessed."""
    return secrets.token_hex(16)


def time_text(at: datetime.datetime) -> str:
    """Return a time as it is kept: UTC, microseconds, sortable."""
    return at.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def one_line(text: str, what: str, longest: int = 2000) -> str:
    """Return a text that may stand in a row. Raises `StoreRefusal` when it may not."""
    if len(text) > longest or not all(c.isprintable() for c in text):
        raise StoreRefusal(
            f"The {what} was not taken: it must be one line of at most {longest} visible "
            "characters. Nothing was recorded."
        )
    return text


def case_id(text: str) -> str:
    """Return the id of a case that may be kept."""
    if not text.strip():
        raise StoreRefusal("A case needs an id (a pseudonym). Nothing was recorded.")
    return one_line(text, "case id", _LONGEST_ID)


# --- making rows -------------------------------------------------------------------------------


def revision_row(
    *,
    case_id: str,
    rev: int,
    who: Who,
    at: datetime.datetime,
    program: str,
    protocol: str,
    parent: str,
    reason: str,
    receipt: str,
    body: str,
) -> StoredRow:
    """Return a sealed revision."""
    salt = new_salt()
    content = content_digest(salt, reason, receipt, body)
    header = (case_id, rev, who.uid, who.name, who.place, time_text(at), program, protocol)
    digest = sealed(*header, content, parent)
    return (*header, content, parent, digest, salt, reason, receipt, body)


def head_row(head: Head, revision_hash: str) -> StoredRow:
    """Return a sealed head. ``words`` is what a search looks through."""
    row = (
        *(head.case_id, head.rev, revision_hash, time_text(head.changed_at), head.changed_by),
        *(int(head.archived), int(head.erased), head.decision),
        *(*_values(head.columns), words(head.case_id, head.columns)),
    )
    return (*row, sealed(*row))


def head_mark(salt: str, head_hash: str) -> str:
    """Return the digest of a head by which an audit event names it.

    It is salted as the newest revision is, so that it tells nothing once that is erased.
    """
    return sealed(salt, head_hash)


def planned_row(head: StoredRow, decision: str, columns: Columns) -> StoredRow:
    """Return the sealed row of a head with columns worked out anew."""
    row = (*head[:7], decision, *_values(columns), words(head[0], columns))
    return (*row, sealed(*row))


def words(case_id: str, columns: Columns) -> str:
    """Return what a search finds a head by: id, title, site and grade, case folded."""
    c = columns
    return " ".join((case_id, c.title, c.site.replace("_", " "), c.grade)).casefold()


def decision_row(decision: Decision, plan: bytes) -> StoredRow:
    """Return a sealed decision; ``plan`` is packed."""
    salt = new_salt()
    result = result_text(decision.result)
    content = content_digest(salt, decision.gist, result, plan)
    header = (
        *(decision.case_id, decision.number, decision.rev, decision.protocol),
        *(decision.as_of.isoformat(), decision.who.uid, decision.who.name, decision.who.place),
        time_text(decision.at),
    )
    digest = sealed(*header, content, decision.parent)
    return (*header, content, decision.parent, digest, salt, decision.gist, result, plan)


def audit_row(event: AuditEvent) -> StoredRow:
    """Return a sealed event."""
    row = (
        *(event.seq, time_text(event.at), event.who.uid, event.who.name, event.who.place),
        *(event.action, event.case_id, event.rev, event.outcome, event.detail, event.parent),
    )
    return (*row, sealed(*row))


def is_whole(head: StoredRow) -> bool:
    """Return whether the row of a head is what was written."""
    return bool(sealed(*head[:-1]) == head[-1])


def is_whole_revision(row: Sequence[Any]) -> bool:
    """Return whether the row of a revision that was not erased is what was saved."""
    return bool(sealed(*row[:10]) == row[10] and content_digest(*row[11:]) == row[8])


# --- reading rows ------------------------------------------------------------------------------


def head_of(row: StoredRow) -> Head:
    """Return the head of a row; where it is not what was written, an empty one that says so."""
    changed_at = _moment(row[3])
    if not is_whole(row) or changed_at is None:
        return Head(
            case_id=row[0],
            rev=row[1],
            changed_at=datetime.datetime.fromtimestamp(0, datetime.UTC),
            changed_by="",
            columns=Columns(),
            damaged=True,
        )
    return Head(
        case_id=row[0],
        rev=row[1],
        changed_at=changed_at,
        changed_by=row[4],
        archived=bool(row[5]),
        erased=bool(row[6]),
        decision=row[7],
        columns=Columns(**dict(zip(COLUMNS, row[8 : 8 + len(COLUMNS)], strict=True))),
    )


def revision_of(row: Sequence[Any]) -> Revision:
    """Return the revision of a row, without its text. Raises `Damaged`."""
    named = dict(zip(TABLES["revision"], row, strict=True))
    what = f"Revision {row[1]} of case '{row[0]}'"
    at = _sealed_at(row[:10], named["hash"], named["at"], what)
    return Revision(
        case_id=named["case_id"],
        rev=named["rev"],
        who=Who(uid=named["uid"], name=named["name"], place=named["place"]),
        at=at,
        reason=named["reason"],
        program=named["program"],
        protocol=named["protocol"],
        receipt=named["receipt"],
        parent=named["parent"],
        hash=named["hash"],
        erased=not named["salt"],
    )


def _moment(text: str) -> datetime.datetime | None:
    """Return a time as it is kept, None for what is none."""
    try:
        return datetime.datetime.fromisoformat(text)
    except (ValueError, TypeError):
        return None


def _sealed_at(fields: Sequence[Any], seal: str, at: str, what: str) -> datetime.datetime:
    """Return when a row was recorded. Raises `Damaged` where it is not what was recorded."""
    found = _moment(at)
    if sealed(*fields) != seal or found is None:
        raise _changed(what)
    return found


def _changed(what: str) -> Damaged:
    return Damaged(
        f"{what} is not what was recorded: somebody or something changed it. It is not shown. "
        "'nettui store verify' says what else is wrong; a backup has it as it was."
    )


def decision_of(row: Sequence[Any]) -> Decision:
    """Return the decision of a row. Raises `Damaged`."""
    named = dict(zip(TABLES["decision"], row, strict=True))
    what = f"Decision {row[1]} on case '{row[0]}'"
    at = _sealed_at(row[:11], named["hash"], named["at"], what)
    from nettui.store.core.case_text import unpack  # not needed to list or verify

    erased = not named["salt"]
    try:
        as_of = datetime.date.fromisoformat(named["as_of"])
        plan = "" if erased else unpack(named["plan"]).decode()
    except ValueError:  # whose words quote what was found
        raise _changed(what) from None
    return Decision(
        case_id=named["case_id"],
        number=named["number"],
        rev=named["rev"],
        protocol=named["protocol"],
        as_of=as_of,
        result=_ERASED if erased else result_of(named["result"]),
        plan=plan,
        gist=named["gist"],
        who=Who(uid=named["uid"], name=named["name"], place=named["place"]),
        at=at,
        parent=named["parent"],
        hash=named["hash"],
        erased=erased,
    )


def event_of(row: Sequence[Any]) -> AuditEvent:
    """Return the event of a row. Raises `Damaged`."""
    named = dict(zip(TABLES["audit"], row, strict=True))
    at = _sealed_at(row[:-1], named["hash"], named.pop("at"), f"Audit event {row[0]}")
    who = Who(uid=named.pop("uid"), name=named.pop("name"), place=named.pop("place"))
    return AuditEvent(who=who, at=at, **named)


def result_text(result: BoardResult) -> str:
    """Return what a board resolved as one line of JSON."""
    from nettui.boundary import strict  # not needed to list or verify

    data = strict.to_json(result)
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def result_of(text: str) -> BoardResult:
    """Return what a board resolved. Raises `Damaged` for any other text."""
    from nettui.boundary import strict
    from nettui.case.files.json_text import parsed

    try:
        return strict.from_json(parsed(text), BoardResult)
    except ValueError:  # whose words quote what was found
        raise Damaged("A recorded decision cannot be read: it is not what was recorded.") from None


_ERASED = BoardResult(resolutions=(), held_on=datetime.date.min)
