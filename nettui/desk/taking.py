"""Cases taken into a store: from files, over what is there, and the samples of a first store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from nettui.desk.importing import There
from nettui.desk.source import FirstStore, ListedCase, NotSaved
from nettui.desk.store import Stored
from nettui.exchange import incoming, library
from nettui.exchange.incoming import Found
from nettui.store.errors import StoreRefusal


@frozen
class Taken:
    """What became of files: recorded now, there already and different, refused; all in words."""

    entries: Sequence[ListedCase]
    there: Sequence[There]
    wrong: Sequence[Found]
    said: str


def take_files(store: Stored, text: str) -> Taken:
    """Record the cases of a file or a folder at a path that was typed.

    Raises `StoreRefusal`, and `NotSaved` where there is no case file.
    """
    place = Path(text).expanduser()
    folder = library.looked_through(place)
    found = incoming.sorted_out(list(incoming.read(folder.files)), store.store.ids())
    left = library.left_out(place, folder)
    if not found:
        raise NotSaved(f"There is no case file in that folder. {left}".strip())
    taken: list[ListedCase] = []
    there: list[There] = []
    wrong: list[Found] = []
    for one in found:
        if one.file is None:
            wrong.append(one)
            continue
        try:
            made = store.take(one.file)
        except NotSaved as refused:
            wrong.append(one.refused(str(refused)))
            continue
        if isinstance(made, There):
            there.append(made)
        else:
            taken.append(made)
    told = [incoming.tally(len(taken), found), *incoming.repeated(found)]
    said = f"{told[0]}. {' '.join((*told[1:], left))}".strip()
    return Taken(taken, there, wrong, said)


def take_over(
    store: Stored, there: Sequence[There], reason: str
) -> tuple[Sequence[ListedCase], str, str]:
    """Save files as the next revisions; return the cases, what was done, and what was not."""
    made: list[ListedCase] = []
    fault = ""
    for one in there:
        try:
            made.append(store.take_over(one, reason))
        except NotSaved as refused:
            fault = fault or f"{one.file.case.case_id}: {refused}"
    names = ", ".join(entry.name for entry in made)
    said = f"Updated: {names}." if made else ""
    if fault:
        said = f"{len(made)} of {len(there)} updated. {said}".strip()
    return made, said, fault


def make_store(first: FirstStore, *, with_samples: bool) -> Stored:
    """Make the first store, with the sample cases or empty. Raises `NotSaved`."""
    desk = first.made()
    assert isinstance(desk, Stored), "what is made is a store"
    folder = library.folder() if with_samples else None
    taken = 0
    try:
        assert desk.store is not None, "it opens or refuses"
        for one in incoming.read(library.case_files(folder)) if folder else ():
            if one.file is not None:
                desk.take(one.file)
                taken += 1
    except (StoreRefusal, NotSaved) as refused:
        begun = f"{taken} sample cases are recorded in {first.where}. " if taken else ""
        raise NotSaved(f"{begun}{refused}") from refused
    return desk
