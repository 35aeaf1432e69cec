"""Registers the site's own addresses."""

from __future__ import annotations

from flask import Flask

from beraad.web.documents.markdown import to_html
from beraad.web.sending import edits
from beraad.web.views import views


def init_app(app: Flask) -> None:
    app.register_blueprint(views)
    edits.init_app(app)
    app.add_template_filter(to_html, "markdown")
