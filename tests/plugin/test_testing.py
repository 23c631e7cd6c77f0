"""What pytest loads for authors: nothing until asked, and never anyone else's plugin."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugin.installed import install_text

pytestmark = pytest.mark.slow

PYPROJECT = """
[project]
name = "nettui-clinic"
version = "1"

[project.entry-points.nettui]
clinic = "clinic"

[tool.pytest.ini_options]
pythonpath = ["."]
"""
PLUGIN = """
from nettui.plugin.api import Card, Rule, fact, hookimpl

@hookimpl
def nettui_card():
    return Card(name="clinic", version="1", api=1, purpose="Test.", contact="Nobody.",
                sources={"C-1": "A source."})

@hookimpl
def nettui_systemic():
    return (Rule(id="systemic.trial", says="Trial.", sources=("C-1",),
                 when=fact("pathology.ki67") >= 3),)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An author's project with one rule and no case."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / "clinic.py").write_text(PLUGIN)
    return tmp_path


def run(project: Path, test: str, path: Path | None = None) -> tuple[int, str]:
    """Run a test of the project; exit code and output."""
    (project / "test_it.py").write_text(test)
    environ = {**os.environ, "PYTEST_ADDOPTS": "-p no:asyncio -p no:hypothesispytest"}
    if path:
        environ["PYTHONPATH"] += f":{path}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=project,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_it_loads_nothing_until_a_test_asks() -> None:
    code = "import nettui.testing.plugin, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not {"nettui.engine.protocol.protocol", "nettui.plugin.api", "textual", "attrs"} & loaded


def test_it_does_nothing_in_a_project_without_a_plugin(project: Path) -> None:
    (project / "pyproject.toml").unlink()
    (project / "cases").mkdir()
    (project / "cases/x.toml").write_text("not a case")
    assert run(project, "def test_it(): pass")[0] == 0
    code, said = run(project, "def test_it(plugin_under_test): pass")
    assert code
    assert "No nettui plugin to test" in said


def test_no_other_installed_plugin_is_looked_at(project: Path, tmp_path: Path) -> None:
    """Not even one that lies first on the path and ends the process when imported."""
    site = tmp_path / "site"
    site.mkdir()
    install_text(site, "explosive", "import os\nos._exit(9)\n")
    test = (
        "def test_it(plugin_under_test, protocol_under_test):\n"
        "    assert plugin_under_test.origin == 'clinic'\n"
        "    names = [p['name'] for p in protocol_under_test.plugins]\n"
        "    assert 'clinic' in names and 'explosive' not in names\n"
    )
    code, said = run(project, test, site)
    assert code == 0, said


def test_a_case_can_be_changed_for_one_test(project: Path) -> None:
    test = (
        "def test_it(run_case):\n"
        "    assert run_case('si-g2-prrt-renal').finding('clinic:systemic.trial').truth == 2\n"
        "    older = [{'date': '2026-08-13', 'ki67': 1.0, 'specimen_type': 'biopsy'}]\n"
        "    assert run_case('si-g2-prrt-renal', {'pathology': older}).protocol\n"
        "    made = run_case('si-g2-prrt-renal', {'patient': {'ecog': 3}})\n"
        "    assert made.picture.get('patient.ecog') == 3\n"
    )
    code, said = run(project, test)
    assert code == 0, said


def test_the_contract_names_what_is_missing(project: Path) -> None:
    test = (
        "from nettui.testing.contract import (test_every_case_is_met,\n"
        "    test_every_rule_is_met_by_one_case_and_not_by_another,\n"
        "    test_it_is_taken_without_a_problem)\n"
    )
    code, said = run(project, test)
    assert code == 1
    assert "cases/ holds no case" in said
    assert "clinic:systemic.trial: no case meets it" in said
    assert "1 passed" in said


def test_a_plugin_that_is_refused_says_why(project: Path) -> None:
    (project / "clinic.py").write_text(PLUGIN.replace('("C-1",)', '("C-2",)'))
    code, said = run(project, "def test_it(protocol_under_test): pass")
    assert code == 1
    assert "cites 'C-2', of which no text is given" in said
