"""Checking a store: every hash, every link, every number, and what was written down outside.

Rows are checked as raw as the store can give them: text as ``bytearray``, bytes as ``bytes``. So
nothing is decoded only to be encoded again for its hash, and a value of another type shows.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import Factory, define

from nettui.engine.data import digest
from nettui.store.records import Anchor, Verdict
from nettui.store.rows import BYTES, NUMBERS, TABLES, Row

Rows = Callable[[str], Iterator[Row]]
"""All raw rows of a table in the order of its key."""

NAMES: Mapping[str, str] = {
    "revision": "revision {1} of case {0}",
    "head": "head of case {0}",
    "decision": "decision {1} on case {0}",
    "audit": "audit event {0}",
    "erasure": "erasure of case {0}",
    "protocol": "protocol {0:.12}",
    "chain": "audit chain",
}
_KINDS = {
    name: tuple(int if c in NUMBERS else bytes if c in BYTES else bytearray for c in columns)
    for name, columns in TABLES.items()
}
_CHANGED = "changed after it was written"
_sha256 = hashlib.sha256


@define
class Cases:
    """What was found of some cases: counted, found wrong, and needed to check the audit.

    ``newest``: number and hash of each case's newest revision. ``decisions``: the case of each
    decision's hash. ``protocols``: what each case's decisions rest on.
    """

    revisions: int = 0
    heads: int = 0
    newest: dict[str, tuple[int, str]] = Factory(dict)
    decisions: dict[str, str] = Factory(dict)
    protocols: dict[str, set[str]] = Factory(dict)
    faults: list[str] = Factory(list)

    def add(self, other: Cases) -> None:
        """Take in what was found of other cases."""
        self.revisions += other.revisions
        self.heads += other.heads
        self.newest.update(other.newest)
        self.decisions.update(other.decisions)
        self.protocols.update(other.protocols)
        self.faults += other.faults


@define
class Trail:
    """What the audit tells: hashes of what was saved, and of decisions with their event and case;
    number and hash of the last event.
    """

    seq: int = 0
    head: str = ""
    saved: set[bytes] = Factory(set)
    decided: dict[bytes, tuple[int, str]] = Factory(dict)
    remarks: list[str] = Factory(list)


def raw(row: Row) -> Row:
    """Return a row as raw as it is checked."""
    return tuple(bytearray(v, "utf-8", "replace") if isinstance(v, str) else v for v in row)


def verify(
    rows: Rows, anchors: Iterable[Anchor] = (), cases: Callable[[], Cases] | None = None
) -> Verdict:
    """Return what was counted and found wrong; each fault names the table and the row.

    ``cases`` gives what others found of the cases meanwhile; it is asked when all else is done.
    """
    faults: list[str] = []
    for row in _typed("erasure", rows, faults):
        if _sealed(row[:-1]) != row[-1]:
            faults.append(f"{_name('erasure', row)}: {_CHANGED}")
    protocols = _protocols(rows, faults)
    trail = _audit(rows, faults, anchors)
    found = cases() if cases else of_cases(rows)
    faults += found.faults
    faults += [
        f"protocol: one that decisions on case {case_id} rest on is missing"
        for case_id, wanted in found.protocols.items()
        if not wanted <= protocols
    ]
    faults += _compared(trail, found)
    return Verdict(
        revisions=found.revisions,
        decisions=len(found.decisions),
        events=trail.seq,
        cases=found.heads,
        faults=tuple(faults),
        remarks=tuple(trail.remarks),
        head=Anchor(seq=trail.seq, hash=trail.head) if trail.seq else None,
    )


def of_cases(rows: Rows) -> Cases:
    """Return what is found of the cases whose rows are given."""
    found = Cases()
    # Whether the erasures themselves are whole is checked with all that is no case's own.
    erased = frozenset(bytes(row[0]) for row in _typed("erasure", rows, []))
    _revisions(rows, found, erased)
    _heads(rows, found, erased)
    _decisions(rows, found, erased)
    return found


def _typed(table: str, rows: Rows, faults: list[str]) -> Iterator[Row]:
    """Yield the rows whose values have the types of their columns, and name the others."""
    kinds = _KINDS[table]
    for row in rows(table):
        if tuple(map(type, row)) == kinds:
            yield row
            continue
        wrong = next(
            c for c, v, k in zip(TABLES[table], row, kinds, strict=True) if type(v) is not k
        )
        faults.append(f"{_name(table, row)}: {_CHANGED} ({wrong} is of another type)")


def _name(table: str, row: Row) -> str:
    return NAMES[table].format(*map(shown, row[:2]))


def shown(value: Any) -> str:
    """Return a raw value as text, however damaged."""
    return value.decode("utf-8", "replace") if isinstance(value, (bytes, bytearray)) else str(value)


def _sealed(fields: Row) -> bytes:
    """Return the hash of raw fields, as `nettui.store.rows.sealed` gives it."""
    parts = [b"%d" % v if type(v) is int else v for v in fields]
    return _sha256(b"\n".join(parts)).hexdigest().encode()


def _content(salt: bytes, *parts: bytes) -> bytes:
    """Return the digest of raw content, as `nettui.store.rows.content_digest` gives it."""
    lengths = b":".join([b"%d" % len(part) for part in parts])
    return _sha256(b"".join([salt, b":", lengths, b"\n", *parts])).hexdigest().encode()


def _revisions(rows: Rows, found: Cases, erased: frozenset[bytes]) -> None:
    count, case, rev, before = 0, b"", 0, b""
    for row in _typed("revision", rows, found.faults):
        count += 1
        content, parent, seal, salt, *held = row[8:]
        if row[0] != case:
            if case:
                found.newest[shown(case)] = (rev, shown(before))
            case, rev, before = row[0], 0, b""
        fault = ""
        header = b"\n".join((row[0], b"%d" % row[1], b"%d" % row[2], *row[3:10]))
        if _sha256(header).hexdigest().encode() != seal:
            fault = _CHANGED
        elif not salt and bytes(case) in erased:
            fault = "erased, but content is there" if any(held) else ""
        elif _content(salt, *held) != content:
            fault = "its content was changed after it was written"
        if not fault and row[1] != rev + 1:
            fault = f"the one before it (revision {row[1] - 1}) is missing"
        elif not fault and parent != before:
            fault = "does not follow from the one before it"
        if fault:
            found.faults.append(f"{_name('revision', row)}: {fault}")
        rev, before = row[1], seal
    if case:
        found.newest[shown(case)] = (rev, shown(before))
    found.revisions = count


def _heads(rows: Rows, found: Cases, erased: frozenset[bytes]) -> None:
    seen = set()
    for row in _typed("head", rows, found.faults):
        case_id = shown(row[0])
        seen.add(case_id)
        fault = ""
        if _sealed(row[:-1]) != row[-1]:
            fault = _CHANGED
        elif found.newest.get(case_id) != (row[1], shown(row[2])):
            fault = "does not show the newest revision"
        elif bool(row[6]) is not (bytes(row[0]) in erased):
            fault = "does not agree on whether it was erased"
        if fault:
            found.faults.append(f"head of case {case_id}: {fault}")
    found.faults += [
        f"head of case {case_id}: missing, but revisions are there"
        for case_id in found.newest
        if case_id not in seen
    ]
    found.heads = len(seen)


def _decisions(rows: Rows, found: Cases, erased: frozenset[bytes]) -> None:
    case, number, before = b"", 0, b""
    for row in _typed("decision", rows, found.faults):
        if row[0] != case:
            case, number, before = row[0], 0, b""
        content, parent, seal, salt, *held = row[9:]
        fault = ""
        if _sealed(row[:11]) != seal:
            fault = _CHANGED
        elif not salt and bytes(case) in erased:
            fault = "erased, but content is there" if any(held) else ""
        elif _content(salt, *held) != content:
            fault = "its content was changed after it was written"
        if not fault and row[1] != number + 1:
            fault = f"the one before it (decision {row[1] - 1}) is missing"
        elif not fault and parent != before:
            fault = "does not follow from the one before it"
        elif not fault and row[2] > found.newest.get(shown(case), (0, ""))[0]:
            fault = f"rests on revision {row[2]}, which is missing"
        if fault:
            found.faults.append(f"{_name('decision', row)}: {fault}")
        number, before = row[1], seal
        found.decisions[shown(seal)] = shown(case)
        found.protocols.setdefault(shown(case), set()).add(shown(row[3]))


def _protocols(rows: Rows, faults: list[str]) -> set[str]:
    found = set()
    for row in _typed("protocol", rows, faults):
        kept, at, seal, packed = row
        found.add(shown(kept))
        try:
            whole = digest(json.loads(zlib.decompress(packed))) == shown(kept)
        except (zlib.error, ValueError):
            whole = False
        packed_digest = _sha256(packed).hexdigest().encode()
        if not whole or _sealed((kept, at, packed_digest)) != seal:
            faults.append(f"{_name('protocol', row)}: changed after it was kept")
    return found


def _audit(rows: Rows, faults: list[str], anchors: Iterable[Anchor]) -> Trail:
    """Return what the audit tells, and note what is wrong with it."""
    outside = {anchor.seq: anchor.hash for anchor in anchors}
    trail = Trail()
    seq, before, at = 0, b"", b""
    for row in _typed("audit", rows, faults):
        number, when, uid, name, place, action, case_id = row[:7]
        detail, parent, seal = row[9:]
        numbers = (b"%d" % number, when, b"%d" % uid)
        header = b"\n".join((*numbers, name, place, action, case_id, b"%d" % row[7], *row[8:11]))
        fault = ""
        if _sha256(header).hexdigest().encode() != seal:
            fault = _CHANGED
        elif number != seq + 1:
            fault = f"event {number - 1} before it is missing"
        elif parent != before:
            fault = "does not follow from the one before it"
        if fault:
            faults.append(f"audit event {number}: {fault}")
        if action == b"save":
            trail.saved.add(bytes(detail))
        elif action == b"decide":
            trail.decided[bytes(detail)] = (number, shown(case_id))
        if when < at:
            trail.remarks.append(f"audit event {number}: the clock had gone back")
        seq, before, at = number, seal, when
        if outside and outside.pop(seq, shown(seal)) != shown(seal):
            faults.append(f"audit event {seq}: not the one that was written down outside")
    trail.seq, trail.head = seq, shown(before)
    chain = [row for row in _typed("chain", rows, faults) if row[0] == b"audit"]
    written = (chain[0][1], shown(chain[0][2])) if chain else (0, "")
    if written != (seq, trail.head):
        faults.append(f"audit: {written[0]} events were written, the last found is event {seq}")
    faults += [f"audit: event {n}, written down outside, is missing" for n in sorted(outside)]
    return trail


def _compared(trail: Trail, cases: Cases) -> list[str]:
    """Return where the audit and what is recorded of cases do not agree."""
    by_hash = {seal.encode(): case_id for case_id, (_, seal) in cases.newest.items()}
    decisions = {seal.encode(): case_id for seal, case_id in cases.decisions.items()}
    return [
        *(
            f"decision of audit event {seq} on case {case_id}: it is missing"
            for seal, (seq, case_id) in trail.decided.items()
            if seal not in decisions
        ),
        *(
            f"revision of case {by_hash[seal]}: the newest has no audit event of its saving"
            for seal in sorted(by_hash.keys() - trail.saved)
        ),
        *(
            f"decision on case {decisions[seal]}: it has no audit event of its recording"
            for seal in sorted(decisions.keys() - trail.decided.keys())
        ),
    ]
