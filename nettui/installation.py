"""Where nettui is installed: for a whole computer, or in an environment of its own."""

from __future__ import annotations

import sys
from pathlib import Path

SERVER = Path("/etc/nettui")
"""The folder that is there where an administrator has set nettui up for the whole computer."""

ENVIRONMENT = Path(sys.prefix)
"""The Python environment in which nettui is installed."""


def is_server() -> bool:
    """Return whether an administrator has set nettui up for the whole computer."""
    return SERVER.is_dir()


def root() -> Path:
    """Return the folder under which etc/ and var/ are read."""
    return Path("/") if is_server() or str(ENVIRONMENT) == "/usr" else ENVIRONMENT
