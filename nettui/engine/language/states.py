"""What became of a rule, a need, an option: the bytes of a result, and their words.

Truths are 0 false, 1 unknown, 2 true everywhere in the engine.
"""

from __future__ import annotations

from typing import Final

FALSE, UNKNOWN, TRUE = 0, 1, 2

# What became of a rule.
NOT_MET, CANNOT_TELL, APPLIES, OVERRIDDEN, CONTRAINDICATED, NOT_CLEARED, CONFLICT, TO_CHECK = range(
    8
)
STATUS_WORDS: Final = (
    "not met",
    "cannot tell",
    "applies",
    "overridden",
    "contraindicated",
    "not cleared",
    "conflict",
    "applies once checked",
)

# What became of a need.
NOT_NEEDED, MET, MISSING, MAYBE_MISSING = range(4)
NEED_WORDS: Final = ("not needed", "known", "missing", "missing, may be needed")

# What holds an offered option (for one role and stage), from what holds least: CHECK is held by
# nothing but checks before starting.
CLEAR, CHECK, HELD, STOPPED = range(4)
