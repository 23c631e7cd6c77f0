"""How protocols published before a word was added read it: as they read the tumour in their time.

Up to format 3 a primary of the oesophagus was entered as "other", and so was the family of a
paraganglioma. Up to format 4 no other hereditary syndrome could be entered, and regional nodes
among the metastases were nodes of which nobody knew the place. Such a protocol never sees the newer
words, asks about none of them, and gives the plans that it gave.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from nettui.case.base.vocabulary import Fact
from nettui.case.picture.inference import ReadAs
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
AS_IN_FORMAT_3: ReadAs = {
    "disease.primary_site": dict.fromkeys(_SITES, "other"),
    "pathology.histology_family": {"paraganglioma": "other"},
}
AS_IN_FORMAT_4: ReadAs = {
    "heredity.hereditary": dict.fromkeys(("MEN2", "SDHx", "other")),
    "disease.metastasis_sites": {"nodes_regional": "nodes_distant"},
}


def read_as(number: int) -> ReadAs:
    """Return what the words of facts that a format does not know are read as; None: not known.

    In a list: what they may be.
    """
    if number > 4:
        return {}
    return AS_IN_FORMAT_4 if number == 4 else {**AS_IN_FORMAT_3, **AS_IN_FORMAT_4}


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
