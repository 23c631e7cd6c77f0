"""What commands on the case store have alike: opening it, refusals, records as JSON or a table."""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import attrs

from nettui.case.base.dates import PartialDate
from nettui.cli import output
from nettui.cli.run import width
from nettui.display import cells, clip, safe

if TYPE_CHECKING:
    from nettui.store.location import StoreLocation
    from nettui.store.port import CaseStore

EXIT_CODES = """
exit codes: 0 done; 1 the store refused (a conflict, no room, no permission, damage), and what it
refused was not done; 2 something given could not be used.
"""


def add_store(parser: argparse.ArgumentParser) -> None:
    """Let a command choose the store and the form of its answer."""
    parser.add_argument(
        "--store",
        metavar="PLACE",
        default="",
        help="a store's file or database (else NETTUI_STORE, the configured one, one's own)",
    )
    parser.add_argument("--json", action="store_true", help="answer with one JSON document")


def place(args: argparse.Namespace) -> StoreLocation:
    """Return where the store is."""
    from nettui.store.location import place as find

    return find(args.store)


@contextmanager
def opened(
    args: argparse.Namespace, *, create: bool = False, read_only: bool = False
) -> Iterator[CaseStore]:
    """Open the store for a command and close it, with what it refuses said as a message."""
    from nettui.store.errors import NoSuchCase, StoreRefusal

    try:
        store = place(args).opened(create=create, read_only=read_only)
        try:
            if getattr(store, "created", False):
                output.warn(
                    f"a new case store was made: {store.place}. "
                    "'nettui case import --samples' fills it with the sample cases."
                )
            yield store
        except NoSuchCase as refused:
            raise Refused(f"{refused}{_alike(store, args)}") from refused
        finally:
            store.close()
    except StoreRefusal as refused:
        raise Refused(str(refused)) from refused


def case_id(store: CaseStore, word: str) -> str:
    """Return the id by which a case is recorded: the word, or the word as ids are spelt now."""
    from nettui.case.base.identity import normal

    name = normal(word)
    # Older stores have ids as they were typed.
    return word if name == word or word in store.ids() else name


def _alike(store: CaseStore, args: argparse.Namespace) -> str:
    """Return which ids look like those that were asked for, in a sentence; empty when none."""
    from nettui.case.base.identity import alike, spelt

    asked = [args.case] if hasattr(args, "case") else getattr(args, "cases", [])
    found = dict.fromkeys(o for others in alike(asked, store.ids()).values() for o in others)
    told = ", ".join(spelt(other) for other in found if other not in asked)
    return f" What looks the same: {told}." if told else ""


class Refused(Exception):
    """The store refused; the text says what, where and how to fix it."""


def answering(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return a command that says refusals of the store and gives 1 for them."""

    def answer(args: argparse.Namespace) -> int:
        try:
            return run(args)
        except Refused as refused:
            output.error(str(refused))
            return 1

    return answer


# --- answers -----------------------------------------------------------------------------------


def out_json(data: Any) -> None:
    """Print one JSON document: records as objects, times and dates as text, UTF-8 escaped."""
    output.out(json.dumps(data, default=_plain, indent=2).replace("\x7f", "\\u007f"))


def _plain(value: Any) -> Any:
    if attrs.has(type(value)):
        return {f.name: getattr(value, f.name) for f in attrs.fields(type(value))}
    if isinstance(value, (datetime.date, PartialDate)):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def out_table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table, its columns as wide as what they hold; the last is cut at the width."""
    shown = [[safe(str(cell)) for cell in row] for row in (titles, *rows)]
    wide = [max(cells(row[n]) for row in shown) for n in range(len(titles))]
    for row in shown:
        line = "  ".join(
            cell + " " * (room - cells(cell)) for cell, room in zip(row, wide, strict=True)
        )
        output.out(clip(line.rstrip(), max(width(), 100)))


def moment(at: datetime.datetime) -> str:
    """Return a time for a reader: UTC, to the second."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M:%SZ")
