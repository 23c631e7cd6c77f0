"""Follow-up: markers and imaging, and when (S52-S55, A17, A24)."""

from __future__ import annotations

from nettui.plugin.api import INFO, STRONG, Condition, Due, Rule, derived, fact
from nettui.plugin.terms import (
    extent_,
    grade,
    in_scope,
    ki67,
    recorded,
    resected,
    resected_without_spread,
    site,
    sstr_positive,
    thoracic,
    tumour_class,
    well,
)

# The clock of A17: a window counts from the last examination, or from the operation, the start of
# therapy or the diagnosis where that is later.
_CLOCK = ("history.surgery_date", "history.therapy_start_date", "pathology.first_date")
_CT = "imaging.conv_imaging_date"
_MARKERS = "labs.markers_date"
_followed = in_scope & extent_.known
_thoracic = recorded(thoracic, site)
_carcinoid = _followed & _thoracic & well
_g1_g2 = _followed & ~_thoracic & grade.one_of("G1", "G2")
_net_g3 = _followed & ~_thoracic & grade.is_("NET_G3")
_nec = _followed & tumour_class.is_("poor")
# A grade or class as reported counts for the schedule where no number says what it is (Z17).
_schedule = derived("schedule_as_reported")
_reported_longer: Condition = _schedule.known & _schedule.is_("longer")
_reported_shorter: Condition = _schedule.known & _schedule.is_("shorter")
# Neither a NEC nor a class of the lung or thymus waits for a grade (Z06).
_needs_no_grade: Condition = (tumour_class.known & tumour_class.is_("poor")) | (
    grade.known & grade.one_of("TC", "AC")
)
# Without Ki-67 by the class: TC as G1, AC as G2 (F15, Z06).
_by_class: Condition = (ki67 <= 20) | (ki67.missing & grade.known & grade.one_of("TC", "AC"))
_no_grade = _followed & (ki67.missing | tumour_class.missing) & _schedule.missing & ~_needs_no_grade
# Removed with margin R0, small for its site, and nothing that speaks for spread (Z17).
_size, _nodes = fact("disease.size_mm"), fact("disease.n_category")
_vessels, _necrosis = fact("pathology.lvi"), fact("pathology.necrosis")
_small: Condition = recorded(
    ((_size < 10) & site.one_of("appendix", "rectum"))
    | ((_size <= 10) & site.one_of("stomach", "duodenum", "colon"))
    | ((_size <= 20) & site.is_("pancreas")),
    _size,
    site,
)
_small_removed: Condition = (
    _small
    & recorded(fact("disease.margin").is_("R0"), fact("disease.margin"))
    & extent_.is_("localized")
    & ~recorded(~_nodes.is_("N0"), _nodes)
    & ~recorded(_vessels.is_("present"), _vessels)
    & ~recorded(~_necrosis.is_("absent"), _necrosis)
)
_ungraded = _no_grade & ~_small_removed

ACTS = (
    Rule(
        id="follow_up.both",
        statements=("S52",),
        strength=STRONG,
        when=_followed,
        says="Follow up with both biochemical markers and imaging.",
    ),
    Rule(
        id="follow_up.waits_for_extent",
        statements=("S52", "A02"),
        strength=INFO,
        mark="E",
        flags=("complete",),
        when=in_scope & resected & extent_.missing & ~resected_without_spread,
        says="Follow-up by markers and imaging: its days are said once the extent is recorded.",
    ),
    Rule(
        id="follow_up.g1g2_imaging",
        statements=("S53", "A17"),
        sources=("F10", "F11", "F12"),
        strength=STRONG,
        when=_g1_g2,
        due=Due(low=3, high=6, anchor=_CT, after=_CLOCK),
        says="CT or MRI every 3-6 months (NET G1, G2).",
    ),
    Rule(
        id="follow_up.g1g2_markers",
        statements=("S52",),
        sources=("F10", "F11", "F12"),
        strength=STRONG,
        mark="E",
        when=_g1_g2,
        due=Due(low=3, high=6, anchor=_MARKERS, after=_CLOCK),
        says="Markers every 3-6 months (interval copied from imaging).",
    ),
    Rule(
        id="follow_up.netg3_imaging",
        statements=("A24",),
        sources=("F13",),
        strength=STRONG,
        mark="E",
        flags=("BASE_GAP_NETG3_FU",),
        when=_net_g3,
        due=Due(low=2, high=3, anchor=_CT, after=_CLOCK),
        says="CT or MRI every 2-3 months (NET G3: the base protocol is silent, shorter schedule).",
    ),
    Rule(
        id="follow_up.nec_imaging",
        statements=("S54",),
        sources=("F14",),
        strength=STRONG,
        when=_nec,
        due=Due(low=2, high=3, anchor=_CT, after=_CLOCK),
        says="CT or MRI every 2-3 months (NEC).",
    ),
    Rule(
        id="follow_up.g3_markers",
        statements=("S52", "A24"),
        sources=("F13", "F14"),
        strength=STRONG,
        mark="E",
        when=_net_g3 | _nec,
        due=Due(low=2, high=3, anchor=_MARKERS, after=_CLOCK),
        says="Markers every 2-3 months (interval copied from imaging).",
    ),
    Rule(
        id="follow_up.reported_imaging",
        statements=("S53",),
        sources=("F10", "F11", "F12", "F15", "Z17"),
        strength=STRONG,
        mark="E",
        when=_followed & _reported_longer,
        due=Due(low=3, high=6, anchor=_CT, after=_CLOCK),
        says="CT or MRI every 3-6 months: grade or class as reported, not verified.",
    ),
    Rule(
        id="follow_up.reported_markers",
        statements=("S52",),
        sources=("F10", "F11", "F12", "F15", "Z17"),
        strength=STRONG,
        mark="E",
        when=_followed & _reported_longer,
        due=Due(low=3, high=6, anchor=_MARKERS, after=_CLOCK),
        says="Markers every 3-6 months: grade or class as reported, not verified.",
    ),
    Rule(
        id="follow_up.reported_g3_imaging",
        statements=("S54", "A24"),
        sources=("F13", "F14", "Z17"),
        strength=STRONG,
        mark="E",
        when=_followed & _reported_shorter,
        due=Due(low=2, high=3, anchor=_CT, after=_CLOCK),
        says="CT or MRI every 2-3 months: G3 or NEC as reported, not verified.",
    ),
    Rule(
        id="follow_up.reported_g3_markers",
        statements=("S52", "A24"),
        sources=("F13", "F14", "Z17"),
        strength=STRONG,
        mark="E",
        when=_followed & _reported_shorter,
        due=Due(low=2, high=3, anchor=_MARKERS, after=_CLOCK),
        says="Markers every 2-3 months: G3 or NEC as reported, not verified.",
    ),
    Rule(
        id="follow_up.small_ungraded",
        statements=("S53",),
        sources=("F08", "Z17"),
        strength=STRONG,
        mark="E",
        when=_no_grade & _small_removed,
        due=Due(low=3, high=6, anchor=_CT, after=_CLOCK),
        says="Small, R0, grade not known: ask the pathologist for it; until then CT or MRI every "
        "3-6 months, not the shortest schedule.",
    ),
    Rule(
        id="follow_up.small_ungraded_markers",
        statements=("S52",),
        sources=("F08", "Z17"),
        strength=STRONG,
        mark="E",
        when=_no_grade & _small_removed,
        due=Due(low=3, high=6, anchor=_MARKERS, after=_CLOCK),
        says="Small, R0, grade not known: markers every 3-6 months.",
    ),
    Rule(
        id="follow_up.ungraded",
        sources=("F08",),
        strength=STRONG,
        mark="E",
        when=_ungraded,
        due=Due(low=2, high=3, anchor=_CT, after=_CLOCK),
        says="Grade unknown: shortest schedule, CT or MRI every 2-3 months, until graded.",
    ),
    Rule(
        id="follow_up.ungraded_markers",
        sources=("F08",),
        strength=STRONG,
        mark="E",
        when=_ungraded,
        due=Due(low=2, high=3, anchor=_MARKERS, after=_CLOCK),
        says="Grade unknown: markers every 2-3 months, until graded.",
    ),
    Rule(
        id="follow_up.sstr",
        statements=("S55", "A17"),
        sources=("F04",),
        strength=STRONG,
        when=_followed & sstr_positive,
        due=Due(low=18, high=24, anchor="imaging.sstr_date"),
        says="SSTR imaging 18-24 months after the last SSTR scan.",
    ),
    Rule(
        id="follow_up.thoracic_imaging",
        statements=("A33",),
        sources=("F15",),
        strength=STRONG,
        mark="E",
        flags=("BASE_ANALOGY",),
        when=_carcinoid & _by_class,
        due=Due(low=3, high=6, anchor=_CT, after=_CLOCK),
        says="Lung or thymus: CT or MRI every 3-6 months, TC as G1, AC as G2 by analogy.",
    ),
    Rule(
        id="follow_up.thoracic_markers",
        statements=("A33", "S52"),
        sources=("F15",),
        strength=STRONG,
        mark="E",
        flags=("BASE_ANALOGY",),
        when=_carcinoid & _by_class,
        due=Due(low=3, high=6, anchor=_MARKERS, after=_CLOCK),
        says="Lung or thymus: markers every 3-6 months, by analogy.",
    ),
    Rule(
        id="follow_up.thoracic_high",
        statements=("A24", "A33"),
        sources=("F13", "F15"),
        strength=STRONG,
        mark="E",
        flags=("BASE_ANALOGY",),
        when=_carcinoid & (ki67 > 20),
        due=Due(low=2, high=3, anchor=_CT, after=_CLOCK),
        says="Lung or thymus with Ki-67 above 20 %: CT or MRI every 2-3 months, as NET G3 by "
        "analogy.",
    ),
    Rule(
        id="follow_up.thoracic_high_markers",
        statements=("A24", "A33", "S52"),
        sources=("F13", "F15"),
        strength=STRONG,
        mark="E",
        flags=("BASE_ANALOGY",),
        when=_carcinoid & (ki67 > 20),
        due=Due(low=2, high=3, anchor=_MARKERS, after=_CLOCK),
        says="Lung or thymus with Ki-67 above 20 %: markers every 2-3 months, by analogy.",
    ),
)
