"""Files that a page hands out."""

from __future__ import annotations

from flask import Response

PDF = "application/pdf"
CSV = "text/csv"
JSON = "application/json"


def attachment(content: bytes | str, filename: str, mimetype: str) -> Response:
    """`content` as a file with this name, that a browser saves and does not show."""
    response = Response(content, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response
