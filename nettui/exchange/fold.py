"""How far a report is folded to fit its reader's screen: one table, from full to shortest."""

from __future__ import annotations

from attrs import frozen

from nettui.case.base.plain import Plain

_OPTIONS = frozenset(("Consider", "Contraindicated", "Not cleared", "Pitfall"))
_ALL = _OPTIONS | {"Do", "Due", "Decide", "Block"}
_NO_END = 999


@frozen(kw_only=True, repr=False, eq=False)
class Fold(Plain):
    """What makes room.

    ``do`` and ``consider``: sentences told of an option to do or to consider; ``questions`` and
    ``facts``: open questions told apart, and facts named in the one that asks the rest; ``runs``:
    labels whose lines run in one line, of at most ``items``, the rest counted. ``counted_from``:
    what dates count from. ``standing``: guards that always hold, on options that do not come
    first. ``short``: places of a group in one line, fewer headings, and guards on options that do
    not come first are counted.
    """

    do: int = _NO_END
    consider: int = _NO_END
    questions: int = 6
    facts: int = 9
    runs: frozenset[str] = frozenset()
    items: int = _NO_END
    counted_from: bool = False
    standing: bool = False
    short: bool = False


FOLDS = (
    Fold(counted_from=True, standing=True),
    Fold(do=1, consider=0, questions=4, facts=7, standing=True),
    Fold(do=1, consider=0, questions=0, facts=5),
    Fold(do=1, consider=0, questions=0, facts=3, runs=_OPTIONS),
    Fold(do=0, consider=0, questions=0, facts=3, runs=_ALL),
    Fold(do=0, consider=0, questions=0, facts=2, runs=_ALL, short=True),
    Fold(do=0, consider=0, questions=0, facts=2, runs=_ALL, short=True, items=5),
    Fold(do=0, consider=0, questions=0, facts=2, runs=_ALL, short=True, items=3),
    Fold(do=0, consider=0, questions=0, facts=2, runs=_ALL, short=True, items=2),
)
FULL = FOLDS[0]
