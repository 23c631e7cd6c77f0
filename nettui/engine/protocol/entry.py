"""An entry of a protocol: one act, with what the loader stamps on it, read by its properties."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from nettui.engine.language import serialize as verb_data
from nettui.engine.language.rules import Act, Due, Rule
from nettui.engine.language.serialize import Data
from nettui.engine.language.stages import LAYERS, STAGES

SPEAKS = ("rule", "override", "judgement")
CATALOGUE = "catalogue"
RECORD = "record"
_STAGE_ORDER: dict[str, int] = {stage: n for n, stage in enumerate((CATALOGUE, *STAGES))}
_LAYER_ORDER: dict[str, int] = {layer: n for n, layer in enumerate(LAYERS)}


def _text(key: str, default: str = "") -> cached_property[str]:
    """Return a property of an entry: a text of its data, read once."""
    return cached_property(lambda entry: str(entry.raw.get(key, default)))


def _texts(*keys: str) -> cached_property[tuple[str, ...]]:
    """Return a property of an entry: the texts under these keys of its data, read once."""
    return cached_property(lambda entry: tuple(t for key in keys for t in entry.raw.get(key, ())))


class Entry:
    """One act of the protocol, with what the loader stamps on it: origin, stage, layer.

    Its properties are read from the data without building the verb; each is empty where an entry
    of its kind has no such thing.
    """

    def __init__(self, raw: Data) -> None:
        self.id: str = raw["id"]
        self.origin: str = raw["origin"]
        self.stage: str = raw["stage"]
        self.layer: str = raw["layer"]
        self.raw: Data = raw["act"]
        self.kind: str = self.raw["verb"]
        # Who signed it off for clinical use, where somebody has.
        self.signed: Data | None = None

    says = _text("says")
    statements = _texts("statements")
    sources = _texts("sources")
    cites = _texts("statements", "sources")
    where = _text("where")
    """File and line at which its author wrote it."""
    written_mark = _text("mark", "base")
    """How well its author says it is founded; a later sign-off does not change it."""

    options = _texts("options")
    """The options that a rule offers, a guard guards."""
    role = _text("role", "primary")
    strength = _text("strength")
    answer = _texts("answer")
    intent = _text("intent")
    flags = _texts("flags")
    status_cap = _text("status")
    """The status of the plan at most, where a rule speaks."""
    reason = _text("reason")
    """Why it overrides."""

    first = _texts("first")
    over = _texts("over")
    """The options that an order puts behind its ``first``."""
    roles = _texts("roles")
    """The roles that a guard or an order concerns; none: all but ``except_roles``."""
    except_roles = _texts("except_roles")

    @cached_property
    def against(self) -> tuple[str, ...]:
        """The ids of the rules that it contradicts."""
        return tuple(name.partition("@")[0] for name in self.raw.get("against", ()))

    @property
    def due(self) -> Due | None:
        """When something is due by it."""
        return self.act.due if isinstance(self.act, Rule) else None

    @property
    def is_unconditional(self) -> bool:
        """Whether it holds for every patient."""
        return not self.raw.get("when")

    @property
    def mark(self) -> str:
        """How well it is founded (``MARKS``); ``signed`` once somebody has signed it off."""
        return "signed" if self.signed else self.written_mark

    @property
    def version(self) -> int:
        """Which version of a rule it is, from 1."""
        return int(self.raw.get("version", 1))

    @property
    def full_id(self) -> str:
        """The id with its version: ``base:systemic.ssa@1``."""
        return f"{self.id}@{self.version}"

    @cached_property
    def act(self) -> Act:
        """The verb itself."""
        return verb_data.from_checked(self.raw)  # type: ignore[return-value]

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id}>"


def stage_rank(stage: str) -> int:
    """Return the place of a stage in the order of evaluation, 0 for the catalogue."""
    return _STAGE_ORDER[stage]


def layer_rank(layer: str) -> int:
    """Return 0 for base, 1 for guideline, 2 for institution."""
    return _LAYER_ORDER[layer]


def role_in(role: str, roles: Iterable[str], except_roles: Iterable[str]) -> bool:
    """Say whether a guard or cap for these roles (none: all) concerns the role."""
    roles = tuple(roles)
    return (not roles or role in roles) and role not in tuple(except_roles)
