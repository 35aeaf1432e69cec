"""Registers the pages of reports and their place in the menus."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.reports import views_organiser, views_public
from beraad.web import navigation
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    for module in (views_organiser, views_public):
        app.register_blueprint(module.views)
    navigation.add(
        app,
        Entry("staff", _l("Samenstelling"), "reports.show", 66, "panel.overview"),
        Entry("public", _l("Wie deden mee?"), "reports_public.show", 45),
    )
