"""Published protocols on disk: one file each by digest, kept for ever, and records of them.

``protocols/<digest>.json`` is the protocol, ``<digest>.py`` its evaluation written out to be read.
``<digest>-<build>.bin`` is both in the form that loads fastest, for one program on one Python.
"""

from __future__ import annotations

import gc
import hashlib
import json
import marshal
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import MAGIC_NUMBER, find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nettui
from nettui import whole

if TYPE_CHECKING:
    from nettui.engine.protocol import Protocol

_PARTS = ("case", "engine", "guideline", "plugin")
_TEXTS = (".py", ".toml")
READABLE = 0o644
"""The mode of what everybody reads and only its owner writes."""


@cache
def program() -> str:
    """Return a digest of all of the program that a protocol depends on."""
    digest = hashlib.sha256(nettui.__version__.encode())
    for name, path in _sources():
        digest.update(f"{name}\0".encode())
        # Unbuffered and without a Path, since every start reads all of them: half the time.
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            digest.update(file.read())
    return digest.hexdigest()


def _sources() -> Iterator[tuple[str, str]]:
    """Yield the name and path of each source file, as texts: every start reads them all."""
    package = Path(nettui.__file__).parent
    folders = [str(package / part) for part in _PARTS]
    spec = find_spec("nettui_plugins")
    folders += (spec.submodule_search_locations or ()) if spec else ()
    for folder in folders:
        name = folder.rpartition(os.sep)[2]
        for path in _texts(folder):
            yield name + path.removeprefix(folder), path


def _texts(folder: str) -> list[str]:
    """Return the source files under a folder; distributions of their own are left out."""
    found = []
    for here, folders, files in os.walk(folder):
        if "pyproject.toml" in files:
            folders.clear()
            continue
        folders[:] = [name for name in folders if name not in ("__pycache__", "cases", "tests")]
        found += [f"{here}{os.sep}{name}" for name in files if name.endswith(_TEXTS)]
    return sorted(found)


def _build() -> str:
    """Return what the fast form depends on beside the protocol: this program, this Python."""
    text = f"{program()}{sys.implementation.cache_tag}{MAGIC_NUMBER.hex()}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def save(folder: Path, protocol: Protocol) -> None:
    """Write a protocol. Raises `OSError` where that is not possible."""
    from nettui.engine.compile import source
    from nettui.engine.data import canonical

    place = made(folder / "protocols")
    text = f'"""The evaluation of protocol {protocol.digest}. Generated."""\n\n{source(protocol)}'
    code = compile(text, f"<protocol {protocol.short}>", "exec")
    fast = marshal.dumps((_sharing(protocol.raw, {}), code))
    whole.replace(place / f"{protocol.digest}.json", canonical(protocol.raw), READABLE)
    whole.replace(place / f"{protocol.digest}.py", text.encode(), READABLE)
    whole.replace(place / f"{protocol.digest}-{_build()}.bin", fast, READABLE)


def _sharing(data: Any, seen: dict[str, str]) -> Any:
    """Return data with each text once in memory, which loads in two thirds of the time."""
    if isinstance(data, dict):
        return {_sharing(key, seen): _sharing(value, seen) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_sharing(item, seen) for item in data]
    return seen.setdefault(data, data) if isinstance(data, str) else data


def is_there(folder: Path, digest: str) -> bool:
    """Say whether a protocol can be read, without reading it."""
    place = folder / "protocols"
    return any(
        os.access(place / name, os.R_OK) for name in (f"{digest}-{_build()}.bin", f"{digest}.json")
    )


def load(folder: Path, digest: str) -> Protocol:
    """Return a protocol by its digest. Raises `OSError` or `ValueError` when it is not there."""
    place = folder / "protocols"
    try:
        return _fast(place / f"{digest}-{_build()}.bin", digest)
    except (OSError, EOFError, ValueError, TypeError):
        # Published by another program or Python: the protocol is the same, its evaluation anew.
        from nettui.engine.protocol import Protocol

        protocol = Protocol(json.loads((place / f"{digest}.json").read_bytes()))
        if protocol.digest != digest:
            raise ValueError(f"{digest}.json does not have the content of its name.") from None
        return protocol


def _fast(path: Path, digest: str) -> Protocol:
    from nettui.engine.protocol import Protocol

    # Looking for garbage among so many new objects, none of which is, would take longer than all
    # the rest.
    collecting = gc.isenabled()
    gc.disable()
    try:
        raw, code = marshal.loads(path.read_bytes())  # noqa: S302 - written here, owner checked
        return Protocol(raw, digest, code)
    finally:
        if collecting:
            gc.enable()


def digests(folders: Iterable[Path]) -> list[str]:
    """Return the digest of every protocol that is kept in the folders."""
    return sorted({path.stem for place in folders for path in place.glob("protocols/*.json")})


def made(folder: Path, mode: int = 0o755) -> Path:
    """Make a folder and those above it that are missing, which only their owner can change."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in missing[::-1]:
        place.mkdir(mode, exist_ok=True)
    return folder


def note(folder: Path, name: str, record: dict[str, Any]) -> None:
    """Write a record."""
    data = json.dumps(record, ensure_ascii=False).encode()
    whole.replace(made(folder) / f"{name}.json", data, READABLE)


def noted(folder: Path, name: str) -> dict[str, Any] | None:
    """Return a record, None when there is none. Raises `ValueError` for one that is broken."""
    try:
        found = json.loads((folder / f"{name}.json").read_bytes())
    except FileNotFoundError:
        return None
    if not isinstance(found, dict):
        raise ValueError(f"{name}.json is no record.")
    return found
