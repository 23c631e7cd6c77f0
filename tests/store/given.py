"""What the tests of the store are given: cases, a small protocol, people, a clock."""

from __future__ import annotations

import datetime
from functools import cache

from attrs import evolve

from nettui.case.files.codec import loads_toml
from nettui.case.record.case import CaseFile
from nettui.case.record.imaging import Scan
from nettui.engine.language.states import CLEAR
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from nettui.store.core.case_text import columns, from_text, gist
from nettui.store.records import BoardResult, Columns, Resolution, Waiting, Who
from tests.exchange import small

ANNA = Who(uid=4241, name="anna", place="pts/1")
BEN = Who(uid=4242, name="ben", place="pts/2 192.0.2.7")
DAY = datetime.date(2026, 10, 14)
START = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)


class Clock:
    """A clock that goes on by a second each time it is read, until somebody sets it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime.datetime:
        self.now += datetime.timedelta(seconds=1)
        return self.now


def case(case_id: str = "case-1", extent: str = "beyond_liver", **patient: object) -> CaseFile:
    """A case of a few facts; keywords become facts of the patient."""
    lines = [f"{key} = {value!r}".replace("'", '"') for key, value in patient.items()]
    return loads_toml(
        f'title = "Pancreas, a small one"\nas_of = 2026-10-14\ncase_id = "{case_id}"\n'
        "[patient]\n" + "\n".join(lines) + "\n"
        '[disease]\nprimary_site = "pancreas"\nextent = "' + extent + '"\n'
        "[board]\ndate = 2026-11-20\n"
        '[[pathology]]\ndate = 2026-09-01\ndifferentiation = "well"\nki67 = "2-3 %"\n'
        '[[labs]]\ndate = 2026-09-01\nanalyte = "creatinine"\nvalue = 80.0\n'
    )


def scanned(case_id: str, day: datetime.date, receptors: datetime.date | None = None) -> CaseFile:
    """A case with a CT on a day and, if asked for, positive receptor imaging on another."""
    scans = [Scan(date=day, modality="CT")]
    if receptors:
        scans.append(Scan(date=receptors, modality="68Ga-DOTATATE", sstr_result="positive"))
    file = case(case_id)
    return evolve(file, case=evolve(file.case, imaging=tuple(scans)))


@cache
def protocol(version: str = "1") -> Protocol:
    """A small protocol; another version has another digest."""
    made = small.protocol()
    if version == "1":
        return made
    raw = {**made.raw, "plugins": [{**p, "version": version} for p in made.raw["plugins"]]}
    return Protocol(raw)


def planned(file: CaseFile, version: str = "1") -> Plan:
    """The plan of a case under the small protocol."""
    return plan(file.case, DAY, protocol(version))


def result(file: CaseFile, outcome: str = "accepted", **more: str) -> BoardResult:
    """What a board resolved on the first option of the plan that it may accept."""
    offers = planned(file).offers
    option = next((offer for offer in offers if offer.stop == CLEAR), offers[0])
    code = "" if outcome == "accepted" else "frailty"
    resolution = Resolution(option=option.option, role=option.role, outcome=outcome, code=code)
    return BoardResult(
        resolutions=(evolve(resolution, **more),), held_on=DAY, attendees=("surgery", "oncology")
    )


def of_waiting(waiting: Waiting) -> Columns:
    """The columns of a case planned anew under the second protocol."""
    file = from_text(waiting.body)
    made = planned(file, "2")
    return columns(file, made, gist(made) if waiting.decided else "")
