"""What each key does on a case, in the order in which the actions are listed."""

from __future__ import annotations

from textual.binding import Binding

from nettui.engine.language.stages import STAGE_TITLES, STAGES

KEYS = (
    Binding("w", "why", "Why", key_display="Enter", tooltip="Why the line stands as it does"),
    Binding("escape", "back", "Back", tooltip="Back to where you came from"),
    Binding("p", "view('plan')", "Plan", tooltip="The plan in its six stages"),
    Binding("f", "view('due')", "Follow-up", tooltip="What is due, by date"),
    Binding("o", "view('questions')", "Questions", tooltip="What is not known, and waits"),
    Binding("x", "whatif", "What if", tooltip="Which single fact would change the line"),
    Binding("a", "unfold", "More", tooltip="The plan in brief, in full, with all rules"),
    Binding("ctrl+e", "unfold", "More", key_display="^E", tooltip="Every field of the record"),
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
    Binding("ctrl+s", "save", "Save", key_display="^S", tooltip="Save the case"),
    Binding(
        "greater_than_sign",
        "neighbour(1)",
        "Next case",
        key_display=">",
        show=False,
        tooltip="Open the next case of the list",
    ),
    Binding(
        "less_than_sign",
        "neighbour(-1)",
        "Case before",
        key_display="<",
        show=False,
        tooltip="Open the case before it in the list",
    ),
    Binding("b", "decide", "Board", show=False, tooltip="Record what the board resolved"),
    Binding(
        "h",
        "decisions",
        "History",
        show=False,
        tooltip="Decisions and revisions, what changed and why",
    ),
    Binding("t", "export", "To a file", show=False, tooltip="Write the plan or case to a file"),
    Binding("f5", "core", "Core facts", tooltip="Eight to twelve facts on one screen, and back"),
    Binding("r", "record", "Record", tooltip="The record: what is known of the patient"),
    Binding("e", "fill_in", "Fill in", tooltip="Go to the field that this line waits for"),
    # Letters are for plan and reasons: on a field of the record they begin a value.
    Binding("z", "undo", "Undo", tooltip="Take back the last change"),
    Binding("ctrl+z", "undo", "Undo", key_display="^Z", tooltip="Take back the last change"),
    Binding("y", "redo", "Redo", show=False, tooltip="Do again what was taken back"),
    Binding(
        "ctrl+y",
        "redo",
        "Redo",
        key_display="^Y",
        show=False,
        tooltip="Do again what was taken back",
    ),
    Binding(
        "v",
        "changes",
        "What changed",
        show=False,
        tooltip="What changed since opening, and since a decision",
    ),
)

FIRST = (
    "keep",
    "complete",
    "cancel",
    "edit",
    "why",
    "fill_in",
    "record",
    "core",
    "save",
    "back",
    "add",
    "find",
    "undo",
)
"""The actions that the line of keys names first, of the screen and of its record."""
