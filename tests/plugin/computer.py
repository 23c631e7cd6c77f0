"""A computer of tests: a site with distributions, an allow-list, what is published, a home."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nettui.cli.main import main
from nettui.plugin import locations
from nettui.plugin.discovery import Found, find
from nettui.plugin.policy import Allowed, written


class Server:
    """The commands of nettui on it, with all of its own plugins, run in this process."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.site = root / "site"
        self.list = root / "etc/nettui/plugins.toml"
        self.published = root / "var/lib/nettui"
        self.own = root / "own"
        self._said = capsys
        for folder in (self.site, self.list.parent):
            folder.mkdir(parents=True)

    def run(self, *words: str) -> tuple[int, str]:
        """Run a command; its exit code and all that it said. Fails for an unforeseen error."""
        code = main(list(words))
        said = "".join(self._said.readouterr())
        assert "unforeseen" not in said.lower(), said
        assert "Traceback" not in said
        return code, " ".join(said.split())

    def allow(self, *, required: bool = False) -> None:
        """Write all plugins of the site into the allow-list, as they are."""
        found: list[Found] = [p for p in find([str(self.site)])[0] if not p.bundled]
        entries = {p.name: Allowed(p.version, p.digest, "institution", required) for p in found}
        self.list.write_text(written(entries))
        self.list.chmod(0o644)


def server(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Server:
    """Return a computer on whose path the site stands last."""
    made = Server(root, capsys)
    monkeypatch.setattr(locations, "allow_list", lambda: made.list)
    monkeypatch.setattr(locations, "sign_offs", lambda: made.list.parent / "sign-offs.toml")
    monkeypatch.setattr(locations, "administered", lambda: made.published)
    monkeypatch.setattr(locations, "own", lambda: made.own)
    monkeypatch.setattr(sys, "path", [*sys.path, str(made.site)])
    return made
