"""Every row of the protocol files is carried out by an act, met by a case and not met by another.

A plugin that is not in force, or has no cases of its own, is left out until it is and has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from nettui.case.files.codec import CaseError, load
from nettui.engine.language.states import FALSE, MET, MISSING, NOT_NEEDED, TRUE
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current, in_force

ROOT = Path(__file__).parents[2]


def numbered(prefix: str, *numbers: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{number:02d}" for number in numbers)


def span(*pairs: tuple[int, int]) -> tuple[int, ...]:
    return tuple(n for low, high in pairs for n in range(low, high + 1))


# The rows of protocol files 02 to 05, by the plugin that carries them out.
ROWS: dict[str, tuple[str, ...]] = {
    "updates": (
        *numbered("U", *span((1, 44))),
        *numbered("COM-", *span((1, 9))),
        *numbered("GEN-", *span((1, 4))),
    ),
    "therapies": numbered(
        "T", *span((1, 8), (20, 23), (30, 34), (40, 47), (50, 57), (60, 69), (70, 73))
    ),
    "follow_up": (
        *numbered(
            "F",
            *span((0, 8), (10, 15), (20, 25), (30, 33), (40, 55), (60, 64), (70, 73), (80, 82)),
        ),
        *("F-SSA", "F-PRRT", "F-EVEROLIMUS", "F-TKI"),
        *("F-CHEMOTHERAPY", "F-EMBOLISATION", "F-PANCREAS"),
    ),
    "pancreas": (*numbered("PAN-NF-", *span((1, 12))), *numbered("PAN-F-", *span((1, 14)))),
    "small_intestine": numbered("SI-", *span((1, 12))),
    "appendix": numbered("APP-", *span((1, 7))),
    "colon": numbered("COL-", *span((1, 4))),
    "rectum": numbered("REC-", *span((1, 6))),
    "stomach": numbered("GAS-", *span((1, 7))),
    "duodenum": numbered("DUO-", *span((1, 6))),
    "lung": numbered("LUN-", *span((1, 11))),
    "thymus": numbered("THY-", *span((1, 5))),
    "nec": numbered("NEC-", *span((1, 6))),
    "unknown_primary": numbered("UNK-", *span((1, 4))),
    "hereditary": numbered("HER-", *span((1, 9))),
}
ALL = [
    pytest.param(plugin, row, id=row, marks=pytest.mark.xdist_group("rows"))
    for plugin, rows in ROWS.items()
    for row in rows
]


@cache
def protocol() -> Protocol:
    return current()


@cache
def acts() -> dict[str, tuple[int, ...]]:
    """Return the positions of the acts that cite each row; an option cites its therapy."""
    found: dict[str, list[int]] = defaultdict(list)
    for n, entry in enumerate(protocol().entries):
        for name in (*entry.raw.get("statements", ()), *entry.raw.get("sources", ())):
            found[name].append(n)
        for option in entry.raw.get("options", ()) if entry.kind != "guard" else ():
            therapy = protocol().options[option].therapy if option in protocol().options else ""
            if therapy:
                found[therapy].append(n)
    return {row: tuple(ns) for row, ns in found.items()}


def case_files() -> Iterator[Path]:
    yield from sorted((ROOT / "cases").glob("*.toml"))
    yield from sorted((ROOT / "plugins").glob("*/cases/*/*.toml"))


@cache
def truths() -> tuple[tuple[bytes, str], ...]:
    """Return the result of every case with its name."""
    found = []
    for path in case_files():
        try:
            file = load(path)
        except CaseError:
            continue  # a bad case that is refused on reading meets nothing
        assert file.as_of is not None, path
        found.append((plan(file.case, file.as_of, protocol()).result, path.stem))
    return tuple(found)


def holds(n: int, result: bytes) -> bool:
    need = protocol().entries[n].kind == "need"
    return result[n] in (MET, MISSING) if need else result[n] == TRUE


def fails(n: int, result: bytes) -> bool:
    need = protocol().entries[n].kind == "need"
    return result[n] == (NOT_NEEDED if need else FALSE)


def left_out(plugin: str) -> None:
    if plugin not in {p["name"] for p in protocol().plugins}:
        pytest.skip(f"{plugin} is not in force")
    if not any((ROOT / "plugins" / plugin / "cases").glob("*/*.toml")):
        pytest.skip(f"{plugin} has no cases yet")


@pytest.mark.parametrize(("plugin", "row"), ALL)
def test_a_row_has_its_text(plugin: str, row: str) -> None:
    """A reader who meets the id can look it up."""
    left_out(plugin)
    assert row in protocol().statements or row in protocol().sources


@pytest.mark.parametrize(("plugin", "row"), ALL)
def test_a_row_is_met_by_a_case_and_not_met_by_another(plugin: str, row: str) -> None:
    """An act cites it; it holds for one case at least, and does not for another."""
    left_out(plugin)
    citing = acts().get(row, ())
    assert citing, "no act cites it"
    assert any(holds(n, result) for n in citing for result, _ in truths()), "met by no case"
    assert any(fails(n, result) for n in citing for result, _ in truths()), "not met by no case"


def test_these_plugins_are_in_force() -> None:
    """A plugin that publishing refuses would take its rows with it, silently."""
    refused = {name for name in in_force().refused if name in ("updates", "follow_up")}
    assert refused == set()


def test_every_act_of_these_plugins_holds_for_a_case_and_fails_for_another() -> None:
    """A row with several acts is covered in each of them, not only in one."""
    never, always = [], []
    for n, entry in enumerate(protocol().entries):
        if entry.origin in ("updates", "follow_up"):
            if not any(holds(n, result) for result, _ in truths()):
                never.append(entry.id)
            if not any(fails(n, result) for result, _ in truths()):
                always.append(entry.id)
    assert never == []
    assert always == []
