"""``python -m nettui`` is ``nettui``."""

from __future__ import annotations

import sys

from nettui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
