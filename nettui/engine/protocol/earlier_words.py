"""How protocols published before a word was added read it: as they read the tumour in their time.

Up to format 3 a primary of the oesophagus was entered as "other", and so was the family of a
paraganglioma. Such a protocol never sees the newer words, asks about none of them, and gives the
plans that it gave.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from nettui.case.base.vocabulary import Fact
from nettui.case.record.facts import FACTS

_SITES = (
    "oesophagus",
    "liver",
    "gallbladder",
    "bile_duct",
    "anus",
    "ovary",
    "breast",
    "kidney",
    "skin",
    "paraganglioma",
)
AS_IN_FORMAT_3: Mapping[str, Mapping[str, str]] = {
    "disease.primary_site": dict.fromkeys(_SITES, "other"),
    "pathology.histology_family": {"paraganglioma": "other"},
}


def read_as(number: int) -> Mapping[str, Mapping[str, str]]:
    """Return what the words of facts that a format does not know are read as."""
    return AS_IN_FORMAT_3 if number <= 3 else {}


def facts_of_format(number: int) -> Mapping[str, Fact]:
    """Return the facts by name, with the words that a format knows."""
    return {
        **FACTS,
        **{
            name: evolve(
                FACTS[name],
                choices=tuple(word for word in FACTS[name].choices if word not in later),
            )
            for name, later in read_as(number).items()
        },
    }
