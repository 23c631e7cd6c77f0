"""The protocol in force: the base protocol with the plugins, assembled under one digest."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from nettui.engine.data import to_data
from nettui.engine.protocol import Contribution, Protocol, assemble
from nettui.plugin.hookspecs import HOOKS


def current(*, base_only: bool = False, without: tuple[str, ...] = ()) -> Protocol:
    """Return the protocol in force, of the base protocol alone or without some plugins."""
    given = [collect(importlib.import_module("nettui.guideline"), "base")]
    if not base_only:
        given += [collect(module, "guideline") for module in bundled()]
    return assemble(c for c in given if c.origin not in without)


def bundled() -> list[ModuleType]:
    """Return the plugins that come with nettui, by name."""
    import nettui_plugins

    names = sorted(m.name for m in pkgutil.iter_modules(nettui_plugins.__path__) if m.ispkg)
    modules = [importlib.import_module(f"nettui_plugins.{name}") for name in names]
    return [module for module in modules if hasattr(module, "nettui_card")]


def collect(module: ModuleType, layer: str) -> Contribution:
    """Return what the hooks of a plugin give."""
    card = to_data(module.nettui_card())
    given = {
        hook: tuple(to_data(verb) for verb in getattr(module, spec.__name__)())
        for hook, spec in HOOKS.items()
        if hasattr(module, spec.__name__)
    }
    return Contribution(origin=card["name"], layer=layer, card=card, given=given)
