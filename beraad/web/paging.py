"""A long list, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import abort, request, session
from sqlalchemy import Select, func, select

from beraad.extensions import db
from beraad.web import sealing

T = TypeVar("T")
SIZE = 50
#: the field with what somebody looks for
SEARCH = "zoek"
SEAL = "cookie:sought"


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, for the macro `ui.pagination`."""

    items: list[T]
    #: this page, from 1
    number: int
    #: rows on all pages together
    total: int
    size: int = SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_prev(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages


def paged(chosen: Select[Any], number: int, row: Callable[[Any], T], size: int = SIZE) -> Page[T]:
    """Page `number` of what is chosen, each result turned into `row(result)`; past the end the list is empty."""
    total = db.session.scalar(select(func.count()).select_from(chosen.order_by(None).subquery())) or 0
    found = db.session.execute(chosen.limit(size).offset((number - 1) * size)).all()
    return Page([row(result) for result in found], number, total, size)


def sought() -> str:
    """What somebody looks for. It may be a name, so it comes in the body of a POST and stands in no address."""
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
