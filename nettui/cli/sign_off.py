"""``nettui protocol sign-off``: confirm for clinical use what is recalled or a default."""

from __future__ import annotations

import argparse
import datetime
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from nettui.cli import arguments, output

if TYPE_CHECKING:
    from nettui.engine.protocol.protocol import Protocol
    from nettui.plugin.sign_off import SignOff


def add(commands: Any) -> None:
    """Add the commands under ``nettui protocol``."""
    signing = commands.add_parser(
        "sign-off",
        help="confirm what is marked recalled (R) or default (E) for clinical use",
        description="Confirm that rules, options, tables or parameters were read and may be used "
        "for patients here. The sign 'confirm before clinical use' goes from them until they "
        "change. Takes effect with 'nettui protocol publish'; without anything published, at once.",
    )
    signing.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="such as therapies:systemic.prrt, or a pattern such as 'lung:*' for all open ones",
    )
    signing.add_argument("--plugin", default="", help="all that is open of a plugin")
    signing.add_argument("--mark", default="", choices=("R", "E"), help="all open of a mark")
    signing.add_argument("--by", default="", metavar="NAME", help="who confirms")
    signing.add_argument("--role", default="", metavar="TEXT", help="as what, such as oncologist")
    signing.add_argument("--on", type=arguments.date, metavar="DATE", help="when (else today)")
    signing.add_argument("--note", default="", metavar="TEXT", help="what it was read against")
    signing.add_argument("--yes", type=int, metavar="N", help="how many, for more than one")
    signing.add_argument("--withdraw", action="store_true", help="take the sign-off back")
    signing.set_defaults(run=run_sign, base_only=False, without=[])
    listing = commands.add_parser("sign-offs", help="list what is signed off, and what is open")
    listing.add_argument("--open", action="store_true", help="list all that is open")
    listing.add_argument("--json", action="store_true", help="as one JSON object")
    listing.set_defaults(run=run_list, base_only=False, without=[])


def run_sign(args: argparse.Namespace) -> int:
    """Write the sign-offs; the exit code."""
    from nettui import atomic_files
    from nettui.plugin import archive, locations, publish, sign_off

    protocol = arguments.protocol(args)
    path = locations.sign_offs()
    try:
        signed = sign_off.read(path)
    except locations.Faulty as fault:
        raise output.BadInput(
            f"The sign-offs {path} cannot be used: {fault} Nothing was changed, and nothing counts "
            "as signed off until whoever administers nettui mends the file."
        ) from None
    changed = _withdrawn(args, protocol, signed) if args.withdraw else _new(args, protocol, signed)
    try:
        archive.made(path.parent)
        atomic_files.replace(path, sign_off.written(signed).encode(), archive.READABLE)
    except OSError as fault:
        raise output.BadInput(
            f"{path} could not be written ({fault.strerror}). "
            "Whoever administers nettui has to do this."
        ) from None
    word = "withdrawn" if args.withdraw else "signed off"
    output.out(
        f"{changed} {'item' if changed == 1 else 'items'} {word} in {path}.\n"
        f"{len(sign_off.left_open(protocol, signed))} are open."
    )
    if (locations.administered() / f"{publish.IN_FORCE}.json").exists():
        output.out("In force after: nettui protocol publish")
    return 0


def _new(args: argparse.Namespace, protocol: Protocol, signed: dict[str, SignOff]) -> int:
    """Add what is to be signed off; how many. Raises `BadInput`."""
    from nettui.plugin import locations, sign_off

    try:
        things = sign_off.to_sign(protocol, signed, args.ids, args.plugin, args.mark)
    except locations.Faulty as fault:
        raise output.BadInput(f"{fault} Nothing was signed off.") from None
    _meant(args, len(things), "open")
    if not args.by.strip() or not args.role.strip():
        raise output.BadInput("Say who confirms and as what: --by NAME --role TEXT.")
    # The shell alone looks at the clock, and only where nobody names a day.
    today = datetime.date.today()
    if args.on and args.on > today:
        raise output.BadInput(
            f"--on {args.on} has not come yet. Nothing was signed off: give the day on which it "
            "was read."
        )
    try:
        for thing in things:
            signed[thing.id] = sign_off.SignOff(
                version=thing.version,
                digest=thing.digest,
                by=args.by.strip(),
                role=args.role.strip(),
                on=args.on or today,
                note=args.note,
            )
    except ValueError as fault:
        raise output.BadInput(
            f"--{fault}. Nothing was signed off: write it in one line of plain text."
        ) from None
    return len(things)


def _withdrawn(args: argparse.Namespace, protocol: Protocol, signed: dict[str, SignOff]) -> int:
    """Take out what is withdrawn; how many. Raises `BadInput`."""
    from nettui.plugin import locations, sign_off

    try:
        names = sign_off.to_withdraw(protocol, signed, args.ids, args.plugin, args.mark)
    except locations.Faulty as fault:
        raise output.BadInput(f"{fault} Nothing was withdrawn.") from None
    _meant(args, len(names), "signed off")
    for name in names:
        del signed[name]
    return len(names)


def _meant(args: argparse.Namespace, number: int, state: str) -> None:
    """Refuse what names nothing, and several without their number."""
    if not number and not (args.ids or args.plugin or args.mark):
        raise output.BadInput("Nothing is named. Give ids, or --plugin and --mark.")
    if not number:
        raise output.BadInput(f"Nothing of that is {state}, so nothing was changed.")
    if number > 1 and args.yes != number:
        raise output.BadInput(
            f"That is {number} items. Nothing was changed. Read them (nettui protocol sign-offs "
            f"--open), then repeat with --yes {number}."
        )


def run_list(args: argparse.Namespace) -> int:
    """Print what is signed off and what is open; the exit code."""
    from nettui.engine.protocol.marks import still_open

    protocol = arguments.protocol(args)
    data = summary(protocol)
    if args.json:
        output.out(json.dumps(data, indent=1))
        return 0
    for origin, count in data["counts"].items():
        output.out(f"{origin:<18} {count['signed_off']:>4} signed off, {count['open']:>4} open")
    for one in data["signed_off"]:
        output.out(f"{one['id']}  signed off by {one['by']} ({one['role']}), {one['on']}")
    if args.open:
        for thing in still_open(protocol):
            output.out(f"{thing.id}@{thing.version} ({thing.mark}): {thing.says}")
    return 0


def summary(protocol: Protocol) -> dict[str, Any]:
    """Return what is signed off and what is open, as JSON data."""
    from nettui.engine.protocol.marks import still_open, to_confirm

    open_ = still_open(protocol)
    every = Counter(thing.origin for thing in to_confirm(protocol))
    waiting = Counter(thing.origin for thing in open_)
    return {
        "counts": {
            origin: {"signed_off": number - waiting[origin], "open": waiting[origin]}
            for origin, number in sorted(every.items())
        },
        "signed_off": list(protocol.signed.values()),
        "open": [{"id": one.id, "version": one.version, "mark": one.mark} for one in open_],
    }
