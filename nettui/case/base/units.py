"""Units of measure: every common way to write one, and the factor between two that differ in size.

A unit is read into what it measures (its bases above and below the stroke) and how large it is,
so that ``mg/dL``, ``MG/DL``, ``mg/100 mL``, ``mg %`` and ``mg·dL⁻¹`` are one unit, and ``g/L`` is
another of the same kind, 100 times as large. Read are UCUM (``10*9/L``, ``[iU]/L``, ``mm[Hg]``,
annotations in braces) and what laboratories print. What a substance weighs is no matter of units:
see `nettui.case.record.analytes`.

Case is ignored where it does not matter; a capital M or P before small letters is mega or peta,
which no laboratory means: it is not taken. ``G/L`` is a thousand million per litre.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from nettui.case.base.plain import Plain


@frozen(repr=False, eq=False)
class Unit(Plain):
    """A unit: ``size`` times its bases, those above the stroke and those below it, sorted."""

    size: Fraction
    above: tuple[str, ...]
    below: tuple[str, ...]

    def measures_as(self, other: Unit) -> bool:
        """Say whether two units measure the same kind of thing."""
        return (self.above, self.below) == (other.above, other.below)


_PREFIXES: Mapping[str, Fraction] = {
    "": Fraction(1),
    "k": Fraction(10**3),
    "d": Fraction(1, 10),
    "c": Fraction(1, 10**2),
    "m": Fraction(1, 10**3),
    "u": Fraction(1, 10**6),
    "n": Fraction(1, 10**9),
    "p": Fraction(1, 10**12),
    "f": Fraction(1, 10**15),
}
_LONG_PREFIXES = {
    "kilo": "k",
    "deci": "d",
    "centi": "c",
    "milli": "m",
    "micro": "u",
    "nano": "n",
    "pico": "p",
    "femto": "f",
}

# What takes a prefix: the symbol, the base it measures and its size in it.
_PREFIXED: Mapping[str, tuple[str, Fraction]] = {
    "l": ("L", Fraction(1)),
    "g": ("g", Fraction(1)),
    "mol": ("mol", Fraction(1)),
    "eq": ("eq", Fraction(1)),
    "u": ("U", Fraction(1)),
    "kat": ("U", Fraction(60 * 10**6)),  # 1 µkat turns over 60 µmol in a minute: 60 U
    "m": ("m", Fraction(1)),
    "s": ("s", Fraction(1)),
    "pa": ("mmHg", Fraction(760, 101325)),
}
# What takes none.
_WHOLE: Mapping[str, tuple[str, Fraction]] = {
    "h": ("s", Fraction(3600)),
    "min": ("s", Fraction(60)),
    "d": ("s", Fraction(86400)),
    "wk": ("s", Fraction(7 * 86400)),
    "mo": ("month", Fraction(1)),  # of the calendar: of no length in days
    "a": ("month", Fraction(12)),
    "%": ("%", Fraction(1)),
    "ph": ("pH", Fraction(1)),
    "inr": ("INR", Fraction(1)),
    "mmhg": ("mmHg", Fraction(1)),
    "lb": ("g", Fraction("453.59237")),
    "in": ("m", Fraction("0.0254")),
    "ft": ("m", Fraction("0.3048")),
    "m2": ("m2", Fraction(1)),
    "cm2": ("m2", Fraction(1, 10**4)),
    "mm2": ("m2", Fraction(1, 10**6)),
    "m3": ("L", Fraction(10**3)),
    "dm3": ("L", Fraction(1)),
    "cm3": ("L", Fraction(1, 10**3)),
    "mm3": ("L", Fraction(1, 10**6)),
    "lesion": ("lesion", Fraction(1)),
    "mut": ("mut", Fraction(1)),
    "mb": ("Mb", Fraction(1)),
    "creat": ("creatinine", Fraction(1)),
    "ifcc": ("IFCC", Fraction(1)),
    "thousand": ("", Fraction(10**3)),
    "lakh": ("", Fraction(10**5)),
    "million": ("", Fraction(10**6)),
    "giga": ("", Fraction(10**9)),
}
# What is counted or measured, said beside its unit.
_UNSAID = (
    *("cell", "cells", "stool", "stools", "time", "times", "motion", "motions"),
    *("hb", "haemoglobin", "hemoglobin", "fe", "ngsp", "dcct"),
)
_WORDS: Mapping[str, str] = {
    **dict.fromkeys(_UNSAID, ""),
    **dict.fromkeys(("litre", "liter", "litres", "liters", "ltr"), "l"),
    **dict.fromkeys(("gram", "grams", "gramme", "grammes", "gm", "gms"), "g"),
    **dict.fromkeys(("mole", "moles", "mols"), "mol"),
    **dict.fromkeys(("val", "equivalent", "equivalents"), "eq"),
    **dict.fromkeys(("iu", "ui", "unit", "units", "[iu]", "[u]"), "u"),
    **dict.fromkeys(("metre", "meter", "metres", "meters"), "m"),
    **dict.fromkeys(("katal", "katals"), "kat"),
    **dict.fromkeys(("hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("day", "days", "daily"), "d"),
    **dict.fromkeys(("minute", "minutes", "mins"), "min"),
    **dict.fromkeys(("sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("week", "weeks", "wks"), "wk"),
    **dict.fromkeys(("month", "months", "mos"), "mo"),
    **dict.fromkeys(("year", "years", "yr", "yrs", "y", "annum"), "a"),
    **dict.fromkeys(("percent", "pct"), "%"),
    **dict.fromkeys(("[ph]",), "ph"),
    **dict.fromkeys(("ratio", "1"), ""),
    **dict.fromkeys(("mm[hg]",), "mmhg"),
    **dict.fromkeys(("lbs", "pound", "pounds", "[lb_av]"), "lb"),
    **dict.fromkeys(("inch", "inches", "[in_i]"), "in"),
    **dict.fromkeys(("foot", "feet", "[ft_i]"), "ft"),
    **dict.fromkeys(("sqm", "sqmetre", "sqmeter"), "m2"),
    **dict.fromkeys(("cumm", "cmm"), "mm3"),
    **dict.fromkeys(("cc", "ccm"), "cm3"),
    **dict.fromkeys(("lesions", "metastasis", "metastases"), "lesion"),
    **dict.fromkeys(("mutation", "mutations", "muts"), "mut"),
    **dict.fromkeys(("megabase", "megabases"), "mb"),
    **dict.fromkeys(("creatinine", "crea", "cr", "kreatinin", "krea"), "creat"),
    **dict.fromkeys(("thou", "thousands", "tsd", "k"), "thousand"),
    **dict.fromkeys(("millions", "mio", "mill"), "million"),
    **dict.fromkeys(("lakhs", "lac", "lacs"), "lakh"),
    **dict.fromkeys(("gpt",), "giga"),  # Gpt/L: thousand millions of particles per litre
}

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_ANNOTATION = re.compile(r"\{([^{}]*)\}")
_TEN = re.compile(r"[x*×]?\s*10\s*(?:\*{1,2}|\^|e)\s*(\d{1,2})(?!\d)", re.IGNORECASE)
_BARE_TEN = re.compile(r"(?:^|[x*×]\s*)10([369])(?=\s*/)", re.IGNORECASE)  # a lost superscript
_POWERS = frozenset(Fraction(10**n) for n in range(13))
_SURFACE = (Fraction(1), Fraction("1.73"))  # m2 of a body to which a clearance is related
_BELOW = re.compile(r"([A-Za-zµ]+)\s*(?:\^|\*{1,2})?\s*-\s*1(?!\d)")  # L-1, L^-1
_NUMBER = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*")
_MEGA_OR_PETA = re.compile(r"[MP](?=[a-z])|M(?=I?U$)")
_MEGABASE = ("Mb", "Mbp")


def _tidied(text: str) -> str:
    """Return the text of a unit in one typography, what is said in braces kept where it counts."""
    text = re.sub(r"10\s*(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "10^" + m[1].translate(_SUPERSCRIPTS), text)
    text = unicodedata.normalize("NFKC", text.translate(_SUPERSCRIPTS))
    text = text.replace("\u03bc", "u").replace("\u00b5", "u").replace("−", "-").replace("–", "-")
    text = text.replace("\u2044", "/").replace("\u2215", "/")
    text = _ANNOTATION.sub(lambda m: _said(m[1]), text)
    text = re.sub(r"(?<=m)\s?\^(?=[23]\b)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\bmm\s*\[?hg\b\]?", "mmHg", text, flags=re.IGNORECASE)
    return re.sub(r"[\s()]+", " ", text).strip()


def _said(annotation: str) -> str:
    """Return what an annotation adds to its unit: UCUM gives it no meaning, laboratories do."""
    words = annotation.casefold().replace("_", "")
    if words[:1].isdigit():  # {1.73_m2}, {24h}
        return words
    if words.startswith(("creat", "crea")):
        return ".creat"
    return ".ifcc" if "ifcc" in words else ""


@lru_cache(4096)
def read(text: str) -> Unit | None:
    """Return the unit that a text writes, None for one that is not known. Empty is no unit: 1."""
    tidy = _tidied(text)
    tidy = re.sub(r"\b(?:in|a)\s+(?=24|day\b)|^(?=daily$)", "/", tidy) if "/" not in tidy else tidy
    tidy = re.sub(r"(?:^|\s)per\s+", "/", tidy, flags=re.IGNORECASE)
    tidy = _BELOW.sub(r"/\1", tidy)
    tidy = _TEN.sub(r" 10^\1 ", tidy)
    tidy = _BARE_TEN.sub(r" 10^\1 ", tidy)
    first, *rest = re.split(r"\s*/\s*", tidy)
    size, above, below = Fraction(1), [], []
    for n, part in enumerate((first, *rest)):
        found = _part(part, above=n == 0)
        if found is None:
            return None
        times, bases, under = found
        if n:
            size, bases, under = size / times, under, bases
        else:
            size = times
        above += bases
        below += under
    return Unit(size, tuple(sorted(above)), tuple(sorted(below)))


_Part = tuple[Fraction, list[str], list[str]]


def _part(text: str, *, above: bool) -> _Part | None:
    """Return the size and the bases of what stands above or below a stroke, None if not known."""
    text = text.strip(" .*·")
    if not text:
        return (Fraction(1), [], []) if above else None
    size, bases, under = Fraction(1), [], list[str]()
    ten = re.fullmatch(r"10\^(\d{1,2})\s*(.*)", text)
    if ten:
        size, text = size * 10 ** int(ten[1]), ten[2].strip(" .*·")
    elif number := _NUMBER.match(text.replace(",", ".")):
        size, text = size * Fraction(number[1]), text[number.end() :].strip(" .*·-")
        if not size or (above and size not in _POWERS):
            return None
    if text.endswith("%") and text != "%":  # mg %, g%: in 100 mL
        text, size, under = text[:-1].strip(), size * 10, ["L"]
    for piece in re.split(r"[\s.*·]+", text) if text else ():
        symbol = _symbol(piece)
        if symbol is None:
            return None
        base, times = symbol
        if piece == "m2" and size not in _SURFACE:
            return None
        size *= times
        if base:
            bases.append(base)
    return size, bases, under


@lru_cache(1024)
def _symbol(text: str) -> tuple[str, Fraction] | None:
    """Return the base of one symbol (``mL``, ``mcg``) and its size; None for one not known."""
    if text in _MEGABASE:
        return _WHOLE["mb"]
    if text == "G":
        return "G", Fraction(10**9)  # giga before "per litre"; a gram in capitals elsewhere
    key = text.casefold()
    key = _WORDS.get(key, key)
    if not key:
        return "", Fraction(1)
    if key in _WHOLE:
        return _WHOLE[key]
    if _MEGA_OR_PETA.match(text) and not key.startswith(tuple(_LONG_PREFIXES)):
        return None
    for long, short in _LONG_PREFIXES.items():
        if key.startswith(long):
            return _prefixed(short, key.removeprefix(long))
    if key.startswith("mc") and (found := _prefixed("u", key[2:])):  # mcg, mcmol
        return found
    return next((found for p in _PREFIXES if (found := _split(p, key))), None)


def _split(prefix: str, key: str) -> tuple[str, Fraction] | None:
    return _prefixed(prefix, key.removeprefix(prefix)) if key.startswith(prefix) else None


def _prefixed(prefix: str, key: str) -> tuple[str, Fraction] | None:
    found = _PREFIXED.get(_WORDS.get(key, key))
    return None if found is None else (found[0], found[1] * _PREFIXES[prefix])


def readings(text: str) -> tuple[Unit, ...]:
    """Return every unit that a text may write: ``G/L`` is giga per litre, or gram per litre."""
    unit = read(text)
    if unit is None:
        return ()
    if "G" not in (*unit.above, *unit.below):
        return (unit,)
    giga = tuple(b for b in unit.above if b != "G")
    gram = tuple(sorted("g" if b == "G" else b for b in unit.above))
    found = [Unit(unit.size, giga, unit.below)] if "G" not in unit.below else []
    below = tuple(sorted("g" if b == "G" else b for b in unit.below))
    times = 10**9 if "G" in unit.above else 1
    size = unit.size / times * (10**9 if "G" in unit.below else 1)
    return (*found, Unit(size, gram, below))


@lru_cache(4096)
def ratio(unit: str, kept_in: str) -> Fraction | None:
    """Return how many of ``kept_in`` there are in one ``unit``; None if they are not of a kind."""
    for target in readings(kept_in):
        for found in readings(unit):
            if found.measures_as(target):
                return found.size / target.size
    return None
