"""The type of a gastric tumour (section 7 of the site file)."""

from __future__ import annotations

from nettui.plugin.api import Condition, Row, Table, derived, fact

_type = fact("disease.gastric_type")
_background = fact("disease.gastric_background")

# A wrong type would watch a tumour that is to be resected: two that differ leave it open.
_agrees: Condition = (
    (_type.is_("1") & _background.is_("atrophic"))
    | (_type.is_("2") & _background.is_("gastrinoma_men1"))
    | (_type.is_("3") & _background.is_("none"))
)

TABLES = (
    Table(
        name="gastric_type_told",
        label="Gastric type",
        on_record=True,
        statements=("GAS-01",),
        sources=("ENETS-GD-2023",),
        mark="C",
        rows=(
            Row(
                when=_type.known & _background.known & ~_agrees,
                value=None,
                says="the type recorded contradicts the background: check both",
            ),
            Row(when=_type.is_("1"), value="type_1", says="type 1 as recorded"),
            Row(when=_type.is_("2"), value="type_2", says="type 2 as recorded"),
            Row(when=_type.is_("3"), value="type_3", says="type 3 as recorded"),
            Row(when=_background.is_("atrophic"), value="type_1", says="atrophic gastritis"),
            Row(when=_background.is_("gastrinoma_men1"), value="type_2", says="gastrinoma or MEN1"),
            Row(when=_background.is_("none"), value="type_3", says="no background: sporadic"),
            Row(value=None, says="needs the background: biopsies, gastrin, pH, antibodies"),
        ),
    ),
)

type_1: Condition = derived("gastric_type_told").is_("type_1")
type_2: Condition = derived("gastric_type_told").is_("type_2")
type_3: Condition = derived("gastric_type_told").is_("type_3")
