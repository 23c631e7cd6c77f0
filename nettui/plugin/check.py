"""Whether what plugins give fits together: each whole or not at all, in any order.

A plugin that is refused takes with it those built on it, until nothing more is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from nettui.case.base.nearest import did_you_mean
from nettui.case.record.facts import FACTS
from nettui.engine.protocol.assemble import Contribution
from nettui.engine.protocol.entry import layer_rank
from nettui.plugin.check_changes import against, overrides, settings
from nettui.plugin.check_inferences import inferences
from nettui.plugin.check_names import citations, named
from nettui.plugin.check_reads import offers, order, tests
from nettui.plugin.hookspecs import API_VERSION
from nettui.plugin.inventory import GRADE, ROUTE, Parts, Scene, parts
from nettui.plugin.problems import Problem, problem
from nettui.plugin.site_scope import SITE, scoped


@frozen
class Checked:
    """Who can be in force, each kept to its sites, and all that is wrong."""

    taken: tuple[Contribution, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> tuple[str, ...]:
        """Names of the plugins of which nothing is used."""
        return tuple(sorted({p.plugin for p in self.problems if p.grave}))


def check(given: Iterable[Contribution]) -> Checked:
    """Return which plugins can be in force together, and what is wrong with the others."""
    problems: set[Problem] = set()
    standing: list[Parts] = []
    for contribution in sorted(given, key=lambda c: (layer_rank(c.layer), c.origin)):
        built = parts(contribution)
        if isinstance(built, Parts):
            # What cannot be built is refused as it came; all else is first kept to its sites.
            built = parts(scoped(contribution))
        if isinstance(built, Problem):
            problems.add(built)
        else:
            standing.append(built)
    fallen: set[str] = set()
    while True:
        scene = Scene(standing)
        found = [p for own in standing for test in CHECKS for p in test(own, scene)]
        refused = {p.plugin for p in found}
        problems.update(_built_on(fallen, found) if fallen else found)
        fallen |= refused
        standing = [own for own in standing if own.name not in refused]
        if not refused or "base" in refused:
            break
    return Checked(tuple(own.given for own in standing), tuple(sorted(problems)))


def _built_on(fallen: set[str], found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield for each plugin that stood until others fell, that it is built on them."""
    others = "', '".join(sorted(fallen))
    told: set[str] = set()
    for first in sorted(found):
        if first.plugin not in told:
            told.add(first.plugin)
            about = {"others": others, "what": first.what}
            yield problem("built_on_refused", first.plugin, first.where, **about)


# --- the plugin by itself ------------------------------------------------------------------------


def card(own: Parts, _scene: Scene) -> Iterator[Problem]:
    """Name, interface and sites of the card."""
    if own.card.name != own.name:
        yield own.problem("other_name", own.card, card=own.card.name)
    if own.card.api != API_VERSION:
        yield own.problem("api", own.card, api=own.card.api, spoken=API_VERSION)
    for site in own.card.sites:
        known = FACTS[SITE].choices
        if site not in known:
            yield own.problem("site_unknown", own.card, site=site, near=did_you_mean(site, known))


def ids(own: Parts, _scene: Scene) -> Iterator[Problem]:
    """Each id once, under its own stage."""
    seen: set[tuple[str, str]] = set()
    things = [
        *(("entry", act.id, act) for _, act in own.acts),
        *(("entry", guard.id, guard) for guard in own.guards),
        *(("option", option.id, option) for option in own.options),
        *(("table", table.name, table) for table in own.tables),
        *(("parameter", parameter.name, parameter) for parameter in own.parameters),
        *(("setting", setting.parameter, setting) for setting in own.settings),
        *(("inference", row.title, row) for row in own.inferences),
    ]
    for noun, name, thing in things:
        if (noun, name) in seen:
            yield own.problem("twice", thing, noun=noun, name=name)
        seen.add((noun, name))
    for stage, act in own.acts:
        prefix = act.id.partition(".")[0]
        if prefix != stage:
            yield own.problem("wrong_stage", act, entry=act.id, stage=stage, prefix=prefix)


def collisions(own: Parts, scene: Scene) -> Iterator[Problem]:
    """Options, tables, parameters and citations that someone else gives too.

    The lower layer keeps what it has; within a layer neither does.
    """
    rank = {one.name: layer_rank(one.given.layer) for one in scene.everyone}
    texts = {one.name: {**one.card.statements, **one.card.sources} for one in scene.everyone}
    things = [
        *(("option", option.id, option) for option in own.options),
        *(("table", table.name, table) for table in own.tables),
        *(("parameter", parameter.name, parameter) for parameter in own.parameters),
        *(("citation", name, own.card) for name in texts[own.name]),
    ]
    for noun, name, thing in things:
        others = [
            other
            for other in scene.owners[noun, name]
            if other != own.name and rank[other] <= rank[own.name]
        ]
        if noun == "citation":
            others = [o for o in others if texts[o][name] != texts[own.name][name]]
        if noun == "table" and name in (GRADE, ROUTE):
            others.append("nettui itself")
        if others:
            shown = ", ".join(sorted(others))
            yield own.problem("collision", thing, noun=noun, name=name, others=shown)


Check = Callable[[Parts, Scene], Iterator[Problem]]
CHECKS: tuple[Check, ...] = (
    card,
    ids,
    collisions,
    named,
    citations,
    tests,
    order,
    offers,
    overrides,
    against,
    settings,
    inferences,
)
"""What is asked of every plugin, given those that are accepted and those that are refused."""
