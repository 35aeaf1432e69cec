"""A list as a file: the rows that are asked for, in the order that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import Response

from beraad import days
from beraad.web.documents import tables
from beraad.web.lists import rows
from beraad.web.lists.asked import Asked
from beraad.web.lists.declared import Listing, text

KINDS = tuple(tables.WRITERS)


def download(listing: Listing[Any], asked: Asked, kind: str) -> tuple[Response, int]:
    """The file, of one of `KINDS`, and how many rows are in it. Spreadsheets find no formula in it."""
    header, written = [str(column.label) for column in listing.exported], 0

    def counted() -> Iterator[list[str]]:
        nonlocal written
        for line in _lines(listing, asked):
            written += 1
            yield line

    file = tables.table_file(header, counted(), listing.name, kind)
    return file, written


def _lines(listing: Listing[Any], asked: Asked) -> Iterator[list[str]]:
    values = [column.value for column in listing.exported if column.value is not None]
    for row in rows.every(listing, asked):
        yield [cell(value(row)) for value in values]


def cell(value: object) -> str:
    """A value as a spreadsheet reads it: a moment by the clock of the Netherlands, in an order that sorts."""
    return value.astimezone(days.ZONE).strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else text(value)
