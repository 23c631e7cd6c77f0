"""A document as Markdown; whatever comes from outside is text there and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nettui.display import safe
from nettui.engine.plan.plan import Plan
from nettui.exchange.document import Part
from nettui.exchange.layout import as_document
from nettui.sheet.doses import checked
from nettui.sheet.paper import applying, with_counts
from nettui.sheet.sheet import sheet

# What acts inside a line: markup, HTML, entities, mathematics, addresses, the cells of a table.
_ACTING = re.compile(r"[\\`*_\[\]|~$&<>@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_AS_NUMBER = "&<>@:."
# What makes a list, a heading or a rule where it begins a line.
_BEGINNING = re.compile(r"^(\d*)([.)#+=:-])")


def report(plan: Plan, title: str = "", *, every: bool = False) -> str:
    """Return the report of a plan as Markdown: all that applies, what does not is counted.

    ``every``: also each rule that does not hold, with its reasons.
    """
    full = sheet(plan, title, reasons=every)
    return as_markdown(as_document(full if every else with_counts(applying(full))))


def as_markdown(parts: Iterable[Part]) -> str:
    """Return a document as CommonMark without raw HTML."""
    lines: list[str] = []
    for n, part in enumerate(parts):
        lines += ([""] if n else []) + [f"{'##' if n else '#'} {escape(part.title)}", ""]
        for line in part.lines:
            label = f"**{escape(line.label)}:** " if line.label else ""
            text = escape(checked(line.text))
            text = text if label else _begun(text)
            basis = f" *\\[{escape(line.basis)}\\]*" if line.basis else ""
            lines.append(f"{'  ' * line.depth}- {label}{text}{basis}")
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return text that Markdown shows as it is: no markup, no HTML, no links, no table cells."""
    return _ACTING.sub(_still, safe(text))


def _still(found: re.Match[str]) -> str:
    character = found[0]
    return f"&#{ord(character)};" if character in _AS_NUMBER else f"\\{character}"


def _begun(text: str) -> str:
    return _BEGINNING.sub(r"\1\\\2", text)
