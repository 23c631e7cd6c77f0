"""``python -m bench.referrals [FOLDER]``: what plans of incomplete records say at first sight.

Of the referrals in the case library, of records of the library reduced to a few facts at random,
and of the tables of public cases (of cBioPortal) in a folder. Counted are plans of which the first
section names a leading treatment, a branch or an emergency, and how many questions it asks.
"""

from __future__ import annotations

import csv
import datetime
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import attrs

from nettui.case.files.codec import load, loads_toml
from nettui.case.record.case import LISTS, SECTIONS, Case
from nettui.engine.plan.branches import Answer
from nettui.engine.plan.findings import Offer
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import library
from nettui.plugin.publish import current
from nettui.sheet.item import Item
from nettui.sheet.kinds import ASKED, BRANCH, CANNOT_TELL, EMERGENCY
from nettui.sheet.priorities import COMPLETE, what_first

DAY = datetime.date(2026, 10, 1)
ROWS = 17  # items under the head, on a screen of 24 lines
REDUCED = 10_000
_WHOLE = ("labs", "imaging", "treatments")  # an entry of these is one fact
_BESIDE = ("diagnostic", "adjunct")


def told(made: Plan) -> str:
    """Return what the first screen of a plan has for a reader in a hurry."""
    if made.status.word == "out_of_scope":
        return "out of scope"
    first = what_first(made).items[:ROWS]
    # What only may come of the missing facts ("41 options: what is missing decides") names none.
    if any(_names_treatment(item) for item in first if item.kind is not CANNOT_TELL):
        return "treatment"
    branches = [item.subject for item in first if item.kind is BRANCH]
    if any(isinstance(leaf, Answer) and leaf.says_something for leaf in branches):
        return "branch"
    if any(item.kind is EMERGENCY for item in first):
        return "emergency"
    # Where nothing is left to treat, follow-up is the plan.
    if any(item.id == COMPLETE for item in first):
        return "follow-up"
    return "branch that only asks on" if branches else "nothing"


def _names_treatment(item: Item) -> bool:
    subject = item.subject if isinstance(item.subject, tuple) else ()
    return any(isinstance(o, Offer) and o.role not in _BESIDE for o in subject)


def counted(plans: Iterable[Plan]) -> str:
    """Return the shares of a set of plans in a line."""
    says, asked, times = Counter[str](), [], []
    status = Counter[str]()
    for made in plans:
        start = time.process_time()
        _ = made.branch
        times.append(time.process_time() - start)
        says[told(made)] += 1
        status[made.status.word] += 1
        asked.append(sum(item.kind is ASKED for item in what_first(made).items))
    scope = sum(says.values()) - says["out of scope"]
    useful = scope - says["nothing"] - says["branch that only asks on"]
    times.sort()
    return (
        f"{sum(says.values())} plans ({_words(status)}): {useful} of {scope} in scope say "
        "something "
        f"({useful / max(scope, 1):.1%}; {_words(says)}); questions at most {max(asked)}, mean "
        f"{statistics.mean(asked):.1f}; branches median {times[len(times) // 2] * 1e3:.1f} ms, "
        f"of a hundred the slowest {times[len(times) * 99 // 100] * 1e3:.1f} ms"
    )


def _words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))


# --- referrals and reduced records -------------------------------------------------------------


def referrals(protocol: Protocol) -> Iterator[Plan]:
    """Yield the plans of the library's referrals."""
    folder = library.folder()
    for path in library.case_files(folder) if folder else ():
        if "referral" in path.stem:
            file = load(path)
            yield plan(file.case, file.as_of or DAY, protocol)


def reduced(protocol: Protocol, count: int, seed: int = 1) -> Iterator[Plan]:
    """Yield the plans of records of the library reduced to two to twelve facts."""
    folder = library.folder()
    cases = [load(path).case for path in (library.case_files(folder) if folder else ())]
    chance = Random(seed)
    for _ in range(count):
        case = chance.choice(cases)
        facts = list(_facts(case))
        kept = set(chance.sample(facts, min(len(facts), chance.randint(2, 12))))
        yield plan(_only(case, kept), DAY, protocol)


def _facts(case: Case) -> Iterator[tuple[str, int, str]]:
    for part in SECTIONS:
        for name in _given(getattr(case, part)):
            yield part, 0, name
    for part in LISTS:
        for n, entry in enumerate(getattr(case, part)):
            for name in ("",) if part in _WHOLE else _given(entry):
                yield part, n, name


def _given(part: Any) -> list[str]:
    fields = (field.name for field in attrs.fields(type(part)) if "fact" in field.metadata)
    return [name for name in fields if name != "date" and getattr(part, name) is not None]


def _only(case: Case, kept: set[tuple[str, int, str]]) -> Case:
    parts: dict[str, Any] = {}
    for part in SECTIONS:
        held = getattr(case, part)
        gone = {name: None for name in _given(held) if (part, 0, name) not in kept}
        parts[part] = attrs.evolve(held, **gone)
    for part in LISTS:
        entries = []
        for n, entry in enumerate(getattr(case, part)):
            if part in _WHOLE:
                entries += [entry] if (part, n, "") in kept else []
                continue
            gone = {name: None for name in _given(entry) if (part, n, name) not in kept}
            if len(gone) < len(_given(entry)):
                entries.append(attrs.evolve(entry, **gone))
        parts[part] = tuple(entries)
    return attrs.evolve(case, marks={}, **parts)


# --- public cases ------------------------------------------------------------------------------

_SITES = {
    "Pancreas": "pancreas",
    "Lung": "lung",
    "Small Bowel": "jejunum_ileum",
    "Ileum": "jejunum_ileum",
    "Appendix": "appendix",
    "Colon": "colon",
    "Sigmoid Colon": "colon",
    "Stomach": "stomach",
    "Rectum": "rectum",
    "Thymus": "thymus",
    "Cancer of Unknown Primary": "unknown",
}
_METASTASES = {"Liver": "liver", "Lymph Node": "nodes_distant", "Brain": "brain", "Bone": "bone"}
_FAMILIES = (
    ("large cell neuroendocrine carcinoma", 'histology_family = "NEC"\ncell_size = "large"'),
    ("high-grade neuroendocrine carcinoma", 'histology_family = "NEC"'),
    ("neuroendocrine carcinoma", 'histology_family = "NEC"'),
    ("goblet", 'histology_family = "GCA"'),
    ("atypical lung carcinoid", 'histology_family = "NET"\nreported_grade = "atypical"'),
    ("carcinoid", 'histology_family = "NET"'),
    ("neuroendocrine tumor", 'histology_family = "NET"'),
)


def public(protocol: Protocol, folder: Path) -> Iterator[Plan]:
    """Yield the plans of the rows of the public tables in a folder."""
    for path in sorted(folder.glob("*.tsv")):
        lines = [line for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
        for row in csv.DictReader(lines, delimiter="\t"):
            text = _of_sample(row) if "PRIMARY_SITE" in row else _of_panet(row)
            yield plan(loads_toml(text).case, DAY, protocol)


def _of_sample(row: Mapping[str, str]) -> str:
    detail = row["CANCER_TYPE_DETAILED"].casefold()
    family = next((text for word, text in _FAMILIES if word in detail), "")
    site = _SITES.get(row["PRIMARY_SITE"], "other")
    where = row["METASTATIC_SITE"]
    spread = ""
    if row["SAMPLE_TYPE"] == "Metastasis" and where not in ("", "Not Applicable"):
        spread = f'metastasis_sites = ["{_METASTASES.get(where, "other")}"]'
    return (
        f'case_id = "{row["SAMPLE_ID"]}"\n[[pathology]]\n{family}\n'
        f'[disease]\nprimary_site = "{site}"\n{spread}\n'
    )


def _of_panet(row: Mapping[str, str]) -> str:
    grade, size = row["WHO_GRADE"], row["TUMOR_SIZE"]
    lines = [f'case_id = "{row["PATIENT_ID"]}"', "[[pathology]]", 'histology_family = "NET"']
    lines += [f'reported_grade = "G{grade}"'] if grade in ("1", "2", "3") else []
    lines += ["[disease]", 'primary_site = "pancreas"']
    lines += [f"size_mm = {size}"] if size.replace(".", "").isdigit() else []
    lines += ['m_category = "M1"'] if row["ENETS_STAGING"] == "IV" else []
    lines += ["[function]"]
    lines += [f'functional = "{row["FUNCTIONAL"].casefold()}"']
    return "\n".join(lines)


def main(folders: list[str]) -> None:
    """Print a line for each set, by the base protocol and with every plugin."""
    for title, protocol in (("base", current(base_only=True)), ("every plugin", current())):
        print(f"{title}: referrals: {counted(referrals(protocol))}", flush=True)
        for folder in folders:
            print(f"{title}: public cases: {counted(public(protocol, Path(folder)))}", flush=True)
        print(f"{title}: reduced: {counted(reduced(protocol, REDUCED))}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
