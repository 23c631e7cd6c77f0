"""What is said when the program fails: what, where, what to do; never a value of a record.

A traceback with locals, and often an exception's own message, would put a patient's data on a
terminal and into its scrollback.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

_PACKAGE = Path(__file__).parent.parent


def place(error: BaseException) -> str:
    """Return the innermost line of nettui that the error passed: ``nettui/tui/app.py:12``."""
    found = "outside nettui"
    at: TracebackType | None = error.__traceback__
    while at is not None:
        path = Path(at.tb_frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            found = f"{path.relative_to(_PACKAGE.parent).as_posix()}:{at.tb_lineno}"
        at = at.tb_next
    return found


def kind(error: BaseException) -> str:
    """Return the error's kind, with its text only where that cannot hold a record's values."""
    from nettui.engine.language.errors import Mistake
    from nettui.store.errors import StoreRefusal

    name = type(error).__name__
    # Both are told in words of nettui's own and hold nothing clinical.
    return f"{name}: {error}" if isinstance(error, Mistake | StoreRefusal) else name


def message(error: BaseException) -> str:
    """Return what a user is told of an unexpected error."""
    return (
        "nettui has stopped because of a fault of its own. What was saved stays saved;\n"
        "an edit that was not saved is offered as a draft when its case is opened again.\n"
        f"  What:  {kind(error)}\n"
        f"  Where: {place(error)}\n"
        "  To do: start it again. If it stops in the same place, report these lines\n"
        "         and what you did; they hold nothing of any patient.\n"
        "         'nettui run FILE' may still give the plan."
    )


def no_plan(error: Exception) -> str:
    """Return why no plan can be made: what a protocol was refused for, or what failed."""
    from nettui.plugin.problems import Refused, brief

    why = " ".join(brief(error.problems)) if isinstance(error, Refused) else kind(error)
    return f"No plan can be made: {why}"
