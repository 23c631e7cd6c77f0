"""Recording what the board resolved: option by option, with a reason where it differs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label

from nettui.engine.findings import Offer
from nettui.engine.plan import Plan
from nettui.engine.wording import plain
from nettui.store.records import REASON_CODES, BoardResult, Resolution
from nettui.tui.rows.decision import OUTCOMES, Key, key_of, resolving_rows, to_decide
from nettui.tui.rows.head import who
from nettui.tui.rows.lines import Line, Row, Shown, clipped
from nettui.tui.screens.over import Choice
from nettui.tui.text import content
from nettui.tui.widgets.keys import caught_up
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.row_list import RowList


class DecisionScreen(Screen[BoardResult]):
    """Its answer is what the board resolved, to be recorded for ever; Escape answers nothing."""

    KEYS_FIRST = ("take", "sign")
    BINDINGS = [
        Binding("a", "resolve('a')", "Accept", tooltip="The board accepts this option"),
        Binding("m", "resolve('m')", "Modify", tooltip="Accepted with a change; a reason is asked"),
        Binding("d", "resolve('d')", "Decline", tooltip="Declined; a reason is asked"),
        Binding("f", "resolve('f')", "Defer", tooltip="Put off; a reason is asked"),
        Binding("delete,backspace", "unset", "Unset", show=False, tooltip="Not resolved"),
        Binding("t", "ask('text')", "Words", tooltip="Add words to the marked resolution"),
        Binding("p", "ask('present')", "Present", tooltip="Who was there"),
        Binding("ctrl+s", "sign", "Sign", key_display="^S", tooltip="Record it; it stays for ever"),
        Binding("enter", "take", "Take", priority=True, tooltip="Take the words"),
        Binding("escape", "leave", "Back", tooltip="Go back; nothing is recorded"),
    ]

    def __init__(self, plan: Plan, shown: Shown) -> None:
        super().__init__()
        self.plan, self.shown = plan, shown
        self.made: dict[Key, Resolution] = {}
        self.present: tuple[str, ...] = ()
        self.asking = ""

    def compose(self) -> ComposeResult:
        """Whose decision, the options, who was there, the keys."""
        yield Lines(self._head)
        yield RowList(shown=self.shown)
        yield Lines(self._below)
        with Horizontal(classes="prompt"):
            yield Label(content(" > "))
            yield Input()
        yield KeyLine(self.shown)

    def on_mount(self) -> None:
        """Fill in."""
        self.query_one(Input).cursor_blink = False
        self.query_one(".prompt").display = False
        self._fill()
        self.set_focus(self.query_one(RowList))

    def _fill(self) -> None:
        self.query_one(RowList).show(tuple(resolving_rows(self.plan, self.made)))
        for lines in self.query(Lines):
            lines.refresh()

    def _head(self, width: int) -> Sequence[Line]:
        text = f"Decision of the board on {who(self.plan.case)}"
        return [clipped(text, width, self.shown, "head")]

    def _below(self, width: int) -> Sequence[Line]:
        if self.asking == "text":
            text = "Words on this resolution; Enter takes them"
        elif self.asking:
            text = "Who was present, with commas between; Enter takes it"
        else:
            present = ", ".join(self.present) or "nobody named yet (p)"
            open_ = len(to_decide(self.plan)) - len(self.made)
            text = f"{len(self.made)} resolved, {open_} open · present: {present}"
        return [clipped(text, width, self.shown, "title")]

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
            return bool(self.made)
        if action == "unset" or (action == "ask" and _parameters == ("text",)):
            return self.offer is not None and key_of(self.offer) in self.made
        return action != "resolve" or self.offer is not None

    def action_resolve(self, key: str) -> None:
        """Resolve on the marked option, asking why where it is not accepted."""
        offer = self.offer
        if offer is None:
            return
        outcome = OUTCOMES[key]
        if outcome == "accepted":
            self._resolve(offer, outcome, "")
            return
        rows = [Row(sign="-", title=plain(code), key=code) for code in REASON_CODES]
        title = f"{offer.label}: {outcome}. Why?"
        self.app.push_screen(
            Choice(title, rows, self.shown), partial(self._reasoned, offer, outcome)
        )

    def _reasoned(self, offer: Offer, outcome: str, code: str | None) -> None:
        if code is not None:
            self._resolve(offer, outcome, code)

    def _resolve(self, offer: Offer, outcome: str, code: str) -> None:
        option, role = key_of(offer)
        self.made[option, role] = Resolution(option=option, role=role, outcome=outcome, code=code)
        self._fill()
        self.query_one(RowList).action_step(1)
        self.refresh_bindings()

    def action_unset(self) -> None:
        """Leave the marked option open."""
        if self.offer is not None:
            self.made.pop(key_of(self.offer), None)
            self._fill()

    def action_ask(self, what: str) -> None:
        """Ask for words."""
        self.asking = what
        self.query_one(".prompt").display = True
        box = self.query_one(Input)
        box.value = ""
        self.set_focus(box)
        self._fill()
        self.refresh_bindings()

    async def action_take(self) -> None:
        """Take the words."""
        await caught_up(self.query_one(Input))
        text = self.query_one(Input).value.strip()
        offer = self.offer
        if self.asking == "present":
            self.present = tuple(name.strip() for name in text.split(",") if name.strip())
        elif offer is not None and key_of(offer) in self.made:
            from attrs import evolve

            self.made[key_of(offer)] = evolve(self.made[key_of(offer)], text=text)
        self._asked()

    def _asked(self) -> None:
        self.asking = ""
        self.query_one(".prompt").display = False
        self.set_focus(self.query_one(RowList))
        self._fill()
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Leave the words, or the screen."""
        if self.asking:
            self._asked()
        else:
            self.dismiss()

    def action_sign(self) -> None:
        """Answer, after being asked once more whose decision it is."""
        rows = [
            Row(sign="+", word="Sign", title="Record it. It is never changed afterwards", key="yes")
        ]
        title = f"Decision on {who(self.plan.case)}: {len(self.made)} resolved"
        self.app.push_screen(Choice(title, rows, self.shown), self._signed)

    def _signed(self, answer: str | None) -> None:
        if answer == "yes":
            self.dismiss(
                BoardResult(
                    resolutions=tuple(self.made.values()),
                    held_on=self.plan.as_of,
                    attendees=self.present,
                )
            )
