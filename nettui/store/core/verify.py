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

from nettui.store.core.rows import BYTES, NUMBERS, TABLES, StoredRow
from nettui.store.core.verify_audit import Cases, compared, trail_of
from nettui.store.records import Anchor, Verdict

Rows = Callable[[str], Iterator[StoredRow]]
"""All raw rows of a table in the order of its key."""
Newest = dict[bytes, tuple[int, bytes, bytes]]
"""Number, hash and salt of each case's newest revision."""

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
"""How these are joined for the hash, as `nettui.store.core.rows.sealed` does."""
_AT_ONCE = 25
"""Rows held against their hashes together: few enough to stay in a processor's cache."""
_CHANGED = "changed after it was written"
_sha256 = hashlib.sha256


def raw(row: StoredRow) -> StoredRow:
    """Return a row as raw as it is checked."""
    return tuple(bytearray(v, "utf-8", "replace") if isinstance(v, str) else v for v in row)


def verify(
    rows: Rows, anchors: Iterable[Anchor] = (), cases: Callable[[], Cases] | None = None
) -> Verdict:
    """Return what was counted and found wrong; each fault names the table and the row.

    ``cases`` gives what others found of the cases meanwhile; it is asked when all else is done.
    """
    faults: list[str] = []
    erasures = {}
    for row, changed in _sealed("erasure", rows, faults):
        erasures[shown(row[-1])] = shown(row[0])
        if changed:
            faults.append(f"{_name('erasure', row)}: {_CHANGED}")
    protocols = _protocols(rows, faults)
    ends = _typed("chain", rows("chain"), faults)
    trail = trail_of(_sealed("audit", rows, faults), ends, faults, anchors)
    found = cases() if cases else of_cases(rows)
    faults += found.faults
    faults += [
        f"protocol: one that decisions on case {case_id} rest on is missing"
        for case_id, wanted in found.protocols.items()
        if not wanted <= protocols
    ]
    faults += compared(trail, found, erasures, protocols)
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
    return found


def _typed(table: str, given: Iterable[StoredRow], faults: list[str]) -> Iterator[StoredRow]:
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


def _sealed(table: str, rows: Rows, faults: list[str]) -> Iterator[tuple[StoredRow, bool]]:
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


def _name(table: str, row: StoredRow) -> str:
    return NAMES[table].format(*map(shown, row[:2]))


def shown(value: Any) -> str:
    """Return a raw value as text, however damaged."""
    return value.decode("utf-8", "replace") if isinstance(value, (bytes, bytearray)) else str(value)


def _content(salt: bytes, first: bytes, second: bytes, longest: bytes) -> bytes:
    """Return the digest of raw content, as `nettui.store.core.rows.content_digest` gives it."""
    found = _sha256(
        b"%b:%d:%d:%d\n%b%b" % (salt, len(first), len(second), len(longest), first, second)
    )
    found.update(longest)  # which is not copied
    return found.hexdigest().encode()


def _revisions(rows: Rows, found: Cases, erased: frozenset[bytes]) -> Newest:
    newest: Newest = {}
    count, case, rev, before, salt = 0, b"", 0, b"", b""
    hashes: list[bytes] = []
    for row, changed in _sealed("revision", rows, found.faults):
        count += 1
        if row[0] != case:
            if hashes:
                newest[case] = (rev, before, salt)
                found.saved[shown(case)] = shown(b" ".join(hashes))
            case, rev, before, hashes = bytes(row[0]), 0, b"", []
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
        rev, before, salt = row[1], row[10], row[11]
        hashes.append(before)
    if hashes:
        newest[case] = (rev, before, salt)
        found.saved[shown(case)] = shown(b" ".join(hashes))
    found.revisions = count
    return newest


def _heads(rows: Rows, found: Cases, erased: frozenset[bytes], newest: Newest) -> None:
    seen = set()
    for row, changed in _sealed("head", rows, found.faults):
        case = bytes(row[0])
        seen.add(case)
        fault = ""
        rev, seal, salt = newest.get(case, (0, b"", b""))
        if changed:
            fault = _CHANGED
        elif (rev, seal) != row[1:3]:
            fault = "does not show the newest revision"
        elif bool(row[6]) is not (case in erased):
            fault = "does not agree on whether it was erased"
        if fault:
            found.faults.append(f"head of case {shown(case)}: {fault}")
            continue
        mark = _sha256(b"%b\n%b" % (salt, row[-1])).hexdigest()
        found.shown[shown(case)] = (mark, bool(row[5]), bool(row[6]), bool(row[7]))
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
        elif not fault and row[2] > newest.get(case, (0,))[0]:
            fault = f"rests on revision {row[2]}, which is missing"
        if fault:
            found.faults.append(f"{_name('decision', row)}: {fault}")
        number, before = row[1], seal
        found.decisions[shown(seal)] = shown(case)
        found.protocols.setdefault(shown(case), set()).add(shown(row[3]))


def _protocols(rows: Rows, faults: list[str]) -> set[str]:
    from nettui.engine.language.serialize import digest  # not for the processes that check cases

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
