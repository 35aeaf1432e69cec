"""A list as a template sees it: rows, heads of columns, filters, pages, and where each of them leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask_babel import gettext as _

from beraad.web.lists import rows
from beraad.web.lists.asked import Asked, address
from beraad.web.lists.declared import TO_DO, YES, Listing

T = TypeVar("T")
#: a list of more rows than this shows its form unfolded
SHORT = 20


@dataclass(frozen=True)
class Head:
    """The head of a column. `url` sorts by it, or turns the order round; None if it is not sorted."""

    label: str
    url: str | None
    #: "ascending", "descending" or "none", as `aria-sort` has it; empty if it is not sorted
    sort: str


@dataclass(frozen=True)
class Choice:
    """A field of the form above the list: its name, its words, (code, words) of each answer, and the chosen code."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class ShownList(Generic[T]):
    """One page of a list."""

    listing: Listing[T]
    asked: Asked
    items: Sequence[T]
    #: rows that are asked for, on all pages
    total: int
    pages: int
    page: int
    #: rows of the whole list that are still to do, None for a list without such
    to_do: int | None
    remarks: Sequence[str]

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.listing.shown]

    def _head(self, column: Any) -> Head:
        if column not in self.listing.sortable:
            return Head(str(column.label), None, "")
        is_by_this = self.asked.column(self.listing) is column
        is_ascending = is_by_this and not self.asked.is_descending
        url = address(self.listing, self.asked, order=f"-{column.key}" if is_ascending else column.key)
        return Head(str(column.label), url, "ascending" if is_ascending else "descending" if is_by_this else "none")

    @property
    def figures(self) -> list[int]:
        """Numbers of the columns that hold figures, from 0."""
        return [number for number, column in enumerate(self.listing.shown) if column.is_figure]

    @property
    def choices(self) -> list[Choice]:
        """Each filter, and then the order."""
        answers = self.asked.answers or {}
        filters = [
            Choice(
                one.key,
                str(one.label),
                [("", _("Alle")), *((code, str(option.label)) for code, option in one.options.items())],
                answers.get(one.key, ""),
            )
            for one in self.listing.all_filters
        ]
        if not self.listing.sortable:
            return filters
        orders = [(column.key, str(column.label)) for column in self.listing.sortable]
        backwards = [(f"-{key}", _("%(column)s, andersom", column=label)) for key, label in orders]
        both = [pair for pairs in zip(orders, backwards, strict=True) for pair in pairs]
        usual = ("", str(self.listing.usual_label))
        return [*filters, Choice("volgorde", _("Volgorde"), [usual, *both], self.asked.order)]

    @property
    def url(self) -> str:
        """This list, as it is asked for."""
        return address(self.listing, self.asked)

    @property
    def url_of_all(self) -> str:
        """The whole list in its usual order."""
        return address(self.listing, Asked())

    @property
    def url_to_do(self) -> str:
        """Only what is still to do."""
        return address(self.listing, Asked(answers={TO_DO: YES}))

    @property
    def is_only_to_do(self) -> bool:
        return (self.asked.answers or {}).get(TO_DO) == YES

    @property
    def is_unfolded(self) -> bool:
        """Whether the form above the list is open: the list is long, or something is asked."""
        return self.total > SHORT or self.listing.only_sought or self.asked.is_narrowed or bool(self.asked.order)

    def url_of_page(self, number: int) -> str:
        return address(self.listing, self.asked, page=number)

    def numbers(self) -> Iterator[int | None]:
        """The pages to link to: the first, the last and those around this one; None for a gap."""
        near = {1, self.page - 1, self.page, self.page + 1, self.pages}
        before = 0
        for number in sorted(n for n in near if 1 <= n <= self.pages):
            if number > before + 1:
                yield None
            yield number
            before = number


def show(listing: Listing[T], asked: Asked) -> ShownList[T]:
    """The page that is asked for; the last one when there are fewer."""
    total = rows.count(listing, asked)
    pages = max(1, -(-total // listing.size))
    number, remarks = min(asked.page, pages), list(asked.remarks)
    if asked.page > pages:
        remarks.append(_("Zoveel pagina’s zijn er niet. U ziet de laatste pagina."))
    items = rows.page(listing, asked, number) if total else []
    return ShownList(listing, asked, items, total, pages, number, rows.count_to_do(listing), remarks)
