"""The few addresses that belong to the site itself: its language, its own files, whether it is alive."""

from __future__ import annotations

from pathlib import Path

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    request,
    send_file,
    send_from_directory,
    session,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from beraad.extensions import db
from beraad.web import access
from beraad.web.i18n import LANGUAGES
from beraad.web.places import STATIC, local_path

views = Blueprint("web", __name__)


@access.public
def static(filename: str) -> ResponseReturnValue:
    """A file of our own: styles, scripts and pictures, with their licences; and the logo that the settings name."""
    logo: Path | None = current_app.config["BERAAD"].logo
    if logo and filename == f"logo{logo.suffix}":
        return send_file(logo, max_age=86400)
    return send_from_directory(STATIC, filename, max_age=None if current_app.debug else 86400)


@views.get("/taal/<language>")
@access.public
def language(language: str) -> ResponseReturnValue:
    """Remember the visitor's language in the cookie and go back to the page."""
    if language not in LANGUAGES:
        abort(404)
    session["language"] = language
    return redirect(local_path(request.args.get("terug", "/")), 303)


@views.get("/status")
@access.public
def status() -> ResponseReturnValue:
    """Says that the application and its database answer."""
    db.session.execute(select(1))
    return Response("ok\n", mimetype="text/plain")
