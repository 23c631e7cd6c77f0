"""Plugins in small files, read as publishing reads them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from nettui.engine.protocol.assemble import Contribution
from nettui.plugin.hooks_reader import gather

HERE = Path(__file__).parent


def module(place: str) -> ModuleType:
    """Return the module of a file (``bad/twice``) under this folder."""
    path = HERE / f"{place}.py"
    spec = importlib.util.spec_from_file_location(f"plugins_of_tests_{path.stem}", path)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def given(place: str) -> Contribution:
    """Return what the plugin in a file gives, at the layer that the file names."""
    made = module(place)
    layer = "base" if place == "good/ground" else getattr(made, "LAYER", "guideline")
    origin = "base" if layer == "base" else Path(place).name
    card, verbs = gather(made)
    return Contribution(origin, layer, card, {hook: tuple(items) for hook, items in verbs.items()})
