"""Commands that record cases."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import attrs

from nettui.cli import arguments, output, store_access

if TYPE_CHECKING:
    from nettui.case.record.case import Case, CaseFile
    from nettui.engine.plan.plan import Plan
    from nettui.engine.protocol.protocol import Protocol
    from nettui.store.errors import Conflict
    from nettui.store.port import CaseStore
    from nettui.store.records import Head


def run_new(args: argparse.Namespace) -> int:
    """Record a new case; the exit code."""
    from nettui.case.base.identity import alike, spelt
    from nettui.case.record.case import Case, CaseFile

    protocol = arguments.protocol(args)
    case = _edited(_set(Case(case_id=""), "case_id", args.case, protocol), args, protocol)
    file = _told(CaseFile(case=case), args)
    with store_access.opened(args, create=True) as store:
        others = () if args.new_id else alike([case.case_id], store.ids()).get(case.case_id, ())
        if others:
            raise store_access.Refused(
                f"A case with an id that looks the same exists: {', '.join(map(spelt, others))}; "
                f"you wrote {spelt(case.case_id)}. Nothing was saved. Work on that case, or give "
                "--new-id to make another one all the same."
            )
        return _save(store, file, 0, args, protocol)


def run_edit(args: argparse.Namespace) -> int:
    """Save a new revision of a case; the exit code."""
    told = args.title is not None or args.remark is not None
    if not (args.values or args.remove or told):
        raise output.BadInput("Say what to change: --set, --remove, --title or --remark.")
    protocol = arguments.protocol(args)
    with store_access.opened(args) as store:
        found = store.open(store_access.case_id(store, args.case), args.rev)
        case = _edited(found.file.case, args, protocol)
        file = _told(attrs.evolve(found.file, case=case), args)
        if file.case.case_id != found.file.case.case_id:
            raise output.BadInput(
                "The id of a recorded case is not changed, so nothing was saved. Record it as a "
                "new case under the right id, then archive this one."
            )
        if file == found.file:
            output.out(f"{args.case}: nothing differs from revision {found.revision.rev}.")
            return 0
        return _save(store, file, found.revision.rev, args, protocol)


def _told(file: CaseFile, args: argparse.Namespace) -> CaseFile:
    """Return the file with the title and the remark that were given. Raises `BadInput`."""
    from nettui.case.base.faults import CaseFault
    from nettui.case.files.header import set_of_file

    for path, text in (("title", args.title), ("comment", args.remark)):
        if text is not None:
            done = set_of_file(file, path, text)
            if isinstance(done, CaseFault):
                raise output.BadInput(f"{done} Nothing was saved.")
            file = done
    return file


def _set(case: Case, path: str, text: str, protocol: Protocol) -> Case:
    """Return the case with a value. Raises `BadInput`."""
    from nettui.case.base.faults import CaseFault
    from nettui.case.editing.edit import set_value

    done = set_value(case, path, text, protocol.inferences)
    if isinstance(done, CaseFault):
        raise output.BadInput(f"{done} Nothing was saved.")
    for warning in done.warnings:
        output.warn(f"{done.path}: {warning}")
    return done.case


def _edited(case: Case, args: argparse.Namespace, protocol: Protocol) -> Case:
    from nettui.case.base.faults import CaseFault
    from nettui.case.editing.edit import remove

    edits = [(*value.partition("=")[::2], "=" in value) for value in args.values]
    for path, text, given_ in edits:
        if not given_:
            raise output.BadInput(f"'{path}' has no value. Write --set {path}=VALUE.")
        case = _set(case, path, text, protocol)
    for path in getattr(args, "remove", ()):
        done = remove(case, path)
        if isinstance(done, CaseFault):
            raise output.BadInput(f"{done} Nothing was saved.")
        case = done.case
    return case


def _save(
    store: CaseStore, file: CaseFile, expected: int, args: argparse.Namespace, protocol: Protocol
) -> int:
    from nettui.store.errors import Conflict

    try:
        head = store.save(
            file,
            expected,
            plan=_plan(file, args, protocol),
            reason=args.reason,
        )
    except Conflict as conflict:
        _say_conflict(conflict, args)
        return 1
    _say_saved([head], args)
    return 0


def _plan(file: CaseFile, args: argparse.Namespace, protocol: Protocol) -> Plan:
    from nettui.engine.plan.plan import plan

    return plan(file.case, arguments.day(args, file), protocol)


def _say_saved(heads: list[Head], args: argparse.Namespace) -> None:
    if args.json:
        store_access.out_json(heads[0] if len(heads) == 1 else heads)
        return
    for head in heads:
        output.out(f"{head.case_id}: revision {head.rev}")


def _say_conflict(conflict: Conflict, args: argparse.Namespace) -> None:
    output.error(str(conflict))
    fields = conflict.fields
    if args.json:
        store_access.out_json(
            {"conflict": str(conflict), "current": conflict.current, "fields": fields}
        )
    elif fields:
        for change in fields.theirs:
            output.error(f"theirs  {change}")
        for change in fields.mine:
            output.error(f"yours   {change}")
        for clash in fields.clashes:
            output.error(
                f"both    {clash.label}: {clash.base or 'nothing'} -> theirs "
                f"{clash.theirs or 'nothing'}, yours {clash.mine or 'nothing'}"
            )


def run_archive(args: argparse.Namespace) -> int:
    """Take a case off the worklist or put it back; the exit code."""
    with store_access.opened(args) as store:
        head = store.archive(
            store_access.case_id(store, args.case), archived=not args.undo, reason=args.reason
        )
    if args.json:
        store_access.out_json(head)
    else:
        output.out(f"{head.case_id}: {'archived' if head.archived else 'on the worklist again'}")
    return 0


def run_erase(args: argparse.Namespace) -> int:
    """Erase the content of a case; the exit code."""
    if not args.yes:
        raise output.BadInput(
            "An erasure removes the content of all revisions and decisions of the case for ever. "
            "Give --yes and --reason when that is what is asked for. Backups keep their copies."
        )
    with store_access.opened(args) as store:
        head = store.erase(store_access.case_id(store, args.case), args.reason)
    if args.json:
        store_access.out_json(head)
    else:
        output.out(f"{head.case_id}: content erased; its history shows when and by whom")
    return 0
