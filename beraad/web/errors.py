"""Error pages: what happened and what the visitor can do, in plain words, whatever went wrong."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import Conflict, HTTPException, InternalServerError

from beraad import orm
from beraad.web import edge, logs


def show(error: HTTPException) -> ResponseReturnValue:
    """The page for an HTTP error; an answer that was aborted with, such as a redirect, passes as it is."""
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    with orm.reading():
        page = render_template("errors/error.html", code=error.code, reference=logs.request_id())
    response = error.get_response(request.environ)
    response.set_data(page)
    response.content_type = "text/html; charset=utf-8"
    return response


def crash(error: InternalServerError) -> ResponseReturnValue:
    """The page for a fault of our own; whatever the request had changed is dropped first."""
    edge.rollback()
    return show(error)


def vanished(_error: StaleDataError) -> ResponseReturnValue:
    """The page for a change to something that was deleted at this very moment."""
    edge.rollback()
    return show(Conflict())


def init_app(app: Flask) -> None:
    app.register_error_handler(StaleDataError, vanished)
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(InternalServerError, crash)
