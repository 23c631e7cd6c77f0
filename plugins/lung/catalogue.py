"""Options of the lung alone."""

from __future__ import annotations

from nettui.plugin.api import Option

OPTIONS = (
    Option(id="bronchoscopy", label="Bronchoscopy of a central tumour", classes=("test",)),
    Option(
        id="endobronchial_resection",
        label="Endobronchial resection",
        classes=("endoscopy", "definitive"),
    ),
    Option(
        id="inhaled_therapy",
        label="Inhaled therapy, yearly CT and lung function (DIPNECH)",
        classes=("supportive",),
    ),
)
