"""How Alembic runs inside the application: on its own connection, in one transaction, in batches on SQLite."""

from __future__ import annotations

from alembic import context
from flask import current_app

from beraad.extensions import db


def run() -> None:
    """Run the migrations that were asked for on the application's database."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=db.metadata, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
