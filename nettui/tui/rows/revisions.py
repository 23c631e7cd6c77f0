"""The revisions of a case as rows: who saved each, when, for which reason, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nettui.store.diff import Change
from nettui.store.records import Revision
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow


def revision_rows(revisions: Sequence[Revision]) -> Iterator[ListRow]:
    """Yield all revisions, in the order given."""
    yield heading("Revisions", str(len(revisions)))
    for one in revisions:
        yield ListRow(
            sign="=",
            word=f"revision {one.rev}",
            column=15,
            title=_saved(one),
            tail="erased" if one.erased else one.reason,
            key=f"revision {one.rev}",
            subject=one,
        )


def change_rows(revision: Revision, changes: Sequence[Change]) -> Iterator[ListRow]:
    """Yield who saved a revision and why, then what it changed of the one before."""
    yield ListRow(title=f"Saved {_saved(revision)}")
    yield ListRow(title=f"Reason: {revision.reason or 'none was given'}")
    if revision.rev == 1:
        yield heading("The first: nothing was recorded before")
        return
    yield heading(f"Changed since revision {revision.rev - 1}", str(len(changes)))
    for change in changes:
        yield ListRow(sign="*", title=str(change), key=change.path)


def _saved(revision: Revision) -> str:
    return f"{revision.at:%Y-%m-%d %H:%M} UTC by {revision.who.name}"
