"""A PostgreSQL server of the tests' own: started in a temporary folder, on a socket, no network."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder of the server's programs, None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    alone = shutil.which("initdb")
    return Path(alone).resolve().parent if alone else None


def account() -> str | None:
    """The account to run the server as: the server refuses root."""
    if os.getuid():
        return None
    return "postgres"


def why_not() -> str:
    """Why no server can be started here, empty where it can."""
    if programs() is None:
        return "PostgreSQL is not installed (Debian, Ubuntu: apt-get install postgresql)"
    try:
        import psycopg
    except ImportError as error:
        return f"psycopg cannot be used: {error}"
    del psycopg
    try:
        pwd.getpwnam(account() or pwd.getpwuid(os.getuid()).pw_name)
    except KeyError:
        return "there is no account to run PostgreSQL as"
    return ""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start a server with its data in a folder; yields where its socket is. Stops it at the end."""
    bin_, user = programs(), account()
    assert bin_ is not None
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"

    def run(*words: str) -> None:
        done = subprocess.run(
            words, user=user, cwd=folder, capture_output=True, text=True, check=False
        )
        told = log.read_text() if log.exists() else ""
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}{told}"

    run(f"{bin_}/initdb", "-D", str(data), "-A", "trust", "-U", "admin", "--no-sync", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
    run(f"{bin_}/pg_ctl", "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
    try:
        yield str(folder)
    finally:
        run(f"{bin_}/pg_ctl", "-D", str(data), "-m", "immediate", "stop")
