"""Two tables that read each other."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Card, Row, Table, derived, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="table_circle", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_tables() -> Iterable[Table]:
    return (
        Table(name="one", label="One", rows=(Row(when=derived("two").known, value="yes"),)),
        Table(name="two", label="Two", rows=(Row(when=derived("one").known, value="yes"),)),
    )
