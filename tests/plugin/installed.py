"""Plugins in small files, as distributions installed in a folder."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

from tests.plugin.given import HERE


def install(folder: Path, place: str, name: str = "", version: str = "1.0") -> None:
    """Install the plugin of a file (``bad/hung``) into a folder, as pip would."""
    stem = Path(place).name
    install_text(folder, stem, (HERE / f"{place}.py").read_text("utf-8"), name, version)


def install_text(folder: Path, stem: str, text: str, name: str = "", version: str = "1.0") -> None:
    """Install a plugin of one module with this text."""
    install_files(folder, stem, {f"{stem}.py": text}, name, version=version)


def install_files(
    folder: Path,
    stem: str,
    files: Mapping[str, str],
    name: str = "",
    *,
    version: str = "1.0",
    metadata: str = "",
) -> Path:
    """Install a plugin of several files, with more lines of METADATA; the folder about it."""
    name = name or stem
    info = folder / f"{name}-{version}.dist-info"
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}"
    written = {
        **files,
        f"{info.name}/METADATA": head,
        f"{info.name}/entry_points.txt": f"[nettui]\n{stem} = {stem}\n",
    }
    lines = []
    for file, content in written.items():
        path = folder / file
        for place in [p for p in path.parents if not p.exists()][::-1]:
            place.mkdir()
            place.chmod(0o755)
        path.write_text(content, "utf-8")
        path.chmod(0o644)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest())
        lines.append(f"{file},sha256={digest.decode().rstrip('=')},{len(content)}")
    record = info / "RECORD"
    record.write_text("\n".join([*lines, f"{info.name}/RECORD,,"]) + "\n", "utf-8")
    record.chmod(0o644)
    folder.chmod(0o755)
    return info
