"""Which plugins are installed: read from metadata, sorted, without importing any."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from importlib.util import find_spec
from pathlib import Path

from attrs import frozen

from nettui.plugin.problems import Problem, problem

GROUP = "nettui"
BASE = "base"
# What pip writes about the installation itself, different on every computer.
_INSTALLERS = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "WHEEL"}


@frozen
class Found:
    """An installed plugin. ``module`` is what its entry point names, under ``folder``."""

    name: str
    module: str
    distribution: str
    version: str
    folder: Path
    files: tuple[str, ...] = ()
    editable: bool = False
    bundled: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of its files by name, without what differs from computer to computer."""
        whole = hashlib.sha256()
        for name in self.files:
            whole.update(f"{name}\0".encode())
            whole.update(hashlib.sha256((self.folder / name).read_bytes()).digest())
        return whole.hexdigest()


def find(path: Iterable[str] | None = None) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """Return the plugins by name, the bundled ones too, and what is wrong with others.

    ``path`` are the folders in which to look, those of Python itself unless given.
    """
    come_with = tuple(bundled())
    by_name: dict[str, list[Found]] = {}
    # A folder that stands twice on the path gives the same twice.
    for found in dict.fromkeys(outside(path)):
        by_name.setdefault(found.name, []).append(found)
    taken = {found.name for found in come_with}
    problems = []
    for name, claims in sorted(by_name.items()):
        others = sorted(f"{found.distribution} {found.version}" for found in claims)
        if name in taken:
            others.insert(0, "nettui itself")
        if len(others) > 1:
            shown = " and ".join(others)
            problems.append(problem("name_taken", name, others=shown))
            del by_name[name]
    alone = [claims[0] for claims in by_name.values()]
    return tuple(sorted((*come_with, *alone), key=lambda f: f.name)), tuple(problems)


def bundled() -> Iterator[Found]:
    """Yield the base protocol and the plugins that come with nettui."""
    import nettui

    package = Path(nettui.__file__).parent
    version = nettui.__version__
    yield Found(BASE, "nettui.guideline", "nettui", version, package.parent, bundled=True)
    spec = find_spec("nettui_plugins")
    for place in sorted(spec.submodule_search_locations or ()) if spec else ():
        for init in sorted(Path(place).glob("*/__init__.py")):
            name, folder = init.parent.name, Path(place).parent
            yield Found(name, f"nettui_plugins.{name}", "nettui", version, folder, bundled=True)


def outside(path: Iterable[str] | None) -> Iterator[Found]:
    """Yield what other distributions offer under the entry-point group ``nettui``."""
    listed = distributions() if path is None else distributions(path=list(path))
    for distribution in listed:
        for entry in distribution.entry_points:
            if entry.group == GROUP:
                yield Found(
                    name=entry.name,
                    module=entry.value,
                    distribution=distribution.metadata["Name"],
                    version=distribution.version,
                    folder=Path(str(distribution.locate_file(""))).resolve(),
                    files=_files(distribution),
                    editable=_editable(distribution),
                )


def _files(distribution: Distribution) -> tuple[str, ...]:
    names = (path.as_posix() for path in distribution.files or ())
    return tuple(
        sorted(
            name
            for name in names
            if "__pycache__" not in name
            # Scripts lie elsewhere, with the path of this computer's Python in them.
            and not name.startswith("..")
            and not (".dist-info/" in name and name.rpartition("/")[2] in _INSTALLERS)
        )
    )


def _editable(distribution: Distribution) -> bool:
    try:
        origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    except ValueError:
        return False
    return bool(origin.get("dir_info", {}).get("editable"))
