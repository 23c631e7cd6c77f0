"""T, N and M categories as reports write them: with prefix, suffix and remarks.

``pT2``, ``ypT3(m)``, ``cN0``, ``N1mi``, ``N0(i-)``, ``pN1 (2/14)``, ``M1(HEP)``. The prefix says
how it was found (c clinical, p pathological, y after therapy, r recurrence, a at autopsy, u by
ultrasound, m several tumours), what stands behind in brackets adds to the category and does not
change it (TNM, 8th edition, general rules).
"""

from __future__ import annotations

import re

CATEGORIES = frozenset({"t_category", "n_category", "m_category"})

_CATEGORY = re.compile(
    r"[cpyraum]{0,3}\s*(?P<letter>[TNM])\s*(?P<number>\d|x|is)(?P<part>mi|[a-d])?"
    r"(?:\s*(?:-|/)\s*(?P=letter)?(?P<other>\d))?"
    r"(?:\s*(?:[(\[][^()\[\]]*[)\]]|sn|R[012x]|L[01x]|V[012x]|Pn[01x]))*",
    re.IGNORECASE,
)


def categories(choices: tuple[str, ...], written: str) -> tuple[str, ...]:
    """Return the category that is written, without prefix and brackets; several for "T2-3".

    A part that the choices do not tell apart (N1mi, T4b) is its whole. Empty for anything else.
    """
    found = _CATEGORY.fullmatch(written.strip())
    if found is None:
        return ()
    letter, number = found["letter"].upper(), found["number"].casefold()
    whole = f"{letter}{'X' if number == 'x' else number}"
    exact = f"{whole}{(found['part'] or '').casefold()}"
    words = [exact if exact in choices else whole]
    if found["other"]:
        words.append(f"{letter}{found['other']}")
    return tuple(words) if set(words) <= set(choices) else ()
