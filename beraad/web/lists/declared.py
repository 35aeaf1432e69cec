"""What a list is made of."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, SQLColumnExpression
from sqlalchemy.orm import InstrumentedAttribute

from beraad.choices import LabelledEnum

T = TypeVar("T")
#: which rows: for the database, or for a row in memory
Condition = ColumnElement[bool] | Callable[[Any], bool]
#: words, or what becomes words once the language is known
Words = Any
SIZE = 50
#: the filter that keeps what is still to do
TO_DO = "doen"
YES, NO = "ja", "nee"


@dataclass(frozen=True, eq=False)
class Column(Generic[T]):
    """A column. Without `value` it holds buttons: it is not sorted and stands in no file."""

    #: its name in addresses
    key: str
    label: Words
    #: what a file says, and what rows in memory are sorted by
    value: Callable[[T], object] | None = None
    #: what the database sorts by; without it a column of a list from the database is not sorted
    order: ColumnElement[Any] | InstrumentedAttribute[Any] | None = None
    #: False for a column that only the file has
    is_shown: bool = True
    #: False for a column that only the page has
    is_exported: bool = True
    #: written to the right
    is_figure: bool = False


@dataclass(frozen=True)
class Option:
    """One answer to a filter."""

    label: Words
    condition: Condition


@dataclass(frozen=True)
class Filter:
    """A question with a few answers, of which a visitor chooses one."""

    #: its name in addresses
    key: str
    label: Words
    #: code in addresses → answer
    options: Mapping[str, Option]


def choices(key: str, label: Words, members: Iterable[LabelledEnum], condition: Callable[[Any], Condition]) -> Filter:
    """Returns a filter with an answer for each member of an enumeration."""
    return Filter(key, label, {str(member.value): Option(member.label, condition(member)) for member in members})


def words_of(key: str, label: Words, words: Iterable[str], word: Callable[[Any], str | None]) -> list[Filter]:
    """Returns a filter for rows in memory with an answer for each of `words`, by its number; none without words."""

    def has(wanted: str) -> Condition:
        return lambda row: word(row) == wanted

    options = {str(number): Option(text, has(text)) for number, text in enumerate(filter(None, words))}
    return [Filter(key, label, options)] if options else []


def yes_no(key: str, label: Words, yes: Condition, no: Condition) -> Filter:
    """Returns a filter with the answers yes and no."""
    return Filter(key, label, {YES: Option(_l("Ja"), yes), NO: Option(_l("Nee"), no)})


@dataclass(frozen=True, kw_only=True)
class Listing(Generic[T]):
    """A list: its rows, and what a visitor can ask about them."""

    #: the route that shows it
    endpoint: str
    #: what the file and the log call it
    name: str
    #: a statement for the database, or the rows themselves in their usual order
    rows: Select[Any] | Sequence[T]
    columns: Sequence[Column[T]]
    #: results of the statement → rows; called for a page or a few hundred at once
    made: Callable[[Sequence[Any]], Sequence[T]] = lambda results: results
    #: the usual order of a statement's results; the last expression tells all rows apart
    usual: Sequence[Any] = ()
    #: words for the usual order, such as "Nieuwste eerst"
    usual_label: Words = field(default_factory=lambda: _l("Gewone volgorde"))
    filters: Sequence[Filter] = ()
    #: where words are looked for: columns of the database, or the texts of a row in memory
    search: Sequence[SQLColumnExpression[Any]] | Callable[[T], Iterable[object]] | None = None
    #: what the search looks in, such as "naam of adres"
    search_label: Words = ""
    #: the rows that somebody still has to do something about
    to_do: Condition | None = None
    #: what stands there while the whole list is empty
    empty: Words = field(default_factory=lambda: _l("Deze lijst is leeg."))
    size: int = SIZE
    #: nobody is shown before words are searched for
    only_sought: bool = False
    #: the rows that are shown before words are searched for; None for all of them
    unsought: Condition | None = None
    #: for everyone: words to search for are about no person, so they may stand in the address, and no log is kept
    is_public: bool = False

    @property
    def shown(self) -> list[Column[T]]:
        return [column for column in self.columns if column.is_shown]

    @property
    def exported(self) -> list[Column[T]]:
        return [column for column in self.columns if column.is_exported and column.value is not None]

    @property
    def sortable(self) -> list[Column[T]]:
        """The columns that the visitor can sort by."""
        if isinstance(self.rows, Select):
            return [column for column in self.shown if column.order is not None]
        return [column for column in self.shown if column.value is not None]

    @property
    def all_filters(self) -> list[Filter]:
        """The filters, first of all the one for what is still to do."""
        if self.to_do is None:
            return list(self.filters)
        return [Filter(TO_DO, _l("Wat"), {YES: Option(_l("Alleen wat nog te doen is"), self.to_do)}), *self.filters]


def text(value: object) -> str:
    """A cell as text: the label of a choice, yes or no, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_l("Ja") if value else _l("Nee"))
    if isinstance(value, enum.Enum):
        return str(getattr(value, "label", value.value))
    return str(value)
