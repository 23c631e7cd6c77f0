"""``nettui rows``: readings, routing rows, updates, therapies and site rows, as statements are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nettui.cli.statements import add_as

if TYPE_CHECKING:
    from nettui.engine.protocol.protocol import Protocol


def add(subparsers: Any) -> None:
    """Add the command."""
    add_as(
        subparsers,
        "rows",
        "list all other rows that rules cite (A07, RT-15, U15, PAN-NF-01) and the cases that "
        "meet them",
        _rows,
        with_plugin_cases=True,
    )


def _rows(protocol: Protocol) -> tuple[str, ...]:
    from nettui.cohort.coverage import row_names

    return row_names(protocol)
