"""A slice of the campaign with a fixed seed; and a campaign finds what is there to be found."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

from nettui.exchange import incoming
from nettui.store.core.drafts import DraftFolder
from nettui.tui.terminal.sieve import Sieve
from tests.fuzz import campaign, case_data, case_files, mutators
from tests.fuzz.__main__ import main
from tests.fuzz.case_data import Written
from tests.fuzz.outcome import Finding, Outcome, Wrong, looked_at, raw_in
from tests.fuzz.sandbox import Sandbox, folder, sandbox
from tests.fuzz.targets import TARGETS

pytestmark = pytest.mark.slow

SEED = 1
IN_SLICE = [name for name, target in TARGETS.items() if target.few]


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    """One sandbox for all of a slice."""
    with folder() as root, sandbox(root) as made:
        _ = made.protocol
        yield made


@pytest.mark.parametrize("name", IN_SLICE)
def test_nothing_is_found_in_a_slice(name: str, box: Sandbox) -> None:
    """``make fuzz`` runs very many more; a finding prints the command that shows it again."""
    target = TARGETS[name]
    found = [campaign.tried(target, SEED, number, box) for number in range(target.few)]
    assert [f"{one.number}: {one}" for one in found if isinstance(one, Finding)] == []
    assert len(set(map(str, found))) > 1, "all of them come to the same, so they try little"


@pytest.mark.xdist_group("fuzz seeds")  # of one sandbox
@pytest.mark.parametrize(
    "path",
    [path for path in case_data.seeds() if path.parent.name == "seeds"],
    ids=lambda p: p.stem,
)
def test_nothing_is_found_in_a_seed_as_it_is(path: Path, box: Sandbox) -> None:
    """Each once went wrong."""
    given = case_files.Input(Written(".toml", path.read_bytes()), order=SEED, in_full=True)
    assert case_files.run(given, box) in (Outcome.PLANNED, Outcome.REFUSED)


# --- what a campaign is made of ---


@pytest.mark.parametrize("name", TARGETS)
def test_an_input_is_the_same_whenever_it_is_made(name: str) -> None:
    """Whatever was made before it, and no other number or seed gives it."""
    target = TARGETS[name]
    some = [target.made(SEED, number) for number in range(20)]
    assert [target.made(SEED, number) for number in reversed(range(20))] == some[::-1]
    assert some != [target.made(SEED + 1, number) for number in range(20)]


@pytest.mark.parametrize("mutator", [*mutators.MUTATORS, mutators.mutate], ids=lambda m: m.__name__)
def test_a_mutator_takes_any_bytes_and_depends_on_nothing_else(mutator: mutators.Mutator) -> None:
    """Also none at all."""
    for data in (b"", b"x", b"\xff" * 3, b'case_id = "a"\n[patient]\nage = 61\n' * 20):
        made = [mutator(Random(n), data) for n in range(30)]
        assert made == [mutator(Random(n), data) for n in range(30)]
        assert len(data) < 9 or any(one != data for one in made)


def test_a_case_is_written_as_it_was_read() -> None:
    """Only then is what is changed in it what was meant."""
    for path in case_data.seeds():
        data = tomllib.loads(path.read_text("utf-8"))
        assert tomllib.loads(case_data.to_toml(data).decode()) == data


# --- what it must find ---


def _fails(*_given: object, **_named: object) -> object:
    raise ZeroDivisionError


def _one_more(count: int, found: list[object]) -> str:
    return f"{count + 1} of {len(found)} cases are recorded as in the files"


def _leaks(sieve: Sieve, char: str, _control: str) -> None:
    sieve._drop()
    sieve._plain.append(char)


PLANTED: dict[str, tuple[str, object, str, object, str]] = {
    "an error": ("case-files", case_files, "record_rows", _fails, "ZeroDivisionError"),
    "an order that decides": (
        "case-files",
        case_files,
        "shuffled",
        lambda case, _chance: evolve(case, labs=(), imaging=(), pathology=()),
        "the order of entries changes",
    ),
    "a count that is not true": (
        "imports",
        incoming,
        "tally",
        _one_more,
        "the number of recorded cases is not true",
    ),
    "a draft that is not written": (
        "drafts",
        DraftFolder,
        "keep",
        lambda _folder, _draft, _at: None,
        "the draft of what is worked on is not on disk",
    ),
    "a reply that is a key": (
        "sieve",
        Sieve,
        "_in_string",
        _leaks,
        "a key is made of what nobody pressed",
    ),
}


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_is_found(what: str, box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a few inputs, with the words of what is wrong."""
    name, owner, attribute, fault, said = PLANTED[what]
    monkeypatch.setattr(owner, attribute, fault)
    monkeypatch.setattr("tests.fuzz.drafts._SOON", 0.2)
    for number in range(60):
        found = campaign.tried(TARGETS[name], SEED, number, box)
        if isinstance(found, Finding) and found.what.startswith(said):
            return
    pytest.fail("nothing was found")


def _computes(_given: object, _box: Sandbox) -> Outcome:
    while True:
        pass


def _waits(_given: object, _box: Sandbox) -> Outcome:
    time.sleep(60)
    return Outcome.TAKEN


@pytest.mark.parametrize("run", [_computes, _waits])
def test_what_hangs_is_found(
    run: Callable[[object, Sandbox], Outcome], box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign, "_WAITS", 2)
    found = campaign.tried(evolve(TARGETS["sieve"], run=run, limit=0.1), SEED, 0, box)
    assert isinstance(found, Finding)
    assert found.what == "Hang"


@pytest.mark.parametrize(
    ("code", "out", "err"),
    [
        (3, "", ""),
        (0, "\x1b[2J", ""),
        (0, "", "\x9b31m"),
        (0, "\u202e", ""),
        (1, "", "nettui: unforeseen KeyError at nettui/cli/run.py:12. This is"),
        (1, "", "nettui: unforeseen\nKeyError at nettui/cli/run.py:12. This is"),
        (1, "", "Traceback (most recent call last):\n"),
    ],
)
def test_what_no_command_may_say_is_found(code: int, out: str, err: str) -> None:
    with pytest.raises(Wrong):
        looked_at(code, out, err)


def test_what_a_command_may_say_is_not_found() -> None:
    """Signs of their own for what would act, marks on letters, lines."""
    looked_at(2, "a\nü e\u0301 ␛[2J <U+202E>\n", "nettui: none\n")
    raw_in("", "nothing")


def test_a_campaign_counts_what_it_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """In processes of their own; and one input is run again by its number."""
    assert main(["--minutes=0.02", "--only=sieve", "--jobs=1"]) == 0
    said = capsys.readouterr().out
    line = next(line.split() for line in said.splitlines() if line.startswith("sieve"))
    assert int(line[1].replace(",", "")) > 0
    assert main(["--only=sieve", "--number=3"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] in ("taken", "refused")
