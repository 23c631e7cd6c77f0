"""A protocol as it is published, typed: looked at once when it is put together, never when loaded.

What plugins give is checked before (`nettui.plugin.check`). This holds for the whole: every entry
is of a known stage and layer, reads back as a rule of this program, and nothing is left over that
a later program would not know.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from attrs import frozen

from nettui.boundary import strict
from nettui.boundary.form import Digest, Form, Line, Read
from nettui.engine.language.serialize import Data, from_data, to_data
from nettui.engine.language.stages import LAYERS, STAGES
from nettui.engine.protocol.entry import CATALOGUE

Layer = Annotated[str, Form(choices=LAYERS)]
Name = Annotated[str, Form(pattern="[a-z][a-z0-9_-]*", wanted="the name of a plugin")]
Id = Annotated[
    str,
    Form(pattern="[a-z][a-z0-9_-]*:[a-z0-9_.-]+", wanted="an id such as base:grading.g1"),
]
Verb = Annotated[Any, Read(from_data, to_data)]


@frozen(kw_only=True)
class PublishedPlugin:
    """A plugin in force, with the digest of all that it gave."""

    name: Name
    layer: Layer
    version: Line
    purpose: str
    contact: str
    sites: tuple[str, ...]
    digest: Digest


@frozen(kw_only=True)
class _Given:
    """Whose something is."""

    origin: Name
    layer: Layer


@frozen(kw_only=True)
class PublishedEntry(_Given):
    """A rule, need, guard, order, override or judgement, with its stage."""

    id: Id
    stage: Annotated[str, Form(choices=(CATALOGUE, *STAGES))]
    act: Verb


@frozen(kw_only=True)
class PublishedOption(_Given):
    """An option, without its guards: they are entries."""

    option: Verb


@frozen(kw_only=True)
class PublishedTable(_Given):
    """A derived fact."""

    table: Verb


@frozen(kw_only=True)
class PublishedParameter(_Given):
    """A number that may be set."""

    parameter: Verb


@frozen(kw_only=True)
class PublishedImplied(_Given):
    """What answers imply."""

    implied: Verb


@frozen(kw_only=True)
class PublishedExcluded(_Given):
    """An answer that cannot be true beside others."""

    excluded: Verb


@frozen(kw_only=True)
class PublishedSignOff:
    """Who confirmed an entry for clinical use."""

    id: Annotated[str, Form(least=1)]
    by: Line
    role: Line
    on: datetime.date


def _setting(data: Any) -> Data:
    """Return a setting as it is: its own words, and whose it is."""
    if not isinstance(data, dict):
        raise ValueError("A setting is a table.")
    whose = {key: value for key, value in data.items() if key in ("origin", "layer")}
    strict.from_json(whose, _Given)
    from_data({key: value for key, value in data.items() if key not in whose})
    return data


@frozen(kw_only=True)
class PublishedProtocol:
    """Everything in force. ``sign_offs`` is there once somebody has signed something off."""

    format: Literal[5]
    plugins: tuple[PublishedPlugin, ...]
    entries: tuple[PublishedEntry, ...]
    options: tuple[PublishedOption, ...]
    tables: tuple[PublishedTable, ...]
    parameters: tuple[PublishedParameter, ...]
    implied: tuple[PublishedImplied, ...]
    excluded: tuple[PublishedExcluded, ...]
    settings: tuple[Annotated[Any, Read(_setting, dict)], ...]
    statements: Mapping[str, str]
    sources: Mapping[str, str]
    sign_offs: tuple[PublishedSignOff, ...] | None = None


def typed(raw: Data) -> PublishedProtocol:
    """Return the data of a protocol as what is published. Raises `strict.Unfit`."""
    return strict.from_json(raw, PublishedProtocol)
