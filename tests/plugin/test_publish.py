"""Publishing: by nettui for itself, by an administrator for all, and what sessions load."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path

import pytest
from attrs import evolve

from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.evaluation.interpret import interpret
from nettui.plugin import archive, assembly, locations
from nettui.plugin.discovery import Found, find
from nettui.plugin.policy import Allowed, written
from nettui.plugin.problems import Refused
from nettui.plugin.publish import current, in_force, publish, published
from nettui.plugin.review_dates import overdue, reviews
from tests.plugin.given import given
from tests.plugin.installed import install, install_text

pytestmark = pytest.mark.slow

UNKNOWN = tuple(None for _ in FACTS)


class Computer:
    """Folders of an installation: a site for plugins, a list, what is published, a user's own."""

    def __init__(self, root: Path) -> None:
        self.site = root / "site"
        self.list = root / "etc/nettui/plugins.toml"
        self.published = root / "var/lib/nettui"
        self.own = root / "own"
        for folder in (self.site, self.list.parent):
            folder.mkdir(parents=True)

    def found(self) -> list[Found]:
        """Return what is installed beside the bundled plugins."""
        return [p for p in find([str(self.site)])[0] if not p.bundled]

    def allow(self, *, required: bool = False, **more: str) -> None:
        """Allow all that is installed."""
        entries = {
            p.name: Allowed(p.version, p.digest, more.get(p.name, "institution"), required)
            for p in self.found()
        }
        self.list.write_text(written(entries))
        self.list.chmod(0o644)


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    """A computer on which the ground of tests is the base protocol."""
    return on_computer(tmp_path, monkeypatch)


def on_computer(root: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    """Make a computer under a folder, and be on it."""
    made = Computer(root)
    monkeypatch.setattr(locations, "allow_list", lambda: made.list)
    monkeypatch.setattr(locations, "administered", lambda: made.published)
    monkeypatch.setattr(locations, "own", lambda: made.own)
    ground = Found("base", "ground", "nettui", "1", Path(__file__).parent / "good", bundled=True)

    def found(path: tuple[str, ...] | None = None) -> tuple[tuple[Found, ...], tuple[object, ...]]:
        outside, problems = find([str(made.site)] if path is None else path)
        return (ground, *(p for p in outside if not p.bundled)), problems

    monkeypatch.setattr(assembly, "find", found)
    return made


def names(record: object) -> list[str]:
    """Return the names of the plugins in force."""
    return [plugin["name"] for plugin in record.protocol.plugins]  # type: ignore[attr-defined]


def kinds(refused: Refused) -> list[str]:
    """Return the kinds of all that is wrong."""
    return [problem.kind for problem in refused.problems]


def test_what_comes_with_nettui_is_published_by_itself_once(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = in_force()
    assert first.problems == ()
    monkeypatch.setattr(assembly, "collect", None)  # a second reading would fail
    again = in_force()
    assert again.protocol.digest == first.protocol.digest
    assert again.protocol.raw == first.protocol.raw
    assert again.protocol.code is not None


def test_a_published_protocol_is_the_assembled_one(computer: Computer) -> None:
    from nettui.engine.protocol.assemble import assemble

    assert current().digest == assemble([given("good/ground")]).digest
    assert evaluate(current(), UNKNOWN) == interpret(current(), UNKNOWN)


def test_its_files_are_named_by_the_digest_and_can_be_read(computer: Computer) -> None:
    protocol = current()
    place = computer.own / "protocols"
    raw = json.loads((place / f"{protocol.digest}.json").read_text("utf-8"))
    assert raw == protocol.raw
    assert "def evaluate(values" in (place / f"{protocol.digest}.py").read_text("utf-8")


def test_nothing_is_written_where_nothing_can_be(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The protocol is then made in memory, whole and with its variants."""
    computer.own.write_text("a file where a folder belongs")
    digest = current().digest
    monkeypatch.setattr(locations, "own", lambda: None)
    assert current().digest == digest
    assert current(base_only=True).digest == digest


def test_an_installed_plugin_changes_nothing_until_it_is_published(computer: Computer) -> None:
    alone = current().digest
    install(computer.site, "good/house")
    assert current().digest == alone
    computer.allow()
    note = in_force()
    assert note.protocol.digest == alone
    assert [p.kind for p in note.notes] == ["not_published"]
    made = publish()
    assert names(made) == ["base", "house"]
    assert current().digest == made.protocol.digest != alone


def test_no_session_imports_a_plugin(computer: Computer) -> None:
    install(computer.site, "good/house")
    computer.allow()
    publish()
    current()
    current(without=("house",))
    assert "house" not in sys.modules
    assert "ground" not in sys.modules


def test_a_protocol_without_a_plugin_has_a_digest_of_its_own(computer: Computer) -> None:
    alone = current().digest
    install(computer.site, "good/house")
    install(computer.site, "good/gastric")
    computer.allow(gastric="guideline")
    whole = publish()
    assert names(whole) == ["base", "gastric", "house"]
    without = in_force(without=["house"])
    assert names(without) == ["base", "gastric"]
    assert current(base_only=True).digest == alone
    assert len({whole.protocol.digest, without.protocol.digest, alone}) == 3
    assert published(without.protocol.digest[:12]).raw == without.protocol.raw


def test_what_is_built_on_a_plugin_that_is_left_out_goes_with_it(computer: Computer) -> None:
    """Told once, and not as a fault of its own; what was refused before still says why."""
    for place in ("good/gastric", "good/dependent", "good/house", "bad/not_cited"):
        install(computer.site, place)
    computer.allow(gastric="guideline")
    publish()
    found = in_force(without=["gastric"])
    assert names(found) == ["base", "house"]
    assert [(p.plugin, p.kind) for p in found.notes] == [
        ("dependent", "built_on_left_out"),
        ("not_cited", "not_cited"),
    ]
    assert "built on what was left out ('gastric')" in found.notes[0].what


def test_leaving_out_what_is_not_in_force_is_refused(computer: Computer) -> None:
    install(computer.site, "good/house")
    computer.allow()
    publish()
    with pytest.raises(Refused) as refused:
        in_force(without=["hause"])
    assert kinds(refused.value) == ["not_in_force"]
    assert "Did you mean 'house'?" in str(refused.value)
    with pytest.raises(Refused):
        in_force(without=["base"])


def test_a_refused_plugin_is_left_out_and_every_session_is_told(computer: Computer) -> None:
    install(computer.site, "bad/target_changed")
    install(computer.site, "good/house")
    computer.allow()
    made = publish()
    assert names(made) == ["base", "house"]
    for found in (made, in_force()):
        assert found.refused == ("target_changed",)
        assert [p.kind for p in found.notes] == ["target_changed"]


def test_without_a_required_plugin_nothing_is_published_and_the_old_stays(
    computer: Computer,
) -> None:
    install(computer.site, "good/house")
    computer.allow()
    old = publish().protocol.digest
    install(computer.site, "bad/target_changed")
    computer.allow(required=True)
    with pytest.raises(Refused) as refused:
        publish()
    assert kinds(refused.value) == ["required_missing", "target_changed"]
    found = in_force()
    assert found.protocol.digest == old
    assert [p.kind for p in found.notes] == ["list_changed"]


def test_no_plan_is_made_while_a_required_plugin_was_never_published(computer: Computer) -> None:
    install(computer.site, "good/house")
    computer.allow(required=True)
    with pytest.raises(Refused) as refused:
        in_force()
    assert kinds(refused.value) == ["required_unpublished"]
    assert "No plan is made" in str(refused.value)
    publish()
    assert names(in_force()) == ["base", "house"]


def test_a_required_plugin_that_is_not_installed_is_missing_too(computer: Computer) -> None:
    computer.list.write_text(written({"house": Allowed("1", "0" * 64, "institution", True)}))
    computer.list.chmod(0o644)
    with pytest.raises(Refused) as refused:
        publish()
    assert set(kinds(refused.value)) == {"required_missing", "not_installed"}


def test_a_faulty_list_publishes_nothing(computer: Computer) -> None:
    computer.list.write_text("[house")
    computer.list.chmod(0o644)
    with pytest.raises(Refused) as refused:
        publish()
    assert kinds(refused.value) == ["list_faulty"]
    assert [p.kind for p in in_force().notes] == ["list_faulty"]


def test_a_base_protocol_that_is_refused_leaves_no_protocol(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_text(computer.site, "broken", "raise KeyError('x')\n")
    (broken,) = computer.found()
    base = evolve(broken, name="base", bundled=True)
    monkeypatch.setattr(assembly, "find", lambda **_: ((base,), ()))
    with pytest.raises(Refused) as refused:
        current()
    assert kinds(refused.value) == ["raised"]


@pytest.mark.parametrize("plugin", ["", "good/house"])
def test_another_program_does_not_use_what_was_published(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, plugin: str
) -> None:
    """Nor does it put anything in its place: with plugins of others or without."""
    if plugin:
        install(computer.site, plugin)
        computer.allow()
    publish()
    monkeypatch.setattr(archive, "program", lambda: "another")
    with pytest.raises(Refused) as refused:
        in_force()
    assert kinds(refused.value) == ["other_program"]
    assert "nettui protocol publish" in str(refused.value)
    assert not computer.own.exists()


def test_a_protocol_of_another_program_can_still_be_opened(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its evaluation is written anew."""
    made = current()
    monkeypatch.setattr(archive, "program", lambda: "another")
    again = published(made.digest)
    assert again.code is None
    assert again.raw == made.raw
    assert evaluate(again, UNKNOWN) == evaluate(made, UNKNOWN)


def test_what_was_changed_after_publishing_is_not_used(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = current()
    path = computer.own / "protocols" / f"{made.digest}.json"
    path.write_text(path.read_text("utf-8").replace("Lanreotide", "Lanreotid"), "utf-8")
    monkeypatch.setattr(archive, "program", lambda: "another")
    with pytest.raises(ValueError, match="content of its name"):
        published(made.digest)


def test_a_record_of_an_older_nettui_is_not_used(computer: Computer) -> None:
    publish()
    (computer.published / "in_force.json").write_text('{"digest": "0"}')
    with pytest.raises(Refused) as refused:
        in_force()
    assert kinds(refused.value) == ["other_program"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_a_broken_record_is_no_protocol(computer: Computer, text: str) -> None:
    publish()
    (computer.published / "in_force.json").write_text(text)
    with pytest.raises(Refused) as refused:
        in_force()
    assert kinds(refused.value) == ["published_doubtful"]


def test_a_record_that_others_can_change_is_not_used(computer: Computer) -> None:
    publish()
    (computer.published / "in_force.json").chmod(0o666)
    with pytest.raises(Refused) as refused:
        in_force()
    assert kinds(refused.value) == ["writable"]


def test_a_digest_that_nobody_published_is_told(computer: Computer) -> None:
    current()
    with pytest.raises(LookupError, match="begins with 'zz'"):
        published("zz")


def test_publishing_twice_gives_the_same_bytes(computer: Computer) -> None:
    install(computer.site, "good/gastric")
    install(computer.site, "good/house")
    computer.allow(gastric="guideline")
    first = publish().protocol
    files = {p.name: p.read_bytes() for p in (computer.published / "protocols").iterdir()}
    assert publish().protocol.digest == first.digest
    again = {p.name: p.read_bytes() for p in (computer.published / "protocols").iterdir()}
    assert {n: b for n, b in again.items() if not n.endswith(".bin")} == {
        n: b for n, b in files.items() if not n.endswith(".bin")
    }


def test_an_overdue_review_is_noted_in_every_session_and_changes_nothing(
    computer: Computer,
) -> None:
    """On the day of the session, not of publishing."""
    install(computer.site, "good/overdue")
    computer.allow()
    made = publish()
    assert names(made) == ["base", "overdue"]
    for found in (made, in_force()):
        (note,) = found.notes
        assert note.kind == "review_overdue"
        assert "2020-01-01" in note.what
        assert note.where.startswith("site/overdue.py:")
    day = datetime.date(2020, 1, 1)
    dated = reviews(made.protocol)
    assert list(overdue(dated, day)) == []
    assert len(list(overdue(dated, day + datetime.timedelta(days=1)))) == 1


def test_a_folder_of_protocols_that_others_can_change_is_not_used(computer: Computer) -> None:
    publish()
    (computer.published / "protocols").chmod(0o777)
    with pytest.raises(Refused) as refused:
        in_force()
    assert kinds(refused.value) == ["writable"]


def test_what_a_user_cannot_trust_in_their_own_folder_is_made_anew(computer: Computer) -> None:
    digest = current().digest
    computer.own.chmod(0o777)
    found = in_force()
    assert found.protocol.digest == digest
