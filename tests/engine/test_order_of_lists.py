"""Lists of authors have an order of their own: what has none would change from run to run."""

from __future__ import annotations

from typing import Any

import pytest

from nettui.engine.language.errors import Mistake
from nettui.engine.language.options import Option
from nettui.engine.language.rules import Judgement, Rule


def test_a_set_is_refused_where_a_list_belongs() -> None:
    """Else the digest of the same protocol would differ from one publication to the next."""
    unordered: Any = {"S01", "S02"}
    with pytest.raises(Mistake, match="statements is a set"):
        Judgement(id="systemic.board", says="Weigh.", statements=unordered)
    with pytest.raises(Mistake, match="options is a set"):
        Rule(id="systemic.x", says="X.", sources=("A",), options=unordered)
    with pytest.raises(Mistake, match="guards is a set"):
        Option(id="x", label="X", guards=unordered)


def test_tuples_and_lists_keep_the_order_of_their_author() -> None:
    lists: tuple[Any, ...] = (("S02", "S01"), ["S02", "S01"])
    for given in lists:
        made = Judgement(id="systemic.board", says="Weigh.", statements=given)
        assert made.statements == ("S02", "S01")
