"""A case to be read: its plan, why each line stands, what is due, what is not known."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Label

from nettui.display import cells, clip
from nettui.engine.language.stages import STAGE_TITLES, STAGES
from nettui.engine.plan.plan import Plan
from nettui.exchange.document import wrap
from nettui.sheet.reasons import changeable, reasons, what_would_change, with_changes
from nettui.tui.cases.source import ListedCase
from nettui.tui.rows.header import head_lines, in_short
from nettui.tui.rows.layout import Line, ListRow, Shown, clipped, matching
from nettui.tui.rows.plan import date_rows, plan_rows, question_rows
from nettui.tui.rows.short_plan import brief_rows
from nettui.tui.rows.why import reason_rows
from nettui.tui.safe_text import content
from nettui.tui.settings import settings_of
from nettui.tui.widgets.box import Box
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.row_list import RowList

WIDE = 120  # cells from which record, plan and reasons are all in sight
_ROOMY = 170  # and from which they stand in three columns, not the reasons below the plan
_VIEWS = ("brief", "in full", "all rules")
_NOTICE_MOST = 4  # lines of a notice
_TO_BE_READ = ("held", "stop")
_FRAME = 5  # lines of head, heading and keys around the plan
_TITLES = {"plan": "Plan", "due": "Follow-up by date", "questions": "Open questions"}


class CaseView(Screen[None]):
    """One case. ``left`` is what the list shows: plan, dates or questions.

    ``notes`` are what was said of plugins when the protocol was published.
    """

    BINDINGS = [
        Binding("w", "why", "Why", key_display="Enter", tooltip="Why the line stands as it does"),
        Binding("escape", "back", "Back", tooltip="Back to where you came from"),
        Binding("p", "view('plan')", "Plan", tooltip="The plan in its six stages"),
        Binding("f", "view('due')", "Follow-up", tooltip="What is due, by date"),
        Binding("o", "view('questions')", "Questions", tooltip="What is not known, and waits"),
        Binding("x", "whatif", "What if", tooltip="Which single fact would change the line"),
        Binding("a", "unfold", "More", tooltip="The plan in brief, in full, with all rules"),
        Binding("slash", "find", "Find", key_display="/", tooltip="Keep the lines with some words"),
        Binding("tab", "other_pane", "Next pane", tooltip="On to record, plan or why"),
        Binding(
            "1",
            "stage(0)",
            "Stage",
            key_display="1-6",
            tooltip=f"Go to stage 1: {STAGE_TITLES[STAGES[0]]}",
        ),
        *(
            Binding(
                str(n + 1),
                f"stage({n})",
                "Stage",
                show=False,
                tooltip=f"Go to stage {n + 1}: {STAGE_TITLES[STAGES[n]]}",
            )
            for n in range(1, 6)
        ),
    ]

    def __init__(self, entry: ListedCase, shown: Shown, notes: Sequence[str] = ()) -> None:
        super().__init__()
        self.shown = shown
        self.entry = entry
        self.notes = notes
        self.left = "plan"
        self.view = _VIEWS[0]
        self._kept: dict[tuple[Plan, str, int], Sequence[ListRow]] = {}
        self._explained: tuple[Plan | None, ListRow | None, bool] = (None, None, False)
        self.wanted = ""
        self.reading_why = False
        self._noticed = ("", "")
        self.is_filled = False

    @property
    def plan(self) -> Plan:
        """The plan on screen."""
        assert self.entry.plan is not None, "only cases that were planned are opened"
        return self.entry.plan

    @property
    def stands(self) -> bool:
        """It is composed, and not being taken down."""
        return self.is_mounted and self.is_attached

    @property
    def rows(self) -> RowList:
        """The list on the left."""
        return self.query_one("#rows", RowList)

    @property
    def reasons(self) -> RowList:
        """The list on the right."""
        return self.query_one("#why", RowList)

    def compose(self) -> ComposeResult:
        """A head of three lines, the panes, the plan in short where it is hidden, the keys."""
        yield Lines(self._head, id="head")
        with Horizontal(id="panes"):
            yield from self.compose_record()
            with Container(id="answer-panes"):
                with Vertical(classes="pane", id="left"):
                    yield Lines(self._left_title, id="left-title")
                    yield RowList(shown=self.shown, id="rows")
                with Vertical(classes="pane", id="right"):
                    yield Lines(self._right_title, id="right-title")
                    yield RowList(shown=self.shown, id="why")
        yield Lines(self._in_short, id="in-short")
        with Horizontal(classes="prompt", id="find"):
            yield Label(content(" Find: "))
            yield Box(placeholder="words that a line must hold; Enter keeps, Esc shows all")
        yield Lines(self._notice, id="notice")
        yield KeyLine(self.shown)

    def compose_record(self) -> ComposeResult:
        """The record beside the plan; nothing where a case is only read."""
        yield from ()

    def on_mount(self) -> None:
        """Show the plan."""
        self.view = settings_of(self.app).plan
        self.query_one("#find").display = False
        self.query_one("#notice").display = bool(self._noticed[0])
        self.show_panes()
        self.fill(keep=False)
        self.is_filled = True
        self.set_focus(self.rows)

    # --- what is shown ---

    @property
    def is_wide(self) -> bool:
        """Everything is in sight at once."""
        return self.size.width >= WIDE

    def on_resize(self, _event: events.Resize) -> None:
        """Stand side by side, or one at a time; what was out of sight is filled."""
        self.show_panes()
        if self.is_filled:
            self.fill()

    def show_panes(self) -> None:
        """Show the panes that there is room for, and the plan in short where it is not seen."""
        self.set_class(self.is_wide, "wide")
        self.set_class(self.size.width >= _ROOMY, "roomy")
        self.query_one("#left").display = self.is_wide or not self.reading_why
        self.query_one("#right").display = self.is_wide or self.reading_why
        self.query_one("#in-short").display = not self.query_one("#left").display
        self.refresh_bindings()

    def rows_of_plan(self) -> Sequence[ListRow]:
        """Return the plan as rows."""
        return self.rows_in_view(self.plan)

    def rows_in_view(self, plan: Plan) -> Sequence[ListRow]:
        """Return the rows of a plan as it is looked at: in brief, in full, or with all rules.

        Those last used are kept: while a case is edited, its plan as opened is laid beside every
        new one.
        """
        key = (plan, self.view, self.size.height)
        rows = self._kept.pop(key, None) or self._rows_of(plan)
        self._kept[key] = rows
        for old in tuple(self._kept)[:-2]:
            del self._kept[old]
        return rows

    def _rows_of(self, plan: Plan) -> Sequence[ListRow]:
        if self.view == "brief":
            return brief_rows(plan, 2 * max(self.size.height - _FRAME, 10), self.notes)
        return plan_rows(plan, unfolded=self.view == "all rules", notes=self.notes)

    def _all_rows(self) -> Sequence[ListRow]:
        if self.left == "due":
            return date_rows(self.plan)
        if self.left == "questions":
            return question_rows(self.plan)
        return self.rows_of_plan()

    def fill(self, *, keep: bool = True) -> None:
        """Fill the list on the left anew."""
        rows = self._all_rows()
        if self.wanted:
            rows = matching(rows, self.wanted) or (ListRow(title=f"No line holds: {self.wanted}"),)
        self.rows.show(rows, keep=keep)
        self.explain()

    def explain(self) -> None:
        """Fill the list on the right anew."""
        row = self.rows.row
        if row is None:
            self.reasons.show((ListRow(title="Nothing is marked."),), keep=False)
            self._explained = (None, None, False)
        elif self.is_wide or self.reading_why:
            # What flips a line is worked out where it is read, not while one moves past lines.
            flips = self.focused is self.reasons or not self.is_wide
            plan, explained, flipped = self._explained
            if plan is not self.plan or explained is not row or flipped is not flips:
                sheet = (with_changes if flips else reasons)(self.plan, row.subject)
                self.reasons.show(reason_rows(sheet), keep=False)
            self._explained = (self.plan, row, flips)
        self.refresh_titles()

    def refresh_titles(self) -> None:
        """Draw the headings of the panes anew."""
        for name in ("#left-title", "#right-title"):
            self.query_one(name, Lines).follow()

    def notice(self, text: str, tone: str = "") -> None:
        """Say something above the keys; an empty text takes it away.

        What has to be read (``held``, ``stop``) is wrapped, everything else is cut to a line.
        """
        self._noticed = (text, tone)
        line = self.query_one("#notice", Lines)
        line.display = bool(text)
        line.styles.height = max(len(self._notice(self.size.width)), 1)
        line.follow()

    def _notice(self, width: int) -> Sequence[Line]:
        text, tone = self._noticed
        lines = [text]
        if tone in _TO_BE_READ:
            lines = wrap(self.shown(text), max(width - 2, 8))
        return [clipped(part, width, self.shown, tone) for part in lines[:_NOTICE_MOST]]

    def _in_short(self, width: int) -> Sequence[Line]:
        return [in_short(self.plan, width, self.shown)]

    def _head(self, width: int) -> Sequence[Line]:
        return head_lines(self.plan, self.entry.title, width, self.shown)

    def left_name(self) -> str:
        """Return the heading of the left side."""
        title = _TITLES[self.left]
        if self.left == "plan" and self.view != _VIEWS[0]:
            title += f", {self.view}"
        return f'{title} with "{self.wanted}"' if self.wanted else title

    def right_name(self) -> str:
        """Return the heading of the right side."""
        row = self.rows.row
        return f"Why: {row.title}" if row else "Why"

    def _left_title(self, width: int) -> Sequence[Line]:
        return [self._title(self.left_name(), self.rows, width)]

    def _right_title(self, width: int) -> Sequence[Line]:
        return [self._title(self.right_name(), self.reasons, width)]

    def _title(self, text: str, listing: RowList, width: int) -> Line:
        """Return the heading of a pane, with what is hidden above and below."""
        right = f" {listing.hidden} " if listing.hidden else ""
        left = clip(self.shown(f" {text} "), width - cells(right), self.shown("…"))
        return ((left + " " * (width - cells(left) - cells(right)) + right, "title"),)

    # --- keys ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if not self.stands:
            return True
        narrow_why = self.reading_why and not self.is_wide
        row = self.rows.row
        match action:
            case "why":
                return not self.is_wide and not self.reading_why and row is not None
            case "view":
                return narrow_why or self.left != parameters[0]
            case "whatif":
                return self.left != "record"
            case "unfold" | "stage":
                return self.left == "plan" and not narrow_why
            case "find":
                return not narrow_why
            case "other_pane":
                return len(self.ring()) > 1
        return True

    def action_why(self) -> None:
        """Show the reasons over the whole screen."""
        self.reading_why = True
        self.show_panes()
        self.explain()
        self.set_focus(self.reasons)

    def action_whatif(self) -> None:
        """Show which single facts would change the marked line, or the status of the plan."""
        from nettui.tui.screens.overlay import Reading

        row = self.rows.row
        of = changeable(row.subject) if row else None
        rows = reason_rows(what_would_change(self.plan, of))
        self.app.push_screen(Reading(self.entry.name, rows, self.shown))

    def action_view(self, what: str) -> None:
        """Show the plan, the dates or the questions."""
        self.left, self.wanted = what, ""
        self.close_why()
        self.fill(keep=False)
        self.set_focus(self.rows)
        self.refresh_bindings()

    def action_unfold(self) -> None:
        """Show more: the plan in brief, in full, with the rules that are not met."""
        self.view = _VIEWS[(_VIEWS.index(self.view) + 1) % len(_VIEWS)]
        self.fill()

    def action_stage(self, number: int) -> None:
        """Go to a stage."""
        if self.wanted:
            self.wanted = ""
            self.fill()
        self.rows.go_to_heading(STAGES[number])
        self.set_focus(self.rows)

    def ring(self) -> Sequence[RowList]:
        """Return the panes that one goes round, in the order in which they stand."""
        return (self.rows, self.reasons) if self.rows.row is not None else (self.rows,)

    def action_other_pane(self) -> None:
        """Go to the next pane; where there is room for one, it takes the place of this one."""
        ring = self.ring()
        here = next((n for n, pane in enumerate(ring) if pane.has_focus), 0)
        self.go_to_pane(ring[(here + 1) % len(ring)])

    def go_to_pane(self, pane: RowList) -> None:
        """Put the keys in a pane."""
        if pane is self.reasons and not self.is_wide:
            self.action_why()
            return
        self.close_why()
        self.set_focus(pane)
        if pane is self.reasons:
            self.explain()

    def action_back(self) -> None:
        """Leave the reasons, the words searched for, the view, then the case."""
        if self.query_one("#find").display:
            self._end_find("")
        elif self.reading_why and not self.is_wide:
            self.close_why()
            self.set_focus(self.rows)
        elif self.wanted:
            self._end_find("")
        elif self.left != "plan":
            self.action_view("plan")
        else:
            self.dismiss()

    def close_why(self) -> None:
        """Leave the reasons that take the whole screen."""
        self.reading_why = False
        self.show_panes()

    def take_entry(self, entry: ListedCase) -> None:
        """Show another case."""
        self.entry = entry

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """Explain the line under the cursor."""
        if event.listing is self.rows:
            self.explain()

    def on_listing_scrolled(self, _event: Listing.Scrolled) -> None:
        """Say how much is hidden."""
        self.refresh_titles()

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Explain what was opened."""
        if event.listing is self.rows:
            self.open_row()

    def open_row(self) -> None:
        """Explain the line, on the other side where there is one."""
        self.go_to_pane(self.reasons)

    # --- finding ---

    def action_find(self) -> None:
        """Ask for words."""
        self.query_one("#find").display = True
        box = self.query_one("#find Input", Input)
        box.value = self.wanted
        self.set_focus(box)
        self.refresh_bindings()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the lines that hold the words."""
        if self.query_one("#find").display:
            self.wanted = event.value
            self.fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on among the lines kept."""
        self._end_find(event.value)

    def _end_find(self, wanted: str) -> None:
        self.query_one("#find").display = False
        self.wanted = wanted
        self.fill()
        self.set_focus(self.rows)
        self.refresh_bindings()
