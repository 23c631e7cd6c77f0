"""Monitoring that a therapy asks for, added to the schedules (follow-up file, section D)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Due, Rule, fact
from nettui.plugin.terms import in_scope, resected

from .refine import current

CLOCK = ("history.therapy_start_date",)
prior = fact("history.prior_therapies")
since_prrt = fact("history.months_since_prrt")
since_start = fact("history.months_since_therapy_start")
since_embolisation = fact("history.months_since_embolisation")
planned = fact("history.planned_procedure")
PRRT = ("T20", "T21", "T22", "T23")
_ssa: Condition = in_scope & current.include("T01", "T02", "T03", "T04", "T05", "T06")
_embolised: Condition = in_scope & prior.include("T50", "T51", "T52", "T53")
_prrt_given: Condition = in_scope & prior.include(*PRRT)
_everolimus: Condition = in_scope & current.include("T30")
_tki: Condition = in_scope & current.include("T31", "T32")
_chemotherapy: Condition = in_scope & current.include(
    "T40", "T41", "T42", "T43", "T44", "T45", "T46", "T47"
)


def _monitor(
    name: str,
    row: str,
    says: str,
    when: Condition,
    *therapies: str,
    due: Due | None = None,
    strength: str = CONDITIONAL,
) -> Rule:
    return Rule(
        id=f"follow_up.{name}",
        statements=(row,),
        sources=therapies,
        strength=strength,
        role="supportive",
        mark="R",
        due=due,
        when=when,
        says=says,
    )


def _blood(low: float, high: float, *after: str) -> Due:
    return Due(low=low, high=high, anchor="labs.blood_count_date", after=after)


ACTS = (
    _monitor(
        "ssa_gallbladder",
        "F-SSA",
        "On an analogue: ultrasound of the gallbladder at baseline, and every 12 months if there "
        "are symptoms.",
        _ssa & fact("imaging.ultrasound_date").missing,
        "T01",
        "T02",
    ),
    _monitor(
        "ssa_gallbladder_again",
        "F-SSA",
        "On an analogue, if there are symptoms: ultrasound of the gallbladder.",
        _ssa & fact("imaging.ultrasound_date").known,
        "T01",
        "T02",
        due=Due(low=12, high=12, anchor="imaging.ultrasound_date"),
    ),
    _monitor(
        "ssa_metabolic",
        "F-SSA",
        "On an analogue: glucose or HbA1c; B12 and fat-soluble vitamins yearly.",
        _ssa,
        "T01",
        "T02",
    ),
    _monitor(
        "prrt_before_dose",
        "F-PRRT",
        "Blood count and creatinine 2-4 weeks before each dose of PRRT.",
        in_scope & (current.include(*PRRT) | planned.include("PRRT")),
        "T20",
        strength=STRONG,
    ),
    _monitor(
        "prrt_first_months",
        "F-PRRT",
        "After PRRT: blood count and creatinine at 3 and 6 months.",
        _prrt_given & (since_prrt < 6),
        "T20",
        due=_blood(3, 3, "history.prrt_date"),
        strength=STRONG,
    ),
    _monitor(
        "prrt_first_year",
        "F-PRRT",
        "After PRRT: blood count and creatinine at 12 months.",
        _prrt_given & (since_prrt >= 6) & (since_prrt < 12),
        "T20",
        due=_blood(6, 6, "history.prrt_date"),
        strength=STRONG,
    ),
    _monitor(
        "prrt_second_year",
        "F-PRRT",
        "After PRRT: blood count and creatinine at 24 months.",
        _prrt_given & (since_prrt >= 12) & (since_prrt <= 24),
        "T20",
        due=_blood(12, 12, "history.prrt_date"),
        strength=STRONG,
    ),
    _monitor(
        "prrt_marrow",
        "F-PRRT",
        "After PRRT: unexplained cytopenia, think of myelodysplasia.",
        _prrt_given,
        "T20",
    ),
    _monitor(
        "everolimus_first_month",
        "F-EVEROLIMUS",
        "Everolimus: glucose, lipids, blood count, creatinine at 2 and 4 weeks.",
        _everolimus & (since_start <= 1),
        "T30",
        due=_blood(0.5, 0.5, *CLOCK),
        strength=STRONG,
    ),
    _monitor(
        "everolimus_monthly",
        "F-EVEROLIMUS",
        "Everolimus: glucose, lipids, blood count, creatinine monthly.",
        _everolimus & (since_start > 1),
        "T30",
        due=_blood(1, 1, *CLOCK),
        strength=STRONG,
    ),
    _monitor(
        "everolimus_lung",
        "F-EVEROLIMUS",
        "Everolimus: new cough or dyspnoea, CT of the chest.",
        _everolimus,
        "T30",
    ),
    _monitor(
        "tki_pressure",
        "F-TKI",
        "Sunitinib or cabozantinib: blood pressure weekly in the first cycle; liver tests, protein "
        "in urine; TSH with sunitinib.",
        _tki,
        "T31",
    ),
    _monitor(
        "tki_heart",
        "F-TKI",
        "Sunitinib or cabozantinib: LVEF at baseline is missing.",
        _tki & fact("imaging.lvef").missing,
        "T31",
    ),
    _monitor(
        "chemotherapy_blood",
        "F-CHEMOTHERAPY",
        "Chemotherapy: blood count on day 1, weekly in cycle 1.",
        _chemotherapy,
        "D-GATES",
        strength=STRONG,
    ),
    _monitor(
        "cisplatin_kidney",
        "F-CHEMOTHERAPY",
        "Cisplatin: creatinine and magnesium.",
        in_scope & current.include("T44", "T46"),
        "T44",
        strength=STRONG,
    ),
    _monitor(
        "streptozocin_kidney",
        "F-CHEMOTHERAPY",
        "Streptozocin: protein in urine.",
        in_scope & current.include("T42"),
        "D-GATES",
        strength=STRONG,
    ),
    _monitor(
        "embolisation_liver",
        "F-EMBOLISATION",
        "After embolisation: liver tests on days 1-7.",
        _embolised & (since_embolisation <= 0.25),
        "T50",
        strength=STRONG,
    ),
    _monitor(
        "embolisation_imaging",
        "F-EMBOLISATION",
        "After embolisation: imaging at 4-8 weeks.",
        _embolised & (since_embolisation <= 6),
        "T50",
        due=Due(
            low=0.92,
            high=1.84,
            anchor="history.embolisation_date",
            repeats=False,
            done="imaging.conv_imaging_date",
        ),
        strength=STRONG,
    ),
    _monitor(
        "pancreatic_function",
        "F-PANCREAS",
        "After pancreatic resection, or on an analogue: look for new diabetes, review enzyme "
        "replacement.",
        _ssa
        | (in_scope & fact("history.prior_abdominal_surgery").include("pancreatic_resection"))
        | (in_scope & fact("disease.primary_site").is_("pancreas") & resected),
        "T01",
    ),
)
