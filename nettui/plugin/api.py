"""Everything that an author of rules imports. Nothing else of nettui is theirs to rely on."""

from __future__ import annotations

import pluggy

from nettui.engine.language.card import Card
from nettui.engine.language.conditions import (
    ALWAYS,
    Arithmetic,
    Condition,
    Reference,
    Value,
    derived,
    fact,
    listed,
    offered,
    parameter,
)
from nettui.engine.language.inferences import Excluded, Implied
from nettui.engine.language.options import Option, caution, check, first, stop
from nettui.engine.language.rules import (
    Act,
    Caps,
    Due,
    Guard,
    Judgement,
    Need,
    Order,
    Override,
    Rule,
)
from nettui.engine.language.stages import BLOCK, CONDITIONAL, INFO, NOT_STATED, OPTION, STRONG
from nettui.engine.language.tables import Parameter, Row, Setting, Table
from nettui.plugin.hookspecs import API_VERSION

hookimpl = pluggy.HookimplMarker("nettui")

__all__ = [
    "ALWAYS",
    "API_VERSION",
    "BLOCK",
    "CONDITIONAL",
    "INFO",
    "NOT_STATED",
    "OPTION",
    "STRONG",
    "Act",
    "Arithmetic",
    "Caps",
    "Card",
    "Condition",
    "Due",
    "Excluded",
    "Guard",
    "Implied",
    "Judgement",
    "Need",
    "Option",
    "Order",
    "Override",
    "Parameter",
    "Reference",
    "Row",
    "Rule",
    "Setting",
    "Table",
    "Value",
    "caution",
    "check",
    "derived",
    "fact",
    "first",
    "hookimpl",
    "listed",
    "offered",
    "parameter",
    "stop",
]
