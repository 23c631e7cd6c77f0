"""Where one field is typed: what it is, the text, the words it may become, what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

from nettui.case.base.words import plain
from nettui.case.editing.meant import either
from nettui.case.editing.meant import meant as read_as
from nettui.display import safe
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import Line, ListRow, Shown, clipped, layout
from nettui.tui.rows.typed_field import about, completed, suggestions
from nettui.tui.safe_text import content
from nettui.tui.terminal.typed_ahead import is_more_coming
from nettui.tui.widgets.box import Box
from nettui.tui.widgets.lines import Lines

Keep = Callable[[FieldRow, str], None]
"""Takes a field and the text that is to be kept in it."""

_AGAIN = 0.02  # seconds


class FieldEditor(Vertical):
    """Five lines under the record. It knows no case: it says what was typed and shows answers."""

    BINDINGS = [
        Binding("enter", "keep", "Keep", priority=True, tooltip="Keep it and go to the next field"),
        Binding(
            "tab", "complete", "Complete", priority=True, tooltip="Take the first word offered"
        ),
        # Else it would leave the box, and the next keys would act on the fields.
        Binding("tab,shift+tab", "stay", "Stay", priority=True, show=False),
        Binding("escape", "cancel", "Cancel", priority=True, tooltip="Leave the field as it was"),
        Binding(
            "up",
            "ask('up')",
            "Up",
            priority=True,
            show=False,
            tooltip="Keep it and go to the line above",
        ),
        Binding(
            "down",
            "ask('down')",
            "Down",
            priority=True,
            show=False,
            tooltip="Keep it and go to the line below",
        ),
        Binding(
            "ctrl+z",
            "take_back",
            "Undo",
            key_display="^Z",
            priority=True,
            show=False,
            tooltip="Take back what is typed, else the last change",
        ),
        Binding(
            "ctrl+s",
            "ask('save')",
            "Save",
            key_display="^S",
            priority=True,
            show=False,
            tooltip="Keep it and save the case",
        ),
        # The first character of no value: typed ahead of everything, it finds another field.
        Binding(
            "slash",
            "ask('find')",
            "Find",
            key_display="/",
            priority=True,
            show=False,
            tooltip="To another field, by part of its name",
        ),
    ]

    class Typed(Message):
        """A text stands there now; nothing is decided. ``more``: more of it is on its way."""

        def __init__(self, field: FieldRow, text: str, *, more: bool = False) -> None:
            super().__init__()
            self.field, self.text, self.more = field, text, more

    class Cancelled(Message):
        """The field stays as it was."""

    class Asked(Message):
        """What is typed is to be kept first, then something is to be done that is named.

        ``find``, ``save`` and ``undo`` are the screen's; ``up`` and ``down`` go to another field.
        """

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self, shown: Shown, keep: Keep) -> None:
        super().__init__(id="editor")
        self._keep = keep
        self.shown = shown
        self.field: FieldRow | None = None
        self.before = ""
        self.answer: ListRow | None = None
        self._is_to_say = False

    def compose(self) -> ComposeResult:
        """Two lines on the field, the text, the words, the answer."""
        yield Lines(self._about, id="about")
        with Horizontal(classes="prompt"):
            yield Label(content(" > "))
            yield Box(self._is_command, select_on_focus=False)
        yield Lines(self._words, id="words")
        yield Lines(self._answer, id="answer")

    def _is_command(self, character: str) -> bool:
        """Say whether a character is none of a value: "/" finds another field."""
        return character == "/" and not self.is_typed

    def on_mount(self) -> None:
        """Wait for a field."""
        self.display = False

    @property
    def text(self) -> str:
        """What stands there now."""
        return self.query_one(Input).value

    @property
    def is_typed(self) -> bool:
        """Something else stands there than in the field."""
        return self.field is not None and self.text != self.before

    def open(self, field: FieldRow, text: str, typed: str = "") -> None:
        """Let a field be typed, all of what stands there marked; ``typed`` takes its place."""
        self.field, self.answer = field, None
        box = self.query_one(Input)
        box.value = self.before = safe(text)
        if typed:
            box.value = typed
            box.cursor_position = len(typed)
        else:
            box.select_all()  # the first character takes the place of what stands there
        self.display = True
        self.screen.set_focus(box)
        self._draw()

    def begin(self, text: str) -> None:
        """Write the beginning of a text, to be gone on with."""
        box = self.query_one(Input)
        box.value = text
        box.cursor_position = len(text)

    def close(self) -> None:
        """Go away."""
        self.field = None
        self.display = False

    def tell(self, answer: ListRow) -> None:
        """Show what became of the text."""
        self.answer = answer
        self._draw()

    def _draw(self) -> None:
        for lines in self.query(Lines):
            lines.follow()
        self.screen.refresh_bindings()

    def _about(self, width: int) -> Sequence[Line]:
        if self.field is None:
            return ()
        name, why = about(self.field)
        return [clipped(name, width, self.shown, "title"), clipped(why, width, self.shown)]

    def _words(self, width: int) -> Sequence[Line]:
        words = suggestions(self.field, self.text) if self.field else ()
        return [clipped("  ".join(words), width, self.shown, "unknown")] if words else ()

    def _answer(self, width: int) -> Sequence[Line]:
        if self.answer is None:
            return ()
        return [((text, self.answer.tone),) for text in _joined(self.answer, width, self.shown)]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Have said what stands there, once it is seen."""
        event.stop()
        self._say_soon()

    def _say_soon(self) -> None:
        if not self._is_to_say:
            self._is_to_say = True
            self.call_after_refresh(self._say)

    def _say(self) -> None:
        """Say what stands there: of a burst of keys, what has become of it."""
        self._is_to_say = False
        if self.field is None:
            return
        more = is_more_coming(self.app)
        self.post_message(self.Typed(self.field, self.text, more=more))
        if more:  # it waits for a rest: none would come if this were done again at once
            self._is_to_say = True
            self.set_timer(_AGAIN, self._say)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Completing needs a word; what would be a character of a value is one."""
        if action == "complete":
            return self.field is not None and bool(suggestions(self.field, self.text))
        if action == "ask" and parameters[0] == "find":
            return self._is_command("/")
        return True

    def action_keep(self) -> None:
        """Have the text kept."""
        self.keep()

    def keep(self) -> None:
        """Have the text kept, or say why it cannot be."""
        if self.field is None:
            return
        refused = self.refused
        if refused:
            self.tell(ListRow(sign="!", tone="stop", title=refused))
        else:
            self._keep(self.field, self.meant)

    def action_stay(self) -> None:
        """Leave the keys in the box."""

    @property
    def meant(self) -> str:
        """Return the text, or the word of a coded field that it is the beginning of.

        What stood there stays as it was: it may be a word that nobody understood.
        """
        if self.field is None or self.field.fact is None or not self.is_typed:
            return self.text
        return read_as(self.field.fact, self.text).text

    @property
    def refused(self) -> str:
        """Why the text cannot be kept, whatever the record says of it; empty when it may be."""
        if self.field is None or self.field.fact is None or not self.is_typed:
            return ""
        found = read_as(self.field.fact, self.text)
        if found.could:
            return f"It may become several. Type {either(map(plain, found.could[:9]))}."
        return found.fault

    def action_ask(self, what: str) -> None:
        """Have what is typed kept, and something done."""
        self.post_message(self.Asked(what))

    def action_take_back(self) -> None:
        """Take back what is typed; where nothing is, the last change of the record."""
        if self.is_typed:
            box = self.query_one(Input)
            box.value = self.before
            box.select_all()
        else:
            self.post_message(self.Asked("undo"))

    def action_complete(self) -> None:
        """Write the first word offered."""
        words = suggestions(self.field, self.text) if self.field else ()
        if self.field and words:
            box = self.query_one(Input)
            box.value = safe(completed(self.field, box.value, words[0]))
            box.cursor_position = len(box.value)

    def action_cancel(self) -> None:
        """Say that the field stays."""
        self.post_message(self.Cancelled())


def _joined(row: ListRow, width: int, shown: Shown) -> list[str]:
    return ["".join(text for text, _ in line) for line in layout(row, width, shown)][:2]
