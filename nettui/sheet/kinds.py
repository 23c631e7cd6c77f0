"""The kinds of line that a plan has: the word, sign and tone of each, and what it means.

One table for text, Markdown, terminal and help. Signs are ASCII, so that no terminal lacks them.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen


@frozen(eq=False)
class Kind:
    """One kind of line: its word, the sign before it, the name of its tone, what it means."""

    word: str
    sign: str = ""
    tone: str = ""
    help: str = ""


# Options and rules, by the group in which the plan has them.
CONFLICT = Kind("Conflict", "#", "conflict", "sources disagree; nothing is chosen for you")
DO = Kind("Do", "+", "do", "recommended strongly, and nothing stands in the way but its checks")
CONSIDER = Kind("Consider", "o", "consider", "recommended with a condition, or an option")
NOT_CLEARED = Kind(
    "Not cleared", "!", "held", "would be offered, but something must be known first"
)
CANNOT_TELL = Kind("Cannot tell", "?", "unknown", "a fact that would decide it is not known")
CONTRAINDICATED = Kind("Contraindicated", "X", "stop", "a stop holds; the reason stands below it")
NOT_NOW = Kind("Not now", "-", "", "a rule whose condition is not met; press a to see all of them")
NOTE = Kind("Note", "i", "", "information, grade or route, order of options, judgement")

OF_GROUP: Mapping[str, Kind] = {
    "conflict": CONFLICT,
    "do": DO,
    "consider": CONSIDER,
    "not_cleared": NOT_CLEARED,
    "cannot_tell": CANNOT_TELL,
    "contraindicated": CONTRAINDICATED,
    "not_now": NOT_NOW,
    "note": NOTE,
}

# What else a rule may say.
GRADE = Kind("Grade", "i", "", "the grade, and the rule that gives it")
ROUTE = Kind("Route", "i", "", "how far the disease extends, and the rule that says so")
READING = Kind("Reading", "i", "", "how another source reads the same grade")
ORDER = Kind("Order", "i", "", "which of several options goes first, and why")
OVERRIDDEN = Kind("Overridden", "-", "", "a rule that another one replaces; the reason is below it")
PITFALL = Kind("Pitfall", "i", "", "an error that is easily made in a case like this")
JUDGEMENT = Kind("Judge", "i", "title", "a question that only the board can judge")

# What the record says that cannot wait.
EMERGENCY = Kind("Urgent", "!", "stop", "an emergency on record, or the question whether it is one")

# What the work-up needs.
ASK_FIRST = Kind(
    "Ask first",
    "!",
    "held",
    "something in the record that is not clear; nothing that rests on it is cleared before",
)
ASKED = Kind(
    "Ask", "!", "held", "a question that decides much, and who can answer it; Enter goes there"
)
NOT_YET = Kind("Waits", "?", "held", "a question that cannot be answered now, and what stops it")
MISSING = Kind("Missing", "!", "held", "work-up that is needed and not known")
MAY_BE_NEEDED = Kind(
    "May be needed", "?", "unknown", "work-up that may be needed, once something else is known"
)
KNOWN = Kind("Known", "+", "", "an item of the work-up that is known")
NOT_NEEDED = Kind("Not needed", "-", "", "an item of the work-up that this case does not need")
FOLLOWS = Kind("")  # what would lead in a stage, below a branch
ASK = Kind("Ask", "?", "unknown")  # on paper: what is not known by what it decides
UNKNOWN = Kind("Question", "?", "unknown", "a fact that is not known, and what waits for it")
BRANCH = Kind(
    "If", "?", "unknown", "what the plan would be with this answer; nothing is recommended by it"
)

# Guards on an option.
STOP = Kind("Stop", "X", "stop", "a reason against the option that nothing outweighs")
CAUTION = Kind("Caution", "!", "held", "something to mind if the option is chosen")
CHECK = Kind(
    "Check first",
    "!",
    "held",
    "a routine check that is not done or too old; the option is not cleared before",
)
FIRST = Kind("First", "!", "held", "something to do before anything else, or before an option")

# What to mind of an option that may be given, unlike a stop.
TO_MIND = (FIRST, CAUTION)

# Follow-up.
DUE = Kind("Due", "@", "do", "follow-up with its dates")
OVERDUE = Kind("OVERDUE", "!", "stop", "follow-up that should have been done by now")
NO_DATE = Kind("No date", "?", "unknown", "follow-up; the day that it counts from is not known")

# The record and the program.
RECORD = Kind("Check", "!", "held", "something in the record that should be checked")
PLUGIN = Kind("Plugin", "!", "held", "a plugin that is not in force as it should be, and why")
HEAD = Kind("")
RECEIPT = Kind("")
FOLDED = Kind("Folded")
MORE = Kind("")  # how many more an item of several has than it names
MARKS = Kind("Marks")
PLUGINS = Kind("Plugins")
PROTOCOL = Kind("Protocol")
CASE = Kind("Case")

# Notes below a line.
NEEDS = Kind("", "!", "held")
WAITS_FOR = Kind("", tone="unknown")
UNTOLD = Kind("", tone="unknown")
HOLDS = Kind("Holds")
CAPS = Kind("Caps the plan")
DECIDES = Kind("Decides")
CONCERNS = Kind("Concerns")
MAY_CHANGE = Kind("May change", tone="held")
WANTED = Kind("Wanted")
OVERRIDDEN_BY = Kind("By")
SIDE = Kind("")
AGAINST = Kind("against")

# Why: the clauses of a condition, what a need asks for, what an entry rests on, what would change.
STATUS = Kind("Status")
CONDITION = Kind("Its condition holds")
YES = Kind("Yes", "+", "do")
OPEN = Kind("Cannot tell", "?", "unknown")
NO = Kind("No", "x", "stop")
DECIDED_BY = Kind("Decided by", "?", "unknown")
HAS = Kind("Known", "+")
LACKS = Kind("Not known", "!", "held")
WHILE_MISSING = Kind("While missing", "!", "held")
BLOCKS = Kind("Holds", "!", "held")
WAITING = Kind("", "-")
OVERRIDER = Kind("Overridden by", "-")
MAY_OVERRIDE = Kind("May override", "-")
OVERRIDES = Kind("Overrides", "-")
REASON = Kind("Reason")
RANKS = Kind("Ranks", "-")
DOSE = Kind("Dose", "i")
MONITORING = Kind("Monitoring", "i")
EVIDENCE = Kind("Evidence", "i")
DOES_NOT_HOLD = Kind("Does not hold", "i")
CITED = Kind("", '"')
FROM = Kind("From", "*")
SAID = Kind("")
CHANGED = Kind("", "*", "changed")
WOULD_CHANGE = Kind("", "*")
WOULD_DECIDE = Kind("", "?")

# The signs that help explains, in this order; of every word it says what it means.
SIGNS = (
    DO,
    CONSIDER,
    CONFLICT,
    NOT_CLEARED,
    CANNOT_TELL,
    CONTRAINDICATED,
    NOT_NOW,
    MISSING,
    NOTE,
    DUE,
)
# The kinds of lines that can be marked, so that help has to say what they mean.
EXPLAINED = (
    *OF_GROUP.values(),
    *(GRADE, ROUTE, READING, ORDER, OVERRIDDEN, PITFALL, JUDGEMENT),
    *(EMERGENCY, ASK_FIRST, ASKED, NOT_YET, MISSING, MAY_BE_NEEDED, KNOWN, NOT_NEEDED, UNKNOWN),
    BRANCH,
    *(STOP, CAUTION, CHECK, FIRST),
    *(DUE, OVERDUE, NO_DATE),
    *(RECORD, PLUGIN),
)
HELP: Mapping[str, str] = {kind.word: kind.help for kind in EXPLAINED}

# How far a plan may be taken, as a person reads it.
STATUS_LABELS: Mapping[str, str] = {
    "definitive": "READY",
    "provisional": "PROVISIONAL",
    "blocked": "NOT READY",
    "out_of_scope": "OUT OF SCOPE",
}


def status_label(word: str) -> str:
    """Return the status of a plan as it is named in a list: ``not ready``."""
    return STATUS_LABELS[word].lower() if word in STATUS_LABELS else word
