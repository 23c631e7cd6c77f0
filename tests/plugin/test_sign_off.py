"""What is recalled or a default stays marked until it is signed off, and again when it changes."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from nettui.case.codec import load
from nettui.cli.main import main
from nettui.engine.plan import plan
from nettui.engine.protocol import Protocol
from nettui.exchange import text
from nettui.plugin import places, sign_off
from nettui.plugin.publish import current
from nettui.plugin.sign_off import Faulty, SignOff

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2027, 1, 31)
ENTRY = "base:systemic.ssa_unresectable"


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    """The base protocol, in which much is an engineering default."""
    return current(base_only=True)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The administrator's file, in a root of the test's own."""
    monkeypatch.setattr(places, "root", lambda: tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return places.sign_offs()


def signed(protocol: Protocol, name: str = ENTRY, **more: str) -> dict[str, SignOff]:
    """A sign-off of an entry as it stands."""
    entry = protocol.entries[protocol.position[name]]
    known = more.get("digest", sign_off.entry_digest(entry))
    return {name: SignOff(digest=known, by="Head of the board", role="oncologist", on=DAY)}


def test_all_that_is_recalled_or_a_default_is_open_at_first(protocol: Protocol) -> None:
    """Nothing is confirmed by being installed."""
    waiting = sign_off.still_open(protocol)
    assert waiting == sign_off.to_confirm(protocol)
    assert {entry.raw["mark"] for entry in waiting} == {"R", "E"}


def test_a_signed_entry_loses_its_sign_and_changes_the_digest(
    protocol: Protocol, file: Path, tmp_path: Path
) -> None:
    """The protocol that somebody confirmed is another one than before."""
    path = tmp_path / "signed.toml"
    path.write_text(sign_off.written(signed(protocol)), "utf-8")
    made, problems = sign_off.counted(protocol, path)
    assert problems == []
    assert made.digest != protocol.digest
    entry = made.entries[made.position[ENTRY]]
    assert entry.mark == "signed"
    assert entry.signed == {
        "id": ENTRY,
        "by": "Head of the board",
        "role": "oncologist",
        "on": "2027-01-31",
    }
    assert len(sign_off.still_open(made)) == len(sign_off.still_open(protocol)) - 1
    assert not file.exists()


def test_the_report_drops_only_the_sign_of_what_was_signed(
    protocol: Protocol, tmp_path: Path
) -> None:
    """Everything else still says that it must be confirmed."""
    found = load(ROOT / "cases" / "thymus-atypical-unresectable.toml")
    assert found.as_of is not None
    path = tmp_path / "signed.toml"
    path.write_text(sign_off.written(signed(protocol)), "utf-8")
    made, _ = sign_off.counted(protocol, path)
    before = text.report(plan(found.case, found.as_of, protocol), every=True)
    after = text.report(plan(found.case, found.as_of, made), every=True)
    name = ENTRY.removeprefix("base:")
    assert f"{name} · conditional · engineering default" in before
    assert f"{name} · conditional · engineering default" not in after
    assert "engineering default" in after


def test_a_rule_that_changed_since_is_open_again(protocol: Protocol, tmp_path: Path) -> None:
    """``sign_off_open``: what was confirmed is no longer what runs."""
    path = tmp_path / "signed.toml"
    path.write_text(sign_off.written(signed(protocol, digest="0" * 64)), "utf-8")
    made, problems = sign_off.counted(protocol, path)
    assert made is protocol
    assert [one.kind for one in problems] == ["sign_off_open"]
    assert "says something else since" in problems[0].what
    assert not problems[0].grave


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("x", "after a key"),
        ('["base:a.b"]\nby = "x"\n', "needs digest"),
        ('["base:a.b"]\ndigets = "x"\n', "Did you mean 'digest'?"),
        ('"base:a.b" = 1\n', "is no table"),
        (f'["base:a.b"]\ndigest = "{"0" * 64}"\nby = " "\nrole = "r"\non = 2027-01-01\n', "by"),
    ],
)
def test_a_faulty_file_confirms_nothing(
    protocol: Protocol, tmp_path: Path, content: str, why: str
) -> None:
    """``sign_off_faulty``: it is said, and everything stays open."""
    path = tmp_path / "signed.toml"
    path.write_text(content, "utf-8")
    made, problems = sign_off.counted(protocol, path)
    assert made is protocol
    assert [one.kind for one in problems] == ["sign_off_faulty"]
    assert why in problems[0].what


def test_a_file_that_others_can_change_confirms_nothing(protocol: Protocol, tmp_path: Path) -> None:
    """As with the allow-list."""
    path = tmp_path / "signed.toml"
    path.write_text(sign_off.written(signed(protocol)), "utf-8")
    path.chmod(0o666)
    assert "can be changed by others" in sign_off.counted(protocol, path)[1][0].what


def test_only_what_must_be_confirmed_can_be_signed(protocol: Protocol) -> None:
    """A rule of the base protocol itself needs nobody's word; a misspelt id is told."""
    with pytest.raises(Faulty, match="nothing that must be confirmed"):
        sign_off.chosen(protocol, ["base:grading.g1"], "", "")
    with pytest.raises(Faulty, match="Did you mean"):
        sign_off.chosen(protocol, [ENTRY + "x"], "", "")
    assert [e.id for e in sign_off.chosen(protocol, [ENTRY.removeprefix("base:")], "", "")] == [
        ENTRY
    ]


def test_the_shell_signs_lists_and_withdraws(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With who, as what and when; in force at once where nothing was published."""
    words = ["protocol", "sign-off", ENTRY, "--by", "Head", "--role", "oncologist"]
    assert main([*words, "--on", "2027-01-31"]) == 0
    assert 'by = "Head"' in file.read_text("utf-8")
    capsys.readouterr()
    assert main(["protocol", "sign-offs", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in listed["signed_off"]] == [ENTRY]
    assert main(["rules", "show", ENTRY]) == 0
    assert "Signed off by: Head (oncologist), 2027-01-31" in capsys.readouterr().out
    assert main(["protocol", "sign-off", ENTRY, "--withdraw"]) == 0
    assert main(["protocol", "sign-offs"]) == 0
    assert "signed off by" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Nothing is named"),
        ([ENTRY], "Say who confirms"),
        (["--plugin", "base", "--mark", "R", "--by", "a", "--role", "b"], "repeat with --yes"),
        (["base:no.such", "--by", "a", "--role", "b"], "nothing that must be confirmed"),
    ],
)
def test_the_shell_refuses_what_is_not_meant(
    file: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    """Nothing is written then."""
    assert main(["protocol", "sign-off", *words]) == 2
    assert says in capsys.readouterr().err
    assert not file.exists()


def test_many_are_signed_only_with_their_number(file: Path) -> None:
    """So that nobody confirms what they have not counted."""
    number = len([e for e in sign_off.still_open(current()) if e.origin == "nec"])
    words = ["protocol", "sign-off", "--plugin", "nec", "--by", "a", "--role", "b"]
    assert main([*words, "--yes", str(number)]) == 0
    assert len(sign_off.read(file)) == number
