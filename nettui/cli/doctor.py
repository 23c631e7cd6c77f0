"""``nettui doctor``: whether an installation is as it should be, one line a check."""

from __future__ import annotations

import argparse
from typing import Any

from nettui.cli import output, store_access


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "doctor",
        help="check owners, modes and files of an installation and its store",
        description="Look at the program, what is published, the configuration and the store: who "
        "can change them, whether they are as they were shipped or written, and when the store was "
        "last backed up and verified. Runs nothing and changes nothing.",
        epilog="exit codes, for monitoring: 0 all is ok; 1 something is to be looked at; 2 "
        "something is wrong.",
    )
    store_access.add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what each check finds; the exit code is that of the worst."""
    import attrs

    from nettui.cli import doctor_checks as checks

    given = checks.this()
    if args.store:
        given = attrs.evolve(given, store=store_access.place(args))
    found = list(checks.every(given))
    worst = max(checks.STATES.index(one.state) for one in found)
    if args.json:
        store_access.out_json({"state": checks.STATES[worst], "checks": found})
        return worst
    for one in found:
        output.out(f"{one.state:8}{one.name}: {one.says}")
        if one.do:
            output.out(f"{'':8}  {one.do}")
    return worst
