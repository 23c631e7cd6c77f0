"""What is in one group runs in one worker, and all of it runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.scheduling import InGroups, group_of

GROUPS = {f"test_{n}": group for n, group in enumerate("aaabbcdefabcgh")}


class Worker:
    """One that runs what it is given when it is asked to."""

    shutting_down = False

    def __init__(self, name: str) -> None:
        self.name = self.id = name
        self.gateway = self
        self.given: list[int] = []

    def send_runtest_some(self, indices: list[int]) -> None:
        self.given += indices

    def shutdown(self) -> None:
        self.shutting_down = True


@pytest.fixture
def scheduler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> InGroups:
    monkeypatch.setenv("NETTUI_TESTS_ROOT", str(tmp_path))
    monkeypatch.setattr(request.config.option, "loadscopereorder", True, raising=False)
    monkeypatch.setattr(request.config.option, "tx", ["popen", "popen"], raising=False)
    (tmp_path / "groups.json").write_text(json.dumps(GROUPS), "utf-8")
    return InGroups(request.config, None)


def run(scheduler: InGroups, workers: list[Any]) -> dict[str, set[str]]:
    """Run all; which workers ran the tests of each group."""
    tests = list(GROUPS)
    for worker in workers:
        scheduler.add_node(worker)
    for worker in workers:
        scheduler.add_node_collection(worker, tests)
    scheduler.schedule()
    where: dict[str, set[str]] = {}
    ran = []
    while pending := [worker for worker in workers if worker.given]:
        for worker in pending:
            number = worker.given.pop(0)
            ran.append(tests[number])
            where.setdefault(GROUPS[tests[number]], set()).add(worker.name)
            scheduler.mark_test_complete(worker, number)
    assert sorted(ran) == sorted(tests)
    return where


def test_a_group_runs_in_one_worker(scheduler: InGroups) -> None:
    """Whatever lies between its tests; and the groups are shared out."""
    where = run(scheduler, [Worker("one"), Worker("two")])
    assert set(where) == set(GROUPS.values())
    assert all(len(names) == 1 for names in where.values())
    assert {name for names in where.values() for name in names} == {"one", "two"}
    assert scheduler.tests_finished


@pytest.mark.xdist_group("scheduling")
def test_a_mark_names_a_group(request: pytest.FixtureRequest) -> None:
    assert group_of(request.node) == "scheduling"


def test_without_one_it_is_the_file(request: pytest.FixtureRequest) -> None:
    assert group_of(request.node) == __file__


@pytest.mark.parametrize("path", [Path("cases/x.toml")])
def test_what_is_about_a_case_is_with_what_else_is(
    request: pytest.FixtureRequest, path: Path
) -> None:
    assert group_of(request.node) == str(path)
