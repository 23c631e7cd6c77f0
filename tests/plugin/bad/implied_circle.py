"""Two rows, each of which follows from the other."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Card, Implied, fact, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="implied_circle", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_tables() -> Iterable[Implied]:
    return (
        Implied(
            name="one",
            fact="function.functional",
            value="no",
            when=fact("function.syndrome").is_("none"),
            says="one.",
            statements=("S01",),
        ),
        Implied(
            name="two",
            fact="function.syndrome",
            value="none",
            when=fact("function.functional").is_("no"),
            says="two.",
            statements=("S01",),
        ),
    )
