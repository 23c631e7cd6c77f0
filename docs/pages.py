"""Writes docs/protocol: one readable page for each plugin of the protocol in force."""

from __future__ import annotations

import sys
from pathlib import Path

from nettui.exchange.protocol_page import page
from nettui.plugin.publish import current

FOLDER = Path(__file__).parent / "protocol"


def main(origins: list[str]) -> None:
    """Write the pages of these plugins, of all when none is named."""
    protocol = current()
    for origin in origins or [p["name"] for p in protocol.plugins]:
        (FOLDER / f"{origin}.md").write_text(page(protocol, origin), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
