"""``nettui store``: the case store itself: whole, backed up, restored, brought up to date."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from nettui.cli import arguments, output, store_access
from nettui.cli.words import FileName

if TYPE_CHECKING:
    from nettui.store.core.anchors import Read
    from nettui.store.port import CaseStore
    from nettui.store.records import Info


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "store",
        help="verify, back up and restore the case store",
        description="The case store itself. Without a command: say where it is and what it holds.",
        epilog=store_access.EXIT_CODES,
    )
    store_access.add_store(parser)
    parser.set_defaults(run=store_access.answering(run_info))
    commands = parser.add_subparsers(metavar="COMMAND", dest="store_command")

    def command(name: str, run: Any, told: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name,
            help=told,
            description=f"{told[0].upper()}{told[1:]}.",
            epilog=store_access.EXIT_CODES,
        )
        store_access.add_store(made)
        made.set_defaults(run=store_access.answering(run))
        return made

    command("info", run_info, "say where the store is and what it holds")
    command("check", run_check, "look quickly whether the storage is sound")
    verify = command("verify", run_verify, "check every hash, link and number")
    verify.add_argument(
        "--anchors",
        metavar="FILE",
        type=FileName,
        help="lines of the system's log ('journalctl -t nettui -o json'), '-' for standard input",
    )
    verify.add_argument(
        "--known-as",
        metavar="PLACE",
        action="append",
        default=[],
        help="where the store was before it was moved: lines that name that place count too",
    )
    verify.add_argument(
        "--anchor-key", metavar="FILE", type=FileName, help="the key of the lines, if not as set"
    )
    backup = command("backup", run_backup, "write a verified copy while the store is in use")
    backup.add_argument("target", metavar="FILE", type=FileName)
    restore = command("restore", run_restore, "make a store from a copy, where none is")
    restore.add_argument("source", metavar="FILE", type=FileName)
    restore.add_argument(
        "--erasures",
        metavar="FILE",
        type=FileName,
        action="append",
        default=[],
        help="a list of erasures to make again, besides those beside the copy and the store",
    )
    erasures = command("erasures", run_erasures, "name what was erased once and is here again")
    erasures.add_argument(
        "--list",
        metavar="FILE",
        type=FileName,
        action="append",
        default=[],
        dest="lists",
        help="a list of erasures, besides the one beside the store",
    )
    erasures.add_argument("--apply", action="store_true", help="erase it again")
    command("migrate", run_migrate, "bring the store to the schema of this program")
    replan = command("plan", run_plan, "plan every case anew that another protocol planned")
    arguments.add_protocol(replan)
    replan.add_argument("--background", action="store_true", help="in a process of its own")


def _say_info(info: Info, args: argparse.Namespace) -> None:
    if args.json:
        store_access.out_json(info)
        return
    for name, value in attrs.asdict(info).items():
        shown = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        output.out(f"{name.replace('_', ' '):12}{shown}")


def run_info(args: argparse.Namespace) -> int:
    """Print what the store holds; the exit code."""
    with store_access.opened(args) as store:
        _say_info(store.info(), args)
    return 0


def run_check(args: argparse.Namespace) -> int:
    """Check the storage; the exit code is 1 when it is not sound."""
    with store_access.opened(args) as store:
        found = store.check()
    if args.json:
        store_access.out_json({"sound": not found, "faults": found})
    for fault in found:
        output.error(fault)
    if not found and not args.json:
        output.out("sound")
    return 1 if found else 0


def run_verify(args: argparse.Namespace) -> int:
    """Verify the store; the exit code is 1 when it is not whole."""
    with store_access.opened(args) as store:
        log = _log(args, store.anchored_as)
        verdict = store.verify(log.anchors if log else ())
        if verdict.whole and not store.read_only:
            _note_verified(store)
    if log:
        verdict = attrs.evolve(verdict, remarks=(*log.remarks, *verdict.remarks))
    if args.json:
        store_access.out_json(verdict)
        return 0 if verdict.whole else 1
    for remark in verdict.remarks:
        output.warn(remark)
    for fault in verdict.faults:
        output.error(fault)
    output.out(
        f"{verdict.cases} cases, {verdict.revisions} revisions, {verdict.decisions} decisions, "
        f"{verdict.events} events: {'whole' if verdict.whole else 'NOT WHOLE'}"
    )
    if verdict.head:
        from nettui.store.core.anchors import line

        output.out(line(attrs.evolve(verdict.head, place=store.anchored_as), _key(args)))
    return 0 if verdict.whole else 1


def _note_verified(store: CaseStore) -> None:
    """Record that the store was found whole, so that it is known when it last was."""
    from nettui.store.errors import StoreRefusal

    try:
        store.note("verify", outcome="whole")
    except StoreRefusal as refused:
        output.warn(str(refused))


def _key(args: argparse.Namespace) -> bytes | None:
    from nettui.store.core.anchors import key_of
    from nettui.store.errors import StoreRefusal

    try:
        return key_of(Path(args.anchor_key)) if args.anchor_key else store_access.place(args).key()
    except StoreRefusal as refused:
        raise output.BadInput(str(refused)) from None


def _log(args: argparse.Namespace, name: str) -> Read | None:
    """Return what the named log says of a store, None where none is named."""
    from nettui.store.core.anchors import read

    if args.anchors is None:
        return None
    where = "standard input" if args.anchors == "-" else args.anchors
    try:
        raw = sys.stdin.buffer.read() if args.anchors == "-" else Path(args.anchors).read_bytes()
    except OSError as error:
        raise output.BadInput(f"{where}: {(error.strerror or 'cannot be read').lower()}.") from None
    found = read(raw.decode("utf-8", "replace"), {name, *args.known_as}, _key(args))
    if not found.anchors:
        raise output.BadInput(
            "\n".join(
                [
                    f"{where}: no line is about this store, {name}, so nothing was compared. "
                    "'--known-as' names the place where it was before.",
                    *found.remarks,
                ]
            )
        )
    return found


def run_backup(args: argparse.Namespace) -> int:
    """Write a copy; the exit code."""
    from nettui.store.backup import backup

    with store_access.opened(args) as store:
        _say_info(backup(store, Path(args.target).absolute()), args)
    return 0


def run_restore(args: argparse.Namespace) -> int:
    """Make a store from a copy; the exit code."""
    from nettui.store.account import current
    from nettui.store.backup import restored
    from nettui.store.errors import StoreRefusal

    try:
        info, again = restored(
            Path(args.source).absolute(),
            store_access.place(args),
            current(),
            [Path(name).absolute() for name in args.erasures],
        )
    except StoreRefusal as refused:
        raise store_access.Refused(str(refused)) from refused
    if again:
        output.warn(
            f"{len(again)} of the cases in the copy were erased since it was made, and were erased "
            f"again: {', '.join(again)}."
        )
    _say_info(info, args)
    return 0


def run_erasures(args: argparse.Namespace) -> int:
    """Name what was erased once and is here again, or erase it; 1 while there is any."""
    from nettui.store.core import erasures

    with store_access.opened(args) as store:
        files = [Path(name).absolute() for name in args.lists]
        if not store_access.place(args).is_database:
            files.append(erasures.beside(Path(store_access.place(args).where).absolute()))
        kept = erasures.known(*files)
        found = store.erase_again(kept) if args.apply else store.to_erase(kept)
    if args.json:
        store_access.out_json({"erased_again" if args.apply else "here_again": found})
    else:
        for case_id in found:
            output.out(
                f"{case_id}: {'erased again' if args.apply else 'erased once, and here again'}"
            )
        output.out(f"{len(kept)} erasures are kept apart; {len(found)} of them had come back")
    return 1 if found and not args.apply else 0


def run_migrate(args: argparse.Namespace) -> int:
    """Bring the schema up to date, which opening does; the exit code."""
    with store_access.opened(args) as store:
        _say_info(store.info(), args)
    return 0


def run_plan(args: argparse.Namespace) -> int:
    """Plan anew what another protocol planned; the exit code is 1 when a case could not be."""
    from nettui.store import replan

    protocol = arguments.protocol(args)
    with store_access.opened(args) as store:
        if args.background:
            worker = replan.in_background(store, store_access.place(args), protocol)
            output.out(f"planning anew in process {worker.pid}")
            return 0
        today = datetime.date.today()
        done, failed = replan.replan_all(store, store_access.place(args), protocol, today)
    if args.json:
        store_access.out_json({"protocol": protocol.digest, "planned": done, "failed": failed})
    else:
        output.out(f"{done} cases planned anew under protocol {protocol.short}")
    for case_id in failed:
        output.error(f"case {case_id} could not be planned and still shows its old columns")
    return 1 if failed else 0
