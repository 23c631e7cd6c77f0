"""Which plugins are installed: read from metadata, sorted, without importing any."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

import nettui
from nettui.plugin import bundled as shipped
from nettui.plugin.distribution import Distribution, distributions
from nettui.plugin.problems import Problem, problem

BASE = "base"
# What pip writes about the installation itself, different on every computer.
_INSTALLERS = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "WHEEL"}


@frozen
class Found:
    """An installed plugin. ``module`` is what its entry point names, under ``folder``.

    ``files``: all that its distribution lists, but what each computer writes for itself;
    ``info``: the name of the folder about it. ``needs``: other distributions that it asks for.
    ``shares``: others that list files in its package. ``faults``: what is wrong with its metadata.
    """

    name: str
    module: str
    distribution: str
    version: str
    folder: Path
    files: tuple[str, ...] = ()
    editable: bool = False
    bundled: bool = False
    info: str = ""
    needs: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        """The name of its package, or of its only module."""
        return _package(self.module)

    @property
    def digest(self) -> str:
        """SHA-256 of its files by name. Raises `OSError` for one that cannot be read."""
        whole = hashlib.sha256()
        for name in self.files:
            whole.update(f"{name}\0".encode())
            whole.update(hashlib.sha256((self.folder / name).read_bytes()).digest())
        return whole.hexdigest()


def find(path: Iterable[str] | None = None) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """Return the plugins by name, the bundled ones too, and what is wrong with others.

    ``path`` are the folders in which to look, those of Python itself unless given.
    """
    folders = tuple(sys.path if path is None else path)
    every = tuple(distributions(folders))
    come_with = tuple(bundled())
    by_name: dict[str, list[Found]] = {}
    for found in _outside(every):
        by_name.setdefault(found.name, []).append(found)
    taken = {found.name for found in come_with}
    problems = [*_damaged(folders), *_neighbours(every)]
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
    package = Path(nettui.__file__).parent
    version = nettui.__version__
    yield Found(BASE, "nettui.guideline", "nettui", version, package.parent, bundled=True)
    for name, place in shipped.places():
        module = f"{shipped.PACKAGE}.{name}"
        yield Found(name, module, "nettui", version, place.parent.parent, bundled=True)


def _damaged(folders: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with what comes with nettui."""
    for name, fault in shipped.damages():
        yield problem("bundled_damaged", name, fault=fault)
    for place in shipped.foreign(tuple(map(Path, folders))):
        yield problem("bundled_foreign", "", str(place), name=place.name)


def _neighbours(every: Iterable[Distribution]) -> Iterator[Problem]:
    """Yield what is wrong with distributions that give no plugin."""
    for one in every:
        if one.faults and not one.plugins:
            about = {"name": one.name, "fault": " ".join(one.faults)}
            yield problem("neighbour_faulty", "", str(one.info), **about)


def _outside(every: Sequence[Distribution]) -> Iterator[Found]:
    """Yield what other distributions offer under the entry-point group ``nettui``."""
    for one in every:
        for name, module in one.plugins:
            package = _package(module)
            yield Found(
                name=name,
                module=module,
                distribution=one.name,
                version=one.version,
                folder=one.folder,
                files=_files(one.info.name, one.listed or {}),
                editable=one.editable,
                info=one.info.name,
                needs=one.needs,
                shares=tuple(
                    other.name for other in every if other is not one and _brings(other, package)
                ),
                faults=one.faults,
            )


def _package(module: str) -> str:
    return module.partition(":")[0].partition(".")[0].strip()


def _brings(other: Distribution, package: str) -> bool:
    """Say whether a distribution lists files of a package."""
    return any(
        name.partition("/")[0] == package or name == f"{package}.py" for name in other.listed or ()
    )


def _files(info: str, listed: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        sorted(
            name
            for name in listed
            if not (name.endswith(".pyc") and "__pycache__" in name)
            and not _is_script(name)
            and not (name.rpartition("/")[0] == info and name.rpartition("/")[2] in _INSTALLERS)
        )
    )


def _is_script(name: str) -> bool:
    """Say whether a file lies among the scripts: it names the Python of one computer."""
    way = name.split("/")
    up = [part for part in way if part == ".."]
    return bool(up) and way == [*up, "bin", way[-1]] and way[-1] not in ("", "..")
