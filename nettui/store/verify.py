"""Checking a store: every hash, every link, every number, and what was written down outside.

Rows are checked as raw as the store can give them: text as ``bytearray``, bytes as ``bytes``. So
nothing is decoded only to be encoded again for its hash, and a value of another type shows.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from attrs import Factory, define

from nettui.store.records import Anchor, Verdict
from nettui.store.rows import BYTES, NUMBERS, TABLES, Row

Rows = Callable[[str], Iterator[Row]]
"""All raw rows of a table in the order of its key."""
Newest = dict[bytes, tuple[int, bytes]]
"""Number and hash of each case's newest revision."""

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
    name: [int if c in NUMBERS else bytes if c in BYTES else bytearray for c in columns]
    for name, columns in TABLES.items()
}
_BEFORE = {name: columns.index("hash") for name, columns in TABLES.items()}
"""How many columns come before a row's hash, which covers them."""
_FORMS = {
    name: b"\n".join(b"%d" if c in NUMBERS else b"%b" for c in columns[: _BEFORE[name]])
    for name, columns in TABLES.items()
}
"""How these are joined for the hash, as `nettui.store.rows.sealed` does."""
_AT_ONCE = 25
"""Rows held against their hashes together: few enough to stay in a processor's cache."""
_CHANGED = "changed after it was written"
_sha256 = hashlib.sha256


@define
class Cases:
    """What was found of some cases: counted, found wrong, and needed to check the audit.

    ``newest``, ``decisions``: the case of each newest revision's hash, and of each decision's.
    ``protocols``: what each case's decisions rest on.
    """

    revisions: int = 0
    heads: int = 0
    newest: dict[str, str] = Factory(dict)
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
    for row, changed in _sealed("erasure", rows, faults):
        if changed:
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
    erased = frozenset(bytes(row[0]) for row in _typed("erasure", rows("erasure"), []))
    newest = _revisions(rows, found, erased)
    _heads(rows, found, erased, newest)
    _decisions(rows, found, erased, newest)
    found.newest = {shown(seal): shown(case) for case, (_, seal) in newest.items()}
    return found


def _typed(table: str, given: Iterable[Row], faults: list[str]) -> Iterator[Row]:
    """Yield the rows whose values have the types of their columns, and name the others."""
    kinds = _KINDS[table]
    for row in given:
        if [*map(type, row)] == kinds:
            yield row
            continue
        wrong = next(
            c for c, v, k in zip(TABLES[table], row, kinds, strict=True) if type(v) is not k
        )
        faults.append(f"{_name(table, row)}: {_CHANGED} ({wrong} is of another type)")


def _sealed(table: str, rows: Rows, faults: list[str]) -> Iterator[tuple[Row, bool]]:
    """Yield the rows with the right types, and whether each was changed after it was written.

    Many are held against their hashes at once, and one by one only where these differ.
    """
    kinds, before, form = _KINDS[table], _BEFORE[table], _FORMS[table]
    given = iter(rows(table))
    while some := list(islice(given, _AT_ONCE)):
        if [*map(type, chain.from_iterable(some))] == kinds * len(some):
            seals = [_sha256(form % row[:before]).hexdigest() for row in some]
            if "\n".join(seals).encode() == b"\n".join([row[before] for row in some]):
                for row in some:
                    yield row, False
                continue
        for row in _typed(table, some, faults):
            seal = _sha256(form % row[:before]).hexdigest().encode()
            yield row, seal != row[before]


def _name(table: str, row: Row) -> str:
    return NAMES[table].format(*map(shown, row[:2]))


def shown(value: Any) -> str:
    """Return a raw value as text, however damaged."""
    return value.decode("utf-8", "replace") if isinstance(value, (bytes, bytearray)) else str(value)


def _content(salt: bytes, first: bytes, second: bytes, longest: bytes) -> bytes:
    """Return the digest of raw content, as `nettui.store.rows.content_digest` gives it."""
    found = _sha256(
        b"%b:%d:%d:%d\n%b%b" % (salt, len(first), len(second), len(longest), first, second)
    )
    found.update(longest)  # which is not copied
    return found.hexdigest().encode()


def _revisions(rows: Rows, found: Cases, erased: frozenset[bytes]) -> Newest:
    newest: Newest = {}
    count, case, rev, before = 0, b"", 0, b""
    for row, changed in _sealed("revision", rows, found.faults):
        count += 1
        if row[0] != case:
            if case:
                newest[case] = (rev, before)
            case, rev, before = bytes(row[0]), 0, b""
        fault = ""
        if changed:
            fault = _CHANGED
        elif not row[11] and case in erased:
            fault = "erased, but content is there" if any(row[12:]) else ""
        elif _content(*row[11:]) != row[8]:
            fault = "its content was changed after it was written"
        if not fault and row[1] != rev + 1:
            fault = f"the one before it (revision {row[1] - 1}) is missing"
        elif not fault and row[9] != before:
            fault = "does not follow from the one before it"
        if fault:
            found.faults.append(f"{_name('revision', row)}: {fault}")
        rev, before = row[1], row[10]
    if case:
        newest[case] = (rev, before)
    found.revisions = count
    return newest


def _heads(rows: Rows, found: Cases, erased: frozenset[bytes], newest: Newest) -> None:
    seen = set()
    for row, changed in _sealed("head", rows, found.faults):
        case = bytes(row[0])
        seen.add(case)
        fault = ""
        if changed:
            fault = _CHANGED
        elif newest.get(case) != row[1:3]:
            fault = "does not show the newest revision"
        elif bool(row[6]) is not (case in erased):
            fault = "does not agree on whether it was erased"
        if fault:
            found.faults.append(f"head of case {shown(case)}: {fault}")
    found.faults += [
        f"head of case {shown(case)}: missing, but revisions are there"
        for case in newest
        if case not in seen
    ]
    found.heads = len(seen)


def _decisions(rows: Rows, found: Cases, erased: frozenset[bytes], newest: Newest) -> None:
    case, number, before = b"", 0, b""
    for row, changed in _sealed("decision", rows, found.faults):
        if row[0] != case:
            case, number, before = bytes(row[0]), 0, b""
        content, parent, seal, salt, *held = row[9:]
        fault = ""
        if changed:
            fault = _CHANGED
        elif not salt and case in erased:
            fault = "erased, but content is there" if any(held) else ""
        elif _content(salt, *held) != content:
            fault = "its content was changed after it was written"
        if not fault and row[1] != number + 1:
            fault = f"the one before it (decision {row[1] - 1}) is missing"
        elif not fault and parent != before:
            fault = "does not follow from the one before it"
        elif not fault and row[2] > newest.get(case, (0, b""))[0]:
            fault = f"rests on revision {row[2]}, which is missing"
        if fault:
            found.faults.append(f"{_name('decision', row)}: {fault}")
        number, before = row[1], seal
        found.decisions[shown(seal)] = shown(case)
        found.protocols.setdefault(shown(case), set()).add(shown(row[3]))


def _protocols(rows: Rows, faults: list[str]) -> set[str]:
    from nettui.engine.data import digest  # not for the processes that check cases

    found = set()
    for row in _typed("protocol", rows("protocol"), faults):
        kept, at, seal, packed = row
        found.add(shown(kept))
        try:
            whole = digest(json.loads(zlib.decompress(packed))) == shown(kept)
        except (zlib.error, ValueError):
            whole = False
        packed_digest = _sha256(packed).hexdigest().encode()
        if not whole or _sha256(b"\n".join((kept, at, packed_digest))).hexdigest().encode() != seal:
            faults.append(f"{_name('protocol', row)}: changed after it was kept")
    return found


def _audit(rows: Rows, faults: list[str], anchors: Iterable[Anchor]) -> Trail:
    """Return what the audit tells, and note what is wrong with it."""
    outside = {anchor.seq: anchor.hash for anchor in anchors}
    trail = Trail()
    seq, before, at = 0, b"", b""
    for row, changed in _sealed("audit", rows, faults):
        number, when, detail, parent, seal = row[0], row[1], *row[9:]
        fault = ""
        if changed:
            fault = _CHANGED
        elif number != seq + 1:
            fault = f"event {number - 1} before it is missing"
        elif parent != before:
            fault = "does not follow from the one before it"
        if fault:
            faults.append(f"audit event {number}: {fault}")
        if row[5] == b"save":
            trail.saved.add(bytes(detail))
        elif row[5] == b"decide":
            trail.decided[bytes(detail)] = (number, shown(row[6]))
        if when < at:
            trail.remarks.append(f"audit event {number}: the clock had gone back")
        seq, before, at = number, seal, when
        if outside and outside.pop(seq, shown(seal)) != shown(seal):
            faults.append(f"audit event {seq}: not the one that was written down outside")
    trail.seq, trail.head = seq, shown(before)
    ends = [row for row in _typed("chain", rows("chain"), faults) if row[0] == b"audit"]
    written = (ends[0][1], shown(ends[0][2])) if ends else (0, "")
    if written != (seq, trail.head):
        faults.append(f"audit: {written[0]} events were written, the last found is event {seq}")
    faults += [f"audit: event {n}, written down outside, is missing" for n in sorted(outside)]
    return trail


def _compared(trail: Trail, cases: Cases) -> list[str]:
    """Return where the audit and what is recorded of cases do not agree."""
    by_hash = {seal.encode(): case_id for seal, case_id in cases.newest.items()}
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
