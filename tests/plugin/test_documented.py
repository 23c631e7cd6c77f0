"""Every hook is documented and tested, every refusal has a test."""

from __future__ import annotations

import re

import nettui.guideline
from nettui.plugin import hookspecs
from nettui.plugin.problem_kinds import KINDS
from tests.plugin.given import HERE
from tests.plugin.reference import DOCUMENT, written


def test_the_authors_guide_is_up_to_date() -> None:
    """Else: python -m tests.plugin.reference."""
    text = DOCUMENT.read_text("utf-8")
    assert written(text) == text


def test_every_hook_says_what_it_is_for() -> None:
    for spec in (hookspecs.nettui_card, *hookspecs.HOOKS.values()):
        assert f"`{spec.__name__}()`" in DOCUMENT.read_text("utf-8")
        assert spec.__doc__
        assert spec.__annotations__["return"]


def test_every_hook_is_used_by_the_base_protocol() -> None:
    """Which goes in through the same door as everyone's."""
    for spec in (hookspecs.nettui_card, *hookspecs.HOOKS.values()):
        assert hasattr(nettui.guideline, spec.__name__)


def test_every_refusal_has_a_test() -> None:
    """A plugin that has it, or its name in a test here."""
    texts = [path.read_text("utf-8") for path in HERE.glob("test_*.py")]
    named = set(re.findall(r'"([a-z_]+)"', "\n".join(texts)))
    assert set(KINDS) - named == set()


def test_the_examples_of_the_guide_name_what_there_is() -> None:
    from nettui.plugin import api, terms

    for line in re.findall(r"from nettui\.plugin\.(api|terms) import (.+)", DOCUMENT.read_text()):
        module = {"api": api, "terms": terms}[line[0]]
        for name in line[1].split(", "):
            assert hasattr(module, name)
