"""What is published is looked at as a whole when it is put together."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from nettui.boundary import strict
from nettui.engine.language.serialize import Data, canonical
from nettui.engine.protocol.assemble import Contribution
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin import assembly, sign_off
from nettui.plugin.problems import Refused
from nettui.plugin.publish import current
from nettui.plugin.published import typed
from tests.exchange import small

SETTING = {
    "verb": "setting",
    "parameter": "high_ki67",
    "value": 30,
    "reason": "r",
    "approved_by": "a",
    "review_by": "2027-01-31",
    "origin": "house",
    "layer": "institution",
}
SIGNED = {"id": "base:follow_up.ct", "by": "a", "role": "b", "on": "2026-01-01"}


def whole() -> Data:
    """A small protocol with one of everything."""
    raw = copy.deepcopy(small.planned(alone=False).protocol.raw)
    return {**raw, "settings": [SETTING], "sign_offs": [SIGNED]}


def test_the_protocol_in_force_is_written_as_it_was_read() -> None:
    """Byte for byte, so that typed or not its digest is the same."""
    for raw in (current().raw, current(base_only=True).raw, whole()):
        assert canonical(strict.to_json(typed(raw))) == canonical(raw)


def entry(data: Data, kind: str) -> Data:
    found: Data = next(one for one in data["entries"] if one["act"]["verb"] == kind)
    return found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d.update(format=1), "format: found 1; expected 5."),
        (lambda d: d.update(formats=1), "formats: found an unknown key"),
        (lambda d: d.pop("tables"), "tables: found nothing; expected a list."),
        (lambda d: d.pop("implied"), "implied: found nothing; expected a list."),
        (lambda d: d["plugins"][0].update(digest="12"), "plugins[0].digest: found '12'"),
        (lambda d: d["plugins"][0].update(sites="lung"), "plugins[0].sites: found 'lung'"),
        (lambda d: d["entries"][0].update(layer="house"), "entries[0].layer: found 'house'"),
        (lambda d: d["entries"][0].update(stage="later"), "entries[0].stage: found 'later'"),
        (lambda d: d["entries"][0].update(id="x"), "entries[0].id: found 'x'"),
        (lambda d: entry(d, "rule")["act"].update(strenght="strong"), "Did you mean 'strength'?"),
        (
            lambda d: entry(d, "need")["act"].pop("facts"),
            "entries[4].act: found what cannot be used; expected",
        ),
        (lambda d: d["settings"][0].update(value="many"), "settings[0]: found what cannot be used"),
        (lambda d: d["settings"][0].update(layer="no"), "settings[0].layer: found 'no'; expected"),
        (lambda d: d["settings"][0].pop("origin"), "settings[0].origin: found nothing"),
        (lambda d: d["settings"].append(3), "settings[1]: found what cannot be used"),
        (lambda d: d["statements"].update(S01=3), "statements.S01: found 3; expected text."),
        (lambda d: d["sign_offs"][0].update(by="a\nb"), "sign_offs[0].by: found"),
        (lambda d: d.update(sign_offs=None), "sign_offs: found nothing; expected a list."),
    ],
)
def test_what_is_no_protocol_is_refused_with_its_place(change: Any, says: str) -> None:
    data = copy.deepcopy(whole())
    change(data)
    with pytest.raises(strict.Unfit) as refused:
        typed(data)
    (fault,) = refused.value.faults
    assert says in str(fault)


def test_it_is_refused_before_it_is_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    """``assembled_faulty``, also where each part by itself was found right."""
    raw = current(base_only=True).raw
    made = Protocol({**raw, "entries": [{**raw["entries"][0], "stage": "later"}]})
    monkeypatch.setattr(assembly, "assemble", lambda _: made)
    monkeypatch.setattr(sign_off, "counted", lambda protocol: (protocol, []))
    monkeypatch.setattr(assembly, "check", lambda given: Checked(tuple(given)))
    base = Contribution("base", "base", {}, {})
    with pytest.raises(Refused) as refused:
        assembly.assembled([base], [])
    (problem,) = refused.value.problems
    assert problem.kind == "assembled_faulty"
    assert "entries[0].stage: found 'later'" in problem.what


class Checked:
    """What `check` finds where nothing is wrong."""

    problems = ()

    def __init__(self, taken: tuple[Contribution, ...]) -> None:
        self.taken = taken
