"""What the audit says was recorded, and whether that is what is there.

A row can be sealed anew by whoever may write the store, and a case can be taken out with all that
refers to it. The audit chain cannot be shortened or changed without breaking what was written down
outside. So each revision, head, decision, erasure and protocol is held against its event.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import Factory, define

from nettui.store.core.rows import StoredRow
from nettui.store.records import Anchor

_HASH = 64


@define
class Cases:
    """What was found of some cases: counted, found wrong, and needed to check the audit.

    ``saved``: by case, the hashes of its revisions. ``shown``: by case, what its head says, its
    mark, and whether it is archived, erased, decided; nothing where the head is faulty already.
    ``decisions``: the case of each one's hash. ``protocols``: what each case's decisions rest on.
    """

    revisions: int = 0
    heads: int = 0
    saved: dict[str, str] = Factory(dict)
    shown: dict[str, tuple[str, bool, bool, bool]] = Factory(dict)
    decisions: dict[str, str] = Factory(dict)
    protocols: dict[str, set[str]] = Factory(dict)
    faults: list[str] = Factory(list)

    def add(self, other: Cases) -> None:
        """Take in what was found of other cases."""
        self.revisions += other.revisions
        self.heads += other.heads
        self.saved.update(other.saved)
        self.shown.update(other.shown)
        self.decisions.update(other.decisions)
        self.protocols.update(other.protocols)
        self.faults += other.faults


@define
class Trail:
    """What the audit tells. Hashes and marks are as raw as they were read.

    ``seq``, ``head``: number and hash of the last event. ``saved``: by case, the hashes of its
    revisions in their order. ``marks``: by case, the mark of its head after the last event that
    changed it, with that event; empty for an event of an older program, which noted none.
    ``unnoted``: the last event in which such a program planned some cases.
    ``decided``, ``erased``: by hash, event and case. ``kept``: by digest, event.
    """

    seq: int = 0
    head: str = ""
    saved: dict[bytes, list[bytes]] = Factory(dict)
    marks: dict[bytes, tuple[bytes, int]] = Factory(dict)
    archived: dict[bytes, tuple[bool, int]] = Factory(dict)
    unnoted: int = 0
    decided: dict[bytes, tuple[int, bytes]] = Factory(dict)
    erased: dict[bytes, tuple[int, bytes]] = Factory(dict)
    kept: dict[bytes, int] = Factory(dict)
    remarks: list[str] = Factory(list)

    def note(self, row: StoredRow) -> None:
        """Take in one event."""
        seq, action, case, detail = row[0], *map(bytes, (row[5], row[6], row[9]))
        if action == b"save" and detail:  # empty where the saving was refused
            self.saved.setdefault(case, []).append(detail[:_HASH])
            self.marks[case] = detail[_HASH + 1 :], seq
        elif action == b"plan":
            self._note_planned(seq, detail)
        elif action in {b"archive", b"unarchive"}:
            self.archived[case] = action == b"archive", seq
            self.marks[case] = detail, seq
        elif action == b"decide":
            self.decided[detail[:_HASH]] = seq, case
            self.marks[case] = detail[_HASH + 1 :], seq
        elif action == b"erase":
            self.erased[detail[:_HASH]] = seq, case
            self.archived[case] = True, seq
            self.marks[case] = detail[_HASH + 1 :], seq
        elif action == b"keep_protocol":
            self.kept.setdefault(detail, seq)

    def _note_planned(self, seq: int, detail: bytes) -> None:
        try:
            marks = json.loads(detail)
            self.marks.update((case.encode(), (mark.encode(), seq)) for case, mark in marks.items())
        except (ValueError, AttributeError):  # only how many, as an older program noted it
            self.unnoted = seq


def trail_of(
    events: Iterable[tuple[StoredRow, bool]],
    ends: Iterable[StoredRow],
    faults: list[str],
    anchors: Iterable[Anchor],
) -> Trail:
    """Return what the audit tells, and note what is wrong with it.

    ``events``: its rows, and whether each was changed after it was written. ``ends``: the rows
    that say how many there are.
    """
    outside: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        outside.setdefault(anchor.seq, []).append(anchor)
    trail = Trail()
    seq, before, at = 0, b"", b""
    for row, changed in events:
        number, when, parent, seal = row[0], row[1], *row[10:]
        fault = ""
        if changed:
            fault = "changed after it was written"
        elif number != seq + 1:
            fault = f"event {number - 1} before it is missing"
        elif parent != before:
            fault = "does not follow from the one before it"
        if fault:
            faults.append(f"audit event {number}: {fault}")
        trail.note(row)
        if when < at:
            trail.remarks.append(f"audit event {number}: the clock had gone back")
        seq, before, at = number, seal, when
        if outside and seq in outside:
            faults += _against(outside.pop(seq), seq, _text(seal), row[2])
    trail.seq, trail.head = seq, _text(before)
    last = [row for row in ends if row[0] == b"audit"]
    written = (last[0][1], _text(last[0][2])) if last else (0, "")
    if written != (seq, trail.head):
        faults.append(f"audit: {written[0]} events were written, the last found is event {seq}")
    faults += [f"audit: event {n}, written down outside, is missing" for n in sorted(outside)]
    return trail


def _against(anchors: list[Anchor], seq: int, seal: str, uid: int) -> list[str]:
    """Return what is wrong with an event, by what was written down outside of it."""
    found = []
    hashes = sorted({anchor.hash for anchor in anchors})
    if seal not in hashes:
        found.append(f"audit event {seq}: not the one that was written down outside")
    if len(hashes) > 1:
        found.append(
            f"audit event {seq}: written down outside in {len(hashes)} ways, so somebody forged a "
            "line, or what was recorded later was lost and replaced"
        )
    found += [
        f"audit event {seq}: of account {uid}, but account {account} wrote it down outside"
        for account in sorted({a.account for a in anchors if a.account not in (None, uid)})
        if seal in hashes
    ]
    return found


def compared(
    trail: Trail, cases: Cases, erasures: Mapping[str, str], protocols: Iterable[str]
) -> list[str]:
    """Return where the audit and what is recorded do not agree.

    ``erasures``: the case of each one's hash. Adds its remarks to those of the trail.
    """
    found = [*_revisions(trail, cases.saved), *_heads(trail, cases)]
    for what, told, there in (
        ("decision", trail.decided, cases.decisions),
        ("erasure", trail.erased, erasures),
    ):
        known = {seal.encode() for seal in there}
        found += [
            f"{what} of audit event {seq} on case {_text(case)}: it is missing"
            for seal, (seq, case) in told.items()
            if seal not in known
        ]
        found += [
            f"{what} on case {case}: it has no audit event of its recording"
            for seal, case in there.items()
            if seal.encode() not in told
        ]
    kept = {digest.encode() for digest in protocols}
    found += [
        f"protocol {_text(digest):.12}: kept, says audit event {seq}, and missing"
        for digest, seq in trail.kept.items()
        if digest not in kept
    ]
    return found


def _revisions(trail: Trail, revisions: Mapping[str, str]) -> Iterable[str]:
    for case, hashes in trail.saved.items():
        there = revisions.get(_text(case), "").encode().split()
        if there == hashes:
            continue
        if not there:
            yield f"case {_text(case)}: saved, says the audit, and all its revisions are missing"
            continue
        gone = set(hashes).difference(there)
        for rev, seal in enumerate(hashes, 1):
            if seal in gone:
                yield f"revision {rev} of case {_text(case)}: not there as the audit says it was"
        told = set(hashes)
        for rev, seal in enumerate(there, 1):
            if seal not in told:
                newest = "the newest" if rev == len(there) else "it"
                yield (
                    f"revision {rev} of case {_text(case)}: {newest} has no audit event of its "
                    "saving"
                )
    for case_id in revisions:
        if case_id.encode() not in trail.saved:
            yield f"case {case_id}: no revision of it has an audit event of its saving"


def _heads(trail: Trail, cases: Cases) -> Iterable[str]:
    unmarked = 0
    decided = set(cases.decisions.values())
    for case_id, (mark, archived, erased, has_decision) in cases.shown.items():
        case = case_id.encode()
        wanted, seq = trail.marks.get(case, (b"", 0))
        was_archived, since = trail.archived.get(case, (False, 0))
        fault = ""
        if archived is not was_archived:
            state = "archived" if was_archived else "not archived"
            fault = f"the case is {state}, says " + (
                f"audit event {since}" if since else "the audit"
            )
        elif wanted and wanted != mark.encode() and seq > trail.unnoted:
            fault = f"not as it was after audit event {seq}"
        elif not erased and has_decision is not (case_id in decided):
            fault = "does not agree on whether a board has decided"
        if fault:
            yield f"head of case {case_id}: {fault}"
        unmarked += wanted != mark.encode() and not fault
    if unmarked:
        trail.remarks.append(
            f"worklist: {unmarked} of its lines were written by a nettui that did not note lines "
            "in the audit; their grade, status and title can be checked once their cases are saved "
            "or planned anew"
        )


def _text(value: Any) -> str:
    return bytes(value).decode("utf-8", "replace")
