"""Clinical terms that rules share, each as its source defines it: part of the plugin interface."""

from __future__ import annotations

from nettui.engine.language.conditions import Condition, Reference, derived, fact

# Facts by the names of the field.
ki67 = fact("pathology.ki67")
site = fact("disease.primary_site")
extent_ = fact("disease.extent")
feasible = fact("disease.curative_resection_feasible")
sstr = fact("imaging.sstr_result")
functional_ = fact("function.functional")
syndrome = fact("function.syndrome")
planned = fact("history.planned_procedure")
grade = derived("grade")
tumour_class = derived("tumour_class")
reported_grade = fact("pathology.reported_grade")
liver_spread = derived("liver_spread")
scope = derived("scope")

# Digestive sites of which the protocol covers a NEC alone, and sites of which nothing (Z18).
NEC_ALONE = ("oesophagus", "liver", "gallbladder", "bile_duct", "anus")
NOT_COVERED = ("other", "ovary", "breast", "kidney", "skin", "paraganglioma")

in_scope: Condition = scope.is_("in_scope")
well: Condition = in_scope & tumour_class.is_("well")
nec: Condition = in_scope & tumour_class.is_("poor")
# Where nothing of class and scope is open: what a NEC is not asked for is asked until then (Z07).
# A class of lung and thymus from a resection, or a NEC: neither waits for Ki-67 (Z06).
class_without_ki67: Condition = derived("class_settled").is_("yes")
certain_nec: Condition = derived("work_up").is_("NEC")
resected: Condition = derived("residual").is_("none")  # A31: nothing left, margin R0
present: Condition = derived("residual").is_("present")

# Nothing left, and no metastasis: how far it had spread no longer decides the way (RT-04, Z03).
resected_without_spread: Condition = resected & derived("metastases_named").is_("no")
localized: Condition = extent_.one_of("localized", "regional")  # A08
liver_only: Condition = extent_.is_("liver_only")  # A06
beyond_liver: Condition = extent_.is_("beyond_liver")
metastatic: Condition = extent_.one_of("liver_only", "beyond_liver")  # data dictionary, section I
liver_metastases: Condition = liver_only | (
    beyond_liver & fact("disease.metastasis_sites").include("liver")
)

pancreas: Condition = site.is_("pancreas")
small_intestine: Condition = site.is_("jejunum_ileum")
thoracic: Condition = site.one_of("lung", "thymus")

# The board's judgement, never computed; "not judged" is an answer of its own (A01, RT-13, RT-22).
feasible_yes: Condition = feasible.known & feasible.is_("yes")
feasible_borderline: Condition = feasible.known & feasible.is_("borderline")
feasible_no: Condition = feasible.known & feasible.is_("no")
feasible_open: Condition = feasible.missing

unresectable: Condition = localized & feasible_no  # A09
# S34-S44 are listed under "beyond liver"; shown also as next step elsewhere (A30).
in_reach: Condition = present & (metastatic | unresectable)

functioning: Condition = functional_.is_("yes")
# A syndrome is treated now, in and out of scope and whatever is not known of the tumour (Z04,
# INV-72); only where nothing is left for certain is there nothing to control.
active_syndrome: Condition = functioning & ~(derived("residual").known & resected)
carcinoid: Condition = syndrome.is_("carcinoid")
insulinoma: Condition = syndrome.is_("insulinoma")
# An operation on the tumour is on record.
_margin, _status = fact("disease.margin"), fact("disease.disease_status")


def recorded(condition: Condition, *facts: Reference) -> Condition:
    """Hold only where the facts are recorded: for lists whose absence warns and holds nothing."""
    for name in facts:
        condition = name.known & condition
    return condition


operated: Condition = (
    fact("history.surgery_date").known
    | recorded(_margin.one_of("R0", "R1", "R2"), _margin)
    | recorded(_status.one_of("resected_no_residual", "residual", "recurrent"), _status)
)
SYNDROME = ("symptom",)  # control of a syndrome goes beside the anatomical plan (A05): the
# orders of antitumour therapy do not rank it
any_procedure: Condition = planned.include(
    "surgery_abdominal",
    "surgery_other",
    "liver_resection",
    "ablation",
    "embolisation",
    "SIRT",
    "endoscopy",
    "biopsy_liver",
    "biopsy_other",
    "PRRT",
    "anaesthesia",
    "liver_transplantation",
    "splenectomy",
)
surgery_planned: Condition = planned.include(
    "surgery_abdominal",
    "surgery_other",
    "liver_resection",
    "liver_transplantation",
    "splenectomy",
)
surgery_or_anaesthesia: Condition = surgery_planned | planned.include("anaesthesia")
abdominal_surgery: Condition = planned.include(
    "surgery_abdominal", "liver_resection", "liver_transplantation", "splenectomy"
)  # data dictionary, section I

# A scan of which no result is recorded asks for its result, not for another scan; after six months
# it answers nothing any more (Z16).
_scanned_by, _scan_age = fact("imaging.sstr_modality"), fact("imaging.sstr_age_months")
sstr_unscanned: Condition = sstr.missing & (
    _scanned_by.missing | recorded(_scan_age > 6, _scan_age)
)
sstr_positive: Condition = sstr.is_("positive")  # heterogeneous is not positive (A26)


# Hypoglycaemia on record, and whether there is an insulinoma (Z15).
hypoglycaemia = derived("hypoglycaemia")
hypoglycaemic: Condition = ~hypoglycaemia.is_("not_recorded")
unexplained_hypoglycaemia: Condition = hypoglycaemia.is_("unexplained")
insulinoma_state = derived("insulinoma_state")
# A syndrome that is not named yet, at a site that may make one.
perhaps_insulinoma: Condition = (
    syndrome.missing
    & insulinoma
    & recorded(functioning, functional_)
    & site.one_of("pancreas", "duodenum", *NOT_COVERED, *NEC_ALONE)
)
possible_insulinoma: Condition = insulinoma_state.one_of("named", "possible") | perhaps_insulinoma

# Plain-language terms of the data dictionary, section I.
serotonin_producing: Condition = derived("serotonin").is_("yes")
progressive: Condition = fact("disease.progression_status").is_("RECIST_progressive")
low_g2: Condition = (ki67 >= 3) & (ki67 <= 5)
upper_g2: Condition = (ki67 > 10) & (ki67 <= 20)
MASS_SYMPTOMS = ("pain", "obstruction", "jaundice", "weight_loss")
asymptomatic_primary: Condition = (
    ~fact("disease.primary_complication").include(
        "obstruction", "perforation", "bleeding", "ischaemia", "jaundice"
    )
    & functional_.is_("no")
    & ~recorded(fact("function.symptoms").include(*MASS_SYMPTOMS), fact("function.symptoms"))
)
_prior = fact("history.prior_therapies")
after_ssa: Condition = fact("history.prior_ssa").is_("yes") | _prior.include("T01", "T02", "T05")

# What came of a treatment, as its entry in the record says (Z09).
_current = fact("history.current_therapies")
_grew = fact("history.progressed_on")
_course = fact("disease.progression_status")


def grew_on(*rows: str) -> Condition:
    """The tumour progressed on one of these treatments, as it is recorded."""
    return recorded(_grew.include(*rows), _grew)


def held_while_running(row: str) -> Condition:
    """A treatment runs, and the tumour is stable or smaller: by its course, else by its entry."""
    is_held = _course.one_of("stable", "responding") | (
        _course.missing & fact("history.held_by").include(row)
    )
    return _current.include(row) & is_held & ~grew_on(row)


ssa_progressed: Condition = derived("ssa_outcome").is_("progression")

# Lines of the base protocol that a site's lesser alternative contradicts (INV-20, INV-67).
BASE_RESECTION = (
    "base:extent.surgery",
    "base:extent.surgery_to_board",
    "base:extent.nodes",
    "base:extent.nodes_to_board",
)
BASE_NODES = ("base:extent.nodes", "base:extent.nodes_to_board")
BASE_SSA = (
    "base:systemic.ssa",
    "base:systemic.ssa_si",
    "base:systemic.ssa_unknown_primary",
    "base:systemic.ssa_unresectable",
)
BASE_COMPLETION = ("base:extent.completion", "base:extent.completion_nodes")
