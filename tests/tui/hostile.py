"""Texts that a careless terminal would act on or swallow, planted wherever text comes from outside.

Run as a program (``python -m tests.tui.hostile KIND FOLDER``) it opens the terminal on them, in a
folder of files or in a store. It ends with a file ``opened`` there: from where screens were opened.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from attrs import evolve

from nettui.case.editing import edit
from nettui.case.editing.edit import Edited
from nettui.case.files.codec import dumps_toml, loads_toml
from nettui.case.record.case import CaseFile
from nettui.desk.after_fault import DraftNote
from nettui.desk.folder import Library
from nettui.desk.source import Desk, FirstStore, ListedCase
from nettui.desk.store import Stored
from nettui.engine.language.serialize import canonical
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.problems import Problem
from nettui.plugin.publish import Published
from nettui.store.records import BoardResult, Draft, Resolution, Who
from nettui.tui.app import SEEN
from tests.exchange.small import DAY, protocol
from tests.store.memory import MemoryStore
from tests.tui.opened import Watched

BRACKETS = (
    """
[T2N1M0]|[G2]|[pT3]|[not done]|[unknown]|[see CT]|[sic]|[q3w]|[dose reduced]|[10%]|[R0]|[Ki-67=3%]
[/]|[/x]|[b]|[i]|[u]|[red]|[bold]|[/b]|[link=x]|[@click=app.quit]q[/]|[68Ga]|[177Lu]|[SSTR+]|[L0]
[V1]|[M1a]|[yT2]|[2.5 %]|[<3%]|[>20]|[n=3]|[a=b%]|[type=x, v={'a[0]'}]|[]|[[x]]|[1]|[1,2]|[1-3]
[x]|[ ]|[?]|[!]|[*]|[#1]|[2024-01-05]|[mg/dL]|[CgA 5x ULN]|[on blue]|[reverse]|[$error]|[auto]
[dim]|[strike]|[blink]|[cm]|[5-HIAA]|[VIP]|[/not done]|[not=done]|\\[x]|[Pat. refuses!]|[i.v.]
""".strip()
    .replace("\n", "|")
    .split("|")
)

ACTING = (
    "\x1b]52;c;eA==\x07\x1b]2;OWNED\x1b\\\x1b[7;77HFAKE\x9b31m\x90q\x9d2;x\x9c\x0e\x7f"
    "\u202edose 50\u202c\u2066\u200b\u2028\x85"
)
"""Clipboard, title, cursor, C1 controls, another character set, reversed and invisible text."""
OPENED = "opened"
NAMED = "q{0}_[not done]_{0}p".format(BRACKETS.index("[not done]"))
"""What is planted in names of files, where no slash can stand, and in what is pasted."""
SEEN_TOKEN = re.compile(r"q(\d+)_(.*?)_\1p")


class Planter:
    """Gives out texts with the next brackets, so that all come to be planted."""

    def __init__(self, acting: str = ACTING) -> None:
        self._next = 0
        self._acting = acting

    def text(self, begin: str = "", count: int = 2, *, acting: bool = True) -> str:
        """Return a text with some brackets, each between marks by which it is found again."""
        tokens = [self._token() for _ in range(count)]
        return " ".join(part for part in (begin, *tokens, self._acting if acting else "") if part)

    def _token(self) -> str:
        n, self._next = self._next, (self._next + 1) % len(BRACKETS)
        return f"q{n}_{BRACKETS[n]}_{n}p"


def filed(text: str) -> str:
    """Return a text as the name of a file says it: letters, digits and a few signs of it."""
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in text)


def swallowed(screen: str) -> list[str]:
    """Return what was planted and does not stand on a screen as it was planted."""
    told = "".join(screen.split())
    found = []
    for match in re.finditer(r"q(\d+)_", told):
        n = int(match[1])
        begin = told[match.end() :].partition("…")[0].partition("...")[0]
        wanted = [f"{form}_{n}p" for form in ("".join(BRACKETS[n].split()), filed(BRACKETS[n]))]
        if not any(text.startswith(begin[: len(text)]) for text in wanted):
            found.append(told[match.start() : match.end() + 12])
    return found


def intact(screen: str) -> set[int]:
    """Return the numbers of the brackets that a screen shows from mark to mark."""
    told = "".join(screen.split())
    return {int(match[1]) for match in SEEN_TOKEN.finditer(told)}


_TEXTS = {"says", "label", "text", "reason", "approved_by", "purpose", "contact"}


def hostile_protocol(planter: Planter) -> Protocol:
    """Return the small protocol with something planted in every text of its plugins."""
    raw = json.loads(canonical(protocol().raw))
    _plant(raw, planter)
    for part in ("statements", "sources"):
        raw[part] = {name: planter.text(text) for name, text in dict(raw[part]).items()}
    return Protocol(raw)


def _plant(data: Any, planter: Planter) -> None:
    if isinstance(data, list):
        for item in data:
            _plant(item, planter)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in _TEXTS and isinstance(value, str) and value:
                data[key] = planter.text(value, 1)
            else:
                _plant(value, planter)


def cases(planter: Planter) -> list[str]:
    """Return case files with something planted in id, title and every note.

    What acts is refused when a case is read, so nothing of it is planted here.
    """

    def quoted(text: str) -> str:
        return json.dumps(text)

    return [
        f"""case_id = {quoted(planter.text(f"P{n}", 1, acting=False))}
title = {quoted(planter.text(acting=False))}
[patient]
age = 6{n}
sex_at_birth = "female"
[[pathology]]
date = 2026-09-01
ki67 = 5
differentiation = "well"
source = {quoted(planter.text(acting=False))}
note = {quoted(planter.text("", 3, acting=False))}
[disease]
primary_site = "lung"
extent = "beyond_liver"
metastasis_sites = ["liver", "bone"]
[[imaging]]
date = 2024-05-31
modality = "68Ga-DOTATATE"
sstr_result = "positive"
note = {quoted(planter.text("", 12, acting=False))}
[history]
[organ]
ild_status = "active_pneumonitis"
"""
        for n in range(1, 4)
    ]


def in_store(planter: Planter, made: Protocol) -> MemoryStore:
    """Return a store with cases, a decision, and a draft that others have overtaken."""
    store = MemoryStore(Who(uid=1000, name="nurse"))
    files = [loads_toml(text) for text in cases(planter)]
    for file in files:
        store.save(file, 0, plan=plan(file.case, DAY, made))
    last = files[-1]
    for file in files[:-1]:
        store.decide(
            plan(file.case, DAY, made),
            1,
            BoardResult(
                resolutions=(
                    Resolution(
                        option="octreotide",
                        outcome="declined",
                        code="other",
                        text=planter.text("words", 6, acting=False),
                    ),
                ),
                held_on=DAY,
                attendees=(planter.text("surgeon", 1, acting=False),),
                note=planter.text("remark", len(BRACKETS), acting=False),
            ),
        )
    store.keep_draft(Draft(case_id=last.case.case_id, base_rev=1, file=_other(last, "77")))
    other = store.at(Who(uid=1001, name="surgeon"))
    other.save(_other(last, "55"), 1)
    return store


def looks_like_a_case() -> str:
    """Return an id that looks like the one of the first case in the store."""
    planter = Planter()
    hostile_protocol(planter)
    problems(planter)
    return loads_toml(cases(planter)[0]).case.case_id.replace("P", "p", 1)


def _other(file: CaseFile, age: str) -> CaseFile:
    done = edit.set_value(file.case, "patient.age", age)
    assert isinstance(done, Edited)
    return evolve(file, case=done.case)


def in_files(planter: Planter, folder: Path) -> None:
    """Write the cases, and files that are none, under names that act."""
    for n, text in enumerate(cases(planter)):
        (folder / f"{n}.toml").write_text(text, "utf-8")
    (folder / f"8{NAMED}{ACTING}.toml").write_text(f"x = '{ACTING}'", "utf-8")
    (folder / "9.toml").write_text(f"[{planter.text(count=3, acting=False)}]\ny = 1\n", "utf-8")


def problems(planter: Planter) -> tuple[Problem, ...]:
    """Return what was said of a plugin, in its own words."""
    text = planter.text("", 4)
    return (Problem(f"evil{ACTING}[b]", planter.text(), "rubbish", text, text),)


def main(kind: str, folder: str) -> None:
    """Open the terminal."""
    planter = Planter()
    made = hostile_protocol(planter)
    said = problems(planter)

    def in_force() -> Published:
        return Published(made.digest, said, lambda: made)

    desk: Desk
    if kind == "store":
        store = in_store(planter, made)
        first = next(store.export())
        in_files(planter, Path(folder))
        Path(folder, f"other{NAMED}{ACTING}.toml").write_text(
            dumps_toml(_other(first, "99")), "utf-8"
        )
        desk = Stored(lambda: store, in_force, DAY, f"cases{ACTING}")
        (draft,) = store.drafts()
        DraftNote(desk, ListedCase(draft.case_id, "")).write()
    else:
        in_files(planter, Path(folder))
        first_store = FirstStore(f"~/{ACTING}{planter.text()}.db", lambda: desk)
        desk = Library(Path(folder), in_force, DAY, first_store=first_store)
    os.chdir(folder)  # where files are taken from and go to
    app = Watched(desk, unicode=kind == "store", settings=SEEN, in_force=in_force)
    app.run(mouse=False)
    Path(OPENED).write_text("\n".join(sorted(set(app.opened_from.values()))), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
