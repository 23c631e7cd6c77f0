"""Read by every Python that the tests start: no nettui that is set up on this machine reaches it.

Not an allow-list, a sign-off, a store or a published protocol of the machine, nor those of the
environment that the tests are run from. ``NETTUI_TESTS_ROOT`` is the folder that stands for both.
Nothing of nettui is imported here: what a start imports is itself tested.
"""

from __future__ import annotations

import os
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

MODULE = "nettui.installation"


def kept_apart(module: ModuleType) -> None:
    """Have nettui be installed where nothing is set up for it."""
    module.ENVIRONMENT = Path(os.environ["NETTUI_TESTS_ROOT"])  # type: ignore[attr-defined]
    module.SERVER = module.ENVIRONMENT / "no-server"  # type: ignore[attr-defined]


class Apart(MetaPathFinder, Loader):
    """Imports the module that says where nettui is installed."""

    def __init__(self) -> None:
        self._loader: Loader | None = None

    def find_spec(self, name: str, *_where: object) -> ModuleSpec | None:
        """Find the module as others do, to be changed once it is read."""
        if name != MODULE or self._loader is not None:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec is not None:
            self._loader, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module as others do."""
        assert self._loader is not None
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Read the module, then change what it says."""
        assert self._loader is not None
        self._loader.exec_module(module)
        kept_apart(module)


if MODULE in sys.modules:
    kept_apart(sys.modules[MODULE])
else:
    sys.meta_path.insert(0, Apart())
