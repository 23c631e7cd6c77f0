"""Checked contributions of plugins become one protocol, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.engine.language import serialize as verb_data
from nettui.engine.language.serialize import Data
from nettui.engine.language.stages import STAGES
from nettui.engine.protocol.entry import CATALOGUE, layer_rank, stage_rank
from nettui.engine.protocol.protocol import Protocol

FORMAT = 5


@frozen(repr=False, eq=False)
class Contribution(Plain):
    """What one plugin gave, as data: its card, and its verbs by hook (``workup``, ``options``)."""

    origin: str
    layer: str
    card: Data
    given: Mapping[str, tuple[Data, ...]]

    def verbs(self, hook: str) -> tuple[Data, ...]:
        """Return what its hook gave, empty when it has no such hook."""
        return self.given.get(hook, ())

    @cached_property
    def digest(self) -> str:
        """Digest of all that it gave."""
        return verb_data.digest(
            {"card": self.card, **{hook: list(items) for hook, items in self.given.items()}}
        )


def assemble(contributions: Iterable[Contribution]) -> Protocol:
    """Put checked contributions together. Their order makes no difference.

    What they give must have been checked (`nettui.plugin.check`): ids unique, targets present.
    """
    givers = sorted(contributions, key=lambda c: (layer_rank(c.layer), c.origin))
    entries: list[Data] = []
    options: list[Data] = []
    tables: list[Data] = []
    parameters: list[Data] = []
    implied: list[Data] = []
    excluded: list[Data] = []
    settings: dict[str, Data] = {}
    statements: dict[str, str] = {}
    sources: dict[str, str] = {}
    for giver in givers:
        stamp = {"origin": giver.origin, "layer": giver.layer}
        statements.update(giver.card.get("statements", {}))
        sources.update(giver.card.get("sources", {}))
        for item in giver.verbs("options"):
            guards = item.get("guards", [])
            bare = {key: value for key, value in item.items() if key != "guards"}
            options.append({"option": bare, **stamp})
            for guard in guards:
                act = {"verb": "guard", **guard}
                gid = f"{giver.origin}:{guard['id']}"
                entries.append({"id": gid, "stage": CATALOGUE, "act": act, **stamp})
        for item in giver.verbs("tables"):
            match item["verb"]:
                case "table":
                    tables.append({"table": item, **stamp})
                case "parameter":
                    parameters.append({"parameter": item, **stamp})
                case "setting":
                    settings[item["parameter"]] = {**item, **stamp}
                case "implied":
                    implied.append({"implied": item, **stamp})
                case "excluded":
                    excluded.append({"excluded": item, **stamp})
        for stage in STAGES:
            for act in giver.verbs(stage):
                eid = f"{giver.origin}:{act['id']}"
                entries.append({"id": eid, "stage": stage, "act": act, **stamp})
    entries.sort(key=lambda e: (stage_rank(e["stage"]), layer_rank(e["layer"]), e["id"]))
    options.sort(key=lambda o: o["option"]["id"])
    tables.sort(key=lambda t: t["table"]["name"])
    parameters.sort(key=lambda p: p["parameter"]["name"])
    return Protocol(
        {
            "format": FORMAT,
            "plugins": [
                {
                    "name": giver.origin,
                    "layer": giver.layer,
                    "version": giver.card["version"],
                    "purpose": giver.card["purpose"],
                    "contact": giver.card["contact"],
                    "sites": list(giver.card.get("sites", ())),
                    "digest": giver.digest,
                }
                for giver in givers
            ],
            "entries": entries,
            "options": options,
            "tables": tables,
            "parameters": parameters,
            "implied": implied,
            "excluded": excluded,
            "settings": [settings[name] for name in sorted(settings)],
            "statements": dict(sorted(statements.items())),
            "sources": dict(sorted(sources.items())),
        }
    )
