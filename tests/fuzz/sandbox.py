"""A computer of its own for the inputs of one process: folders, a home, a protocol, a store.

Nothing outside its folder is written, and nothing of what is in force on this computer is read.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from attrs import frozen

from nettui import atomic_files
from nettui.cli.main import main
from nettui.desk import export_folder
from nettui.plugin import locations

if TYPE_CHECKING:
    from nettui.engine.protocol.protocol import Protocol

DAY = datetime.date(2026, 10, 1)
_WALK = os.walk
_MEMORY = Path("/dev/shm")


@frozen
class Said:
    """What a command gave: its exit code and all that it wrote."""

    code: object
    out: str
    err: str


class Sandbox:
    """The folders, all below ``root``. ``work`` is the current folder, emptied by `clean`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.work = root / "work"
        self.site = root / "site"
        self.etc = root / "etc/nettui"
        self.published = root / "var/lib/nettui"
        self.own = root / "state/nettui"
        self.config = root / "config/nettui"
        for folder in (self.work, self.site, self.etc, self.own, self.config):
            folder.mkdir(parents=True)
        self.kept: dict[str, Any] = {}  # what a target makes once

    @cached_property
    def protocol(self) -> Protocol:
        """The protocol of all that comes with nettui."""
        from nettui.plugin.publish import current

        return current()

    def clean(self, *folders: Path) -> None:
        """Empty the current folder, or others."""
        for folder in folders or (self.work,):
            for path in folder.iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()

    def unpublish(self) -> None:
        """Take away what an administrator has published here."""
        shutil.rmtree(self.published, ignore_errors=True)

    def run(self, *words: str, encoding: str = "utf-8") -> Said:
        """Run a command in this process, writing to streams as a terminal or a pipe is."""
        out, err = io.BytesIO(), io.BytesIO()
        streams = (
            io.TextIOWrapper(out, encoding, "strict", write_through=True),
            io.TextIOWrapper(err, encoding, "backslashreplace", write_through=True),
        )
        with (
            contextlib.redirect_stdout(streams[0]),
            contextlib.redirect_stderr(streams[1]),
            patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(), "utf-8")),
            # Else the screens would open, where it is run from a terminal.
            patch.object(os, "isatty", lambda _: False),
        ):
            code = main(list(words))
        # Both are read as what they were written in; a byte that is none of it is seen as one.
        texts = (made.getvalue().decode(encoding, "surrogateescape") for made in (out, err))
        return Said(code, *texts)


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder, in memory where that can be, and take it away afterwards."""
    made = tempfile.mkdtemp(prefix="nettui-fuzz-", dir=_MEMORY if _MEMORY.is_dir() else None)
    try:
        yield Path(made).resolve()
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def sandbox(root: Path) -> Iterator[Sandbox]:
    """Make one in an empty folder, and use it for all that asks where things are."""
    old, mask = Path.cwd(), os.umask(0o022)
    try:
        box = Sandbox(root)
        with ExitStack() as stack:
            for replaced in (*_places(box), *_fences(box)):
                stack.enter_context(replaced)
            stack.enter_context(patch.dict(os.environ, _environ(box)))
            for name in ("LC_ALL", "LC_CTYPE", "COLUMNS", "LINES", "NO_COLOR"):
                os.environ.pop(name, None)
            stack.enter_context(patch.object(sys, "path", [*sys.path, str(box.site)]))
            os.chdir(box.work)
            yield box
    finally:
        os.chdir(old)
        os.umask(mask)


def _places(box: Sandbox) -> Iterator[Any]:
    found = {
        "root": box.root,
        "allow_list": box.etc / "plugins.toml",
        "sign_offs": box.etc / "sign-offs.toml",
        "administered": box.published,
        "own": box.own,
        "self_published": box.own,
        "administrators": {0, os.getuid()},
    }
    for name, value in found.items():
        yield patch.object(locations, name, lambda value=value: value)


def _fences(box: Sandbox) -> Iterator[Any]:
    """Keep a path that was made up at random from leading out: to all files of this computer."""
    readable = (box.root, Path(__file__).parent.parent.parent, Path(sys.prefix).resolve())

    def walk(top: Any, *given: Any, **named: Any) -> Iterator[Any]:
        place = Path(os.path.realpath(top))
        if any(place.is_relative_to(folder) for folder in readable):
            yield from _WALK(top, *given, **named)

    def inside(write: Any) -> Any:
        def written(path: Path, *given: Any, **named: Any) -> None:
            if not Path(os.path.realpath(path)).is_relative_to(box.root):
                raise PermissionError(errno.EACCES, "outside the sandbox", str(path))
            write(path, *given, **named)

        return written

    yield patch.object(os, "walk", walk)
    yield patch.object(atomic_files, "replace", inside(atomic_files.replace))
    for place in (atomic_files, export_folder):
        yield patch.object(place, "write_new", inside(atomic_files.write_new))


def _environ(box: Sandbox) -> dict[str, str]:
    return {
        "HOME": str(box.root / "home"),
        "XDG_STATE_HOME": str(box.root / "state"),
        "XDG_CONFIG_HOME": str(box.root / "config"),
        "XDG_DATA_HOME": str(box.root / "data"),
        "NETTUI_STORE": str(box.work / "cases.db"),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
    }
