"""Tables to take along: CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from flask import Response

from beraad.web.documents.downloads import CSV, attachment
from selection.model.errors import InputError
from selection.model.files import write_files as write_all
from selection.model.formats import write_csv

__all__ = ["csv_file", "write_csv", "write_files"]


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str]], filename: str) -> Response:
    """The table as a download."""
    return attachment(write_csv(header, rows), filename, CSV)


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write every file, or none. Raises OSError that names the file."""
    try:
        write_all(contents)
    except InputError as error:
        raise OSError(f"{error.params['file']}: {error.params['reason']}") from error
