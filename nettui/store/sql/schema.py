"""The tables of the SQLite store, as the newest schema has them.

What holds is stated as CHECKs rather than STRICT tables, and nothing needs SQLite newer than
3.26: hospital servers carry old ones. Triggers refuse to change or delete what is append-only;
they stop accidents, and `nettui.store.core.verify` shows what gets past them.
"""

from __future__ import annotations

from nettui.store.core.rows import BYTES, NUMBERS, TABLES

VERSION = 2
"""The schema's number, kept as ``user_version``."""

APPLICATION_ID = 0x6E657475
"""Says in the file's header that it is a store of nettui."""

KEYS = {
    "revision": "case_id, rev",
    "head": "case_id",
    "decision": "case_id, number",
    "audit": "seq",
    "erasure": "case_id",
    "protocol": "digest",
    "chain": "name",
}
"""The key of each table, which is also the order in which it is verified and copied."""

FOREIGN = {
    "head": "FOREIGN KEY (case_id, rev) REFERENCES revision (case_id, rev)",
    "decision": "FOREIGN KEY (case_id, rev) REFERENCES revision (case_id, rev)",
    "erasure": "FOREIGN KEY (case_id) REFERENCES head (case_id)",
}

# In `head_changed` is all that a page is filtered and its groups are counted by, so that a head
# is only read when it is shown; `head_listed` is short, for counting all.
INDEXES = (
    "CREATE INDEX head_changed ON head (archived, changed_at DESC, case_id, site, grade, extent, "
    "status, decision, board_date, due_by, undated, workup_known, workup_needed)",
    "CREATE INDEX head_listed ON head (archived, erased)",
    "CREATE INDEX head_board ON head (archived, board_date = '', board_date, case_id)",
    "CREATE INDEX head_due ON head (archived, due_by = '', due_by, case_id)",
    "CREATE INDEX head_protocol ON head (archived, erased, protocol, case_id)",
    "CREATE INDEX head_words ON head (archived, words)",
    "CREATE INDEX audit_case ON audit (case_id, seq)",
)

# What an erasure may empty, once the erasure itself has been recorded.
ERASABLE = {
    "revision": ("salt", "reason", "receipt", "body"),
    "decision": ("salt", "gist", "result", "plan"),
}
APPEND_ONLY = ("revision", "decision", "audit", "erasure", "protocol")


def statements() -> list[str]:
    """Return all statements that make an empty store."""
    made = [table(name) for name in TABLES]
    made += INDEXES
    for name in APPEND_ONLY:
        made += guards(name)
    return made


def table(name: str) -> str:
    """Return the statement that makes a table; every column has one type and is never null."""
    columns = [f"{column} {column_type(name, column)}" for column in TABLES[name]]
    columns.append(f"PRIMARY KEY ({KEYS[name]})")
    if name in FOREIGN:
        columns.append(FOREIGN[name])
    return f"CREATE TABLE {name} (\n  " + ",\n  ".join(columns) + "\n)"


def column_type(name: str, column: str) -> str:
    """Return the declaration of a column."""
    kind = "integer" if column in NUMBERS else "blob" if column in BYTES else "text"
    if name == "audit" and column == "seq":
        return f"INTEGER NOT NULL CHECK (typeof({column}) = 'integer')"
    return f"{kind.upper()} NOT NULL CHECK (typeof({column}) = '{kind}')"


def guards(name: str) -> list[str]:
    """Return the triggers that keep a table append-only."""
    refuse = f"SELECT RAISE(ABORT, '{name} is append-only')"
    unless = ""
    if name in ERASABLE:
        emptied = ERASABLE[name]
        kept = [c for c in TABLES[name] if c not in emptied]
        same = " AND ".join(f"NEW.{c} IS OLD.{c}" for c in kept)
        empty = " AND ".join(f"length(NEW.{c}) = 0" for c in emptied)
        erased = "EXISTS (SELECT 1 FROM erasure WHERE erasure.case_id = OLD.case_id)"
        unless = f"WHEN NOT ({same} AND {empty} AND {erased})"
    return [
        f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} BEGIN {refuse}; END",
        f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {unless} BEGIN {refuse}; END",
    ]
