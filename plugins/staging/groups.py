"""Stage groups from the derived T, N and M (AJCC 8, NET)."""

from __future__ import annotations

from nettui.plugin.api import Condition, Row, Table, derived
from nettui.plugin.terms import metastatic, site, thoracic, well

t, n, m = derived("t_derived"), derived("n_derived"), derived("m_derived")

_lung: Condition = well & site.is_("lung")
_thymus: Condition = well & site.is_("thymus")
_colorectal: Condition = well & site.one_of("colon", "rectum") & m.is_("M0")
_other: Condition = (
    well
    & site.one_of("pancreas", "jejunum_ileum", "appendix", "stomach", "duodenum", "ampulla")
    & m.is_("M0")
)
_lung_m0: Condition = _lung & m.is_("M0")
_thymus_m0: Condition = _thymus & m.is_("M0")


def _row(when: Condition, stage: str) -> Row:
    return Row(when=when, value=stage, says=f"stage {stage}")


# The last row of a site needs no T: a T that is not known leaves all groups above it possible too.
TABLE = Table(
    name="stage_group",
    label="Stage group (derived)",
    statements=("TNM-G",),
    sources=("AJCC8",),
    mark="R",
    rows=(
        _row(_lung & m.is_("M1c"), "IVB"),
        _row(_lung & metastatic, "IVA"),
        _row(_thymus & (m.is_("M1b") | n.is_("N2")), "IVB"),
        _row(_thymus & (metastatic | n.is_("N1")), "IVA"),
        # COM-07: any M1 is stage IV.
        _row(well & ~thoracic & m.one_of("M1a", "M1b", "M1c"), "IV"),
        _row(_thymus_m0 & t.is_("T4"), "IIIB"),
        _row(_thymus_m0 & t.is_("T3"), "IIIA"),
        _row(_thymus_m0 & t.is_("T2"), "II"),
        _row(_thymus_m0, "I"),
        _row(_lung_m0 & n.is_("N3") & t.one_of("T3", "T4"), "IIIC"),
        _row(_lung_m0 & n.is_("N3"), "IIIB"),
        _row(_lung_m0 & n.is_("N2") & t.one_of("T3", "T4"), "IIIB"),
        _row(_lung_m0 & n.is_("N2"), "IIIA"),
        _row(_lung_m0 & n.is_("N1") & t.one_of("T3", "T4"), "IIIA"),
        _row(_lung_m0 & n.is_("N1"), "IIB"),
        _row(_lung_m0 & t.is_("T4"), "IIIA"),
        _row(_lung_m0 & t.is_("T3"), "IIB"),
        _row(_lung_m0 & t.is_("T2b"), "IIA"),
        _row(_lung_m0 & t.is_("T2a"), "IB"),
        _row(_lung_m0 & t.is_("T1c"), "IA3"),
        _row(_lung_m0 & t.is_("T1b"), "IA2"),
        _row(_lung_m0, "IA1"),
        _row(_colorectal & n.is_("N1"), "IIIB"),
        _row(_colorectal & t.is_("T4"), "IIIA"),
        _row(_colorectal & t.is_("T3"), "IIB"),
        _row(_colorectal & t.is_("T2"), "IIA"),
        _row(_colorectal, "I"),
        _row(_other & (n.one_of("N1", "N2") | t.is_("T4")), "III"),
        _row(_other & t.one_of("T2", "T3"), "II"),
        _row(_other, "I"),
        Row(value=None, says="M not known, or not staged by the NET tables"),
    ),
)
