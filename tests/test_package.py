"""nettui as people get it: built, installed into an empty environment, run from elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from attrs import frozen

import nettui

# One worker builds and installs; the others have their own tests.
pytestmark = pytest.mark.xdist_group("package")

ROOT = Path(__file__).parent.parent
INSTALLED_AS = {"nettui": "nettui", "plugins": "nettui_plugins", "cases": "nettui_cases"}
SHIPPED = (".py", ".toml", ".tcss", ".json", "py.typed")
STAGES = (
    "Workup check",
    "Grading",
    "Extent routing",
    "Functional management",
    "Systemic therapy",
    "Follow-up",
)


@frozen
class Installed:
    """An environment that holds nettui, and a folder to run it from."""

    prefix: Path
    elsewhere: Path

    def run(self, *words: str, fails: bool = False) -> str:
        """Run nettui there; standard output. Fails the test on a wrong exit code."""
        environ = {
            "PATH": os.defpath,
            "HOME": str(self.elsewhere),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        done = subprocess.run(
            [self.prefix / "bin" / "nettui", *words],
            cwd=self.elsewhere,
            env=environ,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert (done.returncode != 0) is fails, f"{words}: {done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stdout + done.stderr
        return done.stdout

    def cases(self) -> list[Path]:
        """Case files that came with it."""
        return sorted(self.prefix.glob("lib/python*/site-packages/nettui_cases/**/*.toml"))


def call(*words: str | Path, cwd: Path) -> None:
    """Run a step of the installation; its output is the failure's message."""
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


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


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that the checkout stays clean."""
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    for folder in INSTALLED_AS:
        ignore = shutil.ignore_patterns("__pycache__", "*.egg-info", "build", "dist")
        shutil.copytree(ROOT / folder, source / folder, ignore=ignore)
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", place, cwd=source)
    (built,) = place.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel and its locked dependencies in an environment with nothing else."""
    prefix = tmp_path_factory.mktemp("environment")
    venv.create(prefix, with_pip=False)
    python = str(prefix / "bin" / "python")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    lock = ROOT / "requirements.lock"
    call(*pip, "--require-hashes", "-r", lock, cwd=prefix)
    call(*pip, "--no-deps", wheel, cwd=prefix)
    return Installed(prefix, tmp_path_factory.mktemp("elsewhere"))


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
