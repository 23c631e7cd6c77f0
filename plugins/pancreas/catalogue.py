"""Options of the pancreas alone."""

from __future__ import annotations

from nettui.plugin.api import Option

OPTIONS = (
    Option(
        id="eus_ablation",
        label="EUS-guided ablation (radiofrequency, ethanol)",
        classes=("endoscopy", "definitive"),
        opposes=("curative_resection",),
    ),
    Option(
        id="calcium_control",
        label="Rehydration and an antiresorptive agent",
        classes=("supportive",),
    ),
    Option(id="gastrin_and_ph", label="Fasting gastrin with gastric pH", classes=("test",)),
)
