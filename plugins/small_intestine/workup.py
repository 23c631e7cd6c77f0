"""What else must be known of a small-intestinal tumour (SI-01)."""

from __future__ import annotations

from nettui.plugin.api import INFO, STRONG, Need, Rule, fact
from nettui.plugin.terms import serotonin_producing

ACTS = (
    Need(
        id="workup.heart",
        facts=("imaging.echocardiography", "labs.nt_probnp"),
        when=serotonin_producing,
        statements=("SI-01",),
        sources=("ENETS-CS-2022",),
        mark="R",
        says="Carcinoid syndrome or raised 5-HIAA: echocardiography and NT-proBNP.",
    ),
    Rule(
        id="workup.heart_screen",
        statements=("SI-01",),
        sources=("ENETS-CS-2022",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("echocardiography",),
        when=serotonin_producing & fact("imaging.echocardiography").missing,
        says="Carcinoid syndrome or raised 5-HIAA: look for carcinoid heart disease.",
    ),
    Rule(
        id="workup.heart_marker",
        statements=("SI-01",),
        sources=("ENETS-CS-2022",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("nt_probnp",),
        when=serotonin_producing & fact("labs.nt_probnp").missing,
        says="Carcinoid syndrome or raised 5-HIAA: NT-proBNP, for carcinoid heart disease.",
    ),
    Rule(
        id="workup.no_colonoscopy",
        statements=("SI-01",),
        sources=("ENETS-CS-2022",),
        strength=INFO,
        mark="R",
        says="5-HIAA may be measured in urine or plasma; colonoscopy is not required.",
    ),
)
