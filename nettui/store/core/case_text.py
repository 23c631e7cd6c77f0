"""The text of a case in a store, and the columns that a worklist shows of it.

The text is the case file as one line of JSON, after its leading comment lines if it has any; the
same case gives the same text.

What knows cases and plans is imported where it is needed: a list of cases needs neither.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from nettui.case.base.dates import PartialDate
from nettui.store.errors import Damaged
from nettui.store.records import Columns

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile
    from nettui.engine.plan.findings import OfferKey
    from nettui.engine.plan.plan import Plan
    from nettui.engine.protocol.protocol import Protocol
    from nettui.sheet.comparison import OptionState


def to_text(file: CaseFile) -> str:
    """Return the text under which a case is stored."""
    from nettui.case.files.codec import plain

    data = json.dumps(plain(file), ensure_ascii=False, separators=(",", ":"), default=_iso)
    return file.comment + data


def _iso(value: Any) -> str:
    if isinstance(value, (datetime.date, PartialDate)):
        return value.isoformat()
    raise TypeError(value)


def from_text(text: str) -> CaseFile:
    """Return the case of a stored text. Raises `Damaged` when it is none."""
    from nettui.case.files.codec import CaseError, loads_json

    comment, data = _parted(text)
    try:
        return evolve(loads_json(data, is_kept=True), comment=comment)
    except CaseError:  # its words quote what was found
        raise Damaged(
            "A stored case cannot be read by this program. Nothing was changed. Open it with the "
            "version of nettui that saved it."
        ) from None


def from_checked_text(text: str) -> CaseFile:
    """Return the case of a text that this program made and that nothing has changed since."""
    from nettui.case.files.trusted_reader import known

    comment, data = _parted(text)
    return known(json.loads(data), comment)


def _parted(text: str) -> tuple[str, str]:
    """Return the leading comment of a stored text, and the line of JSON."""
    comment, end, data = text.rpartition("\n")
    return comment + end, data


def columns(file: CaseFile, plan: Plan | None = None, gist: str = "") -> Columns:
    """Return what a worklist shows of a case; without its plan only what is recorded.

    ``gist`` is that of the plan where a board has decided.
    """
    case = file.case
    recorded: dict[str, Any] = {
        "title": file.title,
        "site": case.disease.primary_site or "",
        "extent": case.disease.extent or "",
        "functional": case.function.functional or "",
        "board_date": case.board.date.isoformat() if case.board.date else "",
    }
    if plan is None:
        return Columns(**recorded)
    from nettui.engine.plan.offers import windows

    known, needed = plan.workup
    # Many cases are planned one after the other, so nothing more is made than what is shown.
    due = windows(plan)
    return Columns(
        **recorded,
        grade=" or ".join(plan.grade),
        status=plan.status.word,
        workup_known=known,
        workup_needed=needed,
        due=min((w.earliest.isoformat() for w in due if w.earliest), default=""),
        due_by=min((w.latest.isoformat() for w in due if w.latest), default=""),
        undated=sum(w.earliest is None for w in due),
        planned_on=plan.as_of.isoformat(),
        protocol=plan.protocol.digest,
        gist=gist,
    )


def gist(plan: Plan) -> str:
    """Return the digest of what a plan says: not of the day, the program or the reasons."""
    from nettui.engine.language.serialize import canonical

    return hashlib.sha256(canonical(said(plan))).hexdigest()


def said(plan: Plan) -> dict[str, Any]:
    """Return what a plan says, as far as a board resolves on it."""
    from nettui.sheet.comparison import option_states, windows

    return _said(
        plan.status.word,
        (plan.grade, plan.route),
        (option_states(plan), windows(plan)),
        [conflict.says for conflict in plan.conflicts],
    )


def said_then(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a kept plan said, in the form of `said`."""
    from nettui.sheet.comparison import kept_states, kept_windows

    answers = kept["answers"]
    return _said(
        kept["status"]["word"],
        (answers["grade"]["possible"], answers["route"]["possible"]),
        (kept_states(kept), kept_windows(kept)),
        [conflict["says"] for conflict in kept["conflicts"]],
    )


def _said(
    status: str,
    answers: tuple[Sequence[str], Sequence[str]],
    told: tuple[Mapping[OfferKey, OptionState], Mapping[str, str]],
    conflicts: list[str],
) -> dict[str, Any]:
    grade, route = answers
    offers, due = told
    return {
        "status": status,
        "grade": list(grade),
        "route": list(route),
        "offers": [
            {
                "option": option,
                "role": role,
                "group": one.group + ("_after_checks" if one.to_check else ""),
                "strength": one.strength,
                "place": one.place,
                "conditions": list(one.conditions),
            }
            for (option, role), one in offers.items()
        ],
        "due": [{"says": says, "when": when} for says, when in sorted(due.items())],
        "conflicts": conflicts,
    }


def receipt_text(plan: Plan) -> str:
    """Return the receipt of a plan as one line of JSON."""
    from nettui.engine.language.serialize import canonical

    receipt = plan.receipt
    return canonical(
        {
            "program": receipt.program,
            "protocol": receipt.protocol,
            "plugins": list(receipt.plugins),
            "case": receipt.case,
            "as_of": receipt.as_of.isoformat(),
        }
    ).decode()


def pack(text: str | bytes) -> bytes:
    """Return a long text as it is kept, compressed; the same text gives the same bytes."""
    return zlib.compress(text.encode() if isinstance(text, str) else text, 9)


def unpack(kept: bytes) -> bytes:
    """Return what was packed. Raises `Damaged` when it is not whole."""
    try:
        return zlib.decompress(kept)
    except zlib.error:
        raise Damaged("A kept text cannot be unpacked: it is not what was kept.") from None


def protocol_of(digest: str, kept: bytes) -> Protocol:
    """Return a kept protocol. Raises `Damaged` when it is not the one of its digest."""
    from nettui.engine.protocol.protocol import Protocol

    try:
        protocol = Protocol(json.loads(unpack(kept)))
        if protocol.digest == digest:
            return protocol
    except (ValueError, LookupError, TypeError):
        pass
    raise Damaged(f"The kept protocol {digest[:12]} is not what was published.")
