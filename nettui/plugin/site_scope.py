"""A plugin that serves sites speaks only of them: its card's sites join every condition."""

from __future__ import annotations

from attrs import evolve

from nettui.engine.language.serialize import Data
from nettui.engine.language.stages import STAGES
from nettui.engine.protocol.assemble import Contribution

SITE = "disease.primary_site"


def scoped(given: Contribution) -> Contribution:
    """Return what a plugin gave, holding at the sites of its card only (none: everywhere).

    Acts, rows of tables and inferences get the condition; elsewhere such a table tells nothing.
    The guards in its options stay as they are: they belong to the option, whichever rule offers it
    wherever, and a stop that vanished with the site would clear what nobody has cleared.
    """
    sites = given.card.get("sites", [])
    if not sites:
        return given
    here: dict[str, tuple[Data, ...]] = {
        hook: tuple(_at(act, sites) for act in given.verbs(hook)) for hook in STAGES
    }
    tables = tuple(_table(verb, sites) for verb in given.verbs("tables"))
    more = {"options": given.verbs("options"), "tables": tables, **here}
    return evolve(given, given={hook: verbs for hook, verbs in more.items() if verbs})


def _table(verb: Data, sites: list[str]) -> Data:
    if verb["verb"] == "table":
        return {**verb, "rows": [_at(row, sites) for row in verb["rows"]]}
    return _at(verb, sites) if "when" in verb else verb


def _at(thing: Data, sites: list[str]) -> Data:
    """Return an act or a row whose condition names the sites first, as the compiler groups them."""
    when = thing.get("when", {"all": []})
    terms = when["all"] if set(when) == {"all"} else [when]
    if any(_names_only(term, sites) for term in terms):
        return thing
    here = {"fact": SITE, "among": list(sites)}
    return {**thing, "when": {"all": [here, *terms]} if terms else here}


def _names_only(term: Data, sites: list[str]) -> bool:
    """Say whether a term already keeps to some of the sites."""
    return term.get("fact") == SITE and set(term.get("among", [None])) <= set(sites)
