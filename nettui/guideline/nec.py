"""Workup of a NEC: not that of a NET (Z07). What the base protocol asks of every tumour stays.

Where the ruling asks for less, the line of the base protocol and the ruling are one conflict.
"""

from __future__ import annotations

from nettui.plugin.api import INFO, STRONG, Condition, Rule, derived, fact
from nettui.plugin.terms import (
    certain_nec,
    functional_,
    functioning,
    present,
    recorded,
    sstr,
)

_SOURCES = ("Z07", "ENETS-NEC-2016")
# Asked of a NET, and of a NEC with a syndrome.
MARKERS_ASKED: Condition = derived("work_up").is_("NET") | recorded(functioning, functional_)
SSTR_ASKED: Condition = derived("work_up").is_("NET")

_no_markers: Condition = (
    certain_nec
    & ~recorded(functioning, functional_)
    & (derived("cga_baseline").missing | fact("labs.u5hiaa_24h").missing)
)
_no_sstr: Condition = certain_nec & sstr.missing
WORKUP = (
    Rule(
        id="workup.staging_incomplete_nec",
        statements=("S10", "S45"),
        strength=STRONG,
        flags=("pitfall",),
        when=_no_sstr,
        says="Staging incomplete: CT or MRI alone is never complete staging; SSTR imaging is "
        "missing.",
    ),
    Rule(
        id="workup.nec_sstr",
        sources=_SOURCES,
        strength=INFO,
        mark="C",
        against=("base:workup.staging_incomplete_nec",),
        when=_no_sstr,
        says="NEC: SSTR imaging is considered where Ki-67 is below 55 %; the plan does not wait "
        "for it.",
    ),
    Rule(
        id="workup.markers_nec",
        statements=("S12", "S13"),
        strength=STRONG,
        when=_no_markers,
        says="Baseline chromogranin A in blood and 5-HIAA in 24-hour urine.",
    ),
    Rule(
        id="workup.nec_no_markers",
        sources=_SOURCES,
        strength=INFO,
        mark="C",
        against=("base:workup.markers_nec",),
        when=_no_markers,
        says="NEC: chromogranin A and 5-HIAA are not required unless there is a syndrome; the "
        "plan does not wait for them.",
    ),
    Rule(
        id="workup.nec_brain",
        sources=(*_SOURCES, "ENETS-NEC-2023"),
        strength=INFO,
        mark="R",
        when=certain_nec & present,
        says="NEC: MRI of the brain with symptoms; in small-cell NEC it is considered without "
        "them. FDG PET only where radical surgery is planned or imaging is equivocal.",
    ),
)
