"""``nettui protocol sign-off``: confirm for clinical use what is recalled or a default."""

from __future__ import annotations

import argparse
import datetime
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from nettui.cli import given, say

if TYPE_CHECKING:
    from nettui.engine.protocol import Protocol


def add(commands: Any) -> None:
    """Add the commands under ``nettui protocol``."""
    signing = commands.add_parser(
        "sign-off",
        help="confirm entries marked recalled (R) or default (E) for clinical use",
        description="Confirm that entries were read and may be used for patients here. The sign "
        "'confirm before clinical use' goes from them until they change. Takes effect with "
        "'nettui protocol publish'; without anything published, at once.",
    )
    signing.add_argument("ids", nargs="*", metavar="ID", help="such as therapies:systemic.prrt")
    signing.add_argument("--plugin", default="", help="all open entries of a plugin")
    signing.add_argument("--mark", default="", choices=("R", "E"), help="all open of a mark")
    signing.add_argument("--by", default="", help="who confirms")
    signing.add_argument("--role", default="", help="as what, such as oncologist")
    signing.add_argument("--on", type=given.date, metavar="DATE", help="when (else today)")
    signing.add_argument("--note", default="", help="what it was read against")
    signing.add_argument("--yes", type=int, metavar="N", help="how many entries, for more than one")
    signing.add_argument("--withdraw", action="store_true", help="take the sign-off back")
    signing.set_defaults(run=run_sign, base_only=False, without=[])
    listing = commands.add_parser("sign-offs", help="list what is signed off, and what is open")
    listing.add_argument("--open", action="store_true", help="list every open entry")
    listing.add_argument("--json", action="store_true", help="as one JSON object")
    listing.set_defaults(run=run_list, base_only=False, without=[])


def run_sign(args: argparse.Namespace) -> int:
    """Write the sign-offs; the exit code."""
    from nettui.plugin import places, sign_off

    protocol = given.protocol(args)
    path = places.sign_offs()
    try:
        entries = sign_off.chosen(protocol, args.ids, args.plugin, args.mark)
        signed = sign_off.read(path)
    except sign_off.Faulty as fault:
        raise say.BadInput(str(fault)) from None
    if not entries:
        raise say.BadInput("Nothing is named. Give ids, or --plugin and --mark.")
    if len(entries) > 1 and args.yes != len(entries):
        raise say.BadInput(
            f"That is {len(entries)} entries. Read them (nettui protocol sign-offs --open), then "
            f"repeat with --yes {len(entries)}."
        )
    for entry in entries:
        if args.withdraw:
            signed.pop(entry.id, None)
            continue
        if not args.by.strip() or not args.role.strip():
            raise say.BadInput("Say who confirms and as what: --by NAME --role ROLE.")
        signed[entry.id] = sign_off.SignOff(
            digest=sign_off.entry_digest(entry),
            by=args.by,
            role=args.role,
            # The shell alone looks at the clock, and only where nobody names a day.
            on=args.on or datetime.date.today(),
            note=args.note,
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sign_off.written(signed), "utf-8")
    except OSError as fault:
        raise say.BadInput(f"{path} cannot be written: {fault.strerror}.") from None
    word = "withdrawn" if args.withdraw else "signed off"
    say.out(f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'} {word} in {path}")
    return 0


def run_list(args: argparse.Namespace) -> int:
    """Print what is signed off and what is open; the exit code."""
    from nettui.plugin import sign_off

    protocol = given.protocol(args)
    if args.json:
        say.out(json.dumps(summary(protocol), indent=1))
        return 0
    open_ = sign_off.still_open(protocol)
    every = Counter(e.origin for e in sign_off.to_confirm(protocol))
    waiting = Counter(e.origin for e in open_)
    for origin, number in sorted(every.items()):
        say.out(f"{origin:<18} {number - waiting[origin]:>4} signed off, {waiting[origin]:>4} open")
    for entry in protocol.entries:
        if entry.signed:
            by = entry.signed
            say.out(f"{entry.id}  signed off by {by['by']} ({by['role']}), {by['on']}")
    if args.open:
        for entry in open_:
            says = entry.raw.get("says", "")
            say.out(f"{entry.id} ({entry.raw['mark']}): {says}")
    return 0


def summary(protocol: Protocol) -> dict[str, Any]:
    """Return what is signed off and what is open, as JSON data."""
    from nettui.plugin import sign_off

    return {
        "signed_off": [entry.signed for entry in protocol.entries if entry.signed],
        "open": [{"id": e.id, "mark": e.raw["mark"]} for e in sign_off.still_open(protocol)],
    }
