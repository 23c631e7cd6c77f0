"""The plugins that come with nettui: by their names, from beside nettui, as they were shipped.

What else lies among them is never used, whatever its origin. In a checkout, where rules are
being written, their files may be any; where nettui is installed they must be those of its RECORD.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nettui

NAMES = (
    "appendix",
    "colon",
    "duodenum",
    "follow_up",
    "hereditary",
    "lung",
    "nec",
    "pancreas",
    "rectum",
    "small_intestine",
    "staging",
    "stomach",
    "therapies",
    "thymus",
    "unknown_primary",
    "updates",
)
"""Every plugin that comes with nettui beside the base protocol, in order."""
PACKAGE = "nettui_plugins"
_BASE = "nettui/guideline/"


@cache
def info() -> Path | None:
    """Return the folder about nettui's own distribution, None in a checkout."""
    place = _beside() / f"nettui-{nettui.__version__}.dist-info"
    return place if place.is_dir() else None


def _beside() -> Path:
    return Path(nettui.__file__).parent.parent


def folder() -> Path:
    """Return the folder of the package of plugins: a checkout has it under a shorter name."""
    return _beside() / (PACKAGE if info() else "plugins")


def places() -> Iterator[tuple[str, Path]]:
    """Yield each name with its folder."""
    home = folder()
    return ((name, home / name) for name in NAMES)


def foreign(path: tuple[Path, ...]) -> Iterator[Path]:
    """Yield what lies among the plugins, or in a package of their name, and does not come with it.

    ``path`` are the other folders from which Python imports.
    """
    own = Path(os.path.realpath(folder()))
    for home in dict.fromkeys((own, *(Path(os.path.realpath(place / PACKAGE)) for place in path))):
        try:
            lying = sorted(home.iterdir())
        except OSError:
            continue
        for place in lying:
            name = place.name
            if home != own:
                yield place
            elif place.is_dir():
                known = name in NAMES or name == "__pycache__"
                # A distribution of its own, which a checkout holds beside them.
                apart = info() is None and (place / "pyproject.toml").exists()
                if not known and not apart:
                    yield place
            elif name.endswith((".py", ".pyc", ".so")) and name != "__init__.py":
                yield place


def damages() -> Iterator[tuple[str, str]]:
    """Yield each plugin (``base`` too) that is not as it was shipped, with what is wrong."""
    from nettui.plugin.distribution import read

    about = info()
    if about is None:
        yield from ((name, f"{at} is missing.") for name, at in places() if not _has_init(at))
        return
    listed = read(about).listed or {}
    home = _beside()
    for name, under in (("base", _BASE), *((name, f"{PACKAGE}/{name}/") for name in NAMES)):
        own = {file: sign for file, sign in listed.items() if file.startswith(under)}
        # The package around the plugins is loaded with each of them.
        around = f"{PACKAGE}/__init__.py"
        if name != "base":
            own[around] = listed.get(around, "")
        yield from ((name, fault) for fault in _differences(home, under, own))


def _has_init(place: Path) -> bool:
    return (place / "__init__.py").is_file()


def _differences(home: Path, under: str, listed: dict[str, str]) -> Iterator[str]:
    """Yield the first that differs: a listed file, or one that is there and is not listed."""
    if f"{under}__init__.py" not in listed:
        yield f"The RECORD of nettui does not list {under}__init__.py."
        return
    for file, sign in listed.items():
        if "__pycache__" in file:
            continue
        try:
            data = (home / file).read_bytes()
        except OSError as fault:
            yield f"{home / file} cannot be read ({fault.strerror})."
            return
        made = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        if sign != f"sha256={made}":
            yield f"{home / file} is not the file that was shipped."
            return
    for here, folders, names in os.walk(home / under):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in sorted(names):
            file = (Path(here) / name).relative_to(home).as_posix()
            if file not in listed:
                yield f"{home / file} does not come with nettui."
                return
