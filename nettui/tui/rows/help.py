"""Help: the line one stands on, the screen, its keys, and what signs and words mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nettui.sheet.kinds import HELP, SIGNS
from nettui.tui.rows.layout import ListRow

_STATUS = {
    "ready": "nothing that is missing holds the plan back, nor does a check before what leads",
    "provisional": "it may still change: what is missing, or to check first, stands in the plan",
    "not ready": "something must be known before a plan can be made",
    "out of scope": "the protocol does not speak of this tumour",
}
# What is to be said of a line, by its word.
_MEANT = {**HELP, **_STATUS}
PLACES = {
    "Worklist": (
        "The worklist",
        "Type any part of an id, site, grade, status or title and the list follows; Enter opens "
        "the marked case. W-up counts the work-up items that are known of those needed.",
    ),
    "CaseScreen": (
        "The plan",
        "It follows every change of the record at once. On top stand who it is, how far the plan "
        "may go, and the six stages. Enter tells why the marked line stands as it does, x which "
        "single fact would change it.",
    ),
    "Record": (
        "The record",
        "What is known of the patient. A letter or digit types in the marked field, Enter keeps it "
        "and opens the next one that is asked for. The beginning of a word will do. Unknown, not "
        "done and n/a are typed as values. ^Z takes back. Each change is kept as a draft at once; "
        "^S saves.",
    ),
    "DecisionScreen": (
        "The decision of the board",
        "Say of each option what the board resolved. Nothing is recorded until it is signed; "
        "what is signed is never changed.",
    ),
    "ConflictScreen": (
        "Somebody else saved",
        "What both of you changed apart is kept. Where both changed the same field, choose; "
        "s puts it together, and nothing is saved before you save again.",
    ),
    "SettingsScreen": (
        "Settings",
        "They belong to this account alone, are kept at once, and hold nothing of any patient.",
    ),
}


def help_rows(
    keys: Iterable[tuple[str, str, str]], place: str = "", line: Iterable[ListRow] = ()
) -> tuple[ListRow, ...]:
    """Return help for keys given as key, name and what it does.

    ``place`` is the name of the screen's class, or Record; ``line`` is what is to be said of the
    marked line.
    """
    rows = list(line)
    if place in PLACES:
        title, text = PLACES[place]
        rows += [ListRow(title=title, heading=True), ListRow(title=text, key="place")]
    rows.append(ListRow(title="Keys", heading=True))
    for n, (key, name, does) in enumerate(keys):
        rows.append(ListRow(sign="-", word=key, title=name, tail=does, key=f"key:{n}"))
    rows.append(ListRow(title="Signs", heading=True))
    for n, kind in enumerate(SIGNS):
        rows.append(
            ListRow(
                sign=kind.sign, word=kind.word, tone=kind.tone, title=kind.help, key=f"sign:{n}"
            )
        )
    rows.append(ListRow(title="How to read a plan", heading=True))
    rows += [
        ListRow(title=text, key=f"read:{n}")
        for n, text in enumerate(
            (
                "nettui advises a tumour board; it never decides.",
                "Missing is never no: what is not known stays open and is said to be.",
                "Every line cites what it rests on. S39 is a statement of the base protocol; "
                "a name such as lung: is the plugin that contributed it.",
                *(f"{word.capitalize()}: {means}." for word, means in _STATUS.items()),
            )
        )
    ]
    return tuple(rows)


def line_rows(row: ListRow | None) -> Iterator[ListRow]:
    """Yield what is to be said of a line: what its word means, or what a field asks for."""
    if row is None or not row.key:
        return
    from nettui.tui.rows.field import FieldRow
    from nettui.tui.rows.typed_field import about

    if isinstance(row.subject, FieldRow):
        yield ListRow(title="This field", heading=True)
        for n, text in enumerate(about(row.subject)):
            yield ListRow(title=text, key=f"line:{n}")
    elif means := _MEANT.get(row.word):
        yield ListRow(title="This line", heading=True)
        yield ListRow(
            sign=row.sign,
            word=row.word,
            tone=row.tone,
            title=row.title,
            notes=((f"{row.word}: {means}", ""),),
            key="line",
        )
