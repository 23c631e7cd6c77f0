"""Systemic therapy: the sequence from tumour characteristics (S33-S44, S47-S49, A13, A14, A30)."""

from __future__ import annotations

from nettui.plugin.api import (
    BLOCK,
    CONDITIONAL,
    INFO,
    OPTION,
    STRONG,
    Guard,
    Order,
    Rule,
    derived,
    parameter,
)
from nettui.plugin.terms import (
    SYNDROME,
    beyond_liver,
    class_without_ki67,
    feasible_borderline,
    feasible_no,
    feasible_open,
    feasible_yes,
    grade,
    in_reach,
    in_scope,
    ki67,
    liver_only,
    localized,
    metastatic,
    nec,
    pancreas,
    present,
    resected,
    site,
    small_intestine,
    sstr,
    sstr_positive,
    tumour_class,
    unresectable,
    well,
)

_highly_proliferating = ki67 > parameter("highly_proliferating")
_midgut_like = derived("midgut_like").is_("yes")
_g1_g2 = grade.one_of("G1", "G2")
_SSA = ("octreotide_lar", "lanreotide")
_CHEMOTHERAPY = ("captem", "temozolomide")
_TARGETED = ("everolimus", "sunitinib")
_bulky_or_rapid = (
    derived("burden").is_("high")
    | derived("mass_symptoms").is_("present")
    | derived("tempo").is_("rapid")
    | (ki67 > 10)
)

ACTS = (
    Rule(
        id="systemic.sequence",
        statements=("S33", "RT-19"),
        strength=STRONG,
        when=well & present & beyond_liver,
        says="Beyond the liver: build a treatment sequence from the tumour's characteristics.",
    ),
    Rule(
        id="systemic.scope_extended",
        statements=("A30",),
        strength=INFO,
        mark="E",
        flags=("BASE_SCOPE_EXTENDED",),
        when=well & present & (liver_only | unresectable),
        says="S34-S44 stand under disease beyond the liver; shown here as a next step.",
    ),
    Rule(
        id="systemic.highly_proliferating",
        statements=("S34", "A14"),
        strength=CONDITIONAL,
        options=("chemotherapy_by_board",),
        when=well & in_reach & _highly_proliferating & (site.missing | ~pancreas),
        says="Highly proliferating: chemotherapy is appropriate, regimen by board (the base "
        "protocol names none here).",
    ),
    Rule(
        id="systemic.highly_proliferating_pancreas",
        statements=("S34", "S36", "A14"),
        strength=CONDITIONAL,
        options=_CHEMOTHERAPY,
        when=well & in_reach & _highly_proliferating & pancreas,
        says="Highly proliferating: chemotherapy is appropriate, in the pancreas temozolomide "
        "alone or with capecitabine.",
    ),
    Rule(
        id="systemic.upper_g2",
        statements=("A14",),
        strength=INFO,
        mark="E",
        flags=("upper G2",),
        when=well & in_reach & (ki67 > parameter("upper_g2")) & (ki67 <= 20),
        says="Upper G2: information only; outside the pancreas it permits no chemotherapy (S48).",
    ),
    Rule(
        id="systemic.chemotherapy_pancreas",
        statements=("S35", "S36"),
        strength=CONDITIONAL,
        options=_CHEMOTHERAPY,
        when=well & in_reach & pancreas,
        says="Pancreas: temozolomide alone or with capecitabine.",
    ),
    Rule(
        id="systemic.chemotherapy_pancreas_response",
        statements=("S36", "A21"),
        strength=INFO,
        mark="R",
        when=well & in_reach & pancreas,
        says="Historical series (n = 30): response 70 % with the combination, not with "
        "temozolomide alone.",
    ),
    Rule(
        id="systemic.cisplatin_etoposide",
        statements=("S37", "A04", "A06"),
        strength=STRONG,
        options=("cisplatin_etoposide",),
        when=nec & present & metastatic,
        says="Poorly differentiated NEC, metastatic: cisplatin and etoposide.",
    ),
    Rule(
        id="systemic.cisplatin_thoracic",
        statements=("S37", "A27"),
        strength=STRONG,
        mark="E",
        options=("cisplatin_etoposide",),
        when=derived("scope").is_("thoracic_nec") & present & metastatic,
        says="Thoracic NEC: the base line stays visible, blocked; thoracic NEC pathway.",
    ),
    Rule(
        id="systemic.cisplatin_unresectable",
        statements=("S37", "A09", "A30", "RT-21", "RT-22"),
        strength=CONDITIONAL,
        mark="E",
        options=("cisplatin_etoposide",),
        flags=("BASE_SCOPE_EXTENDED",),
        when=nec & present & localized & (feasible_no | feasible_open),
        says="NEC, localized and not (yet judged) resectable: the S37 regimen, "
        "chemoradiotherapy to board.",
    ),
    Rule(
        id="systemic.cisplatin_perioperative",
        statements=("S37", "A30", "RT-20"),
        sources=("U13",),
        strength=CONDITIONAL,
        role="adjunct",
        mark="C",
        options=("cisplatin_etoposide",),
        flags=("BASE_SCOPE_EXTENDED",),
        when=nec & present & localized & (feasible_yes | feasible_borderline),
        says="NEC with surgery: perioperative chemotherapy to board (U13).",
    ),
    Rule(
        id="systemic.nec_resected",
        statements=("RT-04", "A31"),
        sources=("U13",),
        strength=CONDITIONAL,
        mark="C",
        flags=("complete",),
        when=nec & resected,
        says="NEC, resected: perioperative chemotherapy to board (U13).",
    ),
    Rule(
        id="systemic.cisplatin_response",
        statements=("S38", "A21"),
        strength=INFO,
        mark="R",
        when=nec & present & metastatic,
        says="Historical series: response 42-67 %.",
    ),
    Rule(
        id="systemic.ssa",
        statements=("S39", "S40", "A13"),
        strength=CONDITIONAL,
        options=_SSA,
        when=well & present & metastatic,
        says="Well differentiated, metastatic: somatostatin analogue first line (octreotide LAR, "
        "or lanreotide 120 mg every 4 weeks).",
    ),
    Rule(
        id="systemic.ssa_si",
        statements=("S41",),
        strength=STRONG,
        options=_SSA,
        when=well & present & metastatic & small_intestine & _g1_g2,
        says="Particularly small-intestinal G1 and G2.",
    ),
    Rule(
        id="systemic.ssa_unknown_primary",
        statements=("S41", "A28"),
        strength=STRONG,
        mark="E",
        options=_SSA,
        when=well
        & present
        & metastatic
        & site.missing
        & derived("midgut_like").is_("yes")
        & _g1_g2,
        says="Primary unknown, small intestine likely (serotonin, or CDX2 without TTF1 and ISL1): "
        "as small-intestinal G1 and G2.",
    ),
    Rule(
        id="systemic.ssa_unresectable",
        statements=("S39", "A09", "A30"),
        strength=CONDITIONAL,
        mark="E",
        options=_SSA,
        flags=("BASE_SCOPE_EXTENDED",),
        when=well & present & unresectable,
        says="Localized, unresectable: systemic options as for metastatic disease.",
    ),
    Rule(
        id="systemic.targeted_pancreas",
        statements=("S42", "A12"),
        strength=CONDITIONAL,
        options=_TARGETED,
        when=well & in_reach & pancreas,
        says="Pancreas: everolimus or sunitinib (phase III; FDA-approved, check jurisdiction).",
    ),
    Rule(
        id="systemic.prrt",
        statements=("S43", "A26", "A30"),
        strength=CONDITIONAL,
        options=("prrt",),
        when=well & in_reach & sstr_positive,
        says="SSTR positive: PRRT may be beneficial.",
    ),
    Rule(
        id="systemic.prrt_blocked",
        statements=("A26", "RT-33"),
        strength=BLOCK,
        mark="E",
        when=well
        & (in_reach | (present & feasible_borderline))
        & (sstr.one_of("negative", "heterogeneous") | sstr.missing),
        says="PRRT is blocked (S43, S44): SSTR imaging is negative, heterogeneous or missing.",
    ),
    Rule(
        id="systemic.prrt_heterogeneous",
        statements=("A26", "RT-33"),
        sources=("G-GATE", "U07"),
        strength=CONDITIONAL,
        mark="E",
        role="diagnostic",
        options=("fdg_pet",),
        when=well & in_reach & sstr.is_("heterogeneous"),
        says="SSTR heterogeneous is not positive: PRRT only as the board's decision, with FDG PET.",
    ),
    Rule(
        id="systemic.prrt_neoadjuvant",
        statements=("S44", "A01", "A09"),
        sources=("T23",),
        strength=OPTION,
        role="adjunct",
        intent="neoadjuvant",
        options=("prrt",),
        when=well
        & present
        & sstr_positive
        & (feasible_borderline | unresectable | (beyond_liver & (feasible_no | feasible_open))),
        says="Neoadjuvant PRRT to make the patient accessible to surgery.",
    ),
    Rule(
        id="systemic.insensitive",
        statements=("S47",),
        strength=INFO,
        flags=("pitfall",),
        when=well & present & metastatic,
        says="The vast majority of NETs are insensitive to chemotherapy.",
    ),
    Rule(
        id="systemic.chemotherapy_limit",
        statements=("S48", "A29"),
        strength=BLOCK,
        flags=("pitfall",),
        when=in_scope & present & ~(_highly_proliferating | pancreas | tumour_class.is_("poor")),
        says="Chemotherapy is blocked: only if highly proliferating, pancreatic or poorly "
        "differentiated.",
    ),
    Rule(
        id="systemic.no_ki67",
        statements=("S49",),
        strength=BLOCK,
        flags=("pitfall",),
        when=ki67.missing,
        says="Ki-67 missing: no definitive grade, no definitive choice of treatment.",
    ),
    Rule(
        id="systemic.class_without_ki67",
        sources=("Z06",),
        strength=INFO,
        mark="E",
        against=("base:systemic.no_ki67",),
        when=ki67.missing & class_without_ki67,
        says="The class is known without Ki-67 (resected carcinoid, or NEC by its morphology): "
        "treatment does not wait for it.",
    ),
    Guard(
        id="systemic.chemotherapy_not_resectable_only",
        kind="stop",
        classes=("chemotherapy",),
        when=well & localized & feasible_yes,
        statements=("A30",),
        mark="E",
        sources=("INV-40",),
        says="Localized, well differentiated and resectable: no chemotherapy.",
    ),
    Order(
        id="systemic.rank_ssa_first",
        statements=("A13",),
        mark="R",
        first=_SSA,
        over=_CHEMOTHERAPY,
        except_roles=SYNDROME,
        when=pancreas
        & _g1_g2
        & (ki67 <= 10)
        & sstr_positive
        & derived("tempo").is_("slow")
        & derived("burden").is_("low")
        & ~derived("mass_symptoms").is_("present"),
        says="Pancreas, Ki-67 up to 10 %, SSTR positive, slow, low burden: analogue first (A13).",
    ),
    Order(
        id="systemic.rank_chemotherapy_first",
        statements=("A13", "A14"),
        mark="R",
        first=_CHEMOTHERAPY,
        over=_SSA,
        except_roles=SYNDROME,
        when=pancreas & well & _bulky_or_rapid,
        says="Pancreas, bulky, symptomatic, rapid or Ki-67 above 10 %: chemotherapy first (A13).",
    ),
    Order(
        id="systemic.rank_net_g3",
        statements=("A14", "S34"),
        mark="E",
        first=("chemotherapy_by_board", *_CHEMOTHERAPY),
        over=_SSA,
        except_roles=SYNDROME,
        when=well & in_reach & _highly_proliferating,
        says="NET G3: chemotherapy before the antiproliferative analogue; the analogue stays for "
        "syndrome control (A14).",
    ),
    Order(
        id="systemic.rank_targeted_later",
        statements=("A13",),
        mark="R",
        first=(*_SSA, *_CHEMOTHERAPY),
        over=_TARGETED,
        except_roles=SYNDROME,
        when=pancreas & well,
        says="Everolimus and sunitinib after progression (A13).",
    ),
    Order(
        id="systemic.rank_prrt_later",
        statements=("A18",),
        mark="E",
        first=(*_SSA, "chemotherapy_by_board"),
        over=("prrt",),
        when=well & in_reach,
        says="PRRT is never first in rank in the base protocol (A18).",
    ),
    Order(
        id="systemic.rank_prrt_pancreas",
        statements=("A13", "A18"),
        mark="R",
        first=(*_CHEMOTHERAPY, *_TARGETED),
        over=("prrt",),
        except_roles=SYNDROME,
        when=pancreas & well & in_reach,
        says="Pancreas: PRRT after progression (A13).",
    ),
)
