"""``nettui case import``: record the cases of files, and say of how many and of which not."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from attrs import define, field

from nettui.cli import arguments, output, store_access

if TYPE_CHECKING:
    from nettui.engine.protocol.protocol import Protocol
    from nettui.exchange.incoming import Found
    from nettui.store.port import CaseStore
    from nettui.store.records import Head

_SIGNALS = {signal.SIGINT: "interrupted", signal.SIGTERM: "ended", signal.SIGHUP: "hung up on"}


@define
class _Done:
    """What has come of the files so far.

    ``stopped`` is the place of the first file that was not tried any more, None while all are;
    ``signals`` are those that came meanwhile.
    """

    heads: list[Head] = field(factory=list)
    left: list[Path] = field(factory=list)
    code: int = 0
    stopped: int | None = None
    signals: list[int] = field(factory=list)

    def leave(self, path: Path, why: str, code: int) -> None:
        """Say why a file is not recorded."""
        output.error(f"{path}: {why}")
        self.left.append(path)
        self.code = max(self.code, code)


def run_import(args: argparse.Namespace) -> int:
    """Record the cases of files.

    The exit code is 1 where one is not recorded or the store ended it, 2 where a file has faults.
    """
    from nettui.exchange.incoming import read, repeated, sorted_out, tally

    found = list(read(_paths(args)))
    protocol = arguments.protocol(args)
    done = _Done()
    with store_access.opened(args, create=True) as store:
        found = sorted_out(found, store.ids(), new_ids=args.new_id)
        with _ending_between(done.signals):
            _record(store, found, args, protocol, done)
    if done.stopped is not None:
        done.left += [one.path for one in found[done.stopped :]]
    for line in repeated(found[: done.stopped]):
        output.warn(line)
    if args.json:
        store_access.out_json(done.heads)
    else:
        output.out(tally(len(found) - len(done.left), found))
    if done.left:
        many = f"{len(done.left)} are" if len(done.left) > 1 else "1 is"
        output.error(f"{many} not recorded; the first is {done.left[0]}.")
    return 128 + done.signals[0] if done.signals else done.code


def _paths(args: argparse.Namespace) -> list[Path]:
    """Return the files to be imported. Raises `BadInput` where none is named."""
    from nettui.exchange import library

    paths = list(arguments.paths(args.paths))
    if args.samples:
        folder = library.folder()
        if folder is None:
            raise output.BadInput("The sample cases are not installed here.")
        paths += library.case_files(folder)
    if not paths:
        raise output.BadInput("Name files or folders to import, or --samples.")
    return paths


def _record(
    store: CaseStore,
    found: Sequence[Found],
    args: argparse.Namespace,
    protocol: Protocol,
    done: _Done,
) -> None:
    """Record one file after the other until the store takes none, or a signal comes."""
    from nettui.store.errors import Busy, Full, NotOpened, ReadOnly, StoreRefusal

    for n, one in enumerate(found):
        if done.signals:
            done.stopped = n
            output.error(f"The import was {_SIGNALS[signal.Signals(done.signals[0])]}.")
            return
        if one.file is None:
            also = " --new-id records it as another case." if one.is_alike else ""
            told = "\n".join(f"  {fault}" for fault in one.faults)
            why = f"{one.faults[0]}{also}" if one.is_set_aside else f"it is not taken:\n{told}"
            done.leave(one.path, why, 1 if one.is_set_aside else 2)
            continue
        try:
            done.heads.append(_imported(store, one, args, protocol))
        except (Busy, Full, NotOpened, ReadOnly) as refused:
            # It would refuse the others too.
            output.error(f"The import stopped at {one.path}. {refused}")
            done.stopped, done.code = n, max(done.code, 1)
            return
        except (StoreRefusal, _Left) as refused:
            done.leave(one.path, str(refused), 1)
        except Exception as problem:
            # One case that cannot be planned must not keep the others from being recorded.
            if args.debug:
                raise
            done.leave(one.path, output.unforeseen(problem), 1)


class _Left(Exception):
    """A case that is there already was left as it is."""


def _imported(store: CaseStore, one: Found, args: argparse.Namespace, protocol: Protocol) -> Head:
    """Return the head of the case as it now is. Raises `_Left` where it differs and was left."""
    from nettui.engine.plan.plan import plan
    from nettui.store.errors import Conflict

    file = one.file
    assert file is not None, "files with faults are not recorded"
    made = plan(file.case, arguments.day(args, file), protocol)
    try:
        return store.save(file, 0, plan=made, reason=args.reason)
    except Conflict as conflict:
        there = conflict.current
        assert there is not None, "only a case that is there is in conflict with a new one"
        if conflict.theirs == file:
            return there
        if args.update:
            return store.save(file, there.rev, plan=made, reason=args.reason)
        raise _Left(
            f"a case '{file.case.case_id}' is there already and differs; it was left as it is. "
            "--update saves the file as its next revision."
        ) from None


@contextmanager
def _ending_between(noted: list[int]) -> Iterator[None]:
    """Note signals that end the program, so that it ends between two files and can say where.

    A second one ends it at once.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals come to the main thread alone
        return

    def note(number: int, _frame: FrameType | None) -> None:
        noted.append(number)
        signal.signal(number, before[signal.Signals(number)])

    before: dict[signal.Signals, Any] = {}
    for number in _SIGNALS:
        before[number] = signal.signal(number, note)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
