"""The tables of the store in PostgreSQL: as in SQLite, kept append-only by triggers of its own."""

from __future__ import annotations

from nettui.store.core.rows import BYTES, NUMBERS, TABLES
from nettui.store.sql.schema import APPEND_ONLY, ERASABLE, FOREIGN, KEYS

VERSION = 2
"""The schema's number, kept in ``about``."""

_DRAFT = """
CREATE TABLE draft (
  account text NOT NULL DEFAULT current_user, uid bigint NOT NULL,
  case_id text COLLATE "C" NOT NULL, base_rev bigint NOT NULL,
  at text NOT NULL, typed text NOT NULL, body text NOT NULL,
  PRIMARY KEY (account, uid, case_id))
"""
_INDEXES = (
    "CREATE INDEX head_changed ON head (archived, changed_at DESC, case_id, site, grade, extent, "
    "status, decision, board_date, due_by, undated, workup_known, workup_needed)",
    "CREATE INDEX head_listed ON head (archived, erased)",
    "CREATE INDEX head_board ON head (archived, (board_date = ''), board_date, case_id)",
    "CREATE INDEX head_due ON head (archived, (due_by = ''), due_by, case_id)",
    "CREATE INDEX head_protocol ON head (archived, erased, protocol, case_id)",
    "CREATE INDEX audit_case ON audit (case_id, seq)",
)


def statements() -> list[str]:
    """Return all statements that make an empty store, in a schema ``nettui``."""
    made = ["CREATE SCHEMA IF NOT EXISTS nettui", "SET LOCAL search_path = nettui"]
    made += [_table(name) for name in TABLES]
    made += [_DRAFT, *_INDEXES]
    for name in APPEND_ONLY:
        made += _guards(name)
    made += [
        # A draft is seen by the account that typed it, whatever is asked.
        "ALTER TABLE draft ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON draft USING (account = current_user) "
        "WITH CHECK (account = current_user)",
        "CREATE TABLE about (schema integer NOT NULL)",
        f"INSERT INTO about (schema) VALUES ({VERSION})",  # noqa: S608 - ours
    ]
    return made


def _table(name: str) -> str:
    def declared(column: str) -> str:
        if column in NUMBERS:
            return f"{column} bigint NOT NULL"
        return (
            f"{column} bytea NOT NULL" if column in BYTES else f'{column} text COLLATE "C" NOT NULL'
        )

    lines = [*map(declared, TABLES[name]), f"PRIMARY KEY ({KEYS[name]})"]
    if name in FOREIGN:
        lines.append(FOREIGN[name])
    return f"CREATE TABLE {name} ({', '.join(lines)})"


def _guards(name: str) -> list[str]:
    """Return the triggers that keep a table append-only, but for a recorded erasure."""
    check = ""
    if name in ERASABLE:
        emptied = ERASABLE[name]
        kept = [column for column in TABLES[name] if column not in emptied]
        same = " AND ".join(f"NEW.{column} = OLD.{column}" for column in kept)
        empty = " AND ".join(f"length(NEW.{column}) = 0" for column in emptied)
        erased = "EXISTS (SELECT 1 FROM nettui.erasure e WHERE e.case_id = OLD.case_id)"
        # AND promises no order, and there is no NEW on deleting: so the kind is asked first.
        check = (
            f"IF TG_OP = 'UPDATE' THEN IF {same} AND {empty} AND {erased} "
            "THEN RETURN NEW; END IF; END IF; "
        )
    return [
        f"CREATE FUNCTION {name}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{check}RAISE EXCEPTION '{name} is append-only'; END $$",
        f"CREATE TRIGGER {name}_rows BEFORE UPDATE OR DELETE ON {name} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}_append_only()",
        f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_append_only()",
    ]
