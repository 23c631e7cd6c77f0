"""Two people changed a case: what each did, said one after the other, and a choice where both did.

Nothing is saved here: whoever put both together looks at the plan, and saves.
"""

from __future__ import annotations

from nettui.case.base.faults import CaseError
from nettui.case.record.case import CaseFile
from nettui.plain.lines import change_words
from nettui.plain.session import Session
from nettui.store.diff import merge, three_way

_NOTHING = "nothing"


def put_together(
    session: Session, why: str, base: CaseFile, mine: CaseFile, theirs: CaseFile
) -> CaseFile | None:
    """Return the case with both sides' changes, None where nothing is to be put together."""
    sides = three_way(base, mine, theirs)
    clashing = {clash.path for clash in sides.clashes}
    session.say(why)
    for whose, changes in (("Theirs", sides.theirs), ("Yours", sides.mine)):
        alone = [change for change in changes if change.path not in clashing]
        session.say(f"{whose}, kept: {len(alone)}.")
        for one in alone:
            session.say(change_words(one), 1)
    taken: dict[str, str] = {}
    for clash in sides.clashes:
        session.say(f"Both changed {clash.label}. It was: {clash.base or _NOTHING}.")
        at = session.talk.choose(
            (f"mine: {clash.mine or _NOTHING}", f"theirs: {clash.theirs or _NOTHING}")
        )
        if at is None:
            return None
        taken[clash.path] = ("mine", "theirs")[at]
    if not sides.clashes:
        answer = session.talk.choose(("Put both together", "Go back, nothing is put together"))
        if answer != 0:
            return None
    try:
        return merge(base, mine, theirs, taken)
    except CaseError as refused:
        session.say(f"They cannot be put together: {refused}")
        return None
