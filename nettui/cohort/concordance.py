"""What the base protocol says, and what the full protocol says, for each site, grade and extent.

Each cell is one plain case: fit, organs working, nothing missing, newly diagnosed, SSTR positive,
not functional. The page is for a clinician who reviews where later guidance differs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import product

from attrs import frozen

from nettui.case.record.case import Case
from nettui.case.record.disease import Disease
from nettui.case.record.function import Function
from nettui.case.record.history import History
from nettui.case.record.imaging import Scan
from nettui.case.record.labs import LabResult
from nettui.case.record.organ import Organ
from nettui.case.record.pathology import Specimen
from nettui.case.record.patient import Patient
from nettui.engine.language.wording import plain
from nettui.engine.plan.findings import Conflict, Offer
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol

SITES = (
    "pancreas",
    "jejunum_ileum",
    "appendix",
    "colon",
    "rectum",
    "stomach",
    "duodenum",
    "ampulla",
    "lung",
    "thymus",
    "unknown",
)
# Grade as shown, differentiation, Ki-67 in %, mitoses per 2 mm2.
GRADES = (
    ("G1", "well", 1.0, 0.0),
    ("G2", "well", 8.0, 4.0),
    ("NET G3", "well", 30.0, 8.0),
    ("NEC", "poor", 80.0, 40.0),
)
EXTENTS = ("localized", "regional", "liver_only", "beyond_liver")
SIZE = 15.0  # mm: where the base protocol and the sites differ most
_DAY = datetime.date(2026, 1, 31)
_SEEN = datetime.date(2026, 1, 15)
_SHOWN_GROUPS = ("do", "consider")


def typical(site: str, grade: tuple[str, str, float, float], extent: str) -> Case:
    """Return the plain case of a cell."""
    name, differentiation, ki67, mitoses = grade
    is_local = extent in ("localized", "regional")
    metastases = {"liver_only": {"liver"}, "beyond_liver": {"liver", "bone"}}.get(extent, {"none"})
    return Case(
        case_id=f"{site} {name} {extent}",
        patient=Patient(
            age=58,
            sex_at_birth="male",
            pregnancy_status="not_applicable",
            ecog=0,
            height_cm=175.0,
            weight_kg=75.0,
            comorbidities=frozenset({"none"}),
            allergies=frozenset({"none"}),
            sbp=125.0,
            dbp=75.0,
            qtc_ms=420.0,
            nyha_class=1,
            neuropathy_grade=0,
            hearing_grade=0,
            spo2_pct=97.0,
            contraception="not_applicable",
        ),
        pathology=(
            Specimen(
                date=_SEEN,
                specimen_type="biopsy",
                histology_family="NEC" if differentiation == "poor" else "NET",
                differentiation=differentiation,
                cell_size="large" if differentiation == "poor" else None,
                ki67=ki67,
                mitoses_per_2mm2=mitoses,
                necrosis="absent",
                ihc_synaptophysin="positive",
                ihc_cga="positive",
                depth="submucosa" if site not in ("pancreas", "lung", "thymus") else None,
                lvi="absent",
            ),
        ),
        disease=Disease(
            primary_site=site,
            size_mm=SIZE,
            extent=extent,
            metastasis_sites=frozenset(metastases),
            suspicious_nodes="yes" if extent == "regional" else "no",
            local_invasion="none",
            main_duct_dilatation=False,
            bile_duct_involvement=False,
            gastric_type="3" if site == "stomach" else None,
            liver_lesion_count=None if is_local else 8,
            liver_distribution=None if is_local else "bilobar_diffuse",
            liver_burden_pct=None if is_local else 30.0,
            curative_resection_feasible="yes" if is_local else "no",
            primary_resectable="not_applicable" if site == "unknown" else "yes",
            disease_status="not_resected",
            progression_status="newly_diagnosed",
            primary_complication=frozenset({"none"}),
            cns_disease="none",
        ),
        imaging=(
            Scan(date=_SEEN, modality="CT"),
            Scan(
                date=_SEEN,
                modality="68Ga-DOTATATE",
                sstr_result="positive",
                krenning_score=4,
                uptake_vs_liver="above",
                sstr_all_lesions="yes",
            ),
        ),
        function=Function(
            functional="no", symptoms=frozenset({"none"}), constipation_severe=False, ppi_use="no"
        ),
        labs=tuple(
            LabResult(date=_SEEN, analyte=analyte, value=value, uln=uln)
            for analyte, value, uln in (
                ("creatinine", 80.0, None),
                ("hb", 135.0, None),
                ("anc", 4.0, None),
                ("wcc", 6.0, None),
                ("platelets", 220.0, None),
                ("bilirubin", 10.0, 21.0),
                ("alt", 20.0, 40.0),
                ("ast", 20.0, 40.0),
                ("albumin", 42.0, None),
                ("inr", 1.0, None),
                ("serum_cga", 60.0, 100.0),
                ("u5hiaa_24h", 20.0, 50.0),
            )
        ),
        organ=Organ(
            liver_disease="none",
            portal_vein="patent",
            biliary_status=frozenset({"intact"}),
            ascites="none",
            encephalopathy="none",
            coagulopathy="none",
            active_infection="none",
            dpyd_status="normal",
            hbv_status="negative",
            ild_status="none",
            diabetes_control="none",
            recent_major_bleed="none",
            gi_perforation_fistula="none",
        ),
        history=History(treatment_naive=True),
    )


@frozen
class Cell:
    """One cell: the two plans of its case."""

    site: str
    grade: str
    extent: str
    base: Plan
    full: Plan


def cells(base: Protocol, full: Protocol) -> Iterator[Cell]:
    """Yield every cell in the order of the page."""
    for site, grade, extent in product(SITES, GRADES, EXTENTS):
        case = typical(site, grade, extent)
        yield Cell(site, grade[0], extent, plan(case, _DAY, base), plan(case, _DAY, full))


def page(base: Protocol, full: Protocol) -> str:
    """Return the page as Markdown: a table for each site."""
    lines = [
        "# Concordance",
        "",
        "What the base protocol says and what the full protocol says, cell by cell, over one plain",
        f"case each: fit, organs working, primary of {SIZE:g} mm, SSTR positive, not functional,",
        "newly diagnosed; local disease resectable, metastatic disease not, liver metastases",
        "diffuse. **Bold**: strongly recommended. A conflict shows both sides; nothing is chosen.",
        "",
        "Made from the rules by `make docs`.",
    ]
    shown = ""
    for cell in cells(base, full):
        if cell.site != shown:
            shown = cell.site
            lines += ["", f"## {plain(shown).capitalize()}", ""]
            lines += ["| Grade | Extent | Base | Full | Where they differ, and by which source |"]
            lines += ["|---|---|---|---|---|"]
        before, after = _says(cell.base), _says(cell.full)
        lines.append(
            f"| {cell.grade} | {plain(cell.extent)} | {before} "
            f"| {'same' if after == before else after} | {_difference(cell)} |"
        )
    return "\n".join(lines) + "\n"


def _recommended(made: Plan) -> list[Offer]:
    return [o for o in made.offers if o.group in _SHOWN_GROUPS and o.role != "diagnostic"]


def _name(offer: Offer) -> str:
    name = offer.label if offer.role == "primary" else f"{offer.label} ({plain(offer.role)})"
    return f"**{name}**" if offer.group == "do" else name


def _says(made: Plan) -> str:
    names = [_name(offer) for offer in _recommended(made)]
    if not names:
        return plain(made.status.word)
    return "; ".join(dict.fromkeys(names))


def _difference(cell: Cell) -> str:
    before = {o.key: o for o in _recommended(cell.base)}
    after = {o.key: o for o in _recommended(cell.full)}
    parts = [
        f"adds {_name(after[key])} [{_cited(after[key], 'base')}]"
        for key in after
        if key not in before
    ]
    parts += [
        f"strengthens {_name(after[key])} [{_cited(after[key], 'base')}]"
        for key in after
        if key in before and after[key].group == "do" and before[key].group != "do"
    ]
    parts += [_gone(cell.full, before[key]) for key in before if key not in after]
    parts += [_conflict(conflict) for conflict in cell.full.conflicts]
    return "; ".join(dict.fromkeys(parts)) or "as the base protocol"


def _cited(offer: Offer, but: str) -> str:
    """Return what the findings of others than ``but`` cite for an offer."""
    cited = (
        f"{finding.entry.origin} {', '.join(finding.entry.cites)}"
        for finding in offer.findings
        if finding.entry.origin != but and finding.truth
    )
    return "; ".join(dict.fromkeys(cited)) or "base"


def _gone(full: Plan, offer: Offer) -> str:
    for other in full.offers:
        if other.key == offer.key:
            return f"{offer.label}: {plain(other.group)} in the full protocol"
    return f"{offer.label}: not offered in the full protocol"


def _conflict(conflict: Conflict) -> str:
    sides = " against ".join(
        f"{finding.entry.origin} {', '.join(finding.statements)}" for finding in conflict.findings
    )
    return f"conflict: {sides}"
