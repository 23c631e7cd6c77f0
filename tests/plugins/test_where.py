"""Each rule speaks where a person read that it should: in which tumour, extent, site, syndrome."""

from __future__ import annotations

import pytest

from nettui.engine.language.states import TRUE
from tests.guideline.records import planned
from tests.plugins import where_text
from tests.plugins.records import full
from tests.plugins.where import expected, facts_of, names, said, table, truth

RECORDS, BY_RULE = table()
# Held while it is not known, and stopped by another guard once it is: never met.
NEVER_MET = {"base:systemic.pregnancy_open"}


def test_no_rule_is_left_out_of_the_table() -> None:
    """A new rule comes with its record, one that is gone takes its lines away."""
    assert set(RECORDS) == set(names()) - NEVER_MET


def test_the_files_are_written_in_one_way() -> None:
    """By stage, in the order of the axes, in the fewest words: a difference is one of meaning."""
    for path in sorted(where_text.FOLDER.iterdir()):
        assert path.read_text("utf-8") == where_text.written(path.stem, RECORDS, BY_RULE)


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_a_rule_speaks_where_its_lines_say(name: str) -> None:
    """Met by its record, and moved to each place as written."""
    record = RECORDS[name]
    assert truth(planned(facts_of(record, name), protocol=full()), name) == TRUE
    assert said(name, record) == expected(name)
