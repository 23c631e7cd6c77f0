"""Drafts on disk that are no longer what was written: put aside, never taken for what they say."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any

import pytest

from nettui.store.core.drafts import DraftFolder
from nettui.store.core.rows import sealed
from nettui.store.records import Draft
from tests.store.given import case

AT = datetime.datetime(2026, 10, 1, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> DraftFolder:
    """A folder with one draft."""
    made = DraftFolder(tmp_path / "drafts", os.getuid())
    made.keep(Draft(case_id="a", base_rev=1, file=case("a"), typed={"patient.age": "6"}), AT)
    return made


@pytest.mark.parametrize(
    ("n", "value"),
    [
        (0, 5),
        (1, "1"),
        (1, True),
        (2, "yesterday"),
        (3, "[]"),
        (3, '"patient.age"'),
        (3, '{"patient.age": 6}'),
        (3, "[" * 100_000),
        (4, ["{}"]),
        (4, "{}"),
        (4, "[" * 100_000),
    ],
)
def test_a_sealed_draft_that_is_none_is_put_aside(folder: DraftFolder, n: int, value: Any) -> None:
    """What it holds is kept for whoever may want to look into it."""
    [path] = folder.own.iterdir()
    *fields, _ = json.loads(path.read_bytes())
    fields[n] = value
    data = json.dumps([*fields, sealed(*fields)])
    path.write_text(data, "utf-8")
    assert folder.get("a") is None
    assert path.with_suffix(".unreadable").read_text("utf-8") == data
    assert folder.all() == ()


def test_a_draft_with_more_or_less_is_put_aside(folder: DraftFolder) -> None:
    [path] = folder.own.iterdir()
    *fields, _ = json.loads(path.read_bytes())
    for other in (fields[:-1], [*fields, ""]):
        path.write_text(json.dumps([*other, sealed(*other)]), "utf-8")
        assert folder.get("a") is None
