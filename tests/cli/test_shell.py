"""The shell: what each command prints, its exit codes, and that it never shows a traceback."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import nettui
from nettui.cli import main as entry
from nettui.cli import output
from nettui.display import cells
from nettui.engine.plan.plan import Plan
from nettui.exchange import library
from tests.exchange import small

CASE = "si-g2-sstr-not-done"
BAD = 'case_id = "X"\n[patient]\nagee = 5\nage = "x"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a good case, which is the current one."""
    (tmp_path / "good.toml").write_text(f'title = "A title"\nas_of = 2026-10-14\n{small.COMPLETE}')
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return what runs a command in this process."""
    for name in ("LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return Shell(capsys)


class Shell:
    """Runs commands; ``code``, ``out`` and ``err`` are of the last one."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.code, self.out, self.err = 0, "", ""

    def __call__(self, *words: str) -> Shell:
        self.code = entry.main(list(words))
        self.out, self.err = self.capsys.readouterr()
        assert "Traceback" not in self.out + self.err
        return self


# --- run ---------------------------------------------------------------------------------------


def test_run_prints_the_plan_of_a_file(shell: Shell, folder: Path) -> None:
    """The title first, then what comes first."""
    done = shell("run", "good.toml")
    assert done.code == 0
    assert done.out.startswith("P-1 · A title\n2026-10-14 · ")
    assert "── What first ──" in done.out


def test_run_takes_the_name_of_a_library_case(shell: Shell) -> None:
    """With or without its ending."""
    assert shell("run", CASE).out == shell("run", f"{CASE}.toml").out
    assert shell.code == 0


def test_run_goes_through_folders(shell: Shell, folder: Path) -> None:
    """Every case under it in the order of their names, hidden ones left out."""
    for name in ("b/two.toml", "b/.three.toml", ".c/four.toml", "a.toml"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'case_id = "{path.stem}"\n')
    done = shell("run", ".", "--as-of", "2026-10-14")
    heads = [line for line in done.out.splitlines() if line in ("a", "two", "P-1 · A title")]
    assert heads == ["a", "two", "P-1 · A title"]


def test_one_bad_file_does_not_keep_the_others_from_their_plans(shell: Shell, folder: Path) -> None:
    """All faults of it at once, with lines, and exit code 2."""
    (folder / "bad.toml").write_text(BAD)
    done = shell("run", ".")
    assert done.code == 2
    assert "A title" in done.out
    assert "line 3, patient.agee" in done.err
    assert "Did you mean 'age'?" in done.err
    assert "line 4, patient.age" in done.err


def test_a_case_that_cannot_be_planned_is_code_1(
    shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said with the place of the mistake and without anything of the case."""

    def breaks(_plan: Plan) -> object:
        raise RuntimeError("age 61 of the case")

    monkeypatch.setattr(Plan, "offers", property(breaks))
    done = shell("run", "good.toml")
    assert done.code == 1
    assert "good.toml could not be planned: unforeseen RuntimeError" in done.err
    assert "age 61" not in done.err
    with pytest.raises(RuntimeError):
        entry.main(["--debug", "run", "good.toml"])


def test_json_is_a_plan_a_line(shell: Shell, folder: Path) -> None:
    """So that many can be read one by one."""
    (folder / "more.toml").write_text('case_id = "P-2"\nas_of = 2026-10-14\n')
    done = shell("run", ".", "--format", "json")
    assert [json.loads(line)["case_id"] for line in done.out.splitlines()] == ["P-1", "P-2"]


def test_markdown_has_headings(shell: Shell, folder: Path) -> None:
    """The same content as the text."""
    done = shell("run", "good.toml", "--format", "markdown")
    assert done.out.startswith("# P-1 · A title\n")
    assert "## What first" in done.out


def test_all_unfolds_the_plan(shell: Shell, folder: Path) -> None:
    """Each rule that does not hold, with what was wanted and got."""
    assert "wanted " not in shell("run", "good.toml").out
    assert "wanted Extent is localized" in shell("run", "good.toml", "--all").out


def test_the_day_can_be_chosen(shell: Shell, folder: Path) -> None:
    """Asked for, else the file's, else today."""
    assert "\n2026-10-14 ·" in shell("run", "good.toml").out
    assert "\n2027-01-02 ·" in shell("run", "good.toml", "--as-of", "2027-01-02").out


def test_plugins_can_be_left_out(shell: Shell, folder: Path) -> None:
    """All of them, which the plan then says, or one."""
    assert "BASE PROTOCOL ALONE" in shell("run", "good.toml", "--base-only").out
    done = shell("run", "good.toml", "--format", "json", "--without", "updates")
    assert not [p for p in json.loads(done.out)["receipt"]["plugins"] if p.startswith("updates")]


# --- what cannot be used -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run",), "required: PATH"),
        (("run", "nothere"), "no such file or folder, and no case of the library"),
        (("run", "si-g2-sstr-not-don"), "Did you mean 'si-g2-sstr-not-done'?"),
        (("run", ""), "An empty name is no file"),
        (("run", "empty"), "no case files"),
        (("run", "bytes.toml"), "not UTF-8"),
        (("run", "gone.toml"), "gone.toml"),
        (("run", "good.toml/x"), "no such file"),
        (("run", "good.toml", "--as-of", "2026-13-01"), "Write it as 2026-10-14"),
        (("run", "good.toml", "--format", "xml"), "invalid choice: 'xml'"),
        (("run", "good.toml", "--without", "updatez"), "Did you mean 'updates'?"),
        (("run", "good.toml", "--form", "json"), "unrecognized arguments: --form"),
        (("why", "good.toml"), "required: ID"),
        (("why", ".", "prrt"), "is a folder of"),
        (("why", "good.toml", "prrtt"), "Did you mean 'prrt'?"),
        (("rules", "list", "--stage", "sistemic"), "Did you mean 'systemic'?"),
        (("rules", "list", "--origin", "bases"), "Did you mean 'base'?"),
        (("rules", "show", "zzzz"), "rules search"),
        (("rules", "show", "prrt"), "rules search prrt"),
        (("rules", "search"), "required: WORD"),
        (("statements", "S99"), "There is no 'S99'"),
        (("statements", "--json", "--markdown"), "not allowed with"),
        (("rows", "S01"), "There is no 'S01'"),
        (("cases", "nothere"), "no such folder"),
        (("cases", "empty"), "no case files"),
        (("completion", "tcsh"), "invalid choice: 'tcsh'"),
        (("rnu", "good.toml"), "is no command"),
        (("rnu",), "Did you mean 'run'?"),
        (("--nope",), "unrecognized arguments: --nope"),
    ],
)
def test_what_cannot_be_used_is_code_2_and_said_on_stderr(
    shell: Shell, folder: Path, words: tuple[str, ...], said: str
) -> None:
    """With what was wrong and what to do; nothing on standard output."""
    (folder / "empty").mkdir()
    (folder / "bytes.toml").write_bytes(bytes(range(256)))
    (folder / "gone.toml").symlink_to("nowhere")
    done = shell(*words)
    assert done.code == 2
    assert done.out == ""
    assert said in " ".join(done.err.split())
    assert done.err.startswith("nettui: ")


def test_a_file_that_may_not_be_read_is_said_so(
    shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its name."""
    (folder / "good.toml").chmod(0)
    if os.geteuid() == 0:  # root may read everything, so the refusal is made here
        read = Path.read_bytes

        def refuse(path: Path) -> bytes:
            if path.name == "good.toml":
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return read(path)

        monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "good.toml: found permission denied" in shell("run", "good.toml").err
    assert shell.code == 2


def test_an_installation_that_may_not_be_read_is_said_so(
    shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a matter of rights, by the name of what is shut, and not as a mistake in nettui."""

    def shut(words: list[str], *, debug: bool) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "/opt/nettui/plugins")

    monkeypatch.setattr(entry, "_run", shut)
    done = shell("run", "good.toml")
    assert done.code == 1
    assert "/opt/nettui/plugins" in done.err
    assert "your account" in done.err
    assert "mistake in nettui" not in done.err


def test_names_of_files_do_nothing_to_a_terminal(shell: Shell, folder: Path) -> None:
    """Nor does what stands in them."""
    (folder / "ev\x1bil.toml").write_text(f'case_id = "X\u202e"\nx = "{chr(27)}[31m"\n')
    for words in (("run", "."), ("cases", "."), ("run", "no\x1bthing")):
        done = shell(*words)
        assert "\x1b" not in done.out + done.err
        assert "\u202e" not in done.out + done.err
        assert "␛" in done.err


# --- the other commands ------------------------------------------------------------------------


def test_why_tells_the_reasons_of_a_rule(shell: Shell, folder: Path) -> None:
    """What was wanted, what was got, and the statement."""
    done = shell("why", "good.toml", "grading.g2")
    assert done.code == 0
    assert "Yes: Ki-67 ≥ 3 %; got 5 %" in done.out
    assert "S07:" in done.out


def test_rules_are_listed_shown_and_searched(shell: Shell) -> None:
    """By stage and origin; one by its id; all in which words occur."""
    listed = shell("rules", "list", "--stage", "grading", "--origin", "base").out
    assert "base:grading.g2" in listed
    assert "systemic" not in listed
    assert shell("rules").out == shell("rules", "list").out
    assert "Strength and role" in shell("rules", "show", "systemic.ssa").out
    assert "base:systemic.ssa:" in shell("rules", "search", "LANREOTIDE", "first").out
    assert shell("rules", "search", "zzzz").code == 0
    assert "No rule" in shell.out


def test_statements_are_a_table_and_in_full_when_named(shell: Shell) -> None:
    """Rules, cases that meet it, cases that do not."""
    table = shell("statements", "--base-only").out.splitlines()
    assert [line[:3] for line in table[1:56]] == [f"S{n:02}" for n in range(1, 56)]
    assert "55 of 55 have rules" in table[-1]
    assert max(map(cells, table)) <= 80 or len(table[-1]) > 80
    full = shell("statements", "S55").out
    assert "Cited by" in full
    assert "Not met by" in full
    assert "base:follow_up.sstr" in full


def test_statements_are_also_json_and_markdown(shell: Shell, folder: Path) -> None:
    """Over any cases."""
    data = json.loads(shell("statements", "--json", "--cases", "good.toml", "S53").out)
    assert data["S53"]["met"] == ["good"]
    assert data["S53"]["cited_by"]
    shown = shell("statements", "--markdown", "--cases", "good.toml", "S53", "S54").out
    assert [line.count(" | ") for line in shown.splitlines()[4:]] == [5, 5]


@pytest.mark.slow
def test_rows_are_told_as_statements_are(shell: Shell) -> None:
    """Readings, routing rows, updates, therapies, site rows."""
    data = json.loads(shell("rows", "--json").out)
    assert data["A07"]["cited_by"]
    assert data["RT-15"]["met"]
    assert "S01" not in data


def test_cases_of_the_library_are_listed_with_their_titles(shell: Shell) -> None:
    """By the names that run and why take."""
    done = shell("cases")
    assert done.code == 0
    for name in library.names():
        assert name in done.out


def test_the_version_names_program_and_protocol(shell: Shell) -> None:
    """The digest is the one in a plan's receipt."""
    program, protocol = shell("--version").out.splitlines()
    assert program == f"nettui {nettui.__version__}"
    data = json.loads(shell("run", CASE, "--format", "json").out)
    assert protocol == f"protocol {data['receipt']['protocol']}"


@pytest.mark.parametrize("name", entry.COMMANDS)
def test_every_command_has_help(shell: Shell, name: str) -> None:
    """Said on standard output, with exit code 0."""
    done = shell(name, "--help")
    assert done.code == 0
    assert done.out.startswith(f"usage: nettui {name}")
    assert f"    {name}" in shell("--help").out


# --- forms of output ---------------------------------------------------------------------------


def test_a_narrow_terminal_gets_narrow_lines(
    shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that is wide no wider than can be read."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for columns, widest in (("44", 44), ("300", 100), ("10", 40)):
        monkeypatch.setenv("COLUMNS", columns)
        lines = shell("run", "good.toml").out.splitlines()
        assert max(map(cells, lines)) <= widest


def test_messages_of_the_unforeseen_name_place_and_no_value() -> None:
    """So that they can be passed on."""
    with pytest.raises(KeyError) as raised:
        dict[str, int]()["secret"]
    told = output.unforeseen(raised.value)
    assert "unforeseen KeyError" in told
    assert "secret" not in told


def process(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run nettui in a process of its own."""
    kept = ("HOME", "PYTHONPATH", "NETTUI_TESTS_ROOT")
    given = {"PATH": os.defpath, **{name: os.environ[name] for name in kept}, **environ}
    return subprocess.run(
        [sys.executable, "-m", "nettui", *words],
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_ascii_stream_gets_ascii() -> None:
    """Whatever signs the protocol uses."""
    done = process("run", CASE, PYTHONIOENCODING="ascii", LANG="en_US.ISO-8859-1")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "-- What first --" in done.stdout


@pytest.mark.parametrize("shell_line", ["rules list | head -n 1", "run {case} --all | true"])
def test_a_reader_that_goes_away_is_no_error(shell_line: str) -> None:
    """As of 'head': no message, no traceback."""
    line = f"'{sys.executable}' -m nettui {shell_line.format(case=CASE)}"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.stderr == ""


def test_output_that_cannot_be_written_is_said() -> None:
    """A full disk, or an output that was closed: code 1."""
    for redirected, said in ((">/dev/full", "cannot be written"), (">&-", "is closed")):
        line = f"'{sys.executable}' -m nettui cases {redirected}"
        done = subprocess.run(
            ["bash", "-c", line], capture_output=True, text=True, check=False, env=os.environ
        )
        assert done.returncode == 1
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_being_interrupted_is_not_a_mistake_of_anyone() -> None:
    """Code 130 and no traceback."""
    running = subprocess.Popen(
        [sys.executable, "-c", _WAITS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout
    assert running.stdout.readline() == "ready\n"
    time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert err == ""


# A background job is born deaf to the interrupt; the test is about who hears it.
_WAITS = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from nettui.cli import main
def wait(words, *, debug):
    print("ready", flush=True)
    time.sleep(20)
main._run = wait
sys.exit(main.main(["run"]))
"""


# --- completion --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_offers_every_command_and_option(shell: Shell, name: str) -> None:
    """In the words of the parser, so that none is forgotten."""
    script = shell("completion", name).out
    for command in entry.COMMANDS:
        assert command in script
    for option in ("--format", "--as-of", "--without", "--base-only"):
        assert (option if name != "fish" else f"-l {option[2:]}") in script


def completed(line: str) -> list[str]:
    """Return what bash offers at the end of a line."""
    words = line.split(" ")
    program = (
        f"source <('{sys.executable}' -m nettui completion bash)\n"
        f"COMP_WORDS=({' '.join(word or repr('') for word in words)})\n"
        f"COMP_CWORD={len(words) - 1}\n_nettui\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    )
    done = subprocess.run(
        ["bash", "-c", program], capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nettui stat", ["statements"]),
        ("nettui rules s", ["show", "search"]),
        ("nettui run --fo", ["--format"]),
        ("nettui completion z", ["zsh"]),
        ("nettui rules list --st", ["--stage"]),
    ],
)
def test_bash_completes(line: str, expected: list[str]) -> None:
    """Commands, commands of commands, options and choices."""
    assert completed(line) == expected


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_scripts_are_well_formed(shell: Shell, name: str) -> None:
    """By the shell itself where it is installed, else by what every script has."""
    script = shell("completion", name).out
    assert not re.search(r"[{]{2}|[}]{2}", script.replace("${{", ""))
    path = next((p for d in os.defpath.split(":") if (p := Path(d) / name).exists()), None)
    if path:
        done = subprocess.run(
            [path, "-n"], input=script, capture_output=True, text=True, check=False
        )
        assert done.stderr == ""


@pytest.mark.parametrize("words", [("run",), ("cases",), ()])
def test_a_name_too_long_for_a_file_is_no_mistake_of_nettui(
    shell: Shell, words: tuple[str, ...]
) -> None:
    """The system refuses even to look for it."""
    done = shell(*words, "a" * 5000)
    assert done.code == 2
    assert "mistake in nettui" not in done.err
