"""Why something is changed that somebody relied on: the reasons that are usual."""

from __future__ import annotations

AMENDMENTS = (
    "new result",
    "late report",
    "correction of an entry error",
    "review of pathology or imaging",
    "the patient's condition has changed",
)
"""Of a record on which a board has decided."""
CORRECTIONS = (
    "correction of an entry error",
    "recorded for the wrong case",
    "the board has reconsidered",
)
"""Of a decision."""
UNSEEN = "Not taken: only what can be seen may stand in a reason."
