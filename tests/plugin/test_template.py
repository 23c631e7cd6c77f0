"""The template of an institution: its own tests, and its way from a wheel into plans."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import ROOT, Installed, another, built

pytestmark = [pytest.mark.xdist_group("package"), pytest.mark.slow]

NAME = "template_institution"
TEMPLATE = ROOT / "plugins" / NAME


def copy(place: Path) -> Path:
    """Return a copy of the template, to be built or changed."""
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info", "build", "dist")
    return Path(shutil.copytree(TEMPLATE, place / "template", ignore=ignore))


def run_pytest(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of a project as its author does."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words],
        cwd=project,
        env={**os.environ, "PYTEST_ADDOPTS": "-p no:asyncio -p no:hypothesispytest"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_its_own_tests_and_cases_pass() -> None:
    done = run_pytest(TEMPLATE)
    assert done.returncode == 0, done.stdout
    cases = len(list(TEMPLATE.glob("cases/*.toml")))
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > cases >= 5


def test_a_case_that_expects_too_much_fails_with_what_the_plan_says(tmp_path: Path) -> None:
    project = copy(tmp_path)
    case = project / "cases/si-g2.toml"
    case.write_text(case.read_text("utf-8").replace('"option:prrt"', '"option:everolimus"'))
    done = run_pytest(project, "cases")
    assert done.returncode == 1
    assert "must option:everolimus: the plan says" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_rule_that_no_case_meets_fails_the_contract(tmp_path: Path) -> None:
    project = copy(tmp_path)
    (project / "cases/si-g2-clearance-35.toml").unlink()
    done = run_pytest(project, "tests/test_contract.py")
    assert done.returncode == 1
    assert f"{NAME}:systemic.prrt_clearance: no case meets it" in done.stdout


@pytest.fixture(scope="module")
def hospital(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """nettui with the template beside it, installed from wheels; not yet allowed."""
    place = tmp_path_factory.mktemp("hospital")
    made = another(installed, place)
    made.install("--no-deps", built(copy(place), place))
    return made


def standing(hospital: Installed, *, fails: bool = False) -> str:
    """Return how the plugin stands there."""
    listed = json.loads(hospital.run("plugins", "list", "--json", fails=fails))
    (own,) = [plugin for plugin in listed if plugin["name"] == NAME]
    return str(own["status"])


def offers(hospital: Installed, *words: str) -> dict[str, str]:
    """Return the group of each option of a case as primary treatment."""
    plan = json.loads(hospital.run("run", "--format", "json", *words).splitlines()[0])
    return {o["option"]: o["group"] for o in plan["offers"] if o["role"] == "primary"}


def test_from_installed_to_in_force_and_back_out_when_stale(
    hospital: Installed, tmp_path: Path
) -> None:
    """Installed, allowed, published; seen in plans; refused when its target has changed."""
    case = "si-g2-prrt-renal"
    before = offers(hospital, case)
    assert before["octreotide_lar"] == before["lanreotide"] == "do"
    assert standing(hospital) == "not allowed"

    hospital.run("plugins", "allow", NAME, "--layer", "institution", "--required")
    _, said = hospital.both("run", case, fails=True)
    assert "no protocol with it has been published" in said

    hospital.run("plugins", "check")
    hospital.run("protocol", "publish")
    assert standing(hospital) == "in force"
    after = offers(hospital, case)
    assert after["lanreotide"] == "do"
    assert after["octreotide_lar"] not in ("do", "consider")
    assert offers(hospital, case, "--without", NAME) == before
    shown = json.loads(hospital.run("protocol", "show", "--json"))
    assert shown["parameters"]["few_liver_lesions"]["value"] == 3
    assert shown["parameters"]["few_liver_lesions"]["set"]["origin"] == NAME
    assert "LOCAL-2" in hospital.run("why", case, f"{NAME}:systemic.prrt_referral")

    other = hospital.run("protocol", "show", "--base-only").split()[1]
    assert NAME in hospital.run("protocol", "diff", other)

    alone = json.loads(hospital.run("protocol", "show", "--without", NAME, "--json"))["digest"]
    said = hospital.run("protocol", "diff", alone, "--cases", case)
    assert "1 of 1 plans change" in said
    assert "Octreotide LAR" in said
    assert "-> contraindicated" in said

    stale = copy(tmp_path)
    module = stale / "nettui_template_institution/formulary.py"
    module.write_text(module.read_text("utf-8").replace('ssa_si", 1', 'ssa_si", 7'), "utf-8")
    hospital.install("--no-deps", "--force-reinstall", built(stale, tmp_path))
    assert "are not the ones that were allowed" in hospital.both("plugins", "check", fails=True)[0]

    hospital.run("plugins", "allow", NAME, "--layer", "institution", "--required")
    _, said = hospital.both("protocol", "publish", fails=True)
    assert "overrides 'base:systemic.ssa_si@7'; that rule is now version 1" in said
    assert "formulary.py:" in said
    # What was published before stays in force, and says that the list has changed since.
    out, said = hospital.both("run", case)
    assert "allow-list" in said
    assert NAME in out

    hospital.run("plugins", "allow", NAME, "--layer", "institution")
    _, said = hospital.both("protocol", "publish", fails=True)
    assert offers(hospital, case) == before
    assert standing(hospital) == "refused"
    _, said = hospital.both("run", case)
    assert f"Plugin '{NAME}' is not in force" in said


def test_what_cannot_be_allowed_says_why(hospital: Installed) -> None:
    for name, why in (("base", "comes with nettui"), ("templat_institution", "Did you mean")):
        _, said = hospital.both("plugins", "allow", name, "--layer", "institution", fails=True)
        assert why in said
