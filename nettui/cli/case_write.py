"""Commands that record cases."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import attrs

from nettui.cli import given, say, stored

if TYPE_CHECKING:
    from nettui.case.model import Case, CaseFile
    from nettui.engine.plan import Plan
    from nettui.engine.protocol import Protocol
    from nettui.store.port import CaseStore
    from nettui.store.records import Head
    from nettui.store.refusals import Conflict


def run_new(args: argparse.Namespace) -> int:
    """Record a new case; the exit code."""
    from nettui.case.model import Case, CaseFile

    case = _edited(Case(case_id=args.case), args)
    file = _told(CaseFile(case=case), args)
    with stored.opened(args, create=True) as store:
        return _save(store, file, 0, args)


def run_edit(args: argparse.Namespace) -> int:
    """Save a new revision of a case; the exit code."""
    told = args.title is not None or args.remark is not None
    if not (args.values or args.remove or told):
        raise say.BadInput("Say what to change: --set, --remove, --title or --remark.")
    with stored.opened(args) as store:
        found = store.open(args.case, args.rev)
        file = _told(attrs.evolve(found.file, case=_edited(found.file.case, args)), args)
        if file == found.file:
            say.out(f"{args.case}: nothing differs from revision {found.revision.rev}.")
            return 0
        return _save(store, file, found.revision.rev, args)


def _told(file: CaseFile, args: argparse.Namespace) -> CaseFile:
    """Return the file with the title and the remark that were given. Raises `BadInput`."""
    from nettui.case.about import set_of_file
    from nettui.case.faults import CaseFault

    for path, text in (("title", args.title), ("comment", args.remark)):
        if text is not None:
            done = set_of_file(file, path, text)
            if isinstance(done, CaseFault):
                raise say.BadInput(f"{done} Nothing was saved.")
            file = done
    return file


def _edited(case: Case, args: argparse.Namespace) -> Case:
    from nettui.case.edit import remove, set_value
    from nettui.case.faults import CaseFault

    edits = [(*value.partition("=")[::2], "=" in value) for value in args.values]
    for path, text, given_ in edits:
        if not given_:
            raise say.BadInput(f"'{path}' has no value. Write --set {path}=VALUE.")
        done = set_value(case, path, text)
        if isinstance(done, CaseFault):
            raise say.BadInput(f"{done} Nothing was saved.")
        for warning in done.warnings:
            say.warn(f"{done.path}: {warning}")
        case = done.case
    for path in getattr(args, "remove", ()):
        done = remove(case, path)
        if isinstance(done, CaseFault):
            raise say.BadInput(f"{done} Nothing was saved.")
        case = done.case
    return case


def _save(store: CaseStore, file: CaseFile, expected: int, args: argparse.Namespace) -> int:
    from nettui.store.refusals import Conflict

    try:
        head = store.save(
            file,
            expected,
            plan=_plan(file, args, given.protocol(args)),
            reason=args.reason,
        )
    except Conflict as conflict:
        _say_conflict(conflict, args)
        return 1
    _say_saved([head], args)
    return 0


def _plan(file: CaseFile, args: argparse.Namespace, protocol: Protocol) -> Plan:
    from nettui.engine.plan import plan

    return plan(file.case, given.day(args, file), protocol)


def _say_saved(heads: list[Head], args: argparse.Namespace) -> None:
    if args.json:
        stored.out_json(heads[0] if len(heads) == 1 else heads)
        return
    for head in heads:
        say.out(f"{head.case_id}: revision {head.rev}")


def _say_conflict(conflict: Conflict, args: argparse.Namespace) -> None:
    say.error(str(conflict))
    fields = conflict.fields
    if args.json:
        stored.out_json({"conflict": str(conflict), "current": conflict.current, "fields": fields})
    elif fields:
        for change in fields.theirs:
            say.error(f"theirs  {change}")
        for change in fields.mine:
            say.error(f"yours   {change}")
        for clash in fields.clashes:
            say.error(
                f"both    {clash.label}: {clash.base or 'nothing'} -> theirs "
                f"{clash.theirs or 'nothing'}, yours {clash.mine or 'nothing'}"
            )


def run_import(args: argparse.Namespace) -> int:
    """Record the cases of files; the exit code is 1 where one is there already and differs."""
    from nettui.exchange import library
    from nettui.store.refusals import Archived, NeedsReason

    paths = list(given.paths(args.paths))
    if args.samples:
        folder = library.folder()
        if folder is None:
            raise say.BadInput("The sample cases are not installed here.")
        paths += library.case_files(folder)
    if not paths:
        raise say.BadInput("Name files or folders to import, or --samples.")
    files = [given.case_file(path) for path in paths]
    protocol = given.protocol(args)
    heads: list[Head] = []
    left = 0
    with stored.opened(args, create=True) as store:
        for path, file in zip(paths, files, strict=True):
            try:
                head = _imported(store, file, args, protocol)
            except (Archived, NeedsReason) as refused:
                say.error(f"{path}: {refused}")
                left += 1
                continue
            if head is None:
                say.error(
                    f"{path}: a case '{file.case.case_id}' is there already and differs; it was "
                    "left as it is. --update saves the file as its next revision."
                )
                left += 1
            else:
                heads.append(head)
    if args.json:
        stored.out_json(heads)
    else:
        say.out(f"{len(heads)} of {len(files)} cases are recorded as in the files")
    return 1 if left else 0


def _imported(
    store: CaseStore, file: CaseFile, args: argparse.Namespace, protocol: Protocol
) -> Head | None:
    """Return the head of the case as it now is, None where it differs and was left."""
    from nettui.store.refusals import Conflict

    plan = _plan(file, args, protocol)
    try:
        return store.save(file, 0, plan=plan, reason=args.reason)
    except Conflict as conflict:
        there = conflict.current
        if there is None or conflict.theirs == file:
            return there
        if not args.update:
            return None
        return store.save(file, there.rev, plan=plan, reason=args.reason)


def run_archive(args: argparse.Namespace) -> int:
    """Take a case off the worklist or put it back; the exit code."""
    with stored.opened(args) as store:
        head = store.archive(args.case, archived=not args.undo, reason=args.reason)
    if args.json:
        stored.out_json(head)
    else:
        say.out(f"{head.case_id}: {'archived' if head.archived else 'on the worklist again'}")
    return 0


def run_erase(args: argparse.Namespace) -> int:
    """Erase the content of a case; the exit code."""
    if not args.yes:
        raise say.BadInput(
            "An erasure removes the content of all revisions and decisions of the case for ever. "
            "Give --yes and --reason when that is what is asked for. Backups keep their copies."
        )
    with stored.opened(args) as store:
        head = store.erase(args.case, args.reason)
    if args.json:
        stored.out_json(head)
    else:
        say.out(f"{head.case_id}: content erased; its history shows when and by whom")
    return 0
