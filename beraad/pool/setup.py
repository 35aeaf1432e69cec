"""Registers the pages of the pool, their menu entries, and the job that keeps the outlook up to date."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.pool import jobs, service
from beraad.pool.views import views
from beraad.recruitment.signals import pool_changed
from beraad.web import navigation
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    app.register_blueprint(views)
    jobs.init_app(app)
    pool_changed.connect(service.ask)
    navigation.add(
        app,
        Entry("staff", _l("Werving"), "pool.overview", 19),
        Entry("staff", _l("Wie ontbreekt nog?"), "pool.missing", 24, "pool.overview"),
    )
