"""Options of hereditary disease."""

from __future__ import annotations

from nettui.plugin.api import Option

OPTIONS = (
    Option(id="genetic_counselling", label="Genetic counselling", classes=("supportive",)),
    Option(id="metanephrines", label="Metanephrines", classes=("test",)),
)
