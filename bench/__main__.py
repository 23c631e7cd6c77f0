"""``make bench``: every measurement, one table. Medians; ratios from runs that took turns."""

from __future__ import annotations

import os
import sys

from bench import drafts, key, letters, plans, protocol, terminal

PARTS = {
    "400 synthetic rules": plans.report,
    "the protocol in force": protocol.report,
    "a key": key.report,
    "start and screen": terminal.report,
    "drafts and silence": drafts.report,
    "letters typed": letters.report,
}


def main(named: list[str]) -> None:
    """Print the parts named, all when none is."""
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for title, report in PARTS.items():
        if not named or any(word in title for word in named):
            print(f"\n{title}")
            for text in report():
                print(f"  {text}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
