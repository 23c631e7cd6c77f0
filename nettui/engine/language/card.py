"""Who a plugin is."""

from __future__ import annotations

from attrs import field, frozen

from nettui.case.base.plain import Plain
from nettui.engine.language import validators as f


@frozen(kw_only=True, repr=False, eq=False)
class Card(Plain):
    """Who a plugin is: its name becomes the origin of all its entries.

    ``api`` is the number of the plugin interface it was written for; ``statements`` and
    ``sources`` give the texts of the ids that its entries cite.
    """

    name: str = field(validator=f.name)
    version: str = field(validator=f.text)
    api: int = field(validator=f.positive)
    purpose: str = field(validator=f.text)
    contact: str = field(validator=f.text)
    sites: tuple[str, ...] = f.texts()
    statements: dict[str, str] = field(factory=dict)
    sources: dict[str, str] = field(factory=dict)
    where: str = f.where()
