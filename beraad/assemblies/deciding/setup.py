"""Registers the pages of decisions."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.assemblies.deciding import views, words
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    app.register_blueprint(views.views)
    navigation.add(app, Entry("staff", _l("Besluiten"), "assemblies_deciding.index", 89, "desk.overview"))
