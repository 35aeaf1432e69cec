"""Tables to take along: CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response

from beraad.web.documents.downloads import CSV, attachment
from selection.model.formats import write_csv

__all__ = ["csv_file", "write_csv"]


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str]], filename: str) -> Response:
    """The table as a download."""
    return attachment(write_csv(header, rows), filename, CSV)
