"""Imaging agents (rows T70-T72); 18F-FDG (T73) is in the base catalogue as ``fdg_pet``."""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Option, caution

from .terms import LOCAL

OPTIONS = (
    Option(
        id="ga68_pet",
        label="68Ga-DOTATATE, -DOTATOC or -DOTANOC as the agent of SSTR PET/CT",
        therapy="T70",
        classes=("test", "radionuclide_imaging", "ga68"),
        dose=f"About 150 MBq (2 MBq/kg), image at 60 min; {LOCAL}",
        monitoring="Record uptake against liver and spleen",
        sources=("T70",),
        mark="R",
        guards=(
            caution(
                ALWAYS,
                "A pause of the somatostatin analogue is desirable, not required.",
                key="wash_out",
                sources=("T70",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="cu64_pet",
        label="64Cu-DOTATATE as the agent of SSTR PET/CT",
        therapy="T71",
        classes=("test", "radionuclide_imaging"),
        dose=f"148 MBq, image at 45-90 min; {LOCAL}",
        evidence="Label (recalled): US, FDA 2020",
        sources=("T71",),
        mark="R",
    ),
    Option(
        id="in111_scan",
        label="111In-pentetreotide scintigraphy where SSTR PET/CT is not available",
        therapy="T72",
        classes=("test", "radionuclide_imaging"),
        dose=f"185-222 MBq, SPECT at 4 and 24 h; {LOCAL}",
        sources=("T72", "U04"),
        mark="R",
        guards=(
            caution(
                ALWAYS,
                "Less sensitive: only where PET is unavailable.",
                key="sensitivity",
                sources=("T72", "U04"),
                mark="R",
            ),
        ),
    ),
)
