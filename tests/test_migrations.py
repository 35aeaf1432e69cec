"""The migrations lead to exactly what the models say, and back, with rows in the tables, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import Context
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select

from beraad import create_app
from beraad.cli import main
from beraad.extensions import db
from beraad.web.places import PACKAGE
from tests import databases

REVISIONS = [step.revision for step in ScriptDirectory(str(PACKAGE / "migrations")).walk_revisions()]
#: steps whose way back drops rows that the older version has no words for, and the tables of those rows
LOSES = {"0017_special_term": ("privacy_term",)}


@pytest.fixture
def empty_app(shared_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own without any table."""
    address = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    with shared_app.app_context():
        if db.engine.dialect.name == "postgresql":
            address = databases.new_database(db.engine, "migrations")
    app = create_app(replace(shared_app.config["BERAAD"], database_url=address))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        present = set(inspect(connection).get_table_names())
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
            if table.name in present
        }


def checks() -> set[tuple[str, str | None, str]]:
    """The CHECK constraints in the database, which a comparison of tables and columns does not see."""
    with db.engine.connect() as connection:
        inspector = inspect(connection)
        return {
            (table, check["name"], " ".join(check["sqltext"].split()))
            for table in inspector.get_table_names()
            for check in inspector.get_check_constraints(table)
        }


def test_the_migrations_lead_to_the_models(empty_app: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), db.metadata)
    assert differences == []
    migrated = checks()
    db.drop_all()
    db.create_all()
    assert migrated == checks()


def test_every_step_goes_down_and_up_again_with_rows_in_the_tables(empty_app: Flask) -> None:
    from beraad.demo import fill

    upgrade()
    fill.fill(empty_app, fill.SMALL)
    before = counts()
    assert min(before[name] for name in ("assembly", "registration", "recommendation")) > 0
    db.session.remove()
    for revision in REVISIONS:
        downgrade(revision=f"{revision}-1" if revision != REVISIONS[-1] else "base")
        remaining = counts()
        before |= {name: remaining[name] for name in LOSES.get(revision, ())}
        assert remaining == {name: before[name] for name in remaining}
    assert set(counts()) == set()
    upgrade()
    assert set(counts()) == set(before)


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(PACKAGE / "migrations")).get_heads()) == 1


def test_a_database_without_tables_says_what_to_do(empty_app: Flask) -> None:
    config = empty_app.config["BERAAD"]
    settings = {"BERAAD_SECRET_KEY": config.secret_key, "BERAAD_INSTANCE": str(config.instance)}
    address = config.database_url.replace("postgresql+psycopg://", "postgresql://")
    db.session.remove()
    result = Context().run(
        CliRunner().invoke, main, ["assembly", "list"], env={**settings, "BERAAD_DATABASE_URL": address}
    )
    assert (result.exit_code, "beraad db upgrade" in result.output) == (1, True), result.output
