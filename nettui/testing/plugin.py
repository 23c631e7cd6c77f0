"""What pytest loads: the author's plugin, its cases as tests, and a closed door for all others.

It is active where ``pyproject.toml`` beside the tests has one entry point in the group ``nettui``.
The setting ``nettui_layer`` says at which layer the plugin is tested, ``institution`` unless given.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from nettui.engine.protocol.assemble import Contribution
    from nettui.engine.protocol.protocol import Protocol
    from nettui.testing.cases import RunCase, UnderTest

pytest.register_assert_rewrite("nettui.testing.contract")

_LAYER = "nettui_layer"
_ENTRY = pytest.StashKey[tuple[str, str]]()
_UNDER_TEST = pytest.StashKey["UnderTest"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the layer under which the plugin is tested."""
    parser.addini(_LAYER, "layer at which the nettui plugin is tested", default="institution")


def pytest_configure(config: pytest.Config) -> None:
    """Find the plugin under test: the entry point of this project."""
    path = config.rootpath / "pyproject.toml"
    if not path.exists():
        return
    text = path.read_text("utf-8")
    if "entry-points.nettui" in text:
        entries = tomllib.loads(text)["project"]["entry-points"]["nettui"]
        if len(entries) == 1:
            config.stash[_ENTRY] = next(iter(entries.items()))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take every case under ``cases/`` as a test."""
    if _ENTRY not in parent.config.stash or file_path.suffix.lower() != ".toml":
        return None
    if parent.config.rootpath / "cases" not in file_path.parents:
        return None
    return _CaseFile.from_parent(parent, path=file_path)


class _CaseFile(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        """Yield the one test of a case."""
        yield _Case.from_parent(self, name="expect")


class _Case(pytest.Item):
    def runtest(self) -> None:
        """Hold the plan of the case against what was expected of it."""
        faults = under_test(self.config).unmet(self.path)
        if faults:
            pytest.fail("\n".join(faults), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return its place, for messages."""
        return self.path, 0, f"case {self.path.stem}"


def under_test(config: pytest.Config) -> UnderTest:
    """Return the plugin under test with its companions, read once."""
    if _ENTRY not in config.stash:
        raise pytest.UsageError(
            "No nettui plugin to test: pyproject.toml has no single entry point in the group "
            "[project.entry-points.nettui]."
        )
    if _UNDER_TEST not in config.stash:
        from nettui.testing.cases import read

        name, module = config.stash[_ENTRY]
        layer = config.getini(_LAYER)
        config.stash[_UNDER_TEST] = read(name, module, layer, config.rootpath)
    return config.stash[_UNDER_TEST]


@pytest.fixture
def nettui_under_test(request: pytest.FixtureRequest) -> UnderTest:
    """The plugin under test with all its companions."""
    return under_test(request.config)


@pytest.fixture
def plugin_under_test(nettui_under_test: UnderTest) -> Contribution:
    """What the plugin of this project gives. No other installed plugin is ever looked at."""
    return nettui_under_test.plugin


@pytest.fixture
def protocol_under_test(nettui_under_test: UnderTest) -> Protocol:
    """The base protocol, what comes with nettui, and the plugin of this project."""
    return nettui_under_test.protocol


@pytest.fixture
def run_case(nettui_under_test: UnderTest) -> RunCase:
    """Plan a case by name, with changes: ``run_case("si-g2", {"patient": {"ecog": 2}})``."""
    return nettui_under_test.run_case
