"""``nettui case export``: give recorded cases out."""

from __future__ import annotations

import argparse
from collections.abc import Container, Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from nettui.case.base import reach
from nettui.cli import output, store_access
from nettui.display import safe

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile


def run_export(args: argparse.Namespace) -> int:
    """Give cases out; the exit code."""
    from nettui.case.files.codec import dumps_toml, whole

    if args.to:
        return _to_folder(args, _folder(args.to))
    with store_access.opened(args) as store:
        cases = [store_access.case_id(store, word) for word in args.cases]
        found = list(store.export(cases))
    _note_erased(cases, {file.case.case_id for file in found})
    if args.json or args.format == "json":
        store_access.out_json([whole(file) for file in found])
    else:
        output.out("\n".join(map(dumps_toml, found)))
    return 0


def _to_folder(args: argparse.Namespace, folder: Path) -> int:
    """Write a new file for each case; the exit code. Says how many were, where not all could be."""
    from nettui.atomic_files import write_new
    from nettui.case.files.codec import dumps_json, dumps_toml
    from nettui.store.errors import StoreRefusal

    write = dumps_json if args.format == "json" else dumps_toml
    written: list[str] = []
    given_out: set[str] = set()
    path = folder
    with store_access.opened(args) as store:
        cases = [store_access.case_id(store, word) for word in args.cases]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path, file in _named(store.export(cases), folder, args.format):
                write_new(path, write(file).encode(), follow=False)
                written.append(str(path))
                given_out.add(file.case.case_id)
        except OSError as error:
            is_link = reach.is_there(folder, follow=False) and folder.is_symlink()
            why = "it is a link, and none is followed" if is_link else error.strerror
            raise output.BadInput(
                f"{path}: {(why or 'cannot be written').lower()}. {_count(written)} before."
            ) from None
        except StoreRefusal as refused:
            raise store_access.Refused(f"{refused} {_count(written)} before.") from refused
    _note_erased(cases, given_out)
    if args.json:
        store_access.out_json(written)
    else:
        output.out(f"{len(written)} files in {folder}")
    return 0


def _note_erased(asked: Iterable[str], given_out: Container[str]) -> None:
    """Note which cases were asked for and have no content any more."""
    for case_id in asked:
        if case_id not in given_out:
            output.warn(
                f"case '{case_id}' was erased on request; there is nothing of it to export."
            )


def _count(written: list[str]) -> str:
    return f"{len(written)} {'file was' if len(written) == 1 else 'files were'} written"


def _named(found: Iterator[CaseFile], folder: Path, ending: str) -> Iterator[tuple[Path, CaseFile]]:
    """Yield each case with its file: names made from the ids, no two the same in any case."""
    from nettui.desk.export_folder import plain_name

    taken: set[str] = set()
    for file in found:
        stem = plain_name(file.case.case_id)
        names = (f"{stem}-{n}" if n > 1 else stem for n in count(1))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield folder / f"{name}.{ending}", file


def _folder(word: str) -> Path:
    """Return the folder that is meant: within the export folder, where one is set."""
    from nettui.desk.export_folder import NoFolder, configured, is_hidden

    try:
        found = configured()
    except NoFolder as none:
        raise output.BadInput(str(none)) from None
    if found is None:
        return Path(word)
    folder = found / word
    if not folder.is_relative_to(found) or ".." in folder.parts or is_hidden(word):
        raise output.BadInput(
            f"{safe(word)}: exports go to {found} or a folder in it that is not hidden, as whoever "
            "administers nettui has set. Nothing was written."
        )
    return folder
