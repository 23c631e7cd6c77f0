"""The shell's entry point: one command, its exit code, and no traceback."""

from __future__ import annotations

import argparse
import atexit
import gc
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import nettui
from nettui import installation
from nettui.cli import output
from nettui.cli import words as given_words

COMMANDS = (
    "run",
    "why",
    "rules",
    "statements",
    "rows",
    "plugins",
    "protocol",
    "cases",
    "case",
    "plain",
    "audit",
    "store",
    "doctor",
    "completion",
)
"""The commands in the order in which help lists them: one module of this package each."""

_INTERRUPTED = 130
_GARBAGE = 100_000
_PIPE_CLOSED = 141


class _Formatter(argparse.HelpFormatter):
    """As wide as the terminal. One is made for every argument that is added."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=output.columns() - 2)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong as every other message does, and takes no shortened options."""

    def __init__(self, **given: Any) -> None:
        # A shortened option would change its meaning the day a second one begins like it.
        super().__init__(**{"formatter_class": _Formatter, **given, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        raise output.BadInput(f"{message}\nTry '{self.prog} --help'.")

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ARG002 - argparse's
        """Print help as everything else is printed, on whatever takes no more than ASCII too."""
        if message:
            output.out(message)


def parser(*named: str) -> argparse.ArgumentParser:
    """Return the parser of the commands named, of all when none is."""
    top = _Parser(
        prog="nettui",
        usage="nettui [PATH] | nettui COMMAND ... | nettui --version",
        description="Traced plans for neuroendocrine tumour boards. It advises, never decides. "
        "Without a command it opens the terminal on a case, a folder of cases, or the library.",
        epilog="Text goes to standard output, messages to standard error. '--debug' before or "
        "after a command shows the traceback of an unforeseen error.",
    )
    top.add_argument("--version", action="store_true", help="say the version and the protocol")
    commands = top.add_subparsers(metavar="COMMAND", dest="command", prog="nettui")
    # Reading the other commands would take longer than most commands run.
    for name in named or COMMANDS:
        importlib.import_module(f"nettui.cli.{name}").add(commands)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code of the process."""
    if argv is None:
        _start_isolated(sys.argv[1:])
        # What a program reads at its start it keeps until its end. To look through all of that
        # for garbage, again and again and once more at the end, takes an eighth of a short run.
        gc.set_threshold(_GARBAGE, 20, 20)
        atexit.register(gc.freeze)
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    if sys.stdout is None:
        output.error("standard output is closed, so there is nowhere to print to.")
        return 1
    try:
        code = _run(words, debug=debug)
        output.flush()
    except output.BadInput as refused:
        output.error(str(refused))
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # the reader has gone; nothing is left to say
        return _PIPE_CLOSED
    except output.NoOutput as problem:
        _drop_output()
        output.error(str(problem))
        return 1
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except Exception as problem:
        if debug:
            raise
        output.error(output.shut(problem) or output.unforeseen(problem))
        return 1
    return code


def _start_isolated(words: list[str]) -> None:
    """Start anew without what variables add to Python, where an administrator has set nettui up.

    What is in force there is not for PYTHONPATH to change. A folder named there that holds another
    nettui has won by now: deploy/nettui starts isolated from the first.
    """
    if not sys.flags.isolated and installation.is_server():
        os.execv(sys.executable, [sys.executable, "-I", "-m", "nettui", *words])  # noqa: S606


def _drop_output() -> None:
    """Let nothing more be written, not even what Python still holds when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str], *, debug: bool) -> int:
    given_words.refuse_variables(os.environ)
    if not words or (not words[0].startswith("-") and words[0] not in COMMANDS):
        return _terminal(words)
    top = parser(*words[:1]) if words[0] in COMMANDS else parser()
    args = _parsed(top, words)
    if args.version:
        return _version()
    given_words.refuse_bytes(args)
    args.debug, args.parser = debug, parser
    code: int = args.run(args)
    return code


def _parsed(top: argparse.ArgumentParser, words: list[str]) -> argparse.Namespace:
    """Read the words of a command. Raises `output.BadInput`."""
    try:
        return top.parse_args(words)
    except output.BadInput as refused:
        if any(word[:1] == "-" != word[1:2] and len(word) > 1 for word in words):
            raise output.BadInput(
                f"{refused}\nAn id or a name that begins with '-' goes after '--', a value after "
                "'=' (--title=-x)."
            ) from None
        raise


def _version() -> int:
    from nettui.cli import arguments

    output.out(f"nettui {nettui.__version__}")
    in_force = arguments.protocol(argparse.Namespace(base_only=False, without=[]))
    output.out(f"protocol {in_force.digest}")
    return 0


def _terminal(words: list[str]) -> int:
    """Open the terminal on a path, a library case, or the library."""
    if len(words) > 1:
        raise output.BadInput(
            f"'{words[0]}' is no command, and the terminal opens one path at a time.\n"
            "Try 'nettui --help'."
        )
    path = _opened(words[0]) if words else None
    from nettui.store.errors import StoreRefusal
    from nettui.tui.terminal import keys_as_typed

    try:
        with keys_as_typed() as before:
            with _without_tls():
                from nettui.tui.app import run

            return run(path, before)
    except StoreRefusal as refused:
        raise output.BadInput(str(refused)) from None


@contextmanager
def _without_tls() -> Iterator[None]:
    """Keep TLS out of memory: asyncio would read it, and the terminal speaks to no network."""
    if "ssl" in sys.modules:
        yield
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["ssl"]  # whatever needs it later finds it


def _opened(word: str) -> Path:
    from nettui.cli import arguments

    path = arguments.existing(word)
    if path is None:
        raise arguments.no_such_case(word, COMMANDS)
    return path
