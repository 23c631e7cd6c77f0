"""Recording what the board resolved: option by option, with a reason where it differs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial

from attrs import evolve
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label

from nettui.desk import deciding
from nettui.engine.language.wording import plain
from nettui.engine.plan.findings import Offer, OfferKey
from nettui.engine.plan.plan import Plan
from nettui.sheet.patient import who
from nettui.store.records import REASON_CODES, BoardResult, Resolution
from nettui.tui.rows.decision import OUTCOMES, resolving_rows, signing_rows
from nettui.tui.rows.layout import Line, ListRow, Shown, clipped
from nettui.tui.safe_text import content
from nettui.tui.screens.overlay import Choice
from nettui.tui.widgets.box import Box
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.row_list import RowList

Keep = Callable[[BoardResult | None], None]
"""Takes what is resolved so far, to be kept as a draft; None: nothing is to be kept."""

_ASKED = {
    "text": "Words on this resolution; Enter takes them",
    "present": "Who was present, with commas between; Enter takes it",
    "day": "The day of the board, as 2026-10-14; Enter takes it",
    "note": "A remark on the whole decision; Enter takes it",
}


class DecisionScreen(Screen[BoardResult]):
    """Its answer is what the board resolved, to be recorded for ever; Escape answers nothing.

    ``begun``: what is resolved already, of a draft or of the decision that is corrected.
    """

    KEYS_FIRST = ("take", "sign")
    BINDINGS = [
        Binding("a", "resolve('a')", "Accept", tooltip="The board accepts this option"),
        Binding("m", "resolve('m')", "Modify", tooltip="Accepted with a change; a reason is asked"),
        Binding("d", "resolve('d')", "Decline", tooltip="Declined; a reason is asked"),
        Binding("f", "resolve('f')", "Defer", tooltip="Put off; a reason is asked"),
        Binding("delete,backspace", "unset", "Unset", show=False, tooltip="Not resolved"),
        Binding("t", "ask('text')", "Words", tooltip="Add words to the marked resolution"),
        Binding("p", "ask('present')", "Present", tooltip="Who was there"),
        Binding("o", "ask('day')", "Day", show=False, tooltip="The day of the board"),
        Binding("n", "ask('note')", "Note", show=False, tooltip="A remark on the whole decision"),
        Binding("ctrl+s", "sign", "Sign", key_display="^S", tooltip="Record it; it stays for ever"),
        Binding("enter", "take", "Take", priority=True, tooltip="Take the words"),
        Binding("escape", "leave", "Back", tooltip="Go back; nothing is recorded"),
    ]

    def __init__(self, plan: Plan, begun: BoardResult, keep: Keep, shown: Shown) -> None:
        super().__init__()
        self.plan, self.shown = plan, shown
        self.begun = begun
        self.result = deciding.fitting(plan, begun)
        self.unfit = len(begun.resolutions) - len(self.result.resolutions)
        self._keep = keep
        self.asking = ""
        self.fault = ""

    @property
    def made(self) -> dict[OfferKey, Resolution]:
        """What is resolved so far, by option and role."""
        return deciding.made(self.result)

    def compose(self) -> ComposeResult:
        """Whose decision, the options, who was there, the keys."""
        yield Lines(self._head)
        yield RowList(shown=self.shown)
        yield Lines(self._below)
        with Horizontal(classes="prompt"):
            yield Label(content(" > "))
            yield Box(select_on_focus=False)
        yield KeyLine(self.shown)

    def on_mount(self) -> None:
        """Fill in."""
        self.query_one(".prompt").display = False
        self._fill()
        self.set_focus(self.query_one(RowList))

    def _fill(self) -> None:
        self.query_one(RowList).show(tuple(resolving_rows(self.plan, self.made, self.result.note)))
        for lines in self.query(Lines):
            lines.follow()

    def _head(self, width: int) -> Sequence[Line]:
        what = "Decision of the board"
        if self.result.corrects:
            what = f"Correction of decision {self.result.corrects}"
        return [clipped(f"{what} on {who(self.plan.case)}", width, self.shown, "head")]

    def _below(self, width: int) -> Sequence[Line]:
        if self.fault:
            return [clipped(self.fault, width, self.shown, "stop")]
        return [clipped(_ASKED.get(self.asking) or self._state(), width, self.shown, "title")]

    def _state(self) -> str:
        present = ", ".join(self.result.attendees) or "nobody named yet (p)"
        unfit = f" · {self.unfit} no longer in the plan" if self.unfit else ""
        open_ = len(deciding.to_decide(self.plan)) - len(self.made)
        return (
            f"{len(self.made)} resolved, {open_} open{unfit} "
            f"· board of {self.result.held_on.isoformat()} · present: {present}"
        )

    @property
    def offer(self) -> Offer | None:
        """The option under the cursor."""
        row = self.query_one(RowList).row
        return row.subject if row is not None and isinstance(row.subject, Offer) else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if not self.is_mounted:
            return True
        if action == "take" or self.asking:
            return bool(self.asking) and action in ("take", "leave")
        if action == "sign":
            return bool(self.made or self.result.note)
        if action == "unset" or (action == "ask" and _parameters == ("text",)):
            return self.offer is not None and self.offer.key in self.made
        return action != "resolve" or self.offer is not None

    def take(self, result: BoardResult) -> None:
        """Show and keep another state of the decision."""
        self.result = result
        self._keep(result)
        self._fill()
        self.refresh_bindings()

    # --- options ---

    def action_resolve(self, key: str) -> None:
        """Resolve on the marked option, asking why where it is not accepted."""
        offer = self.offer
        if offer is None:
            return
        outcome = OUTCOMES[key]
        self.fault = ""
        if outcome == "accepted":
            why = deciding.cannot_accept(self.plan, offer)
            if why:
                self.fault = f"Modify (m) or defer (f): {why}"
                self._fill()
            else:
                self._resolve(offer, outcome, "")
            return
        rows = [ListRow(sign="-", title=plain(code), key=code) for code in REASON_CODES]
        title = f"{offer.label}: {outcome}. Why?"
        self.app.push_screen(
            Choice(title, rows, self.shown), partial(self._reasoned, offer, outcome)
        )

    def _reasoned(self, offer: Offer, outcome: str, code: str | None) -> None:
        if code is not None:
            self._resolve(offer, outcome, code)

    def _resolve(self, offer: Offer, outcome: str, code: str) -> None:
        option, role = offer.key
        resolution = Resolution(option=option, role=role, outcome=outcome, code=code)
        self.take(deciding.resolved(self.result, resolution))
        if outcome in deciding.NEEDS_WORDS or code == "other":
            self.action_ask("text")
        else:
            self.query_one(RowList).action_step(1)

    def action_unset(self) -> None:
        """Leave the marked option open."""
        if self.offer is not None:
            self.take(deciding.left_open(self.result, self.offer.key))

    # --- words ---

    def action_ask(self, what: str) -> None:
        """Ask for words, beginning with those there are."""
        self.asking, self.fault = what, ""
        self.query_one(".prompt").display = True
        box = self.query_one(Input)
        box.value = self._said(what)
        box.cursor_position = len(box.value)
        self.set_focus(box)
        self._fill()
        self.refresh_bindings()

    def _said(self, what: str) -> str:
        made = self.made.get(self.offer.key) if self.offer is not None else None
        return {
            "text": made.text if made else "",
            "present": ", ".join(self.result.attendees),
            "day": self.result.held_on.isoformat(),
            "note": self.result.note,
        }[what]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep words with every key, where they already are what they may become."""
        event.stop()
        if self.asking and not self._fault_of(event.value):
            self._keep(self._with(event.value))

    def action_take(self) -> None:
        """Take the words."""
        text = self.query_one(Input).value
        self.fault = self._fault_of(text)
        if self.fault:
            self._fill()
            return
        result = self._with(text)
        self._asked()
        self.take(result)

    def _fault_of(self, text: str) -> str:
        """Return what is wrong with the words, empty for nothing."""
        if not text.isprintable():
            return deciding.UNSEEN
        return deciding.day_fault(text, self.plan.as_of) if self.asking == "day" else ""

    def _with(self, text: str) -> BoardResult:
        """Return the decision with the words asked for in their place."""
        text = text.strip()
        match self.asking:
            case "present":
                return evolve(self.result, attendees=deciding.names(text))
            case "day":
                return evolve(self.result, held_on=datetime.date.fromisoformat(text))
            case "note":
                return evolve(self.result, note=text)
        made = self.made.get(self.offer.key) if self.offer is not None else None
        return deciding.resolved(self.result, evolve(made, text=text)) if made else self.result

    def _asked(self) -> None:
        self.asking = self.fault = ""
        self.query_one(".prompt").display = False
        self.set_focus(self.query_one(RowList))
        self._fill()
        self.refresh_bindings()

    # --- leaving and signing ---

    def action_leave(self) -> None:
        """Leave the words, or the screen; what was resolved is asked about once."""
        if self.asking:
            self._keep(self.result)
            self._asked()
        elif self.result == self.begun and not self.unfit:
            self.dismiss()
        else:
            rows = [
                ListRow(sign="-", word="Leave", title="Leave; it is kept, b goes on", key="leave"),
                ListRow(sign="-", word="Discard", title="Leave and throw it away", key="discard"),
            ]
            title = f"The decision on {who(self.plan.case)} is not signed"
            self.app.push_screen(Choice(title, rows, self.shown), self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "discard":
            self._keep(None)
        if answer is not None:
            self.dismiss()

    def action_sign(self) -> None:
        """Answer, after being asked once more whose decision it is."""
        label = deciding.wordless(self.plan, self.result)
        if label:
            self.fault = f"{label} is modified: say how (t), or nobody can tell later."
            self._fill()
            return
        self.fault = ""
        if self.result.corrects and not self.result.reason:
            self._ask_reason()
            return
        open_ = len(deciding.to_decide(self.plan)) - len(self.made)
        rows = [
            ListRow(
                sign="+", word="Sign", title="Record it. It is never changed afterwards", key="yes"
            ),
            *signing_rows(self.plan, self.made, self.result),
        ]
        title = f"Decision on {who(self.plan.case)}: {len(self.made)} resolved, {open_} left open"
        self.app.push_screen(Choice(title, rows, self.shown), self._signed)

    def _ask_reason(self) -> None:
        """Ask why a decision is corrected, then go on signing."""
        from nettui.desk.reasons import CORRECTIONS
        from nettui.tui.screens.reason_dialog import Reason

        def answered(reason: str | None) -> None:
            if reason is not None:
                self.take(evolve(self.result, reason=reason))
                self.action_sign()

        title = f"Why is decision {self.result.corrects} corrected?"
        self.app.push_screen(Reason(title, CORRECTIONS, self.shown), answered)

    def _signed(self, answer: str | None) -> None:
        if answer == "yes":
            self.dismiss(self.result)
