"""Registers the pages of interests and contacts."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.outreach import views, words
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    app.register_blueprint(views.views)
    refusals.register(app, words.SENTENCES)
    navigation.add(
        app,
        Entry("staff", _l("Belangen"), "outreach.index", 15),
        Entry("public", _l("Belangen"), "outreach.shown", 15),
    )
