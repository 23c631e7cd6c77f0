"""What can be given out of a case."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from nettui.case.record.case import CaseFile
from nettui.desk.export_folder import plain_name
from nettui.engine.plan.plan import Plan


@frozen
class Form:
    """One thing that can be given out. ``make`` takes the plan and the case as its file says it.

    What ``is_headed`` begins with whose plan it is, of which revision, and the decision in force.
    """

    what: str
    title: str
    suffix: str
    make: Callable[[Plan, CaseFile], str]
    is_headed: bool = False


def _text(plan: Plan, file: CaseFile) -> str:
    from nettui.exchange.text import report

    return report(plan, 80, file.title, every=True)


def _markdown(plan: Plan, file: CaseFile) -> str:
    from nettui.exchange.markdown import report

    return report(plan, file.title, every=True)


def _json(plan: Plan, file: CaseFile) -> str:
    from nettui.exchange.plan_json import dumps

    return dumps(plan, file.title)


def _case_toml(_plan: Plan, file: CaseFile) -> str:
    from nettui.case.files.codec import dumps_toml

    return dumps_toml(file)


def _case_json(_plan: Plan, file: CaseFile) -> str:
    from nettui.case.files.codec import dumps_json

    return dumps_json(file)


FORMS = {
    "plan-text": Form("plan", "The plan as text", ".txt", _text, is_headed=True),
    "plan-markdown": Form("plan", "The plan as Markdown", ".md", _markdown),
    "plan-json": Form("plan", "The plan as JSON, with every reason", ".json", _json),
    "case-toml": Form("case", "The case as text (TOML), to be read again", ".toml", _case_toml),
    "case-json": Form("case", "The case as JSON, to be read again", ".json", _case_json),
}


def stem_for(form: Form, case_id: str) -> str:
    """Return the name of the file without its ending."""
    return f"{plain_name(case_id)}-{form.what}"


def name_for(form: Form, case_id: str) -> str:
    """Return the name of the file, as long as it is not taken."""
    return f"{stem_for(form, case_id)}{form.suffix}"
