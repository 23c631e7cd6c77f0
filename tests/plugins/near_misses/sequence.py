"""Near misses of what came of earlier treatments (Z09)."""

from __future__ import annotations

from tests.plugins.near_misses.rule import (
    BEYOND,
    COURSE,
    FUNCTIONAL,
    NOT_WELL,
    PRIOR,
    PROGRESSIVE,
    RESECTABLE,
    RESECTED,
    SITE,
    SSTR,
    Facts,
    Rule,
    at,
    some,
)

GREW, HELD = "history.progressed_on", "history.held_by"
RUNS, ENDED = "history.current_therapies", "history.ended_for_toxicity"
NEVER, ALLERGIES = "history.never_again", "patient.allergies"

# What an option of the catalogue is called in the history: the rows of the therapy file.
ROWS = {
    "interferon": ("T08",),
    "prrt": ("T20", "T23"),
    "edotreotide": ("T21",),
    "everolimus": ("T30",),
    "sunitinib": ("T31",),
    "cabozantinib": ("T32",),
    "surufatinib": ("T33",),
    "belzutifan": ("T34",),
    "captem": ("T40",),
    "temozolomide": ("T40", "T41"),
    "streptozocin_5fu": ("T42",),
    "folfox": ("T43",),
    "cisplatin_etoposide": ("T44", "T45"),
    "carboplatin_etoposide": ("T44", "T45"),
    "cisplatin_irinotecan": ("T46",),
    "folfiri": ("T47",),
}
AGENTS = ("prrt", "everolimus", "sunitinib", "cabozantinib")


def _by_growth(option: str, rows: tuple[str, ...]) -> tuple[Rule, Rule]:
    """Return when an option no longer leads: the tumour grew on it, or after it held."""
    first, *more = rows
    return (
        Rule(
            f"therapies:systemic.progressed_{option}",
            {GREW: some(first)},
            still=tuple({GREW: some(row)} for row in more),
            no=({GREW: None}, {GREW: some("T63")}, {GREW: some(), HELD: some(first)}),
        ),
        Rule(
            f"therapies:systemic.grows_again_{option}",
            {**PROGRESSIVE, HELD: some(first)},
            still=tuple({HELD: some(row)} for row in more),
            misses=({COURSE: "stable"},),
            no=({HELD: None}, {HELD: some("T63")}),
        ),
    )


def _behind_the_others(option: str) -> Rule:
    """Return when an agent on which the tumour grew follows those on which it did not."""
    first, *more = ROWS[option]
    others = [row for other in AGENTS if other != option for row in ROWS[other]]
    return Rule(
        f"therapies:systemic.rank_after_{option}",
        at("pancreas", BEYOND, {GREW: some(first)}),
        still=(*({GREW: some(row)} for row in more), {GREW: some(first, "T40")}),
        misses=(*NOT_WELL, RESECTABLE, RESECTED),
        no=(
            {GREW: None},
            {GREW: some("T40")},
            *({GREW: some(first, other)} for other in others),
        ),
    )


_AFTER_SSA: Facts = at("jejunum_ileum", BEYOND, {GREW: some("T02"), SSTR: None})
_AFTER_A_LINE: Facts = at("pancreas", BEYOND, PROGRESSIVE, {PRIOR: some("T40"), SSTR: None})
_ANALOGUES = ("T01", "T02", "T03", "T05", "T06")

RULES = (
    *(rule for option, rows in ROWS.items() for rule in _by_growth(option, rows)),
    *map(_behind_the_others, AGENTS),
    Rule(
        "base:systemic.ssa_progressed",
        {GREW: some("T02")},
        still=(
            *({GREW: some(row)} for row in ("T01", "T05")),
            # It runs, it held the tumour, and the tumour grows now.
            *(
                {**PROGRESSIVE, GREW: some(), HELD: some(row), RUNS: some(row)}
                for row in ("T01", "T02", "T05")
            ),
        ),
        misses=(
            {GREW: some("T30")},
            {**PROGRESSIVE, GREW: some(), HELD: some("T02"), RUNS: some()},
            {**PROGRESSIVE, GREW: some(), HELD: some(), RUNS: some("T02")},
            {COURSE: "stable", GREW: some(), HELD: some("T02"), RUNS: some("T02")},
        ),
    ),
    Rule(
        "base:systemic.ssa_not_borne",
        {ALLERGIES: some("octreotide")},
        still=(
            *({ALLERGIES: some(word)} for word in ("lanreotide", "pasireotide")),
            *(
                {ALLERGIES: some(), name: some(row)}
                for name in (ENDED, NEVER)
                for row in _ANALOGUES
            ),
        ),
        no=(
            {ALLERGIES: None},
            {ALLERGIES: some("everolimus")},
            {ALLERGIES: some(), NEVER: None, ENDED: None},
        ),
    ),
    Rule(
        "base:systemic.cover_not_borne",
        {ALLERGIES: some("lanreotide")},
        still=({ALLERGIES: some("pasireotide")},),
        # To octreotide itself the cover is stopped.
        no=({ALLERGIES: some("octreotide")}, {ALLERGIES: None}),
    ),
    Rule(
        "therapies:systemic.next_prrt",
        _AFTER_SSA,
        still=(_AFTER_A_LINE,),
        misses=(
            *({SSTR: word} for word in ("positive", "negative")),
            {GREW: some("T63")},
            {**_AFTER_A_LINE, GREW: some(), COURSE: "stable"},
            {**_AFTER_A_LINE, GREW: some(), PRIOR: some("T02")},
            *NOT_WELL,
            RESECTED,
        ),
    ),
    Rule(
        "therapies:systemic.next_everolimus",
        _AFTER_SSA,
        still=({FUNCTIONAL: None}, {SSTR: "positive"}, {SITE: "colon"}),
        misses=({FUNCTIONAL: "yes"}, {GREW: some("T30")}, {SITE: "pancreas"}, *NOT_WELL, RESECTED),
    ),
    # PRRT on which the tumour grew goes before nothing (PAN-NF-10 says "another").
    Rule(
        "pancreas:systemic.prrt_before_targeted",
        {**_AFTER_A_LINE, SSTR: "positive"},
        still=({GREW: some("T30")}, {GREW: None}),
        misses=tuple({GREW: some(row)} for row in ("T20", "T21", "T22", "T23")),
    ),
    Rule(
        "therapies:systemic.rank_after_a_line",
        _AFTER_A_LINE,
        still=({PRIOR: some("T30")}, {SITE: "colon"}),
        misses=({COURSE: "stable"}, {PRIOR: some("T02")}, *NOT_WELL, RESECTABLE, RESECTED),
    ),
)
