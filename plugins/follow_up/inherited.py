"""Refinements for inherited syndromes (rows F80 to F82)."""

from __future__ import annotations

from nettui.plugin.api import Condition, fact
from nettui.plugin.terms import (
    extent_,
    in_scope,
    ki67,
    pancreas,
    present,
    recorded,
    site,
    thoracic,
)

from .refine import imaging, markers, refinement, size

hereditary = fact("heredity.hereditary")


def _has(*syndromes: str) -> Condition:
    return in_scope & recorded(hereditary.one_of(*syndromes), hereditary)


# A tumour that HER-04 does not leave to surveillance has no schedule of it; what is not recorded is
# not held against one that is watched. Exon 3 variant and fast doubling only shorten it (F81).
_nodes = fact("disease.suspicious_nodes")
_operated_on: Condition = (
    recorded(~extent_.is_("localized"), extent_)
    | recorded(size >= 30, size)
    | recorded(_nodes.is_("yes"), _nodes)
    | recorded(ki67 > 20, ki67)
)

ACTS = (
    refinement(
        "men1_pancreas",
        "F80",
        "MEN1, MRI of the pancreas every 12 months (every 24-36 if clean).",
        _has("MEN1") & pancreas,
        "CHALLIS-2019",
        "ENETS-MEN1-2024",
        due=imaging(12, 12),
        less=True,
        mark="C",
    ),
    # What carriers are screened by stands beside the follow-up of a known tumour elsewhere and
    # never against it (Z26).
    refinement(
        "men1_screening",
        "F80",
        "MEN1, beside the follow-up of this tumour: MRI of the pancreas every 12 months (every "
        "24-36 if clean).",
        _has("MEN1") & site.known & ~pancreas,
        "CHALLIS-2019",
        "ENETS-MEN1-2024",
        "Z26",
        due=imaging(12, 12),
        mark="C",
    ),
    refinement(
        "men1_chest",
        "F80",
        "MEN1, beside the follow-up of this tumour: CT of the chest every 24-36 months.",
        _has("MEN1") & ~recorded(thoracic, site),
        "CHALLIS-2019",
        "ENETS-MEN1-2024",
        "Z26",
        due=imaging(24, 36),
        mark="C",
    ),
    refinement(
        "men1_biochemistry",
        "F80",
        "MEN1, biochemistry yearly.",
        _has("MEN1"),
        "CHALLIS-2019",
        "ENETS-MEN1-2024",
        due=markers(12, 12),
        less=True,
        mark="C",
    ),
    refinement(
        "vhl_watched",
        "F81",
        "VHL under surveillance, MRI every 12 months (sooner with an exon 3 variant or a doubling "
        "time below 500 days).",
        _has("VHL") & pancreas & present & ~_operated_on,
        "BLANSFIELD-2007",
        due=imaging(12, 12),
        less=True,
    ),
    refinement(
        "nf1_tsc",
        "F82",
        "NF1 or TSC: per organ; NF1 before any operation: metanephrines.",
        _has("NF1", "TSC"),
    ),
)
