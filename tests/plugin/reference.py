"""The generated parts of docs/protocol-author.md. Run as a module to write them anew."""

from __future__ import annotations

import re
from pathlib import Path

from nettui.plugin import hookspecs
from nettui.plugin.problem_kinds import KINDS, NO_PLAN, WARNINGS

DOCUMENT = Path(__file__).parents[2] / "docs" / "protocol-author.md"


def hooks() -> str:
    """Return every hook with what it gives and what it is for."""
    specs = [hookspecs.nettui_card, *hookspecs.HOOKS.values()]
    lines = ["| hook | returns | |", "|---|---|---|"]
    for spec in specs:
        returns = str(spec.__annotations__["return"]).replace("|", "or")
        says = " ".join((spec.__doc__ or "").split())
        lines.append(f"| `{spec.__name__}()` | `{returns}` | {says} |")
    return "\n".join(lines)


def problems() -> str:
    """Return every kind of problem with its words left open."""
    lines = ["| | what | fix |", "|---|---|---|"]
    for kind, (what, fix) in KINDS.items():
        note = " (noted)" if kind in WARNINGS else " (no plan)" if kind in NO_PLAN else ""
        cells = (_open(text).replace("|", "or") for text in (what, fix))
        lines.append(f"| {kind.replace('_', ' ')}{note} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _open(text: str) -> str:
    """Return a sentence with its open places as dots."""
    return re.sub(r"'?\{\w+\}'?", "…", text)


def written(text: str) -> str:
    """Return the document with its generated parts written anew."""
    for name, block in (("hooks", hooks()), ("problems", problems())):
        head, mark, rest = text.partition(f"<!-- {name}: generated")
        first, _, after = rest.partition("\n")
        _, end, tail = after.partition("<!-- end -->")
        text = f"{head}{mark}{first}\n\n{block}\n\n{end}{tail}"
    return text


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text("utf-8")), "utf-8")
