"""The case store in PostgreSQL, for an institution with several servers: ``nettui[postgres]``.

The same rows, hashes and acts as in SQLite. Writers follow each other by one advisory lock, since
each event of the audit chain names the one before. Text is compared byte by byte (collation C),
so that every server orders alike.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from nettui.store.account import current
from nettui.store.core import case_text
from nettui.store.core.rows import StoredRow, time_text
from nettui.store.errors import Busy, Damaged, Full, NotOpened, ReadOnly, StoreRefusal
from nettui.store.postgres.migrations import migrated
from nettui.store.postgres.schema import VERSION, statements
from nettui.store.records import Draft, Info, Who
from nettui.store.sql.operations import SqlActs
from nettui.store.sqlite.copy import copy_rows

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

_LOCK, _PLANNING = 0x6E657475, 0x6E657476
_WAIT = "10s"
_BATCH = 1000


class PostgresStore(SqlActs):
    """See `nettui.store.port.CaseStore`. One connection, for this process only."""

    kind: ClassVar[str] = "postgresql"
    contains: ClassVar[str] = "strpos(words, ?) > 0"

    def __init__(
        self,
        words: str,
        who: Who | None = None,
        *,
        create: bool = True,
        read_only: bool = False,
        **options: Any,
    ) -> None:
        """Connect; ``words`` are libpq's (``dbname=nettui host=/run/postgresql``) or its URL.

        Passwords stand in none of them: peer authentication over the socket, or a password file.
        ``create`` makes the tables where there are none. Raises `StoreRefusal`.
        """
        super().__init__(who or current(), read_only=read_only, **options)
        self._where = "PostgreSQL"
        self._db = _connected(words)
        try:
            with self._explained():
                self._where = f"PostgreSQL database {self._db.info.dbname}"
                self.created = _prepared(self._db, self._where, create=create, read_only=read_only)
                found = self._db.execute(
                    "SELECT has_table_privilege('nettui.revision', 'INSERT')"
                ).fetchone()
        except BaseException:
            self._db.close()
            raise
        self.read_only = read_only or not (found and found[0])

    @property
    def place(self) -> str:
        """Where the store is."""
        return self._where

    # --- transactions ---

    @contextmanager
    def _explained(self) -> Iterator[None]:
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            raise _explanation(self._where, error) from None  # its words can quote the record

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        with self._between("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        # The lock comes first, so that what is read afterwards is what others have committed.
        with self._between("BEGIN ISOLATION LEVEL READ COMMITTED"):
            self._run("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            yield

    @contextmanager
    def _between(self, begin: str) -> Iterator[None]:
        with self._explained():
            self._db.execute(begin.encode())
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if not self._db.closed:
                    self._db.execute("ROLLBACK")
                raise

    def _run(self, sql: str, values: tuple[Any, ...] = ()) -> list[StoredRow]:
        with self._explained():
            done = self._db.execute(sql.replace("?", "%s").encode(), values)
            return done.fetchall() if done.description else []

    def _run_many(self, sql: str, rows: Sequence[StoredRow]) -> None:
        with self._explained():
            self._db.cursor().executemany(sql.replace("?", "%s").encode(), rows)

    def _stream(self, sql: str) -> Iterator[StoredRow]:
        with self._explained(), self._db.cursor(name="rows") as cursor:
            cursor.execute(sql.encode())
            while batch := cursor.fetchmany(_BATCH):
                yield from batch

    # --- drafts ---

    def keep_draft(self, draft: Draft) -> None:
        """See `CaseStore.keep_draft`."""
        typed = json.dumps(dict(draft.typed), sort_keys=True)
        row = (*(self.who.uid, draft.case_id, draft.base_rev), time_text(self._clock()), typed)
        with self._alone():
            self._run(
                "INSERT INTO draft (uid, case_id, base_rev, at, typed, body) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account, uid, case_id) DO UPDATE SET "
                "base_rev = excluded.base_rev, at = excluded.at, typed = excluded.typed, "
                "body = excluded.body",
                (*row, case_text.to_text(draft.file)),
            )

    def draft(self, case_id: str) -> Draft | None:
        """See `CaseStore.draft`."""
        return next((draft for draft in self.drafts() if draft.case_id == case_id), None)

    def drafts(self) -> tuple[Draft, ...]:
        """See `CaseStore.drafts`."""
        with self._alone():
            found = self._run(
                "SELECT case_id, base_rev, at, typed, body FROM draft "
                "WHERE uid = ? AND account = current_user ORDER BY case_id",
                (self.who.uid,),
            )
        return tuple(map(_draft_of, found))

    def drop_draft(self, case_id: str) -> None:
        """See `CaseStore.drop_draft`."""
        with self._alone():
            self._run(
                "DELETE FROM draft WHERE uid = ? AND case_id = ? AND account = current_user",
                (self.who.uid, case_id),
            )

    def _erase_drafts(self, case_id: str) -> None:
        with self._alone():
            self._run("DELETE FROM draft WHERE case_id = ?", (case_id,))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One statement that is its own transaction and waits for nobody's save."""
        with self._lock:
            self._same_process()
            yield

    @contextmanager
    def planning(self) -> Iterator[bool]:
        """See `CaseStore.planning`."""
        with self._alone():
            alone = bool(self._run("SELECT pg_try_advisory_lock(?)", (_PLANNING,))[0][0])
        try:
            yield alone
        finally:
            if alone and not self._db.closed:
                with self._alone():
                    self._run("SELECT pg_advisory_unlock(?)", (_PLANNING,))

    # --- the store itself ---

    def info(self) -> Info:
        """See `CaseStore.info`."""
        with self._reading():
            size = self._number("SELECT pg_database_size(current_database())")
            found = self._info(schema=VERSION, size=size)
        return attrs.evolve(found, drafts=len(self.drafts()))

    def check(self) -> tuple[str, ...]:
        """See `CaseStore.check`. Its pages are the server's to check (``pg_amcheck``)."""
        with self._reading():
            missing = self._run("SELECT count(*) FROM chain")
        return () if missing else ("the audit chain cannot be read",)

    def copy_to(self, target: Path) -> None:
        """See `CaseStore.copy_to`."""
        with self._reading():
            copy_rows(self._all, target)

    def close(self) -> None:
        """See `CaseStore.close`."""
        with self._lock:
            if not self._db.closed:
                self._finish()
                self._db.close()


def _draft_of(row: StoredRow) -> Draft:
    case_id, base_rev, at, typed, body = row
    return Draft(
        case_id=case_id,
        base_rev=base_rev,
        file=case_text.from_text(body),
        typed=json.loads(typed),
        at=datetime.datetime.fromisoformat(at),
    )


def _connected(words: str) -> psycopg.Connection[StoredRow]:
    try:
        import psycopg
    except ImportError:
        raise NotOpened(
            "A store in PostgreSQL needs the extra: pip install 'nettui[postgres]', and the "
            "system's libpq (Debian: libpq5)."
        ) from None
    try:
        return psycopg.connect(
            words,
            autocommit=True,  # transactions are begun and ended explicitly
            application_name="nettui",
            options=f"-c search_path=nettui -c lock_timeout={_WAIT} -c synchronous_commit=on",
        )
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()
        raise NotOpened(
            "The PostgreSQL database of the case store cannot be reached: "
            f"{said[-1] if said else 'no answer'}"
        ) from None
    except psycopg.Error:  # it would quote the words, and a password may be among them
        raise NotOpened(
            "The words that name the PostgreSQL database of the case store cannot be used. Write "
            "them like 'dbname=nettui host=/run/postgresql'."
        ) from None


def _prepared(
    db: psycopg.Connection[StoredRow], where: str, *, create: bool, read_only: bool
) -> bool:
    """Make the tables where there are none, or bring them up to date; say if they were made."""

    def number() -> int | None:
        there = db.execute("SELECT to_regclass('nettui.about')").fetchone()
        if not there or there[0] is None:
            return None
        found = db.execute("SELECT schema FROM nettui.about").fetchone()
        return int(found[0]) if found else None

    found = number()
    made = False
    outdated = create if found is None else found < VERSION
    if outdated and not read_only:
        with db.transaction():
            db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            found = number()
            if found is None:  # nobody else was quicker
                for statement in statements():
                    db.execute(statement.encode())
                made, found = True, VERSION
            elif _owns(db):
                found = migrated(db, where, VERSION)
    if found is None:
        raise NotOpened(f"{where}: there is no case store in it.")
    if found < VERSION:
        raise NotOpened(
            f"{where}: its schema {found} is older than the {VERSION} of this program. It was left "
            "as it is: whoever owns its tables brings it up to date with 'nettui store migrate'."
        )
    if found > VERSION:
        raise NotOpened(
            f"{where}: its schema {found} is newer than the {VERSION} of this program. It was left "
            "as it is; open it with the version of nettui that wrote it."
        )
    return made


def _owns(db: psycopg.Connection[StoredRow]) -> bool:
    """Return whether this account may change the tables themselves."""
    found = db.execute(
        "SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = 'nettui.head'::regclass"
    ).fetchone()
    return bool(found and found[0])


def _explanation(where: str, error: psycopg.Error) -> StoreRefusal:
    """Return the refusal for an error of PostgreSQL: its number, never its words."""
    said = error.sqlstate or "no answer"
    meanings: dict[str, tuple[type[StoreRefusal], str]] = {
        "53100": (Full, "there is no room left on its server"),
        "55P03": (Busy, "others are writing, for longer than 10 seconds. Try again"),
        "23505": (Damaged, "a row is there already"),
        "42501": (ReadOnly, "this account may not do that"),
        "25006": (ReadOnly, "it can only be read"),
        "P0001": (ReadOnly, "what is recorded cannot be changed"),
        "XX001": (Damaged, "its content is damaged"),
        "XX002": (Damaged, "an index is damaged"),
    }
    refusal, meaning = meanings.get(
        error.sqlstate or "",
        (
            NotOpened,
            "the server did not answer as expected. What was not confirmed may or may not be "
            "recorded: open the case again before saving anew",
        ),
    )
    return refusal(f"{where}: {meaning}. (PostgreSQL: {said})")
