"""Published protocols on disk: one file each by digest, kept for ever, and records of them.

``protocols/<digest>.json`` is the protocol, ``<digest>.py`` its evaluation written out to be read.
``<digest>-<build>.bin`` is both in the form that loads fastest, for one program on one Python. It
is code: a record names its hash, and it is used only where content, owner and mode are right.
"""

from __future__ import annotations

import gc
import hashlib
import json
import marshal
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.machinery import all_suffixes
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nettui
from nettui import atomic_files
from nettui.plugin import bundled, locations

if TYPE_CHECKING:
    from nettui.engine.protocol.protocol import Protocol

_PARTS = ("case", "engine", "guideline", "plugin")
_TEXTS = (*all_suffixes(), ".toml")
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
    around = bundled.folder() / "__init__.py"
    folders = [package / part for part in _PARTS] + [place for _, place in bundled.places()]
    if around.exists():
        yield around.name, str(around)
    for place in folders:
        folder = str(place)
        for path in _texts(folder):
            yield place.name + path.removeprefix(folder), path


def _texts(folder: str) -> list[str]:
    """Return the files under a folder that Python would run, and the texts that they read."""
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("__pycache__", "cases", "tests")]
        found += [f"{here}{os.sep}{name}" for name in files if name.endswith(_TEXTS)]
    return sorted(found)


def _build() -> str:
    """Return what the fast form depends on beside the protocol: this program, this Python."""
    text = f"{program()}{sys.implementation.cache_tag}{MAGIC_NUMBER.hex()}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def save(folder: Path, protocol: Protocol) -> dict[str, str]:
    """Write a protocol; the hashes of its files by name. Raises `OSError` where it cannot be."""
    from nettui.engine.evaluation.compile import source
    from nettui.engine.language.serialize import canonical

    place = made(folder / "protocols")
    text = f'"""The evaluation of protocol {protocol.digest}. Generated."""\n\n{source(protocol)}'
    code = compile(text, f"<protocol {protocol.short}>", "exec")
    fast = marshal.dumps((_sharing(protocol.raw, {}), code))
    files = {
        f"{protocol.digest}.json": canonical(protocol.raw),
        f"{protocol.digest}.py": text.encode(),
        f"{protocol.digest}-{_build()}.bin": fast,
    }
    for name, data in files.items():
        atomic_files.replace(place / name, data, READABLE)
    return {f"{place.name}/{name}": _hash(data) for name, data in files.items()}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


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


def form(digest: str, hashes: Mapping[str, str]) -> str:
    """Return the name of the file from which a protocol is loaded: the fast form where there is."""
    fast = f"protocols/{digest}-{_build()}.bin"
    return fast if fast in hashes else f"protocols/{digest}.json"


def load(
    folder: Path, digest: str, hashes: Mapping[str, str] | None = None, owners: Collection[int] = ()
) -> Protocol:
    """Return a protocol by its digest. Raises `OSError` or `ValueError` when it is not there.

    ``hashes`` are those of its record, ``owners`` who may have written its files. Without a hash
    of the fast form for this program on this Python the protocol is read from its JSON, whose
    content its digest proves, and its evaluation is made again.
    """
    if hashes and (name := form(digest, hashes)).endswith(".bin"):
        return _fast(proved(folder, name, hashes, owners), digest)
    from nettui.engine.protocol.protocol import Protocol

    protocol = Protocol(json.loads((folder / "protocols" / f"{digest}.json").read_bytes()))
    if protocol.digest != digest:
        raise ValueError(f"{digest}.json does not have the content of its name.")
    return protocol


def proved(folder: Path, name: str, hashes: Mapping[str, str], owners: Collection[int]) -> bytes:
    """Return what a file holds that a record names. Raises `ValueError` where it differs.

    Raises `OSError` where it cannot be read, or where others than the owners can change it.
    """
    data = locations.trusted(folder / name, owners)
    if _hash(data) != hashes.get(name):
        raise ValueError(f"{name} was changed after it was published.")
    return data


def _fast(data: bytes, digest: str) -> Protocol:
    from nettui.engine.protocol.protocol import Protocol

    # Looking for garbage among so many new objects, none of which is, would take longer than all
    # the rest.
    collecting = gc.isenabled()
    gc.disable()
    try:
        raw, code = marshal.loads(data)  # noqa: S302 - written by publishing, content proved
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


def keep(folder: Path, name: str, content: Any) -> dict[str, str]:
    """Write a file of data; its hash by its name."""
    data = _json(content)
    atomic_files.replace(made(folder) / name, data, READABLE)
    return {name: _hash(data)}


def note(folder: Path, name: str, record: dict[str, Any]) -> dict[str, Any]:
    """Write a record with its seal, by which a change of any byte is found; the sealed record."""
    sealed = {**record, "seal": _hash(_json(record))}
    keep(folder, f"{name}.json", sealed)
    return sealed


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode(errors="surrogatepass")


def noted(folder: Path, name: str, owners: Collection[int]) -> dict[str, Any] | None:
    """Return a record, None when there is none. Raises `ValueError` for one that is broken.

    Raises `OSError` where it cannot be read, or where others than the owners can change it.
    """
    path = folder / f"{name}.json"
    try:
        found = json.loads(locations.trusted(path, owners))
    except FileNotFoundError:
        if path.is_symlink():
            raise ValueError(f"{name}.json is a link to nothing.") from None
        return None
    except RecursionError:
        found = None
    if not isinstance(found, dict):
        raise ValueError(f"{name}.json is no record.")
    # A record of an older nettui has none: it is found by its program.
    content = {key: value for key, value in found.items() if key != "seal"}
    if "seal" in found and found["seal"] != _hash(_json(content)):
        raise ValueError(f"{name}.json was changed after it was published.")
    return found


def faults(folder: Path, owners: Collection[int]) -> Iterator[tuple[Path, str]]:
    """Yield each file of what is published that is not as it was written, with what is wrong.

    Every protocol that was ever kept is read. ``owners`` are those who may have written them.
    Nothing is run, and nothing that lies there makes this fail.
    """
    hashes: dict[str, str] = {}
    for path in sorted(folder.glob("*.json")):
        if path.name.startswith("given-"):
            continue
        try:
            record = noted(folder, path.stem, owners)
            named = record.get("files", {}) if record else {}
            hashes |= named if isinstance(named, dict) else {}
            digest = record.get("digest") if record else None
            if isinstance(digest, str) and not (folder / f"protocols/{digest}.json").exists():
                yield path, "The protocol that it names is missing."
        except (OSError, ValueError) as fault:
            yield path, words(fault)
    for path in sorted((*folder.glob("protocols/*"), *folder.glob("given-*.json"))):
        name = path.relative_to(folder).as_posix()
        try:
            data = locations.trusted(path, owners)
            if name in hashes and hashes[name] != _hash(data):
                yield path, "It was changed after it was published."
            elif path.parent != folder and path.suffix == ".json" and _digest(data) != path.stem:
                yield path, "It does not have the content of its name."
        except (OSError, ValueError) as fault:
            yield path, words(fault)
    for name in sorted(hashes):
        if not os.path.lexists(folder / name):
            yield folder / name, "It is missing."


def _digest(data: bytes) -> str:
    """Return the digest of a protocol's JSON. Raises `ValueError` for what is none."""
    from nettui.engine.language import serialize as verb_data

    return verb_data.digest(json.loads(data))


def words(fault: Exception) -> str:
    """Return why a file cannot be used, without the number of the system's error."""
    return str(getattr(fault, "strerror", None) or fault)
