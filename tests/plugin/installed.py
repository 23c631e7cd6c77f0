"""Plugins in small files, as distributions installed in a folder."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from tests.plugin.given import HERE


def install(folder: Path, place: str, name: str = "", version: str = "1.0") -> None:
    """Install the plugin of a file (``bad/hung``) into a folder, as pip would."""
    stem = Path(place).name
    install_text(folder, stem, (HERE / f"{place}.py").read_text("utf-8"), name, version)


def install_text(folder: Path, stem: str, text: str, name: str = "", version: str = "1.0") -> None:
    """Install a plugin of one module with this text."""
    name = name or stem
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    files = {
        folder / f"{stem}.py": text,
        info / "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        info / "entry_points.txt": f"[nettui]\n{stem} = {stem}\n",
    }
    lines = []
    for path, content in files.items():
        path.write_text(content, "utf-8")
        path.chmod(0o644)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest())
        name_ = path.relative_to(folder).as_posix()
        lines.append(f"{name_},sha256={digest.decode().rstrip('=')},{len(content)}")
    record = info / "RECORD"
    (info / "RECORD").write_text("\n".join([*lines, f"{info.name}/RECORD,,"]) + "\n", "utf-8")
    record.chmod(0o644)
    for place in (folder, info):
        place.chmod(0o755)
