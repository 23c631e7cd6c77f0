"""The strength of each rule is the one that its row prints."""

from __future__ import annotations

import pytest

from nettui.plugin.publish import current


def each(strength: str, names: str) -> dict[str, str]:
    """Return each of the names with the strength."""
    return dict.fromkeys(names.split(), strength)


# Row of the site file, as printed there; where a row prints two, each is right.
ROWS = {
    **each(
        "conditional",
        "PAN-NF-01 PAN-NF-02 PAN-NF-03 PAN-NF-05 PAN-NF-06 PAN-NF-10 PAN-NF-11 PAN-F-10 SI-04 "
        "SI-07 SI-08 SI-10 APP-02 APP-03 APP-06 COL-02 REC-02 REC-04 GAS-01 GAS-05 GAS-06 DUO-02 "
        "DUO-06 LUN-02 LUN-03 LUN-05 LUN-07 LUN-10 THY-03 THY-04 THY-05 NEC-03 UNK-03 HER-01 "
        "HER-02 HER-03 HER-04 HER-08 GEN-02 GEN-04",
    ),
    **each(
        "strong",
        "PAN-NF-04 PAN-NF-12 PAN-F-01 PAN-F-02 PAN-F-04 PAN-F-05 PAN-F-06 PAN-F-08 PAN-F-09 "
        "PAN-F-11 PAN-F-12 PAN-F-13 SI-01 SI-02 SI-03 SI-05 SI-06 SI-11 SI-12 APP-01 APP-04 APP-05 "
        "APP-07 COL-01 COL-03 COL-04 REC-01 REC-03 GAS-02 GAS-03 GAS-04 GAS-07 DUO-01 DUO-03 "
        "DUO-04 DUO-05 LUN-01 LUN-04 LUN-06 THY-01 THY-02 NEC-01 NEC-02 UNK-01 UNK-02 UNK-04 "
        "HER-06 HER-09 GEN-01",
    ),
    **each("option", "PAN-NF-07 PAN-NF-08 PAN-F-14 LUN-08 LUN-09 NEC-04 HER-05"),
    **each("info", "REC-05 REC-06 NEC-06 HER-07"),
}
# Rules that say less than their row, and why.
LESS = {
    "pancreas:workup.somatostatinoma_nf1": "info",  # a question, no act
    "small_intestine:workup.no_colonoscopy": "info",  # what is not required
    "lung:workup.hiaa": "info",  # the base asks for it, once
    "lung:extent.no_adjuvant": "info",  # that there is none
    "nec:extent.chemoradiotherapy": "option",  # "or chemoradiotherapy"
    "nec:extent.chemoradiotherapy_unresectable": "conditional",  # to the board (A09)
    "nec:workup.brain_metastatic": "conditional",  # small-cell NEC: considered (Z07)
    "pancreas:functional.insulinoma_everolimus": "conditional",  # PAN-F-03 too
    "pancreas:functional.refractory_prrt": "conditional",  # PRRT is conditional (S43, A18)
    "pancreas:functional.vipoma_refractory": "conditional",  # likewise
    "unknown_primary:systemic.label": "info",  # a label
    "unknown_primary:systemic.ttf1": "info",  # Z08: a note, never a stop
}
# The base protocol, from the wording of its statements.
BASE = {
    **each(
        "strong",
        "extent.surgery extent.nodes extent.surgery_metastatic extent.liver_first extent.few "
        "extent.liver_resection extent.diffuse extent.primary_removal extent.nec_surgery "
        "functional.octreotide_cover functional.avoid_histamine functional.avoid_sympathetic "
        "systemic.sequence systemic.cisplatin_etoposide systemic.ssa_si "
        "systemic.ssa_unknown_primary follow_up.both follow_up.g1g2_imaging "
        "follow_up.g1g2_markers follow_up.netg3_imaging follow_up.nec_imaging "
        "follow_up.g3_markers follow_up.ungraded follow_up.sstr follow_up.thoracic_imaging "
        "follow_up.thoracic_high extent.fitness",
    ),
    **each(
        "conditional",
        "extent.surgery_to_board extent.nodes_to_board extent.surgery_metastatic_to_board "
        "extent.indeterminate extent.primary_removal_to_board extent.unresectable "
        "extent.nec_surgery_to_board extent.nec_metastatic_surgery extent.urgent_surgery "
        "functional.cytoreduction functional.octreotide_cover_surgery functional.cholecystectomy "
        "functional.ssa systemic.highly_proliferating systemic.highly_proliferating_pancreas "
        "systemic.chemotherapy_pancreas systemic.cisplatin_unresectable "
        "systemic.cisplatin_perioperative systemic.ssa systemic.ssa_unresectable "
        "systemic.targeted_pancreas systemic.prrt",
    ),
    **each("option", "extent.few_ablation systemic.prrt_neoadjuvant"),
    **each("block", "systemic.chemotherapy_limit systemic.no_ki67 systemic.prrt_blocked"),
}

# Monitoring that a therapy asks for (follow-up file, section D): what its label or its gates lay
# down is strong, what watches for something rarer conditional.
MONITORING = {
    **each(
        "strong",
        "prrt_before_dose prrt_first_months prrt_first_year prrt_second_year "
        "everolimus_first_month everolimus_monthly chemotherapy_blood cisplatin_kidney "
        "streptozocin_kidney embolisation_liver embolisation_imaging",
    ),
    **each(
        "conditional",
        "ssa_gallbladder ssa_gallbladder_again ssa_metabolic prrt_marrow everolimus_lung "
        "tki_pressure tki_heart pancreatic_function",
    ),
}


def cited() -> list[tuple[str, str, set[str]]]:
    """Return each rule of a site with its strength and those of the rows that it cites."""
    found = []
    for entry in current().entries:
        rows = {ROWS[row] for row in entry.raw.get("statements", ()) if row in ROWS}
        if entry.kind == "rule" and rows and entry.id not in LESS:
            found.append((entry.id, str(entry.raw.get("strength")), rows))
    return found


@pytest.mark.parametrize(("rule", "strength", "rows"), cited(), ids=lambda given: str(given)[:60])
def test_a_rule_of_a_site_is_as_strong_as_its_row(rule: str, strength: str, rows: set[str]) -> None:
    """As printed in the site file; of two rows that differ, one of them."""
    assert strength in rows, rule


@pytest.mark.parametrize("rule", sorted(LESS))
def test_what_says_less_than_its_row_is_listed(rule: str) -> None:
    """With the strength that it has."""
    assert strength_of(rule) == LESS[rule]


@pytest.mark.parametrize("name", sorted(BASE))
def test_a_base_rule_is_as_strong_as_its_statement(name: str) -> None:
    """Imperative: strong; "is appropriate", listed without a duty: conditional."""
    assert strength_of(f"base:{name}") == BASE[name]


@pytest.mark.parametrize("name", sorted(MONITORING))
def test_monitoring_is_as_strong_as_listed(name: str) -> None:
    """Section D prints no strengths: what a person gave them."""
    assert strength_of(f"follow_up:follow_up.{name}") == MONITORING[name]


def strength_of(rule: str) -> str:
    """Return the strength of a rule of the protocol in force."""
    protocol = current()
    return str(protocol.entries[protocol.position[rule]].raw["strength"])
