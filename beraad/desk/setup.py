"""Registers /mijn, the overview of a burgerberaad and the line with the next step."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.desk import jobs, next_step, views
from beraad.web import navigation
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    app.register_blueprint(views.views)
    next_step.init_app(app)
    jobs.init_app(app)
    navigation.add(
        app,
        Entry("site", _l("Mijn burgerberaden"), "desk.mine", 50),
        Entry("staff", _l("Overzicht"), "desk.overview", 10),
    )
