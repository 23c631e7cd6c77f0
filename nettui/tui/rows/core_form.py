"""The core facts of a patient on one screen: eight to twelve, by the site of the primary.

With them a first plan stands; everything else is in the record. Which facts they are is the table
`CORE`; it decides nothing, and no rule reads it.
"""

from __future__ import annotations

from collections.abc import Mapping

from nettui.case.record.case import Case
from nettui.case.record.paths import facts_in, path_of
from nettui.engine.plan.plan import Plan
from nettui.tui.rows.entered_at import wanted_paths
from nettui.tui.rows.field import field_row
from nettui.tui.rows.layout import ListRow

_FIRST = "patient.age patient.sex_at_birth disease.primary_site pathology.histology_family"
_GRADE = "pathology.reported_grade pathology.ki67"
_REST = "disease.disease_status imaging.sstr_result function.functional patient.ecog"

# By the word of the primary site; "" is everything else, also while none is known.
CORE: Mapping[str, str] = {
    "": f"{_FIRST} {_GRADE} disease.size_mm disease.extent {_REST}",
    "pancreas": f"{_FIRST} {_GRADE} disease.size_mm disease.extent {_REST}",
    "jejunum_ileum": f"{_FIRST} {_GRADE} disease.extent {_REST}",
    "appendix": f"{_FIRST} {_GRADE} disease.size_mm disease.margin"
    " disease.appendix_position disease.extent disease.disease_status",
    "rectum": f"{_FIRST} {_GRADE} disease.size_mm pathology.depth disease.extent"
    " disease.disease_status disease.margin",
    "stomach": f"{_FIRST} {_GRADE} disease.gastric_type disease.size_mm pathology.depth"
    " disease.extent disease.disease_status imaging.sstr_result",
    "lung": f"{_FIRST} {_GRADE} pathology.mitoses_per_2mm2 disease.extent {_REST}",
    "thymus": f"{_FIRST} {_GRADE} pathology.mitoses_per_2mm2 disease.extent {_REST}",
}
_PREGNANCY = "patient.pregnancy_status"
_MENARCHE, _MENOPAUSE = 10, 55  # years: it is asked in between, and where the age is not known


def core_names(case: Case) -> tuple[str, ...]:
    """Return the facts that the form of a case has, in their order."""
    names = CORE.get(case.disease.primary_site or "", CORE[""]).split()
    age = case.patient.age
    is_number = isinstance(age, int | float)
    is_of_age = not is_number or _MENARCHE <= float(age) <= _MENOPAUSE  # type: ignore[arg-type]
    if case.patient.sex_at_birth == "female" and is_of_age:
        names.append(_PREGNANCY)
    return tuple(names)


def core_rows(plan: Plan) -> tuple[ListRow, ...]:
    """Return the core facts of a case as rows, each with the key of the path where it is set."""
    case = plan.case
    wanted = wanted_paths(plan)
    rows: list[ListRow] = []
    for name in core_names(case):
        part, _, field = name.partition(".")
        path = path_of(case, name)
        if path.endswith("[+]"):  # a result alone is enough: its examination is then unnamed
            path = f"{path}.{field}"
        rows.append(field_row(case, path, facts_in(part)[field], wanted.get(path, "")))
    return tuple(rows)
