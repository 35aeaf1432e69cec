"""What all tables share: names of constraints, moments in UTC, choices as checked text, and how a transaction starts.

A transaction is *reading* or *writing*, and the database itself holds it to that: a request that only asks cannot
change a row, whatever its code does.
"""

from __future__ import annotations

import enum
import random
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, NewType, TypeVar

from sqlalchemy import Connection, DateTime, Engine, Enum, Executable, MetaData, Table, UpdateBase, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session, TypeResolve, scoped_session
from sqlalchemy.types import TypeDecorator, TypeEngine

Row = TypeVar("Row", bound="Model")
#: milliseconds that SQLite waits for another writer, and for readers when its journal is to be emptied
PATIENCE, SCRUB_PATIENCE = 15000, 500
#: seconds between two tries to become the writer, at most
RETRY = 0.006
#: `synchronous=FULL`: what was acknowledged survives a power cut; `secure_delete`: what is deleted is overwritten, so
#: that the file does not keep it
SETTINGS = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON")
#: SQLite's number for a `synchronous` that waits for the disk only now and then
NORMAL = 1
#: True while the current code may only read (see `reading`)
_reading: ContextVar[bool] = ContextVar("reading", default=False)
#: False while what is committed may be lost by a power cut, as long as it goes together with all that came after it
_lasting: ContextVar[bool] = ContextVar("lasting", default=True)


class Model(DeclarativeBase):
    """The base of all models. Constraints are named after their columns, so that migrations can find them."""

    __table__: ClassVar[Table]  # narrower than SQLAlchemy's: no model of ours is mapped on a view or a join
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


@event.listens_for(Model, "resolve_type_annotation")
def _type_of_key(annotation: TypeResolve) -> TypeEngine[Any] | None:
    """Returns the column type of a key with a type of its own, such as `SeatId = NewType("SeatId", int)`."""
    key = annotation.resolved_type
    return annotation.resolve(key.__supertype__) if isinstance(key, NewType) else None


class Moment(TypeDecorator[datetime]):
    """A point in time: aware, kept in UTC; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def choice(values: type[enum.Enum], name: str = "") -> Enum:
    """A column type for one of the enum's values: kept as its text, checked by the database.

    `name` tells the constraints apart when a table has two columns of the same enum.
    """
    return Enum(
        values,
        native_enum=False,
        create_constraint=True,
        name=name or values.__name__.lower(),
        length=40,
        values_callable=lambda e: [member.value for member in e],
    )


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


@contextmanager
def reading(only: bool = True) -> Iterator[None]:
    """Transactions that start inside may only read (or, with `only=False`, may write again)."""
    token = _reading.set(only)
    try:
        yield
    finally:
        _reading.reset(token)


def may_write_from_now_on() -> None:
    """Let transactions that start from now on write, until the `reading` around this ends."""
    _reading.set(False)


def may_only_read_from_now_on() -> None:
    """Let transactions that start from now on only read, until the `reading` around this ends."""
    _reading.set(True)


@contextmanager
def need_not_last() -> Iterator[None]:
    """SQLite does not wait until a transaction that starts inside is on disk: the next one that lasts takes it along.

    After a power cut it may not have happened, and then nothing that was committed later has. PostgreSQL brings the
    transactions of a moment to disk together, so that there is little to win.
    """
    token = _lasting.set(False)
    try:
        yield
    finally:
        _lasting.reset(token)


def rows_changed(
    where: Session | scoped_session[Any] | Connection, statement: UpdateBase, values: Mapping[str, Any] | None = None
) -> int:
    """Execute an INSERT, UPDATE or DELETE. Returns how many rows it changed."""
    result: Any = where.execute(statement, values)  # a CursorResult, which SQLAlchemy does not promise here
    return int(result.rowcount)


def insert_unless_there(session: Session, model: type[Row], **values: Any) -> Row | None:
    """Insert a row in one statement. Returns it, or None if a row with the same unique values is there already.

    It needs no savepoint, as nothing has to be undone. It waits for a transaction that is inserting the same row.
    """
    statement = _inserting_row(model, session.get_bind().dialect.name)
    row: Row | None = session.scalars(statement, values).one_or_none()
    return row


def insert_id_unless_there(session: Session, model: type[Model], **values: Any) -> int | None:
    """Insert a row likewise, in half the time. Returns its id, or None."""
    row_id: int | None = session.scalar(_inserting_id(model, session.get_bind().dialect.name), values)
    return row_id


# Made once a model: SQLAlchemy then need not work out for each row which compiled statement is the same.
@cache
def _inserting_row(model: type[Model], dialect: str) -> Executable:
    return select(model).from_statement(inserting(model, dialect).returning(model.__table__))


@cache
def _inserting_id(model: type[Model], dialect: str) -> Executable:
    return inserting(model, dialect).returning(model.__table__.c.id)


def inserting(model: type[Model], dialect: str) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that passes over rows that are there already."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(model.__table__).on_conflict_do_nothing()


def prepare(engine: Engine) -> None:
    """Hang our way of starting transactions on `engine`."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver starts no transactions of its own: _begin_sqlite does
    for pragma in (f"busy_timeout={PATIENCE}", *SETTINGS):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # A writer takes the lock at once: two readers that both turn into writers would fail halfway instead of waiting.
    only_reading = _reading.get()
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if only_reading else 'OFF'}")
    if only_reading:
        connection.exec_driver_sql("BEGIN")
    else:
        _choose_how_it_lasts(connection)
        _become_the_writer(connection)


def _choose_how_it_lasts(connection: Any) -> None:
    usual, driver = connection.info.get("synchronous"), connection.connection.driver_connection
    if _lasting.get() and usual is not None:
        driver.execute(f"PRAGMA synchronous={connection.info.pop('synchronous')}")
    elif not _lasting.get() and usual is None:
        (connection.info["synchronous"],) = driver.execute("PRAGMA synchronous").fetchone()
        driver.execute(f"PRAGMA synchronous={min(connection.info['synchronous'], NORMAL)}")


def _become_the_writer(connection: Any) -> None:
    # SQLite's own way of waiting asks ten times a second at last. A later connection asks more often and goes first,
    # so an earlier one may wait for seconds: we poll often ourselves.
    driver, end = connection.connection.driver_connection, time.monotonic() + PATIENCE / 1000
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while not _is_the_writer(driver) and time.monotonic() < end:
            time.sleep(random.uniform(RETRY / 4, RETRY))  # noqa: S311 - spreads the tries, no secret
        if not driver.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # the last try, which tells why it failed
    finally:
        driver.execute(f"PRAGMA busy_timeout={PATIENCE}")


def _is_the_writer(driver: sqlite3.Connection) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _begin_postgresql(connection: Any) -> None:
    connection.connection.driver_connection.read_only = _reading.get()  # goes with its BEGIN


def scrub(engine: Engine) -> None:
    """Let nothing that was deleted stay behind in the files of the database, as far as no reader holds on to it.

    SQLite overwrites what is deleted (`secure_delete`), but its journal keeps earlier pages until it is emptied.
    PostgreSQL reclaims the space by itself (autovacuum).
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={SCRUB_PATIENCE}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
    finally:
        connection.close()
