"""What came of the treatments so far, as far as the record tells (ruling Z09)."""

from __future__ import annotations

from nettui.plugin.api import Need, Row, Table, fact
from nettui.plugin.terms import after_ssa, held_while_running, present, progressive, recorded

_held_by, _current = fact("history.held_by"), fact("history.current_therapies")
_octreotide, _lanreotide, _above_label = map(held_while_running, ("T01", "T02", "T05"))

TABLES = (
    Table(
        name="ssa_outcome",
        label="What came of the somatostatin analogue",
        on_record=True,
        statements=("S39",),
        sources=("Z09",),
        mark="R",
        rows=(
            Row(
                when=_octreotide | _lanreotide | _above_label,
                value="held",
                says="it runs, and the tumour is stable or smaller",
            ),
            Row(
                when=fact("history.progressed_on").include("T01", "T02", "T05"),
                value="progression",
                says="the tumour progressed on it",
            ),
            Row(
                when=progressive
                & recorded(_held_by.include("T01", "T02", "T05"), _held_by)
                & recorded(_current.include("T01", "T02", "T05"), _current),
                value="progression",
                says="it runs and held the tumour before, and the tumour grows now",
            ),
            Row(when=after_ssa, value="open", says="given; what came of it is not recorded"),
            Row(value="none", says="none is recorded as given"),
        ),
    ),
)

# Judged by growth: drugs and radionuclides against the tumour.
AGAINST_GROWTH = (
    *("T01", "T02", "T05", "T08", "T20", "T21", "T22", "T23"),
    *("T30", "T31", "T32", "T33", "T34"),
    *("T40", "T41", "T42", "T43", "T44", "T45", "T46", "T47"),
)
_prior = fact("history.prior_therapies")
_prior_ssa = fact("history.prior_ssa")
_course = fact("disease.progression_status")

WORKUP = (
    Need(
        id="workup.treatment_outcome",
        facts=("history.progressed_on",),
        # While the tumour holds still, what came of an earlier treatment decides nothing.
        when=present
        & (
            recorded(_prior.include(*AGAINST_GROWTH), _prior)
            | recorded(_prior_ssa.is_("yes"), _prior_ssa)
        )
        & ~recorded(_course.one_of("stable", "responding"), _course),
        sources=("Z09",),
        mark="E",
        says="What came of each earlier and running treatment: did the tumour grow on it?",
    ),
)
