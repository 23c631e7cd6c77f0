"""Read by every Python that the tests start: no nettui that is set up on this machine reaches it.

Not an allow-list, a sign-off, a store or a published protocol of the machine, nor those of the
environment that the tests are run from. ``NETTUI_TESTS_ROOT`` is the folder that stands for both.
"""

import os
from contextlib import suppress
from pathlib import Path

with suppress(ImportError):  # a Python in which nettui is not installed
    from nettui import installation

    installation.ENVIRONMENT = Path(os.environ["NETTUI_TESTS_ROOT"])
    installation.SERVER = installation.ENVIRONMENT / "no-server"
