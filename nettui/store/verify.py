"""Checking a store: every hash, every link, every number, and what was written down outside."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator

from nettui.engine.data import digest
from nettui.store.records import Anchor, Verdict
from nettui.store.rows import BYTES, NUMBERS, TABLES, Row, content_digest, sealed

Rows = Callable[[str], Iterator[Row]]
"""All rows of a table in the order of its key."""

_HASH = {name: columns.index("hash") for name, columns in TABLES.items() if name != "chain"}
_NAMES = {
    "revision": "revision {1} of case {0}",
    "head": "head of case {0}",
    "decision": "decision {1} on case {0}",
    "audit": "audit event {0}",
    "erasure": "erasure of case {0}",
    "protocol": "protocol {0}",
    "chain": "audit chain",
}
_sha256 = hashlib.sha256


def verify(rows: Rows, anchors: Iterable[Anchor] = ()) -> Verdict:
    """Return what was counted and found wrong; each fault names the table and the row."""
    anchors = tuple(anchors)
    try:
        return _verified(rows, anchors, [])
    except (TypeError, AttributeError):
        # Somebody got a value of another type past the tables' own checks. Rare enough that
        # only then each value is looked at.
        faults: list[str] = []
        return _verified(lambda table: _of_type(table, rows(table), faults), anchors, faults)


def _of_type(table: str, rows: Iterator[Row], faults: list[str]) -> Iterator[Row]:
    """Yield the rows whose values have the types of their columns, and name the others."""
    columns = TABLES[table]
    types = [int if c in NUMBERS else bytes if c in BYTES else str for c in columns]
    names = _NAMES[table]
    for row in rows:
        wrong = [
            c for c, value, kind in zip(columns, row, types, strict=True) if type(value) is not kind
        ]
        if wrong:
            name = names.format(*row)
            faults.append(f"{name}: changed after it was written ({wrong[0]} is of another type)")
        else:
            yield row


def _verified(rows: Rows, anchors: Iterable[Anchor], faults: list[str]) -> Verdict:
    erased = _erasures(rows, faults)
    revisions, newest = _revisions(rows, faults, erased)
    cases = _heads(rows, faults, newest, erased)
    decisions, number = _decisions(rows, faults, newest, erased)
    protocols = _protocols(rows, faults)
    for case_id, wanted in number.items():
        if not wanted <= protocols:
            faults.append(f"protocol: one that decisions on case {case_id} rest on is missing")
    events, head, remarks = _audit(rows, faults, newest, decisions, anchors)
    return Verdict(
        revisions=revisions,
        decisions=len(decisions),
        events=events,
        cases=cases,
        faults=tuple(faults),
        remarks=remarks,
        head=head,
    )


def _erasures(rows: Rows, faults: list[str]) -> frozenset[str]:
    found = set()
    for row in rows("erasure"):
        found.add(row[0])
        if sealed(*row[:-1]) != row[-1]:
            faults.append(f"erasure of case {row[0]}: changed after it was written")
    return frozenset(found)


def revision_fault(row: Row, erased: frozenset[str]) -> str:
    """Return what is wrong with a revision by itself, empty when nothing is."""
    content, parent, seal, salt, reason, receipt, body = row[8:]
    header = "\n".join([row[0], str(row[1]), str(row[2]), *row[3:8], content, parent])
    if _sha256(header.encode()).hexdigest() != seal:
        return "changed after it was written"
    if row[0] in erased and salt == "":
        emptied = (reason, receipt, body) == ("", "", "")
        return "" if emptied else "erased, but content is there"
    raw = body.encode()
    if reason == "":
        told = receipt.encode()
        start = f"{salt}:0:{len(told)}:{len(raw)}\n".encode()
        whole = _sha256(start + told + raw).hexdigest()
    else:
        whole = content_digest(salt, reason.encode(), receipt.encode(), raw)
    return "" if whole == content else "its content was changed after it was written"


def _revisions(
    rows: Rows, faults: list[str], erased: frozenset[str]
) -> tuple[int, dict[str, tuple[int, str]]]:
    """Return how many there are, and number and hash of the newest of each case."""
    newest: dict[str, tuple[int, str]] = {}
    count, case_id, rev, before = 0, "", 0, ""
    for row in rows("revision"):
        count += 1
        if row[0] != case_id:
            if case_id:
                newest[case_id] = (rev, before)
            case_id, rev, before = row[0], 0, ""
        fault = revision_fault(row, erased)
        if not fault and row[1] != rev + 1:
            fault = f"the one before it (revision {row[1] - 1}) is missing"
        elif not fault and row[9] != before:
            fault = "does not follow from the one before it"
        if fault:
            faults.append(f"revision {row[1]} of case {case_id}: {fault}")
        rev, before = row[1], row[10]
    if case_id:
        newest[case_id] = (rev, before)
    return count, newest


def _heads(
    rows: Rows,
    faults: list[str],
    newest: dict[str, tuple[int, str]],
    erased: frozenset[str],
) -> int:
    seen = set()
    for row in rows("head"):
        seen.add(row[0])
        if sealed(*row[:-1]) != row[-1]:
            faults.append(f"head of case {row[0]}: changed after it was written")
        elif newest.get(row[0]) != (row[1], row[2]):
            faults.append(f"head of case {row[0]}: does not show the newest revision")
        elif bool(row[6]) is not (row[0] in erased):
            faults.append(f"head of case {row[0]}: does not agree on whether it was erased")
    faults += [
        f"head of case {case_id}: missing, but revisions are there"
        for case_id in newest
        if case_id not in seen
    ]
    return len(seen)


def _decisions(
    rows: Rows,
    faults: list[str],
    newest: dict[str, tuple[int, str]],
    erased: frozenset[str],
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return the case of each decision's hash, and the protocols that each case's rest on."""
    found: dict[str, str] = {}
    wanted: dict[str, set[str]] = {}
    case_id, number, before = "", 0, ""
    for row in _of_type("decision", rows("decision"), faults):
        if row[0] != case_id:
            case_id, number, before = row[0], 0, ""
        content, parent, seal, salt = row[9:13]
        fault = ""
        if sealed(*row[:11]) != seal:
            fault = "changed after it was written"
        elif row[0] in erased and not salt:
            fault = "erased, but content is there" if any(row[13:]) else ""
        elif content_digest(salt, *row[13:]) != content:
            fault = "its content was changed after it was written"
        if not fault and row[1] != number + 1:
            fault = f"the one before it (decision {row[1] - 1}) is missing"
        elif not fault and parent != before:
            fault = "does not follow from the one before it"
        elif not fault and row[2] > newest.get(case_id, (0, ""))[0]:
            fault = f"rests on revision {row[2]}, which is missing"
        if fault:
            faults.append(f"decision {row[1]} on case {case_id}: {fault}")
        number, before = row[1], seal
        found[seal] = case_id
        wanted.setdefault(case_id, set()).add(row[3])
    return found, wanted


def _protocols(rows: Rows, faults: list[str]) -> set[str]:
    found = set()
    for kept, at, seal, raw in rows("protocol"):
        found.add(kept)
        try:
            whole = digest(json.loads(zlib.decompress(raw))) == kept
        except (zlib.error, ValueError):
            whole = False
        if not whole or sealed(kept, at, _sha256(raw).hexdigest()) != seal:
            faults.append(f"protocol {kept[:12]}: changed after it was kept")
    return found


def _audit(
    rows: Rows,
    faults: list[str],
    newest: dict[str, tuple[int, str]],
    decisions: dict[str, str],
    anchors: Iterable[Anchor],
) -> tuple[int, Anchor | None, tuple[str, ...]]:
    outside = {anchor.seq: anchor.hash for anchor in anchors}
    saved = {seal for _, seal in newest.values()}
    decided = set(decisions)
    remarks: list[str] = []
    seq, before, at = 0, "", ""
    for row in rows("audit"):
        fault = ""
        header = "\n".join([str(row[0]), row[1], str(row[2]), *row[3:7], str(row[7]), *row[8:11]])
        if _sha256(header.encode()).hexdigest() != row[11]:
            fault = "changed after it was written"
        elif row[0] != seq + 1:
            fault = f"event {row[0] - 1} before it is missing"
        elif row[10] != before:
            fault = "does not follow from the one before it"
        if fault:
            faults.append(f"audit event {row[0]}: {fault}")
        if row[5] == "save":
            saved.discard(row[9])
        elif row[5] == "decide":
            decided.discard(row[9])
            if row[9] not in decisions:
                faults.append(f"decision of audit event {row[0]} on case {row[6]}: it is missing")
        if row[1] < at:
            remarks.append(f"audit event {row[0]}: the clock had gone back")
        seq, before, at = row[0], row[11], row[1]
        if outside.pop(row[0], before) != before:
            faults.append(f"audit event {row[0]}: not the one that was written down outside")
    written = next(((row[1], row[2]) for row in rows("chain") if row[0] == "audit"), (0, ""))
    if written != (seq, before):
        faults.append(f"audit: {written[0]} events were written, the last found is event {seq}")
    faults += [f"audit: event {n}, written down outside, is missing" for n in sorted(outside)]
    by_hash = {seal: case_id for case_id, (_, seal) in newest.items()}
    faults += [
        f"revision of case {by_hash[seal]}: the newest has no audit event of its saving"
        for seal in sorted(saved)
    ]
    faults += [
        f"decision on case {decisions[seal]}: it has no audit event of its recording"
        for seal in sorted(decided)
    ]
    return seq, Anchor(seq=seq, hash=before) if seq else None, tuple(remarks)
