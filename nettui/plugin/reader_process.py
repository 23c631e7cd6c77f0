"""Reads plugins, each in a process of its own that is forked from this one and then ends.

Run as ``python -I -m nettui.plugin.reader_process``: a JSON list of plugins on standard input, one
JSON answer a line on standard output. No plugin runs in this process; it only forks, waits and
kills.
"""

from __future__ import annotations

import json
import math
import os
import resource
import select
import signal
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nettui
from nettui.plugin import api, hookspecs, terms
from nettui.plugin.audit_hook import Watch
from nettui.plugin.bundled import PACKAGE
from nettui.plugin.confinement import SYSTEM, confine, forget
from nettui.plugin.hooks_reader import Answer, read

PATIENCE = 3
"""How much longer than it may compute a plugin is waited for: the computer may be busy."""
NOBODY = 65534
MEMORY = 1 << 30
MOST = 32 << 20
_NOISE = 4096
_READY = (api, hookspecs, terms)  # in memory before the first fork: each plugin starts at once


def main() -> None:
    """Answer for each plugin in turn."""
    asked = json.load(sys.stdin.buffer)
    with TemporaryDirectory(prefix="nettui-", ignore_cleanup_errors=True) as empty:
        Path(empty).chmod(0o555)
        for plugin in asked:
            line = json.dumps(answer(plugin, empty))
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def answer(plugin: dict[str, Any], empty: str) -> Answer:
    """Return what a plugin gives, read in an empty folder, or what went wrong with its process."""
    seconds = plugin["seconds"]
    given, give = os.pipe()
    heard, noise = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_plugin(plugin, empty, give, noise)
    os.close(give)
    os.close(noise)
    found, said, late = _listen(given, heard, time.monotonic() + PATIENCE * seconds)
    if not late:
        _wait(child)
    # Also what it has started itself.
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    # The limit ends a process by a signal, a deaf one a second later by another.
    spent = used.ru_utime + used.ru_stime > 0.9 * seconds
    late = late or (os.WIFSIGNALED(status) and spent)
    result = _parsed(plugin, found, late=late, status=status)
    if said:
        text = said.decode("utf-8", "replace").strip().partition("\n")[0][:200]
        result["problems"].append(["prints", "", {"text": text}])
    return result


def _wait(child: int) -> None:
    """Wait a moment for the end of a process that has closed its pipe."""
    for _ in range(50):
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT | os.WNOHANG):
            return
        time.sleep(0.01)


def _parsed(plugin: dict[str, Any], found: bytes, *, late: bool, status: int) -> Answer:
    if len(found) > MOST:
        return failed("too_much", limit=MOST >> 20)
    try:
        result: Answer = json.loads(found)
    except ValueError:
        if late:
            return failed("hung", seconds=plugin["seconds"])
        code = os.waitstatus_to_exitcode(status)
        how = f"exit code {code}" if code >= 0 else signal.Signals(-code).name
        return failed("killed", how=how)
    return result


def failed(kind: str, **words: object) -> Answer:
    """Return the answer of a plugin that gave none."""
    return {"problems": [[kind, "", words]], "card": {}, "given": {}}


def _listen(given: int, heard: int, until: float) -> tuple[bytes, bytes, bool]:
    """Return what comes out of both pipes before they close, or until it is too late."""
    found = {given: bytearray(), heard: bytearray()}
    still = [given, heard]
    late = False
    # A process that it left behind may hold the noise open: the answer alone is waited for.
    while given in still and not late:
        ready, _, _ = select.select(still, [], [], max(0, until - time.monotonic()))
        late = not ready
        for pipe in ready:
            part = os.read(pipe, 1 << 16)
            if len(found[pipe]) <= MOST:
                found[pipe] += part
            if not part:
                still.remove(pipe)
    if heard in still and select.select([heard], [], [], 0)[0]:
        found[heard] += os.read(heard, _NOISE)
    os.close(given)
    os.close(heard)
    return bytes(found[given]), bytes(found[heard][:_NOISE]), late


def _be_the_plugin(plugin: dict[str, Any], empty: str, give: int, noise: int) -> None:
    """Read the plugin and end: never returns."""
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(noise, 1)
        os.dup2(noise, 2)
        os.chdir(empty)
        own = plugin["own"]
        if "home" in plugin:
            _come_with_nettui(plugin["home"])
        _be_nobody([plugin["folder"], *own])
        watch = Watch(own)
        confine((*watch.reads, *SYSTEM), (empty, plugin["folder"], *sys.path))
        forget()
        _limit(math.ceil(plugin["seconds"]))
        result = read(plugin["name"], plugin["module"], plugin["folder"], watch)
        sys.stdout.flush()
        text = json.dumps(result, allow_nan=False).encode()
        while text:
            text = text[os.write(give, text) :]
    finally:
        os._exit(0)


def _come_with_nettui(home: str) -> None:
    """Take the package of bundled plugins from here, wherever else one of its name may lie."""
    init = f"{home}{os.sep}__init__.py"
    spec = spec_from_file_location(PACKAGE, init, submodule_search_locations=[home])
    if spec and spec.loader and Path(init).exists():
        module = module_from_spec(spec)
        sys.modules[PACKAGE] = module
        spec.loader.exec_module(module)


def _be_nobody(needed: list[str]) -> None:
    """Give up root's rights for those of an account that owns nothing, where it can read enough.

    Where it cannot, as in an environment under root's home, the deeds are still watched.
    """
    if os.geteuid() != 0:
        return
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, 0)
    wanted = (*needed, nettui.__file__, os.__file__)
    if all(os.access(place, os.R_OK) for place in wanted):
        os.setresuid(NOBODY, NOBODY, NOBODY)
    else:
        os.setresuid(0, 0, 0)


def _limit(seconds: int) -> None:
    most = {
        resource.RLIMIT_AS: (MEMORY, MEMORY),
        # Told at the first, ended at the second.
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NOFILE: (64, 64),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
    }
    for what, limit in most.items():
        resource.setrlimit(what, limit)


if __name__ == "__main__":
    main()
