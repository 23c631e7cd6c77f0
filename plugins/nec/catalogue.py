"""Options of NEC alone."""

from __future__ import annotations

from nettui.plugin.api import Option

OPTIONS = (
    Option(id="brain_imaging", label="Brain imaging", classes=("test",)),
    Option(
        id="matched_agent",
        label="Agent matched to a biomarker",
        classes=("targeted", "systemic_antitumour", "definitive"),
        sources=("ENETS-NEC-2023",),
        mark="C",
    ),
)
