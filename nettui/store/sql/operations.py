"""The operations on rows in SQL, as SQLite and PostgreSQL both understand it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from nettui.store.core import rows
from nettui.store.core.acts import Acts
from nettui.store.core.rows import TABLES, StoredRow
from nettui.store.core.worklist_groups import GROUPS
from nettui.store.records import AuditQuery, Info, Query
from nettui.store.sql.schema import ERASABLE, KEYS

_ORDERS = {
    "changed": "changed_at DESC, case_id",
    "board_date": "board_date = '', board_date, case_id",
    "due_by": "due_by = '', due_by, case_id",
    "case_id": "case_id",
}


def selected(table: str) -> str:
    """Return the start of a statement that reads whole rows of a table."""
    return f"SELECT {', '.join(TABLES[table])} FROM {table}"  # noqa: S608 - names of our own


def _account(text: str) -> int:
    """Return the number of an account, one that none has for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else -1


INSERT = {
    table: f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608 - names of our own
    f"VALUES ({', '.join('?' * len(columns))})"
    for table, columns in TABLES.items()
}
_PUT_HEAD = (
    INSERT["head"]
    + " ON CONFLICT (case_id) DO UPDATE SET "
    + ", ".join(f"{c} = excluded.{c}" for c in TABLES["head"] if c != "case_id")
)
_REVISION = ", ".join(f"r.{column}" for column in TABLES["revision"])
_SALTS = (
    "SELECT h.case_id, r.salt FROM head h JOIN revision r "
    "ON r.case_id = h.case_id AND r.rev = h.rev WHERE h.case_id"
)
_ACTIVE = "archived = 0 AND erased = 0"
_DIGITS = 10  # of the number of an account
_AT_ONCE = 500
"""Values in one statement, of which old SQLite takes 999."""


class SqlActs(Acts):
    """A store whose rows are in a database. ``?`` stands for a value in every statement."""

    contains: ClassVar[str]
    """The condition that ``words`` holds a value."""

    @abstractmethod
    def _run(self, sql: str, values: tuple[Any, ...] = ()) -> list[StoredRow]:
        """Run a statement and return its rows, none where it gives none."""

    @abstractmethod
    def _run_many(self, sql: str, rows: Sequence[StoredRow]) -> None:
        """Run a statement that gives no rows for each of these rows of values."""

    @abstractmethod
    def _stream(self, sql: str) -> Iterator[StoredRow]:
        """Yield the rows of a statement without holding them all."""

    def _one(self, sql: str, values: tuple[Any, ...] = ()) -> StoredRow | None:
        found = self._run(sql, values)
        return found[0] if found else None

    def _number(self, sql: str, values: tuple[Any, ...] = ()) -> int:
        return int(self._run(sql, values)[0][0])

    def _add(self, table: str, row: StoredRow) -> None:
        self._run(INSERT[table], row)

    def _put_head(self, row: StoredRow) -> None:
        self._run(_PUT_HEAD, row)

    def _head(self, case_id: str) -> StoredRow | None:
        return self._one(f"{selected('head')} WHERE case_id = ?", (case_id,))

    def _find(self, query: Query) -> tuple[list[StoredRow], int]:
        where, values = self._wanted(query)
        counted = f"SELECT count(*) FROM head{where}"  # noqa: S608 - values stay values
        total = self._number(counted, values)
        order = _ORDERS.get(query.order, "case_id")
        found = self._run(
            f"{selected('head')}{where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, query.limit, query.offset),
        )
        return found, total

    def _wanted(self, query: Query) -> tuple[str, tuple[Any, ...]]:
        """Return the condition of a query and its values."""
        wanted = ["archived = ?"]
        values: list[Any] = [int(query.archived)]
        for column in ("site", "grade", "extent", "status", "decision"):
            value = getattr(query, column)
            if value:
                wanted.append(f"{column} = ?")
                values.append(value)
        if query.board_from:
            wanted.append("board_date >= ?")
            values.append(query.board_from)
        if query.board_to:
            wanted.append("board_date <> '' AND board_date <= ?")
            values.append(query.board_to)
        for word in query.words.casefold().split():
            wanted.append(self.contains)
            values.append(word)
        if query.group:
            wanted.append(GROUPS[query.group])
            values += [query.today] * wanted[-1].count("?")
        return f" WHERE {' AND '.join(wanted)}", tuple(values)

    def _heads_after(self, case_id: str, limit: int) -> list[StoredRow]:
        # The plus keeps SQLite from an index by which it would sort all heads for each part.
        return self._run(
            f"{selected('head')} WHERE case_id > ? AND +archived = 0 ORDER BY case_id LIMIT ?",
            (case_id, limit),
        )

    def _groups(self, query: Query) -> list[int]:
        where, values = self._wanted(query)
        counts = ", ".join(f"count(CASE WHEN {group} THEN 1 END)" for group in GROUPS.values())
        days = [query.today] * counts.count("?")
        sql = f"SELECT {counts} FROM head{where}"  # noqa: S608 - values stay values
        return [int(count) for count in self._run(sql, (*days, *values))[0]]

    def _stale(self, protocol: str) -> int:
        # In two ranges, so that where nothing waits nothing is counted.
        return self._number(
            f"SELECT (SELECT count(*) FROM head WHERE {_ACTIVE} AND protocol < ?) + "  # noqa: S608
            f"(SELECT count(*) FROM head WHERE {_ACTIVE} AND protocol > ?)",
            (protocol, protocol),
        )

    def _waiting_ids(self, protocol: str) -> list[str]:
        return [
            str(row[0])
            for row in self._run(
                f"SELECT case_id FROM head WHERE {_ACTIVE} AND protocol <> ? "  # noqa: S608 - ours
                "ORDER BY case_id",
                (protocol,),
            )
        ]

    def _waiting(self, protocol: str, limit: int, after: str, upto: str) -> list[tuple[Any, ...]]:
        last, values = ("AND h.case_id <= ? ", (upto,)) if upto else ("", ())
        # The plus keeps SQLite from an index that it would have to sort by id, bodies and all.
        return self._run(
            f"SELECT h.decision, {_REVISION} FROM head h JOIN revision r "  # noqa: S608 - ours
            "ON r.case_id = h.case_id AND r.rev = h.rev "
            f"WHERE +h.archived = 0 AND +h.erased = 0 AND h.protocol <> ? AND h.case_id > ? {last}"
            "ORDER BY h.case_id LIMIT ?",
            (protocol, after, *values, limit),
        )

    def _heads_of(self, case_ids: Sequence[str]) -> list[StoredRow]:
        return self._of_these(f"{selected('head')} WHERE case_id", case_ids)

    def _salts_of(self, case_ids: Sequence[str]) -> dict[str, str]:
        return {row[0]: row[1] for row in self._of_these(_SALTS, case_ids)}

    def _of_these(self, sql: str, case_ids: Sequence[str]) -> list[StoredRow]:
        """Return the rows of a statement that ends in a column of ids, for these ids."""
        found: list[StoredRow] = []
        for start in range(0, len(case_ids), _AT_ONCE):
            some = tuple(case_ids[start : start + _AT_ONCE])
            found += self._run(f"{sql} IN ({', '.join('?' * len(some))})", some)
        return found

    def _put_planned(self, changed: Sequence[tuple[StoredRow, StoredRow]]) -> None:
        # Most cases say the same under a new protocol; what does not change moves in no index.
        alike: dict[tuple[str, ...], list[StoredRow]] = {}
        for old, new in changed:
            differing = [n for n, value in enumerate(new) if value != old[n]]
            columns = tuple(TABLES["head"][n] for n in differing)
            alike.setdefault(columns, []).append((*(new[n] for n in differing), new[0]))
        for columns, values in alike.items():
            given = ", ".join(f"{column} = ?" for column in columns)
            sql = f"UPDATE head SET {given} WHERE case_id = ?"  # noqa: S608 - ours
            self._run_many(sql, values)

    def _last_gist(self, case_id: str) -> str:
        found = self._one(
            "SELECT gist FROM decision WHERE case_id = ? ORDER BY number DESC LIMIT 1", (case_id,)
        )
        return str(found[0]) if found else ""

    def _case_ids(self) -> list[str]:
        found = self._run("SELECT case_id FROM head WHERE archived = 0 ORDER BY case_id")
        return [str(row[0]) for row in found]

    def _every_id(self) -> Iterator[str]:
        return (str(row[0]) for row in self._stream("SELECT case_id FROM head"))

    def _revision(self, case_id: str, rev: int) -> StoredRow | None:
        return self._one(f"{selected('revision')} WHERE case_id = ? AND rev = ?", (case_id, rev))

    def _revisions(self, case_id: str) -> list[StoredRow]:
        return self._run(f"{selected('revision')} WHERE case_id = ? ORDER BY rev", (case_id,))

    def _decisions(self, case_id: str) -> list[StoredRow]:
        return self._run(f"{selected('decision')} WHERE case_id = ? ORDER BY number", (case_id,))

    def _protocol(self, digest: str) -> StoredRow | None:
        return self._one(f"{selected('protocol')} WHERE digest = ?", (digest,))

    def _erase(self, case_id: str) -> None:
        for table, columns in ERASABLE.items():
            emptied = ", ".join(f"{column} = ?" for column in columns)
            nothing = tuple(b"" if column in rows.BYTES else "" for column in columns)
            sql = f"UPDATE {table} SET {emptied} WHERE case_id = ?"  # noqa: S608 - ours
            self._run(sql, (*nothing, case_id))

    def _chain(self) -> tuple[int, str]:
        row = self._one("SELECT seq, hash FROM chain WHERE name = 'audit'")
        return (row[0], row[1]) if row else (0, "")

    def _set_chain(self, seq: int, digest: str) -> None:
        if seq == 1:
            self._add("chain", ("audit", seq, digest))
        else:
            self._run("UPDATE chain SET seq = ?, hash = ? WHERE name = 'audit'", (seq, digest))

    def _events_of(self, query: AuditQuery) -> list[StoredRow]:
        wanted = ["1 = 1"]
        values: list[Any] = []
        for column, value in (("case_id", query.case_id), ("action", query.action)):
            if value:
                wanted.append(f"{column} = ?")
                values.append(value)
        if query.user:
            wanted.append("(name = ? OR uid = ?)")
            values += [query.user, _account(query.user)]
        if query.since:
            wanted.append("at >= ?")
            values.append(rows.time_text(query.since))
        limit = ""
        if query.limit:
            limit = " LIMIT ?"
            values.append(query.limit)
        sql = f"{selected('audit')} WHERE {' AND '.join(wanted)} ORDER BY seq DESC{limit}"
        return self._run(sql, tuple(values))[::-1]

    def _all(self, table: str) -> Iterator[StoredRow]:
        return self._stream(f"{selected(table)} ORDER BY {KEYS[table]}")

    def _info(self, *, schema: int, size: int) -> Info:
        counts = {
            table: self._number(f"SELECT count(*) FROM {table}")  # noqa: S608 - ours
            for table in ("head", "revision", "decision", "protocol")
        }
        return Info(
            kind=self.kind,
            place=self.place,
            schema=schema,
            read_only=self.read_only,
            cases=counts["head"],
            archived=self._number("SELECT count(*) FROM head WHERE archived = 1"),
            revisions=counts["revision"],
            decisions=counts["decision"],
            events=self._chain()[0],
            drafts=0,
            protocols=counts["protocol"],
            size=size,
        )
