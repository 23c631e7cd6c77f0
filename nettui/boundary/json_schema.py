"""A JSON Schema written from attrs classes: what `strict` takes, for programs of others.

Each class and each named form is described once, under ``$defs``. The description of a class is the
first paragraph of its docstring, that of a field the text in its annotation.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from nettui.boundary.form import Form

Data = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES: Mapping[Any, Data] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
}
_DAY: Data = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def schema(cls: type, title: str, suffix: str = "") -> Data:
    """Return the schema of a class. ``suffix`` is taken off the names of the classes in it."""
    writer = _Writer(suffix)
    whole = writer.table(cls)
    return {"$schema": DRAFT, "title": title, **whole, "$defs": dict(sorted(writer.defs.items()))}


class _Writer:
    """Writes types as schemas, and collects what is described once."""

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix
        self.defs: dict[str, Data] = {}
        self.sources: dict[str, object] = {}

    def table(self, cls: type) -> Data:
        """Return the schema of a class with its fields: no others, and all that have no default."""
        attrs.resolve_types(cls)
        return {
            "description": " ".join((cls.__doc__ or "").split("\n\n")[0].split()),
            "type": "object",
            "properties": {a.name: self.field(a) for a in attrs.fields(cls)},
            "required": [a.name for a in attrs.fields(cls) if a.default is attrs.NOTHING],
            "additionalProperties": False,
        }

    def field(self, a: attrs.Attribute[Any]) -> Data:
        """Return the schema of a field. What may be left out is never null."""
        if a.default is None:
            return self.of(Union[tuple(o for o in get_args(a.type) if o is not NoneType)])  # noqa: UP007
        return self.of(a.type)

    def of(self, kind: Any) -> Data:
        """Return the schema of a type."""
        args = get_args(kind)
        match get_origin(kind):
            case origin if origin is Annotated:
                return self.formed(*args)
            case origin if origin is Literal:
                return {"const": args[0]} if len(args) == 1 else {"enum": list(args)}
            case origin if origin in (Union, UnionType):
                return {"anyOf": [self.of(one) for one in args]}
            case origin if origin is tuple:
                count = {} if args[-1] is ... else {"minItems": len(args), "maxItems": len(args)}
                return {"type": "array", "items": self.of(args[0]), **count}
        if attrs.has(kind):
            name = re.sub("(?<=[a-z])(?=[A-Z])", "_", kind.__name__.removesuffix(self.suffix))
            return self.once(name.lower(), kind, lambda: self.table(kind))
        if kind is datetime.date:
            return self.once("date", kind, lambda: _DAY)
        return dict(_TYPES[kind])

    def once(self, name: str, source: Any, write: Callable[[], Data]) -> Data:
        """Return where a class or form is described, and describe it there if it is not yet."""
        known = self.sources.setdefault(name, source)
        if known != source:
            raise ValueError(f"{known} and {source} are both called {name}.")
        if name not in self.defs:
            self.defs[name] = {}  # a class may hold itself
            self.defs[name] = write()
        return {"$ref": f"#/$defs/{name}"}

    def formed(self, base: Any, *beside: Any) -> Data:
        """Return the schema of a type with forms and a description beside it."""
        made = self.of(base)
        for one in beside:
            made = self.form(made, one) if isinstance(one, Form) else {"description": one, **made}
        return made

    def form(self, made: Data, form: Form) -> Data:
        """Return a schema narrowed by a form, or where the form is described."""
        if form.choices:
            made = {"enum": list(form.choices)}
        if form.pattern:
            made = {**made, "pattern": f"^{form.pattern}$"}
        if form.least is not None:
            made = {**made, "minLength" if made.get("type") == "string" else "minimum": form.least}
        if form.once:
            made = {**made, "uniqueItems": True}
        if form.says:
            made = {"description": form.says, **made}
        return self.once(form.name, form, lambda: made) if form.name else made
