"""The files of a plugin: one package of its own, in Python that can be read, all of it listed.

Only then does the digest of what is listed say what would run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.machinery import all_suffixes
from pathlib import Path

from nettui.plugin import locations
from nettui.plugin.bundled import PACKAGE
from nettui.plugin.discovery import Found
from nettui.plugin.problems import Problem, problem

_TAKEN = {"nettui", PACKAGE, "nettui_cases", *sys.stdlib_module_names}
# Python runs these by itself at every start.
_STARTS = ("sitecustomize.py", "usercustomize.py")
_MODULES = tuple(all_suffixes())
_COMPILED = (*(suffix for suffix in _MODULES if suffix != ".py"), ".pyo", ".pyd")


def faults(plugin: Found) -> Iterator[Problem]:
    """Yield what is wrong with the files of an installed plugin, the gravest first."""
    listed = set(plugin.files)
    package = plugin.package
    for name in plugin.files:
        if name.lower().endswith(".pth") or name.rpartition("/")[2] in _STARTS:
            yield problem("runs_at_start", plugin.name, file=name)
    if package in _TAKEN or not {f"{package}/__init__.py", f"{package}.py"} & listed:
        yield problem("module_elsewhere", plugin.name, module=package)
    if plugin.shares:
        about = {"package": package, "others": " and ".join(plugin.shares)}
        yield problem("package_shared", plugin.name, **about)
    for name in plugin.files:
        if not _is_own(name, plugin):
            yield problem("brings_more", plugin.name, file=name, package=package)
        if name.endswith(_COMPILED):
            yield problem("compiled", plugin.name, file=name)
    for name in plugin.files:
        if doubt := _doubt(plugin, plugin.folder / name):
            yield doubt
    for place in _unlisted(plugin.folder, package, listed):
        yield problem("unlisted", plugin.name, path=place)


def missing(plugin: Found, fault: OSError, path: object = None) -> Problem:
    """Return the problem of a plugin one of whose files cannot be read."""
    return problem("file_missing", plugin.name, path=path or fault.filename, why=fault.strerror)


def _is_own(name: str, plugin: Found) -> bool:
    """Say whether a file lies in the plugin's package or in the folder about it."""
    way = name.split("/")
    if ".." in way or "" in way:
        return False
    return way[0] in (plugin.package, plugin.info) or name == f"{plugin.package}.py"


def _doubt(plugin: Found, path: Path) -> Problem | None:
    """Return why a file is not what the administrator put there, None when it is."""
    try:
        doubt = locations.untrusted(path)
        if not doubt:
            locations.opened(path)
            return None
    except OSError as fault:
        return missing(plugin, fault, path)
    kind, place = doubt
    return problem(kind, plugin.name, path=place)


def _unlisted(folder: Path, package: str, listed: set[str]) -> Iterator[Path]:
    """Yield what could be imported as part of a package and is not listed."""
    for place in _places(folder):
        name = place.name
        if name == package:
            yield from _inside(folder, place, listed)
        # Of two that have one name Python takes a folder before a module, and a native one first.
        elif name.partition(".")[0] == package and name.endswith(_MODULES) and name not in listed:
            yield place


def _inside(folder: Path, place: Path, listed: set[str]) -> Iterator[Path]:
    if place.is_symlink() or not place.is_dir():
        yield place
        return
    for here, folders, names in os.walk(place):
        inside = Path(here).relative_to(folder).as_posix()
        for name in sorted(names):
            file = f"{inside}/{name}"
            if file not in listed and not _is_cached(inside, name, listed):
                yield folder / file
        # What lies behind a link to a folder is not walked through, and is in no list.
        yield from (link for name in sorted(folders) if (link := Path(here) / name).is_symlink())


def _is_cached(inside: str, name: str, listed: set[str]) -> bool:
    """Say whether a file is what Python keeps of a listed module: never read while publishing."""
    above, _, last = inside.rpartition("/")
    source = f"{above}/{name.partition('.')[0]}.py".lstrip("/")
    return last == "__pycache__" and name.endswith(".pyc") and source in listed


def _places(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
