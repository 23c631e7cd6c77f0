"""Reads plugins, each in a process of its own that is forked from this one and then ends.

Run as ``python -I -m nettui.plugin.reader``: a JSON list of plugins on standard input, one JSON
answer a line on standard output. No plugin runs in this process; it only forks, waits and kills.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import time
from typing import Any

from nettui.plugin import api, hookspecs, terms
from nettui.plugin.reading import Answer, Watch, read

SECONDS = 10
MEMORY = 1 << 30
MOST = 32 << 20
_NOISE = 4096
_READY = (api, hookspecs, terms)  # in memory before the first fork: each plugin starts at once


def main() -> None:
    """Answer for each plugin in turn."""
    asked = json.load(sys.stdin.buffer)
    for plugin in asked:
        line = json.dumps(answer(plugin))
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def answer(plugin: dict[str, Any]) -> Answer:
    """Return what a plugin gives, or what went wrong with its process."""
    given, give = os.pipe()
    heard, noise = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_plugin(plugin, give, noise)
    os.close(give)
    os.close(noise)
    found, said, late = _listen(given, heard, time.monotonic() + plugin.get("seconds", SECONDS))
    if not late:
        _wait(child)
    # Also what it has started itself.
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
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
            return failed("hung", seconds=plugin.get("seconds", SECONDS))
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


def _be_the_plugin(plugin: dict[str, Any], give: int, noise: int) -> None:
    """Read the plugin and end: never returns."""
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(noise, 1)
        os.dup2(noise, 2)
        _limit()
        result = read(plugin["name"], plugin["module"], plugin["folder"], Watch())
        sys.stdout.flush()
        text = json.dumps(result, allow_nan=False).encode()
        while text:
            text = text[os.write(give, text) :]
    finally:
        os._exit(0)


def _limit() -> None:
    most = {
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for what, limit in most.items():
        resource.setrlimit(what, (limit, limit))


if __name__ == "__main__":
    main()
