"""Registers the help pages."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.help.views import views
from beraad.web import navigation
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    app.register_blueprint(views)
    navigation.link(app, "privacy", "help.privacy")
    navigation.link(app, "accessibility", "help.accessibility")
    navigation.add(app, Entry("site", _l("Hulp"), "help.index", 95))
