"""``nettui completion``: a script that lets the shell complete commands and options."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from nettui.cli import output

SHELLS = ("bash", "zsh", "fish")

_BASH = """\
# nettui completion for bash: source it, or put it into the folder bash-completion reads.
_nettui() {{
    local words="" path="" word
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$path $word" in
{steps}
        esac
    done
    case "$path" in
{words}
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}")
}}
complete -o default -o bashdefault -F _nettui nettui
"""
_ZSH = """\
#compdef nettui
# nettui completion for zsh: put it as _nettui into a folder of $fpath.
_nettui() {{
    local path_="" word
    local -a words_
    for word in "${{words[@]:1:$((CURRENT - 2))}}"; do
        case "$path_ $word" in
{steps}
        esac
    done
    case "$path_" in
{words}
    esac
    compadd -a words_
    _files
}}
if [ "$funcstack[1]" = "_nettui" ]; then _nettui "$@"; else compdef _nettui nettui; fi
"""


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "completion",
        help="print a completion script for a shell",
        description="Print a script with which a shell completes commands and options.",
        epilog='bash: eval "$(nettui completion bash)"; fish: nettui completion fish | source',
    )
    parser.add_argument("shell", choices=SHELLS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the script; the exit code."""
    output.out(script(args.shell, args.parser()))
    return 0


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """Return the completion script of a shell for a parser."""
    known = dict(_commands(parser, ()))
    if shell == "fish":
        return "\n".join(("# nettui completion for fish", *_fish(known))) + "\n"
    name = "path" if shell == "bash" else "path_"
    steps, words = [], []
    for path, offered in known.items():
        here = " ".join(path)
        if path:
            before = " ".join(path[:-1])
            steps.append(f'            "{before} {path[-1]}") {name}="{here}" ;;')
        each = " ".join(offered)
        taken = f'words="{each}"' if shell == "bash" else f"words_=({each})"
        words.append(f'        "{here}") {taken} ;;')
    form = _BASH if shell == "bash" else _ZSH
    return form.format(steps="\n".join(steps), words="\n".join(words))


def _commands(
    parser: argparse.ArgumentParser, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Mapping[str, str]]]:
    """Yield each command path with the words that may follow it and what they are for."""
    words: dict[str, str] = {}
    inner: Mapping[str, argparse.ArgumentParser] = {}
    for action in parser._actions:  # argparse has no public way to read a parser
        if isinstance(action, argparse._SubParsersAction):
            inner = action.choices
            words.update({c.dest: c.help or "" for c in action._choices_actions})
        for option in action.option_strings:
            if option.startswith("--") and action.help != argparse.SUPPRESS:
                words[option] = action.help or ""
        if action.choices and not inner:
            words.update(dict.fromkeys(map(str, action.choices), ""))
    yield path, words
    for name, parser_ in inner.items():
        yield from _commands(parser_, (*path, name))


def _fish(known: Mapping[tuple[str, ...], Mapping[str, str]]) -> Iterator[str]:
    for path, words in known.items():
        if path:
            seen = " and ".join(f"__fish_seen_subcommand_from {word}" for word in path)
        else:
            seen = "__fish_use_subcommand"
        for word, what in words.items():
            said = what.replace("\\", "\\\\").replace("'", "\\'").replace("%%", "%")
            kind = f"-l {word[2:]}" if word.startswith("--") else f"-f -a {word}"
            yield f"complete -c nettui -n '{seen}' {kind} -d '{said}'"
