"""The migrations lead to exactly what the models say, and back, with rows in the tables, on both databases."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from flask import Flask
from flask_migrate import downgrade, migrate, upgrade
from sqlalchemy import func, inspect, select, text

from beraad import create_app
from beraad.accounts.models import Account
from beraad.assemblies.models import Membership
from beraad.cli import main
from beraad.extensions import db
from beraad.panel.models import Seat
from beraad.web.places import PACKAGE
from tests import databases

MIGRATIONS = PACKAGE / "migrations"
STEPS = sorted((MIGRATIONS / "versions").glob("*.py"))
REVISIONS = [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
#: what a step may import
LASTING = {"alembic", "sqlalchemy", *sys.stdlib_module_names}


@pytest.fixture
def empty_app(shared_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own without any table."""
    with _empty(shared_app, tmp_path) as address:
        app = create_app(replace(shared_app.config["BERAAD"], database_url=address))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def _empty(shared_app: Flask, folder: Path) -> Iterator[str]:
    """Address of a database without tables, of the kind of `shared_app`."""
    with shared_app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        yield f"sqlite:///{folder / 'empty.sqlite'}"
        return
    with databases.new_database(engine, f"{engine.url.database}_migrations") as address:
        yield address


def counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        present = set(inspect(connection).get_table_names())
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
            if table.name in present
        }


def copy_rows(source: Flask) -> None:
    """Fill the tables of the current application with the rows of another."""
    with source.app_context():
        engine = db.engine
    with engine.connect() as reading, db.engine.begin() as writing:
        databases.look_at_no_foreign_key(writing)
        for table in db.metadata.sorted_tables:
            if rows := [dict(row) for row in reading.execute(select(table)).mappings()]:
                writing.execute(table.insert(), rows)


def conditions() -> set[tuple[str, str | None, str]]:
    """CHECK constraints and the rows that an index is limited to: a comparison of tables and columns sees neither."""
    with db.engine.connect() as connection:
        inspector = inspect(connection)
        tables = inspector.get_table_names()
        checks = [
            (table, one["name"], one["sqltext"]) for table in tables for one in inspector.get_check_constraints(table)
        ]
        parts = [
            (table, one["name"], str(part))
            for table in tables
            for one in inspector.get_indexes(table)
            for option, part in one.get("dialect_options", {}).items()
            if option.endswith("_where")
        ]
    return {(table, name, " ".join(condition.split())) for table, name, condition in [*checks, *parts]}


def differences() -> list[object]:
    """What has to change in the database to be what the models say."""
    with db.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), db.metadata))


def imports(step: Path) -> set[str]:
    """The packages that a step takes something from; "." for its own."""
    found = set()
    for node in ast.walk(ast.parse(step.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else str(node.module).split(".")[0])
    return found


def test_the_migrations_lead_to_the_models(empty_app: Flask) -> None:
    upgrade()
    assert differences() == []
    migrated = conditions()
    assert "uq_seat_held_once" in {name for _, name, _ in migrated}
    db.drop_all()
    db.create_all()
    assert migrated == conditions()


def test_every_step_goes_down_and_up_again_with_rows_in_the_tables(demo_app: Flask, empty_app: Flask) -> None:
    upgrade()
    copy_rows(demo_app)
    before = counts()
    assert min(before[name] for name in ("assembly", "registration", "recommendation")) > 0
    db.session.remove()
    for revision in REVISIONS:
        downgrade(revision=f"{revision}-1" if revision != REVISIONS[-1] else "base")
        remaining = counts()
        assert remaining == {name: before[name] for name in remaining}
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    assert set(counts()) == set(before)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
def test_a_step_imports_nothing_of_the_application(step: Path) -> None:
    assert imports(step) <= LASTING


def test_a_new_step_is_written_without_imports_of_the_application(empty_app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=lambda _, names: [name for name in names if name[0].isdigit()])
    migrate(directory=str(folder), rev_id="0001")
    (step,) = (folder / "versions").glob("*.py")
    assert imports(step) == {"alembic", "sqlalchemy"}
    upgrade(directory=str(folder))
    assert differences() == []


def test_history_starts_where_the_databases_were_at_the_first_release() -> None:
    assert REVISIONS[-1] == "0027_job_subject"


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_a_database_without_tables_says_what_to_do(empty_app: Flask) -> None:
    config = empty_app.config["BERAAD"]
    settings = {"BERAAD_SECRET_KEY": config.secret_key, "BERAAD_INSTANCE": str(config.instance)}
    address = config.database_url.replace("postgresql+psycopg://", "postgresql://")
    db.session.remove()
    result = Context().run(
        CliRunner().invoke, main, ["assembly", "list"], env={**settings, "BERAAD_DATABASE_URL": address}
    )
    assert (result.exit_code, "beraad db upgrade" in result.output) == (1, True), result.output


def test_panellists_who_shared_an_account_get_one_each(demo_app: Flask, empty_app: Flask) -> None:
    upgrade()
    copy_rows(demo_app)
    downgrade(revision="0041_trust-1")
    held = (
        "SELECT id, account_id FROM seat WHERE state = 'bevestigd' AND account_id IS NOT NULL ORDER BY assembly_id, id"
    )
    with db.engine.begin() as connection:
        (_first, shared), (second, _own) = connection.execute(text(held)).all()[:2]
        connection.execute(text(f"UPDATE seat SET account_id = {shared} WHERE id = {second}"))
        if connection.dialect.name == "postgresql":  # the rows were copied with their keys
            for table in ("account", "membership"):
                last = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                connection.execute(text(last))
    upgrade()
    theirs = select(Account.email, Membership.role, Account.at_address > 1)
    theirs = theirs.join(Membership).join(Seat, Seat.account_id == Account.id).where(Seat.id == second)
    email = select(Account.email).where(Account.id == shared).scalar_subquery()
    with db.engine.connect() as connection:
        assert connection.execute(theirs).all() == [(connection.execute(select(email)).scalar(), "panellid", True)]
