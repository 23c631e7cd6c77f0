"""What is recalled or a default stays marked until it is signed off, and again when it changes."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import jsonschema
import pytest
from attrs import evolve

from nettui.case.files.codec import load
from nettui.cli.main import main
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.marks import Marked, still_open, to_confirm
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import text
from nettui.exchange.plan_json import SCHEMA, dumps
from nettui.plugin import locations, sign_off
from nettui.plugin.locations import Faulty
from nettui.plugin.publish import current
from nettui.plugin.sign_off import SignOff
from nettui.plugin.status import differences
from tests.protocols import published_into

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2024, 1, 31)
WHOLE = f"""["base:a.b"]
version = 1
digest = "{"0" * 64}"
by = "a"
role = "r"
on = 2024-01-31
"""
ENTRY = "base:systemic.ssa_unresectable"


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    """The base protocol, in which much is an engineering default."""
    return current(base_only=True)


@pytest.fixture
def file(tmp_path: Path, self_published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The administrator's file, in a root of the test's own."""
    monkeypatch.setattr(locations, "root", lambda: tmp_path)
    published_into(tmp_path / "state", self_published)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return locations.sign_offs()


def signed(protocol: Protocol, name: str = ENTRY, **more: str) -> dict[str, SignOff]:
    """A sign-off of an entry as it stands."""
    thing = named(protocol, name)
    known = more.get("digest", thing.digest)
    return {
        name: SignOff(
            version=thing.version,
            digest=known,
            by="Head of the board",
            role="oncologist",
            on=DAY,
        )
    }


def named(protocol: Protocol, name: str) -> Marked:
    """What must be confirmed, by its id."""
    return next(thing for thing in to_confirm(protocol) if thing.id == name)


def test_all_that_is_recalled_or_a_default_is_open_at_first(protocol: Protocol) -> None:
    """Nothing is confirmed by being installed."""
    waiting = still_open(protocol)
    assert waiting == to_confirm(protocol)
    assert {thing.mark for thing in waiting} == {"R", "E"}


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
        "on": "2024-01-31",
    }
    assert len(still_open(made)) == len(still_open(protocol)) - 1
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
        ('["base:a.b"]\nby = "x"\n', "digest (64 hexadecimal digits)"),
        ('["base:a.b"]\ndigets = "x"\n', "Did you mean 'digest'?"),
        ('"base:a.b" = 1\n', "is no table"),
        (WHOLE.replace('by = "a"', 'by = " "'), "by and role"),
        (WHOLE.replace("version = 1", 'version = "1"'), "version as a number"),
        (WHOLE.replace("version = 1", "version = true"), "version as a number"),
        (WHOLE.replace("version = 1\n", ""), "version as a number"),
        (WHOLE.replace("2024-01-31", "2024-01-31T08:00:00"), "on as a date"),
        (WHOLE.replace('"a"', '"a\\nb"'), "of one line"),
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
        sign_off.to_sign(protocol, {}, ["base:grading.g1"], "", "")
    with pytest.raises(Faulty, match="Did you mean"):
        sign_off.to_sign(protocol, {}, [ENTRY + "x"], "", "")
    with pytest.raises(Faulty, match="Plugin 'bsae' has nothing"):
        sign_off.to_sign(protocol, {}, [], "bsae", "")
    for name in (ENTRY, ENTRY.removeprefix("base:"), f"{ENTRY}@1"):
        assert [e.id for e in sign_off.to_sign(protocol, {}, [name], "", "")] == [ENTRY]


def test_a_pattern_names_what_is_open_of_it(protocol: Protocol) -> None:
    """What is signed off already is not signed again by the way."""
    every = sign_off.to_sign(protocol, {}, ["systemic.*"], "", "")
    assert len(every) > 1
    assert all(thing.id.startswith("base:systemic.") for thing in every)
    rest = sign_off.to_sign(protocol, signed(protocol), ["systemic.*"], "", "")
    assert {thing.id for thing in every} - {thing.id for thing in rest} == {ENTRY}
    with pytest.raises(Faulty, match="nothing that must be confirmed"):
        sign_off.to_sign(protocol, {}, ["nowhere.*"], "", "")


@pytest.mark.parametrize("noun", ["table", "parameter"])
def test_tables_and_parameters_are_signed_like_rules(
    protocol: Protocol, tmp_path: Path, noun: str
) -> None:
    """A default number decides as much as a rule does."""
    name = next(t.id for t in to_confirm(protocol) if f":{noun}." in t.id)
    path = tmp_path / "signed.toml"
    path.write_text(sign_off.written(signed(protocol, name)), "utf-8")
    made, problems = sign_off.counted(protocol, path)
    assert problems == []
    assert name in made.signed
    assert len(still_open(made)) == len(still_open(protocol)) - 1


def test_options_are_signed_like_rules() -> None:
    """Those of the therapies have doses and evidence that were not read again.

    Those of the base protocol that its rulings add are engineering defaults.
    """
    found = [t for t in to_confirm(current()) if ":option." in t.id]
    assert found
    assert {thing.origin for thing in found} == {"base", "therapies"}


def test_another_value_of_a_parameter_is_open_again(protocol: Protocol) -> None:
    """Who confirmed 30 mm did not confirm 40."""
    name = "base:parameter.ablation_size"
    setting = {"verb": "setting", "parameter": "ablation_size", "value": 40}
    changed = Protocol({**protocol.raw, "settings": [setting]})
    (item,) = signed(protocol, name).values()
    assert item.holds(named(protocol, name))
    assert not item.holds(named(changed, name))


def test_another_version_is_open_again(protocol: Protocol) -> None:
    """Whoever raises a version says that it must be read again."""
    (item,) = signed(protocol).values()
    assert not evolve(item, version=2).holds(named(protocol, ENTRY))


@pytest.mark.parametrize("name", ["Ærø", "王", "\U0001f3e5", 'say "yes" \\ no', "# ]"])
def test_any_name_is_read_as_it_was_written(protocol: Protocol, tmp_path: Path, name: str) -> None:
    """A file that cannot be read back would open everything again."""
    (item,) = signed(protocol).values()
    kept = {ENTRY: evolve(item, by=name, note=name)}
    path = tmp_path / "signed.toml"
    path.write_text(sign_off.written(kept), "utf-8")
    assert sign_off.read(path) == kept


def test_a_signed_plan_is_json_by_the_schema(protocol: Protocol, tmp_path: Path) -> None:
    """The mark stays what it is; who confirmed it stands beside it."""
    path = tmp_path / "signed.toml"
    path.write_text(sign_off.written(signed(protocol)), "utf-8")
    made, _ = sign_off.counted(protocol, path)
    found = load(ROOT / "cases" / "thymus-atypical-unresectable.toml")
    assert found.as_of is not None
    data = json.loads(dumps(plan(found.case, found.as_of, made)))
    jsonschema.validate(data, json.loads(SCHEMA.read_text("utf-8")))
    (shown,) = [one for one in data["findings"] if one["id"] == ENTRY]
    assert shown["mark"] == "E"
    assert shown["signed_off"] == {
        "by": "Head of the board",
        "role": "oncologist",
        "on": "2024-01-31",
    }


def test_a_comparison_of_protocols_tells_what_was_signed(
    protocol: Protocol, tmp_path: Path
) -> None:
    """Their digests differ, so their differences must say in what."""
    path = tmp_path / "signed.toml"
    path.write_text(sign_off.written(signed(protocol)), "utf-8")
    made, _ = sign_off.counted(protocol, path)
    assert [(d.noun, d.name, d.now) for d in differences(protocol, made)] == [
        ("sign-off", ENTRY, "added")
    ]


def test_the_shell_signs_lists_and_withdraws(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With who, as what and when; in force at once where nothing was published."""
    words = ["protocol", "sign-off", ENTRY, "--by", "Head", "--role", "oncologist"]
    assert main([*words, "--on", "2024-01-31"]) == 0
    assert 'by = "Head"' in file.read_text("utf-8")
    capsys.readouterr()
    assert main(["protocol", "sign-offs", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in listed["signed_off"]] == [ENTRY]
    assert main(["rules", "show", ENTRY]) == 0
    assert "Signed off by: Head (oncologist), 2024-01-31" in capsys.readouterr().out
    assert main(["protocol", "sign-off", ENTRY, "--withdraw"]) == 0
    assert main(["protocol", "sign-offs"]) == 0
    assert "signed off by" not in capsys.readouterr().out


BY = ["--by", "a", "--role", "b"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Nothing is named"),
        ([ENTRY], "Say who confirms"),
        ([ENTRY, "--by", "a"], "Say who confirms"),
        (["--plugin", "base", "--mark", "R", *BY], "Nothing was changed"),
        (["--plugin", "base", "--mark", "R", *BY], "repeat with --yes"),
        (["--plugin", "base", "--mark", "R", "--yes", "2", *BY], "repeat with --yes"),
        (["--plugin", "pancreass", *BY], "Did you mean 'pancreas'?"),
        (["base:no.such", *BY], "nothing that must be confirmed"),
        (["base:no.such", *BY], "Nothing was signed off"),
        ([ENTRY, *BY, "--on", "2999-01-01"], "has not come yet"),
        ([ENTRY, "--by", "a\x1b[2J", "--role", "b"], "by holds a line break"),
        ([ENTRY, *BY, "--note", "a\nb"], "note holds a line break"),
        ([ENTRY, "--withdraw"], "is not signed off. Nothing is. Nothing was withdrawn"),
        (["--plugin", "base", "--withdraw"], "has nothing signed off"),
        (["--mark", "R", "--withdraw"], "Nothing of that is signed off"),
    ],
)
def test_the_shell_refuses_what_is_not_meant(
    file: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    """Nothing is written then."""
    assert main(["protocol", "sign-off", *words]) == 2
    assert says in capsys.readouterr().err
    assert not file.exists()


def test_a_faulty_file_is_not_written_over(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What somebody confirmed before would be lost."""
    file.parent.mkdir(parents=True)
    file.write_text("x", "utf-8")
    assert main(["protocol", "sign-off", ENTRY, *BY]) == 2
    assert "nothing counts as signed off until" in capsys.readouterr().err
    assert file.read_text("utf-8") == "x"


def test_a_folder_that_cannot_be_written_is_said(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Signing off is for whoever administers nettui."""
    file.parent.parent.mkdir(parents=True)
    file.parent.write_text("no folder", "utf-8")
    assert main(["protocol", "sign-off", ENTRY, *BY]) == 2
    assert "Whoever administers nettui has to do this" in capsys.readouterr().err


def test_many_are_signed_only_with_their_number_and_taken_back_alike(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that nobody confirms what they have not counted."""
    every = still_open(current())
    number = len([e for e in every if e.origin == "nec"])
    words = ["protocol", "sign-off", "--plugin", "nec"]
    assert main([*words, *BY, "--yes", str(number)]) == 0
    assert f"{len(every) - number} are open" in capsys.readouterr().out
    assert len(sign_off.read(file)) == number
    # Others cannot change it, whatever the umask.
    assert file.stat().st_mode & 0o022 == 0
    assert main([*words, *BY]) == 2
    assert "Nothing of that is open" in capsys.readouterr().err
    assert main([*words, "--withdraw"]) == 2
    assert len(sign_off.read(file)) == number
    assert main([*words, "--withdraw", "--yes", str(number)]) == 0
    assert sign_off.read(file) == {}


def test_what_is_no_longer_in_force_can_be_taken_back(file: Path, protocol: Protocol) -> None:
    """Else the file would keep it for ever."""
    (item,) = signed(protocol).values()
    file.parent.mkdir(parents=True)
    file.write_text(sign_off.written({"gone:systemic.x": item}), "utf-8")
    assert main(["protocol", "sign-off", "gone:*", "--withdraw"]) == 0
    assert sign_off.read(file) == {}


def test_the_list_counts_what_is_open_by_plugin(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And names it with ``--open``."""
    assert main(["protocol", "sign-offs", "--open"]) == 0
    shown = capsys.readouterr().out
    number = len([e for e in still_open(current()) if e.origin == "nec"])
    assert f"nec                   0 signed off, {number:>4} open" in shown
    assert f"{ENTRY}@1 (E): " in shown
    assert main(["protocol", "sign-offs", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["counts"]["nec"] == {"signed_off": 0, "open": number}
    assert len(data["open"]) == len(still_open(current()))


def test_every_fault_of_the_sign_offs_is_said_with_its_line(tmp_path: Path) -> None:
    """Also under a name that must stand in quotes."""
    path = tmp_path / "signed.toml"
    path.write_text(WHOLE + '["base:x.y"]\nversion = 1.0\nby = 3\non = "2024-01-31"\n', "utf-8")
    with pytest.raises(Faulty) as refused:
        sign_off.read(path)
    start = WHOLE.count("\n") + 1
    for fault in (
        f"line {start + 1}, base:x.y.version: found 1.0; expected a whole number from 1.",
        f"line {start + 2}, base:x.y.by: found 3; expected text of one line.",
        f"line {start + 3}, base:x.y.on: found '2024-01-31'; expected a date such as 2027-01-31, "
        "without quotes.",
        f"line {start}, base:x.y.digest: found nothing; expected 64 hexadecimal digits.",
    ):
        assert fault in str(refused.value)
