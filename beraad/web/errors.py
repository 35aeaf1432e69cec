"""Error pages: what happened and what the visitor can do, in plain words, whatever went wrong."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, InternalServerError

from beraad import orm
from beraad.web import edge


def words(status: int) -> tuple[str, str]:
    """Title and advice for an HTTP status."""
    known = {
        400: (
            _("Dit formulier kunnen wij niet verwerken"),
            _("Ga terug, laad de pagina opnieuw en probeer het nog eens."),
        ),
        403: (_("U mag deze pagina niet bekijken"), _("Denkt u dat dit niet klopt? Vraag het aan de griffie.")),
        404: (_("Deze pagina bestaat niet"), _("Controleer het adres, of begin opnieuw bij de startpagina.")),
        405: (_("Dit kan hier niet"), _("Ga terug en gebruik de knoppen op de pagina.")),
        409: (_("Iemand anders was u net voor"), _("Laad de pagina opnieuw om te zien hoe het nu is.")),
        413: (_("Dit bestand is te groot"), _("Kies een kleiner bestand, of verdeel het in delen.")),
        429: (_("U hebt het te vaak geprobeerd"), _("Wacht een kwartier en probeer het dan opnieuw.")),
        500: (_("Er ging iets mis bij ons"), _("Er is niets opgeslagen. Probeer het later opnieuw.")),
    }
    return known.get(status, known[500] if status >= 500 else known[400])


def show(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    title, advice = words(status)
    with orm.reading():
        page = render_template("errors/error.html", title=title, advice=advice, status=status)
    response = error.get_response(request.environ)
    response.set_data(page)
    response.content_type = "text/html; charset=utf-8"
    return response


def crash(error: InternalServerError) -> ResponseReturnValue:
    edge.rollback()
    return show(error)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(InternalServerError, crash)
