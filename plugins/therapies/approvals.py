"""Who approved what, where, when, for whom: the rows as far as the therapy table gives them.

An approval is printed beside its option for the jurisdiction on record, always with agency and
date; where the table gives no date, that is said.
"""

from __future__ import annotations

from attrs import frozen

from nettui.plugin.api import Guard, Parameter, Row, Table, derived, fact, parameter
from nettui.plugin.terms import recorded

jurisdiction = fact("patient.jurisdiction")


@frozen
class Approval:
    """One approval: option, jurisdiction, agency and date, for whom."""

    option: str
    where: str
    agency: str
    whom: str
    sources: tuple[str, ...]


APPROVALS = (
    Approval(
        "prrt",
        "US",
        "FDA, extended 2024",
        "SSTR-positive GEP-NET from 12 years, no limit of grade or line",
        ("T20", "FDA-LUTATHERA-2024"),
    ),
    Approval(
        "prrt",
        "EU",
        "EMA, date not re-read",
        "adults, unresectable or metastatic, progressive, G1-G2, SSTR positive; first line and "
        "G3 not verified",
        ("T20", "EMA-LUTATHERA"),
    ),
    Approval(
        "everolimus",
        "US",
        "FDA, date not re-read",
        "pancreas; non-functional GI or lung NET; not functional carcinoid tumours",
        ("T30", "FDA-EVEROLIMUS"),
    ),
    Approval(
        "everolimus",
        "EU",
        "EC, June 2016 for GI and lung",
        "pancreas; non-functional G1-G2 GI or lung NET",
        ("T30", "EMA-EVEROLIMUS"),
    ),
    Approval(
        "sunitinib",
        "US",
        "FDA, date not re-read",
        "progressive, unresectable pancreatic NET",
        ("T31", "FDA-SUNITINIB"),
    ),
    Approval(
        "cabozantinib",
        "US",
        "FDA, 26 March 2025",
        "from 12 years, previously treated, unresectable or metastatic, well differentiated",
        ("T32", "FDA-CABO-2025"),
    ),
    Approval(
        "cabozantinib",
        "EU",
        "EC, July 2025",
        "adults after a systemic line other than somatostatin analogues",
        ("T32", "EMA-CABO-2025"),
    ),
    Approval(
        "surufatinib",
        "CN",
        "NMPA, December 2020 and June 2021",
        "progressive extrapancreatic and pancreatic NET",
        ("T33", "SANET-EP", "SANET-P"),
    ),
    Approval(
        "telotristat",
        "US",
        "FDA, date not re-read",
        "carcinoid-syndrome diarrhoea not controlled by an analogue, with the analogue",
        ("T07", "FDA-XERMELO"),
    ),
    Approval(
        "belzutifan",
        "US",
        "FDA, date not re-read",
        "VHL disease: pancreatic NET not requiring immediate surgery",
        ("T34", "FDA-BELZUTIFAN"),
    ),
    Approval(
        "cu64_pet",
        "US",
        "FDA, 2020",
        "SSTR PET",
        ("T71",),
    ),
)


def _printed(approval: Approval) -> Guard:
    return Guard(
        id=f"systemic.approved_{approval.option}_{approval.where.lower()}",
        kind="caution",
        options=(approval.option,),
        when=recorded(jurisdiction.is_(approval.where), jurisdiction),
        sources=approval.sources,
        mark="C" if "not re-read" not in approval.agency else "R",
        says=f"Approved in {approval.where} ({approval.agency}): {approval.whom}.",
    )


ACTS = (
    *(_printed(approval) for approval in APPROVALS),
    Guard(
        id="systemic.approval_open",
        kind="caution",
        options=tuple(dict.fromkeys(a.option for a in APPROVALS)),
        when=jurisdiction.missing,
        sources=("DICT",),
        mark="E",
        says="Approval unknown: the jurisdiction is not recorded.",
    ),
)

# A local approval flag: set to 1 by the administrator, with who approved it, why and until when.
PARAMETERS = tuple(
    Parameter(
        name=f"{drug}_approved",
        label=f"{label} is approved here (1 yes, 0 no)",
        value=0,
        low=0,
        high=1,
        statements=(row,),
        mark="E",
    )
    for drug, label, row in (
        ("edotreotide", "177Lu-edotreotide", "T21"),
        ("surufatinib", "Surufatinib", "T33"),
    )
)

_set = derived("approval_flag")
TABLES = (
    Table(
        name="approval_flag",
        label="Local approval flag that counts as set",
        sources=("DICT",),
        mark="E",
        rows=(Row(value=1),),
    ),
    Table(
        name="approval_edotreotide",
        label="Approval of 177Lu-edotreotide",
        statements=("T21",),
        sources=("COMPETE",),
        mark="C",
        rows=(
            Row(
                when=_set <= parameter("edotreotide_approved"),
                value="licensed",
                says="the local approval flag is set",
            ),
            Row(
                value="not_licensed",
                says="US: application accepted, target date 28 August 2026, decision not verified",
            ),
        ),
    ),
    Table(
        name="approval_surufatinib",
        label="Approval of surufatinib",
        statements=("T33",),
        sources=("SANET-EP", "SANET-P"),
        mark="C",
        rows=(
            Row(
                when=_set <= parameter("surufatinib_approved"),
                value="licensed",
                says="the local approval flag is set",
            ),
            Row(
                when=jurisdiction.is_("CN"),
                value="licensed",
                says="China: NMPA, December 2020 and June 2021",
            ),
            Row(
                value="not_licensed",
                says="FDA declined 2022, EU application withdrawn 2022",
            ),
        ),
    ),
)
