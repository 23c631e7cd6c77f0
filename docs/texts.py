"""Every text of the program that a person can read, one a line: `python -m docs.texts [KIND ...]`.

To be read as a whole by somebody of the field, before a release. Kinds: rule, guard, need, order,
judgement, override, option, fact, question, kind, help, tour; all of them where none is named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from nettui.case.base.spoken import spoken
from nettui.case.picture.why_unknown import WORDS
from nettui.case.record.facts import ENTERED
from nettui.engine.language.stages import STAGE_TITLES
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current
from nettui.sheet.kinds import HELP
from nettui.tui.rows.help import PLACES, help_rows
from nettui.tui.tour import STEPS


def texts(protocol: Protocol) -> Iterator[tuple[str, str, str]]:
    """Yield each text with its kind and where it comes from."""
    for entry in protocol.entries:
        yield entry.kind, entry.says, entry.id
        if entry.kind == "override":
            yield entry.kind, entry.reason, entry.id
    for name, option in protocol.options.items():
        for text in (option.label, option.dose, option.monitoring, option.evidence):
            if text:
                yield "option", text, name
    for name, table in protocol.vocabulary.items():
        if name not in ENTERED:
            yield "fact", table.label, name
    for name, fact in ENTERED.items():
        yield "fact", fact.label, name
        yield "fact", fact.missing, name
        yield "question", fact.question, name
        for word in fact.choices:
            yield "fact", spoken(fact, word) if not fact.lines else word, name
    for word, says in WORDS.items():
        yield "question", says, word
    for word, says in STAGE_TITLES.items():
        yield "kind", says, word
    for word, says in HELP.items():
        yield "kind", f"{word}: {says}", word
    for place in PLACES:
        for row in help_rows((), place):
            yield "help", row.title, "nettui/tui/rows/help.py"
    for step in STEPS:
        yield "tour", f"{step.title}: {step.text}", "nettui/tui/tour.py"


def main() -> None:
    """Print the texts of the kinds named, each once."""
    wanted = set(sys.argv[1:])
    seen: set[tuple[str, str]] = set()
    for kind, text, where in texts(current()):
        if (not wanted or kind in wanted) and (kind, text) not in seen:
            seen.add((kind, text))
            print(f"{kind}\t{text}\t{where}")


if __name__ == "__main__":
    main()
