"""The two real databases that every test of the application runs on.

Each worker keeps one of each, with all tables; a test leaves it empty. PostgreSQL comes from a wheel (see `postgresql`)
or is the server that BERAAD_TEST_DATABASE names: its address with a user who is superuser there.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

from beraad.config import database_address
from beraad.extensions import db
from tests import postgresql

KINDS = ("sqlite", "postgresql")
#: with one of these a test opens pages
VISITORS = frozenset({"client", "sign_in"})
#: in one round trip, and by deleting: truncating makes new files for each table and each index. As a replica it looks
#: at no foreign key, so that any order will do.
EMPTY_POSTGRESQL = """
DO $$
DECLARE
  one record;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE 'DELETE FROM ' || quote_ident(one.tablename);
  END LOOP;
  PERFORM setval(quote_ident(sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""


def share_out(items: Iterable[pytest.Item]) -> None:
    """Mark one of the two databases of each test of pages as `other_database`.

    Such a test goes through all layers and takes longest, while the verbs and questions below it run on both databases.
    Half of them use SQLite and half PostgreSQL, chosen by their names; `.ci/run` lets each use the other one too.
    A test that concerns the database has the marker `both_databases`.
    """
    for item in items:
        if _is_shared_out(item) and _database(item) not in (None, own_database(item.nodeid)):
            item.add_marker("other_database")


def _is_shared_out(item: pytest.Item) -> bool:
    opens_pages = not VISITORS.isdisjoint(getattr(item, "fixturenames", ()))
    is_marked = item.get_closest_marker("one_database") is not None
    return (opens_pages or is_marked) and item.get_closest_marker("both_databases") is None


def _database(item: pytest.Item) -> str | None:
    kind: str | None = item.callspec.params.get("shared_app") if hasattr(item, "callspec") else None
    return kind


def own_database(test: str) -> str:
    """The database that a test of pages uses unless it is asked for the other one; the same for both of its names."""
    name = re.sub("|".join(KINDS), "", test)
    return KINDS[zlib.crc32(name.encode()) % len(KINDS)]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Address of an empty PostgreSQL database of this worker's own."""
    with _server() as address:
        engine = create_engine(database_address(address, Path()))
        with new_database(engine, f"beraad_test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}") as own:
            yield own
        engine.dispose()


def _server() -> AbstractContextManager[str]:
    named = os.environ.get("BERAAD_TEST_DATABASE")
    return nullcontext(named) if named else postgresql.server()


def prepare(engine: Engine) -> None:
    """Spare every commit its wait for the disk, and turn round the rows of every question that asks for no order.

    The data never outlive the run; PostgreSQL knows it from its server. A database may give rows in any order. It
    nearly always gives them as they were added, so that code and tests come to count on that, until the one run in a
    hundred where PostgreSQL puts a row in a place that came free.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
    else:
        event.listen(engine, "after_cursor_execute", _turn_postgresql)


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA reverse_unordered_selects=ON")


def _turn_postgresql(_connection: Any, cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
    # PostgreSQL has no setting for it. Questions with an order somewhere inside them are left to SQLite.
    if statement.startswith("SELECT") and "ORDER BY" not in statement:
        turned = cursor.fetchall()[::-1]
        context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(cursor, initial_buffer=turned)


def look_at_no_foreign_key(connection: Connection) -> None:
    """Until the transaction ends, rows may come and go in any order."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    else:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")


def empty(engine: Engine) -> None:
    """Delete every row and restart every number."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(EMPTY_POSTGRESQL)
            return
        look_at_no_foreign_key(connection)
        present = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
        for table in reversed(db.metadata.sorted_tables):
            if table.name in present:
                connection.exec_driver_sql(f'DELETE FROM "{table.name}"')


@contextmanager
def new_database(engine: Engine, name: str) -> Iterator[str]:
    """Address of a new, empty PostgreSQL database on the server of `engine`; it is dropped afterwards."""
    drop = text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    server = engine.execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(drop)
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield engine.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(drop)
