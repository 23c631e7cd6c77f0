"""Records of many kinds for properties: the cleared patient, differing in what the plugins read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from nettui.case.files.codec import CaseError, load
from nettui.case.picture.picture import picture
from nettui.case.record.facts import FACTS
from nettui.engine.language.states import TRUE
from nettui.engine.plan.offers import add_months
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current
from tests.guideline.records import DAY, planned, spread
from tests.protocols import with_all

Facts = dict[str, Any]
ROOT = Path(__file__).parents[2]

KI67 = (None, 0.0, 1.0, 2.0, 2.5, 3.0, 5.0, 11.0, 20.0, 20.5, 21.0, 55.0, 60.0)
MITOSES = (None, 0.0, 1.0, 1.9, 2.0, 10.0, 20.0, 21.0, 40.0)
SITES = (
    *("pancreas", "jejunum_ileum", "appendix", "colon", "rectum", "stomach"),
    *("duodenum", "ampulla", "lung", "thymus", None),
)
CLASSES = (("NET", "well"), ("NET", "well"), ("NET", "well"), ("NEC", "poor"), (None, None))
THERAPIES = ("T01", "T02", "T20", "T30", "T31", "T42", "T44", "T50")


@cache
def full() -> Protocol:
    """Return the protocol with every bundled plugin."""
    return with_all()


def ago(months: float | None) -> datetime.date | None:
    """Return the day that many months before the plan."""
    return None if months is None else add_months(DAY, -months)


@st.composite
def records(draw: st.DrawFn) -> Facts:
    """Draw what differs from the cleared patient."""

    def one(*values: Any) -> Any:
        return draw(st.sampled_from(values))

    family, differentiation = one(*CLASSES)
    surgery, start = one(None, 1.0, 8.0, 30.0, 70.0), one(None, 0.5, 5.0, 26.0)
    resected = one(True, False)
    current_therapies = frozenset(draw(st.lists(st.sampled_from(THERAPIES), max_size=2)))
    return spread(one("localized", "regional", "liver_only", "beyond_liver", None)) | {
        "pathology.ki67": one(*KI67),
        "pathology.mitoses_per_2mm2": one(*MITOSES),
        "pathology.histology_family": family,
        "pathology.differentiation": differentiation,
        "pathology.necrosis": one("present", "absent", None),
        "pathology.lvi": one("present", "absent", None),
        "pathology.mesoappendix_invasion_mm": one(None, 0.0, 4.0),
        "pathology.cell_size": one("small", "large", None),
        "pathology.specimen_type": one("biopsy", "endoscopic_resection", "surgical_resection"),
        "pathology.first_date": ago(one(None, 2.0, 40.0)),
        "disease.primary_site": one(*SITES),
        "disease.gastric_type": one("1", "2", "3", None),
        "disease.size_mm": one(None, 8.0, 10.0, 20.0, 21.0, 40.0),
        "disease.disease_status": "resected_no_residual" if resected else "not_resected",
        "disease.margin": one("R0", "R0", "R1", None) if resected else None,
        "disease.curative_resection_feasible": one("yes", "no", "borderline", None),
        "disease.progression_status": one("stable", "RECIST_progressive", "responding", None),
        "disease.n_category": one(None, "N0", "N2"),
        "imaging.sstr_result": one("positive", "negative", "heterogeneous", None),
        "imaging.sstr_date": ago(one(None, 1.0, 30.0)),
        "imaging.conv_imaging_date": ago(one(None, 1.0, 9.0)),
        "imaging.echocardiography": one("normal", "CHD_severe", None),
        "function.functional": one("yes", "no", None),
        "function.syndrome": one("carcinoid", "gastrinoma", "none", None),
        "labs.u5hiaa_24h_uln_ratio": one(None, 0.5, 3.0),
        "labs.markers_date": ago(one(None, 1.0, 9.0)),
        "history.surgery_date": ago(surgery),
        "history.months_since_surgery": surgery,
        "history.therapy_start_date": ago(start),
        "history.months_since_therapy_start": start,
        "history.current_therapies": current_therapies,
        "history.prior_therapies": current_therapies,
        "heredity.hereditary": one("MEN1", "VHL", "NF1", "none", None),
    }


@cache
def met_by_a_case(names: tuple[str, ...]) -> Mapping[str, Facts]:
    """Return for each of these rules the record of the first case that meets it."""
    protocol = full()
    found: dict[str, Facts] = {}
    paths = [*ROOT.glob("cases/*.toml"), *ROOT.glob("plugins/*/cases/*/*.toml")]
    for path in sorted(paths):
        if len(found) == len(names):
            break
        try:
            file = load(path)
        except CaseError:
            continue  # a bad case that is refused on reading meets nothing
        assert file.as_of is not None, path
        seen = picture(file.case, file.as_of, protocol.inferences)
        facts = dict(zip(FACTS, seen.values, strict=True))
        made = planned(facts, protocol=protocol)
        for name in names:
            if name not in found and made.truth(protocol.position[name]) == TRUE:
                found[name] = facts
    return found


@cache
def without(*plugins: str) -> Protocol:
    """Return the protocol without some plugins."""
    return current(without=plugins)
