"""Drafts of the tests stay in folders of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.protocols import published_into
from tests.store.memory import MemoryStore
from tests.tui.from_store import two_cases
from tests.tui.pseudo import CASE, Terminal


@pytest.fixture(autouse=True)
def own_state(
    tmp_path_factory: pytest.TempPathFactory, self_published: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A folder for what the account keeps: no more yet than what nettui has published itself."""
    folder = tmp_path_factory.mktemp("state")
    published_into(folder, self_published)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    (folder / "config/nettui").mkdir(parents=True)
    (folder / "config/nettui/terminal.toml").write_text('tour = "seen"\n', "utf-8")
    return folder


@pytest.fixture(autouse=True, scope="session")
def styles_are_parsed_once() -> Iterator[None]:
    """Many hundred terminals are opened, each of which would parse all styles, for each theme."""
    parsed: dict[object, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def rules(sheet: Stylesheet, css: str, **named: Any) -> list[RuleSet]:
        key = css, frozenset(sheet._variables.items()), *named.values()
        if key not in parsed:
            parsed[key] = parse(sheet, css, **named)
        return parsed[key]

    with patch.object(Stylesheet, "_parse_rules", rules):
        yield


@pytest.fixture
def store() -> MemoryStore:
    """A store with two cases."""
    return two_cases()


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[Terminal]]:
    """Terminals to be ended whatever happens."""
    made: list[Terminal] = []
    yield made
    for terminal in made:
        terminal.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.toml"
    path.write_text(CASE, "utf-8")
    return path
