"""Drafts of the tests stay in folders of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for what the account keeps."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    (folder / "config/nettui").mkdir(parents=True)
    (folder / "config/nettui/terminal.toml").write_text('tour = "seen"\n', "utf-8")
    return folder
