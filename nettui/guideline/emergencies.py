"""Emergencies on record: the first lines of a plan, whatever else is missing (Z20, A02, INV-72).

Some are urgent without a question: perforation, cord compression, a crisis. Of others the plan asks
whether they are urgent: obstruction, bleeding, jaundice. What is over has no line. A complication
of a primary that was operated on may be over: the plan asks. They speak of what is on record alone,
and one note says where what they read is not recorded.

The first lines are rules of the work-up with the flag ``emergency``; what may be done about them
(operation, drainage, stent, stoma) are options of the extent stage, in the supportive role, which
no data gate holds.
"""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, STRONG, Condition, Rule, fact
from nettui.plugin.terms import operated, recorded, syndrome

acute = fact("disease.acute_events")
over = fact("disease.acute_events_over")
complication = fact("disease.primary_complication")
urgent = fact("disease.urgent_complication")
symptoms = fact("function.symptoms")
bowel = fact("disease.bowel_obstruction")
fistula = fact("organ.gi_perforation_fistula")
infection = fact("organ.active_infection")
anc, potassium, calcium = fact("labs.anc"), fact("labs.potassium"), fact("labs.calcium")

_said_not_urgent: Condition = recorded(urgent.no, urgent)
_said_urgent: Condition = recorded(urgent.yes, urgent)


def _now(word: str) -> Condition:
    return recorded(acute.include(word), acute)


def _is_over(word: str) -> Condition:
    return recorded(over.include(word), over) & ~_now(word)


def _present(word: str, *signs: Condition) -> Condition:
    """Hold where an event is recorded as present, or a sign of it and not that it is over."""
    found = _now(word)
    for sign in signs:
        found = found | (sign & ~_is_over(word))
    return found


def _complicated(word: str) -> Condition:
    return recorded(complication.include(word), complication)


def _symptom(word: str) -> Condition:
    return recorded(symptoms.include(word), symptoms)


# --- urgent without a question ------------------------------------------------------------------

_COMPLICATIONS = {
    word: _complicated(word) & ~_said_not_urgent & (~operated | _said_urgent)
    for word in ("perforation", "ischaemia")
}
perforation: Condition = _present("perforation", _COMPLICATIONS["perforation"])
ischaemia: Condition = _present("ischaemia", _COMPLICATIONS["ischaemia"])
cholangitis: Condition = _present("cholangitis")

_AT_ONCE: tuple[tuple[str, Condition, str], ...] = (
    (
        "perforation",
        perforation,
        "Perforation is recorded: surgeon now.",
    ),
    (
        "ischaemia",
        ischaemia,
        "Bowel ischaemia is recorded: surgeon now.",
    ),
    (
        "cord_compression",
        _present("cord_compression"),
        "Spinal cord compression is recorded: dexamethasone, MRI of the whole spine, neurosurgery "
        "and radiotherapy now.",
    ),
    (
        "carcinoid_crisis",
        _present("carcinoid_crisis"),
        "Carcinoid crisis is recorded: fluids, vasopressors and octreotide now; a vasopressor is "
        "never withheld.",
    ),
    (
        "cholangitis",
        cholangitis,
        "Cholangitis is recorded: blood cultures, antibiotics and drainage of the bile ducts now.",
    ),
    (
        "hypoglycaemia",
        _present("severe_hypoglycaemia"),
        "Severe hypoglycaemia is recorded: glucose into a vein now, and measure it until it stays "
        "up.",
    ),
    (
        "adrenal_crisis",
        _present("adrenal_crisis"),
        "Adrenal crisis is recorded: hydrocortisone and saline into a vein now, before any result.",
    ),
    (
        "neutropenic_sepsis",
        _present(
            "neutropenic_sepsis",
            recorded(infection.is_("active_severe") & (anc < 0.5), infection, anc),
        ),
        "Neutropenic sepsis is recorded: blood cultures and broad antibiotics within the hour.",
    ),
    (
        "airway",
        _present("airway_obstruction"),
        "Airway obstruction is recorded: secure the airway now; anaesthesia, thoracic team.",
    ),
    (
        "haemoptysis",
        _present("haemoptysis"),
        "Haemoptysis is recorded: secure the airway now; bronchoscopy, interventional radiology, "
        "thoracic surgery.",
    ),
    (
        "hypercalcaemia",
        _present("severe_hypercalcaemia", recorded(calcium > 3.5, calcium)),
        "Severe hypercalcaemia (above 3.5 mmol/L, or recorded as such): saline into a vein, then "
        "an antiresorptive agent, ECG now.",
    ),
    (
        "potassium",
        recorded(potassium < 2.5, potassium),
        "Potassium below 2.5 mmol/L: replace it now, with ECG monitoring; check magnesium.",
    ),
)

# --- with the question of urgency ---------------------------------------------------------------

obstruction: Condition = _present(
    "obstruction",
    _complicated("obstruction"),
    recorded(bowel.yes, bowel),
    _symptom("obstruction"),
)
bleeding: Condition = _present("bleeding", _complicated("bleeding"), _symptom("bleeding"))
jaundice: Condition = _present("jaundice", _complicated("jaundice"), _symptom("jaundice"))
vena_cava: Condition = _present("vena_cava_obstruction")

_ASKED: tuple[tuple[str, Condition, str, str], ...] = (
    (
        "obstruction",
        obstruction,
        "Bowel obstruction is recorded",
        "surgeon now; fluids, decompression.",
    ),
    ("bleeding", bleeding, "Bleeding is recorded", "resuscitate, endoscopy or embolisation now."),
    ("jaundice", jaundice, "Jaundice is recorded", "drainage of the bile ducts now."),
    (
        "vena_cava",
        vena_cava,
        "Vena cava obstruction is recorded",
        "imaging, stent or radiotherapy now.",
    ),
    (
        "cortisol",
        _present("cortisol_excess", syndrome.is_("ACTH")),
        "Cortisol excess is recorded",
        "lower cortisol, replace potassium, prevent thrombosis and infection now.",
    ),
)


def _line(name: str, when: Condition, says: str, mark: str) -> Rule:
    return Rule(
        id=f"workup.{name}",
        statements=("A02",),
        sources=("Z20",),
        strength=STRONG,
        mark=mark,
        flags=("emergency",),
        when=when,
        says=says,
    )


LINES = (
    *(_line(f"urgent_{name}", when, says, "R") for name, when, says in _AT_ONCE),
    *(
        _line(
            f"ask_{word}",
            _complicated(word) & ~_is_over(word) & ~_now(word) & operated & urgent.missing,
            f"{word.capitalize()} and an operation are recorded, but not which came first. Is the "
            f"{word} present now?",
            "E",
        )
        for word in _COMPLICATIONS
    ),
    _line(
        "ask_fistula",
        recorded(fistula.is_("uncontrolled"), fistula) & ~perforation & urgent.missing,
        "An uncontrolled perforation or fistula of the gut is recorded. Is it urgent?",
        "E",
    ),
    *(
        _line(f"ask_{name}", when & urgent.missing, f"{found}. Is it urgent?", "E")
        for name, when, found, _ in _ASKED
    ),
    *(
        _line(f"urgent_{name}", when & urgent.yes, f"{found} and urgent: {now}", "R")
        for name, when, found, now in _ASKED
    ),
    Rule(
        id="workup.emergencies_open",
        sources=("Z20", "INV-72"),
        strength=INFO,
        mark="E",
        when=acute.missing
        | complication.missing
        | symptoms.missing
        | bowel.missing
        | fistula.missing
        | infection.missing
        | anc.missing
        | potassium.missing
        | calcium.missing,
        says="Not all of this is recorded: acute events, complications of the primary, symptoms, "
        "bowel obstruction, fistula, infection, neutrophils, potassium, calcium. An emergency is "
        "not excluded by that.",
    ),
)


def _act(
    name: str, options: tuple[str, ...], when: Condition, says: str, flags: tuple[str, ...] = ()
) -> Rule:
    return Rule(
        id=f"extent.{name}",
        statements=("A02",),
        sources=("Z20", "INV-72"),
        strength=CONDITIONAL,
        mark="E",
        role="supportive",
        intent="complication",
        flags=flags,
        options=options,
        when=when,
        says=says,
    )


ACTS = (
    _act(
        "urgent_surgery",
        ("urgent_surgery",),
        # A complication that is not recorded leaves it open.
        perforation
        | ischaemia
        | (
            (
                obstruction
                | bleeding
                | (_complicated("perforation") & ~_is_over("perforation"))
                | (_complicated("ischaemia") & ~_is_over("ischaemia"))
                | (complication.missing & complication.include("obstruction", "bleeding"))
            )
            & urgent.yes
        ),
        "Urgent complication (obstruction, perforation, bleeding, ischaemia): missing work-up "
        "never holds surgery back; the surgeon decides.",
        flags=("urgent surgery",),
    ),
    _act(
        "drainage",
        ("biliary_drainage",),
        cholangitis | (jaundice & ~_said_not_urgent),
        "Jaundice or cholangitis: drainage of the bile ducts; missing work-up never holds it back.",
    ),
    _act(
        "decompression",
        ("bowel_stent", "stoma"),
        obstruction & urgent.yes,
        "Urgent obstruction: stent or stoma where an operation on the tumour is not right now.",
    ),
    _act(
        "vena_cava",
        ("vena_cava_stent",),
        vena_cava & ~_said_not_urgent,
        "Vena cava obstruction: stent; missing work-up never holds it back.",
    ),
)
