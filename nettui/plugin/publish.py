"""The protocol in force: the base protocol with the plugins, assembled under one digest."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
from types import ModuleType

from nettui.engine.data import to_data
from nettui.engine.protocol import Contribution, Protocol, assemble
from nettui.plugin.check import Checked, check
from nettui.plugin.hookspecs import HOOKS
from nettui.plugin.problems import Refused


def current(*, base_only: bool = False, without: tuple[str, ...] = ()) -> Protocol:
    """Return the protocol in force, of the base protocol alone or without some plugins.

    Raises `Refused` when the base protocol cannot be in force.
    """
    return assemble(checked(base_only=base_only, without=without).taken)


def checked(*, base_only: bool = False, without: tuple[str, ...] = ()) -> Checked:
    """Return which plugins can be in force, and what is wrong with the others."""
    given = [collect(importlib.import_module("nettui.guideline"), "base", "base")]
    if not base_only:
        given += [
            collect(module, module.__name__.rpartition(".")[2], "guideline") for module in bundled()
        ]
    found = check((c for c in given if c.origin not in without), datetime.date.today())
    if "base" in found.refused:
        raise Refused(found.problems)
    return found


def bundled() -> list[ModuleType]:
    """Return the plugins that come with nettui, by name."""
    import nettui_plugins

    names = sorted(m.name for m in pkgutil.iter_modules(nettui_plugins.__path__) if m.ispkg)
    modules = [importlib.import_module(f"nettui_plugins.{name}") for name in names]
    return [module for module in modules if hasattr(module, "nettui_card")]


def collect(module: ModuleType, origin: str, layer: str) -> Contribution:
    """Return what the hooks of a plugin give."""
    card = to_data(module.nettui_card())
    given = {
        hook: tuple(to_data(verb) for verb in getattr(module, spec.__name__)())
        for hook, spec in HOOKS.items()
        if hasattr(module, spec.__name__)
    }
    return Contribution(origin=origin, layer=layer, card=card, given=given)
