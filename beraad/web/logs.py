"""The log: one line of JSON per event on standard error, without personal data.

Addresses are logged as the route that answered them (`/inloggen/link/<token>`), because the address itself may hold a
code. On the way out every text passes `redact`, which leaves out e-mail addresses, codes, and the values that a
database puts into its complaints.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from flask import Flask, Response, g, has_request_context, request

EMAIL = re.compile(r"[^\s\"'<>()\[\]{},;:=/]+@[^\s\"'<>()\[\]{},;:=/]+\.[A-Za-z]{2,}")
#: what PostgreSQL adds to an error: the row or the key that was refused
DETAIL = re.compile(r"DETAIL:[^\n]*")
#: a random token, or a code from a letter with or without spaces and hyphens
CODE = re.compile(
    r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{32,}(?![\w-])"
    r"|(?<![\w-])(?=[0-9A-Z -]*\d)[0-9A-Z]{4}[ -]?[0-9A-Z]{4}[ -]?[0-9A-Z]{4}(?![\w-])"
)
#: loggers that tell more than anyone wants to know
CHATTY = ("huey", "werkzeug", "waitress.queue")


class Stderr(logging.StreamHandler[TextIO]):
    """Writes to what is standard error at that moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, stream: TextIO) -> None:
        raise AttributeError("the stream is always standard error")


def redact(text: str) -> str:
    """`text` without e-mail addresses, codes and values from the database."""
    return CODE.sub("[code]", EMAIL.sub("[e-mail]", DETAIL.sub("DETAIL: [left out]", text)))


def redact_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """The event with every text in it redacted."""
    return {key: _redacted(value) for key, value in event.items()}


def _redacted(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {key: _redacted(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_redacted(inner) for inner in value]
    return value if isinstance(value, int | float | None) else redact(str(value))


def configure(level: str) -> None:
    """Let everything that is logged in this process, by us and by libraries, take the same way out."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, Stderr)]:
        root.removeHandler(handler)
    out = Stderr()
    out.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redact_event,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root.addHandler(out)
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def request_id() -> str:
    """The id of this request in the log; shown on error pages."""
    return str(g.get("request_id", "")) if has_request_context() else ""


def _begin() -> None:
    g.request_id, g.began = secrets.token_hex(4), time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    rule = request.url_rule.rule if request.url_rule is not None else ""
    structlog.get_logger("beraad.web").info(
        "request",
        method=request.method,
        route=rule,
        status=response.status_code,
        milliseconds=round((time.perf_counter() - g.began) * 1000),
    )
    return response


def init_app(app: Flask) -> None:
    configure(app.config["BERAAD"].log_level)
    app.before_request(_begin)
    app.after_request(_end)
