"""N and M categories of well-differentiated tumours (AJCC 8, NET; COM-06)."""

from __future__ import annotations

from nettui.plugin.api import Condition, Row, Table, fact
from nettui.plugin.terms import (
    beyond_liver,
    extent_,
    liver_only,
    localized,
    recorded,
    site,
    thoracic,
    well,
)

_positive = fact("disease.nodes_positive")
_mass = fact("disease.mesenteric_mass_mm")
_recorded = fact("disease.n_category")
_small_intestine: Condition = well & site.is_("jejunum_ileum")
_thoracic: Condition = well & thoracic
_examined = fact("disease.nodes_examined")
_no_nodes: Condition = extent_.is_("localized") | recorded(
    (_positive <= 0) & (_examined >= 1), _positive, _examined
)
# Nodes that nobody counted leave the extent to say whether there are any.
_counted: Condition = recorded(_positive >= 1, _positive)
_nodes: Condition = extent_.is_("regional") | _counted


def _says(*words: str) -> Condition:
    return recorded(_recorded.one_of(*words), _recorded)


N_TABLE = Table(
    name="n_derived",
    label="N category (derived)",
    statements=("TNM-N",),
    sources=("AJCC8",),
    mark="C",
    rows=(
        Row(
            when=_small_intestine
            & (recorded(_positive >= 12, _positive) | recorded(_mass > 20, _mass)),
            value="N2",
            says="N2: 12 nodes or more, or a mesenteric mass above 20 mm",
        ),
        Row(
            when=_small_intestine & _counted & (_positive < 12) & (_mass <= 20),
            value="N1",
            says="N1: fewer than 12 nodes, no mesenteric mass above 20 mm",
        ),
        Row(
            when=_small_intestine & _nodes,
            value=("N1", "N2"),
            says="N1 or N2: number of nodes or mesenteric mass not known",
        ),
        Row(
            when=_thoracic & _says("N1", "N1a", "N1b"),
            value="N1",
            says="N1 as recorded: the node station is no field of a case",
        ),
        Row(when=_thoracic & _says("N2"), value="N2", says="N2 as recorded"),
        Row(when=_thoracic & _says("N3"), value="N3", says="N3 as recorded"),
        Row(when=_thoracic & _nodes, value=("N1", "N2", "N3"), says="N1 to N3 by the node station"),
        Row(when=well & _nodes, value="N1", says="N1: regional nodes"),
        Row(when=well & _no_nodes, value="N0", says="N0: no regional nodes"),
        # With distant disease the nodes may be known from the record alone.
        Row(when=well & _says("N0"), value="N0", says="N0 as recorded"),
        Row(
            when=well & _says("N1", "N1a", "N1b") & ~thoracic,
            value="N1",
            says="N1 as recorded",
        ),
        Row(when=_small_intestine & _says("N2"), value="N2", says="N2 as recorded"),
        Row(value=None, says="nodes not known, or not staged by the NET tables"),
    ),
)

M_TABLE = Table(
    name="m_derived",
    label="M category (derived)",
    statements=("TNM-M",),
    sources=("AJCC8",),
    mark="C",
    rows=(
        Row(when=well & localized, value="M0", says="M0"),
        Row(
            when=_thoracic & site.is_("lung") & (liver_only | beyond_liver),
            value=("M1a", "M1b", "M1c"),
            says="M1a, M1b or M1c by place and number",
        ),
        Row(
            when=_thoracic & (liver_only | beyond_liver),
            value=("M1a", "M1b"),
            says="M1a (pleura, pericardium) or M1b",
        ),
        Row(when=well & liver_only, value="M1a", says="M1a: liver only"),
        Row(
            when=well & beyond_liver & fact("disease.metastasis_sites").include("liver"),
            value="M1c",
            says="M1c: liver and elsewhere",
        ),
        Row(when=well & beyond_liver, value="M1b", says="M1b: elsewhere, not the liver"),
        Row(value=None, says="extent not known, or not staged by the NET tables"),
    ),
)
