"""What a visitor asks of a list, read from the address, the form and the cookie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _

from beraad.web.lists import sought
from beraad.web.lists.declared import Column, Listing
from beraad.web.lists.sought import SEARCH

#: names in addresses and forms
SOUGHT, ORDER, PAGE, FILE = "gezocht", "volgorde", "pagina", "bestand"
#: characters of the words to search for, at most: they have to fit in a cookie
LONGEST = 200
#: digits of a page number, at most
DIGITS = 9


@dataclass(frozen=True)
class Asked:
    """What is asked, as far as the list has it; `remarks` say what it has not."""

    words: str = ""
    #: filter → code of its answer
    answers: Mapping[str, str] | None = None
    #: the key of a column, after a minus when the highest comes first; empty for the usual order
    order: str = ""
    page: int = 1
    remarks: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether rows may be left out."""
        return bool(self.words or self.answers)

    @property
    def is_descending(self) -> bool:
        return self.order.startswith("-")

    def column(self, listing: Listing[Any]) -> Column[Any] | None:
        """The column that the list is sorted by, None for the usual order."""
        key = self.order.removeprefix("-")
        return next((column for column in listing.sortable if column.key == key), None)


def read(listing: Listing[Any]) -> Asked:
    """What the address asks."""
    return _read(listing, request.args, _sought(listing))


def read_form(listing: Listing[Any]) -> Asked:
    """What the form above the list asks."""
    return replace(_read(listing, request.form, sought.words()[:LONGEST]), page=1)


def _read(listing: Listing[Any], values: Mapping[str, str], words: str) -> Asked:
    remarks = []
    if SOUGHT in values and not words:
        remarks.append(_("Wij weten niet meer waarop u zocht. U ziet de hele lijst. Zoek opnieuw."))
    answers = {}
    for one in listing.all_filters:
        code = values.get(one.key, "")
        if code in one.options:
            answers[one.key] = code
        elif code:
            remarks.append(_("Dit antwoord is er niet bij ‘%(filter)s’. Wij filteren daar niet op.", filter=one.label))
    order = values.get(ORDER, "")
    if order and order.removeprefix("-") not in [column.key for column in listing.sortable]:
        order = ""
        remarks.append(_("Op deze kolom kunt u niet sorteren. U ziet de gewone volgorde."))
    page = _number(values.get(PAGE, "1"))
    if page is None:
        remarks.append(_("Dit paginanummer bestaat niet. U ziet de eerste pagina."))
    return Asked(words, answers, order, page or 1, tuple(remarks))


def _number(text: str) -> int | None:
    """The number of a page, None when it is none."""
    if not text.isascii() or not text.isdigit():
        return None
    return int(text[:DIGITS]) if text.strip("0") else None


def address(listing: Listing[Any], asked: Asked, **changes: Any) -> str:
    """The address at which this is asked, with `changes` of what is asked."""
    asked = replace(asked, **{"page": 1, **changes})
    query: dict[str, Any] = dict(asked.answers or {})
    if asked.words:
        query |= {SEARCH: asked.words} if listing.is_public else {SOUGHT: "ja"}
    if asked.order:
        query[ORDER] = asked.order
    if asked.page > 1:
        query[PAGE] = asked.page
    return url_for(listing.endpoint, **_place(listing), **query)


def remember(listing: Listing[Any], words: str) -> None:
    """Seal the words to search for in the visitor's own cookie, for this list only."""
    sought.remember(words, _page(listing))


def _sought(listing: Listing[Any]) -> str:
    """The words that the address speaks of; empty if it speaks of none, or if they were for another list."""
    if listing.is_public:
        return request.args.get(SEARCH, "").strip()[:LONGEST]
    return sought.recall(_page(listing)) if SOUGHT in request.args else ""


def _page(listing: Listing[Any]) -> str:
    return url_for(listing.endpoint, **_place(listing))


def _place(listing: Listing[Any]) -> dict[str, Any]:
    """The values in the address of the list, also on the page of a button below it."""
    rule = next(iter(current_app.url_map.iter_rules(listing.endpoint)))
    return {name: value for name, value in (request.view_args or {}).items() if name in rule.arguments}
