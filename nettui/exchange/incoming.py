"""Case files that are to be taken into a store: read, and sorted out before any is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from nettui.case.base import identity

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile


@frozen
class Found:
    """A file: the case it holds, or what is wrong with it.

    ``is_set_aside``: the file can be read, and is not to be recorded because of its id;
    ``is_alike``: because that looks like another.
    """

    path: Path
    file: CaseFile | None = None
    faults: tuple[str, ...] = ()
    is_set_aside: bool = False
    is_alike: bool = False

    def refused(self, why: str) -> Found:
        """Return the file as one that is not recorded."""
        return Found(self.path, faults=(why,))


def read(paths: Iterable[Path]) -> Iterator[Found]:
    """Yield every file with its case or all its faults."""
    from nettui.case.files.codec import CaseError, load

    for path in paths:
        try:
            yield Found(path, load(path))
        except CaseError as error:
            yield Found(path, faults=tuple(map(str, error.faults)))


def sorted_out(
    found: Sequence[Found], recorded: Iterable[str], *, new_ids: bool = False
) -> list[Found]:
    """Return the files, those set aside whose id does not say which case they are.

    Several files with one id that differ: nothing says which of them counts, so none does. A new
    id that looks like one of the ``recorded``, or of another file: ``new_ids`` says that it is
    meant.
    """
    files: dict[str, list[Found]] = {}
    for one in found:
        if one.file is not None:
            files.setdefault(one.file.case.case_id, []).append(one)
    alike = {} if new_ids else identity.alike(files, recorded)
    return [_looked_at(one, files, alike) for one in found]


def _looked_at(
    one: Found, files: Mapping[str, Sequence[Found]], alike: Mapping[str, Sequence[str]]
) -> Found:
    """Return a file as it is, or as one that is set aside."""
    if one.file is None:
        return one
    case_id = one.file.case.case_id
    why = _differing(case_id, files[case_id])
    if why:
        return evolve(one.refused(why), is_set_aside=True)
    if case_id not in alike:
        return one
    why = _alike(case_id, alike[case_id], files)
    return evolve(one.refused(why), is_set_aside=True, is_alike=True)


def _differing(case_id: str, files: Sequence[Found]) -> str:
    """Return why files with one id are not recorded, empty when they say the same."""
    if all(one.file == files[0].file for one in files):
        return ""
    names = ", ".join(str(one.path) for one in files)
    return (
        f"{len(files)} files have the case id '{case_id}' and differ: {names}. None of them was "
        "recorded, since nothing says which of them counts. Import the right one alone, or give "
        "each patient an id."
    )


def _alike(case_id: str, others: Sequence[str], files: Mapping[str, Sequence[Found]]) -> str:
    """Return why a file is not recorded whose id looks like that of a case or of another file."""
    own, told = identity.spelt(case_id), ", ".join(map(identity.spelt, others))
    beside = [str(one.path) for other in others for one in files.get(other, ())]
    where = f" in {', '.join(beside)}" if beside else ""
    what = "that of another file" if beside else "that of a recorded case"
    return f"its case id {own} looks the same as {what}, {told}{where}, so it was not recorded."


def tally(count: int, found: Sequence[Found]) -> str:
    """Return how many files are recorded, in words; of files with one id each is counted."""
    ids = [one.file.case.case_id for one in found if one.file is not None]
    if len(set(ids)) < len(ids) or any(one.is_set_aside and not one.is_alike for one in found):
        return f"{count} of {len(found)} files are recorded as they are"
    return f"{count} of {len(found)} cases are recorded as in the files"


def repeated(found: Sequence[Found]) -> list[str]:
    """Return a sentence for each case that several files hold alike."""
    files: dict[str, list[str]] = {}
    for one in found:
        if one.file is not None:
            files.setdefault(one.file.case.case_id, []).append(str(one.path))
    return [
        f"{len(paths)} files hold the same case '{case_id}', which is recorded once: "
        f"{', '.join(paths)}."
        for case_id, paths in files.items()
        if len(paths) > 1
    ]
