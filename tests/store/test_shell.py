"""The commands on the case store: everything that the terminal does, scripted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nettui.cli.main import main
from nettui.store.records import Who
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import case

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store of the test."""
    path = tmp_path / "data" / "cases.db"
    monkeypatch.setenv("NETTUI_STORE", str(path))
    return path


class Shell:
    """Runs commands; ``json`` returns the one document that they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        got = main(list(words))
        captured = self.capsys.readouterr()
        self.errors = captured.err
        assert got == code, captured.out + captured.err
        return captured.out

    def json(self, *words: str, code: int = 0) -> Any:
        return json.loads(self(*words, "--json", code=code))


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """The shell."""
    return Shell(capsys)


NEW = ("case", "new", "P-1", "--base-only", "--as-of", "2026-10-14")


def test_a_case_is_made_changed_and_shown(shell: Shell) -> None:
    """With facts as a person types them; each save is a revision with who and why."""
    head = shell.json(
        *NEW,
        "--title",
        "A new one",
        "--set",
        "patient.ecog=1",
        "--set",
        "disease.primary_site=pancreas",
        "--set",
        "labs[+]=creatinine 80; 2026-09-01",
    )
    assert (head["case_id"], head["rev"], head["columns"]["site"]) == ("P-1", 1, "pancreas")
    assert "a new case store was made" in shell.errors
    assert (
        shell(
            "case",
            "edit",
            "P-1",
            "--base-only",
            "--set",
            "patient.ecog=2",
            "--remove",
            "labs[0]",
            "--reason",
            "read again",
        )
        == "P-1: revision 2\n"
    )
    shown = shell.json("case", "show", "P-1")
    assert shown["case"]["patient"] == {"ecog": 2}
    assert "labs" not in shown["case"]
    assert shown["draft"] is None
    assert shell.json("case", "show", "P-1", "--rev", "1")["case"]["patient"] == {"ecog": 1}
    text = shell("case", "show", "P-1")
    assert text.startswith("# P-1, revision 2 of 2, by ")
    assert "ecog = 2" in text


def test_title_and_remark_are_given_and_changed(shell: Shell) -> None:
    """As any other part of the record."""
    shell(*NEW, "--title", "First", "--remark", "see letter")
    assert shell.json("case", "show", "P-1")["case"]["comment"] == "see letter"
    shell("case", "edit", "P-1", "--base-only", "--remark", "", "--title", "Second")
    assert shell("case", "diff", "P-1").splitlines() == [
        "Title: First -> Second",
        "Remark: see letter -> nothing",
    ]
    shell("case", "edit", "P-1", "--base-only", "--title", "two\nlines", code=2)
    assert "title" in shell.errors


def test_history_and_difference(shell: Shell) -> None:
    """Newest first; the last two revisions unless others are named."""
    shell(*NEW, "--set", "patient.ecog=1")
    for n in ("2", "3"):
        shell("case", "edit", "P-1", "--base-only", "--set", f"patient.ecog={n}", "--reason", n)
    assert [r["reason"] for r in shell.json("case", "history", "P-1")] == ["3", "2", ""]
    assert "read" not in shell("case", "history", "P-1")
    told = "# revision 3, by {}: 3\nECOG performance status: 2 -> 3\n"
    name = shell.json("case", "history", "P-1")[0]["who"]["name"]
    assert shell("case", "diff", "P-1") == told.format(name)
    found = shell.json("case", "diff", "P-1", "1", "3")
    assert found["reasons"] == {"2": "2", "3": "3"}
    [change] = found["changes"]
    assert (change["path"], change["before"], change["after"]) == ("patient.ecog", "1", "3")
    assert "Nothing differs" in shell("case", "diff", "P-1", "2", "2")


def test_a_wrong_value_is_said_and_nothing_saved(shell: Shell) -> None:
    """With what was expected; exit code 2."""
    shell(*NEW, "--set", "patient.ecog=7", code=2)
    assert "patient.ecog" in shell.errors
    shell(*NEW, "--set", "patient.ecog", code=2)
    assert "--set patient.ecog=VALUE" in shell.errors
    shell("case", "show", "P-1", code=1)
    assert "no case store here" in shell.errors


def test_nothing_changed_saves_nothing(shell: Shell) -> None:
    """And says so."""
    shell(*NEW, "--set", "patient.ecog=1")
    assert "nothing differs" in shell("case", "edit", "P-1", "--set", "patient.ecog=1")
    assert len(shell.json("case", "history", "P-1")) == 1
    shell("case", "edit", "P-1", code=2)


def test_a_conflict_shows_both_sides(shell: Shell, place: Path) -> None:
    """An edit of an old revision; exit code 1; as text and as JSON."""
    shell(*NEW, "--set", "patient.ecog=1")
    store = SqliteStore(place, Who(uid=7, name="ben"))
    found = store.open("P-1")
    store.save(case("P-1", ecog=3), found.head.rev)
    store.close()
    edit = ("case", "edit", "P-1", "--base-only", "--rev", "1", "--set", "patient.ecog=2")
    shell(*edit, code=1)
    assert "saved meanwhile by ben" in shell.errors
    assert "both    ECOG performance status: 1 -> theirs 3, yours 2" in shell.errors
    [clash] = shell.json(*edit, code=1)["fields"]["clashes"]
    assert (clash["mine"], clash["theirs"]) == ("2", "3")


def test_import_list_search_and_export(shell: Shell, tmp_path: Path) -> None:
    """The sample cases in, found, and out again as they were."""
    from nettui.case.files.codec import load
    from nettui.exchange import library

    samples = library.names()
    shell("case", "import", "--samples", "--base-only")
    listed = shell.json("case", "list", "--limit", "5")
    assert (listed["total"], len(listed["cases"])) == (len(samples), 5)
    assert f"1 to 50 of {len(samples)}" in shell("case") or len(samples) < 50
    found = shell.json("case", "search", "pancreas", "insulinoma")
    assert "pancreas-insulinoma" in [head["case_id"] for head in found["cases"]]
    folder = tmp_path / "out"
    assert str(len(samples)) in shell("case", "export", "--to", str(folder))
    for path in folder.iterdir():
        named = library.named(path.stem)
        if named is not None:
            assert load(path) == load(named)
    again = shell("case", "import", str(folder), "--base-only")
    assert f"{len(samples)} of {len(samples)}" in again
    [one] = shell.json("case", "export", "pancreas-insulinoma")
    assert one["case_id"] == "pancreas-insulinoma"
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    before = sorted(path.name for path in folder.iterdir())
    shell("case", "export", "--to", str(folder), code=2)
    assert "exists" in shell.errors
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_plan_begins_with_whose_it_is(shell: Shell) -> None:
    """Before anything was decided too."""
    shell(*NEW, "--set", "patient.age=61")
    first = shell("case", "plan", "P-1", "--base-only").split("\n")[0]
    assert first == "P-1 · 61 y · sex unknown · site unknown · revision 1 · no decision recorded"


def test_an_import_overwrites_only_when_asked(shell: Shell, tmp_path: Path) -> None:
    """And then as a revision."""
    shell(*NEW, "--set", "patient.ecog=1")
    file = tmp_path / "P-1.toml"
    file.write_text('case_id = "P-1"\n[patient]\necog = 2\n')
    shell("case", "import", str(file), "--base-only", code=1)
    assert "differs" in shell.errors
    shell("case", "import", str(file), "--base-only", "--update")
    assert shell.json("case", "show", "P-1")["head"]["rev"] == 2


def test_an_import_over_a_decided_case_needs_a_reason(shell: Shell, tmp_path: Path) -> None:
    """And what else was to be imported is recorded all the same."""
    shell(*NEW)
    shell("case", "decide", "P-1", "--base-only", "--note", "seen")
    for name in ("P-1", "P-2"):
        (tmp_path / f"{name}.toml").write_text(f'case_id = "{name}"\n[patient]\necog = 2\n')
    take = ("case", "import", str(tmp_path), "--base-only", "--update")
    assert "1 of 2 cases" in shell(*take, code=1)
    assert "P-1.toml: A board has decided" in shell.errors
    assert "2 of 2 cases" in shell(*take, "--reason", "new result")


def test_archive_and_erase(shell: Shell) -> None:
    """Off the worklist and back; erased only when it is surely wanted."""
    shell(*NEW, "--set", "patient.ecog=1")
    shell("case", "archive", "P-1", "--reason", "moved away")
    assert shell.json("case", "list")["total"] == 0
    assert shell.json("case", "list", "--archived")["total"] == 1
    assert shell.json("case", "list", "--group", "archived")["total"] == 1
    assert shell.json("case", "groups")["archived"] == 1
    assert shell.json("case", "groups")["undecided"] == 0
    shell("case", "archive", "P-1", "--undo")
    shell("case", "erase", "P-1", "--reason", "request 12", code=2)
    assert "--yes" in shell.errors
    shell("case", "erase", "P-1", "--yes", code=1)
    assert "reason" in shell.errors
    shell("case", "erase", "P-1", "--yes", "--reason", "request 12")
    shell("case", "show", "P-1", code=1)
    assert "erased" in shell.errors
    shell("case", "archive", "P-1", "--undo", code=1)
    assert "nothing to put back" in shell.errors
    assert "whole" in shell("store", "verify")


def test_a_case_is_put_before_a_board_and_found_by_group(shell: Shell) -> None:
    """With who and why in its history; the groups say how many wait for what."""
    shell(*NEW)
    day = ("--base-only", "--as-of", "2026-10-14")
    assert "before the board of 2030-01-15" in shell("case", "board", "P-1", "2030-01-15", *day)
    assert "for the board of 2030-01-15" in shell("case", "history", "P-1")
    assert "board ahead          1" in shell("case", "groups")
    assert shell.json("case", "groups")["board_ahead"] == 1
    assert "P-1" in shell("case", "list", "--group", "board_ahead", "--order", "due_by")
    assert shell.json("case", "list", "--group", "decided")["total"] == 0
    shell("case", "list", "--group", "every", code=1)
    assert "there are not_planned, incomplete" in shell.errors
    assert "before no board" in shell("case", "board", "P-1", "none", *day)
    assert shell.json("case", "groups")["board_ahead"] == 0
    shell("case", "board", "P-1", "tomorrow", *day, code=2)


def test_a_decision_and_what_changed_since(shell: Shell) -> None:
    """Recorded on the plan of the newest revision, listed, and held against a later plan."""
    shell("case", "import", "pancreas-g2-liver-few", "--base-only")
    name = "pancreas-g2-liver-few"
    decide = ("case", "decide", name, "--base-only", "--on", "2026-10-20")
    shell(*decide, code=2)
    shell(*decide, "--decline", "everolimus", code=1)
    assert "needs a reason" in shell.errors
    shell(
        *decide,
        "--accept",
        "liver_resection",
        "--decline",
        "everolimus=frailty:not now",
        "--attendee",
        "surgery",
    )
    [decision] = shell.json("case", "decisions", name)
    assert [r["outcome"] for r in decision["result"]["resolutions"]] == ["accepted", "declined"]
    assert "declined  everolimus (primary)  frailty: not now" in shell("case", "decisions", name)
    assert shell.json("case", "plan", name, "--base-only")["since_decision"]["differences"] == []
    edit = (
        *("case", "edit", name, "--base-only", "--set", "disease.extent=beyond_liver"),
        *("--set", "disease.metastasis_sites=liver, bone"),
    )
    shell(*edit, code=1)
    assert "A board has decided" in shell.errors
    assert "--reason" in shell.errors
    shell(*edit, "--reason", "new result")
    assert "new result" in shell("case", "history", name)
    assert "new result" in shell("case", "diff", name)
    assert shell.json("case", "list", "--decision", "changed")["total"] == 1
    told = shell("case", "plan", name, "--base-only")
    assert len(shell("case", "plan", name, "--base-only", "--all")) > len(told)
    assert "Plan changed since decision 1: facts recorded since" in told
    whose = " ".join(told.split("\n\n")[0].split())
    assert whose.startswith(f"{name} · ")
    assert whose.endswith("revision 2 · decision 1 of 2026-10-20 in force")
    found = shell.json("case", "plan", name, "--base-only")
    assert (found["revision"], found["decision"]) == (2, 1)
    corrects = (*decide, "--accept", "liver_resection", "--corrects", "1")
    shell(*corrects, code=1)
    assert "needs its reason" in shell.errors
    shell(*corrects, "--reason", "entered wrongly")
    assert "    entered wrongly" in shell("case", "decisions", name)


def test_the_audit_by_case_user_and_time(shell: Shell) -> None:
    """Each command leaves its events; nothing clinical in them."""
    shell(*NEW, "--set", "patient.ecog=1", "--title", "Secret title")
    shell("case", "show", "P-1")
    shell("case", "search", "secret")
    shell("case", "show", "P-2", code=1)
    kept, *events = shell.json("audit")
    assert kept["action"] == "keep_protocol"
    assert [(e["action"], e["outcome"]) for e in events] == [
        ("save", "ok"), ("open", "ok"), ("search", "found"), ("open", "NoSuchCase"),
    ]  # fmt: skip
    assert "ecret" not in json.dumps(events)
    assert {e["case_id"] for e in shell.json("audit", "--case", "P-1")} == {"P-1"}
    assert shell.json("audit", "--user", "nobody-at-all") == []
    assert shell.json("audit", "--since", "2999-01-01") == []
    assert "events" in shell("audit", "--limit", "2")
    shell("audit", "--since", "yesterday", code=2)


def test_verify_backup_and_restore(shell: Shell, place: Path, tmp_path: Path) -> None:
    """A copy is verified; a store is restored only where none is; anchors are looked up."""
    shell(*NEW, "--set", "patient.ecog=1")
    copy = tmp_path / "copy.db"
    assert shell.json("store", "backup", str(copy))["cases"] == 1
    shell("store", "restore", str(copy), code=1)
    assert "holds a record already" in shell.errors
    elsewhere = str(tmp_path / "other.db")
    shell("store", "restore", str(copy), "--store", elsewhere)
    assert shell.json("case", "show", "P-1", "--store", elsewhere)["head"]["rev"] == 1
    head = shell.json("store", "verify")["head"]
    log = tmp_path / "log"
    log.write_text(
        f"Nov 02 nettui[1]: store {place} audit {head['seq']}:{head['hash']} account 0\n"
    )
    shell("store", "verify", "--anchors", str(log))
    log.write_text(f"audit {head['seq']}:{'0' * 64}\n")
    shell("store", "verify", "--anchors", str(log), code=1)
    assert "written down outside" in shell.errors
    log.write_text("nothing\n")
    shell("store", "verify", "--anchors", str(log), code=2)
    assert shell("store", "check") == "sound\n"
    assert shell.json("store", "migrate")["schema"] == shell.json("store")["schema"]


def test_cases_of_an_older_protocol_are_planned_anew(shell: Shell) -> None:
    """In this process, with the number; a second time there is nothing to do."""
    shell(*NEW, "--set", "patient.ecog=1")
    one = "updates"
    assert shell.json("store", "plan", "--without", one)["planned"] == 1
    assert shell.json("store", "plan", "--without", one)["planned"] == 0


def test_what_is_no_store_is_left_alone(shell: Shell, tmp_path: Path) -> None:
    """A text, a folder, a store that is not there."""
    text = tmp_path / "notes.txt"
    text.write_text("dear diary\n" * 100)
    for where, word in (
        (text, "not"),
        (tmp_path, "not a file"),
        (tmp_path / "none", "no case store"),
    ):
        shell("case", "show", "P-1", "--store", str(where), code=1)
        assert word in shell.errors
    assert text.read_text() == "dear diary\n" * 100
