"""Whether what a plugin changes may be changed: overrides, contradictions, settings."""

from __future__ import annotations

from collections.abc import Iterator

from nettui.case.base.nearest import did_you_mean
from nettui.engine.language.rules import Override, Rule
from nettui.engine.protocol.entry import layer_rank
from nettui.plugin.check_names import missing
from nettui.plugin.inventory import NamedEntry, Parts, Scene, Spoken
from nettui.plugin.problems import Problem


def overrides(own: Parts, scene: Scene) -> Iterator[Problem]:
    """Every target is there, at that version, and may be overridden from here."""
    for stage, act in own.acts:
        if not isinstance(act, Override):
            continue
        name, _, version = act.target.rpartition("@")
        target = scene.acts.get(name)
        if target is None:
            yield _missing(own, scene, act, name)
            continue
        about = {"entry": act.id, "target": act.target, "name": name}
        if not isinstance(target.act, Rule):
            kind = type(target.act).__name__.lower()
            yield own.problem("target_kind", act, **about, kind=kind)
            continue
        if int(version) != target.act.version:
            yield own.problem("target_changed", act, **about, version=target.act.version)
        if target.act.fixed:
            yield own.problem("target_fixed", act, **about)
        if layer_rank(target.layer) > layer_rank(own.given.layer):
            ours, theirs = own.given.layer, target.layer
            yield own.problem("target_above", act, **about, ours=ours, theirs=theirs)
        if target.stage != stage:
            yield own.problem("target_stage", act, **about, ours=stage, theirs=target.stage)
        if target.act.answer and not act.answer:
            yield own.problem("target_answers", act, **about)
        circle = _circle(scene, f"{own.name}:{act.id}")
        if circle:
            yield own.problem("target_circle", act, names=", ".join(sorted(circle)))


def _circle(scene: Scene, name: str) -> tuple[str, ...]:
    """Return the overrides of the circle that an override is part of, empty for none."""
    path = [name]
    while isinstance(act := _act(scene.acts.get(path[-1])), Override):
        target = act.target.rpartition("@")[0]
        if target in path:
            return tuple(path) if target == name else ()
        path.append(target)
    return ()


def _act(spoken: Spoken | None) -> object:
    return spoken.act if spoken else None


def _missing(
    own: Parts, scene: Scene, act: Rule, name: str, kind: str = "target_missing"
) -> Problem:
    near = did_you_mean(name, scene.acts)
    return own.problem(kind, act, entry=act.id, target=name, near=near)


def against(own: Parts, scene: Scene) -> Iterator[Problem]:
    """What a rule contradicts is there, at that version where one is named."""
    contradicted = (
        (act, named) for _, act in own.acts if isinstance(act, Rule) for named in act.against
    )
    for act, named in contradicted:
        name, _, version = named.partition("@")
        target = scene.acts.get(name)
        now = getattr(_act(target), "version", 1)
        if target is None:
            yield _missing(own, scene, act, name, kind="against_missing")
        elif version and version != str(now):
            about = {"entry": act.id, "target": named, "name": name}
            yield own.problem("target_changed", act, **about, version=now)


def settings(own: Parts, scene: Scene) -> Iterator[Problem]:
    """Only an institution sets parameters, within their bounds, one institution each."""
    for setting in own.settings:
        name = setting.parameter
        if own.given.layer != "institution":
            yield own.problem("setting_layer", setting, name=name, layer=own.given.layer)
        parameter = scene.parameters.get(name)
        if parameter is None:
            entry = NamedEntry("setting " + name, "tables", setting)
            yield missing(own, scene, entry, "parameter", name)
        elif not parameter.low <= setting.value <= parameter.high:
            yield own.problem(
                "setting_bounds",
                setting,
                name=name,
                value=f"{setting.value:g}",
                low=f"{parameter.low:g}",
                high=f"{parameter.high:g}",
            )
        others = [other for other in scene.owners["setting", name] if other != own.name]
        if others:
            yield own.problem("setting_twice", setting, name=name, others=", ".join(sorted(others)))
