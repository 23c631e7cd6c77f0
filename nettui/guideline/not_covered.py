"""What the protocol does not cover, by name, and what it keeps of it (A27, Z18)."""

from __future__ import annotations

from nettui.guideline.tables import family
from nettui.plugin.api import CONDITIONAL, INFO, STRONG, Condition, Guard, Rule, derived, fact
from nettui.plugin.terms import NEC_ALONE, recorded, resected, scope, site

_modality = fact("imaging.sstr_modality")
_endoscopy = fact("imaging.endoscopy_date")
_no_pet: Condition = _modality.missing | _modality.one_of(
    "111In-pentetreotide", "99mTc", "SSTR_scintigraphy", "SSTR_unnamed"
)

_paraganglioma: Condition = recorded(family.is_("paraganglioma"), family) | recorded(
    site.is_("paraganglioma"), site
)


def _of(word: str) -> Condition:
    return recorded(family.is_(word), family)


def _at(word: str) -> Condition:
    return recorded(site.is_(word), site)


# Name, where it holds, what is not covered by this protocol.
_WHAT: tuple[tuple[str, Condition, str], ...] = (
    ("minen", _of("MiNEN"), "A mixed neoplasm (MiNEN) is not covered by this protocol."),
    ("gca", _of("GCA"), "A goblet cell adenocarcinoma is not covered by this protocol."),
    ("family", _of("other"), "A tumour of another family is not covered by this protocol."),
    ("dipnech", _of("DIPNECH"), "DIPNECH is no NET; its symptoms may be treated."),
    (
        "paraganglioma",
        _paraganglioma,
        "A paraganglioma or phaeochromocytoma is not covered by this protocol.",
    ),
    *(
        (word, _at(word), f"A tumour of the {word} is not covered by this protocol.")
        for word in ("ovary", "breast", "kidney")
    ),
    (
        "skin",
        _at("skin"),
        "A tumour of the skin, such as Merkel cell carcinoma, is not covered by this protocol.",
    ),
    ("site", _at("other"), "A primary at another site is not covered by this protocol."),
    *(
        (
            word,
            _at(word) & _of("NET"),
            f"A NET of the {word.replace('_', ' ')} is not covered by this protocol; a NEC is.",
        )
        for word in NEC_ALONE
    ),
    (
        "thoracic_nec",
        scope.is_("thoracic_nec"),
        "A NEC of the lung or thymus is not covered by this protocol: it has its own pathway.",
    ),
)
NAMED = tuple(
    Rule(
        id=f"workup.not_covered_{name}",
        statements=("A27", "RT-01"),
        sources=("Z18",),
        strength=INFO,
        mark="E",
        status="out_of_scope",
        when=when,
        says=f"{what} Precautions, control of a syndrome and markers stay.",
    )
    for name, when, what in _WHAT
)

# Until it is known to be gone.
_present_perhaps: Condition = ~(derived("residual").known & resected)
_ALPHA = "alpha-blockade first; octreotide cover (S28) is no substitute."

PARAGANGLIOMA = (
    Rule(
        id="workup.alpha_blockade",
        sources=("Z18",),
        strength=STRONG,
        role="supportive",
        mark="E",
        when=_paraganglioma & _present_perhaps,
        says=f"Paraganglioma: before any operation, biopsy or other procedure {_ALPHA}",
    ),
)
PARAGANGLIOMA_GUARDS = (
    Guard(
        id="extent.procedure_alpha_blockade",
        kind="first",
        classes=("surgery", "liver_procedure", "endoscopy"),
        options=("biopsy",),
        # An urgent operation waits for nothing (INV-72).
        except_roles=("supportive",),
        when=_paraganglioma,
        sources=("Z18",),
        mark="E",
        says=f"Paraganglioma: {_ALPHA}",
    ),
    Guard(
        id="extent.urgent_alpha_blockade",
        kind="caution",
        options=("urgent_surgery",),
        when=_paraganglioma,
        statements=("A02",),
        sources=("Z18", "INV-72"),
        mark="E",
        says="Paraganglioma: alpha-blockade beside the urgent operation, which does not wait for "
        "it; octreotide cover (S28) is no substitute.",
    ),
)

_hepatic_net: Condition = _at("liver") & ~_of("NEC")
HEPATIC = (
    Rule(
        id="workup.occult_primary",
        sources=("Z18",),
        strength=STRONG,
        mark="E",
        when=_hepatic_net,
        says="A primary NET of the liver: exclude an occult primary elsewhere first, of which it "
        "would be a metastasis.",
    ),
    Rule(
        id="workup.occult_primary_sstr",
        statements=("S10",),
        sources=("Z18",),
        strength=STRONG,
        role="diagnostic",
        mark="E",
        options=("sstr_pet",),
        when=_hepatic_net & _no_pet,
        says="Before a primary NET of the liver is accepted: SSTR PET/CT.",
    ),
    Rule(
        id="workup.occult_primary_endoscopy",
        sources=("Z18",),
        strength=STRONG,
        role="diagnostic",
        mark="E",
        options=("endoscopy",),
        when=_hepatic_net & _endoscopy.missing,
        says="Before a primary NET of the liver is accepted: endoscopy.",
    ),
)

FOLLOW_UP = (
    Rule(
        id="follow_up.not_covered_markers",
        statements=("S52", "A27"),
        sources=("Z18",),
        strength=CONDITIONAL,
        mark="E",
        when=scope.one_of("out_of_scope", "thoracic_nec"),
        says="Not covered by this protocol: follow markers that were raised at baseline; the team "
        "that treats the tumour sets the intervals.",
    ),
)

WORKUP = (*NAMED, *PARAGANGLIOMA, *HEPATIC)
