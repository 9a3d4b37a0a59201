"""What was worked out on the way from reports to facts, kept beside the store so that little has to be done again.

A ledger is a file of SQLite in the store's folder. All of it follows from the store, so it can be lost and written
again; it is never part of the graph, of queries or of exports. See :mod:`backchannel.graph.revise` for its use.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from backchannel.graph.account_text import read_back
from backchannel.graph.accounts import Account

#: The name of the file in the store's folder; the engine adds endings for files that come and go.
NAME: Final = "ledger.sqlite"
_FORMAT: Final = "1"
_RULES: Final = (".yaml", ".py")  # endings of the files that decide what is worked out

# account: one row for each report. `place` sorts reports in the order in which they came out; `sign` is what reports of
# one profile agree in, `profile` the profile that it is part of, `fact` the fact that it is about.
# key: the blocks; link: which profiles are alike; reading: what facts were worked out from beside their own reports;
# need: which rows of reference data a fact or article leads to; spelling: the words for what has no row.
_TABLES: Final = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE pending (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE article (iri TEXT PRIMARY KEY, sketch BLOB, witness TEXT) WITHOUT ROWID;
CREATE TABLE band (hash BLOB, article TEXT, PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE TABLE copy (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE account (report TEXT PRIMARY KEY, article TEXT, place TEXT, describes TEXT, label TEXT, told TEXT,
                      sign TEXT, profile TEXT, fact TEXT);
CREATE INDEX account_article ON account (article);
CREATE INDEX account_sign ON account (sign, place);
CREATE INDEX account_profile ON account (profile, place);
CREATE INDEX account_fact ON account (fact, place);
CREATE TABLE reference (target TEXT, source TEXT, PRIMARY KEY (target, source)) WITHOUT ROWID;
CREATE TABLE key (key BLOB, place TEXT, profile TEXT, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE INDEX key_profile ON key (profile);
CREATE TABLE link (one TEXT, other TEXT, score REAL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE location (place TEXT PRIMARY KEY, row TEXT, country TEXT, whole INTEGER, wider TEXT) WITHOUT ROWID;
CREATE INDEX location_row ON location (row, place);
CREATE INDEX location_country ON location (country, whole, place);
CREATE TABLE reading (key TEXT, fact TEXT, PRIMARY KEY (key, fact)) WITHOUT ROWID;
CREATE INDEX reading_fact ON reading (fact);
CREATE TABLE need (row TEXT, unit TEXT, PRIMARY KEY (row, unit)) WITHOUT ROWID;
CREATE INDEX need_unit ON need (unit);
CREATE TABLE spelling (iri TEXT, words TEXT, report TEXT, PRIMARY KEY (iri, words, report)) WITHOUT ROWID;
CREATE INDEX spelling_report ON spelling (report);
"""


class Ledger:
    """The tables, and the few ways to reach them; each stage knows its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, query: str, *values: object) -> list[Any]:
        """The rows that a query gives."""
        return self._connection.execute(query, values).fetchall()

    def column(self, query: str, *values: object) -> list[Any]:
        """The first column of the rows that a query gives."""
        return [row[0] for row in self._connection.execute(query, values)]

    def one(self, query: str, *values: object) -> Any:
        """The first value of the first row, None if there is none."""
        row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None

    def run(self, statement: str, *values: object) -> None:
        """Runs a statement that changes rows."""
        self._connection.execute(statement, values)

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Runs a statement for each of ``rows``."""
        self._connection.executemany(statement, rows)

    def accounts(self, where: str, *values: object) -> list[Account]:
        """The accounts that fit a condition, in their order unless it gives another or a limit."""
        return [read_back(text) for text in self.column(f"SELECT told FROM account WHERE {where}", *values)]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What the block changes, as a whole or not at all."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def clear(self) -> None:
        """Empties all tables."""
        for table in self.column("SELECT name FROM sqlite_master WHERE type = 'table'"):
            self.run(f"DELETE FROM {table}")

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()


def open_ledger(folder: Path | None) -> tuple[Ledger, bool]:
    """The ledger in ``folder``, without one in memory, and whether it is new and has to be filled.

    A ledger that is damaged or follows other rules than those of this version makes way for a new one.
    """
    path = folder / NAME if folder else None
    if path and path.exists():
        try:
            ledger = _connected(str(path))
            if ledger.one("SELECT value FROM setting WHERE name = 'version'") == version():
                return ledger, False
            ledger.close()
        except sqlite3.DatabaseError:
            pass  # cut off or not a ledger: it is written again below
    for ending in ("", "-wal", "-shm", "-journal") if path else ():
        Path(f"{path}{ending}").unlink(missing_ok=True)
    return _new(_connected(str(path) if path else ":memory:")), True


def complete(ledger: Ledger) -> None:
    """Notes that ``ledger`` holds all of its store."""
    ledger.run("INSERT OR REPLACE INTO setting VALUES ('version', ?)", version())


@cache
def version() -> str:
    """What tells ledgers apart that were made by other rules: a digest of the lexicon, reference data and code."""
    found = hashlib.sha256(_FORMAT.encode())
    for room in ("ontology", "graph"):
        for path in sorted(Path(str(files(f"backchannel.{room}"))).rglob("*")):
            if path.suffix in _RULES:
                found.update(path.read_bytes())
    return found.hexdigest()


def digest(*values: object) -> bytes:
    """A short name for ``values``, the same in every process."""
    return hashlib.blake2b("\n".join(map(_canonical, values)).encode("utf-8"), digest_size=12).digest()


def _canonical(value: object) -> str:
    if is_dataclass(value):
        return f"({' '.join(_canonical(getattr(value, field.name)) for field in fields(value))})"
    if isinstance(value, frozenset):
        return f"{{{' '.join(sorted(map(_canonical, value)))}}}"
    return f"[{' '.join(map(_canonical, value))}]" if isinstance(value, tuple) else repr(value)


def _connected(path: str) -> Ledger:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA cache_size = -65536")  # kilobytes
    return Ledger(connection)


def _new(ledger: Ledger) -> Ledger:
    for statement in _TABLES.split(";"):
        ledger.run(statement)
    return ledger
