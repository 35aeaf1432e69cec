"""Files that a page hands out."""

from __future__ import annotations

from flask import Response, request

PDF = "application/pdf"
CSV = "text/csv"
JSON = "application/json"


def attachment(content: bytes | str, filename: str, mimetype: str) -> Response:
    """`content` as a file with this name, that a browser saves and does not show.

    A browser or a proxy that has the same file already gets no more than that answer (304).
    """
    response = Response(content, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    if request.method in ("GET", "HEAD"):
        response.add_etag()
        response.make_conditional(request)
    return response
