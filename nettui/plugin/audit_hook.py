"""What a plugin does beside giving data while it is read: seen, named, and kept from being done."""

from __future__ import annotations

import inspect
import os
import posix
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

_STDLIBS = ("stdlib", "platstdlib")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_DEEDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.system", "subprocess.Popen"),
        "started a process",
    ),
    **dict.fromkeys(
        ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"),
        "used the network",
    ),
    **dict.fromkeys(
        (
            "os.chmod",
            "os.chown",
            "os.link",
            "os.mkdir",
            "os.remove",
            "os.rename",
            "os.rmdir",
            "os.symlink",
            "os.truncate",
            "os.utime",
        ),
        "changed files",
    ),
    **dict.fromkeys(("os.kill", "os.killpg", "signal.pthread_kill"), "sent a signal"),
    **dict.fromkeys(("sqlite3.connect", "sqlite3.connect/handle"), "opened a database"),
    **dict.fromkeys(("ctypes.dlopen", "ctypes.dlsym", "ctypes.cdata"), "loaded native code"),
    **dict.fromkeys(("os.chdir", "os.chroot"), "left its folder"),
    **dict.fromkeys(("os.setxattr", "os.removexattr", "os.lockf", "fcntl.flock"), "changed files"),
}
"""What no hook needs to do, by Python's audit events. It keeps no attacker out: it tells."""
# They open or make files without an audit event.
_UNSEEN = ("_ctypes", "_dbm", "_gdbm", "_multiprocessing", "_posixshmem", "_posixsubprocess")
_UNHEARD = ("mkfifo", "mknod")
_NEEDED = ("nettui", "attr", "attrs", "cattr", "cattrs", "pluggy")


class Watch:
    """Tells what a plugin did beside giving data: deeds, and changes to nettui.

    ``own`` are the files and folders of the plugin: the only ones that it may read beside Python,
    nettui and what nettui needs.
    """

    def __init__(self, own: Iterable[str] = ()) -> None:
        self.deeds: dict[str, str] = {}
        self.before: dict[str, int] = {}
        self.own = frozenset(map(os.path.realpath, own))
        self.folders = frozenset(map(os.path.dirname, self.own))
        self.roots = tuple(
            os.path.realpath(root) + os.sep
            for root in (*self.own, *_roots())
            if Path(root).is_dir()
        )
        self.python = tuple(os.path.realpath(sysconfig.get_path(at)) for at in _STDLIBS)

    @property
    def reads(self) -> tuple[str, ...]:
        """All files and folders that may be read."""
        return (*self.own, *self.roots, *self.python)

    def begin(self) -> None:
        """Watch from now on, until this process ends."""
        sys.dont_write_bytecode = True
        # Nothing that lies beside the sources is taken for them.
        sys.pycache_prefix = os.devnull
        self.folders |= set(map(os.path.realpath, sys.path))
        self.before = _state()
        for name in _UNHEARD:
            for module in (os, posix):
                setattr(module, name, partial(self._refuse, "changed files"))
        sys.addaudithook(self._audit)

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        deed = _DEEDS.get(event)
        if event == "open":
            deed = self._opening(args[0], args[2])
        elif event in ("os.listdir", "os.scandir"):
            deed = self._listing(args[0])
        elif event == "import":
            deed = self._importing(args[0], args[1])
        if deed:
            self._refuse(deed)

    def _refuse(self, deed: str, *_: object, **__: object) -> None:
        self.deeds.setdefault(deed, _caller())
        raise PermissionError(f"A plugin that is being read {deed}.")

    def _opening(self, path: object, flags: object) -> str | None:
        if isinstance(flags, int) and flags & _WRITES:
            return "changed files"
        # A number is a file that is open already.
        if isinstance(path, int) or path is None:
            return None
        return None if self._is_allowed(path) else f"read {_shown(path)}, a file not its own"

    def _listing(self, path: object) -> str | None:
        if isinstance(path, int) or path is None:
            return None
        # Python looks for modules in each folder of its path, and of a package.
        real = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
        known = self._is_allowed(path) or real in self.folders
        return None if known else f"listed {_shown(path)}, a folder not its own"

    def _importing(self, name: object, file: object) -> str | None:
        if name in _UNSEEN:
            return f"loaded {name}, which opens files unseen"
        if isinstance(file, str) and not self._is_python(os.path.realpath(file)):
            return "loaded native code"
        return None

    def _is_allowed(self, path: Any) -> bool:
        name = os.fsdecode(path)
        # What Python keeps of modules is looked for here, in vain: see begin.
        if name == os.devnull or name.startswith(f"{os.devnull}/"):
            return True
        real = os.path.realpath(name)
        inside = f"{real}{os.sep}".startswith(self.roots)
        return real in self.own or inside or self._is_python(real)

    def _is_python(self, real: str) -> bool:
        """Say whether a file comes with Python itself, not with what is installed into it."""
        return any(
            real == at
            or (real.startswith(f"{at}{os.sep}") and "-packages/" not in f"{real}/"[len(at) :])
            for at in self.python
        )

    def told(self) -> list[list[Any]]:
        """Return the problems that were seen."""
        found: list[list[Any]] = [
            ["forbidden", where, {"deed": deed}] for deed, where in self.deeds.items()
        ]
        after = _state()
        changed = sorted(name for name in self.before if self.before[name] != after.get(name))
        if changed:
            found.append(["mutated", "", {"names": ", ".join(changed[:3])}])
        return found


def _roots() -> list[str]:
    """Return the folders of nettui and of what it needs."""
    found = (getattr(sys.modules.get(name), "__file__", None) for name in _NEEDED)
    return [str(Path(file).parent) for file in found if file]


def _shown(path: object) -> str:
    text = os.fsdecode(path)  # type: ignore[arg-type]
    return repr(text.encode(errors="backslashreplace").decode())[:200]


def _caller() -> str:
    frame = inspect.currentframe()
    while frame:
        if is_theirs(frame.f_code.co_filename):
            return short(frame.f_code.co_filename, frame.f_lineno)
        frame = frame.f_back
    return ""


def _state() -> dict[str, int]:
    """Return the identity of everything in nettui's modules and their classes."""
    found: dict[str, int] = {}
    for name, module in sorted(sys.modules.items()):
        if name.split(".")[0] != "nettui" or name.startswith("nettui.guideline"):
            continue
        for key, thing in vars(module).items():
            if isinstance(thing, ModuleType) or key.startswith("__"):
                continue
            found[f"{name}.{key}"] = id(thing)
            if isinstance(thing, type) and thing.__module__ == name:
                found.update(
                    (f"{name}.{key}.{part}", id(value)) for part, value in vars(thing).items()
                )
    return found


# --- places of authors ---------------------------------------------------------------------------


def short(file: str, line: int) -> str:
    """Return a line of a file by the names of its folder and of itself."""
    path = Path(file)
    return f"{path.parent.name}/{path.name}:{line}"


_OURS = str(Path(__file__).parent.parent)
_GUIDELINE = str(Path(__file__).parent.parent / "guideline")
_PYTHON = str(Path(os.__file__).parent)


def is_theirs(file: str) -> bool:
    """Say whether a file was written by an author of plugins."""
    if file.startswith(_GUIDELINE):
        return True
    if file.startswith(_PYTHON):
        return "site-packages" in file and "pluggy" not in file and "attr" not in file
    return not file.startswith(("<", _OURS))
