"""Help: the keys of the screen one came from, and what signs and words mean."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.tui.rows.lines import Row

_SIGNS = (
    ("+", "Do", "do", "recommended strongly, and nothing stands in the way"),
    ("o", "Consider", "consider", "recommended with a condition, or an option"),
    ("#", "Conflict", "conflict", "sources disagree; nothing is chosen for you"),
    ("!", "Not cleared", "held", "would be offered, but something must be known first"),
    ("?", "Cannot tell", "unknown", "a fact that would decide it is not known"),
    ("X", "Contraindicated", "stop", "a stop holds; the reason stands below it"),
    ("-", "Not now", "", "a rule whose condition is not met; press a to see all of them"),
    ("!", "Missing", "held", "work-up that is needed and not known"),
    ("i", "Note", "", "information, grade or route, order of options, judgement"),
    ("@", "Due", "do", "follow-up with its dates"),
)


def help_rows(keys: Iterable[tuple[str, str, str]]) -> tuple[Row, ...]:
    """Return help for keys given as key, name and what it does."""
    rows = [Row(title="Keys", heading=True)]
    for n, (key, name, does) in enumerate(keys):
        rows.append(Row(sign="-", word=key, title=name, tail=does, key=f"key:{n}"))
    rows.append(Row(title="Signs", heading=True))
    for n, (sign, word, tone, means) in enumerate(_SIGNS):
        rows.append(Row(sign=sign, word=word, tone=tone, title=means, key=f"sign:{n}"))
    rows.append(Row(title="How to read a plan", heading=True))
    rows += [
        Row(title=text, key=f"read:{n}")
        for n, text in enumerate(
            (
                "nettui advises a tumour board; it never decides.",
                "Missing is never no: what is not known stays open and is said to be.",
                "Every line cites what it rests on. S39 is a statement of the base protocol; "
                "a name such as lung: is the plugin that contributed it.",
                "Definitive: nothing that the protocol needs is missing. Provisional: it may "
                "still change. Blocked: something must be known first.",
            )
        )
    ]
    return tuple(rows)
