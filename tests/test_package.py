"""nettui as people get it: built, installed into an empty environment, run from elsewhere."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path

import pytest

import nettui
from tests.installation import INSTALLED_AS, ROOT, Installed

# One worker builds and installs; the others have their own tests.
pytestmark = pytest.mark.xdist_group("package")

SHIPPED = (".py", ".toml", ".tcss", ".json", "py.typed")
STAGES = (
    "Workup check",
    "Grading",
    "Extent routing",
    "Functional management",
    "Systemic therapy",
    "Follow-up",
)


def own_distributions() -> set[Path]:
    """Folders in the checkout which are distributions of their own."""
    return {path.parent for path in ROOT.glob("plugins/*/pyproject.toml")}


def expected_files() -> set[str]:
    """Paths in the wheel of everything in the checkout that belongs in it."""
    found = set()
    for folder, name in INSTALLED_AS.items():
        for path in (ROOT / folder).rglob("*"):
            inside = path.relative_to(ROOT / folder)
            if path.name.endswith(SHIPPED) and own_distributions().isdisjoint(path.parents):
                found.add((Path(name) / inside).as_posix())
    return found


def test_the_wheel_holds_all_of_nettui_and_nothing_else(wheel: Path) -> None:
    """A folder missing from pyproject.toml, a stray test or the template would show here."""
    with zipfile.ZipFile(wheel) as archive:
        names = {n for n in archive.namelist() if ".dist-info/" not in n}
    assert names == expected_files()
    assert not [n for n in names if "template_institution" in n or "test_" in n]


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    """Name, version, licence and the oldest Python."""
    with zipfile.ZipFile(wheel) as archive:
        info = f"nettui-{nettui.__version__}.dist-info"
        metadata = archive.read(f"{info}/METADATA").decode()
        assert archive.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    for line in (
        "Name: nettui",
        f"Version: {nettui.__version__}",
        "License-Expression: Apache-2.0",
        "Requires-Python: >=3.11",
    ):
        assert line in metadata.splitlines()


def test_one_version_everywhere() -> None:
    """The package and pyproject.toml agree, and the changelog has a heading for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == nettui.__version__
    assert f"## {nettui.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_are_pinned_hashed_and_say_nothing_of_where_they_were_made(name: str) -> None:
    """Each requirement has one version and a hash; no index, path or address."""
    text = (ROOT / name).read_text("utf-8")
    requirements = re.findall(r"^[^\s#].*", text, re.MULTILINE)
    assert requirements
    assert all(re.match(r"[a-z0-9.-]+==[^ ]+ ", line) for line in requirements)
    for block in re.split(r"\n(?=\S)", text):
        assert block.startswith("#") or "--hash=sha256:" in block
    assert "make lock" in text
    for word in ("://", "file:", "--index", "--extra-index", "--find-links", "--trusted", "@ "):
        assert word not in text


def test_the_two_locks_agree() -> None:
    """What is tested is what is installed."""
    run, dev = (
        dict(re.findall(r"^(\S+)==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert {name: dev.get(name) for name in run} == run


def test_it_says_its_version(installed: Installed) -> None:
    """The first thing anyone tries."""
    program, protocol = installed.run("--version").splitlines()
    assert program == f"nettui {nettui.__version__}"
    assert re.fullmatch("protocol [0-9a-f]{64}", protocol)


def test_it_lists_the_case_library(installed: Installed) -> None:
    """The cases come with it."""
    assert installed.cases()
    listed = installed.run("cases")
    for path in installed.cases():
        assert path.stem in listed


def test_it_makes_a_plan_in_six_stages(installed: Installed) -> None:
    """From an installed case, without a terminal."""
    plan = installed.run("run", str(installed.cases()[0])).lower()
    for stage in STAGES:
        assert stage.lower() in plan


def test_it_refuses_a_file_that_is_not_there(installed: Installed) -> None:
    """With an exit code for scripts, without a traceback."""
    installed.run("run", "no-such-case.toml", fails=True)
