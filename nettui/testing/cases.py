"""Cases planned under the author's protocol: the base, what comes with nettui, and the plugin."""

from __future__ import annotations

import datetime
import importlib
import json
import tomllib
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import frozen

from nettui.case.files.codec import CaseError, load, loads_json
from nettui.case.record.case import CaseFile, Expect
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import library
from nettui.plugin import assembly
from nettui.plugin.check import Checked, check
from nettui.plugin.hooks_reader import gather
from nettui.plugin.problems import Refused
from nettui.testing.expectations import unmet

RunCase = Callable[..., Plan]
"""``run_case(name, changes=None)``: a case of ``cases/`` or of the library, planned."""

# The day of a case that names none: tests tell the same on every day.
TODAY = datetime.date(2026, 1, 1)


@frozen(slots=False)
class UnderTest:
    """A plugin and its companions, with the folder of its project."""

    plugin: Contribution
    beside: tuple[Contribution, ...]
    folder: Path

    @cached_property
    def checked(self) -> Checked:
        """What is taken and what is wrong, as publishing would say."""
        return check([*self.beside, self.plugin])

    @cached_property
    def protocol(self) -> Protocol:
        """Everything together. Raises `Refused` when the plugin cannot be in force."""
        own = tuple(p for p in self.checked.problems if p.plugin == self.plugin.origin and p.grave)
        if own:
            raise Refused(own)
        return assemble(self.checked.taken)

    @cached_property
    def without(self) -> Protocol:
        """The protocol without the plugin."""
        return assemble(check(self.beside).taken)

    def case_files(self) -> list[Path]:
        """Return the plugin's own cases."""
        place = self.folder / "cases"
        return library.case_files(place) if place.is_dir() else []

    def run_case(self, name: str, changes: Mapping[str, Any] | None = None) -> Plan:
        """Return the plan of a case by its file name, with changes to its sections.

        A table of changes replaces single fields of a section, a list adds entries to a dated one.
        """
        path = self.folder / "cases" / f"{name}.toml"
        if not path.exists():
            found = library.named(name)
            if found is None:
                raise LookupError(f"There is no case '{name}' in cases/ or in the library.")
            path = found
        file = _changed(path, changes) if changes else load(path)
        return plan(file.case, file.as_of or TODAY, self.protocol)

    def unmet(self, path: Path) -> tuple[str, ...]:
        """Return every expectation of a case that its plan does not meet."""
        try:
            file = load(path)
        except CaseError as refused:
            return tuple(map(str, refused.faults))
        if file.expect == Expect():
            return ("It expects nothing: add [expect] with must, must_not or unknown.",)
        return unmet(plan(file.case, file.as_of or TODAY, self.protocol), file.expect)


def read(name: str, module: str, layer: str, folder: Path) -> UnderTest:
    """Return the plugin of a project with the base protocol and what comes with nettui."""
    place, _, attribute = module.partition(":")
    made: Any = importlib.import_module(place)
    card, verbs = gather(getattr(made, attribute) if attribute else made)
    given = {hook: tuple(items) for hook, items in verbs.items()}
    beside, problems = assembly.bundled()
    if not beside:
        raise Refused(tuple(problems))
    return UnderTest(Contribution(name, layer, card, given), tuple(beside), folder)


def _changed(path: Path, changes: Mapping[str, Any]) -> CaseFile:
    raw = tomllib.loads(path.read_text("utf-8"))
    for section, change in changes.items():
        if isinstance(change, Mapping):
            raw.setdefault(section, {}).update(change)
        else:
            raw.setdefault(section, []).extend(change)
    return loads_json(json.dumps(raw, default=str))
