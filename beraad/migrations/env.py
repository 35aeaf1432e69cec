"""How Alembic runs inside the application: on its own connection, in one transaction, in batches on SQLite."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from beraad.extensions import db


def run() -> None:
    """Run the migrations that were asked for on the application's database."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        refer_freely(connection, True)
        context.configure(connection=connection, target_metadata=db.metadata, render_item=as_plain_type, **options)
        try:
            with context.begin_transaction():
                context.run_migrations()
                check_references(connection)
            connection.commit()
        finally:
            refer_freely(connection, False)


def as_plain_type(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Returns how a new step writes a type of our own: as the type that it is stored as. False for all other items."""
    return f"sa.{item.impl_instance!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def refer_freely(connection: Connection, freely: bool) -> None:
    """Let SQLite put a new table in the place of one that others refer to; works only outside a transaction."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None, "the connection is open"
        driver.execute(f"PRAGMA foreign_keys={'OFF' if freely else 'ON'}")


def check_references(connection: Connection) -> None:
    """Raise when a migration on SQLite left a reference to a row that is gone; nothing of it is kept then."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration breaks {len(broken)} references, the first from {broken[0][0]}")


run()
