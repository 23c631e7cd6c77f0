"""T categories of well-differentiated tumours (AJCC 8, NET), boundary sizes as written.

Where a fact that decides is no field of a case, the row answers all categories still possible.
"""

from __future__ import annotations

from nettui.plugin.api import Condition, Row, Table, fact
from nettui.plugin.terms import site, well

size = fact("disease.size_mm")
depth = fact("pathology.depth")
invasion = fact("disease.local_invasion")
mesoappendix = fact("pathology.mesoappendix_invasion_mm")

GASTROINTESTINAL_T4: Condition = depth.one_of("serosa", "adjacent_organ") | invasion.is_(
    "adjacent_organ"
)
_subserosa: Condition = depth.is_("subserosa")
_muscularis: Condition = depth.is_("muscularis")
_superficial: Condition = depth.one_of("mucosa", "submucosa")


def _rows(
    at: tuple[str, ...], *rows: tuple[Condition, str | tuple[str, ...], str]
) -> tuple[Row, ...]:
    here = well & site.one_of(*at)
    return tuple(Row(when=here & when, value=value, says=says) for when, value, says in rows)


PANCREAS = _rows(
    ("pancreas",),
    (invasion.is_("vessels"), "T4", "T4: wall of large vessels"),
    (
        invasion.is_("adjacent_organ"),
        ("T3", "T4"),
        "T3 (duodenum, bile duct) or T4 (other organs)",
    ),
    (
        fact("disease.bile_duct_involvement").is_("yes"),
        "T3",
        "T3: common bile duct",
    ),
    (size > 40, "T3", "T3: above 40 mm"),
    (size >= 20, "T2", "T2: 20-40 mm"),
    (size < 20, "T1", "T1: below 20 mm"),
)
SMALL_INTESTINE = _rows(
    ("jejunum_ileum",),
    (GASTROINTESTINAL_T4, "T4", "T4: serosa or other organs"),
    (_subserosa, "T3", "T3: subserosa"),
    (_muscularis | (size > 10), "T2", "T2: muscularis propria or above 10 mm"),
    (_superficial & (size <= 10), "T1", "T1: submucosa and up to 10 mm"),
)
APPENDIX = _rows(
    ("appendix",),
    (GASTROINTESTINAL_T4, "T4", "T4: perforates the peritoneum or invades other organs"),
    (
        (size > 40) | _subserosa | (mesoappendix > 0),
        "T3",
        "T3: above 40 mm, subserosa, mesoappendix",
    ),
    (size > 20, "T2", "T2: above 20 to 40 mm"),
    (size <= 20, "T1", "T1: up to 20 mm"),
)
COLON_AND_RECTUM = _rows(
    ("colon", "rectum"),
    (GASTROINTESTINAL_T4, "T4", "T4: serosa or other organs"),
    (_subserosa, "T3", "T3: subserosa"),
    (_muscularis | (size > 20), "T2", "T2: muscularis propria or above 20 mm"),
    (_superficial & (size > 10), "T1b", "T1b: submucosa, above 10 to 20 mm"),
    (_superficial & (size < 10), "T1a", "T1a: submucosa, below 10 mm"),
    (
        _superficial & (size <= 10),
        ("T1a", "T1b"),
        "T1a or T1b: exactly 10 mm, on which the tables differ",
    ),
)
STOMACH = _rows(
    ("stomach",),
    (GASTROINTESTINAL_T4, "T4", "T4: serosa or other organs"),
    (_subserosa, "T3", "T3: subserosa"),
    (_muscularis | (size > 10), "T2", "T2: muscularis or above 10 mm"),
    (_superficial & (size <= 10), "T1", "T1: submucosa and up to 10 mm"),
)
DUODENUM = _rows(
    ("duodenum", "ampulla"),
    (depth.is_("serosa"), "T4", "T4: serosa"),
    (
        depth.is_("adjacent_organ") | invasion.is_("adjacent_organ"),
        ("T3", "T4"),
        "T3 (pancreas, peripancreatic fat) or T4 (other organs)",
    ),
    (
        _muscularis | _subserosa | (size > 10),
        "T2",
        "T2: muscularis (ampulla: duodenal wall) or above 10 mm",
    ),
    (_superficial & (size <= 10), "T1", "T1: submucosa (ampulla: sphincter) and up to 10 mm"),
)
# A main-bronchus or pleural tumour is T2a however small; the bronchus is no field of a case.
LUNG = _rows(
    ("lung",),
    (
        invasion.one_of("vessels", "adjacent_organ"),
        ("T3", "T4"),
        "T3 (chest wall, pericardium) or T4 (mediastinum, diaphragm)",
    ),
    (size > 70, "T4", "T4: above 70 mm"),
    (size > 50, "T3", "T3: above 50 to 70 mm"),
    (size > 40, "T2b", "T2b: above 40 to 50 mm"),
    (size > 30, "T2a", "T2a: above 30 to 40 mm"),
    (size > 20, ("T1c", "T2a"), "T1c: above 20 to 30 mm; T2a with main bronchus or pleura"),
    (size > 10, ("T1b", "T2a"), "T1b: above 10 to 20 mm; T2a with main bronchus or pleura"),
    (size <= 10, ("T1a", "T2a"), "T1a: up to 10 mm; T2a with main bronchus or pleura"),
)
THYMUS = _rows(
    ("thymus",),
    (invasion.is_("vessels"), ("T3", "T4"), "T3 or T4 by the vessel invaded"),
    (invasion.is_("adjacent_organ"), ("T2", "T3", "T4"), "T2, T3 or T4 by the organ invaded"),
    (invasion.is_("none"), ("T1a", "T1b"), "T1a; T1b with the mediastinal pleura"),
)

TABLE = Table(
    name="t_derived",
    label="T category (derived)",
    statements=("TNM-T",),
    sources=("AJCC8",),
    mark="R",
    rows=(
        *PANCREAS,
        *SMALL_INTESTINE,
        *APPENDIX,
        *COLON_AND_RECTUM,
        *STOMACH,
        *DUODENUM,
        *LUNG,
        *THYMUS,
        Row(value=None, says="not staged by the NET tables here"),
    ),
)
