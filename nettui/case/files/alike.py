"""Which entry of a list is which, between two states of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nettui.case.files.writer import toml_value

# What an entry is one of: another one here is another entry, and none is one not yet said.
_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "pathology": ("specimen_type", "specimen_site"),
    "imaging": ("modality",),
    "labs": ("analyte",),
    "treatments": ("therapy",),
}

# Where more pairs than this would be compared, what was changed counts as removed and added.
_MOST_PAIRS = 20_000

_Table = Mapping[str, Any]


def origins(name: str, old: Sequence[_Table], new: Sequence[_Table]) -> list[int | None]:
    """Return for each new entry of the list ``name`` which old one it is, None for one added.

    An entry that could as well be another one counts as removed, and the new one as added.
    """
    free: dict[str, list[int]] = {}
    for n, entry in enumerate(old):
        free.setdefault(toml_value(entry), []).append(n)
    found: list[int | None] = []
    for entry in new:
        same = free.get(toml_value(entry))
        found.append(same.pop(0) if same else None)
    left = sorted(n for same in free.values() for n in same)
    if len(left) * found.count(None) > _MOST_PAIRS:
        return found
    for n, entry in enumerate(new):
        if found[n] is None:
            alike = [o for o in left if _is_one(old[o], entry, _NAMED_BY[name])]
            shared = [_shared(old[o], entry) for o in alike]
            found[n] = alike[shared.index(max(shared))] if alike else None
            left = [o for o in left if o != found[n]]
    return found


def _shared(old: _Table, new: _Table) -> int:
    return sum(key in new and toml_value(old[key]) == toml_value(new[key]) for key in old)


def _is_one(old: _Table, new: _Table, named_by: Sequence[str]) -> bool:
    """Say whether an entry is another one after a change."""
    if any(key in old and key in new and old[key] != new[key] for key in named_by):
        return False
    shared = _shared(old, new)
    differing = len(old.keys() | new.keys()) - shared
    if "date" in old and "date" in new:
        return old["date"] == new["date"] or differing == 1
    return differing == 1 or shared > differing
