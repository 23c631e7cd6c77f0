"""nettui built, and installed into environments of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parent.parent
NO_SERVER = """import pathlib
from nettui import installation
installation.SERVER = pathlib.Path("/dev/null/nettui")
"""
"""What an administrator has set up on the machine of the tests is not for this installation."""
INSTALLED_AS = {"nettui": "nettui", "plugins": "nettui_plugins", "cases": "nettui_cases"}


@frozen
class Installed:
    """An environment that holds nettui, and a folder to run it from."""

    prefix: Path
    elsewhere: Path

    def install(self, *words: str | Path) -> None:
        """Have pip install something into it."""
        python = str(self.prefix / "bin" / "python")
        pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
        call(*pip, *words, cwd=self.prefix)

    def run(self, *words: str, fails: bool = False) -> str:
        """Run nettui there; standard output. Fails the test on a wrong exit code."""
        return self.both(*words, fails=fails)[0]

    def both(self, *words: str, fails: bool = False) -> tuple[str, str]:
        """Run nettui there; standard output and error. Fails the test on a wrong exit code."""
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
        return done.stdout, done.stderr

    def cases(self) -> list[Path]:
        """Case files that came with it."""
        return sorted(self.prefix.glob("lib/python*/site-packages/nettui_cases/**/*.toml"))


def call(*words: str | Path, cwd: Path) -> None:
    """Run a step of the installation; its output is the failure's message."""
    # As administrators install: nobody else can change what is there.
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False, umask=0o022)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="session")
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
    return built(source, place)


def built(source: Path, place: Path) -> Path:
    """Build the wheel of a project into a folder."""
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", place, cwd=source)
    (wheel,) = place.glob("*.whl")
    return wheel


def environment(wheel: Path, place: Path) -> Installed:
    """Install the wheel and its locked dependencies into an environment with nothing else."""
    prefix, elsewhere = place / "environment", place / "elsewhere"
    elsewhere.mkdir()
    venv.create(prefix, with_pip=False)
    made = Installed(prefix, elsewhere)
    made.install("--require-hashes", "-r", ROOT / "requirements.lock")
    made.install("--no-deps", wheel)
    (packages,) = prefix.glob("lib/python*/site-packages")
    (packages / "sitecustomize.py").write_text(NO_SERVER, "utf-8")
    return made


def another(installed: Installed, place: Path) -> Installed:
    """Make an environment like another, which a test may change: in a tenth of the time.

    Files of other distributions are the same files; pip replaces them and never writes into them.
    """
    prefix, elsewhere = place / "environment", place / "elsewhere"
    elsewhere.mkdir()
    venv.create(prefix, with_pip=False)
    (packages,) = installed.prefix.glob("lib/python*/site-packages")
    for found in packages.iterdir():
        there = prefix / found.relative_to(installed.prefix)
        if found.is_file():
            shutil.copy2(found, there)
        else:
            own = found.name.startswith("nettui")
            shutil.copytree(found, there, copy_function=shutil.copy2 if own else os.link)
    script = (installed.prefix / "bin/nettui").read_text("utf-8")
    there = prefix / "bin/nettui"
    there.write_text(script.replace(str(installed.prefix), str(prefix)), "utf-8")
    there.chmod(0o755)
    return Installed(prefix, elsewhere)


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """nettui in an environment of its own, which no test changes."""
    return environment(wheel, tmp_path_factory.mktemp("installed"))
