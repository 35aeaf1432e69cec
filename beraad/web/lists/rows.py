"""The rows that are asked for: the database finds them, or they are in memory already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, String, func, or_

from beraad.extensions import db
from beraad.web.lists.asked import Asked
from beraad.web.lists.declared import Condition, Listing, text

T = TypeVar("T")
#: rows that a file takes from the database at once
CHUNK = 500


def count(listing: Listing[Any], asked: Asked) -> int:
    """How many rows are asked for."""
    if listing.only_sought and not asked.words:
        return 0
    if isinstance(listing.rows, Select):
        return _count(_narrowed(listing, listing.rows, asked))
    return len(_kept(listing, listing.rows, asked))


def count_to_do(listing: Listing[Any]) -> int | None:
    """How many rows of the whole list are still to do, None for a list without such."""
    if listing.to_do is None:
        return None
    if isinstance(listing.rows, Select):
        return _count(listing.rows.where(_for_database(listing.to_do)))
    return sum(map(_for_memory(listing.to_do), listing.rows))


def page(listing: Listing[T], asked: Asked, number: int) -> Sequence[T]:
    """The rows of one page, counted from 1."""
    start = (number - 1) * listing.size
    if isinstance(listing.rows, Select):
        chosen = _sorted(listing, _narrowed(listing, listing.rows, asked), asked)
        return listing.made(db.session.execute(chosen.limit(listing.size).offset(start)).all())
    return _in_order(listing, listing.rows, asked)[start : start + listing.size]


def every(listing: Listing[T], asked: Asked) -> Iterator[T]:
    """All rows that are asked for, a few hundred at once."""
    if isinstance(listing.rows, Select):
        chosen = _sorted(listing, _narrowed(listing, listing.rows, asked), asked)
        for results in db.session.execute(chosen.execution_options(yield_per=CHUNK)).partitions():
            yield from listing.made(results)
    else:
        yield from _in_order(listing, listing.rows, asked)


def _conditions(listing: Listing[Any], asked: Asked) -> list[Condition]:
    answers = asked.answers or {}
    chosen = [one.options[answers[one.key]].condition for one in listing.all_filters if one.key in answers]
    return chosen if listing.unsought is None or asked.words else [*chosen, listing.unsought]


def _count(chosen: Select[Any]) -> int:
    counted: Select[int] = chosen.with_only_columns(func.count(), maintain_column_froms=True)
    return db.session.scalar(counted) or 0


def _narrowed(listing: Listing[Any], chosen: Select[Any], asked: Asked) -> Select[Any]:
    chosen = chosen.where(*map(_for_database, _conditions(listing, asked)))
    for word in asked.words.lower().split() if listing.search else ():
        assert not callable(listing.search)
        searched = (func.lower(column).contains(word, autoescape=True) for column in listing.search or ())
        chosen = chosen.where(or_(*searched))
    return chosen


def _sorted(listing: Listing[Any], chosen: Select[Any], asked: Asked) -> Select[Any]:
    column = asked.column(listing)
    if column is None or column.order is None:
        return chosen.order_by(*listing.usual)
    by: Any = func.lower(column.order) if isinstance(column.order.type, String) else column.order
    first = by.desc() if asked.is_descending else by.asc()
    return chosen.order_by(first.nulls_last(), *listing.usual)


def _kept(listing: Listing[T], rows: Sequence[T], asked: Asked) -> list[T]:
    conditions = list(map(_for_memory, _conditions(listing, asked)))
    words = asked.words.casefold().split()

    def is_kept(row: T) -> bool:
        return all(condition(row) for condition in conditions) and (not words or _holds(listing, row, words))

    return [row for row in rows if is_kept(row)]


def _holds(listing: Listing[T], row: T, words: Sequence[str]) -> bool:
    """Whether each word stands somewhere in the texts of the row."""
    assert callable(listing.search)
    texts = " ".join(map(text, listing.search(row))).casefold()
    return all(word in texts for word in words)


def _in_order(listing: Listing[T], rows: Sequence[T], asked: Asked) -> list[T]:
    """Sorted as asked; rows without a value come last."""
    kept, column = _kept(listing, rows, asked), asked.column(listing)
    if column is None or column.value is None:
        return kept
    values = [(column.value(row), row) for row in kept]
    filled = sorted(
        ((_key(value), row) for value, row in values if value not in (None, "")),
        key=lambda pair: pair[0],
        reverse=asked.is_descending,
    )
    return [row for _value, row in filled] + [row for value, row in values if value in (None, "")]


def _key(value: Any) -> Any:
    """What a value is sorted by: words as people read them, without regard to capitals."""
    return value if isinstance(value, int | float) or hasattr(value, "isoformat") else text(value).casefold()


def _for_database(condition: Condition) -> Any:
    assert not callable(condition), "a list from the database is filtered there"
    return condition


def _for_memory(condition: Condition) -> Callable[[Any], bool]:
    assert callable(condition), "rows in memory are filtered there"
    return condition
