"""How a refinement of the base schedule is written down: beside the base line, never instead."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Condition, Due, Rule, derived, fact
from nettui.plugin.terms import extent_, grade, resected, well

CT = "imaging.conv_imaging_date"
ENDOSCOPY = "imaging.endoscopy_date"
EUS = "imaging.eus_date"
MARKERS = "labs.markers_date"
# A window counts from the last examination, or from one of these where it is later (F00, A17).
CLOCK = ("history.surgery_date", "history.therapy_start_date", "pathology.first_date")
BASE_IMAGING = (
    "base:follow_up.g1g2_imaging",
    "base:follow_up.netg3_imaging",
    "base:follow_up.nec_imaging",
    "base:follow_up.thoracic_imaging",
    "base:follow_up.thoracic_high",
)
BASE_MARKERS = (
    "base:follow_up.g1g2_markers",
    "base:follow_up.g3_markers",
    "base:follow_up.thoracic_markers",
    "base:follow_up.thoracic_high_markers",
)

clock = derived("follow_up_clock")
size = fact("disease.size_mm")
lvi_present: Condition = fact("pathology.lvi").is_("present")
current = fact("history.current_therapies")
g1_g2: Condition = well & grade.one_of("G1", "G2")
net_g3: Condition = well & grade.is_("NET_G3")
r0: Condition = resected & fact("disease.margin").is_("R0")
node_negative: Condition = extent_.is_("localized")
node_positive: Condition = extent_.is_("regional")


def to_year(high: float) -> Condition:
    """Return that at most so many years have passed on the clock (F00), its first day included."""
    return clock <= high * 12


def after_year(low: float) -> Condition:
    """Return that more than so many years have passed on the clock (F00)."""
    return clock > low * 12


def years(low: float, high: float) -> Condition:
    """Return that more than ``low`` and at most ``high`` years have passed on the clock (F00)."""
    return after_year(low) & to_year(high)


def refinement(
    name: str,
    row: str,
    says: str,
    when: Condition,
    *sources: str,
    due: Due | None = None,
    less: bool = False,
    mark: str = "R",
) -> Rule:
    """Return a refinement; ``less``: less frequent than the base, marked and paired with it."""
    base = BASE_MARKERS if due is not None and due.anchor == MARKERS else BASE_IMAGING
    return Rule(
        id=f"follow_up.{name}",
        statements=tuple(row.split()),
        sources=sources,
        strength=CONDITIONAL,
        mark=mark,
        flags=("less_frequent",) if less else (),
        against=base if less else (),
        due=due,
        when=when,
        says=f"⚠ Less frequent than the base: {says}" if less else says,
    )


def imaging(low: float, high: float) -> Due:
    """Return a window of CT or MRI."""
    return Due(low=low, high=high, anchor=CT, after=CLOCK)


def endoscopic(low: float, high: float) -> Due:
    """Return a window of endoscopy, with or without ultrasound."""
    return Due(low=low, high=high, anchor=ENDOSCOPY, after=(EUS, *CLOCK))


def markers(low: float, high: float) -> Due:
    """Return a window of tumour markers."""
    return Due(low=low, high=high, anchor=MARKERS, after=CLOCK)
