"""Further radioligand therapy (rows T21, T22). Class ``radioligand`` brings the gates of T20."""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Option, caution, derived, first, stop

from .terms import ANTITUMOUR, LOCAL, allergic

# The amino acids that protect the kidneys go with every radioligand, as with T20.
_AMINO_ACIDS = stop(
    allergic("amino_acid_infusion"),
    "Hypersensitivity to the amino-acid infusion.",
    key="amino_acids",
    sources=("DICT",),
    mark="E",
)

OPTIONS = (
    Option(
        id="edotreotide",
        label="177Lu-edotreotide",
        therapy="T21",
        classes=("radioligand", *ANTITUMOUR),
        dose=f"7.5 GBq IV every 12 weeks x 4, without routine analogue; {LOCAL}",
        monitoring="Blood count, creatinine clearance, liver tests before each dose and to 24 "
        "months",
        evidence="COMPETE, randomised, n = 309: PFS 23.9 vs 14.1 months, HR 0.67",
        sources=("T21", "COMPETE"),
        mark="C",
        guards=(
            _AMINO_ACIDS,
            stop(
                ~derived("approval_edotreotide").is_("licensed"),
                "Not licensed here: the local approval flag is not set.",
                key="approval",
                sources=("T21", "INV-48"),
                mark="C",
            ),
        ),
    ),
    Option(
        id="prrt_retreatment",
        label="PRRT again (1-2 further cycles)",
        therapy="T22",
        classes=("radioligand", *ANTITUMOUR),
        dose=f"7.4 GBq IV every 8 weeks, 1-2 cycles; {LOCAL}",
        monitoring="Blood count, creatinine clearance, liver tests before each dose and to 24 "
        "months",
        evidence="Retrospective series (recalled): NANETS-SNMMI-2020",
        sources=("T22", "NANETS-SNMMI-2020"),
        mark="R",
        guards=(
            _AMINO_ACIDS,
            first(
                ALWAYS,
                "Confirm at least 12 months of benefit from the first course, and no persistent "
                "cytopenia.",
                key="benefit",
                sources=("T22",),
                mark="R",
            ),
            caution(
                ALWAYS,
                "Cumulative dose to the kidneys.",
                key="kidney",
                sources=("T22",),
                mark="R",
            ),
        ),
    ),
)
