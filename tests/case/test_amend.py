"""A case is saved into the text of its file: comments, order and spelling stay."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nettui.case.files.amend import amended, lost
from nettui.case.files.codec import CaseError, dumps_toml, loads_toml, plain
from nettui.case.files.reader import Reader
from nettui.case.files.toml_text import comments, parts
from nettui.case.record.case import CaseFile
from tests.case.generated import Data, case_data
from tests.sample import examples

ROOT = Path(__file__).parents[2]
LIBRARY = sorted([*(ROOT / "cases").glob("*.toml"), *(ROOT / "plugins").glob("*/cases/*/*.toml")])

TEXT = """\
# [P-1] see letter
# of May

# a number of our own
case_id = 'P-1'  # pseudonym
"title"='''A "case"'''   # odd quotes

# --- the patient ---

# about the patient
[ patient ]  # as seen
age = 61  # asked twice
# by telephone
ecog = 1
# height not known

# --- the laboratory ---

# the first of all
[[labs]]
date = 2026-09-01
analyte = "creatinine"  # jaffe
value = 80.0

# haemolysed
[[labs]] # second
analyte = "potassium"
# read twice
value = 5.1
date = 2026-09-02
# below the second

# after a transfusion
[[labs]]
analyte = "hb"
value = "7.5 mmol/L"

[disease]
metastasis_sites = [ # of the CT
  "liver",  # S7
  "bone",
]
primary_site = "caecum"  # as referred
# after the site

[marks]
"labs.egfr" = { status = "not_applicable" }  # young
"disease.extent" = {status="reported",source='letter'}

# the end
"""

Edit = Callable[[Data], None]


def file_of(data: Data, comment: str = "") -> CaseFile:
    """Return the case file of plain data."""
    return Reader().file(data, comment)


def edited(text: str, edit: Edit) -> str:
    """Return a text after its case has been changed; it reads as the changed case."""
    before = loads_toml(text)
    data = plain(before)
    edit(data)
    after = file_of(data, before.comment)
    found = amended(text, after)
    assert dumps_toml(loads_toml(found)) == dumps_toml(after)
    return found


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """Return a text with each of some passages, which it has once, replaced."""
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def entry(text: str, n: int) -> str:
    """Return the n-th laboratory result of the text with the comments above it."""
    starts = ("# the first of all\n", "# haemolysed\n", "# after a transfusion\n", "[disease]\n")
    return text[text.index(starts[n]) : text.index(starts[n + 1])]


NEW = {"analyte": "alt", "value": 30}
WRITTEN = '[[labs]]\nanalyte = "alt"\nvalue = 30\n'


@pytest.mark.parametrize("path", LIBRARY, ids=lambda p: f"{p.parts[-4]}-{p.stem}")
def test_a_file_saved_unchanged_is_the_same_bytes(path: Path) -> None:
    """Every case file there is, good and bad."""
    text = path.read_bytes().decode()
    data = plain(loads_toml(text))
    assert amended(text, file_of(data, loads_toml(text).comment)) == text


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT.removesuffix("\n")])
def test_an_odd_file_saved_unchanged_is_the_same_text(text: str) -> None:
    """Other line ends, no end of the last line."""
    assert amended(text, loads_toml(text)) == text


def set_to(*path: Any, value: Any) -> Edit:
    """Return an edit that sets a value, removes it for None."""

    def edit(data: Data) -> None:
        table: Any = data
        for key in path[:-1]:
            table = table[key]
        if value is None:
            del table[path[-1]]
        else:
            table[path[-1]] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "pairs"),
    [
        (set_to("patient", "age", value=62), [("age = 61 ", "age = 62 ")]),
        (set_to("patient", "ecog", value=2), [("ecog = 1", "ecog = 2")]),
        (set_to("patient", "ecog", value=None), [("# by telephone\necog = 1\n", "")]),
        (set_to("patient", "weight_kg", value=70), [("ecog = 1\n", "ecog = 1\nweight_kg = 70\n")]),
        (set_to("title", value="B"), [("""'''A "case"'''""", '"B"')]),
        (set_to("title", value=None), [("""\"title"='''A "case"'''   # odd quotes\n""", "")]),
        (
            set_to("labs", 1, "value", value=5.2),
            [("value = 5.1", "value = 5.2")],
        ),
        (
            set_to("labs", 0, "uln", value=100),
            [("value = 80.0\n", "value = 80.0\nuln = 100\n")],
        ),
        (set_to("labs", 1, "date", value="2026-10"), [("date = 2026-09-02", 'date = "2026-10"')]),
        (set_to("labs", 0, "value", value=80), [("value = 80.0", "value = 80")]),
        (
            set_to("disease", "metastasis_sites", value=["liver"]),
            [('[ # of the CT\n  "liver",  # S7\n  "bone",\n]', '["liver"]')],
        ),
        (
            set_to("disease", "primary_site", value="rectum"),
            [
                (
                    '"caecum"  # as referred\n',
                    '"rectum"  # as referred\nprimary_subsite = "caecum"\n',
                )
            ],
        ),
        (
            set_to("disease", "primary_subsite", value=None),
            [
                ('"caecum"  # as referred', '"colon"  # as referred'),
            ],
        ),
        (
            set_to("marks", "labs.egfr", "status", value="not_done"),
            [('"not_applicable"', '"not_done"')],
        ),
        (
            set_to("marks", "disease.extent", "source", value=None),
            [("{status=\"reported\",source='letter'}", '{status="reported"}')],
        ),
        (
            set_to("marks", "labs.egfr", value=None),
            [('"labs.egfr" = { status = "not_applicable" }  # young\n', "")],
        ),
        (
            set_to("marks", "patient.age", value={"status": "reported"}),
            [("'letter'}\n", '\'letter\'}\n"patient.age" = { status = "reported" }\n')],
        ),
        (
            set_to("board", value={"centre": "ours"}),
            [("\n[marks]", '\n[board]\ncentre = "ours"\n\n[marks]')],
        ),
        (
            set_to("pathology", value=[{"ki67": 3}]),
            [("# height not known\n", "# height not known\n\n[[pathology]]\nki67 = 3\n")],
        ),
        (
            set_to("patient", value=None),
            [
                (
                    "# about the patient\n[ patient ]  # as seen\nage = 61  # asked twice\n"
                    "# by telephone\necog = 1\n# height not known\n",
                    "",
                )
            ],
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_change_changes_its_own_lines_alone(
    edit: Edit, pairs: Sequence[tuple[str, str]], newline: str
) -> None:
    """Whatever is around it, and the comment beside it."""
    found = edited(TEXT.replace("\n", newline), edit)
    assert found == replaced(TEXT, *pairs).replace("\n", newline)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_an_entry_goes_with_its_own_comments_alone(n: int) -> None:
    """The first, the middle, the last: a heading parted from it by an empty line stays."""
    found = edited(TEXT, lambda data: data["labs"].pop(n))
    gone = entry(TEXT, n).removesuffix("\n")
    if n == 0:  # the heading above it stays, and so does the empty line under it
        assert found == replaced(TEXT, (gone, ""))
    else:
        assert found == replaced(TEXT, ("\n" + gone, ""))


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_an_entry_comes_between_without_taking_a_comment(n: int) -> None:
    """Each of the others still has above it what it had."""
    found = edited(TEXT, lambda data: data["labs"].insert(n, dict(NEW)))
    assert found.count(WRITTEN) == 1
    without = found.replace("\n" + WRITTEN, "")
    assert without == TEXT
    assert [e["analyte"] for e in plain(loads_toml(found))["labs"]][n] == "alt"


def test_entries_in_another_order_take_their_comments_along() -> None:
    """Each with what is above and below it."""
    found = edited(TEXT, lambda data: data["labs"].reverse())
    for n in range(3):
        assert entry(TEXT, n).strip() in found
    assert lost(TEXT, loads_toml(found)) == []


def test_an_entry_of_another_name_has_not_the_comments_of_the_one_before() -> None:
    """Haemolysed was the potassium, not the platelets in its place."""

    def edit(data: Data) -> None:
        data["labs"][1] = {"analyte": "platelets", "value": 5.1, "date": data["labs"][1]["date"]}

    found = edited(TEXT, edit)
    assert "haemolysed" not in found
    assert "# the first of all" in found
    assert '# after a transfusion\n[[labs]]\nanalyte = "hb"' in found


def test_a_later_result_is_another_one() -> None:
    """It has the unit and the laboratory of the one that is removed, but another day and value."""
    old = (
        'case_id = "a"\n\n# haemolysed\n[[labs]]\ndate = 2026-01-01\nanalyte = "potassium"\n'
        'value = 6.1\nunit = "mmol/L"\nsource = "ward"\n'
    )
    found = edited(old, lambda data: data["labs"][0].update({"date": "2026-02-01", "value": 4.1}))
    assert "haemolysed" not in found


def test_the_last_of_a_list_leaves_and_the_first_comes() -> None:
    """A list without any entry, both ways."""
    found = edited(TEXT, set_to("labs", value=None))
    assert "[[labs]]" not in found
    assert "# --- the laboratory ---" in found
    assert "# height not known\n" in found
    again = edited(found, set_to("labs", value=[dict(NEW)]))
    assert again.replace("\n" + WRITTEN, "") == found


@pytest.mark.parametrize(
    ("text", "edit", "expected"),
    [
        ("patient.age = 1 # x\n", set_to("patient", "age", value=2), "patient.age = 2 # x\n"),
        (
            "# a\npatient.age = 1\n# e\npatient.ecog = 1\n",
            set_to("patient", "age", value=None),
            "# e\npatient.ecog = 1\n",
        ),
        (
            "patient.age = 1 # x\ntitle = 'b'\n",
            set_to("patient", "ecog", value=0),
            "patient.age = 1 # x\npatient.ecog = 0\ntitle = 'b'\n",
        ),
        (
            "patient = {age = 1, ecog = 2} # x\n",
            set_to("patient", "age", value=None),
            "patient = { ecog = 2} # x\n",
        ),
        (
            "patient = {age = 1} # x\n",
            set_to("patient", "age", value=2),
            "patient = {age = 2} # x\n",
        ),
        ("patient = {age = 1} # x\n", set_to("patient", value=None), ""),
        (
            "labs = [{analyte = 'hb', value = 7.5}] # x\n",
            set_to("labs", 0, "value", value=8),
            'labs = [{ analyte = "hb", value = 8 }] # x\n',
        ),
        (
            "[marks.'patient.age']\nstatus = 'reported' # x\n",
            set_to("marks", "patient.age", "status", value="unknown"),
            "[marks.'patient.age']\nstatus = \"unknown\" # x\n",
        ),
        (
            "[marks.'patient.age'] # x\nstatus = 'reported'\n",
            set_to("marks", "patient.ecog", value={"status": "unknown"}),
            "[marks.'patient.age'] # x\nstatus = 'reported'\n"
            '\n[marks]\n"patient.ecog" = { status = "unknown" }\n',
        ),
        (
            "marks.'patient.age'.status = 'reported' # x\n",
            set_to("marks", "patient.age", "note", value="y"),
            "marks.'patient.age'.status = 'reported' # x\nmarks.'patient.age'.note = \"y\"\n",
        ),
        ("[patient] # x\n", set_to("patient", value={"age": 1}), "[patient] # x\nage = 1\n"),
        (
            "[[labs]]\nanalyte = 'hb'\nvalue = 7\n[patient]\nage = 1\n# two\n[[labs]]\n"
            "analyte = 'alt'\nvalue = 8\n",
            set_to("labs", value=[{"analyte": "alt", "value": 8}]),
            "[patient]\nage = 1\n# two\n[[labs]]\nanalyte = 'alt'\nvalue = 8\n",
        ),
        (
            "[[pathology]]\nnote = '''\n[x]\n# no comment'''\nki67 = 1\n",
            set_to("pathology", 0, "ki67", value=2),
            "[[pathology]]\nnote = '''\n[x]\n# no comment'''\nki67 = 2\n",
        ),
        (
            "[expect]\nmust = [] # x\n",
            set_to("expect", value={"grade": "G1"}),
            '[expect]\nmust = [] # x\ngrade = "G1"\n',
        ),
    ],
)
def test_other_ways_to_write_a_table(text: str, edit: Edit, expected: str) -> None:
    """Dotted keys, tables in a line, headers of marks, entries apart, a header inside a text."""
    top = "case_id = 'a' # top\n"
    assert edited(top + text, edit) == top + expected


@pytest.mark.parametrize(
    ("remark", "start"),
    [
        ("# see\n# both\n", "# see\n# both\n"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_remark_in_front_changes_alone(remark: str, start: str, newline: str) -> None:
    """It is part of the case, and never counted as lost."""
    text = TEXT.replace("\n", newline)
    file = evolve(loads_toml(text), comment=remark)
    found = amended(text, file)
    assert found == replaced(TEXT, ("# [P-1] see letter\n# of May\n", start)).replace("\n", newline)
    assert loads_toml(found) == file
    assert lost(text, file) == []
    assert amended(found, loads_toml(text)) == text


def test_a_byte_order_mark_stays_in_front() -> None:
    """Some editors put one there, and look for it."""
    text = "\ufeff" + TEXT
    file = loads_toml(edited(TEXT, set_to("patient", "age", value=62)))
    assert amended(text, file) == text.replace("age = 61", "age = 62")
    assert lost(text, evolve(file, comment="")) == []


def test_what_is_lost_is_said() -> None:
    """Comments beside and above what is removed, and within a list of words that changes."""

    def after(edit: Edit) -> list[str]:
        return lost(TEXT, loads_toml(edited(TEXT, edit)))

    assert after(set_to("patient", "age", value=62)) == []
    assert after(set_to("patient", "ecog", value=None)) == ["# by telephone"]
    assert after(set_to("disease", "metastasis_sites", value=["bone"])) == ["# of the CT", "# S7"]
    assert after(lambda data: data["labs"].pop(1)) == [
        "# haemolysed",
        "# second",
        "# read twice",
        "# below the second",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# about\n\n# more\n[hospital] # x\nward = 4\n",
        'case_id = "b"\n\n# more\n[hospital]\nward = "#4" # x\n',
        "no TOML # x\n\n# more",
        "case_id = 1 # x\n\n# more",
    ],
)
def test_a_text_that_is_no_case_is_written_afresh(text: str) -> None:
    """And its comments count as lost."""
    file = loads_toml(TEXT)
    assert amended(text, file) == dumps_toml(file)
    assert lost(text, file) == comments(text)[-2:]


def test_a_fault_of_the_library_costs_the_comments_and_not_the_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever it raises, and when what it writes is another case."""
    data = plain(loads_toml(TEXT))
    data["patient"]["age"] = 62
    after = file_of(data, loads_toml(TEXT).comment)

    def fails(_: str) -> None:
        raise KeyError("age")

    monkeypatch.setattr("tomlkit.value", fails)
    assert amended(TEXT, after) == dumps_toml(after)
    monkeypatch.setattr("tomlkit.value", lambda _: 63)
    assert amended(TEXT, after) == dumps_toml(after)
    assert "# by telephone" in lost(TEXT, after)


def test_a_long_file_is_amended_in_a_moment() -> None:
    """The work grows with the text, not with its square, also where one value has many lines."""
    entries = [
        f'[[labs]]  # {n}\nanalyte = "hb"\nvalue = {5 + n % 50 / 10}\nsource = "report {n}"\n'
        for n in range(4000)
    ]
    text = 'case_id = "a"\n\n' + "\n".join(entries)
    started = time.process_time()
    found = edited(text, lambda data: data["labs"].pop(1))
    assert found == text.replace("\n" + entries[1], "")
    assert time.process_time() - started < 10
    many = 'case_id = "a"\n[patient] # x\nallergies = [\n' + "\n" * 100_000 + '"latex"]\nage = 1\n'
    started = time.process_time()
    assert lost(many, loads_toml(edited(many, set_to("patient", "age", value=2)))) == ["# x"]
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a = "# no" # yes ', ["# yes"]),
        ("a = '# \\' # yes", ["# yes"]),
        ('a = """\n# no \\""" # no\n""""" # yes', ["# yes"]),
        ("a = '''\n# no \\''' # yes\n[b]# and\r\n", ["# yes", "# and"]),
        ('#\na = [ # x\n"#", # y\n]', ["#", "# x", "# y"]),
    ],
)
def test_a_comment_is_none_inside_a_text(text: str, expected: list[str]) -> None:
    """In each of the four kinds of quotes."""
    assert comments(text) == expected


@given(text=st.lists(st.sampled_from(TEXT.splitlines(keepends=True))).map("".join))
@example(TEXT)
def test_the_parts_of_a_text_are_the_text(text: str) -> None:
    """Whatever is TOML."""
    try:
        found = parts(text)
    except ValueError:
        return
    assert "".join(part.text for part in found) == text


# --- any change of any case ---

Anchor = tuple[str, str, str]


def commented(text: str, above: Sequence[bool], beside: Sequence[bool], *, is_tight: bool) -> str:
    """Return a text as it is written, with a comment of its own above or beside some lines.

    ``is_tight``: without its empty lines.
    """
    out: list[str] = []
    for n, line in enumerate(text.splitlines()):
        if not line:
            out += [] if is_tight else [line]
            continue
        if above[n % len(above)]:
            out.append(f"# above {n}.")
        out.append(f"{line}  # beside {n}." if beside[n % len(beside)] else line)
    return "\n".join(("", *out)) + "\n"


def anchors(text: str) -> Mapping[str, Anchor]:
    """Return where each comment is: the part, for an entry what is in it, and the key."""
    data = plain(loads_toml(text))
    counts: dict[str, int] = {}
    found: dict[str, Anchor] = {}
    name = content = ""
    waiting: list[str] = []
    for line in text.splitlines():
        if line.startswith("# above"):
            waiting.append(line)
            continue
        if line.startswith("[["):
            name = line[2 : line.index("]")]
            counts[name] = counts.get(name, -1) + 1
            content = repr(data[name][counts[name]])
        elif line.startswith("["):
            name, content = line[1 : line.index("]")], ""
        key = "" if line.startswith("[") else line.partition(" = ")[0]
        beside = re.search(r"# beside \d+\.$", line)
        for comment in (*waiting, *([beside[0]] if beside else [])):
            assert line, "a comment is left above an empty line"
            found[comment] = (name, content, key)
        waiting = []
    assert not waiting
    return found


def changed_entries(draw: st.DrawFn, mine: list[Data], theirs: list[Data]) -> list[Data]:
    """Draw entries: some kept, some with a value of another one, some removed, some added."""
    out = []
    for entry in mine:
        match draw(st.sampled_from(("keep", "keep", "change", "remove"))):
            case "keep":
                out.append(entry)
            case "change":
                other = draw(st.sampled_from(theirs or mine))
                key = draw(st.sampled_from(sorted(other) or ["date"]))
                out.append(entry | ({key: other[key]} if key in other else {}))
    for entry in theirs:
        if draw(st.booleans()):
            out.insert(draw(st.integers(0, len(out))), entry)
    return out


@st.composite
def changed(draw: st.DrawFn, data: Data, other: Data) -> Data:
    """Draw a state of a case that has some of another one, and not all of its own."""
    out: Data = {}
    for name in dict.fromkeys((*data, *other)):
        either = data.get(name, other.get(name))
        if isinstance(either, list):
            out[name] = changed_entries(draw, data.get(name, []), other.get(name, []))
        elif isinstance(either, dict):
            mine, theirs = data.get(name, {}), other.get(name, {})
            table = {
                key: draw(st.sampled_from((mine, mine, mine, theirs))) for key in mine | theirs
            }
            out[name] = {key: source[key] for key, source in table.items() if key in source}
        else:
            out[name] = either
    return {name: value for name, value in out.items() if value}


def is_untouched(before: Data, after: Data, name: str, content: str, key: str) -> bool:
    """Say whether what a comment is about is the same in two states; a header, that it is there."""
    if content:
        olds, news = ([repr(entry) for entry in each.get(name, [])] for each in (before, after))
        return olds.count(content) <= news.count(content)
    tables = [each.get(name, {}) if name else each for each in (before, after)]
    if not key:
        return all(tables)
    old, new = (repr(table.get(key.strip('"'))) for table in tables)
    return old == new


@given(
    data=case_data(),
    other=case_data(),
    lines=st.tuples(*[st.lists(st.booleans(), min_size=1, max_size=7)] * 2),
    is_tight=st.booleans(),
    draw=st.data(),
)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_comment_stays_with_what_it_is_about(
    data: Data,
    other: Data,
    lines: tuple[list[bool], list[bool]],
    is_tight: bool,
    draw: st.DataObject,
) -> None:
    """Whatever changes: above and beside what has not changed is what was there, and no other."""
    text = commented(dumps_toml(file_of(data)), *lines, is_tight=is_tight)
    try:
        after = file_of(draw.draw(changed(plain(loads_toml(text)), other)))
    except CaseError:
        return
    found = amended(text, after)
    assert dumps_toml(loads_toml(found)) == dumps_toml(after)
    was, now = anchors(text), anchors(found)
    before, then = plain(loads_toml(text)), plain(after)
    for comment, (name, content, key) in was.items():
        if is_untouched(before, then, name, content, key):
            assert now[comment] == (name, content, key)
    for comment, (name, content, key) in now.items():
        assert (was[comment][0], was[comment][2]) == (name, key)
        if content in {at[1] for at in was.values()}:
            assert was[comment][1] == content
