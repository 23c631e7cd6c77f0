"""How facts read in a sentence while they are not known: "pregnancy not excluded; Ki-67 not known".

"Needs interstitial lung disease" would say the opposite of what is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nettui.engine.plan.evaluation import Evaluation

# Worked-out facts whose label explains itself too much for a sentence.
_NOUNS: Mapping[str, str] = {
    "tumour_class": "differentiation (well or poor)",
    "liver_spread": "pattern of the liver metastases",
    "residual": "whether tumour is left after resection",
    "insulinoma_state": "whether it is an insulinoma",
    "midgut_like": "whether the small-intestinal rules apply",
}


def noun(plan: Evaluation, name: str) -> str:
    """Return a fact as it is named in a sentence."""
    return _NOUNS.get(name) or plan.protocol.vocabulary[name].inside


def unknown_words(plan: Evaluation, names: Iterable[str], most: int = 99) -> str:
    """Return in a clause which facts are not known, with what is recorded of one that is not used.

    Empty for no facts.
    """
    found = list(dict.fromkeys(names))
    more = len(found) - most
    by_ending: dict[str, list[str]] = {}
    for name in found[:most] if more > 0 else found:
        fact, unused = plan.protocol.vocabulary[name], plan.picture.unused.get(name)
        named = noun(plan, name)
        named += f" (recorded as {unused.recorded})" if unused else ""
        ending = "not known" if unused else fact.lacking
        nouns = by_ending.setdefault(ending, [])
        if named not in nouns:
            nouns.append(named)
    clauses = [f"{', '.join(nouns)} {ending}" for ending, nouns in by_ending.items()]
    return "; ".join(clauses) + (f" and {more} more" if more > 0 else "")
