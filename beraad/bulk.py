"""Many rows in one statement: inserted unless they are there already, or changed, on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, TableValuedAlias, bindparam, column, func, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from beraad.orm import Model, inserting


def insert_many_unless_there(
    session: Session, model: type[Model], rows: Sequence[Mapping[str, Any]], key: str
) -> dict[Any, int]:
    """Insert these rows, of which each has the same columns, in one statement. Returns `key` → id of those added."""
    if not rows:
        return {}
    if session.get_bind().dialect.name == "sqlite":
        columns = model.__table__.c
        added = session.execute(inserting(model, "sqlite").returning(columns[key], columns.id), list(rows))
    else:
        added = session.execute(_inserting_arrays(model, tuple(rows[0]), key), _arrays(rows))
    return {row[0]: row[1] for row in added}


def update_many(session: Session, model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Give the row with each `id` its other values; each of `rows` names the same columns."""
    if not rows:
        return
    names = tuple(name for name in rows[0] if name != "id")
    if session.get_bind().dialect.name == "sqlite":
        table = model.__table__
        values = [{f"its_{name}": value for name, value in row.items()} for row in rows]
        changed = update(table).where(table.c.id == bindparam("its_id"))
        session.execute(changed.values({name: bindparam(f"its_{name}") for name in names}), values)
    else:
        session.execute(_updating_arrays(model, names), _arrays(rows))


# PostgreSQL gets an array for each column. A statement with a place for each value of each row takes the driver and
# the server longer to read than the rows take to write.
@cache
def _inserting_arrays(model: type[Model], names: tuple[str, ...], key: str) -> Executable:
    columns = model.__table__.c
    inserted = inserting(model, "postgresql").from_select(names, select(*_given(model, names).c))
    return inserted.returning(columns[key], columns.id)


@cache
def _updating_arrays(model: type[Model], names: tuple[str, ...]) -> Executable:
    table, given = model.__table__, _given(model, ("id", *names))
    return update(table).where(table.c.id == given.c.id).values({name: given.c[name] for name in names})


def _given(model: type[Model], names: Sequence[str]) -> TableValuedAlias:
    """The rows that stand in the arrays, as a table with these columns of the model."""
    types = {name: model.__table__.c[name].type for name in names}
    arrays = [bindparam(f"all_{name}", type_=postgresql.ARRAY(kind, dimensions=1)) for name, kind in types.items()]
    columns = [column(name, kind) for name, kind in types.items()]
    return func.unnest(*arrays).table_valued(*columns).render_derived(name="given")


def _arrays(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {f"all_{name}": [row[name] for row in rows] for name in rows[0]}
