"""What follows from what came of earlier and running treatments (Z09, Z10, Z11)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from attrs import frozen

from nettui.plugin.api import (
    ALWAYS,
    CONDITIONAL,
    INFO,
    OPTION,
    STRONG,
    Act,
    Condition,
    Guard,
    Order,
    Rule,
    derived,
    fact,
)
from nettui.plugin.terms import (
    BASE_SSA,
    SYNDROME,
    feasible_yes,
    functional_,
    functioning,
    grew_on,
    held_while_running,
    in_reach,
    ki67,
    liver_metastases,
    metastatic,
    nec,
    pancreas,
    present,
    progressive,
    recorded,
    site,
    ssa_progressed,
    sstr,
    sstr_positive,
    well,
)

from .terms import extrapancreatic, prior

ecog = fact("patient.ecog")
course = fact("disease.progression_status")
current = fact("history.current_therapies")
symptoms = fact("function.symptoms")
held_by = fact("history.held_by")
progressed_on = fact("history.progressed_on")
never_again = fact("history.never_again")
not_borne = fact("history.ended_for_toxicity")
_refractory: Condition = functioning & fact("function.syndrome_refractory").yes


@frozen
class Given:
    """What an option of the catalogue is called in the history of treatments.

    ``is_course``: given in a number of cycles, so that it is completed and not continued.
    """

    option: str
    rows: tuple[str, ...]
    is_course: bool = False


GIVEN = (
    Given("octreotide_lar", ("T01",)),
    Given("lanreotide", ("T02",)),
    Given("interferon", ("T08",)),
    Given("prrt", ("T20", "T23"), is_course=True),
    Given("edotreotide", ("T21",), is_course=True),
    Given("everolimus", ("T30",)),
    Given("sunitinib", ("T31",)),
    Given("cabozantinib", ("T32",)),
    Given("surufatinib", ("T33",)),
    Given("belzutifan", ("T34",)),
    Given("captem", ("T40",), is_course=True),
    Given("temozolomide", ("T40", "T41"), is_course=True),
    Given("streptozocin_5fu", ("T42",), is_course=True),
    Given("folfox", ("T43",), is_course=True),
    Given("cisplatin_etoposide", ("T44", "T45"), is_course=True),
    Given("carboplatin_etoposide", ("T44", "T45"), is_course=True),
    Given("cisplatin_irinotecan", ("T46",), is_course=True),
    Given("folfiri", ("T47",), is_course=True),
)


def _held(rows: Iterable[str]) -> Condition:
    """Hold where one of the rows runs, as recorded, and the tumour is stable or smaller."""
    return recorded(reduce(or_, map(held_while_running, rows)), current)


def _guard(
    name: str,
    given: Given,
    when: Condition,
    says: str,
    *,
    kind: str = "caution",
    weakens: bool = False,
) -> Guard:
    return Guard(
        id=f"systemic.{name}_{given.option}",
        kind=kind,
        weakens=weakens,
        options=(given.option,),
        # A syndrome is judged by symptoms, not by growth.
        except_roles=SYNDROME if weakens else (),
        when=when,
        sources=("Z09", "DICT"),
        mark="E",
        says=says,
    )


def _guards(given: Given) -> tuple[Guard, ...]:
    """Return what is said beside an option that was given before, by what came of it."""
    was_given = recorded(prior.include(*given.rows), prior)
    grew = grew_on(*given.rows)
    not_tolerated = recorded(not_borne.include(*given.rows), not_borne)
    held = recorded(held_by.include(*given.rows), held_by)
    return (
        _guard(
            "given",
            given,
            was_given & ~grew & ~not_tolerated & ~held,
            "Given before: what came of it decides whether it is given again or goes on.",
        ),
        _guard(
            "not_borne",
            given,
            not_tolerated,
            "It was ended for toxicity: again only if that can be prevented or borne.",
        ),
        _guard(
            "never_again",
            given,
            recorded(never_again.include(*given.rows), never_again),
            "Recorded as never to be given again.",
            kind="stop",
        ),
        # What holds for every analogue once the tumour grew on one is said by the base protocol.
        *(() if given.option in _ANALOGUES else _by_growth(given, grew, progressive & held)),
    )


def _by_growth(given: Given, grew: Condition, grows_again: Condition) -> tuple[Guard, ...]:
    """Return what no longer lets a treatment lead: the tumour grew on it, or after it."""
    return (
        _guard(
            "progressed",
            given,
            grew,
            "The tumour progressed on it: not again against growth as the first choice.",
            weakens=True,
        ),
        _guard(
            "grows_again",
            given,
            grows_again,
            "It held the tumour, which grows now: the next lines come first; again only after "
            "lasting benefit, by board.",
            weakens=True,
        ),
    )


_ANALOGUES = {"octreotide_lar": ("T02", "Lanreotide"), "lanreotide": ("T01", "Octreotide LAR")}


def _where(option: str) -> Condition:
    """Hold where an option is in place: sunitinib by site (INV-44), none before surgery (A30)."""
    if option in _ANALOGUES:
        return ALWAYS
    out_of_reach = metastatic | ~feasible_yes
    return out_of_reach & recorded(pancreas, site) if option == "sunitinib" else out_of_reach


def _continue(given: Given) -> Rule:
    """Return the rule that a treatment which holds the tumour goes on."""
    goes_on = "complete the planned cycles" if given.is_course else "continue, with imaging"
    return Rule(
        id=f"systemic.continue_{given.option}",
        sources=("Z09",),
        strength=STRONG,
        intent="continue",
        mark="R",
        options=(given.option,),
        when=present & (well | nec) & _held(given.rows) & _where(given.option),
        says=f"Running, and the tumour is stable or smaller: {goes_on}.",
    )


def _one_analogue(option: str, row: str, other: str) -> Guard:
    return Guard(
        id=f"systemic.one_analogue_{option}",
        kind="caution",
        weakens=True,
        options=(option,),
        when=recorded(current.include(row), current),
        sources=("INV-54", "Z09"),
        mark="E",
        says=f"{other} is running: in its place, never beside it.",
    )


_NEXT_AGENTS = ("prrt", "edotreotide", "everolimus", "sunitinib", "cabozantinib", "surufatinib")
_NEXT_LINES = (
    *_NEXT_AGENTS,
    *("captem", "temozolomide", "streptozocin_5fu", "chemotherapy_by_board"),
)
_after_a_line: Condition = progressive & derived("non_ssa_line").is_("yes")
_stable: Condition = course.one_of("stable", "responding")
_runs = recorded(current.include(*dict.fromkeys(row for g in GIVEN for row in g.rows)), current)
_prrt_runs = recorded(current.include("T20", "T21", "T22", "T23"), current)
# Where U15 and SI-07 allow PRRT as a first line.
_first_line_prrt: Condition = (ki67 >= 10) & (ki67 <= 55)
_without_symptoms: Condition = ~symptoms.include(
    "flush",
    "diarrhoea",
    "bronchospasm",
    "hypoglycaemia",
    "ulcer",
    "pain",
    "weight_loss",
    "obstruction",
    "jaundice",
    "bleeding",
    "other",
)
_any_held = _held(row for given in GIVEN if not given.is_course for row in given.rows)

_AGENTS = tuple(
    given for given in GIVEN if given.option in ("prrt", "everolimus", "sunitinib", "cabozantinib")
)


def _behind_the_others(given: Given) -> Order:
    """Return the order that an agent on which the tumour grew follows those on which it did not."""
    others = [other for other in _AGENTS if other is not given]
    rows = [row for other in others for row in other.rows]
    return Order(
        id=f"systemic.rank_after_{given.option}",
        sources=("Z09", "ESMO-GEP-2020"),
        mark="E",
        first=tuple(other.option for other in others),
        over=(given.option,),
        except_roles=SYNDROME,
        when=well & in_reach & grew_on(*given.rows) & ~progressed_on.include(*rows),
        says="The tumour grew on this agent, and on none of the others recorded: the others first.",
    )


ACTS: tuple[Act, ...] = (
    *(guard for given in GIVEN for guard in _guards(given)),
    *(_continue(given) for given in GIVEN),
    *(_behind_the_others(given) for given in _AGENTS),
    *(_one_analogue(option, row, other) for option, (row, other) in _ANALOGUES.items()),
    Rule(
        id="systemic.ssa_progressed",
        sources=("Z09", "NETTER1", "RADIANT4", "ESMO-GEP-2020"),
        strength=STRONG,
        mark="R",
        against=BASE_SSA,
        when=well & in_reach & ssa_progressed,
        says="The tumour progressed on an analogue: PRRT, everolimus or another next line first. "
        "The analogue stays for a syndrome, and beside PRRT by board.",
    ),
    Rule(
        id="systemic.next_prrt",
        sources=("Z09", "NETTER1", "ESMO-GEP-2020"),
        strength=CONDITIONAL,
        role="later_line",
        mark="R",
        options=("prrt",),
        when=well & in_reach & sstr.missing & (ssa_progressed | _after_a_line),
        says="The tumour progressed on treatment: PRRT next where SSTR imaging is positive.",
    ),
    Rule(
        id="systemic.next_everolimus",
        sources=("Z09", "RADIANT4", "ESMO-GEP-2020"),
        strength=CONDITIONAL,
        role="later_line",
        mark="R",
        options=("everolimus",),
        when=well
        & in_reach
        & extrapancreatic
        & ssa_progressed
        & (functional_.missing | functional_.is_("no")),
        says="The tumour progressed on an analogue: everolimus next, on label where it is not "
        "functional.",
    ),
    Order(
        id="systemic.rank_after_a_line",
        sources=("Z09", "ESMO-GEP-2020"),
        mark="E",
        first=_NEXT_AGENTS,
        over=("octreotide_lar", "lanreotide"),
        except_roles=SYNDROME,
        when=well & in_reach & _after_a_line,
        says="Progression after a line other than an analogue: the next lines before an analogue "
        "(Z09).",
    ),
    Order(
        id="systemic.rank_after_ssa",
        sources=("Z09", "NETTER1", "RADIANT4", "ESMO-GEP-2020"),
        mark="R",
        first=_NEXT_LINES,
        over=("octreotide_lar", "lanreotide"),
        except_roles=SYNDROME,
        when=well & in_reach & ssa_progressed,
        says="Progression on an analogue: the next lines before the analogue (Z09).",
    ),
    Rule(
        id="systemic.prrt_not_now",
        sources=("Z11", "NETTER1", "NETTER2"),
        strength=INFO,
        mark="R",
        against=("base:systemic.prrt",),
        when=well & in_reach & sstr_positive & _runs & ~_prrt_runs & _stable & ~_refractory,
        says="Stable on the treatment that runs: no PRRT now. It comes after progression, for a "
        "refractory syndrome, or before surgery.",
    ),
    Guard(
        id="systemic.prrt_early",
        kind="caution",
        options=("prrt",),
        roles=("primary",),
        when=recorded(course.is_("newly_diagnosed"), course) & ~_first_line_prrt & ~_refractory,
        sources=("Z11", "NETTER1", "NETTER2"),
        mark="R",
        says="Newly diagnosed, and Ki-67 is not 10-55 %: it comes after progression.",
    ),
    Rule(
        id="systemic.pause",
        sources=("Z09",),
        strength=OPTION,
        mark="E",
        options=("treatment_pause",),
        when=well & in_reach & functional_.is_("no") & _any_held,
        says="Running and stable, without a syndrome: the board may also pause the treatment, "
        "with imaging.",
    ),
)

TRIAL: tuple[Act, ...] = (
    Rule(
        id="systemic.clinical_trial",
        statements=("U44",),
        sources=("Z19",),
        strength=OPTION,
        role="later_line",
        mark="E",
        options=("clinical_trial",),
        when=present & metastatic & (well | nec) & progressive & derived("non_ssa_line").is_("yes"),
        says="Progression after a standard line: a clinical trial.",
    ),
    Order(
        id="systemic.rank_supportive_care",
        sources=("Z19", "ENETS-NEC-2023"),
        mark="R",
        first=("best_supportive_care",),
        over=(
            *("edotreotide", "prrt_retreatment", "cabozantinib", "surufatinib", "belzutifan"),
            *("everolimus_lanreotide", "interferon", "streptozocin_5fu", "folfox", "folfiri"),
            *("carboplatin_etoposide", "cisplatin_irinotecan", "deb_tace"),
        ),
        when=recorded(ecog >= 4, ecog),
        says="ECOG 4: supportive and palliative care before treatment of the tumour (Z19).",
    ),
)

EXTENT: tuple[Act, ...] = (
    Rule(
        id="extent.embolise_later",
        statements=("T50", "T51"),
        sources=("Z10",),
        strength=INFO,
        mark="R",
        against=("base:extent.diffuse", "base:extent.indeterminate"),
        when=well & present & liver_metastases & _stable & _without_symptoms,
        says="Stable and without symptoms: an analogue first, or go on with it. Embolise for "
        "symptoms, for growth, or before surgery.",
    ),
)
