"""Plans per second and the cost of reasons, against the interpreter and bare ifs, in one run."""

from __future__ import annotations

import datetime

from attrs import evolve

from bench.synthetic import TODAY, bare, protocol
from bench.timing import line, side_by_side
from nettui.case.files.codec import loads_toml
from nettui.case.picture.picture import picture
from nettui.case.record.case import Case
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.evaluation.interpret import interpret
from nettui.engine.plan.plan import Plan, plan

RECORD = """\
title = "A dated record"
as_of = 2026-11-01
case_id = "bench-1"

[patient]
age = 61
sex_at_birth = "female"
ecog = 1

[disease]
primary_site = "pancreas"
extent = "liver_only"
metastasis_sites = ["liver"]
"""


def record() -> Case:
    """Return a case with three specimens, three scans and twelve laboratory values."""
    text = RECORD
    for year, ki67 in ((2022, 2.0), (2024, 4.0), (2026, 8.0)):
        text += (
            f'\n[[pathology]]\ndate = {year}-03-01\nspecimen_type = "biopsy"\n'
            f'histology_family = "NET"\ndifferentiation = "well"\nki67 = {ki67}\n'
        )
    for year in (2024, 2025, 2026):
        text += (
            f'\n[[imaging]]\ndate = {year}-04-01\nmodality = "68Ga-DOTATATE"\n'
            'sstr_result = "positive"\n'
        )
    text += '\n[function]\nfunctional = "no"\n'
    labs = (
        ("creatinine", 80.0),
        ("hb", 131.0),
        ("platelets", 210.0),
        ("anc", 3.1),
        ("bilirubin", 11.0),
        ("albumin", 41.0),
    )
    for month in (3, 9):
        for analyte, value in labs:
            text += f'\n[[labs]]\ndate = 2026-0{month}-02\nanalyte = "{analyte}"\nvalue = {value}\n'
    return loads_toml(text).case


def report() -> list[str]:
    """Measure and return the lines of the report."""
    rules = protocol()

    plain = bare()
    case = record()
    rows = rules.inferences
    values = picture(case, TODAY, rows).values
    assert evaluate(rules, values) == interpret(rules, values)
    days = [TODAY + datetime.timedelta(days=n) for n in range(64)]
    counter = iter(range(10**9))

    def new() -> Case:
        """A case of which nothing has been worked out: what is edited or read is one."""
        return evolve(case)

    def from_record() -> Plan:
        return plan(new(), days[next(counter) % 64], rules)

    made = from_record()
    findings = [f for f in made.findings if f.truth][:20] or list(made.findings[:20])
    asked = iter(range(10**9))

    def reasons() -> object:
        return made.reasons(findings[next(asked) % len(findings)])

    times = side_by_side(
        {
            "picture": lambda: evaluate(rules, values),
            "record": from_record,
            "make picture": lambda: picture(new(), days[next(counter) % 64], rows),
            "picture again": lambda: picture(case, days[next(counter) % 64], rows),
            "interpreter": lambda: interpret(rules, values),
            "bare": lambda: plain(values),
            "reasons": reasons,
        }
    )
    per_second = 1 / times["record"]
    return [
        line("plan from a picture", f"{times['picture'] * 1e6:.1f} us"),
        line("picture of a dated record", f"{times['make picture'] * 1e6:.1f} us"),
        line("  of the same record on another day", f"{times['picture again'] * 1e6:.1f} us"),
        line("plan from a dated record", f"{times['record'] * 1e6:.1f} us"),
        line(
            "plans a second and core, from records",
            f"{per_second:,.0f}",
            "target 13,000",
            per_second >= 13_000,
        ),
        line(
            "interpreter / generated function", f"{times['interpreter'] / times['picture']:.1f} x"
        ),
        line("generated function / bare ifs", f"{times['picture'] / times['bare']:.2f} x"),
        line(
            "reasons of a finding",
            f"{times['reasons'] * 1e6:.1f} us",
            "target < 50 us",
            times["reasons"] < 50e-6,
        ),
    ]
