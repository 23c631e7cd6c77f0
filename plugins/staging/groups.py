"""Stage groups from the derived T, N and M (AJCC 8, NET)."""

from __future__ import annotations

from nettui.plugin.api import Condition, Row, Table, derived
from nettui.plugin.terms import site, well

t, n, m = derived("t_derived"), derived("n_derived"), derived("m_derived")

_lung: Condition = well & site.is_("lung") & m.is_("M0")
_thymus: Condition = well & site.is_("thymus")
_colorectal: Condition = well & site.one_of("colon", "rectum") & m.is_("M0")
_other: Condition = (
    well
    & site.one_of("pancreas", "jejunum_ileum", "appendix", "stomach", "duodenum", "ampulla")
    & m.is_("M0")
)
_n0: Condition = n.is_("N0")
_t1_t2 = ("T1a", "T1b", "T1c", "T2a", "T2b")


def _row(when: Condition, stage: str) -> Row:
    return Row(when=when, value=stage, says=f"stage {stage}")


TABLE = Table(
    name="stage_group",
    label="Stage group (derived)",
    statements=("TNM-G",),
    sources=("AJCC8",),
    mark="R",
    rows=(
        _row(
            well & site.is_("lung") & m.one_of("M1a", "M1b") & ~m.is_("M1c"),
            "IVA",
        ),
        _row(well & site.is_("lung") & m.is_("M1c"), "IVB"),
        _row(_thymus & (m.is_("M1b") | n.is_("N2")), "IVB"),
        _row(_thymus & (m.is_("M1a") | n.is_("N1")), "IVA"),
        _row(_thymus & n.is_("N0") & t.is_("T4"), "IIIB"),
        _row(_thymus & n.is_("N0") & t.is_("T3"), "IIIA"),
        _row(_thymus & n.is_("N0") & t.is_("T2"), "II"),
        _row(_thymus & n.is_("N0") & t.one_of("T1a", "T1b"), "I"),
        # COM-07: any M1 is stage IV.
        _row(well & m.one_of("M1a", "M1b", "M1c"), "IV"),
        _row(_lung & n.is_("N3") & t.one_of("T3", "T4"), "IIIC"),
        _row(
            _lung & ((n.is_("N3") & t.one_of(*_t1_t2)) | (n.is_("N2") & t.one_of("T3", "T4"))),
            "IIIB",
        ),
        _row(
            _lung
            & (
                (n.is_("N2") & t.one_of(*_t1_t2))
                | (n.is_("N1") & t.is_("T3"))
                | (n.one_of("N0", "N1") & t.is_("T4"))
            ),
            "IIIA",
        ),
        _row(_lung & ((n.is_("N1") & t.one_of(*_t1_t2)) | (_n0 & t.is_("T3"))), "IIB"),
        _row(_lung & _n0 & t.is_("T2b"), "IIA"),
        _row(_lung & _n0 & t.is_("T2a"), "IB"),
        _row(_lung & _n0 & t.is_("T1c"), "IA3"),
        _row(_lung & _n0 & t.is_("T1b"), "IA2"),
        _row(_lung & _n0 & t.is_("T1a"), "IA1"),
        _row(_colorectal & n.is_("N1"), "IIIB"),
        _row(_colorectal & _n0 & t.is_("T4"), "IIIA"),
        _row(_colorectal & _n0 & t.is_("T3"), "IIB"),
        _row(_colorectal & _n0 & t.is_("T2"), "IIA"),
        _row(_colorectal & _n0 & t.one_of("T1a", "T1b"), "I"),
        _row(_other & n.one_of("N1", "N2"), "III"),
        _row(_other & _n0 & t.is_("T4"), "III"),
        _row(_other & _n0 & t.one_of("T2", "T3"), "II"),
        _row(_other & _n0 & t.is_("T1"), "I"),
        Row(value=None, says="T, N or M not known, or not staged by the NET tables"),
    ),
)
