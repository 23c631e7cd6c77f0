"""Words after ``nettui``: every command with its options, right, wrong, and as odd bytes."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from unittest.mock import patch

from attrs import frozen

from nettui.cli.main import parser
from nettui.store.errors import NotOpened
from nettui.store.location import names_database
from tests.fuzz.case_data import a_case, to_json, to_toml, written
from tests.fuzz.hostile import DATES, NUMBERS, TEXTS, UNITS, WRITTEN_NUMBERS
from tests.fuzz.mutators import misspelt, mutate
from tests.fuzz.outcome import Outcome, looked_at
from tests.fuzz.sandbox import Sandbox
from tests.fuzz.stores import as_found

# Each takes seconds by its nature, or leaves a process that goes on by itself.
_NOT_GIVEN = {"--samples", "--background"}
_SLOW = {("plugins", "check"), ("protocol", "publish"), ("completion",), ("store", "plan")}
_FILES = ("good.toml", "good.json", "odd.toml", "odd.json", "sub", ".", "none.toml", "cases.db")
_KNOWN = (
    *("P-1", "P-2", "P-3", "P-9", "si-upper-g2", "si-upper-g2.toml", "S01", "S55", "T01", "RT-19"),
    *(
        "base:systemic.ssa",
        "systemic.prrt",
        "prrt",
        "octreotide",
        "R",
        "E",
        "nurse",
        "open",
        "save",
    ),
    *("appendix", "therapies", "base", "lung", "G2", "beyond_liver", "blocked", "systemic"),
    *("1", "2", "0", "-1", "99999999999999999999", "2026-10-01", "none", "copy.db", "out", "-"),
    *("patient.ecog=1", "patient.age=", "labs[+]=creatinine 80; 2026-09-01", "labs[0].value=1e9"),
    *("pathology[0].ki67=2-3 %", "disease.metastasis_sites=liver, bone", "labs[99]", "labs[0]"),
    *("prrt", "prrt=not fit", "octreotide=other: text", "title=x", "marks.labs.egfr=not_done"),
)
_VARIABLES: Mapping[str, tuple[str, ...]] = {
    "COLUMNS": ("0", "1", "5", "40", "-7", "999999999999", "\u0663", "x", ""),
    "LANG": ("C", "de_DE.ISO-8859-1", "en_GB.UTF-8", "xx.nothing", ""),
    "NETTUI_STORE": ("", "none.db", "good.toml", "sub", "sub/none/x.db", "\udcff.db"),
    "XDG_STATE_HOME": ("", "relative"),
    "HOME": ("", "/nonexistent"),
    "NO_COLOR": ("1",),
}


@frozen
class Input:
    """The words, the variables, what the streams take, and the files that are there."""

    words: tuple[str, ...]
    variables: Mapping[str, str]
    encoding: str
    seed: int


@frozen
class Command:
    """The words of a command, and what may follow: options with their words, names of the rest."""

    words: tuple[str, ...]
    options: Mapping[str, tuple[str, ...] | None]
    rest: tuple[str, ...]


@cache
def commands() -> tuple[Command, ...]:
    """Return every command, read from the parser itself."""
    return tuple(_below(parser(), ()))


def _below(made: argparse.ArgumentParser, words: tuple[str, ...]) -> Iterator[Command]:
    options: dict[str, tuple[str, ...] | None] = {}
    rest: list[str] = []
    below: dict[str, argparse.ArgumentParser] = {}
    for action in made._actions:
        if isinstance(action, argparse._SubParsersAction):
            below = action.choices
        elif not action.option_strings:
            rest.append(action.dest)
        elif action.option_strings[-1] not in _NOT_GIVEN:
            some = tuple(map(str, action.choices or ("",))) if action.nargs is None else None
            options[action.option_strings[-1]] = some
    yield Command(words, options, tuple(rest))
    for name, one in below.items():
        yield from _below(one, (*words, name))


# --- how they are made -------------------------------------------------------------------------


def make(chance: Random) -> Input:
    """Return the words of a command."""
    words = _command(chance)
    if chance.random() < 0.2:
        words.insert(chance.randint(0, len(words)), _word(chance))
    if chance.random() < 0.1:
        words = chance.sample(words, len(words))
    if chance.random() < 0.1:
        words.insert(chance.randint(0, len(words)), chance.choice(("--", "--debug", "-h", "-")))
    variables = {
        name: chance.choice(some) for name, some in _VARIABLES.items() if chance.random() < 0.06
    }
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "ascii", "latin-1"))
    return Input(tuple(map(_as_given, words)), variables, encoding, chance.getrandbits(32))


def _command(chance: Random) -> list[str]:
    command = chance.choice(commands())
    if command.words in _SLOW and chance.random() < 0.9:
        command = chance.choice(commands())
    words = [*command.words]
    if words and chance.random() < 0.03:
        words[-1] = misspelt(chance, words[-1])
    for _ in range(chance.choice((0, 1, 1, 2, 4)) if command.options else 0):
        name = chance.choice([*command.options])
        some = command.options[name]
        if some is None:
            words.append(name)
            continue
        word = chance.choice(some) if some != ("",) and chance.random() < 0.7 else _word(chance)
        words += [f"{name}={word}"] if chance.random() < 0.6 else [name, word]
    few = len(command.rest) if chance.random() < 0.9 else chance.randint(0, 3)
    words += [_word(chance) for _ in range(few)]
    return words


def _word(chance: Random) -> str:
    way = chance.random()
    if way < 0.45:
        return chance.choice((*_KNOWN, *_FILES))
    if way < 0.6:
        return misspelt(chance, chance.choice((*_KNOWN, *_FILES)))
    if way < 0.85:
        return str(chance.choice((*TEXTS, *DATES, *WRITTEN_NUMBERS, *UNITS, *map(str, NUMBERS))))
    return os.fsdecode(mutate(chance, chance.choice(_KNOWN).encode()))


def _as_given(word: str) -> str:
    """Return a word as the system can give it, and that leads to nothing outside the sandbox."""
    how = "surrogateescape" if _is_bytes(word) else "surrogatepass"
    given = os.fsdecode(word.encode("utf-8", how))
    given = given.replace("\0", "").replace("/", "_").replace("..", "_")[:5000]
    value = given.partition("=")[2] if given.startswith("--") else given
    return given if not _is_database(value) else "x"


def _is_bytes(word: str) -> bool:
    return all("\udc80" <= char <= "\udcff" for char in word if "\ud800" <= char <= "\udfff")


def _is_database(word: str) -> bool:
    """Say whether a word leads to a server: that is no part of the sandbox."""
    try:
        return names_database(word)
    except NotOpened:
        return False


# --- how they are run --------------------------------------------------------------------------


def run(given: Input, box: Sandbox) -> Outcome:
    """Run the command in a folder with good and odd files, and a store."""
    _prepare(box, Random(given.seed))
    with patch.dict(os.environ, given.variables):
        said = box.run(*given.words, encoding=given.encoding)
    looked_at(said.code, said.out, said.err)
    if said.code:
        return Outcome.REFUSED
    planned = given.words[:1] == ("run",) or given.words[:2] == ("case", "plan")
    return Outcome.PLANNED if planned else Outcome.TAKEN


def _prepare(box: Sandbox, chance: Random) -> None:
    box.clean(box.work, box.etc)
    box.unpublish()
    shutil.copy(as_found(box), box.work / "cases.db")
    odd = written(chance)
    (box.work / "good.toml").write_bytes(to_toml(a_case(chance)))
    (box.work / "good.json").write_bytes(to_json(a_case(chance)))
    (box.work / f"odd{odd.suffix}").write_bytes(odd.data)
    (box.work / "sub").mkdir()
    (box.work / "sub/one.toml").write_bytes(to_toml(a_case(chance)))
