"""Files with a sample from the register, read by the engine's one reader; what that refuses is a `FileError`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from beraad.recruitment.errors import FileError
from selection.model import tabular
from selection.model.errors import InputError
from selection.model.tabular import XLSX, Layout, Row

#: what the reader puts behind the second column of one name
SECOND = " (2)"

__all__ = ["XLSX", "Layout", "Row", "look", "rows", "rows_claimed"]


def look(path: Path, name: str, recognise: Callable[[str], bool]) -> Layout:
    """Returns how the file is to be read; `name` is what its owner calls it.

    Raises `FileError`, also if two columns have one name that `recognise` knows: either could be meant.
    """
    with _refused():
        layout = tabular.look(path, name, recognise)
    for title in (title.removesuffix(SECOND) for title in layout.header if title.endswith(SECOND)):
        if recognise(title):
            raise FileError("repeated_column", file=name, row=layout.header_row, column=title)
    return layout


def rows(path: Path, name: str, layout: Layout) -> Iterator[Row]:
    """Yields the rows below the header that hold something. Raises `FileError`, also halfway."""
    with _refused():
        yield from tabular.rows(path, name, layout)


def rows_claimed(path: Path, name: str, layout: Layout) -> int:
    """Returns how many rows a workbook says it has; 0 when it doesn't say. Raises `FileError`."""
    with _refused():
        return tabular.rows_claimed(path, name, layout)


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except InputError as error:
        raise FileError.of_engine(error) from error
