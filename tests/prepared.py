"""Data that take long to make are made once for each worker and database; after that they are put back row by row.

In an empty database alone, so that every number stays what it was, and on the day on which they were made: where a test
has stopped the clock, at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, wraps
from typing import Any

from sqlalchemy import Connection, Select, Table, exists, or_, select, text

from beraad import orm
from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.extensions import db
from tests import databases

COUNTERS = text(
    "SELECT sequencename AS name, last_value AS last FROM pg_sequences"
    " WHERE schemaname = 'public' AND last_value IS NOT NULL"
)
SET_COUNTER = text("SELECT setval(quote_ident(:name)::regclass, :last)")

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class _Kept:
    """Everything that was in the database, and the number of the burgerberaad that it is about."""

    assembly_id: int
    rows: Mapping[Table, Rows]
    #: of PostgreSQL: `name` and `last` number of each counter
    counters: Rows
    #: what waits for the next commit at the edge
    waiting: Sequence[Callable[[], None]]


_kept: dict[tuple[str, str, str, date], _Kept] = {}


def once(make: Callable[..., Assembly]) -> Callable[..., Assembly]:
    """The same as `make`, faster from the second time on."""

    @wraps(make)
    def made_or_put_back(*which: Any, **values: Any) -> Assembly:
        db.session.commit()
        if not _is_empty():
            return make(*which, **values)
        is_stopped = orm.datetime is not datetime
        key = db.engine.dialect.name, make.__qualname__, repr((which, values)), orm.now() if is_stopped else today()
        if key in _kept:
            _put_back(_kept[key])
        else:
            _kept[key] = _everything(make(*which, **values))
        return db.session.get_one(Assembly, _kept[key].assembly_id)

    return made_or_put_back


@cache
def _any_row() -> Select[tuple[bool]]:
    return select(or_(*(exists(select(1).select_from(table)) for table in db.metadata.sorted_tables)))


def _is_empty() -> bool:
    with db.engine.connect() as connection:
        return not connection.scalar(_any_row())


def _everything(made: Assembly) -> _Kept:
    number = made.id
    db.session.commit()
    with db.engine.connect() as connection:
        found = {one: _rows(connection, one) for one in db.metadata.sorted_tables}
        counters = connection.execute(COUNTERS).mappings().all() if _is_postgresql(connection) else []
    rows = {table: rows for table, rows in found.items() if rows}
    return _Kept(number, rows, counters, tuple(db.session.info.get("after_commit", ())))


def _rows(connection: Connection, table: Table) -> Rows:
    return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]


def _put_back(kept: _Kept) -> None:
    with db.engine.begin() as connection:
        databases.look_at_no_foreign_key(connection)
        for table, rows in kept.rows.items():
            connection.execute(table.insert(), rows)
        for counter in kept.counters:
            connection.execute(SET_COUNTER, counter)
    db.session.info.setdefault("after_commit", []).extend(kept.waiting)


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
