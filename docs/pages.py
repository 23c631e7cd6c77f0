"""Writes what is made from the program: a page for each plugin of the protocol, the record field
by field, the concordance, and the schema of a plan as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nettui.cohort import concordance
from nettui.exchange.plan_json import SCHEMA, schema_text
from nettui.exchange.protocol_page import page
from nettui.exchange.record_page import record_page
from nettui.plugin.publish import current

FOLDER = Path(__file__).parent


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each file that is made from the program, with what it must say."""
    full = current()
    for plugin in full.plugins:
        yield FOLDER / "protocol" / f"{plugin['name']}.md", page(full, plugin["name"])
    yield FOLDER / "record.md", record_page()
    yield FOLDER / "concordance.md", concordance.page(current(base_only=True), full)
    yield SCHEMA, schema_text()


if __name__ == "__main__":
    for path, text in pages():
        path.write_text(text, "utf-8")
