"""A case is written into the text of its file: what differs changes there, and nothing else does.

So comments, order and spelling stay. tomlkit changes a value where it is. It is given one piece of
the text at a time: over a whole text it counts a comment above a header with the entry before it,
and leaves it to the wrong entry when one is added or removed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from nettui import toml
from nettui.case.files.alike import origins
from nettui.case.files.codec import loads_toml
from nettui.case.files.toml_text import Keys, Part, Piece, comments, parts
from nettui.case.files.writer import dumps_toml, plain, toml_pairs, toml_value
from nettui.case.record.case import LISTS, Case, CaseFile

_REMARK = re.compile(r"(?:#[^\n]*(?:\n|\Z))*")
_BYTE_ORDER_MARK = "\ufeff"
_ORDER = (*attrs.fields_dict(Case), "expect")

_Doc = tuple[Part, ...]
_Table = Mapping[str, Any]


def amended(text: str, file: CaseFile) -> str:
    """Return the text of a case file with another state of the case in it.

    Where the text cannot be changed in place, or is none of a case, the case is written without
    regard to it. `lost` says which comments that costs.
    """
    if text.startswith(_BYTE_ORDER_MARK):
        return _BYTE_ORDER_MARK + amended(text.removeprefix(_BYTE_ORDER_MARK), file)
    written = dumps_toml(file)
    try:
        before = loads_toml(text)
        if dumps_toml(before) == written:
            return text
        for style in _styles(text):
            found = _in_place(text, before, file, style)
            if dumps_toml(loads_toml(found)) == written:
                return found
    except Exception:  # whatever is odd about the text, the case is written
        return written
    return written


def lost(text: str, file: CaseFile) -> list[str]:
    """Return the comments of a text that are lost when the case is written into it.

    The remark in front is part of the case: it changes with it and is never lost.
    """
    there, left = map(_own_comments, (text, amended(text, file)))
    return list((there - left).elements())


def _own_comments(text: str) -> Counter[str]:
    return Counter(comments(_REMARK.sub("", text.removeprefix(_BYTE_ORDER_MARK), count=1)))


@frozen
class _Style:
    """How lines end; whether the tables that change are written out, with all that is in them.

    That is needed where the reader draws a value from another one ("caecum" says a colon, too).
    """

    newline: str
    is_spelt_out: bool


def _styles(text: str) -> list[_Style]:
    newline = "\r\n" if "\r\n" in text else "\n"
    return [_Style(newline, is_spelt_out) for is_spelt_out in (False, True)]


def _in_place(text: str, before: CaseFile, after: CaseFile, style: _Style) -> str:
    """Return the text with all that differs between two states of its case changed in it."""
    rest = _REMARK.sub("", text, count=1)
    remark = text[: len(text) - len(rest)]
    if before.comment != after.comment:
        remark = after.comment.replace("\n", style.newline)
    if not rest.endswith("\n"):
        rest += style.newline
    doc = _with_table(parts(rest), (), plain(before), plain(after), style)
    return remark + "".join(part.text for part in doc)


# --- tables ---


def _with_table(doc: _Doc, path: Keys, old: _Table, new: _Table, style: _Style) -> _Doc:
    """Change the table at a path, key by key."""
    is_drawn = style.is_spelt_out and not all(_is_given(doc, (*path, key)) for key in old)
    for key in (*new, *(key for key in old if key not in new)):
        was, now, at = old.get(key), new.get(key), (*path, key)
        is_same = key in old and key in new and toml_value(was) == toml_value(now)
        if is_same and (not is_drawn or _is_written(doc, at, now)):
            continue
        if isinstance(now, Mapping) and _is_given(doc, at):
            doc = _with_table(doc, at, was or {}, now, style)
        elif not path and key in LISTS and not _in_a_line(doc, at):
            doc = _with_entries(doc, key, was or [], now or [], style)
        elif now is None:
            doc = _without(doc, at)
        elif _in_a_line(doc, at):
            doc = _set(doc, at, at, now)
        else:
            doc = _with_new(doc, path, {key: now}, style)
    return doc


def _is_given(doc: _Doc, path: Keys) -> bool:
    return _in_a_line(doc, path) or any(part.path[: len(path)] == path for part in doc)


def _in_a_line(doc: _Doc, path: Keys) -> bool:
    """Say whether a value is given by a key, not by a header."""
    return any(part.giving(path) for part in doc)


def _is_written(doc: _Doc, path: Keys, value: Any) -> bool:
    """Say whether a value is given as it is to be; a list of words in any order."""
    given = [
        part.pieces[n].value(path[len(part.path) :]) for part in doc for n in part.giving(path)
    ]
    return [sorted(each) if isinstance(each, list) else each for each in given] == [value]


def _set(doc: _Doc, within: Keys, path: Keys, value: Any) -> _Doc:
    """Set a value in the last piece that gives ``within``: the value, or the table around it."""
    n, part = [(n, part) for n, part in enumerate(doc) if part.giving(within)][-1]
    at = part.giving(within)[-1]
    changed = _changed(part.pieces[at], path[len(part.path) :], value)
    return (*doc[:n], part.with_pieces(at, at + 1, changed), *doc[n + 1 :])


def _changed(piece: Piece, path: Keys, value: Any) -> Piece:
    """Return a piece with a value set in it, removed for None; its comment stays."""
    import tomlkit

    made: Any = tomlkit.parse(piece.text)
    table = made
    for key in path[:-1]:
        table = table[key]
    if value is None:
        del table[path[-1]]
    else:
        table[path[-1]] = tomlkit.value(toml_value(value))
    text = made.as_string()
    return Piece(text, toml.read(text))


def _with_new(doc: _Doc, path: Keys, table: _Table, style: _Style) -> _Doc:
    """Add a key with its value at the end of the table at a path, or as a part of its own."""
    ((key, value),) = table.items()
    if not path and isinstance(value, Mapping):
        return _placed(doc, [_new_part(f"[{key}]", (key,), value, style)])
    for n, part in enumerate(doc):
        if part.path == path:
            added = _pieces(table, style)
            return (*doc[:n], part.with_pieces(part.end, part.end, *added), *doc[n + 1 :])
    if _in_a_line(doc, path):
        return _set(doc, path, (*path, key), value)
    return _placed(doc, [_new_part(f"[{'.'.join(path)}]", path, table, style)])


def _without(doc: _Doc, path: Keys) -> _Doc:
    """Remove what is given at a path, with the comments directly above it and beside it."""
    out: list[Part] = []
    for part in doc:
        if path == part.path[: len(path)]:
            out += part.unbound
            continue
        left, rest = part, path[len(part.path) :]
        for at in reversed(part.giving(path)):
            piece = part.pieces[at]
            if piece.gives_only(rest):
                left = left.with_pieces(part.start_of_lead(at), at + 1)
            else:
                left = left.with_pieces(at, at + 1, _changed(piece, rest, None))
        out.append(left)
    return tuple(out)


def _pieces(table: _Table, style: _Style) -> list[Piece]:
    return [
        Piece(line + style.newline, {key: value})
        for (key, value), line in zip(table.items(), toml_pairs(table), strict=True)
    ]


def _new_part(header: str, path: Keys, table: _Table, style: _Style) -> Part:
    return Part(
        above=(Piece(style.newline),),
        header=Piece(header + style.newline),
        path=path,
        pieces=tuple(_pieces(table, style)),
    )


def _placed(doc: _Doc, new: Sequence[Part]) -> _Doc:
    """Put new parts of one name where a file that is written afresh has them."""
    rank = _ORDER.index(new[0].path[0])
    before = [n for n, part in enumerate(doc) if part.path and _ORDER.index(part.path[0]) <= rank]
    at = max(before, default=0) + 1
    return (*doc[:at], *new, *doc[at:])


# --- lists of entries ---


def _with_entries(
    doc: _Doc, name: str, old: Sequence[_Table], new: Sequence[_Table], style: _Style
) -> _Doc:
    """Change the entries of a list; each keeps its part of the text, wherever it goes."""
    slots = [n for n, part in enumerate(doc) if part.path == (name,)]
    if len(slots) != len(old):
        raise toml.NotToml("entries in more than one form")
    came_from = origins(name, old, new)
    made = [
        _new_part(f"[[{name}]]", (name,), entry, style)
        if n is None
        else _with_table((doc[slots[n]],), (name,), old[n], entry, style)[0]
        for n, entry in zip(came_from, new, strict=True)
    ]
    kept = sorted(slots[n] for n in came_from if n is not None)
    if not kept:
        rest = [each for part in doc for each in (part.unbound if part.path == (name,) else [part])]
        return _placed(tuple(rest), made) if made else tuple(rest)
    # Those that were there take the places that they had, in their order; a new one follows the
    # one that it follows in the list.
    groups: dict[int, list[Part]] = {n: [] for n in kept}
    places = iter(kept)
    at = kept[0]
    for part, n in zip(made, came_from, strict=True):
        at = at if n is None else next(places)
        groups[at].append(part)
    out: list[Part] = []
    for n, part in enumerate(doc):
        out += groups.get(n, part.unbound if n in slots else [part])
    return tuple(out)
