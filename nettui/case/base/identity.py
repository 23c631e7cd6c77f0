"""The id of a case: how it is spelt, and which ids look the same to a reader.

Two ids that a reader cannot tell apart on paper are two patients in the program, so a second one
is never made without being asked for.
"""
# ruff: noqa: RUF001, RUF003 - the letters below are here because they look like others

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from nettui.display import safe

# Letters of other alphabets by the sign that they are printed like (the letters among Unicode's
# confusables that NFKC leaves apart). O and 0 are one sign here, and so are l, 1 and I.
_PRINTED_LIKE = {
    "2": "ƧϨꙄꝚ",
    "3": "ƷȜЗӠⳌꝪꞫ",
    "4": "Ꮞ",
    "5": "Ƽ",
    "6": "бᏮⳒ",
    "8": "Ȣȣ",
    "9": "ⳊꝮ",
    "a": "ɑΑαАаᎪꓮ",
    "b": "ƄΒВЬᏏᏴꓐꞴ",
    "c": "СсᏟᴄⲤⲥꓚꮯ",
    "d": "ԁᎠᏧꓒꓓ",
    "e": "ΕЕеҽᎬꓰꬲ",
    "f": "ϜքꓝꞘꞙꬵ",
    "g": "ƍɡԌցᏀᏳᶃꓖ",
    "h": "ΗНһհᎻᏂⲎꓧ",
    "j": "ͿϳЈјᎫꓙꞲ",
    "k": "ΚκКᏦⲔꓗ",
    "l": "iıƖǀɩɪΙιІіӀӏᎥᏞⲒⳐꓡꓲꙇꭵ",
    "m": "ΜϺМᎷⲘꓟ",
    "n": "ΝոռⲚꓠ",
    "o": "ΟοσОоՕօᴏᴑⲞⲟꓳꬽ",
    "p": "ΡρРрᏢⲢⲣꓑ",
    "q": "ԛգզ",
    "r": "ƦгᎡᏒᴦⲅꓣꭇꭈꮁ",
    "s": "ƽЅѕՏᏕᏚꓢꜱꮪ",
    "t": "ΤТᎢⲦꓔ",
    "u": "ʋυՍսᴜꓴꞟꭎꭒ",
    "v": "νѴѵᏙᴠꓦꛟꮩ",
    "w": "ɯѡԜԝաᎳᏔᴡꓪꮃ",
    "x": "ΧХхⲬꓫꞳ",
    "y": "ɣʏΥγУуҮүᎩᎽᶌⲨꓬꭚ",
    "z": "ΖᏃᴢꓜꮓ",
}
_SIGNS = {char: sign for sign, chars in _PRINTED_LIKE.items() for char in chars}
# The small letter of a capital that is in the table, such as в of В, where it has no sign itself.
_SIGNS = {**{char.casefold(): sign for char, sign in _SIGNS.items()}, **_SIGNS}
_PRINTED = str.maketrans(_SIGNS)
_FOLDED = str.maketrans({**_SIGNS, "0": "o", "1": "l", "|": "l"})


def normal(text: str) -> str:
    """Return an id as it is kept: composed (NFC), no blanks around it, one between its parts."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def unseen(text: str) -> str:
    """Return the first character of an id that a reader could not see, empty when all are seen."""
    if safe(text) == text:
        return ""
    for n, char in enumerate(text):
        if safe(text[: n + 1]) != text[: n + 1]:
            return char
    return ""


def looks(text: str) -> str:
    """Return what ids that look the same have alike: the same for all of them, shown to nobody."""
    if not text.isascii():
        text = "".join(map(_seen, unicodedata.normalize("NFKC", text))).translate(_PRINTED)
    return " ".join(text.casefold().translate(_FOLDED).split())


def _seen(char: str) -> str:
    """Return the sign that a reader sees of one character, empty when there is none."""
    if char.isascii():
        return char
    if char.isspace():
        return " "
    if unicodedata.category(char) == "Pd" or char == "\u2212":
        return "-"
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    return char if safe(f"x{char}") == f"x{char}" else ""


def by_look(ids: Iterable[str]) -> dict[str, list[str]]:
    """Return ids by their look, each once."""
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(ids):
        found.setdefault(looks(name), []).append(name)
    return found


def alike(ids: Iterable[str], recorded: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return those new ids that look like another, recorded or new too, with these others.

    ``recorded`` is gone through once, so that it can be all ids of a large store.
    """
    new = by_look(ids)
    there: dict[str, list[str]] = {look: [] for look in new}
    for name in recorded:
        if (look := looks(name)) in there:
            there[look].append(name)
    return {
        name: tuple(others)
        for look, names in new.items()
        for name in names
        if name not in there[look]
        and (others := there[look] or [other for other in names if other != name])
    }


def spelt(text: str) -> str:
    """Return an id in quotation marks, with the numbers of letters that look like others."""
    odd = [char for char in dict.fromkeys(text) if not char.isascii() and _is_odd(char)]
    numbers = ", ".join(f"U+{ord(char):04X}" for char in odd)
    return f"'{text}'" + (f" (with {numbers})" if numbers else "")


def _is_odd(char: str) -> bool:
    return (
        char in _SIGNS
        or char.isspace()
        or _seen(char) != char
        or unicodedata.category(char) in ("Mn", "Mc", "Me")
        or unicodedata.normalize("NFKC", char) != char
    )
