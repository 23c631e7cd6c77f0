"""What may be shown: every text from outside passes through :func:`safe` before a screen or file.

A note, a name or an imported report can hold control bytes that repaint a terminal, set its
title or clipboard, or turn digits round. Nothing is dropped: what cannot be shown as it is
becomes a visible sign for itself.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

MARKS_SHOWN = 4
"""Combining marks kept on one letter; pointed and chanted scripts need no more."""

# Printable by their category, yet nothing to see: grapheme joiner, Hangul fillers, Khmer inherent
# vowels, Mongolian selectors, blank braille, variation selectors.
_BLANK = frozenset(map(ord, "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")).union(
    range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)
)
_UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_MARKS = frozenset(("Mn", "Me", "Mc"))
_JAMO = frozenset(range(0x1161, 0x1200)).union(range(0xD7B0, 0xD800))  # join the letter before


# Letters, punctuation, arrows, mathematical signs and rules that take one cell each and hide
# nothing: with ASCII, all of most texts.
_SIMPLE = re.compile("[ -~¡-¬®-˿‐-‧‰-⁞←-⇿∀-⋿─-╿]*")


def safe(text: str, *, lines: bool = False) -> str:
    """Text that shows everything it holds and does nothing to a terminal.

    Control bytes become their pictures (``␛``), other invisible or reordering characters their
    number (``<U+202E>``), marks beyond :data:`MARKS_SHOWN` on one letter a count. With ``lines``
    line ends are kept and tabs become four spaces; without, both are shown as pictures, so the
    result is one line. The rest is untouched, and safe text passes through unchanged.
    """
    if _SIMPLE.fullmatch(text):
        return text
    if lines:
        text = text.replace("\r\n", "\n").replace("\t", "    ")
        return "\n".join(_safe_line(line) for line in text.split("\n"))
    return _safe_line(text)


def _safe_line(text: str) -> str:
    shown: list[str] = []
    marks = 0
    for char in text:
        sign, is_mark = _sign(char)
        if not is_mark:
            shown.append(_too_many(marks) + sign)
            marks = 0
            continue
        if not shown:
            # A mark with no letter would sit on whatever is printed before it.
            shown.append("◌")
        marks += 1
        if marks <= MARKS_SHOWN:
            shown.append(sign)
    return "".join(shown) + _too_many(marks)


def _too_many(marks: int) -> str:
    return f"<+{marks - MARKS_SHOWN} marks>" if marks > MARKS_SHOWN else ""


@lru_cache(maxsize=4096)
def _sign(char: str) -> tuple[str, bool]:
    """What stands for a character, and whether it is a combining mark."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code), False
    if code == 0x7F:
        return "␡", False
    if unicodedata.category(char) in _UNSHOWN or code in _BLANK:
        return f"<U+{code:04X}>", False
    return char, _is_mark(char)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in _MARKS or ord(char) in _JAMO


def number(value: float | Decimal) -> str:
    """The shortest decimal that is exactly this number: never rounded, ``20.0`` as ``20``.

    An exponent appears only from 1e16 upward or below 1e-9. A :class:`~decimal.Decimal` keeps the
    digits it was entered with. Raises TypeError for anything that is not a number, yes/no included.
    """
    if isinstance(value, float) and "e" not in (exactly := repr(value)):
        return exactly.removesuffix(".0") if value else "0"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    from decimal import Decimal  # few numbers need it

    if not isinstance(value, float | Decimal):
        raise TypeError(f"{value!r} is not a number, so it cannot be shown as one.")
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    if exact.is_zero() and isinstance(value, float):
        return "0"
    if not exact.is_zero() and not -9 <= exact.adjusted() < 16:
        return str(value)
    digits = format(exact, "f")
    return digits.removesuffix(".0") if isinstance(value, float) else digits


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SIGNS = """
≥ >=  ≤ <=  ≠ !=  ≈ ~  ± +-  × x  ÷ /  ⁄ /  ∞ inf  ‰ /1000  ° deg  µ u  μ u
– -  — -  − -  ‐ -  ‑ -  · .  • *  … ...  “ "  ” "  „ "  « "  » "  ‘ '  ’ '  ‚ '
→ ->  ← <-  ↑ ^  ↓ v  ⇒ =>  ▶ >  ▸ >  ▼ v  ▾ v  ◀ <  ◂ <  ▲ ^  ▴ ^
✓ +  ✔ +  ✗ x  ✘ x  ⚠ !  ● *  ○ o  ◆ *  ◇ o  ■ #  □ o  ◌ o  ☐ [_]  ☑ [x]  ☒ [-]
α alpha  β beta  γ gamma  δ delta  κ kappa  Δ Delta
ß ss  æ ae  œ oe  ø o  ł l  đ d  ð d  þ th  ı i  Æ AE  Œ OE  Ø O  Ł L  Đ D  Ð D  Þ Th  ẞ SS
""".split()
_ASCII = dict(zip(_SIGNS[::2], _SIGNS[1::2], strict=True))
_KEPT_MEANING = frozenset(
    ("", "<wide>", "<narrow>", "<small>", "<compat>", "<noBreak>", "<font>", "<sub>", "<fraction>")
)


def ascii_only(text: str) -> str:
    """The same text in ASCII, for terminals and files that know nothing else.

    Powers stay powers (``10⁹`` is ``10^9``, never ``109``) and ``2½`` is ``2 1/2``. A character
    without an ASCII form becomes its number, as in :func:`safe`.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[⁰¹²³⁴-⁹⁺⁻]+", lambda run: "^" + run[0].translate(_SUPERSCRIPTS), text)
    text = re.sub(r"(?<=\d)(?=[¼½¾⅐-⅞])", " ", text)
    return "".join(map(_ascii, text))


@lru_cache(maxsize=4096)
def _ascii(char: str) -> str:
    if char.isascii():
        return char
    if char in _ASCII:
        return _ASCII[char]
    code = ord(char)
    if 0x2400 <= code <= 0x241F:
        return "^" + chr(code - 0x2400 + 0x40)
    if code == 0x2421:
        return "^?"
    if 0x2500 <= code <= 0x257F:
        return _box(char)
    if 0x2580 <= code <= 0x259F:
        return "#"
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return _decomposed(char) or f"<U+{code:04X}>"


def _box(char: str) -> str:
    words = unicodedata.name(char).split()
    across = not {"HORIZONTAL", "LEFT", "RIGHT"}.isdisjoint(words)
    along = not {"VERTICAL", "UP", "DOWN"}.isdisjoint(words)
    if across == along:
        return "+"
    return "-" if across else "|"


def _decomposed(char: str) -> str:
    """The ASCII letters a character is made of; empty where that would change what is meant."""
    parts = unicodedata.decomposition(char).split()
    tag = parts.pop(0) if parts and parts[0].startswith("<") else ""
    if not parts or tag not in _KEPT_MEANING:
        return ""
    made_of = [chr(int(part, 16)) for part in parts]
    letters = [part for part in made_of if unicodedata.category(part) not in _MARKS]
    return "".join(map(_ascii, letters))


_PLAIN_LOCALES = ("C", "POSIX")
"""Locales that know no other characters."""


def supports_unicode(encoding: str | None, environ: Mapping[str, str]) -> bool:
    """Whether a stream's encoding and the locale both let characters beyond ASCII through.

    The locale can only say no: a UTF-8 stream under a locale that names another encoding is a
    Python told to write UTF-8 to a terminal that does not read it.
    """
    try:
        if not codecs.lookup(encoding or "ascii").name.startswith("utf"):
            return False
        locale = next((environ[k] for k in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(k)), "")
        if locale in _PLAIN_LOCALES or _is_of_python(locale, environ):
            return False
        named = locale.partition(".")[2].partition("@")[0]
        return codecs.lookup(named or "utf-8").name.startswith("utf")
    except (LookupError, UnicodeError):  # no such encoding, or a name that is no text
        return False


def _is_of_python(locale: str, environ: Mapping[str, str]) -> bool:
    """Say whether Python put a locale in place of a plain one, for itself alone."""
    return locale == "C.UTF-8" and environ.get("LANG") in _PLAIN_LOCALES


def cells(text: str) -> int:
    """The terminal cells one line of safe text takes: two for a wide character, none for a mark."""
    return len(text) if _SIMPLE.fullmatch(text) else sum(map(_cells, text))


def measure(text: str) -> Callable[[str], int]:
    """Return what measures any part of one line of safe text, in terminal cells.

    Of most lines every character takes one cell, and to see that once is enough.
    """
    return len if _SIMPLE.fullmatch(text) else cells


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if _is_mark(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fold(text: str, width: int, sign: str = "…") -> str:
    """One line of safe text of at most ``width`` cells: what is too much goes from its middle.

    Names that begin alike differ at their end.
    """
    if cells(text) <= width:
        return text
    room = width - cells(sign)
    if room < 2:
        return clip(text, width, sign)
    head = clip(text, room - room // 2, "")
    tail = clip(text[::-1], room - cells(head), "")[::-1]
    start = next((n for n, char in enumerate(tail) if _cells(char)), len(tail))
    return head + sign + tail[start:]  # a mark whose letter was cut off would sit on the sign


def clip(text: str, width: int, ending: str = "…") -> str:
    """One line of safe text cut to ``width`` cells, with ``ending`` where something was cut off."""
    if cells(text) <= width:
        return text
    ending = ending[: max(width, 0)]
    room = width - cells(ending)
    kept = []
    for char in text:
        room -= _cells(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept) + ending
