"""A long list, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from flask import abort, request, session
from flask_sqlalchemy.pagination import SelectPagination
from sqlalchemy import Select

from beraad.extensions import db
from beraad.web import sealing

T = TypeVar("T")
SIZE = 50
#: the field with the words to search for
SEARCH = "zoek"
SEAL = "cookie:sought"


class Page(SelectPagination, Generic[T]):
    """One page of a list, for the macro `ui.pagination`: of rows, where Flask-SQLAlchemy alone takes whole models."""

    items: list[T]

    def _query_items(self) -> list[T]:
        rows, row = self._query_args["select"], self._query_args["row"]
        results = db.session.execute(rows.limit(self.per_page).offset(self._query_offset))
        return [row(result) for result in results]


def paged(rows: Select[Any], number: int, row: Callable[[Any], T]) -> Page[T]:
    """Page `number` of what is chosen, each result turned into `row(result)`; past the end the list is empty."""
    return Page(select=rows, row=row, session=db.session(), page=number, per_page=SIZE, error_out=False)


def sought() -> str:
    """The words to search for. They may be a name, so they come in the body of a POST and never in an address."""
    return request.form.get(SEARCH, "").strip()


def look_again(words: str) -> None:
    """Let the page that follows look for these words: until then they are sealed in the visitor's own cookie."""
    if words:
        session[SEARCH] = sealing.seal(words, SEAL)


def sought_before() -> str:
    """What the page before this one wanted to be looked for again; once."""
    sealed = session.pop(SEARCH, None)
    try:
        return sealing.unseal(sealed, SEAL) if isinstance(sealed, bytes) else ""
    except sealing.SealError:  # sealed with a secret that is no longer ours
        return ""


def asked() -> int:
    """The page that the visitor asks for with `?pagina=`; 404 when that is no page number."""
    text = request.args.get("pagina", "1")
    if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) < 1:
        abort(404)
    return int(text)
