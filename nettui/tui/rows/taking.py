"""What became of case files, as rows: there already and different, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nettui.desk.source import ListedCase
from nettui.tui.rows.layout import ListRow

if TYPE_CHECKING:
    from nettui.desk.importing import There
    from nettui.exchange.incoming import Found


def there_rows(there: Sequence[There]) -> Iterator[ListRow]:
    """Yield of each case that is there already what the file would change."""
    for one in there:
        yield ListRow(title=one.file.case.case_id, tail=f"revision {one.rev}", heading=True)
        for change in one.changes:
            yield ListRow(title=str(change))


def refused_rows(taken: Sequence[ListedCase], wrong: Sequence[Found]) -> list[ListRow]:
    """Return what was recorded, and of each file that was not all that is wrong with it."""
    rows: list[ListRow] = []
    if taken:
        rows.append(
            ListRow(title=f"{len(taken)} recorded: {', '.join(one.name for one in taken)}.")
        )
    title = f"{len(wrong)} refused; nothing of what follows was recorded. Correct it, then again."
    rows.append(ListRow(title=title))
    for one in wrong:
        count = f"{len(one.faults)} fault{'s' if len(one.faults) > 1 else ''}"
        rows.append(ListRow(title=one.path.name, tail=count, heading=True))
        rows += [
            ListRow(sign="!", word=str(n), tone="held", title=fault, key=f"{one.path}:{n}")
            for n, fault in enumerate(one.faults, 1)
        ]
    return rows
