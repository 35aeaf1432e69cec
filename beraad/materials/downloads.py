"""The file of a version as a download, under a name made from the document's title."""

from __future__ import annotations

import re
import unicodedata

from flask import Response, abort

from beraad.materials.models import Version
from beraad.web import uploads

LONGEST_NAME = 80


def file(title: str, version: Version) -> Response:
    """Returns the file of `version`, or 404."""
    if version.file_sha256 is None or version.file_kind is None:
        abort(404)
    return uploads.download(version.file_sha256, version.file_kind, file_name(title, version.number))


def file_name(title: str, number: int) -> str:
    """Returns a name of plain letters, such as `cijfers-cafe-versie-2` for "Cijfers café" and 2."""
    letters = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_NAME].rstrip("-")
    return f"{words or 'stuk'}-versie-{number}"
